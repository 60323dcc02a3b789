/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-contents.h"

#include "bookgen-store-bin.h"
#include "bookgen-store-material.h"
#include "bookgen-store-outline.h"
#include "bookgen-store-settled.h"
#include "bookgen-store-task.h"
#include "bookgen-store-text.h"
#include "bookgen-store-values.h"

static gboolean
load_parts (BookgenContents *self, BookgenConnection *connection, gint64 after, GError **error)
{
  return bookgen_connection_ask_int (connection, "PRAGMA data_version", &self->data_version, error) &&
         (self->values = bookgen_store_values_load (connection, BOOKGEN_VALUES_BOOK, error)) &&
         (self->settings = bookgen_store_values_load (connection, BOOKGEN_VALUES_SETTINGS, error)) &&
         (self->outline = bookgen_store_outline_load (connection, error)) &&
         (self->bin = bookgen_store_bin_load (connection, error)) &&
         (self->material = bookgen_store_material_load_facts (connection, error)) &&
         (self->revisions = bookgen_store_text_load_facts (connection, after, error)) &&
         (self->current_ids = bookgen_store_text_load_current_ids (connection, error)) &&
         (self->settled = bookgen_store_settled_load (connection, error)) &&
         (self->tasks = bookgen_store_task_load (connection, error)) &&
         bookgen_store_task_load_usage (connection, &self->usage, error);
}

BookgenContents *
bookgen_contents_load (BookgenConnection *connection, gint64 after, GError **error)
{
  g_autoptr (BookgenContents) self = g_new0 (BookgenContents, 1);
  gboolean loaded;

  if (!bookgen_connection_run_all (connection, "BEGIN", error))
    return NULL;
  loaded = load_parts (self, connection, after, error);
  bookgen_connection_roll_back (connection);
  return loaded ? g_steal_pointer (&self) : NULL;
}

void
bookgen_contents_free (BookgenContents *self)
{
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_object (&self->outline);
  g_clear_pointer (&self->bin, g_ptr_array_unref);
  g_clear_pointer (&self->material, g_ptr_array_unref);
  g_clear_pointer (&self->revisions, g_ptr_array_unref);
  g_clear_pointer (&self->current_ids, g_hash_table_unref);
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_free (self);
}
