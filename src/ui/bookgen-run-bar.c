/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run-bar.h"

#include "bookgen-progress-bar.h"
#include "bookgen-totals-text.h"
#include "bookgen-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _BookgenRunBar
{
  GtkWidget parent_instance;
  BookgenProgressBar *bar;
  GtkLabel *totals;
  GtkButton *pause;
  GtkButton *stop;
  BookgenDesk *desk; /* nullable */
};

G_DEFINE_FINAL_TYPE (BookgenRunBar, bookgen_run_bar, GTK_TYPE_WIDGET)

static void
show_buttons (BookgenRunBar *self, BookgenRunState state)
{
  gboolean active = bookgen_desk_get_active (self->desk);
  gboolean on = state == BOOKGEN_RUN_WRITING;
  const char *label = on ? _ ("_Pause") : _ ("_Go On");

  gtk_widget_set_visible (GTK_WIDGET (self->pause), active);
  gtk_widget_set_visible (GTK_WIDGET (self->stop), active);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pause), state != BOOKGEN_RUN_STOPPING);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop), state != BOOKGEN_RUN_STOPPING);
  if (g_strcmp0 (gtk_button_get_label (self->pause), label) == 0)
    return;
  gtk_button_set_label (self->pause, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause), on ? _ ("Start no new chapter; those being written go on")
                                                            : _ ("Start new chapters again"));
}

/* Chapters that are done, and the shares of those being written. */
static double
get_fraction (BookgenRun *run)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (run));
  double sum = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (BookgenProgress) progress = g_list_model_get_item (G_LIST_MODEL (run), i);
      sum += bookgen_progress_get_facts (progress)->fraction;
    }
  return n_rows > 0 ? sum / n_rows : 0;
}

static void
show (BookgenRunBar *self)
{
  BookgenRun *run = self->desk ? bookgen_desk_get_run (self->desk) : NULL;
  g_autofree char *text = NULL;
  BookgenRunState state;
  BookgenTotals totals;
  BookgenUsage of_book;

  if (!run)
    return;
  state = bookgen_run_get_state (run);
  bookgen_run_get_totals (run, &totals);
  bookgen_book_get_usage (bookgen_desk_get_book (self->desk), &of_book);
  text = bookgen_totals_dup_text (&totals, state, &of_book, bookgen_run_get_settings (run)->budget_micros);
  if (g_strcmp0 (gtk_label_get_label (self->totals), text) != 0)
    gtk_label_set_label (self->totals, text);
  bookgen_progress_bar_show (self->bar, get_fraction (run),
                             state == BOOKGEN_RUN_ENDED ? BOOKGEN_SHOWN_DONE : BOOKGEN_SHOWN_WRITING);
  show_buttons (self, state);
}

static void
on_pause (BookgenRunBar *self)
{
  BookgenRun *run = self->desk ? bookgen_desk_get_run (self->desk) : NULL;

  if (!run)
    return;
  if (bookgen_run_get_state (run) == BOOKGEN_RUN_WRITING)
    bookgen_run_pause (run);
  else
    bookgen_run_start (run);
}

static void
on_stop (BookgenRunBar *self)
{
  BookgenRun *run = self->desk ? bookgen_desk_get_run (self->desk) : NULL;

  if (run)
    bookgen_run_stop (run);
}

void
bookgen_run_bar_set_desk (BookgenRunBar *self, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_RUN_BAR (self));
  if (self->desk)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  if (!g_set_object (&self->desk, desk) || !desk)
    return;
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (show), self);
  g_signal_connect_swapped (desk, "notify::run", G_CALLBACK (show), self);
  g_signal_connect_swapped (desk, "notify::active", G_CALLBACK (show), self);
  show (self);
}

static void
bookgen_run_bar_dispose (GObject *object)
{
  BookgenRunBar *self = BOOKGEN_RUN_BAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  bookgen_run_bar_set_desk (self, NULL);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_run_bar_parent_class)->dispose (object);
}

static void
bookgen_run_bar_class_init (BookgenRunBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_run_bar_dispose;
  g_type_ensure (BOOKGEN_TYPE_PROGRESS_BAR);
  g_type_ensure (BOOKGEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "runbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-run-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenRunBar, bar);
  gtk_widget_class_bind_template_child (widget_class, BookgenRunBar, totals);
  gtk_widget_class_bind_template_child (widget_class, BookgenRunBar, pause);
  gtk_widget_class_bind_template_child (widget_class, BookgenRunBar, stop);
  gtk_widget_class_bind_template_callback (widget_class, on_pause);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
bookgen_run_bar_init (BookgenRunBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
