/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-picture-list.h"

static void
test_read (void)
{
  static const struct {
    const char *text;
    int items; /* -1: no list */
  } cases[] = {
    { "", -1 },
    { "No pictures, sorry.", -1 },
    { "{\"pictures\":3}", -1 },
    { "{\"items\":[]}", 0 },
    { "```json\n{\"items\":[{\"caption\":\"c\",\"alt\":\"a\",\"draw\":\"d\",\"anchor\":\"The tide\"},]}\n```", 1 },
    { "[{\"draw\":\"d\"},{\"caption\":\"nothing to draw\"},\"text\",{\"draw\":[\"d\",\"e\"]}]", 2 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) list = bookgen_picture_list_from_text (cases[i].text);
      g_assert_cmpint (list != NULL ? (int) list->len : -1, ==, cases[i].items);
    }
}

/* The same list again, from what is kept; never more than a chapter can bear. */
static void
test_canonical (void)
{
  g_autoptr (GString) text = g_string_new ("{\"items\":[");
  for (guint i = 0; i < 50; i++)
    g_string_append_printf (text, "{\"caption\":\"c%u\",\"alt\":\"a\",\"draw\":\"d\",\"anchor\":\"\"},", i);
  g_autoptr (GPtrArray) list = bookgen_picture_list_from_text (text->str);
  g_autofree char *json = bookgen_picture_list_to_json (list);
  g_autoptr (GPtrArray) read = bookgen_picture_list_from_text (json);
  g_autofree char *again = bookgen_picture_list_to_json (read);
  g_assert_cmpuint (list->len, ==, BOOKGEN_PICTURE_LIST_MAX);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpstr (((BookgenPictureItem *) read->pdata[3])->caption, ==, "c3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-list/read", test_read);
  g_test_add_func ("/picture-list/canonical", test_canonical);
  return g_test_run ();
}
