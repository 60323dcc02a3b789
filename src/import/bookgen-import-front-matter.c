/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-front-matter.h"

#include <string.h>

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

/* The value of "key: value" in the block between "---" lines at the start; NULL where there is none. */
static char *
dup_matter (const char *matter, gsize length, const char *key)
{
  g_autofree char *block = g_strndup (matter, length);
  g_auto (GStrv) lines = g_strsplit (block, "\n", 64);

  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], key) && lines[i][strlen (key)] == ':')
      return dup_unquoted (g_strstrip (lines[i] + strlen (key) + 1));
  return NULL;
}

static void
take_name (char **where, char *value)
{
  if (!value)
    return;
  g_free (*where);
  *where = value;
}

const char *
bookgen_import_front_matter_take (BookgenImport *import, const char *text)
{
  const char *end;

  if (!g_str_has_prefix (text, "---\n"))
    return text;
  end = strstr (text + 3, "\n---\n");
  if (!end || !memchr (text + 4, ':', end - text > 4 ? end - text - 4 : 0))
    return text;
  take_name (&import->title, dup_matter (text + 4, end - text - 3, "title"));
  take_name (&import->author, dup_matter (text + 4, end - text - 3, "author"));
  return end + 5;
}
