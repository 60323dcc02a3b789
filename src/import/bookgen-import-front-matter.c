/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-front-matter.h"

#include <string.h>

#define MAX_LINES 128

/* Takes the quotes off VALUE; in single ones a quote is doubled. */
static char *
dup_unquoted (const char *value)
{
  gsize length = strlen (value);
  g_autofree char *inner = NULL;

  if (length < 2 || !strchr ("\"'", *value) || value[length - 1] != *value)
    return g_strdup (value);
  inner = g_strndup (value + 1, length - 2);
  if (*value == '"')
    return g_steal_pointer (&inner);
  g_auto (GStrv) pieces = g_strsplit (inner, "''", -1);
  return g_strjoinv ("'", pieces);
}

/* "[Ada, Bob]" and "- Ada" below each other: the names with commas between. */
static char *
dup_joined (GStrv pieces)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; pieces[i]; i++)
    {
      g_autofree char *piece = dup_unquoted (g_strstrip (pieces[i]));

      g_string_append_printf (joined, "%s%s", joined->len > 0 && *piece ? ", " : "", piece);
    }
  return g_strdup (joined->str);
}

/* The value goes on in the lines below, which are indented, or list entries. */
static char *
dup_lines_below (GStrv lines, gboolean list)
{
  g_autoptr (GStrvBuilder) pieces = g_strv_builder_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (; *lines && (g_ascii_isspace (**lines) || (list && g_str_has_prefix (*lines, "- "))); lines++)
    {
      const char *line = g_strstrip (*lines);

      if (list && g_str_has_prefix (line, "- "))
        g_strv_builder_add (pieces, line + 2);
      else
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", line);
    }
  g_auto (GStrv) entries = g_strv_builder_end (pieces);
  return entries[0] ? dup_joined (entries) : g_strdup (text->str);
}

static char *
dup_value (GStrv lines, char *value)
{
  gsize length = strlen (value);

  if (length == 0)
    return dup_lines_below (lines + 1, TRUE);
  if (*value == '>' || *value == '|')
    return dup_lines_below (lines + 1, FALSE);
  if (*value != '[' || value[length - 1] != ']')
    return dup_unquoted (value);
  value[length - 1] = '\0';
  g_auto (GStrv) pieces = g_strsplit (value + 1, ",", -1);
  return dup_joined (pieces);
}

/* The value of KEY in a block of "key: value" (YAML) or "key = value" (TOML); NULL where there is none. */
static char *
dup_matter (const char *block, char separator, const char *key)
{
  g_auto (GStrv) lines = g_strsplit (block, "\n", MAX_LINES);

  for (guint i = 0; lines[i]; i++)
    {
      char *after = lines[i] + strlen (key);

      if (g_ascii_strncasecmp (lines[i], key, strlen (key)) != 0)
        continue;
      after += strspn (after, " ");
      if (*after == separator)
        return dup_value (lines + i, g_strstrip (after + 1));
    }
  return NULL;
}

static void
take_name (char **where, char *value)
{
  if (!value || !*value)
    {
      g_free (value);
      return;
    }
  g_free (*where);
  *where = value;
}

static void
take_names (BookgenImport *import, const char *block, char separator)
{
  char *author = dup_matter (block, separator, "author");

  take_name (&import->title, dup_matter (block, separator, "title"));
  take_name (&import->author, author ? author : dup_matter (block, separator, "authors"));
  import->titled = *import->title != '\0';
}

/* Where the line after TEXT's first that is one of ENDS begins; *LENGTH is the end's. NULL where there is none. */
static const char *
find_end (const char *text, const char *const *ends, gsize *length)
{
  for (const char *line = strchr (text, '\n'); line; line = strchr (line + 1, '\n'))
    for (guint i = 0; ends[i]; i++)
      {
        *length = strlen (ends[i]);
        if (g_str_has_prefix (line + 1, ends[i]) && (line[1 + *length] == '\n' || line[1 + *length] == '\0'))
          return line + 1;
      }
  return NULL;
}

/* Between fences of its own. */
static const char *
take_block (BookgenImport *import, const char *text, char separator)
{
  static const char *const yaml[] = { "---", "...", NULL }, *const toml[] = { "+++", NULL };
  gsize length;
  const char *end = find_end (text, separator == ':' ? yaml : toml, &length);
  g_autofree char *block = end ? g_strndup (text + 4, end > text + 4 ? end - text - 4 : 0) : NULL;

  if (!block || !strchr (block, separator))
    return text;
  take_names (import, block, separator);
  return end + length + (end[length] == '\n');
}

/* "% Title", "% Author": pandoc's. https://pandoc.org/MANUAL.html#extension-pandoc_title_block */
static const char *
take_percents (BookgenImport *import, const char *text)
{
  char **names[] = { &import->title, &import->author, NULL };

  for (guint i = 0; g_str_has_prefix (text, "% ") && i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strcspn (text, "\n");

      if (names[i])
        take_name (names[i], g_strstrip (g_strndup (text + 2, length - 2)));
      text += length + (text[length] == '\n');
      import->titled = *import->title != '\0';
    }
  return text;
}

const char *
bookgen_import_front_matter_take (BookgenImport *import, const char *text)
{
  if (g_str_has_prefix (text, "---\n"))
    return take_block (import, text, ':');
  if (g_str_has_prefix (text, "+++\n"))
    return take_block (import, text, '=');
  return take_percents (import, text);
}
