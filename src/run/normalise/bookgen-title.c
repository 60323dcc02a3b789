/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-title.h"

#include <string.h>
#include <wchar.h>

/* More titles than a book has. */
#define KNOWN_MAX 20000

static const char *const LABELS[]
    = { "chapter", "part",      "section", "lesson",   "module",   "lab",      "unit",  "kapitel", "teil",
        "lektion", "chapitre",  "partie",  "leçon",    "capítulo", "capitulo", "parte", "lección", "capitolo",
        "lezione", "hoofdstuk", "les",     "rozdział", "lekcja",   "kapitola", "глава", "часть",   "урок",
        "розділ",  "bölüm",     "luku",    "fejezet",  "capitol",  "κεφάλαιο", "الفصل", "פרק",     NULL };

static const char *const NUMBER_WORDS[]
    = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", NULL };

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Compatibility forms and case folded, words of letters and digits. */
static GPtrArray *
split_words (const char *title, gssize length)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *same = g_utf8_normalize (title, length, G_NORMALIZE_NFKC);
  g_autofree char *folded = same != NULL ? g_utf8_casefold (same, -1) : g_strdup ("");
  const char *start = NULL;

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gboolean inside = *at != '\0' && is_word_char (g_utf8_get_char (at));

      if (inside && start == NULL)
        start = at;
      if (!inside && start != NULL)
        g_ptr_array_add (words, g_strndup (start, at - start)), start = NULL;
      if (*at == '\0')
        return words;
    }
}

static gboolean
is_roman (const char *word)
{
  return *word != '\0' && strspn (word, "ivxlc") == strlen (word);
}

static gboolean
is_digits (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (!g_unichar_isdigit (g_utf8_get_char (word)))
      return FALSE;
  return TRUE;
}

/* 第3章, 第三课, 제3장, written as one word, with or without the title right behind it: how many bytes of it are number. */
static gsize
measure_counted_word (const char *word)
{
  const char *at = word;
  gunichar first = g_utf8_get_char (word);

  if (first != 0x7B2C && first != 0xC81C)
    return 0;
  for (guint i = 0; i < 8 && *at != '\0'; i++)
    {
      gunichar c;

      at = g_utf8_next_char (at);
      c = g_utf8_get_char (at);
      if (c != 0 && wcschr (L"章课課节節部回話话编編장과", (wchar_t)c) != NULL)
        return g_utf8_next_char (at) - word;
    }
  return 0;
}

/* How many words in front are a label and numbers. */
static guint
count_number_words (GPtrArray *words, gboolean *labelled)
{
  guint count = 0;

  if (words->len > 1 && g_strv_contains (LABELS, words->pdata[0]))
    {
      const char *number = words->pdata[1];

      if (!is_digits (number) && !is_roman (number) && !g_strv_contains (NUMBER_WORDS, number))
        return 0;
      *labelled = TRUE;
      count = 2;
    }
  else if (words->len > 1 && is_roman (words->pdata[0]) && strlen (words->pdata[0]) > 1)
    count = 1;
  while (count < words->len && is_digits (words->pdata[count]))
    count++;
  return count;
}

static char *
join_words (GPtrArray *words, guint first)
{
  GString *joined = g_string_new (NULL);

  for (guint i = first; i < words->len; i++)
    g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", (const char *)words->pdata[i]);
  return g_string_free (joined, FALSE);
}

static void
drop_counted_word (GPtrArray *words, gboolean *labelled)
{
  gsize counted = words->len > 0 ? measure_counted_word (words->pdata[0]) : 0;
  char *rest;

  if (counted == 0)
    return;
  rest = g_strdup ((const char *)words->pdata[0] + counted);
  if (*rest == '\0' && words->len == 1)
    {
      g_free (rest);
      return;
    }
  *labelled = TRUE;
  g_free (words->pdata[0]);
  words->pdata[0] = rest;
  if (*rest == '\0')
    g_ptr_array_remove_index (words, 0);
}

char *
bookgen_title_fold (const char *title, gssize length, gboolean *labelled)
{
  g_autoptr (GPtrArray) words = split_words (title, length);
  gboolean is_labelled = FALSE;
  guint numbers;

  drop_counted_word (words, &is_labelled);
  numbers = count_number_words (words, &is_labelled);
  if (labelled != NULL)
    *labelled = is_labelled;
  return join_words (words, numbers < words->len ? numbers : 0);
}

char *
bookgen_title_fold_known (const char *title)
{
  static GHashTable *known;
  char *folded;
  G_LOCK_DEFINE_STATIC (known);

  G_LOCK (known);
  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  folded = g_strdup (g_hash_table_lookup (known, title));
  if (folded == NULL)
    {
      folded = bookgen_title_fold (title, -1, NULL);
      if (g_hash_table_size (known) >= KNOWN_MAX)
        g_hash_table_remove_all (known);
      g_hash_table_insert (known, g_strdup (title), g_strdup (folded));
    }
  G_UNLOCK (known);
  return folded;
}

gboolean
bookgen_title_is_only_number (const char *title, gssize length)
{
  g_autoptr (GPtrArray) words = split_words (title, length);
  gboolean labelled = FALSE;

  if (words->len == 1)
    return measure_counted_word (words->pdata[0]) == strlen (words->pdata[0]);
  return count_number_words (words, &labelled) == words->len && labelled;
}
