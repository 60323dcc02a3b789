/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-picture-list.h"

/* "1 2*": the numbers, with a star at the author's own; "-" where there is no list. */
static char *
tell (const BookgenPictureList *list)
{
  g_autoptr (GString) told = g_string_new (list == NULL ? "-" : NULL);
  for (guint i = 0; list != NULL && i < list->items->len; i++)
    {
      const BookgenPictureItem *item = list->items->pdata[i];
      g_string_append_printf (told, "%s%d%s", i > 0 ? " " : "", item->number, item->own ? "*" : "");
    }
  return g_string_free (g_steal_pointer (&told), FALSE);
}

static void
assert_told (const BookgenPictureList *list, const char *expected)
{
  g_autofree char *told = tell (list);
  g_assert_cmpstr (told, ==, expected);
}

static void
test_read (void)
{
  static const struct {
    const char *text, *items;
    int next;
  } cases[] = {
    { "", "-" },
    { "No pictures, sorry.", "-" },
    { "{\"pictures\":3}", "-" },
    { "{\"items\":[]}", "", 1 },
    { "```json\n{\"items\":[{\"caption\":\"c\",\"alt\":\"a\",\"draw\":\"d\",\"anchor\":\"The tide\"},]}\n```", "1", 2 },
    { "[{\"draw\":\"d\"},{\"caption\":\"nothing to draw\"},\"text\",{\"draw\":[\"d\",\"e\"]}]", "1 4", 5 },
    { "{\"next\":9,\"items\":[{\"number\":7,\"own\":true,\"draw\":\"\"},{\"number\":3,\"draw\":\"d\"}]}", "7* 3", 9 },
    { "{\"next\":2,\"items\":[{\"number\":7,\"draw\":\"d\"},{\"number\":7,\"draw\":\"e\"}]}", "7", 8 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenPictureList) list = bookgen_picture_list_from_text (cases[i].text);
      assert_told (list, cases[i].items);
      if (list != NULL)
        g_assert_cmpint (list->next, ==, cases[i].next);
    }
}

/* The same list again, from what is kept. */
static void
test_canonical (void)
{
  g_autoptr (GString) text = g_string_new ("{\"items\":[");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "{\"caption\":\"c%u\",\"alt\":\"a\",\"draw\":\"d\",\"anchor\":\"\"},", i);
  g_autoptr (BookgenPictureList) list = bookgen_picture_list_from_text (text->str);
  g_autofree char *json = bookgen_picture_list_to_json (list);
  g_autoptr (BookgenPictureList) read = bookgen_picture_list_from_text (json);
  g_autofree char *again = bookgen_picture_list_to_json (read);
  g_assert_cmpuint (list->items->len, ==, BOOKGEN_PICTURE_LIST_MAX);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpstr (bookgen_picture_list_find (read, 4)->caption, ==, "c3");
}

/* A model's answer never plans more than a chapter can bear. */
static void
test_bound (void)
{
  g_autoptr (GString) text = g_string_new ("{\"items\":[");
  for (guint i = 0; i < 50; i++)
    g_string_append (text, "{\"draw\":\"d\"},");
  g_autoptr (BookgenPictureList) list = bookgen_picture_list_from_text (text->str);
  bookgen_picture_list_follow (list, NULL);
  g_assert_cmpuint (list->items->len, ==, BOOKGEN_PICTURE_LIST_MAX_PLANNED);
}

/* What is drawn as before keeps its number; what is new gets one that was never used; the author's own stay. */
static void
test_follow (void)
{
  g_autoptr (BookgenPictureList) first = bookgen_picture_list_from_text (
      "{\"items\":[{\"draw\":\"boat\"},{\"draw\":\"quay\"},{\"draw\":\"gull\"}]}");
  bookgen_picture_list_follow (first, NULL);
  assert_told (first, "1 2 3");
  bookgen_picture_list_make_own (first, bookgen_picture_list_find (first, 2));
  assert_told (first, "1 4* 3");
  bookgen_picture_item_free (bookgen_picture_list_take (first, 3));
  g_assert_cmpint (bookgen_picture_list_add_own (first, "c", "a", "The tide")->number, ==, 5);
  g_autoptr (BookgenPictureList) second
      = bookgen_picture_list_from_text ("{\"items\":[{\"draw\":\"gull\",\"number\":1},{\"draw\":\"boat\"},{\"draw\":\"boat\"}]}");
  bookgen_picture_list_follow (second, first);
  assert_told (second, "6 1 7 4* 5*");
  g_assert_cmpstr (bookgen_picture_list_find (second, 5)->anchor, ==, "The tide");
  g_assert_cmpint (second->next, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-list/read", test_read);
  g_test_add_func ("/picture-list/canonical", test_canonical);
  g_test_add_func ("/picture-list/bound", test_bound);
  g_test_add_func ("/picture-list/follow", test_follow);
  return g_test_run ();
}
