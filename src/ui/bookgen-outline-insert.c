/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-insert.h"

#include "bookgen-outline-editing.h"
#include "bookgen-outline-view-private.h"

BookgenInsertPlace
bookgen_insert_place_pasted (BookgenOutlineView *view)
{
  return (BookgenInsertPlace){ g_object_ref (view->outline), view->cursor ? g_object_ref (view->cursor) : NULL };
}

BookgenInsertPlace
bookgen_insert_place_dropped (BookgenOutlineView *view, BookgenUnit *unit, BookgenDropSide side)
{
  return (BookgenInsertPlace){ g_object_ref (view->outline), unit ? g_object_ref (unit) : NULL, TRUE, side };
}

void
bookgen_insert_place_clear (BookgenInsertPlace *place)
{
  g_clear_object (&place->outline);
  g_clear_object (&place->unit);
}

gboolean
bookgen_outline_has_parts (BookgenOutline *outline)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outline)); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (outline), i);
      if (!bookgen_unit_is_written (unit))
        return TRUE;
    }
  return FALSE;
}

/* One heading over chapters is taken for the title of a book; in a book it is a part. */
static void
keep_heading (BookgenImport *import)
{
  g_autoptr (GPtrArray) all = NULL;

  if (*import->title == '\0' || bookgen_outline_has_parts (import->outline))
    return;
  all = bookgen_outline_dup_units (import->outline, FALSE);
  bookgen_outline_move_to (import->outline, all,
                           bookgen_outline_add (import->outline, NULL, G_MAXUINT, BOOKGEN_UNIT_PART, import->title), 0);
}

void
bookgen_outline_view_select_inserted (BookgenOutlineView *view, BookgenUnit *parent, guint position, guint n_units)
{
  GListModel *siblings = parent ? bookgen_unit_get_children (parent) : G_LIST_MODEL (view->outline);
  g_autoptr (GPtrArray) pasted = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_siblings = g_list_model_get_n_items (siblings);
  guint first = position == G_MAXUINT ? n_siblings - n_units : position;

  for (guint i = first; i < MIN (first + n_units, n_siblings) && pasted->len < BOOKGEN_OUTLINE_VIEW_MOST_SELECTED; i++)
    g_ptr_array_add (pasted, g_list_model_get_item (siblings, i));
  bookgen_outline_view_select_and_focus (view, pasted, FALSE);
}

/* The line may have gone meanwhile. Parts do not come into a part. */
static void
find_place (const BookgenInsertPlace *place, BookgenOutlineView *view, gboolean parts, BookgenUnit **parent, guint *position)
{
  gboolean there = place->unit && bookgen_outline_find (place->outline, bookgen_unit_get_id (place->unit)) == place->unit;
  BookgenUnit *unit = there ? place->unit : NULL;
  gboolean into = unit && (bookgen_unit_get_parent (unit) || place->side == BOOKGEN_DROP_INTO);

  if (!place->dropped || !unit || (parts && into))
    bookgen_outline_find_paste_place (place->outline, unit, parts, parent, position);
  else
    bookgen_drop_find_place (place->outline, unit, place->side, !parts && bookgen_outline_model_is_open (view->model, unit),
                             parent, position);
}

void
bookgen_outline_view_insert (BookgenOutlineView *view, BookgenImport *import, const BookgenInsertPlace *place)
{
  BookgenUnit *parent;
  guint position, n_units;

  if (view->outline != place->outline || !view->editable)
    return;
  keep_heading (import);
  n_units = g_list_model_get_n_items (G_LIST_MODEL (import->outline));
  find_place (place, view, bookgen_outline_has_parts (import->outline), &parent, &position);
  bookgen_outline_take_tree (view->outline, parent, position, import->outline);
  bookgen_outline_view_select_inserted (view, parent, position, n_units);
  if (import->warnings->len > 0)
    bookgen_outline_view_refuse (view, import->warnings->pdata[0]);
}

void
bookgen_outline_view_insert_copies (BookgenOutlineView *view, BookgenOutline *copies)
{
  BookgenUnit *parent;
  guint position;

  bookgen_outline_find_paste_place (view->outline, view->cursor, bookgen_outline_has_parts (copies), &parent, &position);
  bookgen_outline_add_tree (view->outline, parent, position, G_LIST_MODEL (copies));
  bookgen_outline_view_select_inserted (view, parent, position, g_list_model_get_n_items (G_LIST_MODEL (copies)));
}
