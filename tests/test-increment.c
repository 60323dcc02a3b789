/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-increment.h"

#include <string.h>

#define MAX_PIECES 8

typedef struct {
  const char *name;
  const char *pieces[MAX_PIECES]; /* one that begins with "=" is known to be everything so far */
  const char *text;
} Case;

static const Case cases[] = {
  { "nothing", { NULL }, "" },
  { "one", { "Once" }, "Once" },
  { "pieces", { "Once", " upon", " a", " time" }, "Once upon a time" },
  { "everything-so-far", { "Once upon a", "Once upon a time there", "Once upon a time there was", "Once upon a time there was one" },
    "Once upon a time there was one" },
  { "everything-so-far-by-letters", { "O", "On", "Onc", "Once upon a time there", "Once upon a time there was" },
    "Once upon a time there was" },
  { "everything-so-far-again", { "Once upon a time", "Once upon a time there", "Once upon a time there", "Once upon a time there was" },
    "Once upon a time there was" },
  { "two-pieces-of-everything", { "Once upon a", "Once upon a time" }, "Once upon a time" },
  { "rule-in-pieces", { "-", "--", "---", "----", " and on" }, "---------- and on" },
  { "long-rule-in-pieces", { "--------------------", "---------------------", "----------------------", "-----------------------", "\n" },
    "--------------------" "---------------------" "----------------------" "-----------------------" "\n" },
  { "indent-in-pieces", { " ", "  ", "    ", "x" }, "       x" },
  { "same-piece-twice", { "ha", "ha", "ha", "!" }, "hahaha!" },
  { "grows-once", { "no", "no way", " at all" }, "nono way at all" },
  { "grows-twice", { "a", "an", "and", " so" }, "aanand so" },
  { "ends-in-doubt-short", { "no", "now" }, "nonow" },
  { "ends-in-doubt-same", { "no", "now", "now" }, "nonownow" },
  { "changed-a-little", { "Once upon a time", "Once upon a time there", "Once upon a time there was ", "Once upon a time there was\nOne" },
    "Once upon a time there was One" },
  { "shortened-at-the-end", { "Once upon a time", "Once upon a time there", "Once upon a time there ", "Once upon a time there" },
    "Once upon a time there " },
  { "new-after-everything", { "Once upon a time", "Once upon a time there", "Once upon a time there was", "Next", " piece" },
    "Once upon a time there wasNext piece" },
  { "again-after-everything", { "Once upon a time", "Once upon a time there", "Once upon a time there was", "Twice upon a time",
                                "Twice upon a time it", "Twice upon a time it was" },
    "Once upon a time there wasTwice upon a time it was" },
  { "whole", { "=Once" }, "Once" },
  { "whole-and-more", { "=Once", "=Once upon", "=Once upon" }, "Once upon" },
  { "whole-after-pieces", { "Once", " upon", "=Once upon" }, "Once upon" },
  { "whole-after-one-piece", { "Once", "=Once upon" }, "Once upon" },
  { "whole-after-doubt", { "a", "an", "=aan" }, "aan" },
  { "whole-after-doubt-so-far", { "a", "an", "=and" }, "and" },
  { "whole-that-is-none", { "=Once", "= upon", "= a time" }, "Once upon a time" },
  { "half-a-character", { "Wörter über Wörter", "Wörter über Wörter a", "Wörter über Wörter ab", "Wörter über Wörter ö…" },
    "Wörter über Wörter ab…" },
};

static void
push (BookgenIncrement *increment, const char *piece, GString *out)
{
  if (*piece == '=')
    bookgen_increment_push_whole (increment, piece + 1, strlen (piece + 1), out);
  else
    bookgen_increment_push (increment, piece, strlen (piece), out);
}

static void
test_case (gconstpointer data)
{
  const Case *what = data;
  g_autoptr (BookgenIncrement) increment = bookgen_increment_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < MAX_PIECES && what->pieces[i] != NULL; i++)
    push (increment, what->pieces[i], out);
  bookgen_increment_end (increment, out);
  g_assert_cmpstr (out->str, ==, what->text);
  g_assert_true (g_utf8_validate (out->str, out->len, NULL));
  g_assert_cmpuint (bookgen_increment_get_held (increment), ==, 0);
}

/* Cut anywhere, and sent either way, a text comes out as it went in. */
static void
test_any_text (void)
{
  static const char *const texts[] = {
    "The sea was calm, the sea was wide, the sea was calm again.",
    "# Title\n\n---\n\n| a | b |\n|---|---|\n| 1 | 1 |\n\n        indented\n",
    "Row, row, row your boat\nRow, row, row your boat\nRow, row, row your boat gently",
  };

  for (guint run = 0; run < 3000; run++)
    {
      const char *text = texts[run % G_N_ELEMENTS (texts)];
      gboolean cumulative = run % 2;
      g_autoptr (BookgenIncrement) increment = bookgen_increment_new ();
      g_autoptr (GString) out = g_string_new (NULL);

      for (gsize at = 0, length; at < strlen (text); at += length)
        {
          gsize wanted = g_test_rand_int_range (1, 9);
          length = MIN (strlen (text) - at, wanted);
          bookgen_increment_push (increment, cumulative ? text : text + at, cumulative ? at + length : length, out);
        }
      bookgen_increment_end (increment, out);
      g_assert_cmpstr (out->str, ==, text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/increment/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/increment/any-text", test_any_text);
  return g_test_run ();
}
