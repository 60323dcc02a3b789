/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-text.h"

#include <string.h>

#include "bookgen-import.h"

static const struct { const char *name; BookgenOutlineTextForm form; } forms[] = {
  { "a.outline.md", BOOKGEN_OUTLINE_TEXT_MARKDOWN },
  { "a.opml", BOOKGEN_OUTLINE_TEXT_OPML },
  { "a.outline.json", BOOKGEN_OUTLINE_TEXT_JSON },
};

static const char *const titles[] = {
  "", "The Sea", "1. One", "Chapter 3: The Sea", "IV.", "2001: A Space Odyssey", "# C#", "C #", "*bold* _it_ `code`", "a_b_c",
  "<b>Fish</b> & \"Chips\"", "&amp; &#10;", "\\# \\\\", "]]> --> <!--", "<!-- bookgen lab -->", "The Sea (2,400 words)", "- [ ] task",
  "Title ..... 12", "海と山", "第3章 海", "שלום עולם", "مرحبا (1)", "🐟 e\xcc\x81", "Summary", "Untitled", "title: \"x\"", "{#id}", "---",
  "“Quoted” ‘too’", "$x_1^2$", "\"{[", "| a | b |", "Part I", "true", "\"Chips\"", "'It's'", "It's",
};

static const char *const briefs[] = {
  "", "The sea.", "One paragraph.\n\nAnother.", "- one\n  - two\n- three\n\n1. a\n2. b", "# Heading\n\ntext", "\\# Not one", "   ### Deep\n\\\\#x",
  "Heading\n=======\n\n---", "```json\n{\"a\": 1}\n# comment\n```", "<!-- bookgen part words=1 -->", "Target: 900 words\n\nThe sea.",
  "The sea. About 2,200 words.", "\tcode\n    code", "<b>x</b> & \"y\" ]]>", "海。\n\nשלום", "a\n\n\n\nb", "* TODO x\n:PROPERTIES:", "**Bold**\n\n**Lines**",
  "| a | b |\n|---|---|\n| 1 | 2 |", "line  \nbreak",
};

static void
edit (BookgenOutline *outline, BookgenUnit *unit, const char *property, GType type, guint number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, type);
  if (type == G_TYPE_UINT)
    g_value_set_uint (&value, number);
  else if (type == G_TYPE_BOOLEAN)
    g_value_set_boolean (&value, number);
  else
    g_value_set_enum (&value, number);
  bookgen_outline_edit (outline, unit, property, &value);
}

/* On any of the units before and after it, and on what is gone. */
static void
depend (BookgenOutline *outline, GRand *random)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);

  for (guint i = 0; i < units->len; i++)
    {
      guint n = units->len, first = g_rand_int_range (random, 0, n), second = g_rand_int_range (random, 0, n);
      const char *const ids[] = { bookgen_unit_get_id (units->pdata[first]), "u999", bookgen_unit_get_id (units->pdata[second]), NULL };
      g_auto (GValue) value = G_VALUE_INIT;

      if (first == i || second == i || g_rand_boolean (random))
        continue;
      g_value_init (&value, G_TYPE_STRV);
      g_value_set_boxed (&value, ids);
      bookgen_outline_edit (outline, units->pdata[i], "depends-on", &value);
    }
}

/* Any kind below any other, up to 9 levels deep. */
static BookgenOutline *
make_outline (guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  BookgenOutline *outline = bookgen_outline_new ();
  BookgenUnit *above[10] = { NULL };
  guint depth = 0;

  for (gint count = g_rand_int_range (random, 1, 30); count > 0; count--)
    {
      depth = g_rand_int_range (random, 0, MIN (depth, 8) + 1);
      BookgenUnit *unit = above[depth + 1]
        = bookgen_outline_add (outline, above[depth], G_MAXUINT, g_rand_int_range (random, 0, 5),
                               titles[g_rand_int_range (random, 0, G_N_ELEMENTS (titles))]);
      depth++;
      bookgen_outline_edit_string (outline, unit, "brief", briefs[g_rand_int_range (random, 0, G_N_ELEMENTS (briefs))]);
      if (g_rand_boolean (random))
        edit (outline, unit, "target-words", G_TYPE_UINT, g_rand_int_range (random, 1, 100000));
      edit (outline, unit, "writer", BOOKGEN_TYPE_WRITER, g_rand_int_range (random, 0, 2));
      edit (outline, unit, "in-book", G_TYPE_BOOLEAN, g_rand_boolean (random));
      edit (outline, unit, "locked", G_TYPE_BOOLEAN, g_rand_boolean (random));
    }
  depend (outline, random);
  bookgen_outline_set_length_words (outline, g_rand_int_range (random, 0, 90000));
  return outline;
}

/* By their places in reading order, as ids are others after a way through a file. */
static void
describe_needs (BookgenOutline *outline, BookgenUnit *unit, GString *out)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);

  for (const char *const *ids = bookgen_unit_get_depends_on (unit); *ids; ids++)
    for (guint i = 0; i < units->len; i++)
      if (strcmp (bookgen_unit_get_id (units->pdata[i]), *ids) == 0)
        g_string_append_printf (out, " %u", i);
}

static void
describe (BookgenOutline *outline, GListModel *units, guint depth, GString *out)
{
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);

      g_string_append_printf (out, "%u %s “%s” “%s” %u %d%s%s", depth, bookgen_unit_kind_to_string (bookgen_unit_get_kind (unit)),
                              bookgen_unit_get_title (unit), bookgen_unit_get_brief (unit),
                              bookgen_unit_get_target_words (unit), bookgen_unit_get_writer (unit),
                              bookgen_unit_get_in_book (unit) ? "" : " out", bookgen_unit_get_locked (unit) ? " locked" : "");
      describe_needs (outline, unit, out);
      g_string_append_c (out, '\n');
      describe (outline, bookgen_unit_get_children (unit), depth + 1, out);
    }
}

static char *
dup_description (BookgenOutline *outline)
{
  GString *out = g_string_new (NULL);

  describe (outline, G_LIST_MODEL (outline), 0, out);
  return g_string_free (out, FALSE);
}

/* NAME is the file's, or NULL: the form is found without it too. */
static void
check_round_trip (BookgenOutline *outline, const char *title, BookgenOutlineTextForm form, const char *name)
{
  char *text = bookgen_outline_text_dup (outline, title, "Jo \"J\" <Doe>", form);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, name, &error);
  g_autofree char *before = dup_description (outline), *after = NULL;

  g_assert_no_error (error);
  after = dup_description (import->outline);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (import->title, ==, title);
  g_assert_cmpstr (import->author, ==, "Jo \"J\" <Doe>");
  g_assert_cmpuint (import->warnings->len, ==, 0);
  if (form == BOOKGEN_OUTLINE_TEXT_JSON)
    g_assert_cmpuint (bookgen_outline_get_length_words (import->outline), ==, bookgen_outline_get_length_words (outline));
}

static void
test_round_trip (void)
{
  for (guint seed = 0; seed < 1000; seed++)
    {
      g_autoptr (BookgenOutline) outline = make_outline (seed);

      for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
        check_round_trip (outline, titles[seed % G_N_ELEMENTS (titles)], forms[i].form, seed % 2 ? forms[i].name : NULL);
    }
}

/* Somebody writes on in the file. */
static void
test_added_by_hand (void)
{
  static const char text[] = "# One\n<!-- bookgen part -->\n\n## Two\n<!-- bookgen chapter words=900 -->\n\nbrief\n\n## 3. Three\n\nAbout 800 words.\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, "a.md", NULL);
  g_autofree char *tree = dup_description (import->outline);

  g_assert_cmpstr (tree, ==, "0 part “One” “” 0 0\n1 chapter “Two” “brief” 900 0\n1 chapter “Three” “” 800 0\n");
}

/* What a line cannot hold. */
static void
test_control_characters (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *unit = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, " a\nb\001c ");

  bookgen_outline_edit_string (outline, unit, "brief", "a\001\nb");
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      char *text = bookgen_outline_text_dup (outline, "", "", forms[i].form);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
      g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, NULL, NULL);
      g_autofree char *tree = dup_description (import->outline);

      g_assert_cmpstr (tree, ==, "0 chapter “a b c” “a\nb” 0 0\n");
    }
}

static void
test_names (void)
{
  BookgenOutlineTextForm form;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_assert_true (bookgen_outline_text_form_of (forms[i].name, &form));
      g_assert_cmpint (form, ==, forms[i].form);
    }
  g_assert_true (bookgen_outline_text_form_of ("A.OPML", NULL));
  g_assert_false (bookgen_outline_text_form_of ("a.md", NULL));
  g_assert_false (bookgen_outline_text_form_of ("outline.md", NULL));
  g_assert_false (bookgen_outline_text_form_of (".opml", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline-text/round-trip", test_round_trip);
  g_test_add_func ("/outline-text/added-by-hand", test_added_by_hand);
  g_test_add_func ("/outline-text/control-characters", test_control_characters);
  g_test_add_func ("/outline-text/names", test_names);
  return g_test_run ();
}
