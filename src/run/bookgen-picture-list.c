/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-picture-list.h"

#include "bookgen-loose-json.h"

enum { CAPTION_CHARS = 300, ALT_CHARS = 600, DRAW_CHARS = 2000, ANCHOR_CHARS = 200 };

static void
item_free (gpointer data)
{
  BookgenPictureItem *item = data;
  g_free (item->caption);
  g_free (item->alt);
  g_free (item->draw);
  g_free (item->anchor);
  g_free (item);
}

static void
add_item (GPtrArray *list, JsonObject *object)
{
  BookgenPictureItem *item = g_new0 (BookgenPictureItem, 1);
  item->caption = bookgen_loose_json_dup_text (object, "caption", CAPTION_CHARS);
  item->alt = bookgen_loose_json_dup_text (object, "alt", ALT_CHARS);
  item->draw = bookgen_loose_json_dup_text (object, "draw", DRAW_CHARS);
  item->anchor = bookgen_loose_json_dup_text (object, "anchor", ANCHOR_CHARS);
  if (*item->draw != '\0')
    g_ptr_array_add (list, item);
  else
    item_free (item);
}

GPtrArray *
bookgen_picture_list_from_text (const char *text)
{
  g_autoptr (JsonNode) node = bookgen_loose_json_read (text);
  g_autoptr (JsonArray) array = NULL;
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    array = json_array_ref (json_node_get_array (node));
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    array = bookgen_loose_json_dup_array (json_node_get_object (node), "items");
  if (array == NULL)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (item_free);
  for (guint i = 0; i < json_array_get_length (array) && list->len < BOOKGEN_PICTURE_LIST_MAX; i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      add_item (list, json_array_get_object_element (array, i));
  return list;
}

static void
add_member (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

char *
bookgen_picture_list_to_json (GPtrArray *list)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      const BookgenPictureItem *item = list->pdata[i];
      json_builder_begin_object (builder);
      add_member (builder, "caption", item->caption);
      add_member (builder, "alt", item->alt);
      add_member (builder, "draw", item->draw);
      add_member (builder, "anchor", item->anchor);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
