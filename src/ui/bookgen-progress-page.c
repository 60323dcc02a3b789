/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-progress-page.h"

#include "bookgen-book-finding.h"
#include "bookgen-budget-dialog.h"
#include "bookgen-findings-window.h"
#include "bookgen-gradual-rows.h"
#include "bookgen-message-bar.h"
#include "bookgen-module-limits.h"
#include "bookgen-plan-ready.h"
#include "bookgen-progress-row.h"
#include "bookgen-run-bar.h"
#include "bookgen-totals-text.h"
#include "bookgen-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _BookgenProgressPage
{
  GtkWidget parent_instance;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkButton *go_on;
  BookgenMessageBar *notice;
  BookgenRunBar *run_bar;
  GtkLabel *how;
  GtkSpinButton *at_once;
  GtkWidget *modules; /* opens the next */
  BookgenModuleLimits *module_limits;
  GtkWidget *limits;
  BookgenPlanReady *plan_ready;
  GtkWidget *draw_all; /* what the run planned and stopped before */
  GtkWidget *ended;
  GtkButton *retry_all;
  GtkButton *look;
  GtkWidget *raise;
  GtkWidget *read;
  GtkLabel *result;
  GtkLabel *took;
  GtkWidget *steps; /* the ways on: the first one that is shown is the one suggested */
  BookgenProgressRow *book_row;
  GtkDropDown *filter_choice;
  GtkListView *list;
  GtkFilterListModel *filtered;
  GtkSliceListModel *rows; /* of these */
  GtkCustomFilter *matcher;
  BookgenProgressFilter filter;
  BookgenDesk *desk; /* nullable */
  BookgenRun *run;   /* nullable: the desk's, to disconnect from */
  BookgenFindingsWindow *findings; /* weak; nullable: while it is open */
  gboolean states_moved;
  gboolean notice_read; /* of this run: it is not said again */
};

G_DEFINE_FINAL_TYPE (BookgenProgressPage, bookgen_progress_page, GTK_TYPE_WIDGET)

/* Rows */

gboolean
bookgen_progress_filter_matches (BookgenProgressFilter filter, BookgenShown shown)
{
  switch (filter)
    {
    case BOOKGEN_FILTER_WRITING:
      return shown == BOOKGEN_SHOWN_WRITING;
    case BOOKGEN_FILTER_WAITING:
      return shown == BOOKGEN_SHOWN_WAITING || shown == BOOKGEN_SHOWN_TODO;
    case BOOKGEN_FILTER_TO_LOOK_AT:
      return shown == BOOKGEN_SHOWN_TO_LOOK_AT || shown == BOOKGEN_SHOWN_STOPPED || shown == BOOKGEN_SHOWN_INTERRUPTED;
    case BOOKGEN_FILTER_DONE:
      return shown == BOOKGEN_SHOWN_DONE || shown == BOOKGEN_SHOWN_TO_LOOK_AT;
    case BOOKGEN_FILTER_ALL:
    default:
      return TRUE;
    }
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  BookgenProgressPage *self = user_data;

  return bookgen_progress_filter_matches (self->filter, bookgen_progress_get_facts (item)->shown);
}

void
bookgen_progress_page_set_filter (BookgenProgressPage *self, BookgenProgressFilter filter)
{
  g_return_if_fail (BOOKGEN_IS_PROGRESS_PAGE (self));
  self->filter = filter;
  gtk_drop_down_set_selected (self->filter_choice, filter);
  bookgen_gradual_rows_begin (self->rows);
  gtk_filter_changed (GTK_FILTER (self->matcher), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_filter (BookgenProgressPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->filter_choice);

  if (selected != GTK_INVALID_LIST_POSITION && selected != self->filter)
    bookgen_progress_page_set_filter (self, selected);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenProgressPage *self)
{
  gtk_list_item_set_child (item, bookgen_progress_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenProgressPage *self)
{
  bookgen_progress_row_bind (BOOKGEN_PROGRESS_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item), self->run);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenProgressPage *self)
{
  bookgen_progress_row_bind (BOOKGEN_PROGRESS_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
on_activate (GtkListView *list, guint position, BookgenProgressPage *self)
{
  g_autoptr (BookgenProgress) progress = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  BookgenUnit *unit = progress ? bookgen_progress_get_unit (progress) : NULL;

  if (unit)
    gtk_widget_activate_action (GTK_WIDGET (self), "book.read", "s", bookgen_unit_get_id (unit));
}

/* The head */

static const char *
name_mode (BookgenMode mode)
{
  switch (mode)
    {
    case BOOKGEN_MODE_SEQUENTIAL:
      return _ ("One after another");
    case BOOKGEN_MODE_HYBRID:
      return _ ("At the same time, then joined");
    case BOOKGEN_MODE_PARALLEL:
    default:
      return _ ("At the same time");
    }
}

static void
show_how (BookgenProgressPage *self)
{
  const BookgenRunSettings *settings = bookgen_run_get_settings (self->run);
  BookgenEndpoint *endpoint = bookgen_run_get_endpoint (self->run);
  const char *who = settings->rehearsal ? _ ("Try without cost") : bookgen_endpoint_get_model (endpoint);
  g_autofree char *how = g_strdup_printf ("%s · %s", name_mode (settings->mode), who);

  gtk_label_set_label (self->how, how);
  gtk_spin_button_set_value (self->at_once, settings->at_once);
  bookgen_module_limits_show (self->module_limits, settings);
  gtk_widget_set_visible (self->modules, bookgen_module_limits_apply (bookgen_desk_get_outline (self->desk)));
}

static void
suggest_first (GtkWidget *steps)
{
  gboolean suggested = FALSE;

  for (GtkWidget *step = gtk_widget_get_first_child (steps); step; step = gtk_widget_get_next_sibling (step))
    {
      if (!suggested && gtk_widget_get_visible (step))
        gtk_widget_add_css_class (step, "suggested-action");
      else
        gtk_widget_remove_css_class (step, "suggested-action");
      suggested |= gtk_widget_get_visible (step);
    }
}

/* The ways on from the end: what hinders first. */
static void
show_next_steps (BookgenProgressPage *self, const BookgenTotals *totals)
{
  const BookgenFailure *halt = bookgen_run_get_halt (self->run);
  gboolean over_budget = halt && halt->kind == BOOKGEN_FAILURE_BUDGET;
  g_autofree char *look = g_strdup_printf (ngettext ("_Look at %u", "_Look at %u", totals->to_look_at), totals->to_look_at);

  gtk_widget_set_visible (self->raise, over_budget);
  gtk_widget_set_visible (self->read, totals->done > 0);
  gtk_button_set_label (self->look, look);
  gtk_widget_set_visible (GTK_WIDGET (self->look), totals->to_look_at > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_all), totals->done < totals->chapters && !over_budget);
  suggest_first (self->steps);
}

static void
show_end (BookgenProgressPage *self)
{
  gboolean ended = bookgen_run_get_state (self->run) == BOOKGEN_RUN_ENDED;
  g_autofree char *result = NULL;
  g_autofree char *took = NULL;
  gboolean plan_ready = ended && bookgen_plan_ready_applies (self->desk);
  BookgenTotals totals;

  bookgen_plan_ready_show (self->plan_ready, plan_ready ? self->desk : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->plan_ready), plan_ready);
  gtk_widget_set_visible (self->ended, ended && !plan_ready);
  gtk_widget_set_visible (self->draw_all, bookgen_run_get_settings (self->run)->pictures
                                              && bookgen_run_get_settings (self->run)->stop_after_lists);
  gtk_widget_set_visible (GTK_WIDGET (self->run_bar), !ended);
  gtk_widget_set_visible (self->limits, !ended);
  if (!ended)
    return;
  bookgen_run_get_totals (self->run, &totals);
  result = bookgen_totals_dup_result (&totals, bookgen_run_get_settings (self->run)->rehearsal);
  took = bookgen_totals_dup_took (&totals);
  gtk_label_set_label (self->result, result);
  gtk_label_set_label (self->took, took);
  show_next_steps (self, &totals);
}

/* The book's own work, the plan, stands above the chapters until it is done: without it none of them starts. */
static void
show_book_row (BookgenProgressPage *self)
{
  BookgenProgress *progress = bookgen_run_get_progress (self->run, "");
  gboolean pending = progress && bookgen_progress_get_facts (progress)->shown != BOOKGEN_SHOWN_DONE;

  gtk_widget_set_visible (GTK_WIDGET (self->book_row), pending);
}

/* What costs the author money without anything being wrong with the text. */
static void
show_notice (BookgenProgressPage *self)
{
  BookgenTotals totals;

  bookgen_run_get_totals (self->run, &totals);
  if (totals.cache_fails && !self->notice_read)
    bookgen_message_bar_say (self->notice,
                             _ ("What all chapters share is usually cheaper from the second chapter on. This provider charges "
                                "it in full each time, so the book costs more than it could. The text is not affected."),
                             _ ("_Dismiss"));
  else
    bookgen_message_bar_say (self->notice, NULL, NULL);
}

static void
on_notice_button (BookgenProgressPage *self)
{
  self->notice_read = TRUE;
  show_notice (self);
}

static void
on_retry_all (BookgenProgressPage *self)
{
  bookgen_run_retry_all (self->run);
  bookgen_run_start (self->run);
}

static void
on_raise (BookgenProgressPage *self)
{
  bookgen_budget_dialog_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->run);
}

static void
on_read (BookgenProgressPage *self)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_desk_get_outline (self->desk), TRUE);

  if (units->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "book.read", "s", bookgen_unit_get_id (g_ptr_array_index (units, 0)));
}

static void
on_look_at (BookgenProgressPage *self, BookgenBookFinding *finding)
{
  const BookgenFinding *place = bookgen_book_finding_get (finding);

  gtk_widget_activate_action (GTK_WIDGET (self), "book.read-at", "(stt)", bookgen_book_finding_get_unit_id (finding),
                              (guint64) place->start, (guint64) place->length);
}

static BookgenFindingsWindow *
open_findings (BookgenProgressPage *self)
{
  BookgenFindingsWindow *window;

  if (self->findings)
    return self->findings;
  window = bookgen_findings_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->desk);
  g_signal_connect_object (window, "read", G_CALLBACK (on_look_at), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->findings, window);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
on_look (BookgenProgressPage *self)
{
  bookgen_progress_page_set_filter (self, BOOKGEN_FILTER_TO_LOOK_AT);
  gtk_window_present (GTK_WINDOW (open_findings (self)));
}

void
bookgen_progress_page_read_next_finding (BookgenProgressPage *self)
{
  g_return_if_fail (BOOKGEN_IS_PROGRESS_PAGE (self));
  if (self->desk)
    bookgen_findings_window_read_next (open_findings (self));
}

static void
on_at_once (BookgenProgressPage *self)
{
  guint at_once = gtk_spin_button_get_value_as_int (self->at_once);

  if (self->run && at_once != bookgen_run_get_settings (self->run)->at_once)
    bookgen_run_set_limits (self->run, at_once, bookgen_run_get_settings (self->run)->pause_ms);
}

static void
show_state (BookgenProgressPage *self, const char *title, const char *what_now)
{
  g_autofree char *summary = bookgen_desk_dup_summary (self->desk);
  g_autofree char *description = g_strdup_printf ("%s\n%s", summary, what_now);

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
}

static void
on_module_limits (BookgenProgressPage *self)
{
  BookgenRunSettings typed = { 0 };
  const BookgenRunSettings *settings = self->run ? bookgen_run_get_settings (self->run) : &typed;

  bookgen_module_limits_take (self->module_limits, &typed);
  if (self->run && (typed.modules_at_once != settings->modules_at_once || typed.lessons_at_once != settings->lessons_at_once))
    bookgen_run_set_module_limits (self->run, typed.modules_at_once, typed.lessons_at_once);
}

/* Without a run: what there is, and the way to go on. */
static void
show_status (BookgenProgressPage *self)
{
  BookgenDeskCount count;

  bookgen_desk_count (self->desk, &count);
  gtk_button_set_label (self->go_on, count.written > 0 ? _ ("_Write the Rest…") : _ ("_Write…"));
  if (count.units == 0)
    show_state (self, _ ("Nothing is being written"), _ ("Add chapters first, or drop an outline on the window."));
  else if (count.missing > 0)
    show_state (self, _ ("Nothing is being written"), _ ("What is there stays as it is; only the rest is written."));
  else
    show_state (self, _ ("The book is complete"), _ ("It can be exported."));
}

/* Ten times a second at most. Rows come and go with a filter only when a state has moved. */
static void
on_moved (BookgenProgressPage *self)
{
  if (!self->run)
    {
      show_status (self);
      return;
    }
  show_end (self);
  show_notice (self);
  show_book_row (self);
  if (!self->states_moved || self->filter == BOOKGEN_FILTER_ALL)
    return;
  self->states_moved = FALSE;
  gtk_filter_changed (GTK_FILTER (self->matcher), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_task_changed (BookgenProgressPage *self)
{
  self->states_moved = TRUE;
}

static void
show_run (BookgenProgressPage *self)
{
  BookgenRun *run = self->desk ? bookgen_desk_get_run (self->desk) : NULL;

  if (self->run)
    g_signal_handlers_disconnect_by_data (self->run, self);
  gtk_filter_list_model_set_model (self->filtered, NULL);
  bookgen_progress_row_bind (self->book_row, NULL, NULL);
  if (g_set_object (&self->run, run))
    self->notice_read = FALSE;
  gtk_stack_set_visible_child_name (self->stack, run ? "run" : "none");
  if (!self->desk)
    return;
  if (run)
    {
      bookgen_gradual_rows_begin (self->rows);
      gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (run));
      g_signal_connect_swapped (run, "task-changed", G_CALLBACK (on_task_changed), self);
      show_how (self);
    }
  bookgen_progress_row_bind (self->book_row, run ? bookgen_run_get_progress (run, "") : NULL, run);
  on_moved (self);
}

void
bookgen_progress_page_set_desk (BookgenProgressPage *self, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_PROGRESS_PAGE (self));
  if (self->desk)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  if (self->findings)
    gtk_window_destroy (GTK_WINDOW (self->findings));
  g_set_object (&self->desk, desk);
  bookgen_run_bar_set_desk (self->run_bar, desk);
  bookgen_progress_page_set_filter (self, BOOKGEN_FILTER_ALL);
  show_run (self);
  if (!desk)
    return;
  g_signal_connect_swapped (desk, "notify::run", G_CALLBACK (show_run), self);
  g_signal_connect_swapped (desk, "notify::active", G_CALLBACK (on_moved), self);
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (on_moved), self);
}

/* Widget */

static void
bookgen_progress_page_dispose (GObject *object)
{
  BookgenProgressPage *self = BOOKGEN_PROGRESS_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child)
    bookgen_progress_page_set_desk (self, NULL);
  g_clear_weak_pointer (&self->findings);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->matcher);
  g_clear_object (&self->rows);
  g_clear_object (&self->filtered);
  G_OBJECT_CLASS (bookgen_progress_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, status);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, go_on);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, notice);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, run_bar);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, how);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, at_once);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, modules);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, module_limits);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, limits);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, plan_ready);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, draw_all);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, ended);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, result);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, took);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, steps);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, retry_all);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, look);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, raise);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, read);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, filter_choice);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, list);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressPage, book_row);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_all);
  gtk_widget_class_bind_template_callback (widget_class, on_look);
  gtk_widget_class_bind_template_callback (widget_class, on_raise);
  gtk_widget_class_bind_template_callback (widget_class, on_read);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_button);
  gtk_widget_class_bind_template_callback (widget_class, on_at_once);
  gtk_widget_class_bind_template_callback (widget_class, on_module_limits);
}

static void
bookgen_progress_page_class_init (BookgenProgressPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_progress_page_dispose;
  g_type_ensure (BOOKGEN_TYPE_MESSAGE_BAR);
  g_type_ensure (BOOKGEN_TYPE_PLAN_READY);
  g_type_ensure (BOOKGEN_TYPE_RUN_BAR);
  g_type_ensure (BOOKGEN_TYPE_PROGRESS_ROW);
  g_type_ensure (BOOKGEN_TYPE_MODULE_LIMITS);
  g_type_ensure (BOOKGEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-progress-page.ui");
  bind_children (widget_class);
}

static void
bookgen_progress_page_init (BookgenProgressPage *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->matcher = gtk_custom_filter_new (matches, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->matcher)));
  self->rows = bookgen_gradual_rows_new (G_LIST_MODEL (self->filtered));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}
