/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-list.h"

#include <json-glib/json-glib.h>

static gboolean
has_number (GArray *items, int number)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, BookgenListItem, i).number == number)
      return TRUE;
  return FALSE;
}

static void
add_item (GArray *items, JsonNode *node, int place)
{
  BookgenListItem item = { .number = place };
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      item.number = CLAMP (json_object_get_int_member_with_default (object, "number", place), 0, G_MAXINT);
      item.own = json_object_get_boolean_member_with_default (object, "own", FALSE);
    }
  if (item.number > 0 && !has_number (items, item.number))
    g_array_append_val (items, item);
}

GArray *
bookgen_list_read (const char *text)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (BookgenListItem));
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonNode *member = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                         ? json_object_get_member (json_node_get_object (root), "items") : NULL;
  if (member == NULL || !JSON_NODE_HOLDS_ARRAY (member))
    return items;
  JsonArray *array = json_node_get_array (member);
  for (guint i = 0; i < json_array_get_length (array) && items->len < BOOKGEN_LIST_MAX; i++)
    add_item (items, json_array_get_element (array, i), i + 1);
  return items;
}
