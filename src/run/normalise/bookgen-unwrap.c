/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-unwrap.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* json-glib goes down by recursion; nobody wraps a chapter this deep. */
#define JSON_DEPTH_MAX 16
/* The chapter is that many times longer than all other strings beside it. */
#define LONG_FACTOR 4

static gboolean
is_shallow (const char *text)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    {
      if (quoted && *text == '\\' && text[1] != '\0')
        text++;
      else if (*text == '"')
        quoted = !quoted;
      else if (!quoted && strchr ("{[", *text) != NULL && ++depth > JSON_DEPTH_MAX)
        return FALSE;
      else if (!quoted && strchr ("}]", *text) != NULL && depth > 0)
        depth--;
    }
  return TRUE;
}

/* The name of the one long string; NULL when there is none. */
static const char *
find_long_member (JsonObject *object)
{
  JsonObjectIter iter;
  JsonNode *node;
  const char *name, *longest = NULL;
  gsize longest_length = 0, total = 0;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      gsize length = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                         ? strlen (json_node_get_string (node))
                         : 0;

      total += length;
      if (length > longest_length)
        longest = name, longest_length = length;
    }
  return longest_length > 0 && longest_length >= LONG_FACTOR * (total - longest_length) ? longest : NULL;
}

static char *
unwrap_json (const char *text, BookgenNormalised *record)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autoptr (JsonNode) root = NULL;
  const char *name;
  g_autofree char *what = NULL;

  if (*trimmed != '{' || trimmed[strlen (trimmed) - 1] != '}' || !is_shallow (trimmed))
    return NULL;
  root = json_from_string (trimmed, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  name = find_long_member (json_node_get_object (root));
  if (name == NULL)
    return NULL;
  what = g_strdup_printf ("{\"%s\": …}", name);
  bookgen_normalised_add_removal (record, "json", 1, what, -1);
  /* What json-glib makes of half a surrogate pair is no UTF-8. */
  return g_utf8_make_valid (json_object_get_string_member (json_node_get_object (root), name), -1);
}

/* TeX has commands that begin with \n. */
static gboolean
is_tex_command (const char *at)
{
  static const char *const COMMANDS[]
      = { "nabla",    "ne",         "nearrow", "neg",   "neq",       "newcommand", "newline",  "newpage",
          "nexists",  "ngeq",       "ni",      "nleq",  "nmid",      "node",       "noindent", "nolimits",
          "nonumber", "normalsize", "not",     "notin", "nsubseteq", "nu",         NULL };
  gsize length = 0;

  while (length < 16 && g_ascii_isalpha (at[length]))
    length++;
  for (guint i = 0; COMMANDS[i] != NULL; i++)
    if (strlen (COMMANDS[i]) == length && strncmp (COMMANDS[i], at, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_written_newline (const char *text, const char *at)
{
  return at[0] == '\\' && at[1] == 'n' && (at == text || at[-1] != '\\') && !is_tex_command (at + 1);
}

static gboolean
is_one_line (const char *text)
{
  const char *end = strchr (text, '\n');

  return end == NULL || end[strspn (end, " \n")] == '\0';
}

static char *
unwrap_newlines (const char *text, BookgenNormalised *record)
{
  GString *clean;
  guint count = 0;

  if (!is_one_line (text))
    return NULL;
  for (const char *at = text; *at != '\0'; at++)
    count += is_written_newline (text, at);
  if (count < 2)
    return NULL;
  clean = g_string_sized_new (strlen (text));
  for (const char *at = text; *at != '\0'; at++)
    if (is_written_newline (text, at))
      g_string_append_c (clean, '\n'), at++;
    else if (at[0] == '\\' && at[1] == '"' && (at == text || at[-1] != '\\'))
      g_string_append_c (clean, '"'), at++;
    else
      g_string_append_c (clean, *at);
  bookgen_normalised_add_removal (record, "newlines", 1, "\\n", -1);
  return g_string_free (clean, FALSE);
}

char *
bookgen_unwrap (const char *text, BookgenNormalised *record)
{
  char *inside = unwrap_json (text, record);

  return inside != NULL ? inside : unwrap_newlines (text, record);
}
