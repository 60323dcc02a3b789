/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-picture-plan.h"

#include "pipelines.h"
#include "scratch-book.h"

#include <string.h>

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x30\x08\x06\0\0\0\0\0\0\0\0\0\0\0IEND\xae\x42\x60\x82"
#define LIST "{\"items\":[{\"draw\":\"boat\",\"alt\":\"A boat\"},{\"draw\":\"quay\",\"alt\":\"A quay\"}]}"

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* The model's list of the first chapter. */
static void
plan (ScratchBook *scratch)
{
  const BookgenRevisionData data = { .unit_id = (char *) "u1", .stage = (char *) "visuals", .text = (char *) LIST };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);
  g_autoptr (GAsyncResult) result = NULL;
  bookgen_book_add_revision_async (scratch->book, revision, FALSE, NULL, keep_result, &result);
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (scratch->book, wait_for (&result), NULL);
  g_assert_nonnull (stored);
}

static void
flush (ScratchBook *scratch)
{
  g_autoptr (GAsyncResult) result = NULL;
  bookgen_book_flush_async (scratch->book, keep_result, &result);
  g_assert_true (bookgen_book_flush_finish (scratch->book, wait_for (&result), NULL));
}

static void
note_change (BookgenPicturePlan *plan, gpointer changed)
{
  *(gboolean *) changed = TRUE;
}

/* What is stored, as somebody sees it who looks now. */
static BookgenPicturePlan *
look (ScratchBook *scratch)
{
  gboolean changed = FALSE;
  flush (scratch);
  BookgenPicturePlan *self = bookgen_picture_plan_new (scratch->book, "u1");
  gulong id = g_signal_connect (self, "changed", G_CALLBACK (note_change), &changed);
  while (!changed)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (self, id);
  return self;
}

/* "1 A boat, 3* Mine +": number, the author's own, description, whether there is a picture. */
static void
assert_shown (BookgenPicturePlan *self, const char *expected)
{
  const BookgenPictureList *list = bookgen_picture_plan_get_list (self);
  g_autoptr (GString) shown = g_string_new (NULL);
  for (guint i = 0; i < list->items->len; i++)
    {
      const BookgenPictureItem *item = list->items->pdata[i];
      g_string_append_printf (shown, "%s%d%s %s%s", i > 0 ? ", " : "", item->number, item->own ? "*" : "", item->alt,
                              bookgen_picture_plan_get_made (self, item->number) != NULL ? " +" : "");
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
set_up (ScratchBook *scratch)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (1, 100);
  scratch_book_set_up (scratch, outline);
}

/* Each change is kept; what is given only in part leaves the rest. */
static void
test_edit (void)
{
  ScratchBook scratch = { 0 };
  set_up (&scratch);
  plan (&scratch);
  g_autoptr (BookgenPicturePlan) self = look (&scratch);
  assert_shown (self, "1 A boat, 2 A quay");
  bookgen_picture_plan_edit (self, 1, NULL, "Two boats", "");
  bookgen_picture_plan_edit (self, 2, "The quay", NULL, "The quay at night");
  bookgen_picture_plan_edit (self, 7, "None", NULL, NULL);
  g_autoptr (BookgenPicturePlan) again = look (&scratch);
  assert_shown (again, "1 Two boats, 2 A quay");
  const BookgenPictureList *list = bookgen_picture_plan_get_list (again);
  g_assert_cmpstr (bookgen_picture_list_find (list, 1)->draw, ==, "boat");
  g_assert_cmpstr (bookgen_picture_list_find (list, 2)->draw, ==, "The quay at night");
  bookgen_picture_plan_remove (again, 1);
  g_autoptr (BookgenPicturePlan) last = look (&scratch);
  assert_shown (last, "2 A quay");
  bookgen_picture_plan_undo_remove (again);
  bookgen_picture_plan_undo_remove (again);
  g_autoptr (BookgenPicturePlan) back = look (&scratch);
  assert_shown (back, "1 Two boats, 2 A quay");
  scratch_book_tear_down (&scratch);
}

/* The author's own takes the place of a planned one, or stands by itself; no run has anything to draw for it. */
static void
test_bring (void)
{
  ScratchBook scratch = { 0 };
  set_up (&scratch);
  plan (&scratch);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = g_bytes_new_static (PNG, sizeof PNG - 1);
  g_autoptr (GBytes) text = g_bytes_new_static ("text", 4);
  g_autoptr (BookgenPicturePlan) self = look (&scratch);
  g_assert_true (bookgen_picture_plan_bring (self, 2, png, "quay.png", "", &error));
  g_assert_true (bookgen_picture_plan_bring (self, 0, png, "gull.png", "The tide", &error));
  g_assert_no_error (error);
  g_assert_false (bookgen_picture_plan_bring (self, 1, text, "notes.png", "", &error));
  g_assert_nonnull (error);
  bookgen_picture_plan_edit (self, 4, NULL, "A gull", NULL);
  g_autoptr (BookgenPicturePlan) again = look (&scratch);
  assert_shown (again, "1 A boat, 3* A quay +, 4* A gull +");
  g_assert_cmpstr (bookgen_picture_list_find (bookgen_picture_plan_get_list (again), 4)->anchor, ==, "The tide");
  g_autoptr (GPtrArray) records = bookgen_book_dup_tasks (scratch.book);
  g_assert_cmpuint (records->len, ==, 2);
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpint (((BookgenTaskRecord *) records->pdata[i])->state, ==, BOOKGEN_TASK_DONE);
  scratch_book_tear_down (&scratch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-plan/edit", test_edit);
  g_test_add_func ("/picture-plan/bring", test_bring);
  return g_test_run ();
}
