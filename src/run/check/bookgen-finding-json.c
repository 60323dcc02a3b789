/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "bookgen-finding.h"

/* How findings are kept with a revision: an array of objects. "kind", "line" and "detail" are always there; what a kind does
 * not use is left out. A reader takes what it knows. */

#define FINDINGS_MAX 1000

static const struct {
  const char *name;
  gsize offset;
  gboolean is_size;
} numbers[] = {
  { "start", G_STRUCT_OFFSET (BookgenFinding, start), TRUE },
  { "length", G_STRUCT_OFFSET (BookgenFinding, length), TRUE },
  { "other_start", G_STRUCT_OFFSET (BookgenFinding, other_start), TRUE },
  { "other_length", G_STRUCT_OFFSET (BookgenFinding, other_length), TRUE },
  { "count", G_STRUCT_OFFSET (BookgenFinding, count), FALSE },
  { "of", G_STRUCT_OFFSET (BookgenFinding, of), FALSE },
};

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const BookgenFinding *finding, guint i)
{
  gint64 value = numbers[i].is_size ? (gint64) G_STRUCT_MEMBER (gsize, finding, numbers[i].offset)
                                    : (gint64) G_STRUCT_MEMBER (guint, finding, numbers[i].offset);
  if (value == 0)
    return;
  json_builder_set_member_name (builder, numbers[i].name);
  json_builder_add_int_value (builder, value);
}

static void
add_finding (JsonBuilder *builder, const BookgenFinding *finding)
{
  json_builder_begin_object (builder);
  add_string (builder, "kind", bookgen_finding_kind_to_string (finding->kind));
  json_builder_set_member_name (builder, "line");
  json_builder_add_int_value (builder, finding->line);
  add_string (builder, "detail", finding->words);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    add_number (builder, finding, i);
  add_string (builder, "remark", finding->remark);
  add_string (builder, "other", finding->other);
  if (finding->repairable)
    {
      json_builder_set_member_name (builder, "repairable");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
}

char *
bookgen_findings_to_json (const GPtrArray *findings)
{
  if (findings->len == 0)
    return NULL;
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  for (guint i = 0; i < findings->len; i++)
    add_finding (builder, findings->pdata[i]);
  json_builder_end_array (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static BookgenFindingKind
find_kind (const char *name)
{
  for (guint i = 0; i < BOOKGEN_FINDING_OTHER; i++)
    if (g_strcmp0 (bookgen_finding_kind_to_string (i), name) == 0)
      return i;
  return BOOKGEN_FINDING_OTHER;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 value = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
  return CLAMP (value, 0, G_MAXINT32);
}

static gboolean
get_switch (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static BookgenFinding *
read_finding (JsonObject *object)
{
  const char *detail = get_string (object, "detail");
  BookgenFinding *finding = bookgen_finding_new (find_kind (get_string (object, "kind")), detail != NULL ? detail : "", 0,
                                                 detail != NULL ? strlen (detail) : 0);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].is_size)
      G_STRUCT_MEMBER (gsize, finding, numbers[i].offset) = get_number (object, numbers[i].name);
    else
      G_STRUCT_MEMBER (guint, finding, numbers[i].offset) = get_number (object, numbers[i].name);
  finding->line = get_number (object, "line");
  finding->remark = g_strdup (get_string (object, "remark"));
  finding->other = g_strdup (get_string (object, "other"));
  finding->repairable = get_switch (object, "repairable");
  return finding;
}

GPtrArray *
bookgen_findings_from_json (const char *json)
{
  GPtrArray *findings = bookgen_findings_new ();
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return findings;
  JsonArray *array = json_node_get_array (root);
  for (guint i = 0; i < MIN (json_array_get_length (array), FINDINGS_MAX); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (findings, read_finding (json_node_get_object (node)));
    }
  return findings;
}
