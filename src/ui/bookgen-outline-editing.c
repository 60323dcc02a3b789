/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-editing.h"

GListModel *
bookgen_outline_get_siblings (BookgenOutline *outline, BookgenUnit *unit, guint *position)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  GListModel *siblings = parent ? bookgen_unit_get_children (parent) : G_LIST_MODEL (outline);
  guint n_siblings = g_list_model_get_n_items (siblings);

  for (guint i = 0; i < n_siblings; i++)
    {
      g_autoptr (BookgenUnit) sibling = g_list_model_get_item (siblings, i);
      if (sibling == unit)
        {
          *position = i;
          return siblings;
        }
    }
  *position = G_MAXUINT;
  return siblings;
}

/* Borrowed: the outline holds it. */
static BookgenUnit *
get_unit (GListModel *siblings, guint position)
{
  g_autoptr (BookgenUnit) unit = g_list_model_get_item (siblings, position);

  return unit;
}

static BookgenUnitKind
group_kind_for (BookgenUnit *unit)
{
  switch (bookgen_unit_get_kind (unit))
    {
    case BOOKGEN_UNIT_MODULE:
    case BOOKGEN_UNIT_LESSON:
    case BOOKGEN_UNIT_LAB:
      return BOOKGEN_UNIT_MODULE;
    case BOOKGEN_UNIT_PART:
    case BOOKGEN_UNIT_CHAPTER:
    default:
      return BOOKGEN_UNIT_PART;
    }
}

static void
make_group (BookgenOutline *outline, BookgenUnit *unit)
{
  g_auto (GValue) kind = G_VALUE_INIT;

  if (!bookgen_unit_is_written (unit))
    return;
  g_value_init (&kind, BOOKGEN_TYPE_UNIT_KIND);
  g_value_set_enum (&kind, group_kind_for (unit));
  bookgen_outline_edit (outline, unit, "kind", &kind);
}

gboolean
bookgen_outline_is_below_any (BookgenUnit *unit, GPtrArray *units)
{
  for (; unit; unit = bookgen_unit_get_parent (unit))
    if (g_ptr_array_find (units, unit, NULL))
      return TRUE;
  return FALSE;
}

GPtrArray *
bookgen_outline_dup_topmost (GPtrArray *units)
{
  GPtrArray *topmost = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) all = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < units->len; i++)
    {
      BookgenUnit *unit = units->pdata[i];
      BookgenUnit *above = bookgen_unit_get_parent (unit);

      while (above && !g_hash_table_contains (all, above))
        above = bookgen_unit_get_parent (above);
      g_hash_table_add (all, unit);
      if (!above)
        g_ptr_array_add (topmost, g_object_ref (unit));
    }
  return topmost;
}

static gboolean
indent_one (BookgenOutline *outline, BookgenUnit *unit)
{
  guint position;
  GListModel *siblings = bookgen_outline_get_siblings (outline, unit, &position);
  BookgenUnit *above;

  if (position == G_MAXUINT || position == 0)
    return FALSE;
  above = get_unit (siblings, position - 1);
  make_group (outline, above);
  return bookgen_outline_move (outline, unit, above, G_MAXUINT);
}

gboolean
bookgen_outline_indent (BookgenOutline *outline, GPtrArray *units)
{
  gboolean any = FALSE;

  bookgen_outline_begin (outline);
  for (guint i = 0; i < units->len; i++)
    any = indent_one (outline, units->pdata[i]) || any;
  bookgen_outline_end (outline);
  return any;
}

static gboolean
outdent_one (BookgenOutline *outline, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  guint position;

  if (!parent)
    return FALSE;
  bookgen_outline_get_siblings (outline, parent, &position);
  return bookgen_outline_move (outline, unit, bookgen_unit_get_parent (parent), position + 1);
}

/* From the last: each comes right behind the group, in front of those that came before it. */
gboolean
bookgen_outline_outdent (BookgenOutline *outline, GPtrArray *units)
{
  gboolean any = FALSE;

  bookgen_outline_begin (outline);
  for (guint i = units->len; i > 0; i--)
    any = outdent_one (outline, units->pdata[i - 1]) || any;
  bookgen_outline_end (outline);
  return any;
}

/* Out of its group and into the one beside it. */
static gboolean
shift_over (BookgenOutline *outline, BookgenUnit *unit, int step)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  BookgenUnit *group;
  GListModel *groups;
  guint position;

  if (!parent)
    return FALSE;
  groups = bookgen_outline_get_siblings (outline, parent, &position);
  if ((step < 0 && position == 0) || position + step >= g_list_model_get_n_items (groups))
    return FALSE;
  group = get_unit (groups, position + step);
  if (bookgen_unit_is_written (group))
    return FALSE;
  return bookgen_outline_move (outline, unit, group, step < 0 ? G_MAXUINT : 0);
}

static gboolean
shift_one (BookgenOutline *outline, BookgenUnit *unit, int step)
{
  guint position;
  GListModel *siblings = bookgen_outline_get_siblings (outline, unit, &position);

  if (position == G_MAXUINT)
    return FALSE;
  if ((step < 0 && position == 0) || position + step >= g_list_model_get_n_items (siblings))
    return shift_over (outline, unit, step);
  return bookgen_outline_move (outline, unit, bookgen_unit_get_parent (unit), position + step);
}

/* The foremost first; where it cannot go the others stay too, or they would run into it. */
gboolean
bookgen_outline_shift (BookgenOutline *outline, GPtrArray *units, int step)
{
  guint done = 0;

  bookgen_outline_begin (outline);
  while (done < units->len && shift_one (outline, units->pdata[step < 0 ? done : units->len - 1 - done], step))
    done++;
  bookgen_outline_end (outline);
  return done > 0;
}

/* The sibling the units are to stand in front of: itself none of them; NULL for the end. Borrowed. */
static BookgenUnit *
find_next (GListModel *siblings, guint position, GPtrArray *units)
{
  for (guint i = position; i < g_list_model_get_n_items (siblings); i++)
    {
      BookgenUnit *sibling = get_unit (siblings, i);
      if (!g_ptr_array_find (units, sibling, NULL))
        return sibling;
    }
  return NULL;
}

/* A position counts without the unit itself. */
static void
move_before (BookgenOutline *outline, BookgenUnit *unit, BookgenUnit *parent, BookgenUnit *next)
{
  guint target = G_MAXUINT, own;

  if (next)
    bookgen_outline_get_siblings (outline, next, &target);
  bookgen_outline_get_siblings (outline, unit, &own);
  if (next && bookgen_unit_get_parent (unit) == parent && own < target)
    target--;
  bookgen_outline_move (outline, unit, parent, target);
}

gboolean
bookgen_outline_move_to (BookgenOutline *outline, GPtrArray *units, BookgenUnit *parent, guint position)
{
  GListModel *siblings = parent ? bookgen_unit_get_children (parent) : G_LIST_MODEL (outline);
  BookgenUnit *next;

  if (bookgen_outline_is_below_any (parent, units))
    return FALSE;
  next = find_next (siblings, position, units);
  bookgen_outline_begin (outline);
  if (parent)
    make_group (outline, parent);
  for (guint i = 0; i < units->len; i++)
    move_before (outline, units->pdata[i], parent, next);
  bookgen_outline_end (outline);
  return TRUE;
}

void
bookgen_outline_remove_all (BookgenOutline *outline, GPtrArray *units)
{
  bookgen_outline_begin (outline);
  for (guint i = 0; i < units->len; i++)
    bookgen_outline_remove (outline, units->pdata[i]);
  bookgen_outline_end (outline);
}

void
bookgen_outline_put_back_all (BookgenOutline *outline, GPtrArray *units, BookgenUnit *parent, guint position)
{
  bookgen_outline_begin (outline);
  for (guint i = 0; i < units->len; i++)
    bookgen_outline_put_back (outline, units->pdata[i], parent, position == G_MAXUINT ? position : position + i);
  bookgen_outline_end (outline);
}

static BookgenUnitKind
chapter_kind_for (BookgenUnit *unit)
{
  if (!unit || group_kind_for (unit) == BOOKGEN_UNIT_PART)
    return BOOKGEN_UNIT_CHAPTER;
  return bookgen_unit_get_kind (unit) == BOOKGEN_UNIT_LAB ? BOOKGEN_UNIT_LAB : BOOKGEN_UNIT_LESSON;
}

static BookgenUnit *
get_top (BookgenUnit *unit)
{
  while (bookgen_unit_get_parent (unit))
    unit = bookgen_unit_get_parent (unit);
  return unit;
}

static BookgenUnit *
add_group_behind (BookgenOutline *outline, BookgenUnit *unit)
{
  BookgenUnit *top = get_top (unit);
  guint position;

  bookgen_outline_get_siblings (outline, top, &position);
  return bookgen_outline_add (outline, NULL, position + 1, group_kind_for (top), "");
}

static BookgenUnit *
get_last (BookgenOutline *outline)
{
  guint n_tops = g_list_model_get_n_items (G_LIST_MODEL (outline));

  return n_tops > 0 ? get_unit (G_LIST_MODEL (outline), n_tops - 1) : NULL;
}

BookgenUnit *
bookgen_outline_add_behind (BookgenOutline *outline, BookgenUnit *unit, gboolean group)
{
  guint position;

  if (!unit)
    unit = get_last (outline);
  if (!unit)
    return bookgen_outline_add (outline, NULL, 0, group ? BOOKGEN_UNIT_PART : BOOKGEN_UNIT_CHAPTER, "");
  if (group)
    return add_group_behind (outline, unit);
  if (!bookgen_unit_is_written (unit))
    return bookgen_outline_add (outline, unit, 0, chapter_kind_for (unit), "");
  bookgen_outline_get_siblings (outline, unit, &position);
  return bookgen_outline_add (outline, bookgen_unit_get_parent (unit), position + 1, chapter_kind_for (unit), "");
}

void
bookgen_outline_find_paste_place (BookgenOutline *outline, BookgenUnit *unit, gboolean parts, BookgenUnit **parent,
                                  guint *position)
{
  *parent = NULL;
  *position = G_MAXUINT;
  if (!unit)
    return;
  if (parts)
    unit = get_top (unit);
  else if (!bookgen_unit_is_written (unit))
    {
      *parent = unit;
      *position = 0;
      return;
    }
  bookgen_outline_get_siblings (outline, unit, position);
  *position += 1;
  *parent = bookgen_unit_get_parent (unit);
}

BookgenUnit *
bookgen_outline_get_neighbour (BookgenOutline *outline, GPtrArray *units)
{
  BookgenUnit *last = units->len > 0 ? units->pdata[units->len - 1] : NULL;
  BookgenUnit *next;
  guint position;
  GListModel *siblings;

  if (!last)
    return NULL;
  siblings = bookgen_outline_get_siblings (outline, last, &position);
  if (position == G_MAXUINT)
    return NULL;
  next = find_next (siblings, position, units);
  for (; !next && position > 0; position--)
    if (!g_ptr_array_find (units, get_unit (siblings, position - 1), NULL))
      next = get_unit (siblings, position - 1);
  return next ? next : bookgen_unit_get_parent (last);
}
