/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-findings-window.h"

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

/* Rows */

static char *
dup_place (BookgenFindingsWindow *self, BookgenBookFinding *finding)
{
  BookgenUnit *unit
      = bookgen_outline_find (bookgen_desk_get_outline (self->desk), bookgen_book_finding_get_unit_id (finding));
  const char *title = unit ? bookgen_unit_get_title (unit) : "";
  guint line = bookgen_book_finding_get (finding)->line;

  return line > 0 ? g_strdup_printf (_ ("%s, line %u"), title, line) : g_strdup (title);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenFindingsWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bookgen_book_settle_finding_finish (BOOKGEN_BOOK (source), result, &error))
    gtk_label_set_label (self->error, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

static BookgenBookFinding *
get_finding (GtkListItem *item)
{
  return BOOKGEN_BOOK_FINDING (gtk_list_item_get_item (item));
}

static void
on_fine (GtkButton *button, GtkListItem *item)
{
  BookgenFindingsWindow *self = BOOKGEN_FINDINGS_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  BookgenBookFinding *finding = get_finding (item);

  bookgen_book_settle_finding_async (bookgen_desk_get_book (self->desk), bookgen_book_finding_get_revision_id (finding),
                                     bookgen_book_finding_get_key (finding), TRUE, on_settled, g_object_ref (self));
}

static GtkWidget *
create_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenFindingsWindow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *fine = gtk_button_new_with_label (_ ("It Is Fine"));

  gtk_box_append (GTK_BOX (words), create_label (NULL));
  gtk_box_append (GTK_BOX (words), create_label ("dim-label"));
  gtk_widget_set_valign (fine, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (fine, bookgen_book_get_writable (bookgen_desk_get_book (self->desk)));
  g_signal_connect_object (fine, "clicked", G_CALLBACK (on_fine), item, 0);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), fine);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenFindingsWindow *self)
{
  GtkWidget *words = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *place = dup_place (self, get_finding (item));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (words)),
                       bookgen_book_finding_get_sentence (get_finding (item)));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (words)), place);
}

static void
on_activate (GtkListView *list, guint position, BookgenFindingsWindow *self)
{
  g_autoptr (BookgenBookFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->findings), position);

  if (!finding)
    return;
  g_signal_emit (self, read_signal, 0, bookgen_book_finding_get_unit_id (finding));
  gtk_window_close (GTK_WINDOW (self));
}

/* Window */

static void
bookgen_findings_window_dispose (GObject *object)
{
  BookgenFindingsWindow *self = BOOKGEN_FINDINGS_WINDOW (object);

  if (self->findings)
    g_signal_handlers_disconnect_by_data (self->findings, self);
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->findings);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bookgen_findings_window_parent_class)->dispose (object);
}

static void
bookgen_findings_window_class_init (BookgenFindingsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_findings_window_dispose;
  read_signal = g_signal_new ("read", BOOKGEN_TYPE_FINDINGS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-findings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingsWindow, error);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
bookgen_findings_window_init (BookgenFindingsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

BookgenFindingsWindow *
bookgen_findings_window_new (GtkWindow *parent, BookgenDesk *desk)
{
  BookgenFindingsWindow *self = g_object_new (BOOKGEN_TYPE_FINDINGS_WINDOW, "transient-for", parent, NULL);
  g_autoptr (GtkNoSelection) selection = NULL;

  self->desk = g_object_ref (desk);
  self->findings = bookgen_to_look_at_new (bookgen_desk_get_book (desk));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->findings)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_swapped (self->findings, "items-changed", G_CALLBACK (show), self);
  g_signal_connect_swapped (self->findings, "notify::busy", G_CALLBACK (show), self);
  show (self);
  return self;
}
