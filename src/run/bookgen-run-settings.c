/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run-settings.h"

#include <json-glib/json-glib.h>

#define MAX_AT_ONCE 1000
#define MAX_PAUSE_MS (10 * 60 * 1000)
#define MAX_WORDS 100000

static const char *const mode_names[] = { "parallel", "sequential", "hybrid", NULL };
static const char *const content_names[] = { "theory", "labs", "both", NULL };
static const char *const checks_names[] = { "off", "report", "repair", NULL };

/* Every plain field once: what kind it is, what it is called in JSON, where it stands. Units are read by themselves. */
typedef enum { TEXT, NUMBER, SWITCH, WORD, MONEY } FieldKind;

static const struct {
  FieldKind kind;
  const char *name;
  gsize offset;
  guint least, most;         /* NUMBER */
  const char *const *words;  /* WORD: in the order of its enum */
} fields[] = {
  { TEXT, "pipeline", G_STRUCT_OFFSET (BookgenRunSettings, pipeline) },
  { WORD, "mode", G_STRUCT_OFFSET (BookgenRunSettings, mode), .words = mode_names },
  { WORD, "content", G_STRUCT_OFFSET (BookgenRunSettings, content), .words = content_names },
  { WORD, "checks", G_STRUCT_OFFSET (BookgenRunSettings, checks), .words = checks_names },
  { NUMBER, "at_once", G_STRUCT_OFFSET (BookgenRunSettings, at_once), 1, MAX_AT_ONCE },
  { NUMBER, "modules_at_once", G_STRUCT_OFFSET (BookgenRunSettings, modules_at_once), 1, MAX_AT_ONCE },
  { NUMBER, "lessons_at_once", G_STRUCT_OFFSET (BookgenRunSettings, lessons_at_once), 1, MAX_AT_ONCE },
  { NUMBER, "pause_ms", G_STRUCT_OFFSET (BookgenRunSettings, pause_ms), 0, MAX_PAUSE_MS },
  { NUMBER, "default_words", G_STRUCT_OFFSET (BookgenRunSettings, default_words), 1, MAX_WORDS },
  { SWITCH, "context", G_STRUCT_OFFSET (BookgenRunSettings, context) },
  { SWITCH, "plan_only", G_STRUCT_OFFSET (BookgenRunSettings, plan_only) },
  { SWITCH, "stop_after_plan", G_STRUCT_OFFSET (BookgenRunSettings, stop_after_plan) },
  { SWITCH, "stop_after_lists", G_STRUCT_OFFSET (BookgenRunSettings, stop_after_lists) },
  { SWITCH, "pictures", G_STRUCT_OFFSET (BookgenRunSettings, pictures) },
  { SWITCH, "narration", G_STRUCT_OFFSET (BookgenRunSettings, narration) },
  { SWITCH, "review", G_STRUCT_OFFSET (BookgenRunSettings, review) },
  { MONEY, "budget_micros", G_STRUCT_OFFSET (BookgenRunSettings, budget_micros) },
  { SWITCH, "warm_up", G_STRUCT_OFFSET (BookgenRunSettings, warm_up) },
  { SWITCH, "skip_failed", G_STRUCT_OFFSET (BookgenRunSettings, skip_failed) },
  { TEXT, "voice", G_STRUCT_OFFSET (BookgenRunSettings, voice) },
  { TEXT, "seed", G_STRUCT_OFFSET (BookgenRunSettings, seed) },
  { TEXT, "endpoint", G_STRUCT_OFFSET (BookgenRunSettings, endpoint) },
  { TEXT, "address", G_STRUCT_OFFSET (BookgenRunSettings, address) },
  { TEXT, "dialect", G_STRUCT_OFFSET (BookgenRunSettings, dialect) },
  { TEXT, "model", G_STRUCT_OFFSET (BookgenRunSettings, model) },
  { TEXT, "plan_model", G_STRUCT_OFFSET (BookgenRunSettings, plan_model) },
  { TEXT, "review_model", G_STRUCT_OFFSET (BookgenRunSettings, review_model) },
  { TEXT, "pictures_model", G_STRUCT_OFFSET (BookgenRunSettings, pictures_model) },
  { TEXT, "speech_model", G_STRUCT_OFFSET (BookgenRunSettings, speech_model) },
  { SWITCH, "rehearsal", G_STRUCT_OFFSET (BookgenRunSettings, rehearsal) },
};

const char *
bookgen_mode_to_string (BookgenMode mode)
{
  return mode_names[mode];
}

static gboolean
find_word (const char *const *words, const char *word, guint *place)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
bookgen_mode_from_string (const char *name, BookgenMode *mode)
{
  return find_word (mode_names, name, mode);
}

gboolean
bookgen_content_from_string (const char *name, BookgenContent *content)
{
  return find_word (content_names, name, content);
}

gboolean
bookgen_checks_from_string (const char *name, BookgenChecks *checks)
{
  return find_word (checks_names, name, checks);
}

BookgenRunSettings *
bookgen_run_settings_new (void)
{
  BookgenRunSettings *self = g_new0 (BookgenRunSettings, 1);
  self->pipeline = g_strdup ("nonfiction");
  self->checks = BOOKGEN_CHECKS_REPAIR;
  self->at_once = 3;
  self->modules_at_once = self->lessons_at_once = 10;
  self->budget_micros = -1;
  self->default_words = 2000;
  self->context = TRUE;
  return self;
}

static char **
text_at (const BookgenRunSettings *self, guint field)
{
  return (char **) G_STRUCT_MEMBER_P (self, fields[field].offset);
}

static guint *
number_at (const BookgenRunSettings *self, guint field)
{
  return (guint *) G_STRUCT_MEMBER_P (self, fields[field].offset);
}

static gint64 *
money_at (const BookgenRunSettings *self, guint field)
{
  return (gint64 *) G_STRUCT_MEMBER_P (self, fields[field].offset);
}

BookgenRunSettings *
bookgen_run_settings_copy (const BookgenRunSettings *self)
{
  BookgenRunSettings *copy = g_memdup2 (self, sizeof *self);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].kind == TEXT)
      *text_at (copy, i) = g_strdup (*text_at (self, i));
  copy->units = g_strdupv (self->units);
  copy->narrate_again = g_strdupv (self->narrate_again);
  return copy;
}

void
bookgen_run_settings_free (BookgenRunSettings *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].kind == TEXT)
      g_free (*text_at (self, i));
  g_strfreev (self->units);
  g_strfreev (self->narrate_again);
  g_free (self);
}

static void
add_units (JsonBuilder *builder, const char *const *units)
{
  json_builder_set_member_name (builder, "units");
  json_builder_begin_array (builder);
  for (; *units != NULL; units++)
    json_builder_add_string_value (builder, *units);
  json_builder_end_array (builder);
}

static void
add_field (JsonBuilder *builder, const BookgenRunSettings *self, guint field)
{
  if (fields[field].kind == TEXT && *text_at (self, field) == NULL)
    return;
  json_builder_set_member_name (builder, fields[field].name);
  switch (fields[field].kind)
    {
    case TEXT:
      json_builder_add_string_value (builder, *text_at (self, field));
      break;
    case NUMBER:
      json_builder_add_int_value (builder, *number_at (self, field));
      break;
    case WORD:
      json_builder_add_string_value (builder, fields[field].words[*number_at (self, field)]);
      break;
    case MONEY:
      json_builder_add_int_value (builder, *money_at (self, field));
      break;
    case SWITCH:
    default:
      json_builder_add_boolean_value (builder, *number_at (self, field));
      break;
    }
}

char *
bookgen_run_settings_to_json (const BookgenRunSettings *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_field (builder, self, i);
  if (self->units != NULL)
    add_units (builder, (const char *const *) self->units);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
read_field (BookgenRunSettings *self, JsonNode *node, guint field)
{
  GType type = json_node_get_value_type (node);
  if (fields[field].kind == TEXT && type == G_TYPE_STRING)
    {
      g_free (*text_at (self, field));
      *text_at (self, field) = json_node_dup_string (node);
    }
  else if (fields[field].kind == NUMBER && type == G_TYPE_INT64)
    *number_at (self, field) = CLAMP (json_node_get_int (node), fields[field].least, fields[field].most);
  else if (fields[field].kind == WORD && type == G_TYPE_STRING)
    find_word (fields[field].words, json_node_get_string (node), number_at (self, field));
  else if (fields[field].kind == MONEY && type == G_TYPE_INT64)
    *money_at (self, field) = MAX (json_node_get_int (node), -1);
  else if (fields[field].kind == SWITCH && type == G_TYPE_BOOLEAN)
    *number_at (self, field) = json_node_get_boolean (node);
}

static void
read_units (BookgenRunSettings *self, JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  g_autoptr (GStrvBuilder) units = g_strv_builder_new ();
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      if (json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (units, json_node_get_string (element));
    }
  self->units = g_strv_builder_end (units);
}

BookgenRunSettings *
bookgen_run_settings_from_json (const char *json)
{
  BookgenRunSettings *self = bookgen_run_settings_new ();
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return self;
  JsonObject *object = json_node_get_object (root);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (json_object_has_member (object, fields[i].name))
      read_field (self, json_object_get_member (object, fields[i].name), i);
  read_units (self, json_object_get_member (object, "units"));
  return self;
}
