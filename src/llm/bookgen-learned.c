/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-learned.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

enum {
  VERSION = 2, /* of the meaning of the numbers in "fields" */
  MAX_FILE_BYTES = 256 * 1024,
  MAX_MODELS = 500,
  MOST_A_MINUTE = 1000 * 1000 * 1000,
};

#define MOST_MEASURE 1e9
#define MOST_WORDS 1000000

typedef struct {
  gboolean has_fields;
  BookgenFields fields;
  guint key_mark; /* of the key that the last whole answer was for; 0: none */
  gint64 requests_limit, tokens_limit; /* a minute; 0: none known */
  BookgenPace pace;
  guint reply_words; /* 0: unknown */
  gint64 context_tokens; /* 0: unknown */
  gint64 output_tokens;  /* 0: unknown */
} Model;

struct _BookgenLearned {
  char *path;         /* nullable */
  GHashTable *models; /* "ADDRESS MODEL" -> Model */
};

/* ---- The file ---- */

static gboolean
number_at (JsonObject *object, const char *name, gint64 *number)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return TRUE;
}

static double
measure_at (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  double measure = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : 0;

  return measure > 0 && measure < MOST_MEASURE ? measure : 0;
}

static void
read_pace (JsonObject *object, BookgenPace *pace)
{
  gint64 answers = 0;

  if (!number_at (object, "answers", &answers) || answers <= 0 || answers > G_MAXINT)
    return;
  pace->answers = answers;
  pace->first_token_ms = measure_at (object, "first_token_ms");
  pace->tokens_per_second = measure_at (object, "tokens_per_second");
  pace->input_factor = measure_at (object, "input_factor");
  pace->output_factor = measure_at (object, "output_factor");
}

static gint64
limit_at (JsonObject *object, const char *name)
{
  gint64 limit = 0;

  return number_at (object, name, &limit) && limit > 0 && limit <= MOST_A_MINUTE ? limit : 0;
}

static void
read_model (JsonObject *models, const char *name, JsonNode *node, gpointer user_data)
{
  BookgenLearned *self = user_data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64 fields = 0, answered = 0, words = 0;
  Model *model;

  if (object == NULL || g_hash_table_size (self->models) >= MAX_MODELS)
    return;
  model = g_new0 (Model, 1);
  model->has_fields = number_at (object, "fields", &fields) && fields >= 0 && fields <= BOOKGEN_FIELDS_ALL;
  model->fields = model->has_fields ? fields : 0;
  model->key_mark = number_at (object, "answered", &answered) && answered > 0 && answered <= G_MAXUINT ? answered : 0;
  model->requests_limit = limit_at (object, "requests_limit");
  model->tokens_limit = limit_at (object, "tokens_limit");
  read_pace (object, &model->pace);
  model->reply_words = number_at (object, "reply_words", &words) && words > 0 && words <= MOST_WORDS ? words : 0;
  model->context_tokens = limit_at (object, "context_tokens");
  model->output_tokens = limit_at (object, "output_tokens");
  g_hash_table_insert (self->models, g_strdup (name), model);
}

static void
read_root (BookgenLearned *self, JsonNode *root)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *models = object != NULL ? json_object_get_member (object, "models") : NULL;
  gint64 version = 0;

  if (models != NULL && JSON_NODE_HOLDS_OBJECT (models) && number_at (object, "version", &version) && version == VERSION)
    json_object_foreach_member (json_node_get_object (models), read_model, self);
}

static void
load (BookgenLearned *self)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *text = g_malloc (MAX_FILE_BYTES);
  gsize length = 0;

  if (stream != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_FILE_BYTES, &length, NULL, NULL)
      && length < MAX_FILE_BYTES && json_parser_load_from_data (parser, text, length, NULL))
    read_root (self, json_parser_get_root (parser));
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_measure (JsonBuilder *builder, const char *name, double measure)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, measure);
}

static void
add_pace (JsonBuilder *builder, const BookgenPace *pace)
{
  add_number (builder, "answers", pace->answers);
  add_measure (builder, "first_token_ms", pace->first_token_ms);
  add_measure (builder, "tokens_per_second", pace->tokens_per_second);
  add_measure (builder, "input_factor", pace->input_factor);
  add_measure (builder, "output_factor", pace->output_factor);
}

static void
add_model (gpointer name, gpointer value, gpointer builder)
{
  const Model *model = value;

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  if (model->has_fields)
    add_number (builder, "fields", model->fields);
  if (model->key_mark != 0)
    add_number (builder, "answered", model->key_mark);
  if (model->requests_limit > 0)
    add_number (builder, "requests_limit", model->requests_limit);
  if (model->tokens_limit > 0)
    add_number (builder, "tokens_limit", model->tokens_limit);
  if (model->pace.answers > 0)
    add_pace (builder, &model->pace);
  if (model->reply_words > 0)
    add_number (builder, "reply_words", model->reply_words);
  if (model->context_tokens > 0)
    add_number (builder, "context_tokens", model->context_tokens);
  if (model->output_tokens > 0)
    add_number (builder, "output_tokens", model->output_tokens);
  json_builder_end_object (builder);
}

static char *
to_text (BookgenLearned *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_number (builder, "version", VERSION);
  json_builder_set_member_name (builder, "models");
  json_builder_begin_object (builder);
  g_hash_table_foreach (self->models, add_model, builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/* Whole or not at all, but without waiting for the disk, and without a word when it fails: all of it can be learned again. */
static void
save (BookgenLearned *self)
{
  g_autofree char *folder = self->path != NULL ? g_path_get_dirname (self->path) : NULL;
  g_autofree char *partial = g_strconcat (self->path, ".part", NULL);
  g_autofree char *text = NULL;

  if (folder == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  text = to_text (self);
  if (g_file_set_contents_full (partial, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_rename (partial, self->path);
}

/* ---- What is known ---- */

BookgenLearned *
bookgen_learned_new (const char *path)
{
  BookgenLearned *self = g_new0 (BookgenLearned, 1);

  self->path = g_strdup (path);
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (path != NULL)
    load (self);
  return self;
}

void
bookgen_learned_free (BookgenLearned *self)
{
  g_free (self->path);
  g_hash_table_unref (self->models);
  g_free (self);
}

static char *
name_of (BookgenEndpoint *endpoint)
{
  return g_strconcat (bookgen_endpoint_get_address (endpoint), " ", bookgen_endpoint_get_model (endpoint), NULL);
}

static const Model *
find (BookgenLearned *self, BookgenEndpoint *endpoint)
{
  g_autofree char *name = name_of (endpoint);

  return g_hash_table_lookup (self->models, name);
}

/* With everything forgotten before it grows without end. */
static Model *
find_or_add (BookgenLearned *self, BookgenEndpoint *endpoint)
{
  Model *model = (Model *) find (self, endpoint);

  if (model != NULL)
    return model;
  if (g_hash_table_size (self->models) >= MAX_MODELS)
    g_hash_table_remove_all (self->models);
  model = g_new0 (Model, 1);
  g_hash_table_insert (self->models, name_of (endpoint), model);
  return model;
}

gboolean
bookgen_learned_get_fields (BookgenLearned *self, BookgenEndpoint *endpoint, BookgenFields *fields)
{
  const Model *model = find (self, endpoint);

  if (model == NULL || !model->has_fields)
    return FALSE;
  *fields = model->fields;
  return TRUE;
}

void
bookgen_learned_set_fields (BookgenLearned *self, BookgenEndpoint *endpoint, BookgenFields fields)
{
  Model *model = find_or_add (self, endpoint);

  model->has_fields = TRUE;
  model->fields = fields;
  save (self);
}

/* Eight hexadecimal digits of a digest: enough to see that a key is another one, and of no use to anybody else. */
guint
bookgen_learned_make_key_mark (BookgenEndpoint *endpoint, const char *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *name = name_of (endpoint);
  gsize length = 0;

  for (; key != NULL && g_ascii_isspace (*key); key++)
    ;
  for (length = key != NULL ? strlen (key) : 0; length > 0 && g_ascii_isspace (key[length - 1]); length--)
    ;
  g_checksum_update (checksum, (const guchar *) name, strlen (name) + 1);
  g_checksum_update (checksum, (const guchar *) (key != NULL ? key : ""), length);
  return MAX (g_ascii_strtoull (g_checksum_get_string (checksum) + 56, NULL, 16), 1);
}

gboolean
bookgen_learned_has_answered (BookgenLearned *self, BookgenEndpoint *endpoint, guint key_mark)
{
  const Model *model = find (self, endpoint);

  return model != NULL && model->key_mark == key_mark;
}

void
bookgen_learned_set_answered (BookgenLearned *self, BookgenEndpoint *endpoint, guint key_mark)
{
  Model *model = find_or_add (self, endpoint);

  if (model->key_mark == key_mark)
    return;
  model->key_mark = key_mark;
  save (self);
}

guint
bookgen_learned_get_reply_words (BookgenLearned *self, BookgenEndpoint *endpoint)
{
  const Model *model = find (self, endpoint);

  return model != NULL ? model->reply_words : 0;
}

void
bookgen_learned_set_reply_words (BookgenLearned *self, BookgenEndpoint *endpoint, guint words)
{
  Model *model = find_or_add (self, endpoint);

  if (model->reply_words == words)
    return;
  model->reply_words = words;
  save (self);
}

gint64
bookgen_learned_get_context_tokens (BookgenLearned *self, BookgenEndpoint *endpoint)
{
  const Model *model = find (self, endpoint);

  return model != NULL ? model->context_tokens : 0;
}

void
bookgen_learned_set_context_tokens (BookgenLearned *self, BookgenEndpoint *endpoint, gint64 tokens)
{
  Model *model = find_or_add (self, endpoint);

  tokens = CLAMP (tokens, 0, MOST_A_MINUTE);
  if (model->context_tokens == tokens)
    return;
  model->context_tokens = tokens;
  save (self);
}

gint64
bookgen_learned_get_output_tokens (BookgenLearned *self, BookgenEndpoint *endpoint)
{
  const Model *model = find (self, endpoint);

  return model != NULL ? model->output_tokens : 0;
}

void
bookgen_learned_set_output_tokens (BookgenLearned *self, BookgenEndpoint *endpoint, gint64 tokens)
{
  find_or_add (self, endpoint)->output_tokens = CLAMP (tokens, 0, MOST_A_MINUTE);
  save (self);
}

void
bookgen_learned_get_limits (BookgenLearned *self, BookgenEndpoint *endpoint, gint64 *requests, gint64 *tokens)
{
  const Model *model = find (self, endpoint);

  *requests = model != NULL && model->requests_limit > 0 ? model->requests_limit : -1;
  *tokens = model != NULL && model->tokens_limit > 0 ? model->tokens_limit : -1;
}

void
bookgen_learned_set_limits (BookgenLearned *self, BookgenEndpoint *endpoint, gint64 requests, gint64 tokens)
{
  Model *model = find_or_add (self, endpoint);

  requests = CLAMP (requests, 0, MOST_A_MINUTE);
  tokens = CLAMP (tokens, 0, MOST_A_MINUTE);
  if (model->requests_limit == requests && model->tokens_limit == tokens)
    return;
  model->requests_limit = requests;
  model->tokens_limit = tokens;
  save (self);
}

void
bookgen_learned_get_pace (BookgenLearned *self, BookgenEndpoint *endpoint, BookgenPace *pace)
{
  const Model *model = find (self, endpoint);

  *pace = model != NULL ? model->pace : (BookgenPace){ 0 };
}

void
bookgen_learned_add_answer (BookgenLearned *self, BookgenEndpoint *endpoint, const BookgenAnswerFacts *facts)
{
  bookgen_pace_add (&find_or_add (self, endpoint)->pace, facts);
  save (self);
}
