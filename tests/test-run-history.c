/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-run-history.h"

#include "pipelines.h"
#include "scratch-book.h"

static BookgenRunEntry
entry_at (gint64 started_at_ms)
{
  return (BookgenRunEntry){
    .started_at_ms = started_at_ms, .ended_at_ms = started_at_ms + 5000, .mode = BOOKGEN_MODE_HYBRID, .model = "m",
    .chapters = 3, .done = 2, .failed = 1,
    .usage = { .input_tokens = 100, .output_tokens = 200, .cost_micros = 1500, .requests = 4 },
    .low = { .cost_micros = 1000, .ms = 4000 }, .high = { .cost_micros = -1, .ms = 9000 },
  };
}

static void
test_noted_and_read (void)
{
  ScratchBook scratch;
  scratch_book_set_up (&scratch, outline_of_chapters (2, 100));
  BookgenRunEntry first = entry_at (1000), second = entry_at (900000);
  bookgen_run_history_note (scratch.book, &first);
  bookgen_run_history_note (scratch.book, &second);
  second.done = 3;
  bookgen_run_history_note (scratch.book, &second);

  g_autoptr (GPtrArray) entries
      = bookgen_run_history_from_json (bookgen_book_get_setting (scratch.book, BOOKGEN_RUN_HISTORY_SETTING));
  g_assert_cmpuint (entries->len, ==, 2);
  const BookgenRunEntry *entry = entries->pdata[1];
  g_assert_cmpint (entry->started_at_ms, ==, 900000);
  g_assert_cmpuint (entry->done, ==, 3);
  g_assert_cmpint (entry->mode, ==, BOOKGEN_MODE_HYBRID);
  g_assert_cmpstr (entry->model, ==, "m");
  g_assert_cmpint (entry->usage.cost_micros, ==, 1500);
  g_assert_cmpint (entry->high.cost_micros, ==, -1);
  g_assert_cmpint (entry->high.ms, ==, 9000);
  scratch_book_tear_down (&scratch);
}

static void
test_no_end (void)
{
  ScratchBook scratch;
  scratch_book_set_up (&scratch, outline_of_chapters (1, 100));
  for (guint i = 1; i <= 230; i++)
    {
      BookgenRunEntry entry = entry_at (i);
      bookgen_run_history_note (scratch.book, &entry);
    }
  g_autoptr (GPtrArray) entries
      = bookgen_run_history_from_json (bookgen_book_get_setting (scratch.book, BOOKGEN_RUN_HISTORY_SETTING));
  g_assert_cmpuint (entries->len, ==, 200);
  g_assert_cmpint (((BookgenRunEntry *) entries->pdata[0])->started_at_ms, ==, 31);
  scratch_book_tear_down (&scratch);
}

static void
test_what_makes_no_sense (void)
{
  static const char *const texts[] = { "", "{", "3", "{}", "[1,null,{}]", "[{\"started_at_ms\":-5}]",
                                       "[{\"started_at_ms\":\"now\"}]" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) entries = bookgen_run_history_from_json (texts[i]);
      g_assert_cmpuint (entries->len, ==, 0);
    }
  g_autoptr (GPtrArray) half
      = bookgen_run_history_from_json ("[{\"started_at_ms\":5,\"mode\":\"x\",\"model\":7,\"chapters\":99999999999999}]");
  g_assert_cmpuint (half->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/history/noted-and-read", test_noted_and_read);
  g_test_add_func ("/run/history/no-end", test_no_end);
  g_test_add_func ("/run/history/what-makes-no-sense", test_what_makes_no_sense);
  return g_test_run ();
}
