/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-front-matter.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-target.h"

/* The Markdown that outlines are copied out as: below each heading a comment says what it is. Unlike other Markdown it is
 * read line by line, and nothing in it is guessed: "# Title", "<!-- bookgen chapter words=2200 writer=me locked left-out id=u7
 * needs=u3,u5 depth=7 -->", and all lines up to the next heading are the brief, with a backslash before what would be a heading. */
#define MARK "<!-- bookgen "

gboolean
bookgen_import_marked_recognises (const BookgenImportSource *source)
{
  const char *mark = source->root ? NULL : strstr (source->text, "\n" MARK);

  while (mark && mark > source->text)
    if (*--mark == '\n' || mark == source->text)
      return mark[*mark == '\n'] == '#';
  return FALSE;
}

/* How many signs a heading begins with; 0 where LINE is none. */
static guint
heading_level (const char *line)
{
  gsize signs = strspn (line, "#");

  return signs <= 6 && (line[signs] == ' ' || line[signs] == '\0') ? signs : 0;
}

static char *
dup_title (const char *heading)
{
  GString *title = g_string_new (NULL);

  for (heading += strspn (heading, "#"); *heading; heading++)
    {
      if (*heading == '\\' && g_ascii_ispunct (heading[1]))
        heading++;
      g_string_append_c (title, *heading);
    }
  return g_strstrip (g_string_free (title, FALSE));
}

static void
add_heading (BookgenImport *import, const char *line)
{
  g_autofree char *title = dup_title (line);

  bookgen_import_items_add (import->items, heading_level (line) - 1, title);
}

static void
take_word (BookgenImportItem *item, const char *word)
{
  BookgenUnitKind kind;

  if (bookgen_unit_kind_from_string (word, &kind))
    bookgen_import_item_mark (item, kind);
  else if (strcmp (word, "writer=me") == 0)
    item->writer = BOOKGEN_WRITER_ME;
  else if (strcmp (word, "locked") == 0)
    item->locked = TRUE;
  else if (strcmp (word, "left-out") == 0)
    item->left_out = TRUE;
  else if (g_str_has_prefix (word, "id="))
    bookgen_import_item_set_id (item, word + strlen ("id="));
  else if (g_str_has_prefix (word, "needs="))
    bookgen_import_item_set_depends_on (item, word + strlen ("needs="), ",");
  else if (g_str_has_prefix (word, "words="))
    item->target_words = MIN (g_ascii_strtoull (word + strlen ("words="), NULL, 10), BOOKGEN_IMPORT_MAX_TARGET_WORDS);
  else if (g_str_has_prefix (word, "depth="))
    item->level = MIN (g_ascii_strtoull (word + strlen ("depth="), NULL, 10), BOOKGEN_IMPORT_MAX_DEPTH);
}

/* Returns whether LINE is a mark. What it says and we do not know is passed over. */
static gboolean
take_mark (BookgenImportItem *item, const char *line)
{
  if (!item || item->text || item->marked || !g_str_has_prefix (line, MARK) || !g_str_has_suffix (line, "-->"))
    return FALSE;
  g_auto (GStrv) words = g_strsplit (line + strlen (MARK), " ", 16);
  for (guint i = 0; words[i]; i++)
    take_word (item, words[i]);
  return TRUE;
}

static void
add_line (BookgenImport *import, const char *line)
{
  BookgenImportItem *item = bookgen_import_items_last (import->items);
  gsize indent = MIN (strspn (line, " "), 3);
  g_autoptr (GString) text = g_string_new (line);

  if (line[indent] == '\\' && line[indent + strspn (line + indent, "\\")] == '#')
    g_string_erase (text, indent, 1);
  if (!item)
    g_string_append_printf (import->preamble, "%s\n", text->str);
  else if (*line || item->text)
    bookgen_import_item_add_line (item, text->str, text->len);
}

gboolean
bookgen_import_marked_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  const char *text = bookgen_import_front_matter_take (import, source->text);

  while (*text)
    {
      gsize length = strcspn (text, "\n");
      g_autofree char *line = g_strndup (text, length);

      if (heading_level (line) > 0)
        add_heading (import, line);
      else if (!take_mark (bookgen_import_items_last (import->items), line))
        add_line (import, line);
      text += length + (text[length] == '\n');
    }
  return TRUE;
}
