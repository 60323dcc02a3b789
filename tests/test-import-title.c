/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-title.h"

#include <string.h>

/* Siblings, one a line, and what they become: "number|title|words". */
typedef struct {
  const char *name;
  const char *in;
  const char *out;
} Case;

static const Case cases[] = {
  { "plain", "The Sea", "|The Sea|0" },
  { "spaces", "  The\xc2\xa0 \t Sea\xe2\x80\x8b ", "|The Sea|0" },
  { "empty", " ", "|Untitled|0" },
  { "dotted", "1.2 The Sea", "1.2|The Sea|0" },
  { "dotted-point", "1.2.3. The Sea", "1.2.3|The Sea|0" },
  { "chapter", "Chapter 3: The Sea", "3|The Sea|0" },
  { "chapter-upper", "CHAPTER 12 — The Sea", "12|The Sea|0" },
  { "chapter-dotted", "Lesson 2.1: Waves", "2.1|Waves|0" },
  { "chapter-word", "Chapter Three: The Sea", "Three|The Sea|0" },
  { "chapter-alone", "Chapter 3", "3|Chapter 3|0" },
  { "chapter-long", "Chapter 1234: The Sea", "1234|The Sea|0" },
  { "roman-label", "Part IV. The Sea", "IV|The Sea|0" },
  { "roman", "IV. The Sea", "IV|The Sea|0" },
  { "kapitel", "Kapitel 4: Das Meer", "4|Das Meer|0" },
  { "glava", "Глава 2. Море", "2|Море|0" },
  { "han", "第3章 海", "第3章|海|0" },
  { "han-words", "第二十一章　海", "第二十一章|海|0" },
  { "hangul", "제2장 바다", "제2장|바다|0" },
  { "bracket", "(3) The Sea", "3|The Sea|0" },
  { "parenthesis", "3) The Sea", "3|The Sea|0" },
  { "no-space", "3.The Sea", "3|The Sea|0" },
  { "year", "1984", "|1984|0" },
  { "year-of", "2001: A Space Odyssey", "|2001: A Space Odyssey|0" },
  { "three-ways", "3 ways to sail", "|3 ways to sail|0" },
  { "range", "10–12 years on", "|10–12 years on|0" },
  { "steps", "3-space steps", "|3-space steps|0" },
  { "decimal", "1.5", "1.5|1.5|0" },
  { "part-of", "Part of the Sea", "|Part of the Sea|0" },
  { "partly", "Partial Seas", "|Partial Seas|0" },
  { "mix", "Mix. It", "|Mix. It|0" },
  { "initial", "I. Newton", "|I. Newton|0" },
  { "two-initials", "I. Newton\nII. Newton", "|I. Newton|0\n|II. Newton|0" },
  { "three-romans", "I. One\nII. Two\nIII. Three", "I|One|0\nII|Two|0\nIII|Three|0" },
  { "letters", "A. One\nB. Two\nC. Three", "A|One|0\nB|Two|0\nC|Three|0" },
  { "appendices", "A - Keywords\nB - Signs\nC - Traits", "|A - Keywords|0\n|B - Signs|0\n|C - Traits|0" },
  { "bare", "1 One\n2 Two\n3 Three", "1|One|0\n2|Two|0\n3|Three|0" },
  { "leaders", "The Sea ........ 12", "|The Sea|0" },
  { "spaced-leaders", "The Sea . . . . . 12", "|The Sea|0" },
  { "tab-page", "1.1 The Sea\t12", "1.1|The Sea|0" },
  { "roman-page", "Foreword …… xii", "|Foreword|0" },
  { "ends-in-number", "Catch 22", "|Catch 22|0" },
  { "colon-number", "Updated: 20140916", "|Updated: 20140916|0" },
  { "ellipsis", "And then...", "|And then...|0" },
  { "words", "The Sea (2,400 words)", "|The Sea|2400" },
  { "about-words", "The Sea [~ 900 Words]", "|The Sea|900" },
  { "mots", "La mer (1200 mots)", "|La mer|1200" },
  { "words-title", "(100 words)", "|(100 words)|0" },
  { "about-words-long", "The Sea (approximately 2,400 words)", "|The Sea|2400" },
  { "range-of-words", "The Sea (2,000–3,000 words)", "|The Sea|2500" },
  { "dash-about-words", "The Sea – ca. 2.400 Wörter", "|The Sea|2400" },
  { "dash-words", "A Picture – 1000 Words", "|A Picture – 1000 Words|0" },
  { "dash-words-small", "The Sea - 1200 words", "|The Sea|1200" },
  { "colon-words", "The Sea: 800 words", "|The Sea|800" },
  { "tilde-words", "The Sea ~900 words", "|The Sea|900" },
  { "thousands", "The Sea (1.5k words)", "|The Sea|1500" },
  { "link", "[The Sea](http://a.org/b_(c)) and **more**", "|The Sea and more|0" },
  { "wiki", "[[1.md|The Sea]] of [[Ice]]", "|The Sea of Ice|0" },
  { "stars", "2 * 3 * 4", "|2 * 3 * 4|0" },
  { "picture", "🎮 Module 2: Games", "2|Games|0" },
  { "words-inside", "The 500 words that matter", "|The 500 words that matter|0" },
  { "not-words", "The Sea (in brief)", "|The Sea (in brief)|0" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) items = bookgen_import_items_new ();
  g_auto (GStrv) lines = g_strsplit (c->in, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; lines[i]; i++)
    bookgen_import_items_add (items, 0, lines[i]);
  bookgen_import_items_find_depths (items);
  bookgen_import_titles_clean (items, FALSE);
  for (guint i = 0; i < items->len; i++)
    {
      BookgenImportItem *item = g_ptr_array_index (items, i);
      g_string_append_printf (out, "%s%s|%s|%u", i > 0 ? "\n" : "", item->number, item->title, item->target_words);
    }
  g_assert_cmpstr (out->str, ==, c->out);
}

static void
test_cut (void)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autofree char *whole = NULL, *rest = NULL, *cut = NULL, *both = NULL, *letters = g_strnfill (600, 'a');

  for (guint i = 0; i < 2500; i++)
    g_string_append (title, i > 0 ? " été" : "été");
  cut = bookgen_import_title_cut (title->str, &rest);
  g_assert_cmpuint (g_utf8_strlen (cut, -1), <=, BOOKGEN_IMPORT_MAX_TITLE_CHARS);
  both = g_strconcat (cut, " ", rest, NULL);
  g_assert_cmpstr (both, ==, title->str);
  g_free (g_steal_pointer (&rest));
  whole = bookgen_import_title_cut ("short", &rest);
  g_assert_cmpstr (whole, ==, "short");
  g_assert_null (rest);
  g_free (whole);
  whole = bookgen_import_title_cut (letters, &rest);
  g_assert_cmpuint (strlen (whole), ==, 500);
  g_assert_cmpuint (strlen (rest), ==, 100);
}

static void
test_nameless (void)
{
  g_autoptr (GPtrArray) items = bookgen_import_items_new ();
  BookgenImportItem *item = bookgen_import_items_add (items, 0, NULL);

  bookgen_import_items_find_depths (items);
  bookgen_import_titles_clean (items, TRUE);
  g_assert_cmpstr (item->title, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-title/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/import-title/cut", test_cut);
  g_test_add_func ("/import-title/nameless", test_nameless);
  return g_test_run ();
}
