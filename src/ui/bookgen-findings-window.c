/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-findings-window.h"

#include "bookgen-finding-row.h"
#include "bookgen-mending.h"
#include "bookgen-to-look-at.h"

#include <glib/gi18n-lib.h>

struct _BookgenFindingsWindow
{
  AdwWindow parent_instance;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *error;
  BookgenDesk *desk;         /* owned */
  BookgenToLookAt *findings; /* owned */
  GtkSingleSelection *selection;    /* the list's: what was read last */
  BookgenBookFinding *last;         /* owned, nullable: the same, which may have gone from the list */
  guint position;                   /* of it */
  gboolean wanted;                  /* the next one, once there is one */
  GCancellable *cancellable;
};

static guint read_signal;

G_DEFINE_FINAL_TYPE (BookgenFindingsWindow, bookgen_findings_window, ADW_TYPE_WINDOW)

static void
show (BookgenFindingsWindow *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->findings)) > 0;
  const char *page = any ? "list" : bookgen_to_look_at_get_busy (self->findings) ? "busy" : "empty";

  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
show_error (BookgenFindingsWindow *self, const GError *error)
{
  gtk_label_set_label (self->error, error ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

/* From one to the next */

static void
read_at (BookgenFindingsWindow *self, guint position)
{
  g_autoptr (BookgenBookFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->findings), position);

  self->position = position;
  g_set_object (&self->last, finding);
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  g_signal_emit (self, read_signal, 0, finding);
}

/* Where the last one has gone from the list, the next one has its place. */
static guint
find_next (BookgenFindingsWindow *self, guint n_findings)
{
  g_autoptr (BookgenBookFinding) there = g_list_model_get_item (G_LIST_MODEL (self->findings), self->position);
  guint next = there && there == self->last ? self->position + 1 : self->position;

  return next < n_findings ? next : 0;
}

void
bookgen_findings_window_read_next (BookgenFindingsWindow *self)
{
  guint n_findings;

  g_return_if_fail (BOOKGEN_IS_FINDINGS_WINDOW (self));
  n_findings = g_list_model_get_n_items (G_LIST_MODEL (self->findings));
  self->wanted = n_findings == 0;
  if (n_findings > 0)
    read_at (self, find_next (self, n_findings));
}

static void
on_found (BookgenFindingsWindow *self)
{
  show (self);
  if (self->wanted)
    bookgen_findings_window_read_next (self);
}

static void
on_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_findings_window_read_next (BOOKGEN_FINDINGS_WINDOW (widget));
}

/* Rows */

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenFindingsWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  bookgen_book_settle_finding_finish (BOOKGEN_BOOK (source), result, &error);
  show_error (self, error);
}

static void
on_fine (BookgenFindingRow *row, BookgenFindingsWindow *self)
{
  BookgenBookFinding *finding = bookgen_finding_row_get_finding (row);

  bookgen_book_settle_finding_async (bookgen_desk_get_book (self->desk), bookgen_book_finding_get_revision_id (finding),
                                     bookgen_book_finding_get_key (finding), TRUE, on_settled, g_object_ref (self));
}

static void
on_mending (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenFindingsWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  bookgen_mending_start_finish (result, &error);
  show_error (self, error);
}

static void
on_mend (BookgenFindingRow *row, BookgenFindingsWindow *self)
{
  bookgen_mending_start_async (self->desk, bookgen_finding_row_get_finding (row), self->cancellable, on_mending,
                               g_object_ref (self));
}

/* The list stays: what is read is settled or mended here. */
static void
on_read (BookgenFindingRow *row, BookgenFindingsWindow *self)
{
  BookgenBookFinding *finding = bookgen_finding_row_get_finding (row);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->findings)); i++)
    {
      g_autoptr (BookgenBookFinding) item = g_list_model_get_item (G_LIST_MODEL (self->findings), i);
      if (item == finding)
        read_at (self, i);
    }
}

static BookgenFindingRow *
get_row (GtkListItem *item)
{
  return BOOKGEN_FINDING_ROW (gtk_list_item_get_child (item));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenFindingsWindow *self)
{
  GtkWidget *row = bookgen_finding_row_new (self->desk);

  g_signal_connect_object (row, "read", G_CALLBACK (on_read), self, 0);
  g_signal_connect_object (row, "fine", G_CALLBACK (on_fine), self, 0);
  g_signal_connect_object (row, "mend", G_CALLBACK (on_mend), self, 0);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenFindingsWindow *self)
{
  BookgenBookFinding *finding = gtk_list_item_get_item (item);
  const char *unit_id = bookgen_book_finding_get_unit_id (finding);

  bookgen_finding_row_bind (get_row (item), finding,
                            bookgen_mending_guess_micros (bookgen_desk_get_book (self->desk), unit_id));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenFindingsWindow *self)
{
  bookgen_finding_row_bind (get_row (item), NULL, 0);
}

/* Window */

static void
bookgen_findings_window_dispose (GObject *object)
{
  BookgenFindingsWindow *self = BOOKGEN_FINDINGS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->findings)
    g_signal_handlers_disconnect_by_data (self->findings, self);
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->findings);
  g_clear_object (&self->selection);
  g_clear_object (&self->last);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bookgen_findings_window_parent_class)->dispose (object);
}

static void
bookgen_findings_window_class_init (BookgenFindingsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_findings_window_dispose;
  read_signal = g_signal_new ("read", BOOKGEN_TYPE_FINDINGS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              BOOKGEN_TYPE_BOOK_FINDING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "findings.next", NULL);
  gtk_widget_class_install_action (widget_class, "findings.next", NULL, on_next);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-findings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingsWindow, error);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
bookgen_findings_window_init (BookgenFindingsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

BookgenFindingsWindow *
bookgen_findings_window_new (GtkWindow *parent, BookgenDesk *desk)
{
  BookgenFindingsWindow *self = g_object_new (BOOKGEN_TYPE_FINDINGS_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  self->findings = bookgen_to_look_at_new (bookgen_desk_get_book (desk));
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE,
                                  "model", self->findings, NULL);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->findings, "items-changed", G_CALLBACK (on_found), self);
  g_signal_connect_swapped (self->findings, "notify::busy", G_CALLBACK (show), self);
  show (self);
  return self;
}
