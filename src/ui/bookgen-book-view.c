/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-book-view.h"

#include "bookgen-book-page.h"
#include "bookgen-chapter-page.h"
#include "bookgen-export-dialog.h"
#include "bookgen-message-bar.h"
#include "bookgen-outline-copy.h"
#include "bookgen-outline-view.h"
#include "bookgen-progress-page.h"
#include "bookgen-run-bar.h"
#include "bookgen-write-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define WIDE_ENOUGH_TO_SAY_WRITE 760

struct _BookgenBookView
{
  GtkWidget parent_instance;
  AdwViewStack *pages;
  AdwViewSwitcherTitle *switcher;
  GtkWidget *write;
  GtkButton *write_chapters;
  BookgenMessageBar *message;
  BookgenBookPage *book_page;
  AdwLeaflet *leaflet;
  BookgenOutlineView *outline_view;
  BookgenChapterPage *chapter_page;
  BookgenProgressPage *progress_page;
  GtkRevealer *bottom;
  BookgenRunBar *run_bar;
  BookgenDesk *desk; /* nullable */
};

static guint say_signal;

G_DEFINE_FINAL_TYPE (BookgenBookView, bookgen_book_view, GTK_TYPE_WIDGET)

static GtkWindow *
get_window (BookgenBookView *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static BookgenBook *
get_book (BookgenBookView *self)
{
  return bookgen_desk_get_book (self->desk);
}

static gboolean
is_writable (BookgenBookView *self)
{
  return self->desk && bookgen_book_get_writable (get_book (self));
}

/* What stands above the pages: who else writes the book, or what went wrong, or what is left to do */

static char *
dup_read_only (BookgenBookView *self)
{
  const char *owner = bookgen_book_get_owner (get_book (self));

  if (owner)
    /* Translators: by "the terminal, process 4711" or "another program" */
    return g_strdup_printf (_ ("This book is being written by %s. You can watch and read; it can be changed here once it is "
                               "closed there."),
                            owner);
  return g_strdup (_ ("This book can only be read: its file or folder may not be written."));
}

static void
show_message (BookgenBookView *self)
{
  const char *problem = bookgen_desk_get_problem (self->desk);
  g_autofree char *read_only = is_writable (self) ? NULL : dup_read_only (self);

  if (problem)
    bookgen_message_bar_say (self->message, problem, _ ("_Dismiss"));
  else
    bookgen_message_bar_say (self->message, read_only, NULL);
}

static void
on_message_button (BookgenBookView *self)
{
  if (self->desk)
    bookgen_desk_clear_problem (self->desk);
}

/* "Write 12 Chapters…", or in a narrow window only a pen. Asked of the window's width, which is known before anything is laid
 * out: what the button takes is part of how narrow the window can get. */
static gboolean
is_wide (GtkWidget *button, int window_width)
{
  return window_width >= WIDE_ENOUGH_TO_SAY_WRITE;
}

/* While the book is written, which says so ten times a second, nothing is counted. */
static void
show_write (BookgenBookView *self)
{
  gboolean any = bookgen_outline_count (bookgen_desk_get_outline (self->desk), TRUE) > 0;
  BookgenDeskCount count = { 0 };
  g_autofree char *label = NULL;
  gboolean may;

  if (!bookgen_desk_get_active (self->desk))
    bookgen_desk_count (self->desk, &count);
  may = is_writable (self) && count.missing > 0;
  label = g_strdup_printf (ngettext ("_Write %u Chapter…", "_Write %u Chapters…", count.missing), count.missing);
  gtk_button_set_label (self->write_chapters, label);
  gtk_widget_set_visible (self->write, may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "book.write", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "book.export", any);
}

static void
show_bottom (BookgenBookView *self)
{
  gboolean on_progress = g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "progress") == 0;

  gtk_revealer_set_reveal_child (self->bottom, self->desk && bookgen_desk_get_active (self->desk) && !on_progress);
}

static void
show_title (BookgenBookView *self)
{
  const char *title = bookgen_book_get_title (get_book (self));

  adw_view_switcher_title_set_title (self->switcher, title);
  gtk_window_set_title (get_window (self), title);
}

static void
on_moved (BookgenBookView *self)
{
  show_write (self);
  show_bottom (self);
  show_message (self);
}

static void
on_page (BookgenBookView *self)
{
  if (self->desk)
    show_bottom (self);
}

/* Outline and chapter */

static void
on_selected (BookgenBookView *self)
{
  bookgen_chapter_page_show (self->chapter_page, self->desk, bookgen_outline_view_get_selected (self->outline_view));
}

/* By its name alone: what is in it is looked at when it is taken. */
static gboolean
is_called_picture (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *content_type = g_content_type_guess (name, NULL, 0, NULL);

  return g_content_type_is_a (content_type, "image/*");
}

gboolean
bookgen_book_view_take_picture (BookgenBookView *self, GFile *file, double x, double y)
{
  g_return_val_if_fail (BOOKGEN_IS_BOOK_VIEW (self), FALSE);
  if (!self->desk || !is_called_picture (file) || !gtk_widget_get_mapped (GTK_WIDGET (self->chapter_page)))
    return FALSE;
  gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (self->chapter_page), x, y, &x, &y);
  return bookgen_chapter_page_bring_picture (self->chapter_page, file, x, y);
}

/* Where only one of the two is seen, choosing a line leads to it. */
static void
on_activated (BookgenBookView *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->chapter_page));
}

static void
on_refused (BookgenOutlineView *view, const char *sentence, BookgenBookView *self)
{
  g_signal_emit (self, say_signal, 0, sentence);
}

static void
on_page_say (GtkWidget *page, const char *sentence, BookgenBookView *self)
{
  g_signal_emit (self, say_signal, 0, sentence);
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenBookView *self = BOOKGEN_BOOK_VIEW (widget);
  gboolean in_chapter = g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "chapters") == 0
                        && adw_leaflet_get_folded (self->leaflet)
                        && adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->chapter_page);

  if (in_chapter)
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->outline_view));
  else
    gtk_widget_activate_action (widget, "win.shelf", NULL);
}

static void
on_read (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenBookView *self = BOOKGEN_BOOK_VIEW (widget);
  BookgenUnit *unit
      = self->desk ? bookgen_outline_find (bookgen_desk_get_outline (self->desk), g_variant_get_string (parameter, NULL)) : NULL;

  if (!unit)
    return;
  adw_view_stack_set_visible_child_name (self->pages, "chapters");
  bookgen_outline_view_select (self->outline_view, unit);
  on_activated (self);
}

/* The passage too: unit, and bytes of its text. */
static void
on_read_at (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *unit_id;
  guint64 start, length;

  g_variant_get (parameter, "(&stt)", &unit_id, &start, &length);
  gtk_widget_activate_action (widget, "book.read", "s", unit_id);
  bookgen_chapter_page_point_at (BOOKGEN_BOOK_VIEW (widget)->chapter_page, start, length);
}

static void
on_next_finding (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_progress_page_read_next_finding (BOOKGEN_BOOK_VIEW (widget)->progress_page);
}

static void
on_page_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_view_stack_set_visible_child_name (BOOKGEN_BOOK_VIEW (widget)->pages, g_variant_get_string (parameter, NULL));
}

/* A menu has no item that does nothing. */
static void
show_undo (BookgenBookView *self)
{
  BookgenOutline *outline = bookgen_desk_get_outline (self->desk);
  gboolean may = is_writable (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "book.undo", may && bookgen_outline_can_undo (outline));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "book.redo", may && bookgen_outline_can_redo (outline));
}

static void
on_undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_outline_view_undo (BOOKGEN_BOOK_VIEW (widget)->outline_view);
}

static void
on_redo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_outline_view_redo (BOOKGEN_BOOK_VIEW (widget)->outline_view);
}

static void
on_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenBookView *self = BOOKGEN_BOOK_VIEW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "chapters");
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->outline_view));
  bookgen_outline_view_search (self->outline_view);
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_chapter_page_save (BOOKGEN_BOOK_VIEW (widget)->chapter_page);
}

/* Writing and exporting */

static void
on_started (BookgenBookView *self)
{
  adw_view_stack_set_visible_child_name (self->pages, "progress");
}

static void
on_write (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenBookView *self = BOOKGEN_BOOK_VIEW (widget);
  BookgenWriteWindow *window;

  if (!is_writable (self) || bookgen_desk_get_active (self->desk))
    return;
  bookgen_chapter_page_save (self->chapter_page);
  window = bookgen_write_window_new (get_window (self), self->desk);
  g_signal_connect_object (window, "started", G_CALLBACK (on_started), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenBookView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_export_dialog_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_signal_emit (self, say_signal, 0, sentence ? sentence : error->message);
}

static void
on_export (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenBookView *self = BOOKGEN_BOOK_VIEW (widget);

  if (!self->desk)
    return;
  bookgen_chapter_page_save (self->chapter_page);
  bookgen_export_dialog_async (get_window (self), self->desk, on_exported, g_object_ref (self));
}

static void
on_outline_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenBookView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_outline_copy_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, say_signal, 0, sentence ? sentence : error->message);
}

static void
on_copy_outline (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenBookView *self = BOOKGEN_BOOK_VIEW (widget);

  if (self->desk)
    bookgen_outline_copy_async (get_window (self), get_book (self), g_variant_get_string (parameter, NULL), on_outline_copied,
                                g_object_ref (self));
}

/* The book that is shown */

static void
leave (BookgenBookView *self)
{
  bookgen_chapter_page_show (self->chapter_page, NULL, NULL);
  bookgen_outline_view_set_outline (self->outline_view, NULL, NULL, FALSE);
  bookgen_book_page_set_desk (self->book_page, NULL);
  bookgen_progress_page_set_desk (self->progress_page, NULL);
  bookgen_run_bar_set_desk (self->run_bar, NULL);
  if (!self->desk)
    return;
  g_signal_handlers_disconnect_by_data (get_book (self), self);
  g_signal_handlers_disconnect_by_data (bookgen_desk_get_outline (self->desk), self);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
}

static void
show_outline (BookgenBookView *self)
{
  bookgen_outline_view_set_outline (self->outline_view, bookgen_desk_get_outline (self->desk), self->desk, is_writable (self));
}

static void
show_first_page (BookgenBookView *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->outline_view));
  adw_view_stack_set_visible_child_name (self->pages, bookgen_desk_get_active (self->desk) ? "progress" : "chapters");
  gtk_widget_grab_focus (GTK_WIDGET (self->outline_view));
}

void
bookgen_book_view_set_desk (BookgenBookView *self, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_BOOK_VIEW (self));
  if (desk == self->desk)
    return;
  leave (self);
  if (!desk)
    return;
  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (get_book (self), "notify::title", G_CALLBACK (show_title), self);
  g_signal_connect_swapped (get_book (self), "notify::writable", G_CALLBACK (show_outline), self);
  g_signal_connect_swapped (get_book (self), "notify::writable", G_CALLBACK (show_undo), self);
  g_signal_connect_swapped (bookgen_desk_get_outline (desk), "notify::can-undo", G_CALLBACK (show_undo), self);
  g_signal_connect_swapped (bookgen_desk_get_outline (desk), "notify::can-redo", G_CALLBACK (show_undo), self);
  g_signal_connect_swapped (get_book (self), "notify::owner", G_CALLBACK (show_message), self);
  g_signal_connect_swapped (desk, "notify::active", G_CALLBACK (on_moved), self);
  g_signal_connect_swapped (desk, "notify::problem", G_CALLBACK (show_message), self);
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (on_moved), self);
  show_outline (self);
  bookgen_book_page_set_desk (self->book_page, desk);
  bookgen_progress_page_set_desk (self->progress_page, desk);
  bookgen_run_bar_set_desk (self->run_bar, desk);
  show_title (self);
  on_moved (self);
  show_undo (self);
  show_first_page (self);
}

BookgenUnit *
bookgen_book_view_get_selected (BookgenBookView *self)
{
  g_return_val_if_fail (BOOKGEN_IS_BOOK_VIEW (self), NULL);
  return self->desk ? bookgen_outline_view_get_selected (self->outline_view) : NULL;
}

/* Widget */

static void
bookgen_book_view_dispose (GObject *object)
{
  BookgenBookView *self = BOOKGEN_BOOK_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child)
    leave (self);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_book_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, pages);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, switcher);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, write);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, write_chapters);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, message);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, book_page);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, outline_view);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, chapter_page);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, progress_page);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, bottom);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookView, run_bar);
  gtk_widget_class_bind_template_callback (widget_class, is_wide);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_message_button);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_refused);
  gtk_widget_class_bind_template_callback (widget_class, on_page_say);
  gtk_widget_class_bind_template_callback (widget_class, on_started);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "book.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "book.read", "s", on_read);
  gtk_widget_class_install_action (widget_class, "book.read-at", "(stt)", on_read_at);
  gtk_widget_class_install_action (widget_class, "book.next-finding", NULL, on_next_finding);
  gtk_widget_class_install_action (widget_class, "book.page", "s", on_page_action);
  gtk_widget_class_install_action (widget_class, "book.undo", NULL, on_undo);
  gtk_widget_class_install_action (widget_class, "book.redo", NULL, on_redo);
  gtk_widget_class_install_action (widget_class, "book.search", NULL, on_search);
  gtk_widget_class_install_action (widget_class, "book.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "book.write", NULL, on_write);
  gtk_widget_class_install_action (widget_class, "book.export", NULL, on_export);
  gtk_widget_class_install_action (widget_class, "book.copy-outline", "s", on_copy_outline);
}

static void
bookgen_book_view_class_init (BookgenBookViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_book_view_dispose;
  say_signal = g_signal_new ("say", BOOKGEN_TYPE_BOOK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                             G_TYPE_STRING);
  g_type_ensure (BOOKGEN_TYPE_MESSAGE_BAR);
  g_type_ensure (BOOKGEN_TYPE_BOOK_PAGE);
  g_type_ensure (BOOKGEN_TYPE_OUTLINE_VIEW);
  g_type_ensure (BOOKGEN_TYPE_CHAPTER_PAGE);
  g_type_ensure (BOOKGEN_TYPE_PROGRESS_PAGE);
  g_type_ensure (BOOKGEN_TYPE_RUN_BAR);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-book-view.ui");
  bind_children (widget_class);
}

static void
bookgen_book_view_init (BookgenBookView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
