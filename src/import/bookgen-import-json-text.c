/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-import-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import.h"

/* json-glib reads by recursion. */
#define MAX_NESTING 200

/* The JSON in TEXT, which may stand in a fence or among a model's words: from the first bracket to the last one. */
static char *
dup_json (const char *text)
{
  const char *start = strpbrk (text, "{[");
  const char *curly = strrchr (text, '}'), *square = strrchr (text, ']');
  const char *end = MAX (curly, square);

  return start && end && end > start ? g_strndup (start, end + 1 - start) : NULL;
}

/* Takes out commas before a closing bracket, which models write and json-glib refuses. Returns how deep brackets nest. */
static guint
tidy (char *json)
{
  gboolean in_string = FALSE;
  guint depth = 0, deepest = 0;

  for (char *c = json; *c; c++)
    if (in_string && *c == '\\' && c[1])
      c++;
    else if (*c == '"')
      in_string = !in_string;
    else if (!in_string && (*c == '{' || *c == '['))
      {
        depth++;
        deepest = MAX (deepest, depth);
      }
    else if (!in_string && (*c == '}' || *c == ']'))
      depth -= depth > 0;
    else if (!in_string && *c == ',' && c[1 + strspn (c + 1, " \t\n")] && strchr ("}]", c[1 + strspn (c + 1, " \t\n")]))
      *c = ' ';
  return deepest;
}

JsonNode *
bookgen_import_json_parse (const char *text, GError **error)
{
  g_autofree char *json = dup_json (text);
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json)
    g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN, _ ("it ends too early"));
  else if (tidy (json) > MAX_NESTING)
    g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE, _ ("it nests too deep"));
  else if (json_parser_load_from_data (parser, json, -1, error))
    return json_parser_get_root (parser) ? json_parser_steal_root (parser) : json_node_new (JSON_NODE_NULL);
  return NULL;
}

char *
bookgen_import_json_dup_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) array = g_string_new ("[");
  guint n_objects = 0;

  for (guint i = 0; lines[i]; i++)
    {
      g_strstrip (lines[i]);
      if (!*lines[i])
        continue;
      if (*lines[i] != '{' || !g_str_has_suffix (lines[i], "}"))
        return NULL;
      g_string_append_printf (array, "%s%s", n_objects++ > 0 ? "," : "", lines[i]);
    }
  g_string_append_c (array, ']');
  return n_objects > 1 ? g_strdup (array->str) : NULL;
}
