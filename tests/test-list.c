/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-list.h"

/* "1 7* 3": the numbers, with a star at the author's own. */
static char *
read (const char *text)
{
  g_autoptr (GArray) items = bookgen_list_read (text);
  g_autoptr (GString) told = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++)
    {
      const BookgenListItem *item = &g_array_index (items, BookgenListItem, i);
      g_string_append_printf (told, "%s%d%s", i > 0 ? " " : "", item->number, item->own ? "*" : "");
    }
  return g_string_free (g_steal_pointer (&told), FALSE);
}

static void
test_read (void)
{
  static const struct {
    const char *text, *items;
  } cases[] = {
    { NULL, "" }, { "", "" }, { "no list", "" }, { "[]", "" }, { "{}", "" }, { "{\"items\":3}", "" }, { "{\"items\":[]}", "" },
    { "{\"items\":[{},{\"alt\":\"x\"}]}", "1 2" },
    { "{\"next\":9,\"items\":[{\"number\":8,\"own\":true},{\"number\":3}]}", "8* 3" },
    /* No number twice, and none that is none. */
    { "{\"items\":[{\"number\":4},{\"number\":4},{\"number\":-2},{\"number\":0},{\"number\":\"5\"}]}", "4" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *items = read (cases[i].text);
      g_assert_cmpstr (items, ==, cases[i].items);
    }
}

/* An answer without end makes no work without end. */
static void
test_bound (void)
{
  g_autoptr (GString) text = g_string_new ("{\"items\":[0");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, ",0");
  g_string_append (text, "]}");
  g_autoptr (GArray) items = bookgen_list_read (text->str);
  g_assert_cmpuint (items->len, ==, BOOKGEN_LIST_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list/read", test_read);
  g_test_add_func ("/list/bound", test_bound);
  return g_test_run ();
}
