/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-list.h"

static void
test_count (void)
{
  static const struct {
    const char *text;
    guint count;
  } cases[] = {
    { NULL, 0 }, { "", 0 }, { "no list", 0 }, { "[]", 0 }, { "{}", 0 }, { "{\"items\":3}", 0 }, { "{\"items\":[]}", 0 },
    { "{\"items\":[{},{\"alt\":\"x\"}]}", 2 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (bookgen_list_count (cases[i].text), ==, cases[i].count);
}

/* An answer without end makes no work without end. */
static void
test_bound (void)
{
  g_autoptr (GString) text = g_string_new ("{\"items\":[0");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, ",0");
  g_string_append (text, "]}");
  g_assert_cmpuint (bookgen_list_count (text->str), ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list/count", test_count);
  g_test_add_func ("/list/bound", test_bound);
  return g_test_run ();
}
