/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-desk.h"
#include "bookgen-outline-view.h"
#include "bookgen-ui-resources.h"

#include <adwaita.h>
#include <math.h>
#include <time.h>

/* The outline of a book of UNITS (10,000) units on the screen: scrolled from its beginning, and edited at its end, in its
 * middle and at its beginning. Of an edit: what the command itself takes, and the longest piece of work behind it, in time of
 * this thread; on a busy machine the clock tells more about the others.
 *
 *   xvfb-run -s '-screen 0 1280x800x24' dbus-run-session build/tests/bench/bench-outline-view [UNITS] */

#define CHAPTERS_A_PART 20
/* As fast as a page key that is held down. */
#define SCROLL_MS 6000
#define SCROLL_PIXELS_A_SECOND 8000

typedef struct
{
  GMainLoop *loop;
  GtkWidget *window;
  BookgenOutlineView *view;
  BookgenOutline *outline; /* borrowed */
  GtkAdjustment *adjustment;
  guint units;
  gint64 began_us, last_frame_us, frame_work_us;
  GArray *frames_us, *works_us; /* gint64: from one frame to the next; what this thread worked in it */
} Bench;

static gint64
get_work_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static BookgenOutline *
make_outline (guint n_units)
{
  BookgenOutline *outline = bookgen_outline_new ();
  BookgenUnit *part = NULL;

  for (guint i = 0; i < n_units; i++)
    {
      g_autofree char *title = g_strdup_printf ("Line of some length about %u things", i + 1);

      if (i % (CHAPTERS_A_PART + 1) == 0)
        part = bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_PART, title);
      else
        bookgen_outline_add (outline, part, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, title);
    }
  bookgen_outline_forget_changes (outline);
  return outline;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static double
get_ms (GArray *times_us, guint percent)
{
  g_array_sort (times_us, compare);
  return times_us->len > 0 ? g_array_index (times_us, gint64, (times_us->len - 1) * percent / 100) / 1e3 : 0;
}

/* Editing */

static void
do_action (Bench *bench, gpointer action)
{
  gtk_widget_activate_action (GTK_WIDGET (bench->view), action, NULL);
}

static void
rename_unit (Bench *bench, gpointer unused)
{
  bookgen_outline_edit_string (bench->outline, bookgen_outline_view_get_selected (bench->view), "title", "Another title");
}

static void
undo (Bench *bench, gpointer unused)
{
  bookgen_outline_view_undo (bench->view);
}

/* The longest of what the main loop does in the next SECONDS. */
static gint64
settle (double seconds)
{
  gint64 end_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC, longest_us = 0;

  while (g_get_monotonic_time () < end_us)
    {
      gint64 before_us = get_work_us ();
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      longest_us = MAX (longest_us, get_work_us () - before_us);
    }
  return longest_us;
}

static void
measure (Bench *bench, guint position, const char *what, void (*edit) (Bench *, gpointer), gpointer data)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bench->outline, FALSE);
  gint64 before_us, command_us, behind_us;

  bookgen_outline_view_select (bench->view, units->pdata[MIN (position, units->len - 1)]);
  settle (0.5);
  before_us = get_work_us ();
  edit (bench, data);
  command_us = get_work_us () - before_us;
  behind_us = settle (0.8);
  g_print ("%-12s %8u %12.1f %12.1f\n", what, position, command_us / 1e3, behind_us / 1e3);
}

static void
measure_at (Bench *bench, guint position)
{
  measure (bench, position, "rename", rename_unit, NULL);
  measure (bench, position, "add", do_action, (gpointer) "outline.add");
  measure (bench, position, "undo", undo, NULL);
  measure (bench, position, "move down", do_action, (gpointer) "outline.down");
  measure (bench, position, "move up", do_action, (gpointer) "outline.up");
  measure (bench, position, "indent", do_action, (gpointer) "outline.indent");
  measure (bench, position, "undo", undo, NULL);
  measure (bench, position, "delete", do_action, (gpointer) "outline.delete");
  measure (bench, position, "undo", undo, NULL);
}

static gboolean
on_edit (gpointer user_data)
{
  Bench *bench = user_data;

  g_print ("\nedit           at line  command ms  longest behind ms\n");
  measure_at (bench, bench->units - 1);
  measure_at (bench, bench->units / 2);
  measure_at (bench, 1);
  g_main_loop_quit (bench->loop);
  return G_SOURCE_REMOVE;
}

/* Scrolling */

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now_us = g_get_monotonic_time (), work_us = get_work_us ();
  gint64 frame_us = now_us - bench->last_frame_us, frame_work_us = work_us - bench->frame_work_us;
  double run = (now_us - bench->began_us) / (SCROLL_MS * 1000.0);
  double whole = gtk_adjustment_get_upper (bench->adjustment) - gtk_adjustment_get_page_size (bench->adjustment);

  if (bench->last_frame_us > 0)
    {
      g_array_append_val (bench->frames_us, frame_us);
      g_array_append_val (bench->works_us, frame_work_us);
    }
  bench->last_frame_us = now_us;
  bench->frame_work_us = work_us;
  if (run < 1)
    {
      gtk_adjustment_set_value (bench->adjustment, fmin (run * SCROLL_MS / 1000 * SCROLL_PIXELS_A_SECOND, whole));
      return G_SOURCE_CONTINUE;
    }
  g_print ("units  frames/s  longest frame ms  work: median ms  99 %% ms  longest ms\n%5u  %8.1f  %16.1f  %15.1f  %7.1f  %10.1f\n",
           bench->units, bench->frames_us->len * 1000.0 / SCROLL_MS, get_ms (bench->frames_us, 100),
           get_ms (bench->works_us, 50), get_ms (bench->works_us, 99), get_ms (bench->works_us, 100));
  g_idle_add (on_edit, bench);
  return G_SOURCE_REMOVE;
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget))
    return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *found = find_adjustment (child);
      if (found)
        return found;
    }
  return NULL;
}

static gboolean
on_settled (gpointer user_data)
{
  Bench *bench = user_data;

  bench->adjustment = find_adjustment (GTK_WIDGET (bench->view));
  bench->began_us = g_get_monotonic_time ();
  gtk_widget_add_tick_callback (bench->window, on_frame, bench, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  BookgenBook *book = bookgen_book_open_finish (result, &error);

  if (!book)
    g_error ("%s", error->message);
  bench->outline = bookgen_book_get_outline (book);
  bookgen_outline_view_set_outline (bench->view, bench->outline, bookgen_desk_new (book, bookgen_client_new ()), TRUE);
  gtk_window_present (GTK_WINDOW (bench->window));
  g_timeout_add (2000, on_settled, bench);
}

int
main (int argc, char **argv)
{
  Bench bench = { .units = argc > 1 ? CLAMP (atoi (argv[1]), 100, 100000) : 10000 };
  g_autofree char *folder = g_dir_make_tmp ("bookgen-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.bookgen", NULL);
  g_autoptr (BookgenOutline) outline = make_outline (bench.units);

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  bookgen_ui_register_resource ();
  adw_init ();
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.frames_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  bench.works_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  bench.window = gtk_window_new ();
  bench.view = g_object_new (BOOKGEN_TYPE_OUTLINE_VIEW, NULL);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 400, 800);
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (bench.view));
  bookgen_book_create_async (path, "Bench", outline, NULL, on_created, &bench);
  g_main_loop_run (bench.loop);
  return 0;
}
