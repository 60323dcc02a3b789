/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an outline of 10,000 units costs: reading it from each kind of file, and the longest piece of work that each edit and
 * its storing give the main loop, in the quietest of several rounds: in work of its thread and by the clock. Prints tables; asserts nothing about time. */
#include "../book-fixture.h"
#include "bookgen-import.h"
#include "bookgen-outline-text.h"

#include <time.h>

#define PARTS 100
#define CHAPTERS 99
#define ROUNDS 5

/* What this thread has worked, and the clock, which on a busy machine tells more about the others. */
typedef struct {
  gint64 work_us;
  gint64 clock_us;
} Times;

static Times
get_times (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (Times){ now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000, g_get_monotonic_time () };
}

static Times
get_times_since (Times start)
{
  Times now = get_times ();

  return (Times){ now.work_us - start.work_us, now.clock_us - start.clock_us };
}

static Times
get_longer (Times a, Times b)
{
  return (Times){ MAX (a.work_us, b.work_us), MAX (a.clock_us, b.clock_us) };
}

static Times
get_shorter (Times a, Times b)
{
  return (Times){ MIN (a.work_us, b.work_us), MIN (a.clock_us, b.clock_us) };
}

static BookgenOutline *
make_outline (guint n_parts, guint n_chapters)
{
  BookgenOutline *outline = bookgen_outline_new ();

  for (guint i = 0; i < n_parts; i++)
    {
      BookgenUnit *part = bookgen_outline_add (outline, NULL, G_MAXUINT, n_chapters ? BOOKGEN_UNIT_PART : BOOKGEN_UNIT_CHAPTER,
                                               "What the sea asks");

      for (guint j = 0; j < n_chapters; j++)
        bookgen_outline_edit_string (outline,
                                     bookgen_outline_add (outline, part, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "A harbour at night"),
                                     "brief", "What it must cover, in a line or two, as authors write it.");
    }
  bookgen_outline_forget_changes (outline);
  return outline;
}

/* Importing */

static void
print_import (const char *what, Times start)
{
  Times times = get_times_since (start);

  g_print ("| import of %-37s | %9.1f | %9.1f |\n", what, times.work_us / 1000.0, times.clock_us / 1000.0);
}

static void
bench_import (const char *what, BookgenOutlineTextForm form)
{
  g_autoptr (BookgenOutline) outline = make_outline (PARTS, CHAPTERS);
  char *text = bookgen_outline_text_dup (outline, "Large", "", form);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  Times start = get_times ();
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, NULL, NULL);

  print_import (what, start);
  g_assert_cmpuint (bookgen_outline_count (import->outline, FALSE), ==, PARTS * (CHAPTERS + 1));
}

static void
bench_import_text (const char *what, const char *before, const char *after)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BookgenImport) import = NULL;
  Times start;

  for (guint i = 0; i < PARTS * (CHAPTERS + 1); i++)
    g_string_append_printf (text, "%s%u%s", before, i + 1, after);
  bytes = g_bytes_new (text->str, text->len);
  start = get_times ();
  import = bookgen_import_bytes (bytes, NULL, NULL);
  print_import (what, start);
  g_assert_nonnull (import);
}

/* Editing */

typedef struct {
  BookFixture *fixture;
  BookgenBook *book;
  BookgenOutline *outline;
  BookgenOutline *other; /* what is added */
  Times start;           /* of the edit that is timed */
} Bench;

typedef void (*Edit) (Bench *bench);

static gboolean
raise_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Waiting is no work of ours, and the clock would count it. */
static void
wait_for_event (void)
{
  while (!g_main_context_pending (NULL))
    g_usleep (200);
}

/* The longest turn of the loop until all is stored, and some. */
static Times
run_until_stored (Bench *bench)
{
  Times longest = { 0 };
  gboolean over = FALSE;

  g_timeout_add (1200, raise_flag, &over);
  while (!over)
    {
      Times start;

      wait_for_event ();
      start = get_times ();
      g_main_context_iteration (NULL, FALSE);
      longest = get_longer (longest, get_times_since (start));
    }
  return longest;
}

static void
add_tree (Bench *bench)
{
  if (bookgen_outline_count (bench->outline, FALSE) > 2)
    {
      bookgen_outline_undo (bench->outline);
      run_until_stored (bench);
    }
  bench->start = get_times ();
  bookgen_outline_add_tree (bench->outline, NULL, 1, G_LIST_MODEL (bench->other));
}

static void
take_tree (Bench *bench)
{
  g_autoptr (BookgenOutline) other = bookgen_outline_new ();

  bookgen_outline_add_tree (other, NULL, 0, G_LIST_MODEL (bench->other));
  bookgen_outline_forget_changes (other);
  if (bookgen_outline_count (bench->outline, FALSE) > 2)
    {
      bookgen_outline_undo (bench->outline);
      run_until_stored (bench);
    }
  bench->start = get_times ();
  bookgen_outline_take_tree (bench->outline, NULL, 1, other);
}

static void
undo (Bench *bench)
{
  bookgen_outline_undo (bench->outline);
}

static void
redo (Bench *bench)
{
  bookgen_outline_redo (bench->outline);
}

static void
add_one (Bench *bench)
{
  bookgen_outline_add (bench->outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "One");
}

static void
move_first_to_end (Bench *bench)
{
  g_autoptr (BookgenUnit) first = g_list_model_get_item (G_LIST_MODEL (bench->outline), 0);

  bookgen_outline_move (bench->outline, first, NULL, G_MAXUINT);
}

static void
rename_one (Bench *bench)
{
  g_autoptr (BookgenUnit) first = g_list_model_get_item (G_LIST_MODEL (bench->outline), 0);

  bookgen_outline_edit_string (bench->outline, first, "title", bookgen_outline_can_redo (bench->outline) ? "Other" : "Another");
}

static void
remove_and_end (Bench *bench)
{
  g_autoptr (BookgenUnit) first = g_list_model_get_item (G_LIST_MODEL (bench->outline), 0);

  bookgen_outline_remove (bench->outline, first);
}

static void
set_length (Bench *bench)
{
  g_autoptr (BookgenUnit) first = g_list_model_get_item (G_LIST_MODEL (bench->outline), 0);

  bookgen_outline_set_length_words (bench->outline, 400000 + bookgen_outline_get_words (bench->outline, first));
  bookgen_outline_get_words (bench->outline, first);
}

/* What an edit and its storing took at least. */
typedef struct {
  const char *what;
  Edit edit;
  Times edit_times, store_times;
} Row;

static void
time_edit (Bench *bench, Row *row, gboolean first)
{
  Times edit_times, store_times;

  bench->start = get_times ();
  row->edit (bench);
  edit_times = get_times_since (bench->start);
  store_times = run_until_stored (bench);
  row->edit_times = first ? edit_times : get_shorter (row->edit_times, edit_times);
  row->store_times = first ? store_times : get_shorter (row->store_times, store_times);
}

static void
bench_rows (Bench *bench, Row *rows, guint n_rows)
{
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < n_rows; i++)
      time_edit (bench, &rows[i], round == 0);
  for (guint i = 0; i < n_rows; i++)
    g_print ("| %-47s | %9.2f | %9.2f | %9.2f | %9.2f |\n", rows[i].what, rows[i].edit_times.work_us / 1000.0,
             rows[i].edit_times.clock_us / 1000.0, rows[i].store_times.work_us / 1000.0, rows[i].store_times.clock_us / 1000.0);
}

static void
bench_edits (const char *shape, guint n_parts, guint n_chapters)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenOutline) other = make_outline (n_parts, n_chapters);
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "Large", NULL);
  Bench bench = { fixture, book, bookgen_book_get_outline (book), other };
  Row whole[] = { { "the whole tree added", add_tree }, { "the whole tree taken over", take_tree }, { "  taken back", undo }, { "  and again", redo } };
  Row single[] = { { "one unit added at the front", add_one }, { "the first moved to the end", move_first_to_end },
                   { "one renamed", rename_one }, { "one deleted", remove_and_end },
                   { "the length of the book, dealt", set_length } };

  bookgen_outline_add (bench.outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "There");
  run_until_stored (&bench);
  g_print ("\n%s\n| %-47s | %9s | %9s | %9s | %9s |\n|---|---|---|---|---|\n", shape, "longest piece on the main loop, ms", "edit",
           "by clock", "storing", "by clock");
  bench_rows (&bench, whole, G_N_ELEMENTS (whole));
  bench_rows (&bench, single, G_N_ELEMENTS (single));
  book_fixture_close (fixture, &bench.book);
  book = NULL;
}

int
main (void)
{
  g_print ("| import of 10,000 units                          |   work ms |  by clock |\n|---|---|---|\n");
  bench_import ("Markdown, as copied out", BOOKGEN_OUTLINE_TEXT_MARKDOWN);
  bench_import ("OPML, as copied out", BOOKGEN_OUTLINE_TEXT_OPML);
  bench_import ("JSON, as copied out", BOOKGEN_OUTLINE_TEXT_JSON);
  bench_import_text ("Markdown headings", "# A harbour at night ", "\n\nWhat it must cover.\n\n");
  bench_import_text ("a numbered list", "", ". A harbour at night\n");
  bench_import_text ("bullets", "- A harbour at night ", "\n");
  bench_import_text ("plain lines", "A harbour at night, the ", "th\n");
  bench_import_text ("an Org file", "* A harbour at night ", "\nWhat it must cover.\n");
  bench_import_text ("a web page", "<h2>A harbour at night ", "</h2><p>What it must cover.</p>\n");
  bench_import_text ("CSV", "Part,A harbour at night ", ",What it must cover\n");
  bench_edits ("10,000 units in 100 parts", PARTS, CHAPTERS);
  bench_edits ("10,000 units side by side", PARTS * (CHAPTERS + 1), 0);
  return 0;
}
