/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-desk.h"
#include "bookgen-outline-editing.h"
#include "bookgen-outline-view.h"
#include "bookgen-ui-resources.h"

#include <adwaita.h>
#include <math.h>
#include <time.h>

/* The outline of a book of UNITS (10,000) units on the screen, with a part of 1,000 chapters in its middle: scrolled from its
 * beginning, and edited at its end, in its middle and at its beginning. Of an edit: what the command itself takes; the longest
 * piece of ours on the main loop behind it; and the longest frame, in which GTK lays out and draws. All in time of this thread;
 * on a busy machine the clock tells more about the others. The quietest of ROUNDS.
 *
 *   tests/ui/own-desktop build/tests/bench/bench-outline-view [UNITS] */

#define CHAPTERS_A_PART 20
#define CHAPTERS_OF_LARGE_PART 1000
#define CHAPTERS_PASTED 100
#define ROUNDS 3
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
  gint64 layout_began_us;       /* of the frame under way */
  gint64 drawn_us;              /* layout and drawing in the turn of the loop under way */
} Bench;

static gint64
get_work_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static BookgenUnit *
add_line (BookgenOutline *outline, BookgenUnit *parent, BookgenUnitKind kind)
{
  g_autofree char *title = g_strdup_printf ("Line of some length about %u things", bookgen_outline_count (outline, FALSE) + 1);

  return bookgen_outline_add (outline, parent, G_MAXUINT, kind, title);
}

static void
add_part (BookgenOutline *outline, guint n_chapters)
{
  BookgenUnit *part = add_line (outline, NULL, BOOKGEN_UNIT_PART);

  for (guint i = 0; i < n_chapters; i++)
    add_line (outline, part, BOOKGEN_UNIT_CHAPTER);
}

static BookgenOutline *
make_outline (guint n_units)
{
  BookgenOutline *outline = bookgen_outline_new ();
  gboolean large = FALSE;

  while (bookgen_outline_count (outline, FALSE) < n_units)
    if (!large && bookgen_outline_count (outline, FALSE) >= n_units / 2)
      {
        add_part (outline, CHAPTERS_OF_LARGE_PART);
        large = TRUE;
      }
    else
      add_part (outline, CHAPTERS_A_PART);
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

/* What a frame takes from its layout on; tick callbacks, which come before, are ours. */

static void
on_layout_next (GdkFrameClock *clock, Bench *bench)
{
  bench->layout_began_us = get_work_us ();
}

static void
on_painted (GdkFrameClock *clock, Bench *bench)
{
  bench->drawn_us += get_work_us () - bench->layout_began_us;
}

static void
watch_frames (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);

  g_signal_connect_after (clock, "before-paint", G_CALLBACK (on_layout_next), bench);
  g_signal_connect_after (clock, "update", G_CALLBACK (on_layout_next), bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_painted), bench);
}

typedef struct
{
  gint64 command_us, ours_us, frame_us;
} Times;

static void
take_longer (Times *times, gint64 ours_us, gint64 frame_us)
{
  times->ours_us = MAX (times->ours_us, ours_us);
  times->frame_us = MAX (times->frame_us, frame_us);
}

/* The longest of what the main loop does in the next SECONDS. */
static void
settle (Bench *bench, double seconds, Times *times)
{
  gint64 end_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end_us)
    {
      gint64 before_us = get_work_us ();

      bench->drawn_us = 0;
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      else if (times)
        take_longer (times, get_work_us () - before_us - bench->drawn_us, bench->drawn_us);
    }
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
  g_autofree char *title = g_strdup_printf ("Title %u", g_random_int ());

  bookgen_outline_edit_string (bench->outline, bookgen_outline_view_get_selected (bench->view), "title", title);
}

static void
undo (Bench *bench, gpointer unused)
{
  bookgen_outline_view_undo (bench->view);
}

static void
redo (Bench *bench, gpointer unused)
{
  bookgen_outline_view_redo (bench->view);
}

static void
toggle (Bench *bench, gpointer property)
{
  BookgenUnit *unit = bookgen_outline_view_get_selected (bench->view);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean is_set;

  g_object_get (unit, property, &is_set, NULL);
  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, !is_set);
  bookgen_outline_edit (bench->outline, unit, property, &value);
}

/* As a drag does. */
static void
move_to_front (Bench *bench, gpointer unused)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();

  g_ptr_array_add (units, bookgen_outline_view_get_selected (bench->view));
  bookgen_outline_move_to (bench->outline, units, NULL, 0);
  bookgen_outline_view_select (bench->view, units->pdata[0]);
}

static void
paste (Bench *bench, gpointer pasted)
{
  BookgenUnit *parent;
  guint position;

  bookgen_outline_find_paste_place (bench->outline, bookgen_outline_view_get_selected (bench->view), FALSE, &parent, &position);
  bookgen_outline_add_tree (bench->outline, parent, position, G_LIST_MODEL (pasted));
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);
      if (found)
        return found;
    }
  return NULL;
}

static void
type_search (Bench *bench, gpointer text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_widget (GTK_WIDGET (bench->view), GTK_TYPE_SEARCH_ENTRY)), text);
}

/* One edit, its figures the least of all rounds. */
typedef struct
{
  const char *what;
  void (*edit) (Bench *, gpointer);
  gpointer data;
  Times least;
} Edit;

static void
measure (Bench *bench, Edit *edit, gboolean first)
{
  Times times = { 0 };
  gint64 before_us;

  settle (bench, 0.4, NULL);
  before_us = get_work_us ();
  edit->edit (bench, edit->data);
  times.command_us = get_work_us () - before_us;
  settle (bench, 0.6, &times);
  edit->least.command_us = first ? times.command_us : MIN (edit->least.command_us, times.command_us);
  edit->least.ours_us = first ? times.ours_us : MIN (edit->least.ours_us, times.ours_us);
  edit->least.frame_us = first ? times.frame_us : MIN (edit->least.frame_us, times.frame_us);
}

/* Each round begins with the cursor on the line and ends with everything as it was. */
static void
measure_all (Bench *bench, guint line, Edit *edits, guint n_edits)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bench->outline, FALSE);

  for (guint round = 0; round < ROUNDS; round++)
    {
      bookgen_outline_view_select (bench->view, units->pdata[MIN (line, units->len - 1)]);
      for (guint i = 0; i < n_edits; i++)
        measure (bench, &edits[i], round == 0);
    }
  for (guint i = 0; i < n_edits; i++)
    g_print ("| %-22s | %6u | %8.1f | %8.1f | %8.1f |\n", edits[i].what, line, edits[i].least.command_us / 1e3,
             edits[i].least.ours_us / 1e3, edits[i].least.frame_us / 1e3);
}

static void
measure_at (Bench *bench, guint line)
{
  g_autoptr (BookgenOutline) pasted = bookgen_outline_new ();
  Edit edits[] = {
    { "rename", rename_unit },
    { "locked", toggle, "locked" },
    { "in the book", toggle, "in-book" },
    { "move down", do_action, "outline.down" },
    { "move up", do_action, "outline.up" },
    { "indent", do_action, "outline.indent" },
    { "  undo", undo },
    { "delete", do_action, "outline.delete" },
    { "  undo", undo },
    { "paste of 100", paste, pasted },
    { "  undo", undo },
    { "add", do_action, "outline.add" },
    { "  undo", undo },
  };

  for (guint i = 0; i < CHAPTERS_PASTED; i++)
    add_line (pasted, NULL, BOOKGEN_UNIT_CHAPTER);
  measure_all (bench, line, edits, G_N_ELEMENTS (edits));
}

static void
measure_large_part (Bench *bench)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bench->outline, FALSE);
  guint line = bench->units / 2;

  while (line < units->len && !(bookgen_unit_get_parent (units->pdata[line]) == NULL
                                && g_list_model_get_n_items (bookgen_unit_get_children (units->pdata[line]))
                                     == CHAPTERS_OF_LARGE_PART))
    line++;
  if (line == units->len)
    return;
  measure_all (bench, line, (Edit[]){ { "1,000 chapters folded", do_action, "outline.fold" },
                                      { "  opened", do_action, "outline.open" } }, 2);
  measure_all (bench, line, (Edit[]){ { "1,000 to the front", move_to_front }, { "  undo", undo }, { "  redo", redo },
                                      { "  undo", undo }, { "1,000 deleted", do_action, "outline.delete" },
                                      { "  undo", undo } }, 6);
}

static void
measure_search (Bench *bench)
{
  Edit edits[] = { { "search: one letter", type_search, "t" },    { "  a second", type_search, "th" },
                   { "  few are left", type_search, "t 99" },     { "  many again", type_search, "t" },
                   { "  left", type_search, "" } };

  measure_all (bench, bench->units / 2, edits, G_N_ELEMENTS (edits));
}

static void
select_all (Bench *bench, gpointer unused)
{
  gtk_widget_activate_action (find_widget (GTK_WIDGET (bench->view), GTK_TYPE_LIST_VIEW), "list.select-all", NULL);
}

static void
measure_copy (Bench *bench)
{
  Edit edits[] = { { "all selected", select_all }, { "  copied", do_action, "outline.copy" } };

  measure_all (bench, bench->units / 2, edits, G_N_ELEMENTS (edits));
}

static gboolean
on_edit (gpointer user_data)
{
  Bench *bench = user_data;

  watch_frames (bench);
  g_print ("\n| longest, ms            |   line |  command |   behind |    frame |\n|---|---|---|---|---|\n");
  measure_at (bench, bench->units - 1);
  measure_at (bench, bench->units / 2 + CHAPTERS_OF_LARGE_PART / 2);
  measure_at (bench, 1);
  measure_large_part (bench);
  measure_search (bench);
  measure_copy (bench);
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

static gboolean
on_settled (gpointer user_data)
{
  Bench *bench = user_data;

  bench->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_widget (GTK_WIDGET (bench->view), GTK_TYPE_LIST_VIEW)));
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
  bookgen_book_create_async (path, "Bench", outline, NULL, NULL, on_created, &bench);
  g_main_loop_run (bench.loop);
  return 0;
}
