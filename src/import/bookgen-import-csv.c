/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-reader.h"
#include "bookgen-import-table.h"

#define LOOK_ROWS 20
/* So many rows may stand above the one that names the columns. */
#define MAX_ROWS_ABOVE 5

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

      if (row->len < BOOKGEN_IMPORT_TABLE_MAX_COLUMNS)
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

/* Past the rows above the one that names the columns, a title at most; NULL where there is no such row. */
static const char *
find_header (const char *text, char delimiter, gboolean surely)
{
  for (guint i = 0; i < MAX_ROWS_ABOVE && *text; i++)
    {
      const char *start = text;
      g_autoptr (GPtrArray) row = take_row (&text, delimiter);

      if (bookgen_import_table_is_header (row, surely) && (row->len > 1 || surely))
        return start;
    }
  return NULL;
}

/* A delimiter with which rows agree, and a header or a name that says so: prose has commas too. 0: no table. */
static char
find_delimiter (const BookgenImportSource *source, const char **text, gboolean *named)
{
  static const char candidates[] = { '\t', ';', ',', '|' };
  char given = 0;

  *named = bookgen_import_source_has_suffix (source, ".csv") || bookgen_import_source_has_suffix (source, ".tsv");
  *text = skip_separator_line (source->text, &given);
  if (given)
    {
      *named = TRUE;
      return given;
    }
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint rows = 0, columns = count_columns (*text, candidates[i], &rows);
      const char *header = strchr (*text, candidates[i]) ? find_header (*text, candidates[i], *named) : NULL;

      if (header && (*named || (columns > 1 && rows >= 2)))
        return candidates[i];
      if (columns > 1 && rows >= 3 && *named)
        return candidates[i];
    }
  /* One column is a table where its header says so. */
  return *named && find_header (*text, ',', TRUE) ? ',' : 0;
}

gboolean
bookgen_import_csv_recognises (const BookgenImportSource *source)
{
  const char *text;
  gboolean named;

  return !source->root && find_delimiter (source, &text, &named) != 0;
}

/* What stands above the header names the table. */
static void
take_title (BookgenImport *import, GPtrArray *row)
{
  if (*import->title != '\0')
    return;
  g_free (import->title);
  import->title = g_strdup (row->pdata[0]);
}

gboolean
bookgen_import_csv_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (BookgenImportTable) table = bookgen_import_table_new (import, 0);
  const char *text, *header;
  gboolean named;
  char delimiter = find_delimiter (source, &text, &named);
  GPtrArray *row;

  if (delimiter == '\0')
    return TRUE; /* no table */
  header = find_header (text, delimiter, named);
  for (const char *start = text; import->items->len <= BOOKGEN_IMPORT_MAX_ITEMS && (row = take_row (&text, delimiter)); start = text)
    {
      if (header && start < header)
        take_title (import, row);
      else if (start == header)
        bookgen_import_table_take_header (table, row);
      else
        bookgen_import_table_add_row (table, row);
      g_ptr_array_unref (row);
    }
  return TRUE;
}
