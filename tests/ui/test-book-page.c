/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Book page: what is changed there is in the book, and what the book says is shown there. */
#include "bookgen-book-kind.h"
#include "bookgen-book-page.h"
#include "bookgen-book-style.h"
#include "bookgen-plan-row.h"
#include "bookgen-plan-window.h"
#include "bookgen-voice.h"

#include <glib/gstdio.h>

#include "bookgen-made-from.h"
#include "bookgen-plan.h"
#include "bookgen-style.h"
#include "bookgen-ui-resources.h"

typedef struct
{
  char *folder;
  GMainLoop *loop;
  BookgenBook *book;
  BookgenDesk *desk;
  GtkWidget *page;
  BookgenPlan *plan; /* nullable: as it was just loaded */
  char *said;        /* nullable */
  guint alarm;
} Fixture;

static gboolean
on_alarm (gpointer user_data)
{
  g_error ("the page takes more than a minute");
  return G_SOURCE_REMOVE;
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->book = bookgen_book_open_finish (result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (fixture->loop);
}

static void
on_say (GtkWidget *page, const char *sentence, Fixture *fixture)
{
  g_free (fixture->said);
  fixture->said = g_strdup (sentence);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autofree char *path = NULL;

  bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_LESSON, "One");
  bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_LESSON, "Two");
  fixture->folder = g_dir_make_tmp ("bookgen-page-XXXXXX", NULL);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->alarm = g_timeout_add_seconds (60, on_alarm, NULL);
  path = g_build_filename (fixture->folder, "a.bookgen", NULL);
  bookgen_book_create_async (path, "A", outline, NULL, NULL, on_created, fixture);
  g_main_loop_run (fixture->loop);
  fixture->desk = bookgen_desk_new (fixture->book, client);
  fixture->page = g_object_ref_sink (g_object_new (BOOKGEN_TYPE_BOOK_PAGE, NULL));
  g_signal_connect (fixture->page, "say", G_CALLBACK (on_say), fixture);
  bookgen_book_page_set_desk (BOOKGEN_BOOK_PAGE (fixture->page), fixture->desk);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (bookgen_desk_close_finish (BOOKGEN_DESK (source), result, NULL));
  g_main_loop_quit (fixture->loop);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.bookgen", NULL);

  bookgen_book_page_set_desk (BOOKGEN_BOOK_PAGE (fixture->page), NULL);
  g_object_run_dispose (G_OBJECT (fixture->page));
  g_object_unref (fixture->page);
  bookgen_desk_close_async (fixture->desk, on_closed, fixture);
  g_main_loop_run (fixture->loop);
  g_object_unref (fixture->desk);
  g_object_unref (fixture->book);
  g_main_loop_unref (fixture->loop);
  g_source_remove (fixture->alarm);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->said);
}

/* The first widget of TYPE below WIDGET whose property NAME is VALUE; NAME NULL: any. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *name, const char *value)
{
  g_autofree char *says = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      if (name)
        g_object_get (widget, name, &says, NULL);
      if (g_strcmp0 (says, name ? value : NULL) == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, name, value);
      if (found)
        return found;
    }
  return NULL;
}

/* The widget of TYPE below WIDGET that NTH others stand before, NTH counted down; NULL while there are not so many. */
static GtkWidget *
find_counted (GtkWidget *widget, GType type, guint *nth)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_counted (child, type, nth);
      if (found)
        return found;
    }
  return NULL;
}

static BookgenRunSettings *
dup_settings (Fixture *fixture)
{
  return bookgen_run_settings_from_json (bookgen_book_get_setting (fixture->book, "run"));
}

/* On a telephone's screen too, whatever is shown. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *part = find (fixture->page, BOOKGEN_TYPE_BOOK_KIND, NULL, NULL);
  int least;

  adw_combo_row_set_selected (ADW_COMBO_ROW (find (part, ADW_TYPE_COMBO_ROW, NULL, NULL)), 2);
  gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
}

static void
test_style (Fixture *fixture, gconstpointer data)
{
  GtkWidget *part = find (fixture->page, BOOKGEN_TYPE_BOOK_STYLE, NULL, NULL);
  GtkWidget *voice = find (part, GTK_TYPE_TEXT_VIEW, NULL, NULL);
  GtkWidget *readers = find (part, ADW_TYPE_ENTRY_ROW, "title", "_Readers (beginners, engineers, children from eight on…)");
  g_autoptr (BookgenStyle) before = bookgen_style_from_json (bookgen_book_get_setting (fixture->book, "style"));

  g_assert_true (before->vary_openings);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (voice)), "Plain.\nShort.", -1);
  gtk_editable_set_text (GTK_EDITABLE (readers), "Sailors");
  gtk_switch_set_active (GTK_SWITCH (find (part, GTK_TYPE_SWITCH, NULL, NULL)), FALSE);
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (fixture->book, "style"));
  g_assert_cmpstr (style->voice, ==, "Plain.\nShort.");
  g_assert_cmpstr (style->readers, ==, "Sailors");
  g_assert_false (style->vary_openings);
  bookgen_book_set_setting (fixture->book, "style", "{\"readers\": \"Pilots\"}");
  bookgen_book_style_show (BOOKGEN_BOOK_STYLE (part));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (readers)), ==, "Pilots");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (find (part, GTK_TYPE_SWITCH, NULL, NULL))));
}

/* A course brings its ways, its lessons may have labs, and these stand in the outline at once, as one step. */
static void
test_kind (Fixture *fixture, gconstpointer data)
{
  GtkWidget *part = find (fixture->page, BOOKGEN_TYPE_BOOK_KIND, NULL, NULL);
  GtkWidget *row = find (part, ADW_TYPE_COMBO_ROW, NULL, NULL);
  GtkWidget *content = find (part, ADW_TYPE_ACTION_ROW, "title", "Each lesson has");
  GtkWidget *both = find (part, GTK_TYPE_TOGGLE_BUTTON, "label", "B_oth");
  BookgenDeskCount count;

  g_assert_false (gtk_widget_get_visible (content));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_autoptr (BookgenRunSettings) course = dup_settings (fixture);
  g_assert_cmpstr (course->pipeline, ==, "course");
  g_assert_true (course->pictures);
  g_assert_true (gtk_widget_get_visible (content));
  g_assert_null (fixture->said);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (both), TRUE);
  g_autoptr (BookgenRunSettings) with_labs = dup_settings (fixture);
  g_assert_cmpint (with_labs->content, ==, BOOKGEN_CONTENT_BOTH);
  g_assert_cmpuint (bookgen_outline_count (bookgen_desk_get_outline (fixture->desk), TRUE), ==, 4);
  g_assert_cmpstr (fixture->said, ==, "2 labs are in the outline. Ctrl+Z takes them out again.");
  bookgen_desk_count (fixture->desk, &count);
  g_assert_cmpuint (count.missing, ==, 4);
}

/* What is not asked for any more stays in the outline, and is not counted among what is to be written. */
static void
test_labs_stay (Fixture *fixture, gconstpointer data)
{
  GtkWidget *part = find (fixture->page, BOOKGEN_TYPE_BOOK_KIND, NULL, NULL);
  GtkWidget *both = find (part, GTK_TYPE_TOGGLE_BUTTON, "label", "B_oth");
  GtkWidget *theory = find (part, GTK_TYPE_TOGGLE_BUTTON, "label", "_Theory");
  BookgenOutline *outline = bookgen_desk_get_outline (fixture->desk);
  BookgenDeskCount count;

  adw_combo_row_set_selected (ADW_COMBO_ROW (find (part, ADW_TYPE_COMBO_ROW, NULL, NULL)), 2);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (both), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (theory), TRUE);
  g_assert_cmpuint (bookgen_outline_count (outline, TRUE), ==, 4);
  bookgen_desk_count (fixture->desk, &count);
  g_assert_cmpuint (count.missing, ==, 2);
  bookgen_outline_undo (outline);
  g_assert_cmpuint (bookgen_outline_count (outline, TRUE), ==, 2);
}

/* The plan */

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, &error);

  g_assert_no_error (error);
  g_main_loop_quit (fixture->loop);
}

static void
add (Fixture *fixture, BookgenRevision *revision)
{
  bookgen_book_add_revision_async (fixture->book, revision, TRUE, NULL, on_added, fixture);
  g_main_loop_run (fixture->loop);
}

/* A plan by a model, and a text of the first chapter that was written from it. */
static void
add_plan (Fixture *fixture)
{
  g_autoptr (BookgenPlan) plan
      = bookgen_plan_from_text ("{\"premise\": \"Ships.\", \"voice\": \"Plain.\", \"chapters\": "
                                "[{\"unit\": \"u1\", \"summary\": \"One.\"}, {\"unit\": \"u2\", \"summary\": \"Two.\"}]}");
  g_autoptr (BookgenRevision) revision = bookgen_plan_make_revision (plan, "plan", BOOKGEN_ORIGIN_MODEL);
  g_autofree char *made_from = bookgen_made_from_to_json (&(BookgenMadeFrom){ .plan = plan, .unit_id = "u1", .brief = "" });
  BookgenRevisionData data = { .unit_id = (char *) "u1", .stage = (char *) "draft", .text = (char *) "It was late.", .words = 3,
                               .made_from = made_from, .made_at_ms = 1 };
  g_autoptr (BookgenRevision) text = bookgen_revision_new (&data);

  add (fixture, revision);
  add (fixture, text);
}

static void
on_plan_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (BookgenRevision) revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, NULL);

  fixture->plan = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
  g_main_loop_quit (fixture->loop);
}

/* PART of the plan that counts is TEXT. */
static void
assert_part (Fixture *fixture, const char *part, const char *text)
{
  g_autofree char *says = NULL;

  bookgen_book_load_revision_async (fixture->book, bookgen_revision_get (bookgen_desk_get_plan (fixture->desk))->id, NULL,
                                    on_plan_loaded, fixture);
  g_main_loop_run (fixture->loop);
  says = bookgen_plan_dup_part (fixture->plan, part);
  g_assert_cmpstr (says, ==, text);
  g_clear_pointer (&fixture->plan, bookgen_plan_unref);
}

/* Waits until what the chapter's text was made from is looked at again, and says what has changed of it. */
static void
assert_changes (Fixture *fixture, const char *unit_id, const char *sentence)
{
  BookgenPlanChanges *changes = bookgen_desk_get_plan_changes (fixture->desk);
  BookgenUnit *unit = bookgen_outline_find (bookgen_desk_get_outline (fixture->desk), unit_id);
  g_autofree char *says = bookgen_plan_changes_dup_sentence (changes, unit);

  while (g_strcmp0 (says, sentence) != 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (says);
      says = bookgen_plan_changes_dup_sentence (changes, unit);
    }
}

/* As a person does, and not as a program that fills a field. */
static void
type_over (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
}

/* What is changed in the window becomes a version of the plan; only what was written from that part is marked, until its author
 * says that it is fine. */
static void
test_plan_window (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = find (fixture->page, BOOKGEN_TYPE_PLAN_ROW, NULL, NULL);
  GtkWidget *voice, *window, *save;
  g_autoptr (GListModel) versions = NULL;

  add_plan (fixture);
  window = GTK_WIDGET (bookgen_plan_window_new (NULL, fixture->desk));
  for (guint nth = 2; !(voice = find_counted (window, GTK_TYPE_TEXT_VIEW, &nth)); nth = 2)
    g_main_context_iteration (NULL, TRUE);
  save = find (window, GTK_TYPE_BUTTON, "label", "_Save");
  g_assert_false (gtk_widget_get_sensitive (save));
  type_over (GTK_TEXT_VIEW (voice), "Dry.");
  g_assert_true (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  assert_changes (fixture, "u1", "The plan has changed since this was written: Voice");
  assert_changes (fixture, "u2", NULL);
  assert_part (fixture, "voice", "Dry.");
  assert_part (fixture, "premise", "Ships.");
  versions = bookgen_book_dup_revisions (fixture->book, "");
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 2);
  while (bookgen_plan_changes_get_count (bookgen_desk_get_plan_changes (fixture->desk)) != 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Changed by you"));
  bookgen_plan_changes_settle (bookgen_desk_get_plan_changes (fixture->desk),
                               bookgen_outline_find (bookgen_desk_get_outline (fixture->desk), "u1"));
  assert_changes (fixture, "u1", NULL);
}

static void
on_voice_used (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_free (fixture->said);
  fixture->said = bookgen_voice_use_finish (result, &error);
  if (error)
    fixture->said = g_strdup (error->message);
  g_main_loop_quit (fixture->loop);
}

static void
use_voice (Fixture *fixture, const char *passage)
{
  bookgen_voice_use_async (fixture->desk, passage, on_voice_used, fixture);
  g_main_loop_run (fixture->loop);
}

static void
test_voice (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = find (fixture->page, BOOKGEN_TYPE_PLAN_ROW, NULL, NULL);

  use_voice (fixture, "# Only a heading");
  g_assert_nonnull (strstr (fixture->said, "Only headings"));
  use_voice (fixture, "It was late. The tide turned.");
  g_assert_nonnull (strstr (fixture->said, "no plan yet"));
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (fixture->book, "style"));
  g_assert_cmpstr (style->sample, ==, "It was late. The tide turned.");
  g_assert_true (gtk_widget_get_visible (row));
  add_plan (fixture);
  use_voice (fixture, "> The tide turned.\n");
  g_assert_nonnull (strstr (fixture->said, "is the voice of the book now"));
  assert_part (fixture, "sample", "The tide turned.");
  g_autoptr (BookgenStyle) after = bookgen_style_from_json (bookgen_book_get_setting (fixture->book, "style"));
  g_assert_cmpstr (after->sample, ==, "");
  assert_changes (fixture, "u1", "The plan has changed since this was written: Passage in the voice of the book");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  bookgen_ui_register_resource ();
#define ADD(name, function) g_test_add ("/book-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("narrow", test_narrow);
  ADD ("style", test_style);
  ADD ("kind", test_kind);
  ADD ("labs-stay", test_labs_stay);
  ADD ("plan-window", test_plan_window);
  ADD ("voice", test_voice);
#undef ADD
  return g_test_run ();
}
