/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-remarks.h"

#include <string.h>

#include "bookgen-loose-json.h"

#define QUOTE_MAX_CHARS 300
#define REMARK_MAX_CHARS 600

/* Models put marks around what they quote, and dots where they leave something out. */
static char *
strip_quote (char *quote)
{
  static const char *const marks[] = { "“", "”", "„", "«", "»", "\"", "…", "..." };
  char *start = g_strstrip (quote);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (g_str_has_prefix (start, marks[i]))
        start += strlen (marks[i]);
      if (g_str_has_suffix (start, marks[i]))
        start[strlen (start) - strlen (marks[i])] = '\0';
    }
  return start;
}

static BookgenFinding *
read_remark (JsonObject *object)
{
  g_autofree char *quote = bookgen_loose_json_dup_text (object, "quote", QUOTE_MAX_CHARS);
  g_autofree char *remark = bookgen_loose_json_dup_text (object, "remark", REMARK_MAX_CHARS);
  const char *words = strip_quote (quote);
  if (*remark == '\0')
    return NULL;
  BookgenFinding *finding = bookgen_finding_new (BOOKGEN_FINDING_REMARK, words, 0, strlen (words));
  finding->start = finding->length = finding->line = 0;
  finding->remark = g_steal_pointer (&remark);
  return finding;
}

static JsonArray *
dup_items (JsonNode *root)
{
  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_array_ref (json_node_get_array (root));
  return JSON_NODE_HOLDS_OBJECT (root) ? bookgen_loose_json_dup_array (json_node_get_object (root), "items") : NULL;
}

GPtrArray *
bookgen_remarks_from_answer (const char *answer)
{
  g_autoptr (JsonNode) root = bookgen_loose_json_read (answer);
  g_autoptr (JsonArray) items = root != NULL ? dup_items (root) : NULL;
  g_autoptr (GPtrArray) remarks = bookgen_findings_new ();
  for (guint i = 0; items != NULL && i < json_array_get_length (items) && remarks->len < BOOKGEN_REMARKS_MAX; i++)
    {
      JsonNode *node = json_array_get_element (items, i);
      BookgenFinding *remark = JSON_NODE_HOLDS_OBJECT (node) ? read_remark (json_node_get_object (node)) : NULL;
      if (remark != NULL)
        g_ptr_array_add (remarks, remark);
    }
  return remarks->len > 0 ? g_steal_pointer (&remarks) : NULL;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

char *
bookgen_remarks_to_json (const GPtrArray *remarks)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < remarks->len; i++)
    {
      const BookgenFinding *remark = g_ptr_array_index (remarks, i);
      json_builder_begin_object (builder);
      add_string (builder, "quote", remark->words);
      add_string (builder, "remark", remark->remark);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
