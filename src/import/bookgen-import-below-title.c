/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-below-title.h"

#include <string.h>

#include "bookgen-import-lines.h"

#define MAX_CHAPTER_CHARS 80
/* Fewer may be notes. */
#define MIN_CHAPTERS 3

typedef struct {
  const char *title, *body; /* borrowed from the text */
  gboolean underlined;
} Head;

static const char *
skip_line (const char *text)
{
  gsize length = strcspn (text, "\n");

  return text + length + (text[length] == '\n');
}

static gboolean
is_rule (const char *text)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));

  return bookgen_import_line_is_rule (line);
}

/* "# Title", or a title with a line of signs below it, and maybe above. */
static Head
find_head (const char *text)
{
  Head head = { 0 };

  text += strspn (text, " \n");
  head.title = is_rule (text) ? skip_line (text) : text;
  head.body = skip_line (head.title);
  head.underlined = is_rule (head.body);
  if (head.underlined)
    head.body = skip_line (head.body);
  return head;
}

static gboolean
may_be_chapter (const char *line)
{
  return g_utf8_strlen (line, -1) <= MAX_CHAPTER_CHARS && !strchr (".!?,;", line[strlen (line) - 1]);
}

/* Lines that say what they are, or at least half of all. */
static gboolean
are_outline (GPtrArray *items, const char *text)
{
  g_autoptr (GArray) lines = bookgen_import_lines_split (text, BOOKGEN_IMPORT_MAX_ITEMS);
  guint filled = 0;

  for (guint i = 0; i < items->len; i++)
    if (((BookgenImportItem *) items->pdata[i])->label != BOOKGEN_IMPORT_LABEL_NONE)
      return items->len > 1;
  for (guint i = 0; i < lines->len; i++)
    filled += *bookgen_import_lines_at (lines, i)->text != '\0';
  return items->len > 1 && items->len * 2 >= filled;
}

/* Every line a title, and nothing that would be running text. */
static gboolean
are_chapters (const char *text)
{
  g_autoptr (GArray) lines = bookgen_import_lines_split (text, BOOKGEN_IMPORT_MAX_ITEMS);
  guint count = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = bookgen_import_lines_at (lines, i)->text;

      if (*line && !may_be_chapter (line))
        return FALSE;
      count += *line != '\0';
    }
  return count >= MIN_CHAPTERS;
}

static void
take (BookgenImport *import, BookgenImport *plain, const Head *head)
{
  g_autofree char *title = g_strndup (head->title, strcspn (head->title, "\n"));

  if (!import->titled)
    {
      g_free (import->title);
      import->title = g_strdup (title + strspn (title, "# "));
      import->titled = TRUE;
    }
  g_ptr_array_unref (import->items);
  import->items = g_ptr_array_ref (plain->items);
  if (*plain->title)
    g_string_append_printf (import->preamble, "%s\n", plain->title);
  g_string_append (import->preamble, plain->preamble->str);
}

gboolean
bookgen_import_below_title_read (const char *text, const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  Head head = find_head (text);
  BookgenImportSource below = { .text = head.body, .length = strlen (head.body), .name = source->name };
  g_autoptr (BookgenImport) plain = bookgen_import_new ("list");

  if (!head.underlined && *head.title != '#')
    return TRUE;
  if (!bookgen_import_list_read (&below, plain, error))
    return FALSE;
  if (plain->items->len == 0 && head.underlined && are_chapters (head.body) && !bookgen_import_indented_read (&below, plain, error))
    return FALSE;
  if (are_outline (plain->items, head.body))
    take (import, plain, &head);
  return TRUE;
}
