/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-json-object.h"

#include <string.h>

#include "bookgen-import-label.h"
#include "bookgen-import-target.h"

/* An object with more is no unit, but a list of them by name. */
#define MAX_MEMBERS 64

/* All folded: small letters, without "_", "-" and spaces. The first that is there counts. */
static const char *const title_keys[] = { "title", "name", "heading", "headline", "label", "chaptertitle", "lessontitle", "moduletitle",
                                          "parttitle", "sectiontitle", "unittitle", "weektitle", "chaptername", "lessonname",
                                          "modulename", "unitname", "partname", "sectionname", "topic", "chapter", "lesson", "module",
                                          "part", "section", "theme", "subject", "titel", "titre", "titulo", "título", "titolo",
                                          "название", "标题", "text", "dashedname", "slug", NULL };
static const char *const book_keys[] = { "title", "name", "booktitle", "coursetitle", "bookname", "coursename", "titel", "titre",
                                         "titulo", "título", "titolo", NULL };
static const char *const author_keys[] = { "author", "by", "authorname", "authors", "writer", "autor", "auteur", "autore", NULL };
static const char *const brief_keys[] = { "brief", "summary", "description", "synopsis", "notes", "note", "goal", "objective",
                                          "content", "overview", "abstract", "about", "desc", "details", "purpose", "plot",
                                          "beschreibung", "zusammenfassung", "resume", "résumé", "resumen", "descripcion",
                                          "descripción", NULL };
static const char *const point_keys[] = { "points", "keypoints", "objectives", "learningobjectives", "goals", "bullets",
                                          "keytakeaways", "takeaways", "outcomes", "learningoutcomes", "beats", "events", "keyideas",
                                          "keyconcepts", NULL };
static const char *const number_keys[] = { "number", "no", "chapternumber", "lessonnumber", "modulenumber", "partnumber", "index",
                                           "chapter", "lesson", "module", "part", "section", "week", "unit", NULL };
static const char *const level_keys[] = { "level", "depth", "headinglevel", "outlinelevel", NULL };
/* Objects in which a unit's own keys stand, as mind maps have it. */
static const char *const inner_keys[] = { "data", "attributes", "fields", "properties", "node", "meta", "frontmatter", NULL };
/* Lists of what is no unit. */
static const char *const other_lists[] = { "authors", "references", "resources", "links", "tags", "keywords", "metadata", "characters",
                                           "sources", "contributors", "images", "figures", "questions", "quiz", "files", "assets",
                                           "locations", "readings", "prerequisites", "instructors", NULL };

static const struct {
  const char *key;
  BookgenImportLabel label;
} child_keys[] = {
  { "parts", BOOKGEN_IMPORT_LABEL_PART },
  { "volumes", BOOKGEN_IMPORT_LABEL_PART },
  { "acts", BOOKGEN_IMPORT_LABEL_PART },
  { "modules", BOOKGEN_IMPORT_LABEL_MODULE },
  { "units", BOOKGEN_IMPORT_LABEL_MODULE },
  { "weeks", BOOKGEN_IMPORT_LABEL_MODULE },
  { "chapters", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "lessons", BOOKGEN_IMPORT_LABEL_LESSON },
  { "lectures", BOOKGEN_IMPORT_LABEL_LESSON },
  { "sessions", BOOKGEN_IMPORT_LABEL_LESSON },
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
  { "tableofcontents", 0 },
  { "scenes", 0 },
  { "book", 0 },
  { "course", 0 },
  { "syllabus", 0 },
  { "curriculum", 0 },
  { "structure", 0 },
  { "data", 0 },
  { "root", 0 },
  { "roottopic", 0 },
  { "attached", 0 },
};

/* Whether KEY is FOLDED but for case, "_", "-" and spaces. */
static gboolean
key_is (const char *key, const char *folded)
{
  for (; *key; key++)
    if (!strchr ("_- ", *key) && g_ascii_tolower (*key) != *folded++)
      return FALSE;
  return *folded == '\0';
}

static gboolean
key_is_one_of (const char *key, const char *const *folded)
{
  for (; *folded; folded++)
    if (key_is (key, *folded))
      return TRUE;
  return FALSE;
}

/* The member that is FOLDED; as it stands here is how it nearly always stands there. */
static JsonNode *
find (JsonObject *object, const char *folded)
{
  JsonNode *exact = json_object_get_member (object, folded), *node;
  JsonObjectIter iter;
  const char *key;

  if (exact || json_object_get_size (object) > MAX_MEMBERS)
    return exact;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &node))
    if (key_is (key, folded))
      return node;
  return NULL;
}

const char *
bookgen_import_json_string (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* 7, "7", "7 of 9"; 0 for none. */
static gint64
integer_of (JsonNode *node)
{
  const char *text = bookgen_import_json_string (node);

  if (text)
    return g_ascii_isdigit (*text) ? g_ascii_strtoll (text, NULL, 10) : 0;
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

static const char *
first_string (JsonObject *object, const char *const *keys)
{
  for (; *keys; keys++)
    {
      const char *value = bookgen_import_json_string (find (object, *keys));

      if (value && *value)
        return value;
    }
  return NULL;
}

static gint64
first_integer (JsonObject *object, const char *const *keys)
{
  for (; *keys; keys++)
    if (integer_of (find (object, *keys)) > 0)
      return integer_of (find (object, *keys));
  return 0;
}

/* The object in OBJECT that has its title; NULL where there is none. */
static JsonObject *
find_inner (JsonObject *object)
{
  for (guint i = 0; inner_keys[i]; i++)
    {
      JsonNode *node = find (object, inner_keys[i]);

      if (node && JSON_NODE_HOLDS_OBJECT (node) && first_string (json_node_get_object (node), title_keys))
        return json_node_get_object (node);
    }
  return NULL;
}

char *
bookgen_import_json_object_dup_title (JsonObject *object)
{
  const char *title = first_string (object, title_keys);
  JsonNode *node = find (object, "title");
  JsonObject *inner;

  /* "1984" without its quotes */
  if (node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (title)
    return g_strdup (title);
  inner = find_inner (object);
  return inner ? g_strdup (first_string (inner, title_keys)) : NULL;
}

gboolean
bookgen_import_json_object_has_title (JsonObject *object)
{
  g_autofree char *title = bookgen_import_json_object_dup_title (object);

  return title != NULL;
}

const char *
bookgen_import_json_object_get_book (JsonObject *object)
{
  JsonObject *inner = find_inner (object);
  const char *title = first_string (object, book_keys);

  return title || !inner ? title : first_string (inner, title_keys);
}

const char *
bookgen_import_json_object_get_author (JsonObject *object)
{
  static const char *const name_keys[] = { "name", "fullname", NULL };

  for (guint i = 0; author_keys[i]; i++)
    {
      JsonNode *node = find (object, author_keys[i]);

      if (node && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
        node = json_array_get_element (json_node_get_array (node), 0);
      if (bookgen_import_json_string (node))
        return bookgen_import_json_string (node);
      if (node && JSON_NODE_HOLDS_OBJECT (node))
        return first_string (json_node_get_object (node), name_keys);
    }
  return NULL;
}

const char *
bookgen_import_json_object_get_notes (JsonObject *object)
{
  return first_string (object, brief_keys);
}

int
bookgen_import_json_object_get_level (JsonObject *object)
{
  return CLAMP (first_integer (object, level_keys), 0, BOOKGEN_IMPORT_MAX_DEPTH + 1);
}

/* 1800, "about 1,800 words", {"min": 1600, "max": 2000} */
static guint
words_in (JsonNode *node)
{
  static const char *const least[] = { "min", "minimum", "from", NULL }, *const most[] = { "max", "maximum", "to", NULL };
  static const char *const one[] = { "target", "value", "count", NULL };
  const char *said = bookgen_import_json_string (node);
  gint64 low, high;

  if (said)
    return bookgen_import_target_read (said);
  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return CLAMP (integer_of (node), 0, BOOKGEN_IMPORT_MAX_TARGET_WORDS);
  if (first_integer (json_node_get_object (node), one) > 0)
    return CLAMP (first_integer (json_node_get_object (node), one), 0, BOOKGEN_IMPORT_MAX_TARGET_WORDS);
  low = CLAMP (first_integer (json_node_get_object (node), least), 0, BOOKGEN_IMPORT_MAX_TARGET_WORDS);
  high = CLAMP (first_integer (json_node_get_object (node), most), 0, BOOKGEN_IMPORT_MAX_TARGET_WORDS);
  return high > low ? low + (high - low) / 2 : low;
}

/* "words", "targetWords", "estimated_word_count": not "keywords". */
static gboolean
is_about_words (const char *key)
{
  return (strstr (key, "word") || strstr (key, "Word")) && g_ascii_strncasecmp (key, "key", 3) != 0;
}

guint
bookgen_import_json_object_get_words (JsonObject *object)
{
  JsonObjectIter iter;
  const char *key, *target = bookgen_import_json_string (find (object, "target"));
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    if (is_about_words (key) && words_in (node) > 0)
      return words_in (node);
  return target ? bookgen_import_target_read (target) : 0;
}

BookgenImportLabel
bookgen_import_json_object_get_label (JsonObject *object, BookgenImportLabel otherwise)
{
  const char *kind = bookgen_import_json_string (find (object, "kind"));

  if (!kind)
    kind = bookgen_import_json_string (find (object, "type"));
  if (kind)
    bookgen_import_label_skip (kind, &otherwise);
  return otherwise;
}

static gboolean
add_points (BookgenImportItem *item, JsonNode *node)
{
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *point = JSON_NODE_HOLDS_OBJECT (element) ? first_string (json_node_get_object (element), title_keys)
                                                           : bookgen_import_json_string (element);

      if (point)
        g_string_append_printf (list, "%s- %s", list->len > 0 ? "\n" : "", point);
    }
  bookgen_import_item_add_text (item, list->str, list->len);
  return list->len > 0;
}

gboolean
bookgen_import_json_object_fill (JsonObject *object, BookgenImportItem *item)
{
  gint64 number = first_integer (object, number_keys);
  JsonObject *inner = first_string (object, title_keys) ? NULL : find_inner (object);
  gboolean any = inner && bookgen_import_json_object_fill (inner, item);

  for (guint i = 0; brief_keys[i]; i++)
    {
      const char *brief = bookgen_import_json_string (find (object, brief_keys[i]));

      bookgen_import_item_add_text (item, brief ? brief : "", -1);
      any |= brief != NULL;
    }
  for (guint i = 0; point_keys[i]; i++)
    any |= add_points (item, find (object, point_keys[i]));
  if (item->target_words == 0)
    item->target_words = bookgen_import_json_object_get_words (object);
  if (number > 0)
    {
      g_free (item->number);
      item->number = g_strdup_printf ("%" G_GINT64_FORMAT, number);
    }
  return any || item->target_words > 0;
}

static gboolean
holds_more (JsonNode *node)
{
  return node && (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node));
}

/* Under whatever name: a list of objects with titles. */
static gboolean
is_list_of_units (const char *key, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *first = array && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;

  return first && JSON_NODE_HOLDS_OBJECT (first) && !key_is_one_of (key, other_lists) && !bookgen_import_json_key_is_detail (key) &&
         bookgen_import_json_object_has_title (json_node_get_object (first));
}

static void
foreach_other_list (JsonObject *object, BookgenImportJsonChildren each, gpointer data)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    if (is_list_of_units (key, node))
      {
        BookgenImportLabel label = BOOKGEN_IMPORT_LABEL_NONE;

        bookgen_import_label_skip (key, &label);
        each (key, node, label, data);
      }
}

void
bookgen_import_json_object_foreach_children (JsonObject *object, BookgenImportJsonChildren each, gpointer data)
{
  JsonObject *inner = first_string (object, title_keys) ? NULL : find_inner (object);
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (child_keys); i++)
    {
      JsonNode *node = find (object, child_keys[i].key);

      if (!holds_more (node) || (JSON_NODE_HOLDS_OBJECT (node) && json_node_get_object (node) == inner))
        continue;
      each (child_keys[i].key, node, child_keys[i].label, data);
      any = TRUE;
    }
  if (inner)
    bookgen_import_json_object_foreach_children (inner, each, data);
  else if (!any && first_string (object, book_keys))
    foreach_other_list (object, each, data);
}

gboolean
bookgen_import_json_key_is_number (const char *key)
{
  const char *digits = key + strcspn (key, "0123456789");
  BookgenImportLabel label;
  const char *rest = digits > key ? bookgen_import_label_skip (key, &label) : key;

  if (digits > key && !rest)
    rest = g_ascii_isalpha (*key) && digits[-1] == '_' ? digits : NULL;
  return *digits && rest && rest + strspn (rest, " _-") == digits && digits[strspn (digits, "0123456789.")] == '\0';
}

gboolean
bookgen_import_json_key_is_detail (const char *key)
{
  return key_is_one_of (key, point_keys) || key_is_one_of (key, brief_keys);
}
