/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-picture-list.h"

#include "bookgen-loose-json.h"

enum { CAPTION_CHARS = 300, ALT_CHARS = 600, DRAW_CHARS = 2000, ANCHOR_CHARS = 200 };

void
bookgen_picture_item_free (BookgenPictureItem *item)
{
  g_free (item->caption);
  g_free (item->alt);
  g_free (item->draw);
  g_free (item->anchor);
  g_free (item);
}

BookgenPictureList *
bookgen_picture_list_new (void)
{
  BookgenPictureList *self = g_new0 (BookgenPictureList, 1);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_picture_item_free);
  self->next = 1;
  return self;
}

void
bookgen_picture_list_free (BookgenPictureList *self)
{
  g_ptr_array_unref (self->items);
  g_free (self);
}

BookgenPictureItem *
bookgen_picture_list_find (const BookgenPictureList *self, int number)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((BookgenPictureItem *) self->items->pdata[i])->number == number)
      return self->items->pdata[i];
  return NULL;
}

static void
take_item (BookgenPictureList *self, BookgenPictureItem *item)
{
  g_ptr_array_add (self->items, item);
  if (item->number < G_MAXINT)
    self->next = MAX (self->next, item->number + 1);
}

/* Reading. */

static gboolean
get_own (JsonObject *object)
{
  g_autofree char *own = bookgen_loose_json_dup_text (object, "own", 10);
  return g_str_equal (own, "true");
}

static void
read_item (BookgenPictureList *self, JsonObject *object, guint place)
{
  BookgenPictureItem *item = g_new0 (BookgenPictureItem, 1);
  item->number = MIN (bookgen_loose_json_get_count (object, "number"), G_MAXINT);
  item->own = get_own (object);
  item->caption = bookgen_loose_json_dup_text (object, "caption", CAPTION_CHARS);
  item->alt = bookgen_loose_json_dup_text (object, "alt", ALT_CHARS);
  item->draw = bookgen_loose_json_dup_text (object, "draw", DRAW_CHARS);
  item->anchor = bookgen_loose_json_dup_text (object, "anchor", ANCHOR_CHARS);
  if (item->number == 0)
    item->number = place;
  if ((*item->draw != '\0' || item->own) && bookgen_picture_list_find (self, item->number) == NULL)
    take_item (self, item);
  else
    bookgen_picture_item_free (item);
}

BookgenPictureList *
bookgen_picture_list_from_text (const char *text)
{
  g_autoptr (JsonNode) node = bookgen_loose_json_read (text);
  g_autoptr (JsonArray) array = NULL;
  BookgenPictureList *self;
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    array = json_array_ref (json_node_get_array (node));
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    array = bookgen_loose_json_dup_array (json_node_get_object (node), "items");
  if (array == NULL)
    return NULL;
  self = bookgen_picture_list_new ();
  if (JSON_NODE_HOLDS_OBJECT (node))
    self->next = CLAMP (bookgen_loose_json_get_count (json_node_get_object (node), "next"), 1, G_MAXINT);
  for (guint i = 0; i < json_array_get_length (array) && self->items->len < BOOKGEN_PICTURE_LIST_MAX; i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      read_item (self, json_array_get_object_element (array, i), i + 1);
  return self;
}

/* Writing. */

static void
add_member (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_item (JsonBuilder *builder, const BookgenPictureItem *item)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "number");
  json_builder_add_int_value (builder, item->number);
  if (item->own)
    {
      json_builder_set_member_name (builder, "own");
      json_builder_add_boolean_value (builder, TRUE);
    }
  add_member (builder, "caption", item->caption);
  add_member (builder, "alt", item->alt);
  add_member (builder, "draw", item->draw);
  add_member (builder, "anchor", item->anchor);
  json_builder_end_object (builder);
}

char *
bookgen_picture_list_to_json (const BookgenPictureList *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "next");
  json_builder_add_int_value (builder, self->next);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->items->len; i++)
    add_item (builder, self->items->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/* Changing. */

/* Of BEFORE, what is drawn by the same words and is not taken yet. */
static int
find_number (BookgenPictureList *self, const BookgenPictureList *before, const char *draw)
{
  for (guint i = 0; before != NULL && i < before->items->len; i++)
    {
      const BookgenPictureItem *item = before->items->pdata[i];
      if (!item->own && g_str_equal (item->draw, draw) && bookgen_picture_list_find (self, item->number) == NULL)
        return item->number;
    }
  return 0;
}

static BookgenPictureItem *
copy_item (const BookgenPictureItem *item)
{
  BookgenPictureItem *copy = g_memdup2 (item, sizeof *item);
  copy->caption = g_strdup (item->caption);
  copy->alt = g_strdup (item->alt);
  copy->draw = g_strdup (item->draw);
  copy->anchor = g_strdup (item->anchor);
  return copy;
}

void
bookgen_picture_list_follow (BookgenPictureList *self, const BookgenPictureList *before)
{
  self->next = before != NULL ? before->next : 1;
  if (self->items->len > BOOKGEN_PICTURE_LIST_MAX_PLANNED)
    g_ptr_array_set_size (self->items, BOOKGEN_PICTURE_LIST_MAX_PLANNED);
  for (guint i = 0; i < self->items->len; i++)
    {
      BookgenPictureItem *item = self->items->pdata[i];
      item->number = 0;
      item->own = FALSE;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      BookgenPictureItem *item = self->items->pdata[i];
      int number = find_number (self, before, item->draw);
      item->number = number > 0 ? number : self->next++;
    }
  for (guint i = 0; before != NULL && i < before->items->len; i++)
    if (((BookgenPictureItem *) before->items->pdata[i])->own)
      g_ptr_array_add (self->items, copy_item (before->items->pdata[i]));
}

BookgenPictureItem *
bookgen_picture_list_add_own (BookgenPictureList *self, const char *caption, const char *alt, const char *anchor)
{
  BookgenPictureItem *item;
  if (self->items->len >= BOOKGEN_PICTURE_LIST_MAX)
    return NULL;
  item = g_new0 (BookgenPictureItem, 1);
  *item = (BookgenPictureItem){ .number = self->next, .own = TRUE, .caption = g_strdup (caption), .alt = g_strdup (alt),
                                .draw = g_strdup (""), .anchor = g_strdup (anchor) };
  take_item (self, item);
  return item;
}

void
bookgen_picture_list_make_own (BookgenPictureList *self, BookgenPictureItem *item)
{
  item->own = TRUE;
  item->number = self->next++;
}

BookgenPictureItem *
bookgen_picture_list_take (BookgenPictureList *self, int number)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((BookgenPictureItem *) self->items->pdata[i])->number == number)
      return g_ptr_array_steal_index (self->items, i);
  return NULL;
}
