/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-put-back.h"

#include "bookgen-made-from.h"
#include "bookgen-normalise.h"
#include "pipelines.h"
#include "scratch-book.h"

#include <string.h>

#define REPLY "Sure! Here is the chapter:\n\n# Soil\n\nIt lives.\n\nIt works.\n\nWord count: 4"

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

static gint64
add (ScratchBook *scratch, const BookgenRevisionData *data)
{
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (data);
  g_autoptr (GAsyncResult) result = NULL;
  bookgen_book_add_revision_async (scratch->book, revision, TRUE, NULL, keep_result, &result);
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (scratch->book, wait_for (&result), NULL);
  g_assert_nonnull (stored);
  return bookgen_revision_get (stored)->id;
}

/* What becomes of REPLY in the first chapter. */
static gint64
answer (ScratchBook *scratch, const char *stage, const char *reply)
{
  g_autoptr (BookgenNormalised) normalised = bookgen_normalise (reply, -1, "Soil", NULL, FALSE);
  g_autofree char *removed = bookgen_normalised_removals_to_json (normalised);
  return add (scratch, &(BookgenRevisionData){ .unit_id = (char *) "u1", .stage = (char *) stage, .raw = (char *) reply,
                                               .text = normalised->text, .removed = removed, .model = (char *) "m",
                                               .made_from = (char *) "{\"brief\":\"abc\",\"texts\":[1]}" });
}

/* What the author makes of the current text, as the editor stores it. */
static gint64
change (ScratchBook *scratch, const char *text)
{
  g_autoptr (GListModel) revisions = bookgen_book_dup_revisions (scratch->book, "u1");
  g_autofree char *made_from = bookgen_put_back_make_origin (revisions, bookgen_book_get_current (scratch->book, "u1"));
  return add (scratch, &(BookgenRevisionData){ .unit_id = (char *) "u1", .stage = (char *) "draft", .text = (char *) text,
                                               .origin = BOOKGEN_ORIGIN_ME, .made_from = made_from });
}

static gint64
find_answer (ScratchBook *scratch)
{
  g_autoptr (GListModel) revisions = bookgen_book_dup_revisions (scratch->book, "u1");
  BookgenRevision *found = bookgen_put_back_find_answer (revisions, bookgen_book_get_current (scratch->book, "u1"));
  return found != NULL ? bookgen_revision_get (found)->id : 0;
}

static void
put_back (ScratchBook *scratch, guint index, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  bookgen_put_back_async (scratch->book, "u1", index, NULL, keep_result, &result);
  gsize start = 0, length = 0;
  g_autoptr (BookgenRevision) stored = bookgen_put_back_finish (wait_for (&result), &start, &length, &error);
  if (text == NULL)
    {
      g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND);
      return;
    }
  g_assert_no_error (error);
  g_autofree char *words = g_strndup (text + start, length);
  g_assert_nonnull (strstr (REPLY, words));
  g_assert_cmpuint (length, >, 0);
  g_assert_cmpint (bookgen_revision_get (stored)->id, ==,
                   bookgen_revision_get (bookgen_book_get_current (scratch->book, "u1"))->id);
  g_autofree char *kept = scratch_book_dup_text (scratch, "u1");
  g_assert_cmpstr (kept, ==, text);
}

static void
set_up (ScratchBook *scratch)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 300);
  scratch_book_set_up (scratch, outline);
}

static void
test_one_after_the_other (void)
{
  ScratchBook scratch;
  set_up (&scratch);
  answer (&scratch, "draft", REPLY);
  put_back (&scratch, 3, NULL);
  put_back (&scratch, 0, "It lives.\n\nIt works.\n\nWord count: 4\n");
  put_back (&scratch, 0, "Sure! Here is the chapter:\n\nIt lives.\n\nIt works.\n\nWord count: 4\n");
  put_back (&scratch, 0, "Sure! Here is the chapter:\n\n# Soil\n\nIt lives.\n\nIt works.\n\nWord count: 4\n");
  g_assert_cmpint (find_answer (&scratch), ==, 0);
  put_back (&scratch, 0, NULL);
  g_autoptr (GListModel) revisions = bookgen_book_dup_revisions (scratch.book, "u1");
  g_assert_cmpuint (g_list_model_get_n_items (revisions), ==, 4);
  scratch_book_tear_down (&scratch);
}

/* It says what it was made from as before, and is the author's: a run does not put another text in its place. */
static void
test_is_the_authors (void)
{
  ScratchBook scratch;
  set_up (&scratch);
  answer (&scratch, "draft", REPLY);
  g_assert_true (bookgen_book_may_replace (scratch.book, "u1"));
  put_back (&scratch, 2, "# Soil\n\nIt lives.\n\nIt works.\n");
  BookgenRevision *current = bookgen_book_get_current (scratch.book, "u1");
  g_assert_cmpstr (bookgen_revision_get (current)->made_from, ==, "{\"brief\":\"abc\",\"texts\":[1]}");
  g_assert_false (bookgen_book_may_replace (scratch.book, "u1"));
  scratch_book_tear_down (&scratch);
}

static void
test_after_changes (void)
{
  ScratchBook scratch;
  set_up (&scratch);
  gint64 id = answer (&scratch, "draft", REPLY);
  change (&scratch, "It lives.\n\nIt works at night.\n");
  change (&scratch, "It lives.\n\nIt works by night.\n");
  g_assert_cmpint (find_answer (&scratch), ==, id);
  put_back (&scratch, 2, "# Soil\n\nIt lives.\n\nIt works by night.\n");
  gint64 put = find_answer (&scratch);
  g_assert_cmpint (put, !=, id);
  change (&scratch, "# Soil\n\nIt lives well.\n\nIt works by night.\n");
  g_assert_cmpint (find_answer (&scratch), ==, put);
  put_back (&scratch, 0, "# Soil\n\nIt lives well.\n\nIt works by night.\n\nWord count: 4\n");
  scratch_book_tear_down (&scratch);
}

/* What is taken out of a draft is nothing to the text that was joined from it, nor to one the author wrote alone. */
static void
test_another_answer (void)
{
  ScratchBook scratch;
  set_up (&scratch);
  g_assert_cmpint (find_answer (&scratch), ==, 0);
  answer (&scratch, "draft", REPLY);
  answer (&scratch, "join", "It lives, and it works.");
  g_assert_cmpint (find_answer (&scratch), ==, 0);
  g_autoptr (GListModel) revisions = bookgen_book_dup_revisions (scratch.book, "u1");
  g_assert_null (bookgen_put_back_make_origin (revisions, bookgen_book_get_current (scratch.book, "u1")));
  change (&scratch, "It lives, and it works by night.");
  g_assert_cmpint (find_answer (&scratch), ==, 0);
  scratch_book_tear_down (&scratch);
}

/* Its place went with what the author deleted: nothing happens, and a sentence says so. */
static void
test_no_place (void)
{
  ScratchBook scratch;
  set_up (&scratch);
  answer (&scratch, "draft", "It lives 【3†source】 on.\n\nAnd on.");
  gint64 changed = change (&scratch, "And on.\n");
  put_back (&scratch, 0, NULL);
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_current (scratch.book, "u1"))->id, ==, changed);
  scratch_book_tear_down (&scratch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/put-back/one-after-the-other", test_one_after_the_other);
  g_test_add_func ("/put-back/is-the-authors", test_is_the_authors);
  g_test_add_func ("/put-back/after-changes", test_after_changes);
  g_test_add_func ("/put-back/another-answer", test_another_answer);
  g_test_add_func ("/put-back/no-place", test_no_place);
  return g_test_run ();
}
