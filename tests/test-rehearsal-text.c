/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-text.h"

#include <string.h>

static guint
count_words (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \n", -1);
  guint words = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    words += *parts[i] != '\0' && strcmp (parts[i], "-") != 0 && strcmp (parts[i], "##") != 0;
  return words;
}

static void
test_same_arguments_same_text (void)
{
  g_autofree char *text = bookgen_rehearsal_text_make (3, "Tides", 800);
  g_autofree char *again = bookgen_rehearsal_text_make (3, "Tides", 800);
  g_autofree char *other_number = bookgen_rehearsal_text_make (4, "Tides", 800);
  g_autofree char *other_title = bookgen_rehearsal_text_make (3, "Moons", 800);

  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (strchr (text, '\n'), !=, strchr (other_number, '\n'));
  g_assert_cmpstr (strchr (text, '\n'), !=, strchr (other_title, '\n'));
}

/* A book that was begun with one version of the program is gone on with by the next: these bytes never change. */
static void
test_text_is_the_same_everywhere (void)
{
  g_autofree char *text = bookgen_rehearsal_text_make (1, "The Outline", 2000);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_assert_cmpstr (digest, ==, "d553d14df6a73438c8f6c9c812a8e35679337d6eb22525e21b0a563174f6b478");
}

static void
test_length_is_the_target (void)
{
  static const guint targets[] = { 100, 301, 777, 2000, 5000, 20000 };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *text = bookgen_rehearsal_text_make (i + 1, "Any title", targets[i]);

      g_assert_cmpuint (count_words (text) * 100, >=, targets[i] * 97);
      g_assert_cmpuint (count_words (text) * 100, <=, targets[i] * 103);
    }
}

static void
test_form (void)
{
  g_autofree char *text = bookgen_rehearsal_text_make (2, "A *bold* <title>\nof two lines", 2000);
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_prefix (text, "*Rehearsal text for chapter 2, “"));
  g_assert_nonnull (strstr (paragraphs[0], "placeholder"));
  g_assert_true (g_str_has_suffix (paragraphs[0], "*"));
  g_assert_nonnull (strstr (text, "\n\n## "));
  g_assert_nonnull (strstr (text, "\n- "));
  g_assert_nonnull (strstr (text, "**"));
  g_assert_nonnull (strstr (text, "🌿"));
  for (guint i = 0; paragraphs[i] != NULL; i++)
    g_assert_true (g_hash_table_add (seen, paragraphs[i]));
}

static void
test_strange_arguments (void)
{
  g_autofree char *long_title = g_strnfill (20000, 'x');
  g_autofree char *titled = bookgen_rehearsal_text_make (1, long_title, 10);
  g_autofree char *none = bookgen_rehearsal_text_make (0, "", 0);
  g_autofree char *huge = bookgen_rehearsal_text_make (G_MAXUINT, "x", G_MAXUINT);

  g_assert_cmpuint (strlen (titled), <, 1000);
  g_assert_cmpuint (strlen (none), >, 0);
  g_assert_cmpuint (strlen (huge), <, 2000000);
}

static void
test_pieces_make_up_the_text (void)
{
  g_autofree char *text = bookgen_rehearsal_text_make (7, "Pieces", 3000);
  gsize length;
  guint pieces = 0;

  for (const char *at = text; *at != '\0'; at += length, pieces++)
    {
      length = bookgen_rehearsal_text_piece (at);
      g_assert_cmpuint (length, >, 0);
      g_assert_cmpuint (length, <, 40);
      g_assert_true (g_utf8_validate (at, length, NULL));
    }
  g_assert_cmpuint (strlen (text) / pieces, >=, 3);
  g_assert_cmpuint (strlen (text) / pieces, <=, 5);
  g_assert_cmpuint (bookgen_rehearsal_text_piece (""), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal-text/same-arguments-same-text", test_same_arguments_same_text);
  g_test_add_func ("/rehearsal-text/same-everywhere", test_text_is_the_same_everywhere);
  g_test_add_func ("/rehearsal-text/length-is-the-target", test_length_is_the_target);
  g_test_add_func ("/rehearsal-text/form", test_form);
  g_test_add_func ("/rehearsal-text/strange-arguments", test_strange_arguments);
  g_test_add_func ("/rehearsal-text/pieces", test_pieces_make_up_the_text);
  return g_test_run ();
}
