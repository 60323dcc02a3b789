/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-progress-row.h"

#include "bookgen-mark.h"
#include "bookgen-progress-bar.h"

#include <glib/gi18n-lib.h>

struct _BookgenProgressRow
{
  GtkWidget parent_instance;
  GtkLabel *number;
  GtkInscription *title;
  GtkImage *mark;
  GtkLabel *word;
  BookgenProgressBar *bar;
  GtkInscription *amount;
  GtkInscription *reason;
  GtkButton *step;
  GtkWidget *stop;
  GtkWidget *more;
  GtkWidget *menu;           /* nullable: made when first asked for */
  BookgenProgress *progress; /* nullable */
  BookgenRun *run;           /* borrowed while bound */
  char *description;         /* nullable */
};

G_DEFINE_FINAL_TYPE (BookgenProgressRow, bookgen_progress_row, GTK_TYPE_WIDGET)

static const BookgenProgressFacts *
get_facts (BookgenProgressRow *self)
{
  return bookgen_progress_get_facts (self->progress);
}

/* What it says */

static char *
dup_words (guint words, guint target_words)
{
  if (words == 0)
    return g_strdup ("");
  if (target_words == 0)
    return g_strdup_printf (ngettext ("%'u word", "%'u words", words), words);
  return g_strdup_printf (ngettext ("%'u of %'u word", "%'u of %'u words", target_words), words, target_words);
}

char *
bookgen_progress_row_dup_amount (const BookgenProgressFacts *facts)
{
  gboolean over = facts->shown == BOOKGEN_SHOWN_DONE || facts->shown == BOOKGEN_SHOWN_TO_LOOK_AT;
  g_autofree char *amount = dup_words (facts->words, over ? 0 : facts->target_words);

  if (facts->usage.cost_micros <= 0)
    return g_steal_pointer (&amount);
  return g_strdup_printf ("%s · $%.2f", amount, facts->usage.cost_micros / 1e6);
}

/* What the rehearsal server wrote is not called written. */
static BookgenMark
get_mark (BookgenProgressRow *self)
{
  BookgenMark mark = bookgen_mark_from_shown (get_facts (self)->shown);
  gboolean placeholder = self->run && bookgen_run_get_settings (self->run)->rehearsal;

  return placeholder && mark == BOOKGEN_MARK_WRITTEN ? BOOKGEN_MARK_PLACEHOLDER : mark;
}

static void
show_mark (BookgenProgressRow *self)
{
  BookgenMark mark = get_mark (self);
  const char *style[] = { bookgen_mark_get_style (mark), NULL };
  const char *word_style[] = { "caption", bookgen_mark_get_style (mark), NULL };

  gtk_image_set_from_icon_name (self->mark, *bookgen_mark_get_icon_name (mark) ? bookgen_mark_get_icon_name (mark) : NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark), style);
  gtk_widget_set_css_classes (GTK_WIDGET (self->word), word_style);
  gtk_label_set_label (self->word, bookgen_mark_get_word (mark));
}

static void
show_step (BookgenProgressRow *self)
{
  const char *label = NULL;

  gtk_widget_set_visible (self->stop, get_facts (self)->step == BOOKGEN_STEP_STOP);
  switch (get_facts (self)->step)
    {
    case BOOKGEN_STEP_RETRY:
      label = _ ("Try Again");
      break;
    case BOOKGEN_STEP_CONTINUE:
      label = _ ("Continue");
      break;
    case BOOKGEN_STEP_STOP:
    case BOOKGEN_STEP_NONE:
    default:
      break;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->step), label != NULL);
  if (label)
    gtk_button_set_label (self->step, label);
}

/* What a screen reader says of the row. */
static void
describe (BookgenProgressRow *self)
{
  const BookgenProgressFacts *facts = get_facts (self);
  const char *word = bookgen_mark_get_word (get_mark (self));

  g_free (self->description);
  self->description = g_strstrip (
      g_strdup_printf ("%s: %s. %s", gtk_inscription_get_text (self->title), *word ? word : _ ("To do"), facts->reason));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->description, -1);
}

const char *
bookgen_progress_row_get_description (BookgenProgressRow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_PROGRESS_ROW (self), NULL);
  return self->description;
}

static void
show_reason (BookgenProgressRow *self)
{
  const BookgenProgressFacts *facts = get_facts (self);
  const char *text = *facts->reason ? facts->reason : facts->stages;

  if (g_strcmp0 (gtk_inscription_get_text (self->reason), text) == 0)
    return;
  gtk_inscription_set_text (self->reason, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), text);
  describe (self);
}

static void
show_amount (BookgenProgressRow *self)
{
  g_autofree char *amount = bookgen_progress_row_dup_amount (get_facts (self));

  gtk_inscription_set_text (self->amount, amount);
  gtk_widget_set_visible (GTK_WIDGET (self->amount), *amount != '\0');
}

static void
show_title (BookgenProgressRow *self)
{
  BookgenUnit *unit = bookgen_progress_get_unit (self->progress);
  const char *title = unit ? bookgen_unit_get_title (unit) : _ ("The plan of the book");
  guint number = get_facts (self)->number;
  g_autofree char *number_text = g_strdup_printf ("%u", number);

  gtk_label_set_label (self->number, number > 0 ? number_text : "");
  gtk_inscription_set_text (self->title, *title ? title : _ ("Chapter without a title"));
}

/* The stage that works on a text of the unit in order ("Joining") and has stopped there; NULL for none. */
static const BookgenStage *
find_stopped_joining (BookgenProgressRow *self)
{
  BookgenUnit *unit = self->progress ? bookgen_progress_get_unit (self->progress) : NULL;
  GPtrArray *tasks = self->run && unit ? bookgen_run_get_tasks (self->run) : NULL;

  for (guint i = 0; tasks && i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);

      if (task->state == BOOKGEN_TASK_FAILED && task->stage->in_order && task->stage->on == BOOKGEN_ON_HYBRID
          && g_str_equal (task->unit_id, bookgen_unit_get_id (unit)))
        return task->stage;
    }
  return NULL;
}

static void
show_joining (BookgenProgressRow *self)
{
  gboolean stopped = get_facts (self)->shown == BOOKGEN_SHOWN_STOPPED && find_stopped_joining (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.leave", stopped);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.stop-joining", stopped);
}

static void
show_shown (BookgenProgressRow *self)
{
  BookgenShown shown = get_facts (self)->shown;

  show_mark (self);
  show_step (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.stop", shown == BOOKGEN_SHOWN_WRITING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.retry",
                                 shown == BOOKGEN_SHOWN_STOPPED || shown == BOOKGEN_SHOWN_INTERRUPTED
                                     || shown == BOOKGEN_SHOWN_SKIPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.skip",
                                 shown != BOOKGEN_SHOWN_DONE && shown != BOOKGEN_SHOWN_SKIPPED
                                     && shown != BOOKGEN_SHOWN_WRITING && shown != BOOKGEN_SHOWN_TO_LOOK_AT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.next",
                                 shown == BOOKGEN_SHOWN_TODO || shown == BOOKGEN_SHOWN_WAITING);
  show_joining (self);
  describe (self);
}

static void
show_bar (BookgenProgressRow *self)
{
  gboolean placeholder = get_mark (self) == BOOKGEN_MARK_PLACEHOLDER;

  bookgen_progress_bar_show (self->bar, get_facts (self)->fraction,
                             placeholder ? BOOKGEN_SHOWN_SKIPPED : get_facts (self)->shown);
}

/* A tick notifies several properties; each moves only what hangs on it. */
static void
on_notify (BookgenProgress *progress, GParamSpec *pspec, BookgenProgressRow *self)
{
  const char *name = pspec->name;

  if (g_str_equal (name, "fraction"))
    show_bar (self);
  else if (g_str_equal (name, "words") || g_str_equal (name, "target-words") || g_str_equal (name, "cost-micros"))
    show_amount (self);
  else if (g_str_equal (name, "reason") || g_str_equal (name, "stages"))
    show_reason (self);
  else if (g_str_equal (name, "number"))
    show_title (self);
  else if (g_str_equal (name, "step"))
    show_step (self);
  else if (g_str_equal (name, "shown"))
    {
      show_shown (self);
      show_bar (self);
      show_amount (self);
    }
}

void
bookgen_progress_row_bind (BookgenProgressRow *self, BookgenProgress *progress, BookgenRun *run)
{
  g_return_if_fail (BOOKGEN_IS_PROGRESS_ROW (self));
  if (self->progress)
    g_signal_handlers_disconnect_by_data (self->progress, self);
  g_set_object (&self->progress, progress);
  self->run = run;
  if (!progress)
    return;
  g_signal_connect (progress, "notify", G_CALLBACK (on_notify), self);
  show_title (self);
  show_shown (self);
  show_bar (self);
  show_amount (self);
  show_reason (self);
}

/* What it does */

static const char *
get_unit_id (BookgenProgressRow *self)
{
  BookgenUnit *unit = self->progress ? bookgen_progress_get_unit (self->progress) : NULL;

  return unit ? bookgen_unit_get_id (unit) : "";
}

static void
on_step (BookgenProgressRow *self)
{
  if (self->run && self->progress)
    bookgen_run_retry (self->run, get_unit_id (self));
}

static void
on_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProgressRow *self = BOOKGEN_PROGRESS_ROW (widget);

  if (!self->run)
    return;
  if (g_str_equal (action, "row.stop"))
    bookgen_run_cancel (self->run, get_unit_id (self));
  else if (g_str_equal (action, "row.retry"))
    bookgen_run_retry (self->run, get_unit_id (self));
  else if (g_str_equal (action, "row.skip"))
    bookgen_run_skip (self->run, get_unit_id (self));
  else
    bookgen_run_write_next (self->run, get_unit_id (self));
}

static void
on_leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProgressRow *self = BOOKGEN_PROGRESS_ROW (widget);

  if (self->run)
    bookgen_run_leave_as_drafted (self->run, get_unit_id (self));
}

static void
on_stop_joining (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProgressRow *self = BOOKGEN_PROGRESS_ROW (widget);
  const BookgenStage *joining = find_stopped_joining (self);

  if (joining)
    bookgen_run_stop_stage (self->run, joining->id);
}

static void
on_read (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "book.read", "s", get_unit_id (BOOKGEN_PROGRESS_ROW (widget)));
}

/* A thousand rows share one menu model and build no popover before it is wanted. */
static void
on_more (BookgenProgressRow *self)
{
  if (!self->menu)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/example/BookGen/ui/bookgen-progress-menu.ui");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, "row_menu")));
      gtk_widget_set_parent (self->menu, self->more);
    }
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* Widget */

static void
bookgen_progress_row_dispose (GObject *object)
{
  BookgenProgressRow *self = BOOKGEN_PROGRESS_ROW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  bookgen_progress_row_bind (self, NULL, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_progress_row_parent_class)->dispose (object);
}

static void
bookgen_progress_row_finalize (GObject *object)
{
  g_free (BOOKGEN_PROGRESS_ROW (object)->description);
  G_OBJECT_CLASS (bookgen_progress_row_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, number);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, title);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, mark);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, word);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, bar);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, amount);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, reason);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, step);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, stop);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, more);
  gtk_widget_class_bind_template_callback (widget_class, on_step);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
bookgen_progress_row_class_init (BookgenProgressRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_progress_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = bookgen_progress_row_finalize;
  g_type_ensure (BOOKGEN_TYPE_PROGRESS_BAR);
  gtk_widget_class_install_action (widget_class, "row.stop", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.retry", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.skip", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.next", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "row.leave", NULL, on_leave);
  gtk_widget_class_install_action (widget_class, "row.stop-joining", NULL, on_stop_joining);
  gtk_widget_class_install_action (widget_class, "row.read", NULL, on_read);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "progressrow");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-progress-row.ui");
  bind_children (widget_class);
}

static void
bookgen_progress_row_init (BookgenProgressRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bookgen_progress_row_new (void)
{
  return g_object_new (BOOKGEN_TYPE_PROGRESS_ROW, NULL);
}
