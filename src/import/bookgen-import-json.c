/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "bookgen-import-json.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-target.h"

static const char *const title_keys[] = { "title", "name", "heading", "label", "chapter_title", "chapterTitle", "lesson_title",
                                          "lessonTitle", "module_title", "moduleTitle", "part_title", "section_title", "topic",
                                          "chapter", "lesson", "module", "part", "section", "text", "dashedName", "slug", NULL };
static const char *const brief_keys[] = { "brief", "summary", "description", "synopsis", "notes", "note", "goal", "objective",
                                          "content", "overview", NULL };
static const char *const point_keys[] = { "points", "key_points", "keyPoints", "objectives", "learning_objectives",
                                          "learningObjectives", "goals", "bullets", "key_takeaways", NULL };
static const char *const number_keys[] = { "number", "no", "chapter_number", "chapterNumber", "lesson_number", "module_number",
                                           "index", "chapter", "lesson", "module", "part", "section", NULL };
static const char *const word_keys[] = { "target_words", "targetWords", "words", "word_count", "wordCount", "length_words", NULL };

static const struct {
  const char *key;
  BookgenImportLabel label;
} child_keys[] = {
  { "parts", BOOKGEN_IMPORT_LABEL_PART },
  { "modules", BOOKGEN_IMPORT_LABEL_MODULE },
  { "units", BOOKGEN_IMPORT_LABEL_MODULE },
  { "chapters", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "lessons", BOOKGEN_IMPORT_LABEL_LESSON },
  { "labs", BOOKGEN_IMPORT_LABEL_LAB },
  { "sections", BOOKGEN_IMPORT_LABEL_SECTION },
  { "subsections", BOOKGEN_IMPORT_LABEL_SECTION },
  { "children", 0 },
  { "items", 0 },
  { "blocks", 0 },
  { "topics", 0 },
  { "subtopics", 0 },
  { "nodes", 0 },
  { "entries", 0 },
  { "outline", 0 },
  { "contents", 0 },
  { "content", 0 },
  { "toc", 0 },
  { "table_of_contents", 0 },
  { "tableOfContents", 0 },
  { "scenes", 0 },
  { "book", 0 },
  { "course", 0 },
  { "data", 0 },
};

static gboolean
starts_json (const char *text)
{
  const char *value = *text ? text + 1 + strspn (text + 1, " \t\n") : text;

  return (*text == '{' && (*value == '"' || *value == '}')) || (*text == '[' && *value && strchr ("{[\"", *value));
}

gboolean
bookgen_import_json_recognises (const BookgenImportSource *source)
{
  const char *start = source->text + strspn (source->text, " \t\n");
  const char *fence = strstr (start, "```json");

  if (source->root)
    return FALSE;
  if (fence || starts_json (start))
    return TRUE;
  start = strstr (start, "\n{");
  return start && starts_json (start + 1);
}

static const char *
string_of (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                                  : NULL;
}

static const char *
first_string (JsonObject *object, const char *const *keys)
{
  for (; *keys; keys++)
    {
      const char *value = string_of (object, *keys);

      if (value && *value)
        return value;
    }
  return NULL;
}

static gint64
first_integer (JsonObject *object, const char *const *keys)
{
  for (; *keys; keys++)
    {
      JsonNode *node = json_object_get_member (object, *keys);

      if (node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
        return json_node_get_int (node);
      if (node && JSON_NODE_HOLDS_VALUE (node) && string_of (object, *keys) && g_ascii_isdigit (*string_of (object, *keys)))
        return g_ascii_strtoll (string_of (object, *keys), NULL, 10);
    }
  return 0;
}

/* 1800, or "about 1,800 words" */
static guint
first_target (JsonObject *object)
{
  const char *said = first_string (object, word_keys);

  return said ? bookgen_import_target_read (said) : CLAMP (first_integer (object, word_keys), 0, BOOKGEN_IMPORT_MAX_TARGET_WORDS);
}

static void
add_points (BookgenImportItem *item, JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *point = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (point) && json_node_get_value_type (point) == G_TYPE_STRING)
        g_string_append_printf (list, "%s- %s", list->len > 0 ? "\n" : "", json_node_get_string (point));
    }
  bookgen_import_item_add_text (item, list->str, list->len);
}

static void
fill_item (BookgenImportItem *item, JsonObject *object)
{
  gint64 number = first_integer (object, number_keys);

  for (guint i = 0; brief_keys[i]; i++)
    {
      const char *brief = string_of (object, brief_keys[i]);

      if (brief)
        bookgen_import_item_add_text (item, brief, -1);
    }
  for (guint i = 0; point_keys[i]; i++)
    add_points (item, object, point_keys[i]);
  item->target_words = first_target (object);
  if (number <= 0)
    return;
  g_free (item->number);
  item->number = g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static void add_node (BookgenImport *import, JsonNode *node, int level, BookgenImportLabel label);

/* Below known keys are the children. Returns whether there was one. */
static gboolean
add_children (BookgenImport *import, JsonObject *object, int level)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (child_keys); i++)
    {
      JsonNode *node = json_object_get_member (object, child_keys[i].key);

      if (!node || !(JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node)))
        continue;
      add_node (import, node, level, child_keys[i].label);
      any = TRUE;
    }
  return any;
}

static gboolean
is_point_key (const char *key)
{
  return g_strv_contains (point_keys, key);
}

/* {"Part one": ["Chapter one", …]}: the keys are the titles. */
static void
add_members (BookgenImport *import, JsonObject *object, int level)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      BookgenImportItem *item;

      if (!(JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node) || string_of (object, key)) || is_point_key (key))
        continue;
      /* {"1": "Chapter one"}: it is the value that is the title. */
      if (string_of (object, key) && key[strspn (key, "0123456789")] == '\0')
        {
          bookgen_import_items_add (import->items, level, string_of (object, key));
          continue;
        }
      item = bookgen_import_items_add (import->items, level, key);
      if (string_of (object, key))
        bookgen_import_item_add_text (item, string_of (object, key), -1);
      else
        add_node (import, node, level + 1, BOOKGEN_IMPORT_LABEL_NONE);
    }
}

/* What an object says it is, where that is one of our words; else what the list that it stands in is called. */
static BookgenImportLabel
label_of (JsonObject *object, BookgenImportLabel label)
{
  static const struct { const char *word; BookgenImportLabel label; } words[] = {
    { "part", BOOKGEN_IMPORT_LABEL_PART },       { "module", BOOKGEN_IMPORT_LABEL_MODULE },
    { "chapter", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "lesson", BOOKGEN_IMPORT_LABEL_LESSON },
    { "lab", BOOKGEN_IMPORT_LABEL_LAB },         { "section", BOOKGEN_IMPORT_LABEL_SECTION },
  };
  const char *kind = string_of (object, "kind") ? string_of (object, "kind") : string_of (object, "type");

  for (guint i = 0; kind && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (kind, words[i].word) == 0)
      return words[i].label;
  return label;
}

static void
add_object (BookgenImport *import, JsonObject *object, int level, BookgenImportLabel label)
{
  const char *title = first_string (object, title_keys);
  BookgenImportItem *item;

  if (title)
    {
      item = bookgen_import_items_add (import->items, level, title);
      item->label = label_of (object, label);
      fill_item (item, object);
      add_children (import, object, level + 1);
    }
  else if (!add_children (import, object, level))
    add_members (import, object, level);
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
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    bookgen_import_items_add (import->items, level, json_node_get_string (node))->label = label;
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

      if (JSON_NODE_HOLDS_VALUE (id) && json_node_get_value_type (id) == G_TYPE_STRING)
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
      item->target_words = first_target (unit);
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

/* At the top "title" is the book's; below it the chapters are. */
static void
add_root (BookgenImport *import, JsonNode *root)
{
  static const char *const book_keys[] = { "title", "name", "book_title", "bookTitle", "course_title", "courseTitle", NULL };
  static const char *const author_keys[] = { "author", "by", "author_name", NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *notes = object ? first_string (object, brief_keys) : NULL;

  if (!object)
    {
      add_node (import, root, 0, BOOKGEN_IMPORT_LABEL_NONE);
      return;
    }
  take_string (&import->title, first_string (object, book_keys));
  take_string (&import->author, first_string (object, author_keys));
  if (g_strcmp0 (string_of (object, "format"), "bookgen-outline") == 0)
    {
      static const char *const length_keys[] = { "length_words", NULL };

      add_marked (import, object, 0);
      bookgen_outline_set_length_words (import->outline, CLAMP (first_integer (object, length_keys), 0, G_MAXINT32));
      return;
    }
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
