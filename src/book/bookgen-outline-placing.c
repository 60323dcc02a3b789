/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands by which units come into an outline, move in it and leave it. */
#include "bookgen-outline-private.h"

#include "bookgen-unit-private.h"

static BookgenPlace
get_place (BookgenOutline *self, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);

  return (BookgenPlace){ TRUE, parent ? g_object_ref (parent) : NULL, bookgen_tree_get_position (bookgen_outline_get_tree (self), unit, 0) };
}

static BookgenPlace
make_place (BookgenOutline *self, BookgenUnit *parent, guint position)
{
  guint n_siblings = g_list_model_get_n_items (bookgen_tree_get_siblings (bookgen_outline_get_tree (self), parent));

  return (BookgenPlace){ TRUE, parent ? g_object_ref (parent) : NULL, MIN (position, n_siblings) };
}

static GPtrArray *
only (BookgenUnit *unit)
{
  GPtrArray *units = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (units, g_object_ref (unit));
  return units;
}

BookgenUnit *
bookgen_outline_add (BookgenOutline *self, BookgenUnit *parent, guint position, BookgenUnitKind kind, const char *title)
{
  GRefString *id = bookgen_tree_dup_next_id (bookgen_outline_get_tree (self));
  g_autoptr (BookgenUnit) unit = bookgen_unit_new (id, kind, title);
  g_autoptr (GPtrArray) units = only (unit);

  g_ref_string_release (id);
  g_return_val_if_fail (!parent || bookgen_tree_has (bookgen_outline_get_tree (self), parent), NULL);
  bookgen_outline_change_place (self, units, (BookgenPlace){ FALSE }, make_place (self, parent, position));
  return unit; /* the tree and the command hold it */
}

/* Units that are nowhere yet. */
static void
add_units (BookgenOutline *self, BookgenUnit *parent, guint position, GPtrArray *units)
{
  g_return_if_fail (!parent || bookgen_tree_has (bookgen_outline_get_tree (self), parent));
  if (units->len > 0)
    bookgen_outline_change_place (self, units, (BookgenPlace){ FALSE }, make_place (self, parent, position));
}

void
bookgen_outline_add_tree (BookgenOutline *self, BookgenUnit *parent, guint position, GListModel *units)
{
  g_autoptr (GPtrArray) copies = bookgen_tree_dup_copies (bookgen_outline_get_tree (self), units);

  add_units (self, parent, position, copies);
}

void
bookgen_outline_take_tree (BookgenOutline *self, BookgenUnit *parent, guint position, BookgenOutline *other)
{
  g_autoptr (GPtrArray) units = NULL;

  g_return_if_fail (self != other);
  bookgen_outline_forget_changes (other);
  units = bookgen_tree_take_units (bookgen_outline_get_tree (self), bookgen_outline_get_tree (other));
  add_units (self, parent, position, units);
}

void
bookgen_outline_remove (BookgenOutline *self, BookgenUnit *unit)
{
  g_autoptr (GPtrArray) units = only (unit);

  g_return_if_fail (bookgen_tree_has (bookgen_outline_get_tree (self), unit));
  bookgen_outline_change_place (self, units, get_place (self, unit), (BookgenPlace){ FALSE });
}

void
bookgen_outline_put_back (BookgenOutline *self, BookgenUnit *unit, BookgenUnit *parent, guint position)
{
  g_autoptr (GPtrArray) units = only (unit);

  g_return_if_fail (!bookgen_outline_find (self, bookgen_unit_get_id (unit)));
  g_return_if_fail (!parent || bookgen_tree_has (bookgen_outline_get_tree (self), parent));
  bookgen_outline_change_place (self, units, (BookgenPlace){ FALSE }, make_place (self, parent, position));
}

static gboolean
is_or_is_below (BookgenUnit *unit, BookgenUnit *ancestor)
{
  for (; unit; unit = bookgen_unit_get_parent (unit))
    if (unit == ancestor)
      return TRUE;
  return FALSE;
}

gboolean
bookgen_outline_move (BookgenOutline *self, BookgenUnit *unit, BookgenUnit *parent, guint position)
{
  g_autoptr (GPtrArray) units = only (unit);
  BookgenPlace from;
  guint n_others;

  g_return_val_if_fail (bookgen_tree_has (bookgen_outline_get_tree (self), unit), FALSE);
  g_return_val_if_fail (!parent || bookgen_tree_has (bookgen_outline_get_tree (self), parent), FALSE);
  if (is_or_is_below (parent, unit))
    return FALSE;

  from = get_place (self, unit);
  n_others = g_list_model_get_n_items (bookgen_tree_get_siblings (bookgen_outline_get_tree (self), parent)) - (from.parent == parent ? 1 : 0);
  position = MIN (position, n_others);
  if (from.parent == parent && from.position == position)
    g_clear_object (&from.parent);
  else
    bookgen_outline_change_place (self, units, from, (BookgenPlace){ TRUE, parent ? g_object_ref (parent) : NULL, position });
  return TRUE;
}
