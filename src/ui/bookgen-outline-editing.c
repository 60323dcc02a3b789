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
bookgen_outline_indent (BookgenOutline *outline, BookgenUnit *unit)
{
  guint position;
  GListModel *siblings = bookgen_outline_get_siblings (outline, unit, &position);
  BookgenUnit *above;

  if (position == G_MAXUINT || position == 0)
    return FALSE;
  above = get_unit (siblings, position - 1);
  bookgen_outline_begin (outline);
  make_group (outline, above);
  bookgen_outline_move (outline, unit, above, G_MAXUINT);
  bookgen_outline_end (outline);
  return TRUE;
}

gboolean
bookgen_outline_outdent (BookgenOutline *outline, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  guint position;

  if (!parent)
    return FALSE;
  bookgen_outline_get_siblings (outline, parent, &position);
  return bookgen_outline_move (outline, unit, bookgen_unit_get_parent (parent), position + 1);
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

gboolean
bookgen_outline_shift (BookgenOutline *outline, BookgenUnit *unit, int step)
{
  guint position;
  GListModel *siblings = bookgen_outline_get_siblings (outline, unit, &position);

  if (position == G_MAXUINT)
    return FALSE;
  if ((step < 0 && position == 0) || position + step >= g_list_model_get_n_items (siblings))
    return shift_over (outline, unit, step);
  return bookgen_outline_move (outline, unit, bookgen_unit_get_parent (unit), position + step);
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

BookgenUnit *
bookgen_outline_get_neighbour (BookgenOutline *outline, BookgenUnit *unit)
{
  guint position;
  GListModel *siblings = bookgen_outline_get_siblings (outline, unit, &position);
  guint n_siblings = g_list_model_get_n_items (siblings);

  if (position == G_MAXUINT)
    return NULL;
  if (position + 1 < n_siblings)
    return get_unit (siblings, position + 1);
  return position > 0 ? get_unit (siblings, position - 1) : bookgen_unit_get_parent (unit);
}
