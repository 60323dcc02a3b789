/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-made-from.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define DIGEST_CHARS 16
#define MAX_JSON_BYTES (256 * 1024)

static const char *const shared_parts[] = { "premise", "readers", "voice", "sample", "avoid" };
static const char *const own_fields[] = { "summary", "only_here", "opens", "ends", "hands_on" };
static const char *const before_fields[] = { "ends", "hands_on" };
static const char *const after_fields[] = { "opens" };

static char *
digest_text (const char *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return g_strndup (digest, DIGEST_CHARS);
}

static void
add_part (JsonObject *parts, const BookgenPlan *plan, const char *part)
{
  g_autofree char *digest = bookgen_plan_digest (plan, part);
  json_object_set_string_member (parts, part, digest);
}

static void
add_fields (JsonObject *parts, const BookgenPlan *plan, const char *unit_id, const char *const *fields, guint count)
{
  for (guint i = 0; unit_id != NULL && i < count; i++)
    {
      g_autofree char *part = g_strdup_printf ("%s.%s", unit_id, fields[i]);
      add_part (parts, plan, part);
    }
}

/* Only the terms that stand in the text: a new name for one of them says nothing to a chapter without it. */
static void
add_terms (JsonObject *parts, const BookgenPlan *plan, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  for (guint i = 0; i < plan->terms->len; i++)
    {
      const BookgenPlanTerm *term = plan->terms->pdata[i];
      g_autofree char *name = g_utf8_casefold (term->name, -1);
      g_autofree char *part = g_strconcat ("term.", term->name, NULL);
      if (strstr (folded, name) != NULL)
        add_part (parts, plan, part);
    }
}

static JsonObject *
make_parts (const BookgenMadeFrom *self)
{
  JsonObject *parts = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (shared_parts); i++)
    add_part (parts, self->plan, shared_parts[i]);
  add_fields (parts, self->plan, self->unit_id, own_fields, G_N_ELEMENTS (own_fields));
  add_fields (parts, self->plan, self->before_id, before_fields, G_N_ELEMENTS (before_fields));
  add_fields (parts, self->plan, self->after_id, after_fields, G_N_ELEMENTS (after_fields));
  if (self->text != NULL)
    add_terms (parts, self->plan, self->text);
  return parts;
}

static void
set_string (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static void
set_texts (JsonObject *object, const BookgenMadeFrom *self)
{
  if (self->n_texts == 0)
    return;
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < self->n_texts; i++)
    json_array_add_int_element (array, self->texts[i]);
  json_object_set_array_member (object, "texts", array);
}

char *
bookgen_made_from_to_json (const BookgenMadeFrom *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *brief = self->brief != NULL ? digest_text (self->brief) : NULL;
  set_string (object, "prompt", self->prompt_hash);
  if (self->plan != NULL)
    json_object_set_object_member (object, "plan", make_parts (self));
  set_string (object, "brief", brief);
  set_string (object, "style", self->style);
  set_texts (object, self);
  if (self->material != NULL)
    json_object_set_string_member (object, "material", self->material);
  set_string (object, "told", self->told);
  set_string (object, "hands_on", self->hands_on);
  set_string (object, "model", self->model);
  if (self->turns > 1)
    json_object_set_int_member (object, "turns", self->turns);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  return json_to_string (node, FALSE);
}

static JsonParser *
parse (const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  if (json == NULL || strlen (json) > MAX_JSON_BYTES || !json_parser_load_from_data (parser, json, -1, NULL))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&parser) : NULL;
}

/* Borrowed; NULL where it is no text. */
static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static char *
dup_string (const char *json, const char *name)
{
  g_autoptr (JsonParser) parser = parse (json);
  return parser != NULL ? g_strdup (get_string (json_node_get_object (json_parser_get_root (parser)), name)) : NULL;
}

char *
bookgen_made_from_dup_hands_on (const char *json)
{
  return dup_string (json, "hands_on");
}

char *
bookgen_made_from_dup_told (const char *json)
{
  return dup_string (json, "told");
}

gint64
bookgen_made_from_get_first_text (const char *json)
{
  g_autoptr (JsonParser) parser = parse (json);
  JsonObject *object = parser != NULL ? json_node_get_object (json_parser_get_root (parser)) : NULL;
  JsonNode *texts = object != NULL ? json_object_get_member (object, "texts") : NULL;
  JsonArray *array = texts != NULL && JSON_NODE_HOLDS_ARRAY (texts) ? json_node_get_array (texts) : NULL;
  JsonNode *first = array != NULL && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;
  return first != NULL && json_node_get_value_type (first) == G_TYPE_INT64 ? json_node_get_int (first) : 0;
}

static void
find_changed_parts (JsonObject *parts, const BookgenPlan *plan, GStrvBuilder *changes)
{
  JsonObjectIter iter;
  const char *part;
  json_object_iter_init (&iter, parts);
  while (json_object_iter_next (&iter, &part, NULL))
    {
      const char *before = get_string (parts, part);
      g_autofree char *now = bookgen_plan_digest (plan, part);
      if (before != NULL && !g_str_equal (before, now))
        g_strv_builder_add (changes, part);
    }
}

/* Earlier versions did not keep all of it. */
static void
compare (JsonObject *object, const char *name, const char *now, GStrvBuilder *changes)
{
  const char *before = get_string (object, name);
  if (before != NULL && now != NULL && !g_str_equal (before, now))
    g_strv_builder_add (changes, name);
}

GStrv
bookgen_made_from_find_changes (const char *json, const BookgenPlan *plan, const char *brief, const char *style,
                                const char *material)
{
  g_autoptr (GStrvBuilder) changes = g_strv_builder_new ();
  g_autoptr (JsonParser) parser = parse (json);
  if (parser == NULL)
    return g_strv_builder_end (changes);
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  JsonNode *parts = json_object_get_member (object, "plan");
  g_autofree char *new_brief = brief != NULL ? digest_text (brief) : NULL;
  if (plan != NULL && parts != NULL && JSON_NODE_HOLDS_OBJECT (parts))
    find_changed_parts (json_node_get_object (parts), plan, changes);
  compare (object, "brief", new_brief, changes);
  compare (object, "style", style, changes);
  compare (object, "material", material, changes);
  return g_strv_builder_end (changes);
}
