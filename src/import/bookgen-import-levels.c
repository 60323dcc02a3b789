/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-levels.h"

#include <string.h>

#include "bookgen-import-label.h"
#include "bookgen-import-title.h"

#define MAX_PARTS 12
/* "by Jo Miller", below the title. */
#define MAX_BYLINE_BYTES 80

static BookgenImportItem *
item_at (BookgenImport *self, guint index)
{
  return g_ptr_array_index (self->items, index);
}

static guint
count_at (BookgenImport *self, guint depth)
{
  guint count = 0;

  for (guint i = 0; i < self->items->len; i++)
    count += item_at (self, i)->depth == depth;
  return count;
}

static gboolean
has_label (BookgenImport *self, guint depth, BookgenImportLabel label)
{
  for (guint i = 0; i < self->items->len; i++)
    if (item_at (self, i)->depth == depth && item_at (self, i)->label == label)
      return TRUE;
  return FALSE;
}

gboolean
bookgen_import_label_is_group (BookgenImportLabel label)
{
  return label == BOOKGEN_IMPORT_LABEL_PART || label == BOOKGEN_IMPORT_LABEL_MODULE;
}

gboolean
bookgen_import_label_is_written (BookgenImportLabel label)
{
  return label == BOOKGEN_IMPORT_LABEL_CHAPTER || label == BOOKGEN_IMPORT_LABEL_LESSON;
}

static gboolean
has_groups (BookgenImport *self, guint depth)
{
  return has_label (self, depth, BOOKGEN_IMPORT_LABEL_PART) || has_label (self, depth, BOOKGEN_IMPORT_LABEL_MODULE);
}

static gboolean
has_written (BookgenImport *self, guint depth)
{
  return has_label (self, depth, BOOKGEN_IMPORT_LABEL_CHAPTER) || has_label (self, depth, BOOKGEN_IMPORT_LABEL_LESSON);
}

static gboolean
is_same_title (const char *one, const char *other)
{
  g_autofree char *first = g_utf8_casefold (one, -1), *second = g_utf8_casefold (other, -1);

  return strcmp (first, second) == 0;
}

/* Where the file has a title as well, a root over several items is surer, unless the document itself says the title; a root
 * over a single one, which may be a part, is not. */
static gboolean
may_name_book (BookgenImport *self, const char *root)
{
  g_autofree char *stated = bookgen_import_title_collapse (self->title);

  if (*stated == '\0' || bookgen_import_label_is_contents (stated) || is_same_title (stated, root))
    return TRUE;
  return !self->titled && count_at (self, 1) > 1;
}

/* A single root over anything is the book, unless it says that it is a part or chapter. */
static gboolean
root_is_book (BookgenImport *self)
{
  const BookgenImportItem *root = item_at (self, 0);

  if (count_at (self, 0) != 1 || self->items->len < 2)
    return FALSE;
  if (root->label != BOOKGEN_IMPORT_LABEL_NONE)
    return count_at (self, 1) > 1 && has_groups (self, 1);
  return may_name_book (self, root->title);
}

/* A heading with nothing below it but a line, before parts or chapters that say so on its own level. */
static gboolean
first_is_title (BookgenImport *self)
{
  const BookgenImportItem *first = item_at (self, 0);
  guint labelled = 0;

  if (first->label || *first->number || strlen (first->brief) > MAX_BYLINE_BYTES || strchr (first->brief, '\n') ||
      bookgen_import_label_is_matter (first->title))
    return FALSE;
  for (guint i = 1; i < self->items->len; i++)
    if (item_at (self, i)->label && item_at (self, i)->depth == 0)
      labelled++;
    else if (i == 1 || (item_at (self, i)->depth == 0 && !bookgen_import_label_is_matter (item_at (self, i)->title)))
      return FALSE;
  return labelled > 1;
}

/* The first of the headings that stand beside what they are over, as in an mdBook summary. */
static gboolean
first_is_book (BookgenImport *self)
{
  return self->items->len > 1 && item_at (self, 0)->covers;
}

static gboolean
has_children (BookgenImport *self, guint index)
{
  return index + 1 < self->items->len && item_at (self, index + 1)->depth > item_at (self, index)->depth;
}

/* Few enough for parts, and half of them with chapters: where only some have something below them, it is their sections. */
static gboolean
are_parts (BookgenImport *self, guint top)
{
  guint over = 0, bare = 0;

  for (guint i = 0; i < self->items->len; i++)
    if (item_at (self, i)->depth == top && has_children (self, i))
      over++;
    else if (item_at (self, i)->depth == top)
      bare += !bookgen_import_label_is_matter (item_at (self, i)->title);
  return over > 0 && over >= bare && count_at (self, top) <= MAX_PARTS;
}

static gboolean
is_grouped (BookgenImport *self, guint top)
{
  guint below = top + 1;

  if (count_at (self, below) == 0)
    return FALSE;
  if (has_groups (self, top) || has_written (self, below))
    return TRUE;
  if (has_written (self, top) || has_label (self, below, BOOKGEN_IMPORT_LABEL_SECTION))
    return FALSE;
  return are_parts (self, top);
}

/* "Module 1", "Lesson 1.1", "Lesson 1.2", all of them headings of one level. */
static gboolean
is_beside (BookgenImport *self, guint top)
{
  if (!has_groups (self, top) || !has_written (self, top))
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    if (item_at (self, i)->depth == top && bookgen_import_label_is_group (item_at (self, i)->label) && has_children (self, i))
      return FALSE;
  return TRUE;
}

static gboolean
is_course (BookgenImport *self, guint top)
{
  return has_label (self, top, BOOKGEN_IMPORT_LABEL_MODULE) || has_label (self, top, BOOKGEN_IMPORT_LABEL_LESSON) ||
         has_label (self, top + 1, BOOKGEN_IMPORT_LABEL_LESSON) ||
         (has_label (self, top + 1, BOOKGEN_IMPORT_LABEL_MODULE) && has_label (self, top + 2, BOOKGEN_IMPORT_LABEL_LESSON));
}

static gboolean
any_covers (BookgenImport *self, guint from)
{
  for (guint i = from; i < self->items->len; i++)
    if (item_at (self, i)->covers)
      return TRUE;
  return FALSE;
}

BookgenImportLevels
bookgen_import_levels_guess (BookgenImport *self)
{
  BookgenImportLevels levels = { 0 };
  gboolean covered = first_is_book (self);

  if (root_is_book (self))
    levels.top = levels.first = 1;
  else if (covered || first_is_title (self))
    levels.first = 1;
  covered |= any_covers (self, levels.first);
  levels.course = is_course (self, levels.top);
  levels.beside = !covered && is_beside (self, levels.top);
  levels.grouped = !covered && is_grouped (self, levels.top);
  return levels;
}
