/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-paste.h"

#include "bookgen-bounded-read.h"
#include "bookgen-import-files.h"
#include "bookgen-outline-insert.h"
#include "bookgen-outline-view-private.h"

#include <glib/gi18n-lib.h>

static const char *const forms[] = { "text/markdown", "text/html", "text/plain;charset=utf-8", "text/plain", NULL };
static const char *const form_names[] = { "pasted.md", "pasted.html", "pasted.txt", "pasted.txt" };

typedef struct
{
  BookgenOutlineView *view; /* owned */
  BookgenInsertPlace place; /* owned within: the cursor when Ctrl+V was pressed */
  GdkClipboard *clipboard;  /* owned */
  guint form;               /* that is being tried */
} Pasting;

static void
pasting_free (Pasting *self)
{
  g_object_unref (self->view);
  bookgen_insert_place_clear (&self->place);
  g_object_unref (self->clipboard);
  g_free (self);
}

static void try_forms (Pasting *pasting);

static void
try_next_form (Pasting *pasting)
{
  pasting->form++;
  try_forms (pasting);
}

/* Text: in the form with the most structure that an importer can read */

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  g_autoptr (BookgenImport) import = bookgen_import_files_finish (result, NULL);

  if (!import)
    {
      try_next_form (pasting);
      return;
    }
  bookgen_outline_view_insert (pasting->view, import, &pasting->place);
  pasting_free (pasting);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  g_autoptr (GBytes) bytes = bookgen_bounded_read_finish (result, NULL);

  if (bytes && g_bytes_get_size (bytes) > 0)
    bookgen_import_text_async (bytes, form_names[pasting->form], NULL, NULL, on_pasted, pasting);
  else
    try_next_form (pasting);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (pasting->clipboard, result, NULL, NULL);

  if (stream)
    bookgen_bounded_read_async (stream, BOOKGEN_IMPORT_MAX_BYTES, NULL, on_read, pasting);
  else
    try_next_form (pasting);
}

static void
try_forms (Pasting *pasting)
{
  GdkContentFormats *offered = gdk_clipboard_get_formats (pasting->clipboard);
  const char *wanted[] = { NULL, NULL };

  while (forms[pasting->form] && !gdk_content_formats_contain_mime_type (offered, forms[pasting->form]))
    pasting->form++;
  wanted[0] = forms[pasting->form];
  if (wanted[0])
    {
      gdk_clipboard_read_async (pasting->clipboard, wanted, G_PRIORITY_DEFAULT, NULL, on_opened, pasting);
      return;
    }
  bookgen_outline_view_refuse (pasting->view, _ ("There is no text to paste."));
  pasting_free (pasting);
}

/* Files: what is in them, not what they are called */

static void
on_files_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = bookgen_import_files_finish (result, &error);

  if (import)
    bookgen_outline_view_insert (pasting->view, import, &pasting->place);
  else
    bookgen_outline_view_refuse (pasting->view, error->message);
  pasting_free (pasting);
}

/* The address of a page is no file; it is text as well. */
static GListModel *
list_files (const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GSList *list = value && g_value_get_boxed (value) ? gdk_file_list_get_files (g_value_get_boxed (value)) : NULL;

  for (GSList *l = list; l; l = l->next)
    if (!g_file_has_uri_scheme (l->data, "http") && !g_file_has_uri_scheme (l->data, "https"))
      g_list_store_append (files, l->data);
  g_slist_free (list);
  return g_list_model_get_n_items (G_LIST_MODEL (files)) > 0 ? G_LIST_MODEL (g_steal_pointer (&files)) : NULL;
}

static void
on_files_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  g_autoptr (GListModel) files = list_files (gdk_clipboard_read_value_finish (pasting->clipboard, result, NULL));

  if (files)
    bookgen_import_files_async (files, NULL, NULL, on_files_imported, pasting);
  else
    try_forms (pasting);
}

static gboolean
offers_files (GdkClipboard *clipboard)
{
  GdkContentFormats *wanted
      = gdk_content_formats_union_deserialize_mime_types (gdk_content_formats_new_for_gtype (GDK_TYPE_FILE_LIST));
  gboolean any = gdk_content_formats_match (wanted, gdk_clipboard_get_formats (clipboard));

  gdk_content_formats_unref (wanted);
  return any;
}

void
bookgen_outline_paste (BookgenOutlineView *view, GdkClipboard *clipboard)
{
  Pasting *pasting = g_new0 (Pasting, 1);

  pasting->view = g_object_ref (view);
  pasting->place = bookgen_insert_place_pasted (view);
  pasting->clipboard = g_object_ref (clipboard);
  if (offers_files (clipboard))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_files_read, pasting);
  else
    try_forms (pasting);
}
