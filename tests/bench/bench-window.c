/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bench"

#include "bookgen-application.h"
#include "bookgen-book-view.h"
#include "bookgen-shelf-page.h"
#include "bookgen-ui-resources.h"

#include <gtksourceview/gtksource.h>
#include <time.h>

/* What the main loop does between two waits while a book is opened, written, scrolled through and left in front of the author:
 * a table of our own work and of GTK's frames (styles, layout and drawing, in software under Xvfb) for each thing done, in
 * milliseconds of the main thread. What GTK does within our calls counts as ours. The rehearsal server writes; it is in this
 * process, on a thread of its own. Beside each thing: how many of its steps took us longer than the house allows; and as a
 * measure of the machine, what a frame takes in which nothing of ours has moved.
 *
 *   tests/ui/own-desktop build/tests/bench/bench-window [CHAPTERS...] (1000 10000)
 *
 * With G_MESSAGES_DEBUG=bench each step that took too long tells its place on the monotonic clock, to look it up in
 * `perf record -k CLOCK_MONOTONIC`. */

#define ALLOWED_US 8000
#define AT_ONCE 100
#define WORDS 30
#define BOOKS_ON_SHELF 200
/* As fast as a page key that is held down. */
#define SCROLL_PIXELS 130
#define SCROLL_EVERY_MS 16

typedef enum { NOTHING, OPENING, PAGES, START, DURING, FINISHED, END, SCROLLING, LEAVING, SHELF, N_DOINGS, WAITING } Doing;

static const char *const names[N_DOINGS]
    = { "nothing", "opening a written book", "switching pages", "start of the run", "during the run", "  a chapter finished",
        "end of the run", "scrolling", "leaving the book", "shelf of 200 books" };

typedef struct
{
  const char *folder;
  GtkWidget *window;
  BookgenBookView *view;
  BookgenClient *client;
  BookgenBook *book;   /* that came last */
  BookgenDesk *desk;
  Doing doing;
  gboolean finished;   /* a chapter, in this step */
  gboolean done;       /* what is waited for */
  gboolean measuring;  /* GTK, outside a frame */
  gint64 woken_at_us, drawing_since_us, drawn_us; /* in the main thread's own time */
  gint64 woken_on_clock_us;
  GArray *ours_us[N_DOINGS], *frames_us[N_DOINGS];
} Bench;

static Bench bench; /* a poll function has no data of its own */

static gint64
get_own_time_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Steps and frames */

static void
take_step (gint64 ours_us)
{
  if (bench.doing < N_DOINGS)
    g_array_append_val (bench.ours_us[bench.doing], ours_us);
  if (bench.doing < N_DOINGS && bench.finished)
    g_array_append_val (bench.ours_us[FINISHED], ours_us);
  if (bench.doing < N_DOINGS && ours_us > ALLOWED_US)
    g_debug ("%s: %.1f ms from %.6f to %.6f", names[bench.doing], ours_us / 1e3, bench.woken_on_clock_us / 1e6,
             g_get_monotonic_time () / 1e6);
}

static int
poll_and_time (GPollFD *fds, guint n_fds, int timeout_ms)
{
  int result;

  take_step (get_own_time_us () - bench.woken_at_us - bench.drawn_us);
  bench.finished = FALSE;
  result = g_poll (fds, n_fds, timeout_ms);
  bench.drawn_us = 0;
  bench.woken_at_us = get_own_time_us ();
  bench.woken_on_clock_us = g_get_monotonic_time ();
  return result;
}

static void
on_frame_begun (void)
{
  bench.drawing_since_us = get_own_time_us ();
}

static void
on_frame_ended (void)
{
  gint64 frame_us = get_own_time_us () - bench.drawing_since_us;

  bench.drawn_us += frame_us;
  bench.drawing_since_us = 0;
  if (bench.doing < N_DOINGS)
    g_array_append_val (bench.frames_us[bench.doing], frame_us);
}

/* Under X11 all widgets are measured between frames, too. */

static gboolean
on_measure (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer unused)
{
  bench.measuring = bench.drawing_since_us == 0;
  if (bench.measuring)
    on_frame_begun ();
  return TRUE;
}

static void
on_measured (GdkToplevel *surface, GdkToplevelSize *size)
{
  if (bench.measuring)
    on_frame_ended ();
  bench.measuring = FALSE;
}

static void
watch_frames (void)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench.window);
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (bench.window));

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_frame_begun), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_frame_ended), NULL);
  g_signal_add_emission_hook (g_signal_lookup ("compute-size", GDK_TYPE_TOPLEVEL), 0, on_measure, NULL, NULL);
  g_signal_connect_after (surface, "compute-size", G_CALLBACK (on_measured), NULL);
}

static gboolean
on_done (gpointer unused)
{
  bench.done = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_until_done (void)
{
  while (!bench.done)
    g_main_context_iteration (NULL, TRUE);
  bench.done = FALSE;
}

static void
go_on_for (double seconds)
{
  g_timeout_add (seconds * 1000, on_done, NULL);
  wait_until_done ();
}

/* Printing */

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static double
get_ms (GArray *times_us, guint percent)
{
  return times_us->len > 0 ? g_array_index (times_us, gint64, (times_us->len - 1) * percent / 100) / 1e3 : 0;
}

static guint
count_too_long (GArray *times_us)
{
  guint n = 0;

  for (guint i = 0; i < times_us->len; i++)
    n += g_array_index (times_us, gint64, i) > ALLOWED_US;
  return n;
}

static void
print_line (Doing doing)
{
  GArray *ours_us = bench.ours_us[doing], *frames_us = bench.frames_us[doing];

  g_array_sort (ours_us, compare);
  g_array_sort (frames_us, compare);
  if (ours_us->len > 0)
    g_print ("| %-22s | %6u | %6.2f | %6.2f | %6.2f | %4u | %6u | %6.2f | %6.2f | %6.2f |\n", names[doing], ours_us->len,
             get_ms (ours_us, 50), get_ms (ours_us, 99), get_ms (ours_us, 100), count_too_long (ours_us), frames_us->len,
             get_ms (frames_us, 50), get_ms (frames_us, 99), get_ms (frames_us, 100));
  g_array_set_size (ours_us, 0);
  g_array_set_size (frames_us, 0);
}

static void
print (guint n_chapters)
{
  if (n_chapters > 0)
    g_print ("\n| %7u chapters, ms   |  steps | median |   99 %% |  worst | > %d | frames | median |   99 %% |  worst |\n"
             "|---|---|---|---|---|---|---|---|---|---|\n", n_chapters, ALLOWED_US / 1000);
  for (Doing doing = 0; doing < N_DOINGS; doing++)
    print_line (doing);
}

static void
print_machine (void)
{
  g_autofree char *facts = NULL;
  const char *model = g_file_get_contents ("/proc/cpuinfo", &facts, NULL, NULL) ? strstr (facts, "model name") : NULL;

  model = model ? strchr (model, ':') : NULL;
  g_print ("%.*s, %u processors\n", model ? (int) strcspn (model + 2, "\n") : 7, model ? model + 2 : "unknown",
           g_get_num_processors ());
}

/* A book */

static void
on_book (GObject *source, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;

  bench.book = bookgen_book_open_finish (result, &error);
  if (!bench.book)
    g_error ("%s", error->message);
  bench.done = TRUE;
}

static char *
create_book (const char *name, guint n_chapters)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  char *path = g_strdup_printf ("%s/%s.bookgen", bench.folder, name);

  for (guint i = 0; i < n_chapters; i++)
    {
      g_autofree char *title = g_strdup_printf ("Chapter of some length about %u things", i + 1);
      bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, title);
    }
  bookgen_book_create_async (path, name, outline, NULL, NULL, on_book, NULL);
  wait_until_done ();
  return path;
}

static void
show_book (void)
{
  bench.desk = bookgen_desk_new (bench.book, bench.client);
  bookgen_book_view_set_desk (bench.view, bench.desk);
  g_object_unref (bench.book);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer unused)
{
  bench.done = bookgen_desk_close_finish (BOOKGEN_DESK (source), result, NULL);
}

static void
leave_book (void)
{
  bookgen_book_view_set_desk (bench.view, NULL);
  bookgen_desk_close_async (bench.desk, on_closed, NULL);
  wait_until_done ();
  g_clear_object (&bench.desk);
}

/* What is done with it */

static void
open_book (const char *path)
{
  bench.doing = OPENING;
  bookgen_book_open_async (path, TRUE, NULL, on_book, NULL);
  wait_until_done ();
  show_book ();
  go_on_for (2);
}

static void
switch_pages (void)
{
  static const char *const pages[] = { "book", "chapters", "progress", "book", "progress", "chapters" };

  bench.doing = PAGES;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (bench.view), "book.page", "s", pages[i]);
      go_on_for (0.5);
    }
}

static void
on_revision (void)
{
  bench.finished = TRUE;
}

static void
on_active (void)
{
  if (bookgen_desk_get_active (bench.desk))
    return;
  bench.doing = END;
  bench.done = TRUE;
}

static void
write_book (void)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GError) error = NULL;

  settings->rehearsal = TRUE;
  settings->context = FALSE;
  settings->at_once = AT_ONCE;
  settings->default_words = WORDS;
  g_signal_connect (bookgen_desk_get_book (bench.desk), "revision", G_CALLBACK (on_revision), NULL);
  gtk_widget_activate_action (GTK_WIDGET (bench.view), "book.page", "s", "progress");
  go_on_for (1);
  bench.doing = START;
  if (!bookgen_desk_write (bench.desk, NULL, NULL, settings, &error))
    g_error ("%s", error->message);
  go_on_for (1);
  bench.doing = DURING;
  g_signal_connect (bench.desk, "notify::active", G_CALLBACK (on_active), NULL);
  wait_until_done ();
  go_on_for (2);
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = (GTK_IS_LIST_VIEW (widget) || GTK_IS_GRID_VIEW (widget)) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

/* Not in a frame: the rows that are filled are ours. */
static gboolean
on_scroll (gpointer adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + SCROLL_PIXELS);
  return G_SOURCE_CONTINUE;
}

static void
scroll (Doing doing)
{
  GtkScrollable *list = GTK_SCROLLABLE (find_list (bench.window));
  guint scrolling;

  bench.doing = doing;
  scrolling = g_timeout_add (SCROLL_EVERY_MS, on_scroll, gtk_scrollable_get_vadjustment (list));
  go_on_for (4);
  g_source_remove (scrolling);
}

static void
do_nothing (void)
{
  bench.doing = NOTHING;
  for (guint i = 0; i < 20; i++)
    {
      gtk_widget_queue_draw (bench.window);
      go_on_for (0.05);
    }
}

static void
measure_book (guint n_chapters)
{
  g_autofree char *name = g_strdup_printf ("A book of %u chapters", n_chapters);
  g_autofree char *path = create_book (name, n_chapters);

  show_book ();
  go_on_for (1);
  write_book ();
  scroll (SCROLLING);
  do_nothing ();
  bench.doing = WAITING;
  leave_book ();
  open_book (path);
  switch_pages ();
  bench.doing = LEAVING;
  leave_book ();
  go_on_for (0.5);
  bench.doing = WAITING;
  print (n_chapters);
}

/* The shelf, as it is found when the program starts. */
static void
measure_shelf (void)
{
  GtkWidget *page = g_object_new (BOOKGEN_TYPE_SHELF_PAGE, NULL);
  g_autoptr (BookgenLibrary) library = NULL;

  for (guint i = 0; i < BOOKS_ON_SHELF; i++)
    {
      g_autofree char *name = g_strdup_printf ("Book %u", i);
      g_free (create_book (name, 20));
      g_clear_object (&bench.book);
    }
  gtk_window_set_child (GTK_WINDOW (bench.window), page);
  go_on_for (1);
  bench.doing = SHELF;
  library = bookgen_library_new (bench.folder);
  bookgen_shelf_page_set_library (BOOKGEN_SHELF_PAGE (page), library);
  go_on_for (3);
  scroll (SHELF);
  print (0);
}

int
main (int argc, char **argv)
{
  static const char *const usual[] = { "1000", "10000", NULL };
  const char *const *counts = argc > 1 ? (const char *const *) argv + 1 : usual;
  g_autofree char *folder = g_dir_make_tmp ("bookgen-bench-XXXXXX", NULL);

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  bookgen_ui_register_resource ();
  adw_init ();
  gtk_source_init ();
  bench = (Bench){ .folder = folder, .window = gtk_window_new (), .client = bookgen_client_new (), .doing = WAITING,
                   .view = g_object_new (BOOKGEN_TYPE_BOOK_VIEW, NULL) };
  for (Doing doing = 0; doing < N_DOINGS; doing++)
    {
      bench.ours_us[doing] = g_array_new (FALSE, FALSE, sizeof (gint64));
      bench.frames_us[doing] = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
  g_main_context_set_poll_func (NULL, poll_and_time);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (g_object_ref (bench.view)));
  gtk_window_present (GTK_WINDOW (bench.window));
  watch_frames ();
  print_machine ();
  for (guint i = 0; counts[i]; i++)
    measure_book (CLAMP (atoi (counts[i]), 1, 100000));
  measure_shelf ();
  return 0;
}
