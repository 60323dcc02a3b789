/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-increment.h"
#include "bookgen-think.h"

#include <string.h>

static const struct { const char *in, *out; } think_table[] = {
  { "plain", "plain" },
  { "<think>secret</think>Text", "Text" },
  { "<think>\nsecret\n</think>\n\nText", "Text" },
  { "\n <THINK>x</Think> Text", "\n Text" },
  { "<thinking>a <think>b</think> c</thinking>Text", "Text" },
  { "<think>never closed", "" },
  { "<think>one</think><think>two</think>Text", "Text" },
  { "Text <think>x</think>more", "Text more" },
  { "Text <think>never closed", "Text <think>never closed" },
  { "Text </think> more", "Text </think> more" },
  { "a <b> c << d <", "a <b> c << d <" },
  { "<<think>x</think>y", "<y" },
  { "<thinker>no</thinker>", "<thinker>no</thinker>" },
  { "The tag `<think>` opens and `</think>` closes", "The tag `<think>` opens and `</think>` closes" },
  { "Code:\n```xml\n<think>a</think>\n```\n<think>b</think>End", "Code:\n```xml\n<think>a</think>\n```\nEnd" },
  { "<thought>Gemini</thought>Text", "Text" },
  { "<think>a < b</ think></think>Text", "Text" },
};

static void
test_think (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (think_table); i++)
    for (gsize piece = 1; piece < 40; piece++)
      {
        g_autoptr (BookgenThink) think = bookgen_think_new ();
        g_autoptr (GString) out = g_string_new (NULL);
        gsize length = strlen (think_table[i].in);

        for (gsize at = 0; at < length; at += piece)
          bookgen_think_push (think, think_table[i].in + at, MIN (piece, length - at), out);
        bookgen_think_end (think, out);
        if (strcmp (out->str, think_table[i].out) != 0)
          g_error ("in pieces of %u: “%s” gave “%s”", (guint) piece, think_table[i].in, out->str);
      }
}

/* Neither kind of open block is held for as long as it likes. */
static void
test_think_bound (void)
{
  g_autofree char *much = g_strnfill (1000 * 1000, 'x');
  g_autoptr (BookgenThink) text = bookgen_think_new (), thought = bookgen_think_new ();
  g_autoptr (GString) out = g_string_new (NULL), nothing = g_string_new (NULL);

  bookgen_think_push (text, "Text <think>", 12, out);
  bookgen_think_push (text, much, 1000 * 1000, out);
  g_assert_cmpuint (out->len, ==, 12 + 1000 * 1000);
  bookgen_think_push (thought, "<think>", 7, nothing);
  bookgen_think_push (thought, much, 1000 * 1000, nothing);
  g_assert_cmpuint (bookgen_think_get_removed (thought), >, 500 * 1000);
  bookgen_think_push (thought, "</think>Text", 12, nothing);
  bookgen_think_end (thought, nothing);
  g_assert_cmpstr (nothing->str, ==, "Text");
}

static const struct { const char *pieces[6]; const char *out; } increment_table[] = {
  { { "Once", " upon", " a time" }, "Once upon a time" },
  { { "Once", "Once upon", "Once upon a time" }, "Once upon a time" },
  { { "Once", "Once upon", "Once upon", "Once upon a time" }, "Once upon a time" },
  { { "ha", "haha", "!" }, "hahaha!" },
  { { "ha", "haha" }, "hahaha" },
  { { "Once upon a time", "Once upon a time there" }, "Once upon a time there" },
  { { "a", "a", "a", "aa" }, "aaaaa" },
  { { "", "x", "", "y" }, "xy" },
};

static void
test_increment (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (increment_table); i++)
    {
      g_autoptr (BookgenIncrement) increment = bookgen_increment_new ();
      g_autoptr (GString) out = g_string_new (NULL);

      for (guint n = 0; n < 6 && increment_table[i].pieces[n] != NULL; n++)
        bookgen_increment_push (increment, increment_table[i].pieces[n], strlen (increment_table[i].pieces[n]), out);
      bookgen_increment_end (increment, out);
      g_assert_cmpstr (out->str, ==, increment_table[i].out);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/think/bound", test_think_bound);
  g_test_add_func ("/think/table", test_think);
  g_test_add_func ("/increment/table", test_increment);
  return g_test_run ();
}
