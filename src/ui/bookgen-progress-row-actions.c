/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the chapter of a row: its buttons, and the menu behind them. */
#include "config.h"
#include "bookgen-progress-row-private.h"

#include <glib/gi18n-lib.h>

static const char *
get_unit_id (BookgenProgressRow *self)
{
  BookgenUnit *unit = self->progress ? bookgen_progress_get_unit (self->progress) : NULL;

  return unit ? bookgen_unit_get_id (unit) : "";
}

static BookgenShown
get_shown (BookgenProgressRow *self)
{
  return bookgen_progress_get_facts (self->progress)->shown;
}

/* The stage that joins the chapter, where its task there is in STATE. */
static const BookgenStage *
find_joining_in (BookgenProgressRow *self, BookgenTaskState state)
{
  GPtrArray *tasks = bookgen_run_get_tasks (self->run);

  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);

      if (task->state == state && task->stage->in_order && task->stage->on == BOOKGEN_ON_HYBRID
          && g_str_equal (task->unit_id, get_unit_id (self)))
        return task->stage;
    }
  return NULL;
}

const BookgenStage *
bookgen_progress_row_find_joining (BookgenProgressRow *self)
{
  gboolean stopped = self->progress && get_shown (self) == BOOKGEN_SHOWN_STOPPED;

  return self->run && stopped ? find_joining_in (self, BOOKGEN_TASK_FAILED) : NULL;
}

/* The same of a chapter that is there as it was drafted. */
static const BookgenStage *
find_joining_left_out (BookgenProgressRow *self)
{
  BookgenShown shown = self->progress ? get_shown (self) : BOOKGEN_SHOWN_TODO;
  gboolean written = shown == BOOKGEN_SHOWN_DONE || shown == BOOKGEN_SHOWN_TO_LOOK_AT;

  return self->run && written ? find_joining_in (self, BOOKGEN_TASK_SKIPPED) : NULL;
}

/* Which of them are there */

static GtkWidget *
create_joining (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/example/BookGen/ui/bookgen-progress-joining.ui");

  return g_object_ref (GTK_WIDGET (gtk_builder_get_object (builder, "joining")));
}

/* Few rows ever need them. */
static void
show_joining (BookgenProgressRow *self, gboolean stopped)
{
  if (stopped && !self->joining)
    {
      self->joining = create_joining ();
      gtk_box_append (self->lines, self->joining);
      g_object_unref (self->joining);
    }
  if (self->joining)
    gtk_widget_set_visible (self->joining, stopped);
}

static void
show_step (BookgenProgressRow *self, BookgenStep step)
{
  gboolean continues = step == BOOKGEN_STEP_CONTINUE;

  gtk_widget_set_visible (self->stop, step == BOOKGEN_STEP_STOP);
  gtk_widget_set_visible (GTK_WIDGET (self->step), continues || step == BOOKGEN_STEP_RETRY);
  gtk_button_set_label (self->step, continues ? _ ("Continue") : _ ("Try Again"));
}

void
bookgen_progress_row_show_actions (BookgenProgressRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  BookgenShown shown = get_shown (self);
  gboolean joining = bookgen_progress_row_find_joining (self) != NULL;
  gboolean ended = shown == BOOKGEN_SHOWN_STOPPED || shown == BOOKGEN_SHOWN_INTERRUPTED;
  gboolean open = shown == BOOKGEN_SHOWN_TODO || shown == BOOKGEN_SHOWN_WAITING;

  gtk_widget_action_set_enabled (widget, "row.stop", shown == BOOKGEN_SHOWN_WRITING);
  gtk_widget_action_set_enabled (widget, "row.retry", ended || shown == BOOKGEN_SHOWN_SKIPPED);
  gtk_widget_action_set_enabled (widget, "row.skip", ended || open);
  gtk_widget_action_set_enabled (widget, "row.next", open);
  gtk_widget_action_set_enabled (widget, "row.leave", joining);
  gtk_widget_action_set_enabled (widget, "row.stop-joining", joining);
  show_joining (self, joining);
  show_step (self, joining ? BOOKGEN_STEP_NONE : bookgen_progress_get_facts (self->progress)->step);
}

/* What they do */

static void
on_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const struct
  {
    const char *name;
    void (*act) (BookgenRun *run, const char *unit_id);
  } actions[] = {
    { "row.stop", bookgen_run_cancel },     { "row.retry", bookgen_run_retry },
    { "row.skip", bookgen_run_skip },       { "row.next", bookgen_run_write_next },
    { "row.leave", bookgen_run_leave_as_drafted },
  };
  BookgenProgressRow *self = BOOKGEN_PROGRESS_ROW (widget);

  for (guint i = 0; self->run && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (action, actions[i].name))
      actions[i].act (self->run, get_unit_id (self));
}

static void
on_stop_joining (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProgressRow *self = BOOKGEN_PROGRESS_ROW (widget);
  const BookgenStage *joining = bookgen_progress_row_find_joining (self);

  if (joining)
    bookgen_run_stop_stage (self->run, joining->id);
}

static void
on_join (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProgressRow *self = BOOKGEN_PROGRESS_ROW (widget);
  const BookgenStage *joining = find_joining_left_out (self);

  if (joining)
    bookgen_run_resume_stage (self->run, joining->id, get_unit_id (self));
}

static void
on_read (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "book.read", "s", get_unit_id (BOOKGEN_PROGRESS_ROW (widget)));
}

/* To find it takes all tasks: only the one menu that opens asks. A thousand rows share one menu model and build no popover before it is wanted. */
static void
on_more (BookgenProgressRow *self)
{
  if (!self->menu)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/example/BookGen/ui/bookgen-progress-menu.ui");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, "row_menu")));
      gtk_widget_set_parent (self->menu, self->more);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.join", find_joining_left_out (self) != NULL);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
bookgen_progress_row_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "row.stop", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.retry", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.skip", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.next", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.leave", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.stop-joining", NULL, on_stop_joining);
  gtk_widget_class_install_action (widget_class, "row.join", NULL, on_join);
  gtk_widget_class_install_action (widget_class, "row.read", NULL, on_read);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}
