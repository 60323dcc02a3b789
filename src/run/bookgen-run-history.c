/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run-history.h"

#include <json-glib/json-glib.h>

#define MAX_ENTRIES 200

typedef enum { COUNT, NUMBER, MONEY } FieldKind;

/* Every number of an entry once. Unknown money is null. */
static const struct {
  FieldKind kind;
  const char *name;
  gsize offset;
} fields[] = {
  { NUMBER, "started_at_ms", G_STRUCT_OFFSET (BookgenRunEntry, started_at_ms) },
  { NUMBER, "ended_at_ms", G_STRUCT_OFFSET (BookgenRunEntry, ended_at_ms) },
  { COUNT, "chapters", G_STRUCT_OFFSET (BookgenRunEntry, chapters) },
  { COUNT, "done", G_STRUCT_OFFSET (BookgenRunEntry, done) },
  { COUNT, "to_look_at", G_STRUCT_OFFSET (BookgenRunEntry, to_look_at) },
  { COUNT, "failed", G_STRUCT_OFFSET (BookgenRunEntry, failed) },
  { COUNT, "requests", G_STRUCT_OFFSET (BookgenRunEntry, usage.requests) },
  { NUMBER, "input_tokens", G_STRUCT_OFFSET (BookgenRunEntry, usage.input_tokens) },
  { NUMBER, "cached_tokens", G_STRUCT_OFFSET (BookgenRunEntry, usage.cached_tokens) },
  { NUMBER, "output_tokens", G_STRUCT_OFFSET (BookgenRunEntry, usage.output_tokens) },
  { MONEY, "cost_micros", G_STRUCT_OFFSET (BookgenRunEntry, usage.cost_micros) },
  { MONEY, "expected_low_micros", G_STRUCT_OFFSET (BookgenRunEntry, low.cost_micros) },
  { MONEY, "expected_high_micros", G_STRUCT_OFFSET (BookgenRunEntry, high.cost_micros) },
  { NUMBER, "expected_low_ms", G_STRUCT_OFFSET (BookgenRunEntry, low.ms) },
  { NUMBER, "expected_high_ms", G_STRUCT_OFFSET (BookgenRunEntry, high.ms) },
};

void
bookgen_run_entry_free (BookgenRunEntry *self)
{
  g_free (self->model);
  g_free (self);
}

static gint64
read_number (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? MAX (json_node_get_int (node), 0) : fallback;
}

static char *
dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return g_strdup (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "");
}

static BookgenRunEntry *
read_entry (JsonObject *object)
{
  g_autoptr (BookgenRunEntry) self = g_new0 (BookgenRunEntry, 1);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gint64 number = read_number (object, fields[i].name, fields[i].kind == MONEY ? -1 : 0);
      if (fields[i].kind == COUNT)
        G_STRUCT_MEMBER (guint, self, fields[i].offset) = MIN (number, G_MAXUINT);
      else
        G_STRUCT_MEMBER (gint64, self, fields[i].offset) = number;
    }
  g_autofree char *mode = dup_text (object, "mode");
  bookgen_mode_from_string (mode, &self->mode);
  self->model = dup_text (object, "model");
  self->rehearsal = read_number (object, "rehearsal", 0) > 0;
  return self->started_at_ms > 0 ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
bookgen_run_history_from_json (const char *json)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_run_entry_free);
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      BookgenRunEntry *entry = JSON_NODE_HOLDS_OBJECT (node) ? read_entry (json_node_get_object (node)) : NULL;
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  return entries;
}

static JsonNode *
make_node (const BookgenRunEntry *entry)
{
  g_autoptr (JsonObject) object = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gint64 number = fields[i].kind == COUNT ? G_STRUCT_MEMBER (guint, entry, fields[i].offset)
                                              : G_STRUCT_MEMBER (gint64, entry, fields[i].offset);
      if (number < 0)
        json_object_set_null_member (object, fields[i].name);
      else
        json_object_set_int_member (object, fields[i].name, number);
    }
  json_object_set_string_member (object, "mode", bookgen_mode_to_string (entry->mode));
  json_object_set_string_member (object, "model", entry->model);
  json_object_set_int_member (object, "rehearsal", entry->rehearsal);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, g_steal_pointer (&object));
  return node;
}

void
bookgen_run_history_note (BookgenBook *book, const BookgenRunEntry *entry)
{
  g_autoptr (GPtrArray) entries = bookgen_run_history_from_json (bookgen_book_get_setting (book, BOOKGEN_RUN_HISTORY_SETTING));
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  const BookgenRunEntry *last = entries->len > 0 ? entries->pdata[entries->len - 1] : NULL;
  guint kept = entries->len - (last != NULL && last->started_at_ms == entry->started_at_ms);
  for (guint i = kept >= MAX_ENTRIES ? kept - MAX_ENTRIES + 1 : 0; i < kept; i++)
    json_array_add_element (array, make_node (entries->pdata[i]));
  json_array_add_element (array, make_node (entry));
  json_node_take_array (root, array);
  g_autofree char *json = json_to_string (root, FALSE);
  bookgen_book_set_setting (book, BOOKGEN_RUN_HISTORY_SETTING, json);
}
