/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-drop.h"

#include "bookgen-bounded-read.h"
#include "bookgen-import-files.h"
#include "bookgen-material-files.h"
#include "bookgen-outline-insert.h"
#include "bookgen-outline-place.h"
#include "bookgen-outline-row.h"
#include "bookgen-outline-view-private.h"

#include <glib/gi18n-lib.h>

struct _BookgenOutlineDrop
{
  BookgenOutlineView *view; /* borrowed */
  BookgenUnit *over;        /* owned, nullable: the line below the pointer */
  BookgenDropSide side;
  gboolean shown;
};

/* The place */

static void
show (BookgenOutlineDrop *self, BookgenUnit *over, BookgenDropSide side, const char *sentence)
{
  self->shown = TRUE;
  self->side = side;
  g_set_object (&self->over, over);
  bookgen_outline_view_say (self->view, sentence);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static void
hide (BookgenOutlineDrop *self)
{
  self->shown = FALSE;
  g_clear_object (&self->over);
  bookgen_outline_view_say (self->view, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

void
bookgen_outline_drop_snapshot (BookgenOutlineDrop *self, GtkSnapshot *snapshot)
{
  if (self->shown)
    bookgen_drop_draw_place (self->view, self->over, self->side, FALSE, snapshot);
}

/* Only in a book that may be changed; a preview of an outline has no chapters yet. */
static gboolean
may_take (BookgenOutlineDrop *self, GdkDrop *drop)
{
  return self->view->desk && self->view->editable && !gdk_drop_get_drag (drop);
}

static BookgenUnit *
find_unit_at (BookgenOutlineDrop *self, double x, double y)
{
  BookgenOutlineRow *row = bookgen_outline_view_find_row_at (self->view, x, y);

  return row ? bookgen_outline_row_get_unit (row) : NULL;
}

/* Files: material for the chapter they are dropped on. Below the last line they are not ours, but an outline for the window. */

static GdkDragAction
on_files_motion (GtkDropTarget *target, double x, double y, BookgenOutlineDrop *self)
{
  BookgenUnit *unit = find_unit_at (self, x, y);
  g_autofree char *sentence = NULL;

  if (!unit)
    {
      hide (self);
      return 0;
    }
  sentence = g_strdup_printf (_ ("Material for “%s”"), bookgen_unit_get_title (unit));
  show (self, unit, BOOKGEN_DROP_INTO, sentence);
  return GDK_ACTION_COPY;
}

static void
on_files_leave (GtkDropTarget *target, BookgenOutlineDrop *self)
{
  hide (self);
}

static void
on_material (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenOutlineView) view = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_material_files_finish (result, &error);

  bookgen_outline_view_refuse (view, sentence ? sentence : error->message);
}

static gboolean
on_files_drop (GtkDropTarget *target, const GValue *value, double x, double y, BookgenOutlineDrop *self)
{
  BookgenUnit *unit = find_unit_at (self, x, y);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GSList *list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *l = list; l; l = l->next)
    g_list_store_append (files, l->data);
  g_slist_free (list);
  hide (self);
  if (!unit || !self->view->desk || g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;
  bookgen_outline_view_select (self->view, unit);
  bookgen_material_files_async (bookgen_desk_get_book (self->view->desk), G_LIST_MODEL (files), bookgen_unit_get_id (unit),
                                on_material, g_object_ref (self->view));
  return TRUE;
}

static gboolean
on_files_accept (GtkDropTarget *target, GdkDrop *drop, BookgenOutlineDrop *self)
{
  return may_take (self, drop) && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST);
}

static void
add_files_target (BookgenOutlineDrop *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "accept", G_CALLBACK (on_files_accept), self);
  g_signal_connect (target, "enter", G_CALLBACK (on_files_motion), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_files_motion), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_files_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_files_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view->list), GTK_EVENT_CONTROLLER (target));
}

/* Text: lines at the place it is dropped at */

static const char *const texts[] = { "text/html", "text/plain;charset=utf-8", "text/plain", NULL };

static GdkDragAction
on_text_motion (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, BookgenOutlineDrop *self)
{
  BookgenOutlineRow *row = bookgen_outline_view_find_row_at (self->view, x, y);
  BookgenUnit *unit = row ? bookgen_outline_row_get_unit (row) : NULL;
  BookgenDropSide side = row ? bookgen_drop_find_side (self->view, row, y) : BOOKGEN_DROP_AFTER;
  g_autofree char *sentence = NULL;

  if (unit && side == BOOKGEN_DROP_INTO && bookgen_unit_is_written (unit))
    side = BOOKGEN_DROP_AFTER; /* a text from elsewhere makes no part of a chapter */
  sentence = bookgen_drop_dup_sentence (unit, side);
  show (self, unit, side, sentence);
  return GDK_ACTION_COPY;
}

static void
on_text_leave (GtkDropTargetAsync *target, GdkDrop *drop, BookgenOutlineDrop *self)
{
  hide (self);
}

typedef struct
{
  BookgenOutlineView *view; /* owned */
  GdkDrop *drop;            /* owned; NULL once it is finished */
  BookgenInsertPlace place; /* owned within */
  gboolean is_html;
} TextDrop;

static void
finish_drop (TextDrop *text_drop, gboolean taken)
{
  if (text_drop->drop)
    gdk_drop_finish (text_drop->drop, taken ? GDK_ACTION_COPY : 0);
  g_clear_object (&text_drop->drop);
}

static void
text_drop_free (TextDrop *text_drop)
{
  finish_drop (text_drop, FALSE);
  bookgen_insert_place_clear (&text_drop->place);
  g_object_unref (text_drop->view);
  g_free (text_drop);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TextDrop, text_drop_free)

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TextDrop) text_drop = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = bookgen_import_files_finish (result, &error);

  if (import)
    bookgen_outline_view_insert (text_drop->view, import, &text_drop->place);
  else
    bookgen_outline_view_refuse (text_drop->view, error->message);
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TextDrop) text_drop = user_data;
  g_autoptr (GBytes) bytes = bookgen_bounded_read_finish (result, NULL);
  const char *name = text_drop->is_html ? "dropped.html" : "dropped.txt";

  finish_drop (text_drop, bytes != NULL);
  if (bytes && g_bytes_get_size (bytes) > 0)
    bookgen_import_text_async (bytes, name, NULL, NULL, on_imported, g_steal_pointer (&text_drop));
  else
    bookgen_outline_view_refuse (text_drop->view, _ ("What was dropped could not be read. Copy it and paste it instead."));
}

static void
on_text_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TextDrop) text_drop = user_data;
  const char *mime_type = NULL;
  g_autoptr (GInputStream) stream = gdk_drop_read_finish (GDK_DROP (source), result, &mime_type, NULL);

  if (!stream)
    {
      bookgen_outline_view_refuse (text_drop->view, _ ("What was dropped could not be read. Copy it and paste it instead."));
      return;
    }
  text_drop->is_html = g_str_has_prefix (mime_type, "text/html");
  bookgen_bounded_read_async (stream, BOOKGEN_IMPORT_MAX_BYTES, NULL, on_text_read, g_steal_pointer (&text_drop));
}

static gboolean
on_text_drop (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, BookgenOutlineDrop *self)
{
  TextDrop *text_drop;

  on_text_motion (target, drop, x, y, self);
  text_drop = g_new0 (TextDrop, 1);
  text_drop->view = g_object_ref (self->view);
  text_drop->drop = g_object_ref (drop);
  text_drop->place = bookgen_insert_place_dropped (self->view, self->over, self->side);
  hide (self);
  gdk_drop_read_async (drop, (const char **) texts, G_PRIORITY_DEFAULT, NULL, on_text_opened, text_drop);
  return TRUE;
}

static gboolean
on_text_accept (GtkDropTargetAsync *target, GdkDrop *drop, BookgenOutlineDrop *self)
{
  GdkContentFormats *offered = gdk_drop_get_formats (drop);

  return may_take (self, drop) && !gdk_content_formats_contain_gtype (offered, GDK_TYPE_FILE_LIST)
         && gdk_content_formats_match (gtk_drop_target_async_get_formats (target), offered);
}

static void
add_text_target (BookgenOutlineDrop *self)
{
  GdkContentFormats *formats = gdk_content_formats_new ((const char **) texts, G_N_ELEMENTS (texts) - 1);
  GtkDropTargetAsync *target = gtk_drop_target_async_new (formats, GDK_ACTION_COPY);

  g_signal_connect (target, "accept", G_CALLBACK (on_text_accept), self);
  g_signal_connect (target, "drag-enter", G_CALLBACK (on_text_motion), self);
  g_signal_connect (target, "drag-motion", G_CALLBACK (on_text_motion), self);
  g_signal_connect (target, "drag-leave", G_CALLBACK (on_text_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_text_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view->list), GTK_EVENT_CONTROLLER (target));
}

BookgenOutlineDrop *
bookgen_outline_drop_new (BookgenOutlineView *view)
{
  BookgenOutlineDrop *self = g_new0 (BookgenOutlineDrop, 1);

  self->view = view;
  add_files_target (self);
  add_text_target (self);
  return self;
}

void
bookgen_outline_drop_free (BookgenOutlineDrop *self)
{
  g_clear_object (&self->over);
  g_free (self);
}
