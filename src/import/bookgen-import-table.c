/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-table.h"

#include <string.h>

#include "bookgen-import-column.h"
#include "bookgen-import-label.h"
#include "bookgen-import-target.h"

#define MAX_COLUMNS BOOKGEN_IMPORT_TABLE_MAX_COLUMNS

typedef struct {
  BookgenImportColumn kind;
  BookgenImportLabel label;
  char *heading; /* owned; NULL where there is none */
  char *above;   /* owned; the group that the rows are in */
} Column;

struct _BookgenImportTable {
  BookgenImport *import; /* borrowed */
  int level;             /* of the highest items */
  Column columns[MAX_COLUMNS];
  guint count;
  guint groups[MAX_COLUMNS]; /* which columns are groups, the highest rank first */
  guint n_groups;
  gboolean titled; /* there is a column for titles */
};

static gboolean
is_number (const char *text)
{
  return *text && text[strspn (text, "0123456789.")] == '\0';
}

gboolean
bookgen_import_table_is_header (GPtrArray *row, gboolean surely)
{
  guint known = 0, titles = 0, filled = 0;

  for (guint i = 0; i < row->len; i++)
    {
      BookgenImportLabel label;
      BookgenImportColumn kind = bookgen_import_column_find (row->pdata[i], &label);

      if (is_number (row->pdata[i]))
        return FALSE;
      filled += *(char *) row->pdata[i] != '\0';
      known += kind != BOOKGEN_IMPORT_COLUMN_OTHER;
      titles += kind == BOOKGEN_IMPORT_COLUMN_TITLE || kind == BOOKGEN_IMPORT_COLUMN_GROUP;
    }
  return titles > 0 && (known * 2 >= filled || (surely && known >= 2));
}

BookgenImportTable *
bookgen_import_table_new (BookgenImport *import, int level)
{
  BookgenImportTable *self = g_new0 (BookgenImportTable, 1);

  self->import = import;
  self->level = level;
  return self;
}

void
bookgen_import_table_free (BookgenImportTable *self)
{
  for (guint i = 0; i < self->count; i++)
    {
      g_free (self->columns[i].heading);
      g_free (self->columns[i].above);
    }
  g_free (self);
}

/* Of several columns for titles all but those of the lowest rank are groups: "Chapter title", "Section title". */
static void
settle_titles (BookgenImportTable *self)
{
  guint lowest = 0;

  for (guint i = 0; i < self->count; i++)
    if (self->columns[i].kind == BOOKGEN_IMPORT_COLUMN_TITLE && self->columns[i].label)
      lowest = MAX (lowest, bookgen_import_column_rank (self->columns[i].label));
  for (guint i = 0; i < self->count; i++)
    {
      Column *column = &self->columns[i];

      if (column->kind == BOOKGEN_IMPORT_COLUMN_TITLE && column->label && bookgen_import_column_rank (column->label) < lowest)
        column->kind = BOOKGEN_IMPORT_COLUMN_GROUP;
      self->titled |= column->kind == BOOKGEN_IMPORT_COLUMN_TITLE;
    }
}

static void
sort_groups (BookgenImportTable *self)
{
  for (guint rank = 1; rank <= 3; rank++)
    for (guint i = 0; i < self->count; i++)
      if (self->columns[i].kind == BOOKGEN_IMPORT_COLUMN_GROUP && bookgen_import_column_rank (self->columns[i].label) == rank)
        self->groups[self->n_groups++] = i;
}

void
bookgen_import_table_take_header (BookgenImportTable *self, GPtrArray *row)
{
  self->count = MIN (row->len, MAX_COLUMNS);
  for (guint i = 0; i < self->count; i++)
    {
      Column *column = &self->columns[i];

      column->kind = bookgen_import_column_find (row->pdata[i], &column->label);
      column->heading = g_strdup (row->pdata[i]);
    }
  settle_titles (self);
  sort_groups (self);
}

/* Without a header: numbers first if they are there, then the title, then text. */
static void
guess_columns (BookgenImportTable *self, GPtrArray *row)
{
  gboolean numbered = row->len > 1 && is_number (row->pdata[0]);

  self->count = MIN (row->len, MAX_COLUMNS);
  self->titled = TRUE;
  for (guint i = 0; i < self->count; i++)
    self->columns[i].kind = numbered && i == 0 ? BOOKGEN_IMPORT_COLUMN_NUMBER
                             : i == numbered    ? BOOKGEN_IMPORT_COLUMN_TITLE
                                                : BOOKGEN_IMPORT_COLUMN_BRIEF;
}

static const char *
cell_at (GPtrArray *row, guint index)
{
  return index < row->len ? row->pdata[index] : "";
}

static const char *
cell_of (BookgenImportTable *self, GPtrArray *row, BookgenImportColumn kind)
{
  for (guint i = 0; i < self->count; i++)
    if (self->columns[i].kind == kind && *cell_at (row, i))
      return cell_at (row, i);
  return "";
}

/* Beside a title, the column of the lowest group that only holds a number is the title's. */
static const char *
number_of (BookgenImportTable *self, GPtrArray *row)
{
  const char *number = cell_of (self, row, BOOKGEN_IMPORT_COLUMN_NUMBER);
  const char *lowest = self->n_groups > 0 ? cell_at (row, self->groups[self->n_groups - 1]) : "";

  return !*number && self->titled && is_number (lowest) ? lowest : number;
}

/* "2" below "Part" is "Part 2". */
static char *
dup_group_title (const Column *column, const char *value)
{
  gboolean roman = *value && value[strspn (value, "IVXLC")] == '\0';

  return column->heading && (is_number (value) || roman) ? g_strconcat (column->heading, " ", value, NULL) : g_strdup (value);
}

static void
forget_below (BookgenImportTable *self, guint group)
{
  for (guint i = group; i < self->n_groups; i++)
    g_clear_pointer (&self->columns[self->groups[i]].above, g_free);
}

static BookgenImportItem *
add_groups (BookgenImportTable *self, GPtrArray *row, int *level)
{
  BookgenImportItem *added = NULL;

  for (guint i = 0; i < self->n_groups; i++)
    {
      Column *column = &self->columns[self->groups[i]];
      const char *value = cell_at (row, self->groups[i]);
      gboolean is_number_of_title = i + 1 == self->n_groups && self->titled && is_number (value);

      if (*value && !is_number_of_title && g_strcmp0 (column->above, value) != 0)
        {
          g_autofree char *title = dup_group_title (column, value);

          forget_below (self, i);
          column->above = g_strdup (value);
          added = bookgen_import_items_add (self->import->items, self->level + *level, title);
          added->label = column->label;
        }
      *level += column->above != NULL;
    }
  return added;
}

static guint
count_components (const char *number)
{
  guint count = 1;

  for (; *number; number++)
    count += *number == '.' && g_ascii_isdigit (number[1]);
  return count;
}

static void
fill_item (BookgenImportTable *self, GPtrArray *row, BookgenImportItem *item)
{
  const char *number = number_of (self, row);

  if (*number)
    {
      g_free (item->number);
      item->number = g_strdup (number);
    }
  bookgen_import_label_skip (cell_of (self, row, BOOKGEN_IMPORT_COLUMN_KIND), &item->label);
  item->target_words = bookgen_import_target_read (cell_of (self, row, BOOKGEN_IMPORT_COLUMN_WORDS));
  for (guint i = 0; i < self->count; i++)
    if (self->columns[i].kind == BOOKGEN_IMPORT_COLUMN_BRIEF)
      bookgen_import_item_add_text (item, cell_at (row, i), -1);
}

/* 2, "H2", "Heading 2" */
static int
read_level (const char *text)
{
  text += strcspn (text, "0123456789");
  return CLAMP (g_ascii_strtoll (text, NULL, 10), 0, BOOKGEN_IMPORT_MAX_DEPTH + 1);
}

static int
level_of (BookgenImportTable *self, GPtrArray *row, int level)
{
  const char *depth = cell_of (self, row, BOOKGEN_IMPORT_COLUMN_LEVEL);
  BookgenImportLabel label = BOOKGEN_IMPORT_LABEL_NONE;

  if (*depth)
    return level + read_level (depth);
  if (bookgen_import_label_skip (cell_of (self, row, BOOKGEN_IMPORT_COLUMN_KIND), &label))
    return level + bookgen_import_column_rank (label);
  return level > 0 ? level : (int) count_components (cell_of (self, row, BOOKGEN_IMPORT_COLUMN_NUMBER));
}

void
bookgen_import_table_add_row (BookgenImportTable *self, GPtrArray *row)
{
  int level = 0;
  BookgenImportItem *item;
  const char *title;

  if (self->count == 0)
    guess_columns (self, row);
  item = add_groups (self, row, &level);
  title = cell_of (self, row, BOOKGEN_IMPORT_COLUMN_TITLE);
  if (*title)
    item = bookgen_import_items_add (self->import->items, self->level + level_of (self, row, level), title);
  if (item)
    fill_item (self, row, item);
}

gboolean
bookgen_import_table_read (GPtrArray *rows, BookgenImport *import, int level)
{
  g_autoptr (BookgenImportTable) self = bookgen_import_table_new (import, level);

  if (rows->len < 2 || !bookgen_import_table_is_header (rows->pdata[0], FALSE))
    return FALSE;
  bookgen_import_table_take_header (self, rows->pdata[0]);
  for (guint i = 1; i < rows->len; i++)
    bookgen_import_table_add_row (self, rows->pdata[i]);
  return TRUE;
}

/* "| a | b |" -> "a", "b" */
static GPtrArray *
split_cells (const char *line)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *inner = g_strstrip (g_strdup (line + strspn (line, " |")));
  gsize length = strlen (inner);

  if (length > 0 && inner[length - 1] == '|')
    inner[length - 1] = '\0';
  g_auto (GStrv) cells = g_strsplit (inner, "|", MAX_COLUMNS);
  for (guint i = 0; cells[i]; i++)
    g_ptr_array_add (row, g_strstrip (g_strdup (cells[i])));
  return row;
}

/* https://github.github.com/gfm/#tables-extension- */
gboolean
bookgen_import_table_read_markdown (const char *text, BookgenImport *import, int level)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  if (!lines[0] || !strchr (lines[0], '|') || !lines[1] || !strchr (lines[1], '-') || lines[1][strspn (lines[1], " |:-")] != '\0')
    return FALSE;
  for (guint i = 0; lines[i]; i++)
    if (i != 1)
      g_ptr_array_add (rows, split_cells (lines[i]));
  return bookgen_import_table_read (rows, import, level);
}
