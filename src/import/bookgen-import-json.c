/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "bookgen-import-json-object.h"
#include "bookgen-import-json.h"
#include "bookgen-import-reader.h"

gboolean
bookgen_import_json_recognises (const BookgenImportSource *source)
{
  const char *start = source->text + strspn (source->text, " \t\n");
  const char *fence = strstr (start, "```json");

  if (source->root)
    return FALSE;
  if (fence || bookgen_import_json_starts (start))
    return TRUE;
  start = strstr (start, "\n{");
  return start && bookgen_import_json_starts (start + 1);
}

static void add_node (BookgenImport *import, JsonNode *node, int level, BookgenImportLabel label);

typedef struct {
  BookgenImport *import; /* borrowed */
  int level;
  gboolean any;
} Children;

static void
add_child_list (const char *key, JsonNode *node, BookgenImportLabel label, gpointer data)
{
  Children *children = data;

  add_node (children->import, node, children->level, label);
  children->any = TRUE;
}

/* Below known keys are the children. Returns whether there was one. */
static gboolean
add_children (BookgenImport *import, JsonObject *object, int level)
{
  Children children = { .import = import, .level = level };

  bookgen_import_json_object_foreach_children (object, add_child_list, &children);
  return children.any;
}

static void
set_number (BookgenImportItem *item, const char *number)
{
  g_free (item->number);
  item->number = g_strdup (number);
}

/* {"1": "One"} and {"chapter_1": {…}}: the value is what it is called. */
static void
add_numbered (BookgenImport *import, const char *key, JsonNode *node, int level, BookgenImportLabel label)
{
  guint index = import->items->len;

  add_node (import, node, level, label);
  if (import->items->len > index && *((BookgenImportItem *) import->items->pdata[index])->number == '\0')
    set_number (import->items->pdata[index], key + strcspn (key, "0123456789"));
}

static void add_members (BookgenImport *import, JsonObject *object, int level, BookgenImportLabel label);

/* {"One": {"summary": …}}: the key is what it is called. */
static void
add_named (BookgenImport *import, const char *key, JsonNode *node, int level)
{
  BookgenImportItem *item = bookgen_import_items_add (import->items, level, key);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (!object && !JSON_NODE_HOLDS_ARRAY (node))
    bookgen_import_item_add_text (item, json_node_get_string (node), -1);
  else if (!object || bookgen_import_json_object_has_title (object))
    add_node (import, node, level + 1, BOOKGEN_IMPORT_LABEL_NONE);
  else
    {
      gboolean filled = bookgen_import_json_object_fill (object, item);

      if (!add_children (import, object, level + 1) && !filled)
        add_members (import, object, level + 1, BOOKGEN_IMPORT_LABEL_NONE);
    }
}

/* {"Part one": ["Chapter one", …]}: the keys are the titles. */
static void
add_members (BookgenImport *import, JsonObject *object, int level, BookgenImportLabel label)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      if (!(JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node) || bookgen_import_json_string (node)))
        continue;
      if (bookgen_import_json_key_is_number (key) && !JSON_NODE_HOLDS_ARRAY (node) &&
          (!JSON_NODE_HOLDS_OBJECT (node) || bookgen_import_json_object_has_title (json_node_get_object (node))))
        add_numbered (import, key, node, level, label);
      else if (!bookgen_import_json_key_is_detail (key))
        add_named (import, key, node, level);
    }
}

static void
add_object (BookgenImport *import, JsonObject *object, int level, BookgenImportLabel label)
{
  g_autofree char *title = bookgen_import_json_object_dup_title (object);
  BookgenImportItem *item;

  level += bookgen_import_json_object_get_level (object);
  if (title)
    {
      item = bookgen_import_items_add (import->items, level, title);
      item->label = bookgen_import_json_object_get_label (object, label);
      bookgen_import_json_object_fill (object, item);
      add_children (import, object, level + 1);
    }
  else if (!add_children (import, object, level))
    {
      if (json_object_has_member (object, "title")) /* a chapter that has no name yet, not names of chapters */
        bookgen_import_json_object_fill (object, bookgen_import_items_add (import->items, level, ""));
      else
        add_members (import, object, level, label);
    }
}

static void
add_array (BookgenImport *import, JsonArray *array, int level, BookgenImportLabel label)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    add_node (import, json_array_get_element (array, i), level, label);
}

static void
add_node (BookgenImport *import, JsonNode *node, int level, BookgenImportLabel label)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    add_object (import, json_node_get_object (node), level, label);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    add_array (import, json_node_get_array (node), level, label);
  else if (bookgen_import_json_string (node))
    bookgen_import_items_add (import->items, level, bookgen_import_json_string (node))->label = label;
}

static const char *
string_of (JsonObject *object, const char *key)
{
  return bookgen_import_json_string (json_object_get_member (object, key));
}

static gboolean
flag_of (JsonObject *object, const char *key, gboolean otherwise)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node)
                                                                                                  : otherwise;
}

static void
take_depends_on (BookgenImportItem *item, JsonObject *unit)
{
  JsonNode *node = json_object_get_member (unit, "depends_on");
  JsonArray *ids = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; ids && i < json_array_get_length (ids); i++)
    {
      JsonNode *id = json_array_get_element (ids, i);

      if (bookgen_import_json_string (id))
        g_strv_builder_add (builder, json_node_get_string (id));
    }
  g_strfreev (item->depends_on);
  item->depends_on = g_strv_builder_end (builder);
}

/* What we write ourselves: every unit an object with its kind, nothing is guessed. */
static void
add_marked (BookgenImport *import, JsonObject *object, int level)
{
  JsonNode *node = json_object_get_member (object, "children");
  JsonArray *children = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; children && i < json_array_get_length (children); i++)
    {
      JsonNode *element = json_array_get_element (children, i);
      JsonObject *unit = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *brief = unit ? string_of (unit, "brief") : NULL, *kind_name = unit ? string_of (unit, "kind") : NULL;
      BookgenUnitKind kind;

      if (!kind_name || !bookgen_unit_kind_from_string (kind_name, &kind))
        continue;
      BookgenImportItem *item = bookgen_import_items_add (import->items, level, string_of (unit, "title"));
      bookgen_import_item_mark (item, kind);
      bookgen_import_item_add_text (item, brief ? brief : "", -1);
      item->target_words = bookgen_import_json_object_get_words (unit);
      item->writer = g_strcmp0 (string_of (unit, "writer"), "me") == 0 ? BOOKGEN_WRITER_ME : BOOKGEN_WRITER_MODEL;
      item->left_out = !flag_of (unit, "in_book", TRUE);
      item->locked = flag_of (unit, "locked", FALSE);
      bookgen_import_item_set_id (item, string_of (unit, "id"));
      take_depends_on (item, unit);
      add_marked (import, unit, level + 1);
    }
}

static void
take_string (char **where, const char *value)
{
  if (!value)
    return;
  g_free (*where);
  *where = g_strdup (value);
}

static void
add_marked_root (BookgenImport *import, JsonObject *object)
{
  JsonNode *length = json_object_get_member (object, "length_words");

  add_marked (import, object, 0);
  if (length && JSON_NODE_HOLDS_VALUE (length) && json_node_get_value_type (length) == G_TYPE_INT64)
    bookgen_outline_set_length_words (import->outline, CLAMP (json_node_get_int (length), 0, G_MAXINT32));
}

/* At the top "title" is the book's; below it the chapters are. */
static void
add_root (BookgenImport *import, JsonNode *root)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *notes = object ? bookgen_import_json_object_get_notes (object) : NULL;

  if (!object)
    {
      add_node (import, root, 0, BOOKGEN_IMPORT_LABEL_NONE);
      return;
    }
  take_string (&import->title, bookgen_import_json_object_get_book (object));
  take_string (&import->author, bookgen_import_json_object_get_author (object));
  if (g_strcmp0 (string_of (object, "format"), "bookgen-outline") == 0)
    {
      add_marked_root (import, object);
      return;
    }
  import->titled = *import->title != '\0';
  g_string_append (import->preamble, notes ? notes : "");
  if (!add_children (import, object, 0))
    add_object (import, object, 0, BOOKGEN_IMPORT_LABEL_NONE);
}

gboolean
bookgen_import_json_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *lines = bookgen_import_json_dup_lines (source->text);
  g_autoptr (JsonNode) root = bookgen_import_json_parse (lines ? lines : source->text, &local);

  if (root)
    add_root (import, root);
  else if (g_error_matches (local, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE))
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE,
                 _ ("The outline in “%s” is more than 64 levels deep. Make it flatter and try again."), source->name);
  else
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN, _ ("The JSON in “%s” is damaged: %s."), source->name,
                 local->message);
  return root != NULL;
}
