/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-clipboard.h"

#include "bookgen-outline-editing.h"
#include "bookgen-outline-insert.h"
#include "bookgen-outline-paste.h"
#include "bookgen-outline-text.h"
#include "bookgen-outline-view-private.h"

struct _BookgenOutlineClipboard
{
  GdkContentProvider *content; /* owned, nullable: what the desktop's clipboard got from here */
  BookgenOutline *copies;      /* owned, nullable: the lines in it */
  BookgenOutline *cut_from;    /* owned, nullable */
  GPtrArray *cut;              /* of owned BookgenUnit, nullable: taken out, and not put back yet */
};

BookgenOutlineClipboard *
bookgen_outline_clipboard_new (void)
{
  return g_new0 (BookgenOutlineClipboard, 1);
}

static void
forget (BookgenOutlineClipboard *self)
{
  g_clear_object (&self->content);
  g_clear_object (&self->copies);
  g_clear_object (&self->cut_from);
  g_clear_pointer (&self->cut, g_ptr_array_unref);
}

void
bookgen_outline_clipboard_free (BookgenOutlineClipboard *self)
{
  forget (self);
  g_free (self);
}

/* As text */

static void
write_list (GString *text, BookgenUnit *unit, guint depth)
{
  GListModel *children = bookgen_unit_get_children (unit);

  g_string_append_printf (text, "%*s- %s\n", (int) depth * 2, "", bookgen_unit_get_title (unit));
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);
      write_list (text, child, depth + 1);
    }
}

char *
bookgen_outline_dup_list (GPtrArray *units)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < units->len; i++)
    write_list (text, units->pdata[i], 0);
  return g_string_free (text, FALSE);
}

static BookgenOutline *
copy_units (GPtrArray *units)
{
  BookgenOutline *copies = bookgen_outline_new ();
  g_autoptr (GListStore) store = g_list_store_new (BOOKGEN_TYPE_UNIT);

  g_list_store_splice (store, 0, 0, units->pdata, units->len);
  bookgen_outline_add_tree (copies, NULL, 0, G_LIST_MODEL (store));
  bookgen_outline_forget_changes (copies);
  return copies;
}

static GdkContentProvider *
new_content (GPtrArray *units, BookgenOutline *copies)
{
  g_autofree char *list = bookgen_outline_dup_list (units);
  char *markdown = bookgen_outline_text_dup (copies, "", "", BOOKGEN_OUTLINE_TEXT_MARKDOWN);
  g_autoptr (GBytes) bytes = g_bytes_new_take (markdown, strlen (markdown));
  GdkContentProvider *forms[] = { gdk_content_provider_new_for_bytes ("text/markdown", bytes),
                                  gdk_content_provider_new_typed (G_TYPE_STRING, list) };

  return gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
}

GdkContentProvider *
bookgen_outline_dup_content (GPtrArray *units)
{
  g_autoptr (BookgenOutline) copies = copy_units (units);

  return new_content (units, copies);
}

/* Copying */

void
bookgen_outline_clipboard_copy (BookgenOutlineClipboard *self, BookgenOutlineView *view, gboolean cut)
{
  g_autoptr (GPtrArray) units = bookgen_outline_view_dup_chosen (view);

  if (units->len == 0)
    return;
  forget (self);
  self->copies = copy_units (units);
  self->content = new_content (units, self->copies);
  if (cut)
    {
      self->cut_from = g_object_ref (view->outline);
      self->cut = g_steal_pointer (&units);
    }
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (view)), self->content);
}

/* Pasting */

static gboolean
is_any_in_tree (BookgenOutline *outline, GPtrArray *units)
{
  for (guint i = 0; i < units->len; i++)
    if (bookgen_outline_find (outline, bookgen_unit_get_id (units->pdata[i])))
      return TRUE;
  return FALSE;
}

/* Once: the second time there are two of them, and when they have been brought back otherwise too. */
static gboolean
put_back (BookgenOutlineClipboard *self, BookgenOutlineView *view)
{
  g_autoptr (GPtrArray) cut = g_steal_pointer (&self->cut);
  BookgenUnit *parent;
  guint position;

  if (!cut || self->cut_from != view->outline || is_any_in_tree (view->outline, cut))
    return FALSE;
  bookgen_outline_find_paste_place (view->outline, view->cursor, bookgen_outline_has_parts (self->copies), &parent, &position);
  bookgen_outline_put_back_all (view->outline, cut, parent, position);
  bookgen_outline_view_select_inserted (view, parent, position, cut->len);
  return TRUE;
}

void
bookgen_outline_clipboard_paste (BookgenOutlineClipboard *self, BookgenOutlineView *view)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));

  bookgen_outline_view_stop_search (view);
  if (self->content && gdk_clipboard_get_content (clipboard) == self->content)
    {
      if (!put_back (self, view))
        bookgen_outline_view_insert_copies (view, self->copies);
      return;
    }
  bookgen_outline_paste (view, clipboard);
}
