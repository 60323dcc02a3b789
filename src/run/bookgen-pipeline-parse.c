/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-pipeline.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_STAGES 32

/* The words a field may have, in the order of its enum; NULL-terminated. */
static const char *const does_words[] = { "write", "draw", "speak", NULL };
static const char *const makes_words[] = { "context", "text", "list", "picture", "audio", NULL };
static const char *const failure_words[] = { "isolate", "pause", NULL };
static const char *const switch_words[] = { "hybrid", "pictures", "narration", "theory", "labs", "review", NULL };
static const char *const fields[] = { "id",     "title",    "on",    "does",       "makes", "for_each", "units",
                                      "needs",  "prompt",   "limit", "on_failure", "in_order", NULL };

static const char *const pipeline_fields[] = { "id", "title", "mode", "pictures", "claims", "stages", NULL };

static void
stage_free (BookgenStage *stage)
{
  g_free (stage->id);
  g_free (stage->title);
  g_free (stage->item_of);
  g_free (stage->prompt);
  g_clear_pointer (&stage->needs, g_ptr_array_unref);
  g_free (stage);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenStage, stage_free)

/* Where in which file: what every complaint begins with. */
typedef struct {
  const char *where;
  const char *json;  /* its text */
  gsize length;      /* in bytes */
  const char *stage; /* NULL: of the whole file */
} Place;

/* The line, from 1, in which the stage says its id: the parser keeps no lines. 0 where it cannot be told. */
static guint
find_line (const Place *place)
{
  g_autofree char *id = g_regex_escape_string (place->stage, -1);
  g_autofree char *pattern = g_strdup_printf ("\"id\"\\s*:\\s*\"%s\"", id);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start;
  guint line = 1;
  if (regex == NULL || !g_regex_match_full (regex, place->json, place->length, 0, 0, &match, NULL)
      || !g_match_info_fetch_pos (match, 0, &start, NULL))
    return 0;
  for (int i = 0; i < start; i++)
    line += place->json[i] == '\n';
  return line;
}

G_GNUC_PRINTF (3, 4) static gboolean
complain (GError **error, const Place *place, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  guint line = place->stage != NULL ? find_line (place) : 0;
  if (line > 0)
    g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_INVALID, _("%s, line %u, stage “%s”: %s"), place->where,
                 line, place->stage, what);
  else if (place->stage != NULL)
    g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_INVALID, _("%s, stage “%s”: %s"), place->where,
                 place->stage, what);
  else
    g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_INVALID, "%s: %s", place->where, what);
  return FALSE;
}

/* A string member; FALLBACK where it is not there; NULL with error where it is no string. */
static const char *
read_string (JsonObject *object, const char *name, const char *fallback, const Place *place, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node == NULL && fallback == NULL)
    complain (error, place, _("“%s” is missing"), name);
  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    {
      complain (error, place, _("“%s” must be a text"), name);
      return NULL;
    }
  return json_node_get_string (node);
}

static gboolean
read_word (JsonObject *object, const char *name, const char *const *words, const char *fallback, int *value,
           const Place *place, GError **error)
{
  const char *word = read_string (object, name, fallback, place, error);
  if (word == NULL)
    return FALSE;
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      {
        *value = i;
        return TRUE;
      }
  return complain (error, place, _("“%s” cannot be “%s”"), name, word);
}

static gboolean
read_boolean (JsonObject *object, const char *name, gboolean fallback, gboolean *value, const Place *place, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  *value = fallback;
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return complain (error, place, _("“%s” must be true or false"), name);
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_limit (JsonObject *object, guint *limit, const Place *place, GError **error)
{
  JsonNode *node = json_object_get_member (object, "limit");
  if (node == NULL)
    return TRUE;
  gint64 value = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;
  if (value < 0 || value > 1000)
    return complain (error, place, _("“limit” must be a number from 0 to 1000"));
  *limit = value;
  return TRUE;
}

/* The texts of an array member; an empty array where it is not there; NULL with error. */
static GPtrArray *
read_names (JsonObject *object, const char *name, const Place *place, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonNode *node = json_object_get_member (object, name);
  if (node == NULL)
    return g_steal_pointer (&names);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      complain (error, place, _("“%s” must be a list"), name);
      return NULL;
    }
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      if (json_node_get_value_type (element) != G_TYPE_STRING)
        {
          complain (error, place, _("“%s” must be a list of texts"), name);
          return NULL;
        }
      g_ptr_array_add (names, (gpointer) json_node_get_string (element));
    }
  return g_steal_pointer (&names);
}

static gboolean
is_name (const char *id)
{
  return g_ascii_islower (id[0]) && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (id) && strlen (id) <= 40;
}

static gboolean
read_id (BookgenPipeline *pipeline, JsonObject *object, BookgenStage *stage, Place *place, GError **error)
{
  const char *id = read_string (object, "id", NULL, place, error);
  if (id == NULL)
    return FALSE;
  place->stage = id;
  if (!is_name (id))
    return complain (error, place, _("an id is small letters, digits and hyphens, and begins with a letter"));
  if (bookgen_pipeline_find (pipeline, id) != NULL)
    return complain (error, place, _("there are two stages of this id"));
  stage->id = g_strdup (id);
  return TRUE;
}

static gboolean
read_for_each (BookgenPipeline *pipeline, JsonObject *object, BookgenStage *stage, const Place *place, GError **error)
{
  const char *each = read_string (object, "for_each", NULL, place, error);
  if (each == NULL)
    return FALSE;
  if (g_str_equal (each, "book") || g_str_equal (each, "unit"))
    {
      stage->for_each = g_str_equal (each, "book") ? BOOKGEN_FOR_BOOK : BOOKGEN_FOR_UNIT;
      return TRUE;
    }
  const BookgenStage *list = g_str_has_prefix (each, "item of ") ? bookgen_pipeline_find (pipeline, each + 8) : NULL;
  if (list == NULL || list->makes != BOOKGEN_MAKES_LIST)
    return complain (error, place, _("“for_each” must be “book”, “unit” or “item of” an earlier stage that makes a list"));
  stage->for_each = BOOKGEN_FOR_ITEM;
  stage->item_of = g_strdup (list->id);
  stage->depth = list->depth + 1;
  return TRUE;
}

static gboolean
read_kinds (JsonObject *object, BookgenStage *stage, const Place *place, GError **error)
{
  g_autoptr (GPtrArray) names = read_names (object, "units", place, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      BookgenUnitKind kind;
      if (!bookgen_unit_kind_from_string (names->pdata[i], &kind))
        return complain (error, place, _("there is no kind of unit called “%s”"), (char *) names->pdata[i]);
      stage->unit_kinds |= 1u << kind;
    }
  if (names->len == 0 && stage->for_each != BOOKGEN_FOR_BOOK)
    return complain (error, place, _("“units” must name at least one kind"));
  return TRUE;
}

static gboolean
read_needs (BookgenPipeline *pipeline, JsonObject *object, BookgenStage *stage, const Place *place, GError **error)
{
  g_autoptr (GPtrArray) names = read_names (object, "needs", place, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const BookgenStage *need = bookgen_pipeline_find (pipeline, names->pdata[i]);
      if (need == NULL)
        return complain (error, place, _("it needs “%s”, which is no earlier stage"), (char *) names->pdata[i]);
      g_ptr_array_add (stage->needs, (gpointer) need);
      stage->depth = MAX (stage->depth, need->depth + 1);
    }
  return TRUE;
}

static gboolean
check_fields (JsonObject *object, const char *const *known, const Place *place, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      return complain (error, place, _("there is no field “%s” here"), (char *) l->data);
  return TRUE;
}

/* true, false, or the name of a switch of the run's settings. */
static gboolean
read_on (JsonObject *object, BookgenStage *stage, const Place *place, GError **error)
{
  JsonNode *node = json_object_get_member (object, "on");
  int word;
  stage->on = BOOKGEN_ON_ALWAYS;
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      stage->on = json_node_get_boolean (node) ? BOOKGEN_ON_ALWAYS : BOOKGEN_ON_NEVER;
      return TRUE;
    }
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return complain (error, place, _("“on” must be true, false or the name of a switch"));
  if (!read_word (object, "on", switch_words, NULL, &word, place, error))
    return FALSE;
  stage->on = BOOKGEN_ON_HYBRID + word;
  return TRUE;
}

/* What is written needs a prompt; what is drawn or spoken may have one. */
static gboolean
read_prompt (JsonObject *object, BookgenStage *stage, const Place *place, GError **error)
{
  gboolean optional = stage->does != BOOKGEN_DOES_WRITE;
  const char *prompt = read_string (object, "prompt", optional ? "" : NULL, place, error);
  if (prompt == NULL)
    return FALSE;
  if (!is_name (prompt) && !(optional && *prompt == '\0'))
    return complain (error, place, _("“prompt” must be the name of a prompt file, without its ending"));
  stage->prompt = *prompt != '\0' ? g_strdup (prompt) : NULL;
  return TRUE;
}

static gboolean
read_rest (JsonObject *object, BookgenStage *stage, const Place *place, GError **error)
{
  int does, makes, on_failure;
  if (!read_word (object, "does", does_words, NULL, &does, place, error)
      || !read_word (object, "makes", makes_words, NULL, &makes, place, error)
      || !read_boolean (object, "in_order", FALSE, &stage->in_order, place, error)
      || !read_word (object, "on_failure", failure_words, stage->in_order ? "pause" : "isolate", &on_failure, place, error)
      || !read_on (object, stage, place, error) || !read_limit (object, &stage->limit, place, error))
    return FALSE;
  const char *title = read_string (object, "title", stage->id, place, error);
  stage->does = does;
  if (title == NULL || !read_prompt (object, stage, place, error))
    return FALSE;
  stage->title = g_strdup (title);
  stage->makes = makes;
  stage->on_failure = on_failure;
  return TRUE;
}

/* Which does makes what. */
static gboolean
fits (const BookgenStage *stage)
{
  if (stage->does == BOOKGEN_DOES_WRITE)
    return stage->makes != BOOKGEN_MAKES_PICTURE && stage->makes != BOOKGEN_MAKES_AUDIO;
  return stage->makes == (stage->does == BOOKGEN_DOES_DRAW ? BOOKGEN_MAKES_PICTURE : BOOKGEN_MAKES_AUDIO);
}

static gboolean
check_stage (const BookgenStage *stage, const Place *place, GError **error)
{
  if (stage->makes == BOOKGEN_MAKES_CONTEXT && stage->for_each != BOOKGEN_FOR_BOOK)
    return complain (error, place, _("a context is made for the whole book"));
  if (!fits (stage))
    return complain (error, place, _("what it makes is not what it does: write makes context, text or list, draw makes "
                                     "picture, speak makes audio"));
  if (stage->makes == BOOKGEN_MAKES_TEXT && stage->for_each != BOOKGEN_FOR_UNIT)
    return complain (error, place, _("a text is made for each unit"));
  if (stage->in_order && stage->for_each != BOOKGEN_FOR_UNIT)
    return complain (error, place, _("only a stage for each unit can be in order"));
  return TRUE;
}

static gboolean
read_stage (BookgenPipeline *pipeline, JsonNode *node, const Place *file, GError **error)
{
  Place place = *file;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return complain (error, &place, _("a stage must be an object"));
  if (pipeline->stages->len >= MAX_STAGES)
    return complain (error, &place, _("there are more than %d stages"), MAX_STAGES);

  JsonObject *object = json_node_get_object (node);
  g_autoptr (BookgenStage) stage = g_new0 (BookgenStage, 1);
  stage->index = pipeline->stages->len;
  stage->needs = g_ptr_array_new ();
  if (!read_id (pipeline, object, stage, &place, error) || !check_fields (object, fields, &place, error)
      || !read_for_each (pipeline, object, stage, &place, error) || !read_kinds (object, stage, &place, error)
      || !read_needs (pipeline, object, stage, &place, error) || !read_rest (object, stage, &place, error)
      || !check_stage (stage, &place, error))
    return FALSE;
  g_ptr_array_add (pipeline->stages, g_steal_pointer (&stage));
  return TRUE;
}

/* How such a book is written unless somebody says otherwise. */
static gboolean
read_defaults (BookgenPipeline *self, JsonObject *object, const Place *place, GError **error)
{
  const char *mode = read_string (object, "mode", "parallel", place, error);
  if (mode == NULL)
    return FALSE;
  if (!bookgen_mode_from_string (mode, &self->mode))
    return complain (error, place, _("“%s” cannot be “%s”"), "mode", mode);
  return read_boolean (object, "pictures", FALSE, &self->pictures, place, error)
         && read_boolean (object, "claims", TRUE, &self->claims, place, error);
}

static gboolean
read_pipeline (BookgenPipeline *self, JsonObject *object, const Place *place, GError **error)
{
  const char *id = read_string (object, "id", NULL, place, error);
  const char *title = id != NULL ? read_string (object, "title", id, place, error) : NULL;
  JsonNode *stages = json_object_get_member (object, "stages");
  if (title == NULL || !check_fields (object, pipeline_fields, place, error)
      || !read_defaults (self, object, place, error))
    return FALSE;
  if (!is_name (id))
    return complain (error, place, _("an id is small letters, digits and hyphens, and begins with a letter"));
  if (stages == NULL || !JSON_NODE_HOLDS_ARRAY (stages) || json_array_get_length (json_node_get_array (stages)) == 0)
    return complain (error, place, _("“stages” must be a list with at least one stage"));

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  JsonArray *array = json_node_get_array (stages);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_stage (self, json_array_get_element (array, i), place, error))
      return FALSE;
  return TRUE;
}

BookgenPipeline *
bookgen_pipeline_parse (const char *json, gssize length, const char *where, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  length = length >= 0 ? length : (gssize) strlen (json);
  Place place = { .where = where, .json = json, .length = length };
  if (!json_parser_load_from_data (parser, json, length, &local))
    {
      complain (error, &place, "%s", local->message);
      return NULL;
    }
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      complain (error, &place, _("a pipeline must be one JSON object"));
      return NULL;
    }
  g_autoptr (BookgenPipeline) self = g_new0 (BookgenPipeline, 1);
  g_atomic_ref_count_init (&self->refs);
  self->stages = g_ptr_array_new_with_free_func ((GDestroyNotify) stage_free);
  if (!read_pipeline (self, json_node_get_object (root), &place, error))
    return NULL;
  return g_steal_pointer (&self);
}
