/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-run URL CHAPTERS AT_ONCE WORDS: writes a book of equal chapters against the rehearsal server at URL, with a run on
 * this program's main loop, and prints as one JSON object how late that loop was from the first request to the last commit
 * (the probe has the priority of GTK's redraw), the seconds it took and the largest resident size. */
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bookgen-run.h"

#define PROBE_MS 2
#define REDRAW_PRIORITY 120

typedef struct {
  gint64 due_us;
  GArray *late_us; /* gint64 */
} Probe;

static gboolean
take_probe (gpointer data)
{
  Probe *self = data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 late_us = now_us - self->due_us;

  g_array_append_val (self->late_us, late_us);
  self->due_us = now_us + PROBE_MS * 1000;
  g_timeout_add_full (REDRAW_PRIORITY, PROBE_MS, take_probe, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
start_probe (Probe *self)
{
  self->late_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->due_us = g_get_monotonic_time () + PROBE_MS * 1000;
  g_timeout_add_full (REDRAW_PRIORITY, PROBE_MS, take_probe, self, NULL);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static BookgenBook *
make_book (const char *path, guint chapters)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BookgenBook *book;

  for (guint i = 1; i <= chapters; i++)
    {
      g_autofree char *title = g_strdup_printf ("Chapter about the number %u", i);

      bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, title);
    }
  bookgen_book_create_async (path, "A measured book", outline, NULL, NULL, take_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  book = bookgen_book_open_finish (result, &error);
  if (book == NULL)
    g_error ("%s", error->message);
  return book;
}

static BookgenRun *
make_run (BookgenBook *book, const char *url, guint at_once, guint words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new (NULL, url, BOOKGEN_DIALECT_OPENAI, "rehearsal", &error);
  BookgenRun *run;

  settings->at_once = at_once;
  settings->default_words = words;
  settings->context = FALSE;
  run = endpoint != NULL ? bookgen_run_new (book, client, endpoint, NULL, settings, &error) : NULL;
  if (run == NULL)
    g_error ("%s", error->message);
  return run;
}

static void
run_ended (BookgenRun *run, GMainLoop *loop)
{
  g_main_loop_quit (loop);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static double
get_late_ms (const Probe *probe, double share)
{
  return g_array_index (probe->late_us, gint64, (guint) ((probe->late_us->len - 1) * share)) / 1000.0;
}

static void
print_figures (const Probe *probe, BookgenRun *run)
{
  struct rusage used;
  BookgenTotals totals;

  bookgen_run_get_totals (run, &totals);
  getrusage (RUSAGE_SELF, &used);
  g_array_sort (probe->late_us, compare);
  g_print ("{\"done\":%u,\"max_in_flight\":%u,\"seconds\":%.2f,\"cpu_seconds\":%.2f,\"late_ms_median\":%.2f,"
           "\"late_ms_99\":%.2f,\"late_ms_max\":%.2f,\"rss_mb\":%.1f}\n",
           totals.done, totals.max_in_flight, totals.elapsed_ms / 1000.0,
           used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
           get_late_ms (probe, 0.5), get_late_ms (probe, 0.99), get_late_ms (probe, 1), used.ru_maxrss / 1024.0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *folder = g_dir_make_tmp ("bookgen-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.bookgen", NULL);
  g_autoptr (BookgenBook) book = NULL;
  g_autoptr (BookgenRun) run = NULL;
  Probe probe = { 0 };

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 5)
    g_error ("bench-run URL CHAPTERS AT_ONCE WORDS");
  book = make_book (path, atoi (argv[2]));
  run = make_run (book, argv[1], atoi (argv[3]), atoi (argv[4]));
  g_signal_connect (run, "ended", G_CALLBACK (run_ended), loop);
  start_probe (&probe);
  bookgen_run_start (run);
  g_main_loop_run (loop);
  print_figures (&probe, run);
  g_clear_object (&run);
  g_clear_object (&book);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
