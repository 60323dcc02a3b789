/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeping unfinished texts and a large outline costs. Prints a table; asserts nothing about time. */
#include "../book-fixture.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define STREAMS 100
#define TICKS 120
#define PIECE_BYTES 120 /* half a second at 60 tokens a second of four characters */
#define UNITS 10000

/* What this thread has worked: on a busy machine the clock tells more about the others. */
static gint64
get_work_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
get_written_bytes (void)
{
  g_autofree char *io = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/io", &io, NULL, NULL) || !(line = strstr (io, "\nwrite_bytes: ")))
    return -1;
  return g_ascii_strtoll (line + strlen ("\nwrite_bytes: "), NULL, 10);
}

static char *
dup_machine (void)
{
  g_autofree char *cpus = NULL;
  const char *model;

  if (!g_file_get_contents ("/proc/cpuinfo", &cpus, NULL, NULL) || !(model = strstr (cpus, "model name")))
    return g_strdup_printf ("%u cores", g_get_num_processors ());
  model = strchr (model, ':') + 2;
  return g_strdup_printf ("%.*s, %u cores", (int) strcspn (model, "\n"), model, g_get_num_processors ());
}

static void
print_row (const char *what, double milliseconds, gint64 bytes)
{
  g_print ("| %-58s | %9.2f | %9.2f |\n", what, milliseconds, bytes / 1e6);
}

static void
bench_pieces (BookFixture *fixture, BookgenBook *book, GPtrArray *records)
{
  g_autofree char *piece = g_strnfill (PIECE_BYTES, 'x');
  gint64 bytes = get_written_bytes ();
  gint64 start_us = g_get_monotonic_time ();
  gint64 main_us = 0;

  for (guint tick = 0; tick < TICKS; tick++)
    {
      gint64 tick_us = get_work_us ();

      for (guint i = 0; i < STREAMS; i++)
        bookgen_book_append_partial (book, records->pdata[i], piece, PIECE_BYTES);
      main_us = MAX (main_us, get_work_us () - tick_us);
      book_fixture_save_task (fixture, book, records->pdata[0], FALSE); /* comes back after the tick's commit */
    }
  print_row ("100 streams x 120 ticks of pieces, all commits", (g_get_monotonic_time () - start_us) / 1000.0,
             get_written_bytes () - bytes);
  print_row ("  longest tick on the main loop", main_us / 1000.0, 0);
}

static void
bench_edits (BookFixture *fixture, BookgenBook *book)
{
  BookgenOutline *outline = bookgen_book_get_outline (book);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  gint64 longest_us = 0, longest_store_us = 0;

  bookgen_outline_forget_changes (outline);
  for (guint i = 0; i < 50; i++)
    {
      gint64 start_us = get_work_us ();
      g_autoptr (GAsyncResult) result = NULL;

      bookgen_outline_move (outline, units->pdata[(i * 7919) % units->len], NULL, i * 100);
      bookgen_outline_edit_string (outline, units->pdata[i], "title", i % 2 ? "Odd" : "Even");
      bookgen_book_set_setting (book, "run", i % 2 ? "1" : "2");
      bookgen_book_append_partial (book, &(BookgenTaskRecord){ (char *) "write", (char *) "u1" }, "x", 1);
      longest_us = MAX (longest_us, get_work_us () - start_us);
      start_us = get_work_us ();
      bookgen_book_flush_async (book, book_fixture_keep_result, &result);
      longest_store_us = MAX (longest_store_us, get_work_us () - start_us);
      book_fixture_wait (&result);
    }
  print_row ("  handing them to the store, longest on the loop", longest_store_us / 1000.0, 0);
  print_row ("an edit and a move among 10,000 units, longest on the loop", longest_us / 1000.0, 0);
}

static BookgenOutline *
make_large_outline (void)
{
  BookgenOutline *outline = bookgen_outline_new ();

  for (guint i = 0; i < UNITS; i++)
    bookgen_outline_edit_string (outline, bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "A chapter"),
                                 "brief", "What it must cover, in a line or two, as authors write it.");
  return outline;
}

static gint64
time_of (void (*func) (BookgenOutline *), BookgenOutline *outline)
{
  gint64 start_us = get_work_us ();

  func (outline);
  return get_work_us () - start_us;
}

static void
bench_large_outline (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenOutline) outline = make_large_outline ();
  g_autoptr (BookgenBook) book = NULL;
  gint64 start_us = g_get_monotonic_time ();

  book = book_fixture_create (fixture, "Large", outline);
  print_row ("a book made of 10,000 units", (g_get_monotonic_time () - start_us) / 1000.0, 0);
  start_us = get_work_us ();
  bookgen_outline_add_tree (bookgen_book_get_outline (book), NULL, 0, G_LIST_MODEL (outline));
  print_row ("10,000 units added as a tree, on the loop", (get_work_us () - start_us) / 1000.0, 0);
  print_row ("  taken back, on the loop", time_of (bookgen_outline_undo, bookgen_book_get_outline (book)) / 1000.0, 0);
  bookgen_outline_redo (bookgen_book_get_outline (book));
  start_us = g_get_monotonic_time ();
  book_fixture_flush (fixture, book);
  print_row ("  and again, stored", (g_get_monotonic_time () - start_us) / 1000.0, 0);
  bookgen_outline_undo (bookgen_book_get_outline (book));
  bench_edits (fixture, book);
  book_fixture_close (fixture, &book);
  start_us = g_get_monotonic_time ();
  book = book_fixture_open (fixture, FALSE);
  print_row ("opened again", (g_get_monotonic_time () - start_us) / 1000.0, 0);
}

int
main (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "Bench", NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_task_record_free);
  g_autofree char *machine = dup_machine ();

  for (guint i = 0; i < STREAMS; i++)
    {
      BookgenUnit *unit = bookgen_outline_add (bookgen_book_get_outline (book), NULL, i, BOOKGEN_UNIT_CHAPTER, "Chapter");
      BookgenTaskRecord *record = bookgen_task_record_new ("write", bookgen_unit_get_id (unit), 0);

      record->state = BOOKGEN_TASK_RUNNING;
      g_ptr_array_add (records, record);
      book_fixture_save_task (fixture, book, record, FALSE);
    }
  g_print ("%s; books in %s\n| %-58s | %9s | %9s |\n|---|---|---|\n", machine, g_get_tmp_dir (), "what", "ms", "MB written");
  bench_pieces (fixture, book, records);
  bench_large_outline ();
  return 0;
}
