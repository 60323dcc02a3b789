/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-endpoint.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

/* The file of saved endpoints. Both programs read it, so it is written whole or not at all, and for its owner only. */

enum { MAX_FILE_BYTES = 1024 * 1024 };

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "bookgen", "endpoints.json", NULL);
}

static void
set_damaged (GError **error, const char *path)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("The list of saved providers is damaged: %s. Move the file away to begin a new list."), path);
}

static const char *
string_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
is_true (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/* MODELS (nullable): a model by the name of its job. */
static void
read_models (BookgenEndpoint *endpoint, JsonNode *models)
{
  if (models == NULL || !JSON_NODE_HOLDS_OBJECT (models))
    return;
  for (guint job = 0; job < BOOKGEN_N_MODEL_JOBS; job++)
    if (job != BOOKGEN_JOB_WRITING)
      bookgen_endpoint_set_model_for (endpoint, job,
                                      string_member (json_node_get_object (models), bookgen_model_job_to_string (job)));
}

static guint
number_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 number = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;

  return CLAMP (number, 0, G_MAXINT);
}

static BookgenEndpoint *
endpoint_from_json (JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name, *address, *model;
  BookgenDialectKind dialect;
  BookgenEndpoint *endpoint;

  if (object == NULL || !bookgen_dialect_kind_from_string (string_member (object, "dialect"), &dialect))
    return NULL;
  name = string_member (object, "name");
  address = string_member (object, "address");
  model = string_member (object, "model");
  endpoint = is_true (json_object_get_member (object, "plain"))
                 ? bookgen_endpoint_new_plain (name, address, dialect, model, NULL)
                 : bookgen_endpoint_new (name, address, dialect, model, NULL);
  if (endpoint == NULL)
    return NULL;
  read_models (endpoint, json_object_get_member (object, "models"));
  bookgen_endpoint_set_limits (endpoint, number_member (object, "at_once"), number_member (object, "pause_ms"));
  return endpoint;
}

static GPtrArray *
endpoints_from_json (JsonNode *root)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *list = object != NULL ? json_object_get_member (object, "endpoints") : NULL;
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new_with_free_func (g_object_unref);

  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return NULL;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      BookgenEndpoint *endpoint = endpoint_from_json (json_array_get_element (json_node_get_array (list), i));

      if (endpoint == NULL)
        return NULL;
      g_ptr_array_add (endpoints, endpoint);
    }
  return g_steal_pointer (&endpoints);
}

/* NULL with FALSE in FOUND, and no error, when there is no such file. */
static char *
read_file (const char *path, gsize *length, gboolean *found, GError **error)
{
  g_autofree char *text = NULL;
  GStatBuf info;

  *found = g_stat (path, &info) == 0;
  if (!*found)
    return NULL;
  if (info.st_size > MAX_FILE_BYTES)
    {
      set_damaged (error, path);
      return NULL;
    }
  return g_file_get_contents (path, &text, length, error) ? g_steal_pointer (&text) : NULL;
}

GPtrArray *
bookgen_endpoints_load (GError **error)
{
  g_autofree char *path = file_path ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gboolean found = FALSE;
  gsize length = 0;
  g_autofree char *text = read_file (path, &length, &found, error);
  GPtrArray *endpoints = NULL;

  if (!found)
    return g_ptr_array_new_with_free_func (g_object_unref);
  if (text == NULL)
    return NULL;
  if (json_parser_load_from_data (parser, text, length, NULL))
    endpoints = endpoints_from_json (json_parser_get_root (parser));
  if (endpoints == NULL)
    set_damaged (error, path);
  return endpoints;
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static gboolean
has_own_models (BookgenEndpoint *endpoint)
{
  for (guint job = 0; job < BOOKGEN_N_MODEL_JOBS; job++)
    if (job != BOOKGEN_JOB_WRITING && bookgen_endpoint_get_own_model (endpoint, job) != NULL)
      return TRUE;
  return FALSE;
}

static void
add_models (JsonBuilder *builder, BookgenEndpoint *endpoint)
{
  if (!has_own_models (endpoint))
    return;
  json_builder_set_member_name (builder, "models");
  json_builder_begin_object (builder);
  for (guint job = 0; job < BOOKGEN_N_MODEL_JOBS; job++)
    if (job != BOOKGEN_JOB_WRITING && bookgen_endpoint_get_own_model (endpoint, job) != NULL)
      add_member (builder, bookgen_model_job_to_string (job), bookgen_endpoint_get_own_model (endpoint, job));
  json_builder_end_object (builder);
}

static void
add_limit (JsonBuilder *builder, const char *name, guint limit)
{
  if (limit == 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, limit);
}

static void
add_endpoint (JsonBuilder *builder, BookgenEndpoint *endpoint)
{
  json_builder_begin_object (builder);
  add_member (builder, "name", bookgen_endpoint_get_name (endpoint));
  add_member (builder, "address", bookgen_endpoint_get_address (endpoint));
  add_member (builder, "dialect", bookgen_dialect_kind_to_string (bookgen_endpoint_get_dialect (endpoint)));
  add_member (builder, "model", bookgen_endpoint_get_model (endpoint));
  add_models (builder, endpoint);
  add_limit (builder, "at_once", bookgen_endpoint_get_at_once (endpoint));
  add_limit (builder, "pause_ms", bookgen_endpoint_get_pause_ms (endpoint));
  if (bookgen_endpoint_get_plain (endpoint))
    {
      json_builder_set_member_name (builder, "plain");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
}

static char *
to_text (GPtrArray *endpoints)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "endpoints");
  json_builder_begin_array (builder);
  for (guint i = 0; i < endpoints->len; i++)
    if (!bookgen_endpoint_is_rehearsal (g_ptr_array_index (endpoints, i)))
      add_endpoint (builder, g_ptr_array_index (endpoints, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

gboolean
bookgen_endpoints_save (GPtrArray *endpoints, GError **error)
{
  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = to_text (endpoints);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("The folder %s could not be made: %s"), folder,
                   g_strerror (code));
      return FALSE;
    }
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
