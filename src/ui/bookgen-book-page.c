/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-book-page.h"

#include "bookgen-book-kind.h"
#include "bookgen-book-style.h"
#include "bookgen-cover.h"
#include "bookgen-material-list.h"
#include "bookgen-plan-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _BookgenBookPage
{
  GtkWidget parent_instance;
  BookgenCover *cover;
  GtkLabel *summary;
  GtkWidget *fields;
  AdwEntryRow *title_row;
  AdwEntryRow *author_row;
  AdwEntryRow *language_row;
  BookgenBookKind *kind;
  BookgenPlanRow *plan;
  BookgenBookStyle *style;
  BookgenMaterialList *material;
  GBindingGroup *bindings; /* from the book to its fields, both ways */
  BookgenDesk *desk;       /* nullable */
};

enum { STARTED, SAY, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenBookPage, bookgen_book_page, GTK_TYPE_WIDGET)

static void
show (BookgenBookPage *self)
{
  g_autofree char *summary = bookgen_desk_dup_summary (self->desk);
  gboolean writable = bookgen_book_get_writable (bookgen_desk_get_book (self->desk));
  BookgenDeskCount count;

  bookgen_desk_count (self->desk, &count);
  gtk_label_set_label (self->summary, summary);
  bookgen_cover_set_fraction (self->cover, count.units > 0 ? (double) count.written / count.units : -1);
  gtk_widget_set_sensitive (self->fields, writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->style), writable);
  bookgen_book_style_show (self->style);
}

/* Ten times a second while the book is written, all chapters are counted: where nobody looks, they are not. */
static void
on_moved (BookgenBookPage *self)
{
  if (self->desk && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self);
}

static void
on_say (GtkWidget *part, const char *sentence, BookgenBookPage *self)
{
  g_signal_emit (self, signals[SAY], 0, sentence);
}

static void
on_started (BookgenBookPage *self)
{
  g_signal_emit (self, signals[STARTED], 0);
}

void
bookgen_book_page_set_desk (BookgenBookPage *self, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_BOOK_PAGE (self));
  if (self->desk)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_set_object (&self->desk, desk);
  g_binding_group_set_source (self->bindings, desk ? bookgen_desk_get_book (desk) : NULL);
  bookgen_book_kind_set_desk (self->kind, desk);
  bookgen_plan_row_set_desk (self->plan, desk);
  bookgen_book_style_set_book (self->style, desk ? bookgen_desk_get_book (desk) : NULL);
  bookgen_material_list_show (self->material, desk ? bookgen_desk_get_book (desk) : NULL, "");
  if (!desk)
    return;
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (on_moved), self);
  show (self);
}

static void
bind (BookgenBookPage *self)
{
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "title", self->title_row, "text",
                        G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "author", self->author_row, "text",
                        G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "language", self->language_row, "text",
                        G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "title", self->cover, "title", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "author", self->cover, "author", G_BINDING_SYNC_CREATE);
}

static void
bookgen_book_page_dispose (GObject *object)
{
  BookgenBookPage *self = BOOKGEN_BOOK_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child)
    bookgen_book_page_set_desk (self, NULL);
  g_clear_object (&self->bindings);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_book_page_parent_class)->dispose (object);
}

static void
bookgen_book_page_class_init (BookgenBookPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_book_page_dispose;
  signals[STARTED] = g_signal_new ("started", BOOKGEN_TYPE_BOOK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAY] = g_signal_new ("say", BOOKGEN_TYPE_BOOK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
  g_type_ensure (BOOKGEN_TYPE_BOOK_KIND);
  g_type_ensure (BOOKGEN_TYPE_BOOK_STYLE);
  g_type_ensure (BOOKGEN_TYPE_COVER);
  g_type_ensure (BOOKGEN_TYPE_MATERIAL_LIST);
  g_type_ensure (BOOKGEN_TYPE_PLAN_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-book-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, cover);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, summary);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, fields);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, title_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, author_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, language_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, kind);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, style);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, material);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookPage, plan);
  gtk_widget_class_bind_template_callback (widget_class, on_say);
  gtk_widget_class_bind_template_callback (widget_class, on_started);
}

static void
bookgen_book_page_init (BookgenBookPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (on_moved), NULL);
  bind (self);
}
