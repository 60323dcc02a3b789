/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-model.h"

/* What comes or goes in one step where the list makes or throws away a row for each. */
#define LINES_A_STEP 24

struct _BookgenOutlineModel
{
  GObject parent_instance;
  BookgenOutline *outline;  /* owned */
  GtkFilter *filter;        /* owned, nullable */
  GPtrArray *lines;         /* of owned BookgenUnit */
  GHashTable *folded;       /* set of owned BookgenUnit */
  GHashTable *folded_found; /* the same, of what the filter lets pass */
  guint update_source;
};

enum { LINES_GOING, N_SIGNALS };
static guint signals[N_SIGNALS];

static GType
bookgen_outline_model_get_item_type (GListModel *model)
{
  return BOOKGEN_TYPE_UNIT;
}

static guint
bookgen_outline_model_get_n_items (GListModel *model)
{
  return BOOKGEN_OUTLINE_MODEL (model)->lines->len;
}

static gpointer
bookgen_outline_model_get_item (GListModel *model, guint position)
{
  BookgenOutlineModel *self = BOOKGEN_OUTLINE_MODEL (model);

  return position < self->lines->len ? g_object_ref (self->lines->pdata[position]) : NULL;
}

static void
bookgen_outline_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bookgen_outline_model_get_item_type;
  iface->get_n_items = bookgen_outline_model_get_n_items;
  iface->get_item = bookgen_outline_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BookgenOutlineModel, bookgen_outline_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bookgen_outline_model_list_model_init))

static GHashTable *
get_folded (BookgenOutlineModel *self)
{
  return self->filter ? self->folded_found : self->folded;
}

/* What is seen now */

static void
collect (BookgenOutlineModel *self, GListModel *units, GPtrArray *lines)
{
  guint n_units = g_list_model_get_n_items (units);

  for (guint i = 0; i < n_units; i++)
    {
      BookgenUnit *unit = g_list_model_get_item (units, i);

      if (self->filter && !gtk_filter_match (self->filter, unit))
        {
          g_object_unref (unit);
          continue;
        }
      g_ptr_array_add (lines, unit);
      if (bookgen_unit_has_children (unit) && bookgen_outline_model_is_open (self, unit))
        collect (self, bookgen_unit_get_children (unit), lines);
    }
}

/* What differs between the lines as they were told and as they are: past those that are the same in front and behind. */
typedef struct
{
  guint start, removed, added;
} Difference;

static Difference
compare (GPtrArray *before, GPtrArray *now)
{
  guint shorter = MIN (before->len, now->len), start = 0, same_end = 0;

  while (start < shorter && before->pdata[start] == now->pdata[start])
    start++;
  while (same_end < shorter - start && before->pdata[before->len - 1 - same_end] == now->pdata[now->len - 1 - same_end])
    same_end++;
  return (Difference){ start, before->len - start - same_end, now->len - start - same_end };
}

/* Where lines have only changed places with the ones beside them, how many of the first ones went behind the others; else 0. */
static guint
find_turn (const Difference *difference, GPtrArray *before, GPtrArray *now)
{
  gpointer *old_lines = before->pdata + difference->start, *new_lines = now->pdata + difference->start;
  guint n = difference->removed, turn = 0;

  if (n != difference->added || n == 0)
    return 0;
  while (turn < n && old_lines[turn] != new_lines[0])
    turn++;
  if (turn == n || memcmp (old_lines + turn, new_lines, (n - turn) * sizeof (gpointer)) != 0
      || memcmp (old_lines, new_lines + n - turn, turn * sizeof (gpointer)) != 0)
    return 0;
  return turn;
}

static void
show_lines (BookgenOutlineModel *self, GPtrArray *lines, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) before = NULL;

  if (removed > 0)
    g_signal_emit (self, signals[LINES_GOING], 0, position, removed);
  before = g_steal_pointer (&self->lines);
  self->lines = g_ptr_array_ref (lines);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static gpointer
ref_line (gconstpointer unit, gpointer unused)
{
  return g_object_ref ((gpointer) unit);
}

/* The fewer ones go, and come on the other side: the rows of all others stay as they are. */
static void
show_turn (BookgenOutlineModel *self, GPtrArray *now, const Difference *difference, guint turn)
{
  g_autoptr (GPtrArray) between = g_ptr_array_copy (now, ref_line, NULL);
  guint n_moved = MIN (turn, difference->removed - turn);
  gboolean down = n_moved == turn;
  guint first = difference->start, last = difference->start + difference->removed - n_moved;

  g_ptr_array_remove_range (between, down ? last : first, n_moved);
  show_lines (self, between, down ? first : last, n_moved, 0);
  show_lines (self, now, down ? last : first, 0, n_moved);
}

/* The last of those that come, behind all that go. */
static void
show_coming (BookgenOutlineModel *self, GPtrArray *now, const Difference *difference, guint n_lines)
{
  g_autoptr (GPtrArray) between = g_ptr_array_new_full (self->lines->len + n_lines, g_object_unref);
  guint position = difference->start + difference->removed;
  gpointer *coming = now->pdata + difference->start + difference->added - n_lines;

  for (guint i = 0; i < position; i++)
    g_ptr_array_add (between, g_object_ref (self->lines->pdata[i]));
  for (guint i = 0; i < n_lines; i++)
    g_ptr_array_add (between, g_object_ref (coming[i]));
  for (guint i = position; i < self->lines->len; i++)
    g_ptr_array_add (between, g_object_ref (self->lines->pdata[i]));
  show_lines (self, between, position, 0, n_lines);
}

/* Those that go later stand beside the most that stay: the list has the rows of lines that stand together. */
static void
hide_going (BookgenOutlineModel *self, const Difference *difference, guint n_lines)
{
  g_autoptr (GPtrArray) between = g_ptr_array_copy (self->lines, ref_line, NULL);
  guint behind = self->lines->len - difference->start - difference->removed;
  guint position = behind >= difference->start ? difference->start : difference->start + difference->removed - n_lines;

  g_ptr_array_set_free_func (between, g_object_unref);
  g_ptr_array_remove_range (between, position, n_lines);
  show_lines (self, between, position, n_lines, 0);
}

/* As many as leave the list enough lines beside them for all its rows; else a few. */
static guint
count_going (BookgenOutlineModel *self, const Difference *difference)
{
  guint behind = self->lines->len - difference->start - difference->removed;
  guint enough = BOOKGEN_OUTLINE_MODEL_LINES_WITH_ROWS + MIN (difference->start, behind);
  guint spare = self->lines->len > enough ? self->lines->len - enough : 0;

  return MIN (difference->removed, MAX (spare, LINES_A_STEP));
}

static guint
count_coming (BookgenOutlineModel *self, const Difference *difference)
{
  return self->lines->len >= BOOKGEN_OUTLINE_MODEL_LINES_WITH_ROWS ? difference->added : MIN (difference->added, LINES_A_STEP);
}

/* All that come before any goes, so that the list has somewhere to look meanwhile. FALSE when nothing is left to be shown. */
static gboolean
show_step (BookgenOutlineModel *self, GPtrArray *now, const Difference *difference)
{
  guint n_coming = count_coming (self, difference), n_going = count_going (self, difference);

  if (difference->removed <= LINES_A_STEP && n_coming == difference->added)
    {
      show_lines (self, now, difference->start, difference->removed, difference->added);
      return FALSE;
    }
  if (n_coming > 0)
    {
      show_coming (self, now, difference, n_coming);
      return difference->removed > 0 || n_coming < difference->added;
    }
  hide_going (self, difference, n_going);
  return n_going < difference->removed;
}

static gboolean
look_again (BookgenOutlineModel *self)
{
  g_autoptr (GPtrArray) now = g_ptr_array_new_full (self->lines->len + 1, g_object_unref);
  Difference difference;
  guint turn;

  collect (self, G_LIST_MODEL (self->outline), now);
  difference = compare (self->lines, now);
  if (difference.removed == 0 && difference.added == 0)
    return FALSE;
  turn = find_turn (&difference, self->lines, now);
  if (turn == 0)
    return show_step (self, now, &difference);
  show_turn (self, now, &difference, turn);
  return FALSE;
}

static void
look_now (BookgenOutlineModel *self)
{
  g_clear_handle_id (&self->update_source, g_source_remove);
  while (look_again (self))
    ;
}

void
bookgen_outline_model_update (BookgenOutlineModel *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_MODEL (self));
  if (self->update_source != 0)
    look_now (self);
}

static void update_soon (BookgenOutlineModel *self);

static gboolean
on_update (gpointer user_data)
{
  BookgenOutlineModel *self = user_data;

  self->update_source = 0;
  if (look_again (self))
    update_soon (self);
  return G_SOURCE_REMOVE;
}

static void
update_soon (BookgenOutlineModel *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_update, self, NULL);
}

static void
on_changed (BookgenOutline *outline, BookgenUnit *unit, BookgenOutlineChange what, BookgenOutlineModel *self)
{
  if (what != BOOKGEN_OUTLINE_EDITED)
    update_soon (self);
}

/* What is to be seen */

void
bookgen_outline_model_set_filter (BookgenOutlineModel *self, GtkFilter *filter)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_MODEL (self));
  if (self->filter)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  g_hash_table_remove_all (self->folded_found);
  g_set_object (&self->filter, filter);
  if (filter)
    g_signal_connect_swapped (filter, "changed", G_CALLBACK (update_soon), self);
  update_soon (self);
}

gboolean
bookgen_outline_model_is_open (BookgenOutlineModel *self, BookgenUnit *unit)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_MODEL (self), FALSE);
  return !g_hash_table_contains (get_folded (self), unit);
}

static gboolean
set_open (BookgenOutlineModel *self, BookgenUnit *unit, gboolean open)
{
  return open ? g_hash_table_remove (get_folded (self), unit) : g_hash_table_add (get_folded (self), g_object_ref (unit));
}

void
bookgen_outline_model_set_open (BookgenOutlineModel *self, BookgenUnit *unit, gboolean open)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_MODEL (self));
  if (set_open (self, unit, open))
    look_now (self);
}

void
bookgen_outline_model_reveal (BookgenOutlineModel *self, GPtrArray *units)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_MODEL (self));
  for (guint i = 0; i < units->len; i++)
    for (BookgenUnit *above = bookgen_unit_get_parent (units->pdata[i]); above; above = bookgen_unit_get_parent (above))
      if (set_open (self, above, TRUE))
        update_soon (self);
  bookgen_outline_model_update (self);
}

guint
bookgen_outline_model_find (BookgenOutlineModel *self, BookgenUnit *unit)
{
  guint position;

  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_MODEL (self), GTK_INVALID_LIST_POSITION);
  return g_ptr_array_find (self->lines, unit, &position) ? position : GTK_INVALID_LIST_POSITION;
}

/* Object */

static void
bookgen_outline_model_dispose (GObject *object)
{
  BookgenOutlineModel *self = BOOKGEN_OUTLINE_MODEL (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->filter)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  g_clear_object (&self->filter);
  g_clear_object (&self->outline);
  G_OBJECT_CLASS (bookgen_outline_model_parent_class)->dispose (object);
}

static void
bookgen_outline_model_finalize (GObject *object)
{
  BookgenOutlineModel *self = BOOKGEN_OUTLINE_MODEL (object);

  g_ptr_array_unref (self->lines);
  g_hash_table_unref (self->folded);
  g_hash_table_unref (self->folded_found);
  G_OBJECT_CLASS (bookgen_outline_model_parent_class)->finalize (object);
}

static void
bookgen_outline_model_class_init (BookgenOutlineModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bookgen_outline_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = bookgen_outline_model_finalize;
  signals[LINES_GOING] = g_signal_new ("lines-going", BOOKGEN_TYPE_OUTLINE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
bookgen_outline_model_init (BookgenOutlineModel *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->folded = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->folded_found = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

BookgenOutlineModel *
bookgen_outline_model_new (BookgenOutline *outline)
{
  BookgenOutlineModel *self = g_object_new (BOOKGEN_TYPE_OUTLINE_MODEL, NULL);

  self->outline = g_object_ref (outline);
  g_signal_connect_object (outline, "changed", G_CALLBACK (on_changed), self, 0);
  look_now (self);
  return self;
}
