/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-pending.h"

#include "bookgen-outline-private.h"
#include "bookgen-unit-private.h"

struct _BookgenPending
{
  BookgenOutline *outline; /* owned */
  gulong placed_id;
  gulong edited_id;
  gulong length_id;
  void (*notify) (gpointer data);
  gpointer data;

  GHashTable *values[2]; /* by BookgenValues: owned name -> owned value */
  GPtrArray *came;       /* of owned arrays of BookgenUnit that came into the tree: all below them is to be written too */
  GHashTable *edited;    /* set of owned BookgenUnit whose row is to be written */
  GHashTable *reordered; /* set of owned parents, or the outline for the top level, whose children are to be written */
  GHashTable *removed;   /* set of owned BookgenUnit that left the tree */
  gboolean length;       /* of the whole book is to be written */
  gboolean everything;   /* what could not be stored comes again whole */
};

static void
mark (GHashTable *set, gpointer object)
{
  g_hash_table_add (set, g_object_ref (object));
}

static void
mark_place (BookgenPending *self, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);

  mark (self->reordered, parent ? (gpointer) parent : self->outline);
}

static void
mark_branch (BookgenPending *self, BookgenUnit *unit)
{
  GListModel *children;

  mark (self->edited, unit);
  if (!bookgen_unit_has_children (unit))
    return;
  mark (self->reordered, unit);
  children = bookgen_unit_get_children (unit);
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);
      mark_branch (self, child);
    }
}

/* What leaves its place may stand below something that came and is not written yet: then it is written for itself. */
static void
note_place (BookgenPending *self, GPtrArray *units, const BookgenPlace *from, const BookgenPlace *to)
{
  for (guint i = 0; i < units->len && from->in_tree && self->came->len > 0; i++)
    mark_branch (self, units->pdata[i]);
  for (guint i = 0; i < units->len && !to->in_tree; i++)
    mark (self->removed, units->pdata[i]);
  for (guint i = 0; i < units->len && to->in_tree && g_hash_table_size (self->removed) > 0; i++)
    g_hash_table_remove (self->removed, units->pdata[i]);
  if (!from->in_tree)
    g_ptr_array_add (self->came, g_ptr_array_ref (units));
  if (to->in_tree)
    mark_place (self, units->pdata[0]);
  self->notify (self->data);
}

static void
note_edit (BookgenPending *self, BookgenUnit *unit)
{
  mark (self->edited, unit);
  self->notify (self->data);
}

static void
note_length (BookgenPending *self)
{
  self->length = TRUE;
  self->notify (self->data);
}

static GHashTable *
new_values (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

BookgenPending *
bookgen_pending_new (BookgenOutline *outline, GCallback notify, gpointer data)
{
  BookgenPending *self = g_new0 (BookgenPending, 1);

  self->outline = g_object_ref (outline);
  self->notify = (void (*) (gpointer)) notify;
  self->data = data;
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    self->values[i] = new_values ();
  self->came = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->edited = new_set ();
  self->reordered = new_set ();
  self->removed = new_set ();
  self->placed_id = g_signal_connect_swapped (outline, "placed", G_CALLBACK (note_place), self);
  self->length_id = g_signal_connect_swapped (outline, "notify::length-words", G_CALLBACK (note_length), self);
  self->edited_id = g_signal_connect_swapped (outline, "edited", G_CALLBACK (note_edit), self);
  return self;
}

void
bookgen_pending_free (BookgenPending *self)
{
  g_clear_signal_handler (&self->placed_id, self->outline);
  g_clear_signal_handler (&self->length_id, self->outline);
  g_clear_signal_handler (&self->edited_id, self->outline);
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    g_hash_table_unref (self->values[i]);
  g_ptr_array_unref (self->came);
  g_hash_table_unref (self->edited);
  g_hash_table_unref (self->reordered);
  g_hash_table_unref (self->removed);
  g_object_unref (self->outline);
  g_free (self);
}

void
bookgen_pending_set_value (BookgenPending *self, BookgenValues which, const char *name, const char *value)
{
  g_hash_table_replace (self->values[which], g_strdup (name), g_strdup (value));
  self->notify (self->data);
}

static void
collect_removed (BookgenPending *self, BookgenChanges *changes)
{
  GHashTableIter iter;
  gpointer unit;

  g_hash_table_iter_init (&iter, self->removed);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    {
      bookgen_outline_changes_add_removed (changes->outline, unit);
      g_ptr_array_add (changes->removed, g_object_ref (unit));
    }
}

/* Units that have left the tree since are written too: they keep what they were in the bin. */
static void
collect_marked (BookgenPending *self, BookgenOutlineChanges *outline)
{
  GHashTableIter iter;
  gpointer object;

  for (guint i = 0; i < self->came->len; i++)
    for (guint j = 0; j < ((GPtrArray *) self->came->pdata[i])->len; j++)
      bookgen_outline_changes_add_branch (outline, g_ptr_array_index ((GPtrArray *) self->came->pdata[i], j));
  g_hash_table_iter_init (&iter, self->edited);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    bookgen_outline_changes_add_unit (outline, object);
  g_hash_table_iter_init (&iter, self->reordered);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    if (BOOKGEN_IS_UNIT (object))
      bookgen_outline_changes_add_order (outline, object, bookgen_unit_get_children (object));
    else
      bookgen_outline_changes_add_order (outline, NULL, G_LIST_MODEL (object));
}

static gboolean
has_outline_changes (BookgenPending *self)
{
  return self->everything || self->length || self->came->len + g_hash_table_size (self->edited) +
                                 g_hash_table_size (self->reordered) + g_hash_table_size (self->removed) > 0;
}

static void
collect_outline (BookgenPending *self, BookgenChanges *changes)
{
  changes->outline = bookgen_outline_changes_new (self->outline);
  collect_removed (self, changes);
  collect_marked (self, changes->outline);
  if (self->everything)
    bookgen_outline_changes_add_all (changes->outline, self->outline);
  self->everything = self->length = FALSE;
  g_ptr_array_set_size (self->came, 0);
  g_hash_table_remove_all (self->edited);
  g_hash_table_remove_all (self->reordered);
  g_hash_table_remove_all (self->removed);
}

BookgenChanges *
bookgen_pending_take (BookgenPending *self)
{
  BookgenChanges *changes;

  if (!has_outline_changes (self) &&
      g_hash_table_size (self->values[BOOKGEN_VALUES_BOOK]) + g_hash_table_size (self->values[BOOKGEN_VALUES_SETTINGS]) == 0)
    return NULL;
  changes = g_new0 (BookgenChanges, 1);
  changes->removed = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    {
      changes->values[i] = self->values[i];
      self->values[i] = new_values ();
    }
  if (has_outline_changes (self))
    collect_outline (self, changes);
  return changes;
}

/* What was set again since stays. */
static void
put_back_values (GHashTable *values, GHashTable *unsaved)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, unsaved);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_hash_table_contains (values, name))
      g_hash_table_insert (values, g_strdup (name), g_strdup (value));
}

void
bookgen_pending_put_back (BookgenPending *self, BookgenChanges *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    put_back_values (self->values[i], changes->values[i]);
  self->everything |= changes->outline != NULL;
  for (guint i = 0; i < changes->removed->len; i++)
    mark (self->removed, changes->removed->pdata[i]);
}

static gboolean
write_values (BookgenConnection *connection, BookgenValues which, GHashTable *values, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!bookgen_store_values_set (connection, which, name, value, error))
      return FALSE;
  return TRUE;
}

/* Settings say how a book is worked on; nothing of them is exported. */
static gboolean
is_exported (BookgenChanges *self)
{
  return self->outline || g_hash_table_size (self->values[BOOKGEN_VALUES_BOOK]) > 0;
}

gboolean
bookgen_changes_write (BookgenConnection *connection, BookgenChanges *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    if (!write_values (connection, i, self->values[i], error))
      return FALSE;
  if (self->outline && !bookgen_store_outline_write (connection, self->outline, error))
    return FALSE;
  return !is_exported (self) || bookgen_store_values_touch (connection, error);
}

void
bookgen_changes_free (BookgenChanges *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    g_hash_table_unref (self->values[i]);
  g_clear_pointer (&self->outline, bookgen_outline_changes_free);
  g_ptr_array_unref (self->removed);
  g_free (self);
}
