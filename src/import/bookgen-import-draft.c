/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-draft.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "bookgen-import-json.h"

#define MAX_UNITS 2000
#define MAX_DEPTH 6

typedef struct {
  guint n_units;
  guint n_written;
} Count;

static gboolean
fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN, message);
  return FALSE;
}

static gboolean
is_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
has_words (JsonObject *object, const char *name)
{
  const char *text = is_string (object, name) ? json_object_get_string_member (object, name) : "";

  return text[strspn (text, " \t\r\n")] != '\0';
}

static JsonArray *
get_children (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "children");

  return node && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0 ? json_node_get_array (node)
                                                                                                       : NULL;
}

/* A kind that is missing or unknown is what stands there: what has children is a part. */
static BookgenUnitKind
settle_kind (JsonObject *unit)
{
  BookgenUnitKind kind = get_children (unit) ? BOOKGEN_UNIT_PART : BOOKGEN_UNIT_CHAPTER;

  if (is_string (unit, "kind"))
    bookgen_unit_kind_from_string (json_object_get_string_member (unit, "kind"), &kind);
  json_object_set_string_member (unit, "kind", bookgen_unit_kind_to_string (kind));
  return kind;
}

static gboolean check_children (JsonObject *object, const char *where, guint depth, Count *count, GError **error);

static gboolean
check_unit (JsonNode *node, const char *where, guint depth, Count *count, GError **error)
{
  JsonObject *unit = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  BookgenUnitKind kind;

  if (!unit)
    return fail (error, "%s is not an object", where);
  if (!has_words (unit, "title"))
    return fail (error, "%s.title is missing", where);
  if (++count->n_units > MAX_UNITS)
    return fail (error, "there are more than %d units", MAX_UNITS);
  kind = settle_kind (unit);
  count->n_written += kind >= BOOKGEN_UNIT_CHAPTER;
  return !get_children (unit) || check_children (unit, where, depth + 1, count, error);
}

static gboolean
check_children (JsonObject *object, const char *where, guint depth, Count *count, GError **error)
{
  JsonArray *children = get_children (object);

  if (depth > MAX_DEPTH)
    return fail (error, "it is more than %d levels deep", MAX_DEPTH);
  for (guint i = 0; i < json_array_get_length (children); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s%schildren[%u]", where, *where ? "." : "", i);

      if (!check_unit (json_array_get_element (children, i), place, depth, count, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_root (JsonNode *root, Count *count, GError **error)
{
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (!object)
    return fail (error, "it is not a JSON object");
  if (!is_string (object, "title"))
    return fail (error, "title is missing at the top");
  if (!get_children (object))
    return fail (error, "children is missing at the top, or empty");
  if (!check_children (object, "", 1, count, error))
    return FALSE;
  return count->n_written > 0 || fail (error, "there is no unit of kind chapter or lesson in it");
}

/* As an outline copied out of here is written, so that nothing is guessed. */
static BookgenImport *
read_marked (JsonNode *root, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  json_object_set_string_member (json_node_get_object (root), "format", "bookgen-outline");
  text = json_to_string (root, FALSE);
  bytes = g_bytes_new_static (text, strlen (text));
  return bookgen_import_bytes (bytes, "outline.json", error);
}

static void
warn_of_number (BookgenImport *import, guint asked, guint got)
{
  if (asked > 0 && asked != got)
    g_ptr_array_add (import->warnings, g_strdup_printf (_ ("%u chapters were asked for, and %u came."), asked, got));
}

BookgenImport *
bookgen_import_draft (const char *answer, guint n_chapters, gboolean lenient, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = bookgen_import_json_parse (answer, &local);
  BookgenImport *import;
  Count count = { 0 };

  if (!root)
    {
      fail (error, "the JSON is damaged: %s", local->message);
      return NULL;
    }
  if (!check_root (root, &count, error))
    return NULL;
  if (n_chapters > 0 && count.n_written != n_chapters && !lenient)
    {
      fail (error, "it has %u chapters or lessons, and %u were asked for", count.n_written, n_chapters);
      return NULL;
    }
  import = read_marked (root, error);
  if (import)
    warn_of_number (import, n_chapters, count.n_written);
  return import;
}
