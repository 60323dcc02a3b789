/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-list.h"

#include <json-glib/json-glib.h>

#define MAX_ITEMS 100

guint
bookgen_list_count (const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return 0;
  JsonNode *items = json_object_get_member (json_node_get_object (root), "items");
  if (items == NULL || !JSON_NODE_HOLDS_ARRAY (items))
    return 0;
  return MIN (json_array_get_length (json_node_get_array (items)), MAX_ITEMS);
}
