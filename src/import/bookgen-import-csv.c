/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-number.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-target.h"

#define MAX_COLUMNS 64
#define LOOK_ROWS 20

typedef enum {
  COLUMN_OTHER,
  COLUMN_LEVEL,  /* a number that says how deep */
  COLUMN_NUMBER, /* "1.2" */
  COLUMN_GROUP,  /* a title above those to its right; blank or repeated where it goes on */
  COLUMN_TITLE,
  COLUMN_BRIEF,
  COLUMN_WORDS,
} ColumnKind;

typedef struct {
  const char *name;
  ColumnKind kind;
  BookgenImportLabel label;
} ColumnName;

static const ColumnName column_names[] = {
  { "level", COLUMN_LEVEL },
  { "depth", COLUMN_LEVEL },
  { "outline level", COLUMN_LEVEL },
  { "number", COLUMN_NUMBER },
  { "no", COLUMN_NUMBER },
  { "no.", COLUMN_NUMBER },
  { "nr", COLUMN_NUMBER },
  { "nr.", COLUMN_NUMBER },
  { "#", COLUMN_NUMBER },
  { "chapter number", COLUMN_NUMBER },
  { "chapter_number", COLUMN_NUMBER },
  { "part", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_PART },
  { "book", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_PART },
  { "act", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_PART },
  { "teil", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_PART },
  { "module", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_MODULE },
  { "unit", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_MODULE },
  { "modul", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_MODULE },
  { "chapter", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "kapitel", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "lesson", COLUMN_GROUP, BOOKGEN_IMPORT_LABEL_LESSON },
  { "section", COLUMN_GROUP },
  { "subsection", COLUMN_GROUP },
  { "topic", COLUMN_GROUP },
  { "title", COLUMN_TITLE },
  { "chapter title", COLUMN_TITLE },
  { "chapter_title", COLUMN_TITLE },
  { "lesson title", COLUMN_TITLE },
  { "lesson_title", COLUMN_TITLE },
  { "name", COLUMN_TITLE },
  { "heading", COLUMN_TITLE },
  { "titel", COLUMN_TITLE },
  { "titre", COLUMN_TITLE },
  { "título", COLUMN_TITLE },
  { "titolo", COLUMN_TITLE },
  { "brief", COLUMN_BRIEF },
  { "summary", COLUMN_BRIEF },
  { "description", COLUMN_BRIEF },
  { "synopsis", COLUMN_BRIEF },
  { "notes", COLUMN_BRIEF },
  { "content", COLUMN_BRIEF },
  { "words", COLUMN_WORDS },
  { "word count", COLUMN_WORDS },
  { "target words", COLUMN_WORDS },
  { "target_words", COLUMN_WORDS },
  { "target", COLUMN_WORDS },
};

typedef struct {
  BookgenImport *import; /* borrowed */
  char delimiter;
  ColumnKind kinds[MAX_COLUMNS];
  BookgenImportLabel labels[MAX_COLUMNS];
  char *above[MAX_COLUMNS]; /* owned; the group each column is in */
  guint count;
  guint titles; /* columns of that kind */
} Table;

/* One field of RFC 4180: quoted, with "" for a quote, or bare up to the next delimiter. *TEXT moves past it. */
static char *
take_field (const char **text, char delimiter)
{
  GString *field = g_string_new (NULL);
  const char *in = *text;

  if (*in == '"')
    {
      for (in++; *in && (*in != '"' || in[1] == '"'); in++)
        {
          g_string_append_c (field, *in);
          in += *in == '"';
        }
      in += *in == '"';
    }
  for (; *in && *in != delimiter && *in != '\n'; in++)
    g_string_append_c (field, *in);
  *text = in;
  return g_strstrip (g_string_free (field, FALSE));
}

/* The next row, and *TEXT past it; NULL at the end. */
static GPtrArray *
take_row (const char **text, char delimiter)
{
  GPtrArray *row;

  if (**text == '\0')
    return NULL;
  row = g_ptr_array_new_with_free_func (g_free);
  for (;;)
    {
      char *field = take_field (text, delimiter);

      if (row->len < MAX_COLUMNS)
        g_ptr_array_add (row, field);
      else
        g_free (field);
      if (**text != delimiter)
        break;
      (*text)++;
    }
  *text += **text == '\n';
  return row;
}

static const ColumnName *
find_column (const char *title)
{
  g_autofree char *folded = g_utf8_strdown (title, -1);

  for (guint i = 0; i < G_N_ELEMENTS (column_names); i++)
    if (strcmp (folded, column_names[i].name) == 0)
      return &column_names[i];
  return NULL;
}

static const char *
skip_separator_line (const char *text, char *delimiter)
{
  if (g_ascii_strncasecmp (text, "sep=", 4) != 0 || !text[4] || text[5] != '\n')
    return text;
  *delimiter = text[4];
  return text + 6;
}

/* How many columns the first rows have with this delimiter; 0 where they do not agree. */
static guint
count_columns (const char *text, char delimiter, guint *rows)
{
  guint columns = 0;

  for (*rows = 0; *rows < LOOK_ROWS;)
    {
      g_autoptr (GPtrArray) row = NULL;

      text += strspn (text, "\n");
      row = take_row (&text, delimiter);
      if (!row)
        break;
      if (*rows > 0 && row->len != columns)
        return 0;
      columns = row->len;
      (*rows)++;
    }
  return columns;
}

static gboolean
has_header (const char *text, char delimiter)
{
  g_autoptr (GPtrArray) row = take_row (&text, delimiter);
  gboolean titled = FALSE;
  guint known = 0;

  for (guint i = 0; row && i < row->len; i++)
    {
      const ColumnName *column = find_column (row->pdata[i]);

      known += column != NULL;
      titled |= column && (column->kind == COLUMN_TITLE || column->kind == COLUMN_GROUP);
    }
  return titled && known * 2 >= row->len;
}

/* A delimiter with which rows agree, and a header or a name that says so: prose has commas too. 0: no table. */
static char
find_delimiter (const BookgenImportSource *source, const char **text)
{
  static const char candidates[] = { '\t', ';', ',', '|' };
  gboolean named = bookgen_import_source_has_suffix (source, ".csv") || bookgen_import_source_has_suffix (source, ".tsv");
  char given = 0;

  *text = skip_separator_line (source->text, &given);
  if (given)
    return given;
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint rows = 0, columns = count_columns (*text, candidates[i], &rows);

      if (columns > 1 && ((rows >= 2 && has_header (*text, candidates[i])) || (rows >= 3 && named)))
        return candidates[i];
    }
  /* One column is a table where its header says so. */
  return named && has_header (*text, ',') ? ',' : 0;
}

gboolean
bookgen_import_csv_recognises (const BookgenImportSource *source)
{
  const char *text;

  return !source->root && find_delimiter (source, &text) != 0;
}

static void
set_column (Table *table, guint index, ColumnKind kind, BookgenImportLabel label)
{
  table->kinds[index] = kind;
  table->labels[index] = label;
  table->titles += kind == COLUMN_TITLE;
}

static void
take_header (Table *table, GPtrArray *row)
{
  table->count = row->len;
  for (guint i = 0; i < row->len; i++)
    {
      const ColumnName *column = find_column (row->pdata[i]);

      if (column)
        set_column (table, i, column->kind, column->label);
    }
}

static gboolean
is_number (const char *text)
{
  return *text && text[strspn (text, "0123456789.")] == '\0';
}

/* Without a header: numbers first if they are there, then the title, then text. */
static void
guess_columns (Table *table, GPtrArray *row)
{
  gboolean numbered = row->len > 1 && is_number (row->pdata[0]);

  table->count = row->len;
  for (guint i = 0; i < row->len; i++)
    set_column (table, i, numbered && i == 0 ? COLUMN_NUMBER : i == numbered ? COLUMN_TITLE : COLUMN_BRIEF, 0);
}

static void
forget_below (Table *table, guint column)
{
  for (guint i = column; i < table->count; i++)
    g_clear_pointer (&table->above[i], g_free);
}

/* Beside a title, a chapter's or part's column that only holds a number is its number. */
static gboolean
is_group_value (Table *table, guint column, const char *value)
{
  gboolean last = TRUE;

  for (guint i = column + 1; i < table->count; i++)
    last &= table->kinds[i] != COLUMN_GROUP;
  return *value && !(last && table->titles > 0 && is_number (value));
}

static BookgenImportItem *
add_groups (Table *table, GPtrArray *row, int *level)
{
  BookgenImportItem *added = NULL;

  for (guint i = 0; i < MIN (row->len, table->count); i++)
    {
      const char *value = row->pdata[i];

      if (table->kinds[i] != COLUMN_GROUP)
        continue;
      if (is_group_value (table, i, value) && g_strcmp0 (table->above[i], value) != 0)
        {
          forget_below (table, i);
          table->above[i] = g_strdup (value);
          added = bookgen_import_items_add (table->import->items, *level, value);
          added->label = table->labels[i];
        }
      *level += table->above[i] != NULL;
    }
  return added;
}

static const char *
cell_of (Table *table, GPtrArray *row, ColumnKind kind)
{
  for (guint i = 0; i < MIN (row->len, table->count); i++)
    if (table->kinds[i] == kind && *(char *) row->pdata[i])
      return row->pdata[i];
  return "";
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
fill_item (Table *table, GPtrArray *row, BookgenImportItem *item)
{
  const char *number = cell_of (table, row, COLUMN_NUMBER);

  if (*number)
    {
      g_free (item->number);
      item->number = g_strdup (number);
    }
  item->target_words = bookgen_import_target_read (cell_of (table, row, COLUMN_WORDS));
  for (guint i = 0; i < MIN (row->len, table->count); i++)
    if (table->kinds[i] == COLUMN_BRIEF)
      bookgen_import_item_add_text (item, row->pdata[i], -1);
}

static void
add_row (Table *table, GPtrArray *row)
{
  int level = 0;
  BookgenImportItem *item = add_groups (table, row, &level);
  const char *title = cell_of (table, row, COLUMN_TITLE), *depth = cell_of (table, row, COLUMN_LEVEL);

  if (*depth)
    level += CLAMP (g_ascii_strtoll (depth, NULL, 10), 0, BOOKGEN_IMPORT_MAX_DEPTH + 1);
  else if (level == 0)
    level += count_components (cell_of (table, row, COLUMN_NUMBER));
  if (*title)
    item = bookgen_import_items_add (table->import->items, level, title);
  if (item)
    fill_item (table, row, item);
}

gboolean
bookgen_import_csv_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  Table table = { .import = import };
  const char *text;
  GPtrArray *row;
  gboolean header;

  table.delimiter = find_delimiter (source, &text);
  if (table.delimiter == '\0')
    return TRUE; /* no table */
  header = has_header (text, table.delimiter);
  while ((row = take_row (&text, table.delimiter)))
    {
      if (table.count == 0 && header)
        take_header (&table, row);
      else
        {
          if (table.count == 0)
            guess_columns (&table, row);
          add_row (&table, row);
        }
      g_ptr_array_unref (row);
    }
  forget_below (&table, 0);
  return TRUE;
}
