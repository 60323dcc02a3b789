/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-private.h"
#include "bookgen-unit-private.h"

static void
adopt_place (BookgenOutline *self, BookgenUnit *unit, gboolean was_here, BookgenPlace place)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (units, g_object_ref (unit));
  bookgen_outline_apply_place (self, units, &(BookgenPlace){ was_here }, &place);
}

/* Puts the unit that OTHER has at this place, and all below it, at the same place here. */
static void
adopt_children (BookgenOutline *self, BookgenUnit *parent, GListModel *others)
{
  GListModel *siblings = bookgen_tree_get_siblings (bookgen_outline_get_tree (self), parent);

  for (guint i = 0; i < g_list_model_get_n_items (others); i++)
    {
      g_autoptr (BookgenUnit) other = g_list_model_get_item (others, i);
      g_autoptr (BookgenUnit) there = g_list_model_get_item (siblings, i);
      g_autoptr (BookgenUnit) made = NULL;
      BookgenUnit *unit = bookgen_outline_find (self, bookgen_unit_get_id (other));
      gboolean was_here = unit != NULL;

      if (!was_here)
        unit = made = bookgen_unit_copy (other, bookgen_unit_ref_id (other));
      if (unit != there)
        adopt_place (self, unit, was_here, (BookgenPlace){ TRUE, parent, i });
      if (bookgen_unit_assume (unit, other))
        bookgen_outline_tell_edited (self, unit, NULL);
      if (bookgen_unit_has_children (other))
        adopt_children (self, unit, bookgen_unit_get_children (other));
    }
}

void
bookgen_outline_adopt (BookgenOutline *self, BookgenOutline *other)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (self, FALSE);

  bookgen_outline_set_length_words (self, bookgen_outline_get_length_words (other));
  bookgen_outline_forget_changes (self);
  adopt_children (self, NULL, G_LIST_MODEL (other));
  for (guint i = 0; i < units->len; i++)
    {
      const char *id = bookgen_unit_get_id (units->pdata[i]);

      if (!bookgen_outline_find (other, id) && bookgen_outline_find (self, id))
        adopt_place (self, units->pdata[i], TRUE, (BookgenPlace){ FALSE });
    }
  bookgen_outline_set_next_number (self, bookgen_outline_get_next_number (other));
}
