/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking into an outline, and what the store asks of it. */
#include "bookgen-outline-private.h"

#include "bookgen-unit-private.h"

BookgenUnit *
bookgen_outline_find (BookgenOutline *self, const char *id)
{
  return bookgen_tree_find (bookgen_outline_get_tree (self), id);
}

GPtrArray *
bookgen_outline_dup_units (BookgenOutline *self, gboolean only_written)
{
  return bookgen_tree_dup_units (bookgen_outline_get_tree (self), only_written);
}

guint
bookgen_outline_count (BookgenOutline *self, gboolean only_written)
{
  return bookgen_tree_count (bookgen_outline_get_tree (self), only_written);
}

guint
bookgen_outline_get_number (BookgenOutline *self, BookgenUnit *unit)
{
  g_return_val_if_fail (bookgen_tree_has (bookgen_outline_get_tree (self), unit), 0);

  return bookgen_tree_get_number (bookgen_outline_get_tree (self), unit);
}

guint
bookgen_outline_get_words (BookgenOutline *self, BookgenUnit *unit)
{
  g_return_val_if_fail (bookgen_tree_has (bookgen_outline_get_tree (self), unit), 0);

  return bookgen_tree_get_words (bookgen_outline_get_tree (self), unit, bookgen_outline_get_length_words (self));
}

/* For the store */

BookgenUnit *
bookgen_outline_restore (BookgenOutline *self, BookgenUnit *parent, const char *id, BookgenUnitKind kind, const char *title)
{
  g_autoptr (BookgenUnit) unit = NULL;
  g_autoptr (GPtrArray) units = NULL;
  guint64 number;

  g_return_val_if_fail (!bookgen_outline_find (self, id), NULL);
  unit = bookgen_unit_new (id, kind, title);
  units = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (units, g_object_ref (unit));
  bookgen_tree_enter (bookgen_outline_get_tree (self), unit);
  bookgen_tree_attach (bookgen_outline_get_tree (self), units, parent, G_MAXUINT);
  if (id[0] == 'u' && g_ascii_string_to_unsigned (id + 1, 10, 1, G_MAXUINT64 - 1, &number, NULL))
    bookgen_outline_set_next_number (self, number + 1);
  return unit; /* the tree holds it */
}

guint64
bookgen_outline_get_next_number (BookgenOutline *self)
{
  return bookgen_tree_get_next_number (bookgen_outline_get_tree (self));
}

void
bookgen_outline_set_next_number (BookgenOutline *self, guint64 number)
{
  bookgen_tree_set_next_number (bookgen_outline_get_tree (self), number);
}
