/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-import-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import.h"

/* json-glib reads by recursion. */
#define MAX_NESTING 200

/* From the first bracket to the last one. */
static char *
dup_bracketed (const char *text)
{
  const char *start = strpbrk (text, "{[");
  const char *curly = strrchr (text, '}'), *square = strrchr (text, ']');
  const char *end = MAX (curly, square);

  return start && end && end > start ? g_strndup (start, end + 1 - start) : NULL;
}

/* The longest of the values that TEXT holds one after another, and how deep brackets nest. */
typedef struct {
  const char *start; /* of the value that is open */
  const char *best;
  gsize best_length;
  guint depth, deepest;
} Scan;

static void
scan_bracket (Scan *self, const char *at)
{
  if (*at == '{' || *at == '[')
    {
      if (self->depth++ == 0)
        self->start = at;
      self->deepest = MAX (self->deepest, self->depth);
    }
  else if (self->depth > 0 && --self->depth == 0 && (gsize) (at + 1 - self->start) > self->best_length)
    {
      self->best = self->start;
      self->best_length = at + 1 - self->start;
    }
}

/* Takes out commas before a closing bracket, which models write and json-glib refuses. */
static Scan
tidy (char *json)
{
  gboolean in_string = FALSE;
  Scan scan = { 0 };

  for (char *c = json; *c; c++)
    if (in_string && *c == '\\' && c[1])
      c++;
    else if (*c == '"')
      in_string = !in_string;
    else if (!in_string && strchr ("{}[]", *c))
      scan_bracket (&scan, c);
    else if (!in_string && *c == ',' && c[1 + strspn (c + 1, " \t\n")] && strchr ("}]", c[1 + strspn (c + 1, " \t\n")]))
      *c = ' ';
  return scan;
}

/* One value, for more of them json-glib does not take; of what is cut off all there is, so that it says so. */
static char *
dup_value (const char *json, const Scan *scan)
{
  if (scan->depth > 0 && strlen (scan->start) > scan->best_length)
    return g_strdup (scan->start);
  return g_strndup (scan->best ? scan->best : json, scan->best ? scan->best_length : strlen (json));
}

JsonNode *
bookgen_import_json_parse (const char *text, GError **error)
{
  g_autofree char *json = dup_bracketed (text);
  Scan scan = json ? tidy (json) : (Scan){ 0 };
  g_autofree char *value = json ? dup_value (json, &scan) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!value)
    g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN, _ ("it ends too early"));
  else if (scan.deepest > MAX_NESTING)
    g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE, _ ("it nests too deep"));
  else if (json_parser_load_from_data (parser, value, -1, error))
    return json_parser_get_root (parser) ? json_parser_steal_root (parser) : json_node_new (JSON_NODE_NULL);
  return NULL;
}

char *
bookgen_import_json_dup_lines (const char *text)
{
  const char *first_end = text + strcspn (text, "\n");
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) array = g_string_new ("[");
  guint n_objects = 0;

  if (first_end == text || first_end[-1] != '}')
    return NULL; /* as nearly always */
  lines = g_strsplit (text, "\n", -1);
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
