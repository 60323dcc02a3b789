/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-prices.h"

#include "bookgen-prices-resource.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

enum { MAX_FILE_BYTES = 4 * 1024 * 1024 };

/* How quickly a text is read aloud where only the price of a minute is known: 4,096 characters took 256 seconds. */
#define CHARACTERS_PER_MINUTE 960.0

/* In the currency for a million tokens or characters, which is millionths of it for one. What is not known is -1. */
typedef struct {
  gint64 above_input_tokens; /* for prompts longer than this; 0: any */
  double input;
  double cached;
  double cache_write;
  double output;
  double characters; /* of speech */
  double minute;     /* of speech, in the currency itself, as the next */
  double image;      /* one square picture, as bookgen_media_make_picture_body () asks for it */
} Price;

static const Price UNKNOWN = { 0, -1, -1, -1, -1, -1, -1, -1 };

struct _BookgenPrices {
  char *currency;
  GHashTable *models; /* name -> GArray of Price */
  GHashTable *own;    /* names that the author's file has */
};

void
bookgen_prices_free (BookgenPrices *self)
{
  g_free (self->currency);
  g_hash_table_unref (self->models);
  g_hash_table_unref (self->own);
  g_free (self);
}

gboolean
bookgen_prices_is_own (BookgenPrices *self, const char *model)
{
  return g_hash_table_contains (self->own, model);
}

const char *
bookgen_prices_get_currency (BookgenPrices *self)
{
  return self->currency;
}

static gboolean
number_member (JsonObject *object, const char *name, double fallback, double *value)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  *value = fallback;
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    *value = json_node_get_double (node);
  return (node == NULL || type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) && *value >= 0 && *value < 1e9;
}

static const char *
string_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* Left as it is where it is not there. */
static gboolean
optional_member (JsonObject *object, const char *name, double *value)
{
  return !json_object_has_member (object, name) || number_member (object, name, -1, value);
}

static gboolean
media_from_json (JsonObject *object, Price *price)
{
  return optional_member (object, "characters", &price->characters) && optional_member (object, "minute", &price->minute)
         && optional_member (object, "image", &price->image);
}

static gboolean
has_one_of (JsonObject *object, const char *const *names)
{
  for (; *names != NULL; names++)
    if (json_object_has_member (object, *names))
      return TRUE;
  return FALSE;
}

/* What is not said of the cache costs what any input costs; input and output must be there. */
static gboolean
text_from_json (JsonObject *object, Price *price)
{
  double above;

  if (!number_member (object, "input", -1, &price->input) || !number_member (object, "output", -1, &price->output)
      || !number_member (object, "cached", price->input, &price->cached)
      || !number_member (object, "cache_write", price->input, &price->cache_write)
      || !number_member (object, "above_input_tokens", 0, &above))
    return FALSE;
  price->above_input_tokens = (gint64) above;
  return TRUE;
}

/* Some models write, some draw or speak, and some are billed both for tokens and by the piece: at least one must be there. */
static gboolean
price_from_json (JsonObject *object, Price *price)
{
  static const char *const of_text[] = { "input", "output", NULL }, *const of_media[] = { "characters", "minute", "image", NULL };
  gboolean text = has_one_of (object, of_text), media = has_one_of (object, of_media);

  *price = UNKNOWN;
  if (!media || text)
    return text_from_json (object, price) && media_from_json (object, price);
  return media_from_json (object, price);
}

static gboolean
add_price (GHashTable *models, JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? string_member (object, "model") : NULL;
  GArray *prices;
  Price price;

  if (name == NULL || !price_from_json (object, &price))
    return FALSE;
  prices = g_hash_table_lookup (models, name);
  if (prices == NULL)
    {
      prices = g_array_new (FALSE, FALSE, sizeof (Price));
      g_hash_table_insert (models, g_strdup (name), prices);
    }
  g_array_append_val (prices, price);
  return TRUE;
}

static BookgenPrices *
prices_from_text (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (BookgenPrices) self = g_new0 (BookgenPrices, 1);
  JsonNode *root, *list;

  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!json_parser_load_from_data (parser, text, length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  self->currency = g_strdup (string_member (json_node_get_object (root), "currency"));
  list = json_object_get_member (json_node_get_object (root), "models");
  if (self->currency == NULL || list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return NULL;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    if (!add_price (self->models, json_array_get_element (json_node_get_array (list), i)))
      return NULL;
  return g_steal_pointer (&self);
}

/* The author's file takes the place of ours, model by model. */
static void
lay_over (BookgenPrices *self, BookgenPrices *over)
{
  GHashTableIter iter;
  gpointer name, prices;

  g_hash_table_iter_init (&iter, over->models);
  while (g_hash_table_iter_next (&iter, &name, &prices))
    {
      g_hash_table_replace (self->models, g_strdup (name), g_array_ref (prices));
      g_hash_table_add (self->own, g_strdup (name));
    }
}

static gboolean
lay_file_over (BookgenPrices *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (BookgenPrices) over = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  over = length <= MAX_FILE_BYTES ? prices_from_text (text, length) : NULL;
  if (over == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("The price list %s cannot be read. Mend it or move it away."), path);
  else if (g_strcmp0 (over->currency, self->currency) != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The price list %s must be in %s, like the one it adds to."),
                 path, self->currency);
  else
    lay_over (self, over);
  return over != NULL && g_strcmp0 (over->currency, self->currency) == 0;
}

BookgenPrices *
bookgen_prices_load (GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "bookgen", "prices.json", NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (bookgen_prices_get_resource (), "/org/example/BookGen/prices.json",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (BookgenPrices) self = NULL;
  gsize length = 0;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  self = prices_from_text (text, length);
  g_return_val_if_fail (self != NULL, NULL); /* it is our own file, and tested */
  return lay_file_over (self, path, error) ? g_steal_pointer (&self) : NULL;
}

void
bookgen_prices_set_text (BookgenPrices *self, const char *model, double input, double output)
{
  GArray *known = g_hash_table_lookup (self->models, model), *prices = g_array_new (FALSE, FALSE, sizeof (Price));
  Price price = known != NULL ? g_array_index (known, Price, 0) : UNKNOWN;

  price.input = price.cached = price.cache_write = input;
  price.output = output;
  g_array_append_val (prices, price);
  g_hash_table_replace (self->models, g_strdup (model), prices);
  g_hash_table_add (self->own, g_strdup (model));
}

/* Removes "-20261007", "-2026-10-07", "@20261007" or "-latest" from the end. */
static gboolean
strip_version (char *name)
{
  static const char *const endings[] = { "-########", "-####-##-##", "@########", "-latest" };
  gsize length = strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]), at = 0;

      while (length > n && at < n
             && (endings[i][at] == '#' ? g_ascii_isdigit (name[length - n + at]) : name[length - n + at] == endings[i][at]))
        at++;
      if (length > n && at == n)
        {
          name[length - n] = '\0';
          return TRUE;
        }
    }
  return FALSE;
}

/* By the whole name, without a version at its end, without who offers it ("anthropic/…"); never by a mere likeness. */
static GArray *
prices_of (BookgenPrices *self, const char *model)
{
  g_autofree char *name = g_strdup (model);
  GArray *prices = g_hash_table_lookup (self->models, name);
  const char *slash;

  if (prices == NULL && strip_version (name))
    prices = g_hash_table_lookup (self->models, name);
  slash = strrchr (name, '/');
  if (prices == NULL && slash != NULL)
    prices = g_hash_table_lookup (self->models, slash + 1);
  return prices;
}

/* The price of the highest step that a prompt of INPUT_TOKENS passes. */
static const Price *
price_for (GArray *prices, gint64 input_tokens)
{
  const Price *best = NULL;

  for (guint i = 0; prices != NULL && i < prices->len; i++)
    {
      const Price *price = &g_array_index (prices, Price, i);

      if ((price->above_input_tokens == 0 || input_tokens > price->above_input_tokens)
          && (best == NULL || price->above_input_tokens >= best->above_input_tokens))
        best = price;
    }
  return best;
}

gint64
bookgen_prices_cost_micros (BookgenPrices *self, const char *model, const BookgenTokens *tokens)
{
  gint64 cached = MAX (tokens->cached_tokens, 0), written = MAX (tokens->cache_write_tokens, 0);
  const Price *price;

  if (tokens->cost_micros >= 0)
    return tokens->cost_micros;
  if (model == NULL || tokens->input_tokens < 0 || tokens->output_tokens < 0)
    return -1;
  price = price_for (prices_of (self, model), tokens->input_tokens);
  if (price == NULL || price->input < 0)
    return -1;
  return (gint64) (MAX (tokens->input_tokens - cached - written, 0) * price->input + cached * price->cached
                   + written * price->cache_write + tokens->output_tokens * price->output + 0.5);
}

gint64
bookgen_prices_picture_micros (BookgenPrices *self, const char *model, gint64 prompt_tokens)
{
  const Price *price = model != NULL ? price_for (prices_of (self, model), 0) : NULL;

  if (price == NULL || price->image < 0)
    return -1;
  return (gint64) (price->image * 1e6 + prompt_tokens * MAX (price->input, 0) + 0.5);
}

gint64
bookgen_prices_speech_micros (BookgenPrices *self, const char *model, gint64 characters, gint64 ms)
{
  const Price *price = model != NULL ? price_for (prices_of (self, model), 0) : NULL;
  double minutes = ms >= 0 ? ms / 6e4 : characters / CHARACTERS_PER_MINUTE;

  if (price == NULL || (price->characters < 0 && price->minute < 0))
    return -1;
  return (gint64) ((price->characters >= 0 ? characters * price->characters : minutes * price->minute * 1e6) + 0.5);
}

gboolean
bookgen_prices_counts_minutes (BookgenPrices *self, const char *model)
{
  const Price *price = model != NULL ? price_for (prices_of (self, model), 0) : NULL;

  return price != NULL && price->characters < 0 && price->minute >= 0;
}
