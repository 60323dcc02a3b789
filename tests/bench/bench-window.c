/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-application.h"
#include "bookgen-book-view.h"
#include "bookgen-ui-resources.h"

#include <gtksourceview/gtksource.h>
#include <time.h>

/* A book being written in front of the author: CHAPTERS (300) chapters of WORDS (1000) words, AT-ONCE (100) at once, against
 * the rehearsal server in this process; Progress is shown. A tick callback that does nothing keeps the frames coming, so
 * their distance tells what the window has time for; and so does each step of the main loop, which is all that is
 * done between two waits, GTK's drawing included, in the processor's time.
 *
 *   tests/ui/own-desktop build/tests/bench/bench-window [CHAPTERS [AT-ONCE [WORDS]]] */

#define AT_MOST_S 300

typedef struct
{
  GMainLoop *loop;
  BookgenDesk *desk;
  BookgenClient *client;
  guint chapters, at_once, words;
  gint64 started_at_us, ended_at_us, last_frame_us;
  GArray *frames_us; /* gint64: from one frame to the next, while it was written */
  GArray *steps_us;  /* gint64: of the main loop, the same */
  gint64 woken_at_us; /* in the main thread's own time */
} Bench;

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 frame_us = now_us - bench->last_frame_us;

  if (bench->last_frame_us > 0 && bench->started_at_us > 0)
    g_array_append_val (bench->frames_us, frame_us);
  bench->last_frame_us = now_us;
  return G_SOURCE_CONTINUE;
}

static void
on_active (Bench *bench)
{
  if (bookgen_desk_get_active (bench->desk))
    return;
  bench->ended_at_us = g_get_monotonic_time ();
  g_main_loop_quit (bench->loop);
}

static Bench *polled; /* a poll function has no data of its own */

static gint64
get_own_time_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static int
poll_and_time (GPollFD *fds, guint n_fds, int timeout_ms)
{
  gint64 step_us = get_own_time_us () - polled->woken_at_us;
  int result;

  if (polled->woken_at_us > 0 && polled->started_at_us > 0 && polled->ended_at_us == 0)
    g_array_append_val (polled->steps_us, step_us);
  result = g_poll (fds, n_fds, timeout_ms);
  polled->woken_at_us = get_own_time_us ();
  return result;
}

static void
start_writing (Bench *bench)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GError) error = NULL;

  settings->rehearsal = TRUE;
  settings->context = FALSE;
  settings->at_once = bench->at_once;
  settings->default_words = bench->words;
  bench->started_at_us = g_get_monotonic_time ();
  if (!bookgen_desk_write (bench->desk, NULL, NULL, settings, &error))
    g_error ("%s", error->message);
  g_signal_connect_swapped (bench->desk, "notify::active", G_CALLBACK (on_active), bench);
}

static gboolean
on_settled (gpointer user_data)
{
  start_writing (user_data);
  return G_SOURCE_REMOVE;
}

static void
show_book (Bench *bench, BookgenBook *book)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = g_object_new (BOOKGEN_TYPE_BOOK_VIEW, NULL);

  bench->desk = bookgen_desk_new (book, bench->client);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), view);
  bookgen_book_view_set_desk (BOOKGEN_BOOK_VIEW (view), bench->desk);
  gtk_widget_activate_action (view, "book.page", "s", "progress");
  gtk_widget_add_tick_callback (window, on_frame, bench, NULL);
  gtk_window_present (GTK_WINDOW (window));
  g_timeout_add (1000, on_settled, bench);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenBook) book = bookgen_book_open_finish (result, &error);

  if (!book)
    g_error ("%s", error->message);
  show_book (user_data, book);
}

static void
create_book (Bench *bench, const char *folder)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autofree char *path = g_build_filename (folder, "bench.bookgen", NULL);

  for (guint i = 0; i < bench->chapters; i++)
    {
      g_autofree char *title = g_strdup_printf ("Chapter of some length about %u things", i + 1);
      bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, title);
    }
  bookgen_book_create_async (path, "Bench", outline, NULL, NULL, on_created, bench);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
print_line (const char *what, GArray *times_us, double seconds)
{
  g_array_sort (times_us, compare);
  g_print ("%-6s  %8.1f  %9.2f  %7.2f  %10.2f\n", what, times_us->len / seconds,
           g_array_index (times_us, gint64, times_us->len / 2) / 1e3,
           g_array_index (times_us, gint64, times_us->len * 99 / 100) / 1e3,
           g_array_index (times_us, gint64, times_us->len - 1) / 1e3);
}

static void
print (Bench *bench)
{
  double seconds = (bench->ended_at_us - bench->started_at_us) / 1e6;

  g_print ("%u chapters of %u words, %u at once: %.1f s\n", bench->chapters, bench->words, bench->at_once, seconds);
  g_print ("        a second  median ms  99 %% ms  longest ms\n");
  print_line ("frames", bench->frames_us, seconds);
  print_line ("steps", bench->steps_us, seconds);
}

static gboolean
on_too_long (gpointer user_data)
{
  g_error ("not written after %d s", AT_MOST_S);
  return G_SOURCE_REMOVE;
}

static guint
get_number (int argc, char **argv, int index, guint otherwise)
{
  return argc > index ? (guint) CLAMP (atoi (argv[index]), 1, 100000) : otherwise;
}

int
main (int argc, char **argv)
{
  Bench bench = { .chapters = get_number (argc, argv, 1, 300), .at_once = get_number (argc, argv, 2, 100),
                  .words = get_number (argc, argv, 3, 1000) };
  g_autofree char *folder = g_dir_make_tmp ("bookgen-bench-XXXXXX", NULL);

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  bookgen_ui_register_resource ();
  adw_init ();
  gtk_source_init ();
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.client = bookgen_client_new ();
  bench.frames_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  bench.steps_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  polled = &bench;
  g_main_context_set_poll_func (NULL, poll_and_time);
  create_book (&bench, folder);
  g_timeout_add_seconds (AT_MOST_S, on_too_long, NULL);
  g_main_loop_run (bench.loop);
  if (bench.frames_us->len > 0)
    print (&bench);
  return 0;
}
