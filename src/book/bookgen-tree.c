/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-tree.h"

#include "bookgen-outline-length.h"
#include "bookgen-unit-private.h"

struct _BookgenTree
{
  GListStore *top;
  GHashTable *by_id;  /* borrowed id -> borrowed BookgenUnit */
  guint64 next_number;

  GPtrArray *written; /* units that text is written for, with the numbers they keep; NULL after a change */
  gboolean dealt;     /* the words kept in the units hold */
};

BookgenTree *
bookgen_tree_new (void)
{
  BookgenTree *self = g_new0 (BookgenTree, 1);

  self->top = g_list_store_new (BOOKGEN_TYPE_UNIT);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->next_number = 1;
  return self;
}

void
bookgen_tree_free (BookgenTree *self)
{
  g_clear_pointer (&self->written, g_ptr_array_unref);
  g_hash_table_unref (self->by_id);
  g_object_unref (self->top);
  g_free (self);
}

GListModel *
bookgen_tree_get_top (BookgenTree *self)
{
  return G_LIST_MODEL (self->top);
}

GListModel *
bookgen_tree_get_siblings (BookgenTree *self, BookgenUnit *parent)
{
  return parent ? bookgen_unit_get_children (parent) : G_LIST_MODEL (self->top);
}

BookgenUnit *
bookgen_tree_find (BookgenTree *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

gboolean
bookgen_tree_has (BookgenTree *self, BookgenUnit *unit)
{
  return bookgen_tree_find (self, bookgen_unit_get_id (unit)) == unit;
}

guint
bookgen_tree_get_position (BookgenTree *self, BookgenUnit *unit, guint likely)
{
  GListModel *siblings = bookgen_tree_get_siblings (self, bookgen_unit_get_parent (unit));
  g_autoptr (BookgenUnit) there = g_list_model_get_item (siblings, likely);
  guint position = likely;

  if (there == unit)
    return position;
  g_list_store_find (G_LIST_STORE (siblings), unit, &position);
  return position;
}

/* Walking */

typedef void (*UnitFunc) (BookgenUnit *unit, gpointer data);

static void visit (BookgenUnit *unit, UnitFunc func, gpointer data);

static void
walk (GListModel *units, UnitFunc func, gpointer data)
{
  guint n = g_list_model_get_n_items (units);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);
      visit (unit, func, data);
    }
}

static void
visit (BookgenUnit *unit, UnitFunc func, gpointer data)
{
  func (unit, data);
  if (bookgen_unit_has_children (unit))
    walk (bookgen_unit_get_children (unit), func, data);
}

static void
collect (BookgenUnit *unit, gpointer units)
{
  g_ptr_array_add (units, g_object_ref (unit));
}

static void
enter (BookgenUnit *unit, gpointer by_id)
{
  g_hash_table_insert (by_id, (gpointer) bookgen_unit_get_id (unit), unit);
}

void
bookgen_tree_enter (BookgenTree *self, BookgenUnit *unit)
{
  visit (unit, enter, self->by_id);
}

static void
leave (BookgenUnit *unit, gpointer by_id)
{
  g_hash_table_remove (by_id, bookgen_unit_get_id (unit));
}

void
bookgen_tree_leave (BookgenTree *self, BookgenUnit *unit)
{
  visit (unit, leave, self->by_id);
}

/* Changing */

void
bookgen_tree_attach (BookgenTree *self, GPtrArray *units, BookgenUnit *parent, guint position)
{
  GListModel *siblings = bookgen_tree_get_siblings (self, parent);

  bookgen_tree_forget_numbers (self);
  for (guint i = 0; i < units->len; i++)
    bookgen_unit_set_parent (units->pdata[i], parent);
  g_list_store_splice (G_LIST_STORE (siblings), MIN (position, g_list_model_get_n_items (siblings)), 0, units->pdata,
                       units->len);
}

void
bookgen_tree_detach (BookgenTree *self, GPtrArray *units, guint likely)
{
  guint position = bookgen_tree_get_position (self, units->pdata[0], likely);
  GListModel *siblings = bookgen_tree_get_siblings (self, bookgen_unit_get_parent (units->pdata[0]));

  bookgen_tree_forget_numbers (self);
  for (guint i = 0; i < units->len; i++)
    bookgen_unit_set_parent (units->pdata[i], NULL);
  g_list_store_splice (G_LIST_STORE (siblings), position, units->len, NULL, 0);
}

/* Copying */

typedef struct
{
  BookgenTree *tree;
  gboolean any_depends; /* few outlines have one that does */
} Copying;

static BookgenUnit *copy_branch (Copying *copying, BookgenUnit *unit);

static GPtrArray *
copy_units (Copying *copying, GListModel *units, BookgenUnit *parent)
{
  guint n_units = g_list_model_get_n_items (units);
  GPtrArray *copies = g_ptr_array_new_full (n_units, g_object_unref);

  for (guint i = 0; i < n_units; i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);

      g_ptr_array_add (copies, copy_branch (copying, unit));
      bookgen_unit_set_parent (copies->pdata[i], parent);
    }
  return copies;
}

static BookgenUnit *
copy_branch (Copying *copying, BookgenUnit *unit)
{
  BookgenUnit *copy = bookgen_unit_copy (unit, bookgen_tree_dup_next_id (copying->tree));

  enter (copy, copying->tree->by_id);
  copying->any_depends |= *bookgen_unit_get_depends_on (unit) != NULL;
  if (bookgen_unit_has_children (unit))
    {
      g_autoptr (GPtrArray) children = copy_units (copying, bookgen_unit_get_children (unit), copy);
      g_list_store_splice (G_LIST_STORE (bookgen_unit_get_children (copy)), 0, 0, children->pdata, children->len);
    }
  return copy;
}

/* BY_OLD_ID: the units that NEEDS mean now. */
static void
renew_dependencies (BookgenUnit *unit, const char *const *needs, GHashTable *by_old_id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GValue) value = G_VALUE_INIT;

  for (; *needs; needs++)
    if (g_hash_table_contains (by_old_id, *needs))
      g_strv_builder_add (builder, bookgen_unit_get_id (g_hash_table_lookup (by_old_id, *needs)));
  g_value_init (&value, G_TYPE_STRV);
  g_value_take_boxed (&value, g_strv_builder_end (builder));
  bookgen_unit_set_value (unit, "depends-on", &value);
}

static void
copy_all_dependencies (GPtrArray *units, GPtrArray *copies)
{
  g_autoptr (GHashTable) by_old_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < units->len; i++)
    g_hash_table_insert (by_old_id, (gpointer) bookgen_unit_get_id (units->pdata[i]), copies->pdata[i]);
  for (guint i = 0; i < units->len; i++)
    renew_dependencies (copies->pdata[i], bookgen_unit_get_depends_on (units->pdata[i]), by_old_id);
}

GPtrArray *
bookgen_tree_dup_copies (BookgenTree *self, GListModel *others)
{
  Copying copying = { self, FALSE };
  GPtrArray *tops = copy_units (&copying, others, NULL);

  if (copying.any_depends)
    {
      g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);

      walk (others, collect, units);
      for (guint i = 0; i < tops->len; i++)
        visit (tops->pdata[i], collect, copies);
      copy_all_dependencies (units, copies);
    }
  return tops;
}

/* Taking over */

typedef struct
{
  BookgenTree *tree;
  GPtrArray *old_ids;   /* of owned GRefString: what they are known by until nobody asks any more */
  GPtrArray *dependent; /* of borrowed BookgenUnit */
} Taking;

static void
release (gpointer id)
{
  g_ref_string_release (id);
}

static void
renew_id (BookgenUnit *unit, gpointer data)
{
  Taking *taking = data;

  if (*bookgen_unit_get_depends_on (unit))
    g_ptr_array_add (taking->dependent, unit);
  g_ptr_array_add (taking->old_ids, bookgen_unit_swap_id (unit, bookgen_tree_dup_next_id (taking->tree)));
  enter (unit, taking->tree->by_id);
}

GPtrArray *
bookgen_tree_take_units (BookgenTree *self, BookgenTree *other)
{
  guint n_tops = g_list_model_get_n_items (G_LIST_MODEL (other->top));
  g_autoptr (GPtrArray) old_ids = g_ptr_array_new_full (g_hash_table_size (other->by_id), release);
  g_autoptr (GPtrArray) dependent = g_ptr_array_new ();
  GPtrArray *tops = g_ptr_array_new_full (n_tops, g_object_unref);

  walk (G_LIST_MODEL (other->top), renew_id, &(Taking){ self, old_ids, dependent });
  for (guint i = 0; i < dependent->len; i++)
    renew_dependencies (dependent->pdata[i], bookgen_unit_get_depends_on (dependent->pdata[i]), other->by_id);
  for (guint i = 0; i < n_tops; i++)
    g_ptr_array_add (tops, g_list_model_get_item (G_LIST_MODEL (other->top), i));
  g_hash_table_remove_all (other->by_id);
  return tops;
}

/* Numbers */

/* Ten thousand at a time: by hand, as printing would take a quarter of what it costs to add them. */
GRefString *
bookgen_tree_dup_next_id (BookgenTree *self)
{
  char digits[24];
  char *start = digits + sizeof digits - 1;

  *start = '\0';
  for (guint64 rest = self->next_number++; rest > 0; rest /= 10)
    *--start = '0' + rest % 10;
  *--start = 'u';
  return g_ref_string_new (start);
}

guint64
bookgen_tree_get_next_number (BookgenTree *self)
{
  return self->next_number;
}

void
bookgen_tree_set_next_number (BookgenTree *self, guint64 number)
{
  self->next_number = MAX (self->next_number, number);
}

static void
number_unit (BookgenUnit *unit, gpointer written)
{
  gboolean is_written = bookgen_unit_is_written (unit);

  if (is_written)
    collect (unit, written);
  bookgen_unit_set_number (unit, is_written ? ((GPtrArray *) written)->len : 0);
}

static void
ensure_numbers (BookgenTree *self)
{
  if (self->written)
    return;
  self->written = g_ptr_array_new_full (g_hash_table_size (self->by_id), g_object_unref);
  walk (G_LIST_MODEL (self->top), number_unit, self->written);
}

GPtrArray *
bookgen_tree_dup_units (BookgenTree *self, gboolean only_written)
{
  GPtrArray *units;

  if (only_written)
    {
      ensure_numbers (self);
      return g_ptr_array_ref (self->written);
    }
  units = g_ptr_array_new_full (g_hash_table_size (self->by_id), g_object_unref);
  walk (G_LIST_MODEL (self->top), collect, units);
  return units;
}

guint
bookgen_tree_count (BookgenTree *self, gboolean only_written)
{
  if (!only_written)
    return g_hash_table_size (self->by_id);
  ensure_numbers (self);
  return self->written->len;
}

guint
bookgen_tree_get_number (BookgenTree *self, BookgenUnit *unit)
{
  ensure_numbers (self);
  return bookgen_unit_get_number (unit);
}

void
bookgen_tree_forget_numbers (BookgenTree *self)
{
  g_clear_pointer (&self->written, g_ptr_array_unref);
  self->dealt = FALSE;
}

/* Words */

/* Gives each its own target; adds those that share the length of the book. */
static void
collect_sharing (GListModel *units, gboolean in_book, GPtrArray *sharing)
{
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);
      gboolean shares = in_book && bookgen_unit_get_in_book (unit);

      bookgen_unit_set_words (unit, bookgen_unit_is_written (unit) ? bookgen_unit_get_target_words (unit) : 0);
      if (shares && bookgen_unit_is_written (unit))
        g_ptr_array_add (sharing, unit);
      if (bookgen_unit_has_children (unit))
        collect_sharing (bookgen_unit_get_children (unit), shares, sharing);
    }
}

static void
deal_words (BookgenTree *self, guint length_words)
{
  g_autoptr (GPtrArray) sharing = g_ptr_array_new ();
  g_autofree guint *words = NULL;

  collect_sharing (G_LIST_MODEL (self->top), TRUE, sharing);
  words = g_new (guint, sharing->len);
  for (guint i = 0; i < sharing->len; i++)
    words[i] = bookgen_unit_get_words (sharing->pdata[i]);
  bookgen_outline_deal_words (length_words, words, sharing->len);
  for (guint i = 0; i < sharing->len; i++)
    bookgen_unit_set_words (sharing->pdata[i], words[i]);
  self->dealt = TRUE;
}

guint
bookgen_tree_get_words (BookgenTree *self, BookgenUnit *unit, guint length_words)
{
  if (!self->dealt)
    deal_words (self, length_words);
  return bookgen_unit_get_words (unit);
}
