/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-prices.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

static JsonNode *
make_empty (const char *currency)
{
  JsonObject *list = json_object_new ();

  json_object_set_string_member (list, "currency", currency);
  json_object_set_array_member (list, "models", json_array_new ());
  return json_node_init_object (json_node_alloc (), list);
}

/* It has been read as a price list before, so that it is one. */
static JsonNode *
read_list (const char *path, const char *currency, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return make_empty (currency);
  return json_parser_load_from_file (parser, path, error) ? json_parser_steal_root (parser) : NULL;
}

/* Borrowed; added where it is not there. */
static JsonObject *
find_model (JsonArray *models, const char *model)
{
  JsonObject *added;

  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *object = json_array_get_object_element (models, i);
      if (g_strcmp0 (json_object_get_string_member_with_default (object, "model", NULL), model) == 0)
        return object;
    }
  added = json_object_new ();
  json_object_set_string_member (added, "model", model);
  json_array_add_object_element (models, added);
  return added;
}

static gboolean
write_list (JsonNode *root, const char *path, GError **error)
{
  g_autofree char *text = json_to_string (root, TRUE);
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

gboolean
bookgen_prices_keep_text (const char *model, double input, double output, GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "bookgen", "prices.json", NULL);
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (error);
  g_autoptr (JsonNode) root = prices != NULL ? read_list (path, bookgen_prices_get_currency (prices), error) : NULL;
  JsonObject *object;

  if (root == NULL)
    return FALSE;
  object = find_model (json_object_get_array_member (json_node_get_object (root), "models"), model);
  json_object_set_double_member (object, "input", input);
  json_object_set_double_member (object, "output", output);
  return write_list (root, path, error);
}
