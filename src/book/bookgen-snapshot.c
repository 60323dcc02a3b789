/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-snapshot.h"

#include "bookgen-store-media.h"
#include "bookgen-store-material.h"
#include "bookgen-store-outline.h"
#include "bookgen-store-owner.h"
#include "bookgen-store-settled.h"
#include "bookgen-store-task.h"
#include "bookgen-store-text.h"
#include "bookgen-store-values.h"

struct _BookgenSnapshot
{
  BookgenBookFile *file;
  BookgenConnection *connection; /* in its one read transaction */
  GHashTable *values;
  GHashTable *settings;
  BookgenOutline *outline;       /* NULL until it is asked for, as the next */
  GHashTable *settled;
};

static gboolean
begin (BookgenSnapshot *self, const char *path, GError **error)
{
  return (self->file = bookgen_book_file_open (path, error)) &&
         (self->connection = bookgen_connection_open_reading (self->file, path, error)) &&
         bookgen_connection_run_all (self->connection, "BEGIN", error) &&
         (self->values = bookgen_store_values_load (self->connection, BOOKGEN_VALUES_BOOK, error)) &&
         (self->settings = bookgen_store_values_load (self->connection, BOOKGEN_VALUES_SETTINGS, error));
}

BookgenSnapshot *
bookgen_snapshot_open (const char *path, GError **error)
{
  g_autoptr (BookgenSnapshot) self = g_new0 (BookgenSnapshot, 1);

  return begin (self, path, error) ? g_steal_pointer (&self) : NULL;
}

void
bookgen_snapshot_free (BookgenSnapshot *self)
{
  g_clear_object (&self->outline);
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->connection, bookgen_connection_free);
  g_clear_pointer (&self->file, bookgen_book_file_release);
  g_free (self);
}

static const char *
get_value (BookgenSnapshot *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->values, name);

  return value ? value : "";
}

const char *
bookgen_snapshot_get_title (BookgenSnapshot *self)
{
  return get_value (self, BOOKGEN_VALUE_TITLE);
}

const char *
bookgen_snapshot_get_author (BookgenSnapshot *self)
{
  return get_value (self, BOOKGEN_VALUE_AUTHOR);
}

const char *
bookgen_snapshot_get_language (BookgenSnapshot *self)
{
  return get_value (self, BOOKGEN_VALUE_LANGUAGE);
}

const char *
bookgen_snapshot_get_uuid (BookgenSnapshot *self)
{
  return get_value (self, BOOKGEN_VALUE_UUID);
}

gint64
bookgen_snapshot_get_changed_at_ms (BookgenSnapshot *self)
{
  return g_ascii_strtoll (get_value (self, BOOKGEN_VALUE_CHANGED_AT_MS), NULL, 10);
}

gint64
bookgen_snapshot_get_opened_at_ms (BookgenSnapshot *self)
{
  return g_ascii_strtoll (get_value (self, BOOKGEN_VALUE_OPENED_AT_MS), NULL, 10);
}

const char *
bookgen_snapshot_get_setting (BookgenSnapshot *self, const char *name)
{
  return g_hash_table_lookup (self->settings, name);
}

/* The pages have been checked: what cannot be read in spite of that is shown as empty. */
BookgenOutline *
bookgen_snapshot_get_outline (BookgenSnapshot *self)
{
  if (!self->outline)
    self->outline = bookgen_store_outline_load (self->connection, NULL);
  if (!self->outline)
    self->outline = bookgen_outline_new ();
  return self->outline;
}

BookgenRevision *
bookgen_snapshot_dup_current (BookgenSnapshot *self, const char *unit_id, GError **error)
{
  return bookgen_store_text_load_current (self->connection, unit_id, error);
}

GPtrArray *
bookgen_snapshot_dup_revisions (BookgenSnapshot *self, GError **error)
{
  return bookgen_store_text_load_facts (self->connection, 0, error);
}

GPtrArray *
bookgen_snapshot_dup_tasks (BookgenSnapshot *self, GError **error)
{
  return bookgen_store_task_load (self->connection, error);
}

GPtrArray *
bookgen_snapshot_dup_media (BookgenSnapshot *self, const char *unit_id, GError **error)
{
  return bookgen_store_media_load (self->connection, unit_id, error);
}

GBytes *
bookgen_snapshot_dup_media_bytes (BookgenSnapshot *self, gint64 id, GError **error)
{
  return bookgen_store_media_load_bytes (self->connection, id, error);
}

GPtrArray *
bookgen_snapshot_dup_requests (BookgenSnapshot *self, gint64 since_ms, gint64 until_ms, GError **error)
{
  return bookgen_store_task_load_requests (self->connection, since_ms, until_ms, error);
}

gboolean
bookgen_snapshot_get_usage (BookgenSnapshot *self, BookgenUsage *usage, GError **error)
{
  return bookgen_store_task_load_usage (self->connection, usage, error);
}

/* Marks that cannot be read are as good as none. */
gboolean
bookgen_snapshot_is_settled (BookgenSnapshot *self, const char *unit_id, const char *key)
{
  g_autofree char *name = bookgen_store_settled_dup_name (unit_id, key);

  if (!self->settled)
    self->settled = bookgen_store_settled_load (self->connection, NULL);
  return self->settled && g_hash_table_contains (self->settled, name);
}

GPtrArray *
bookgen_snapshot_dup_material (BookgenSnapshot *self, const char *unit_id, GError **error)
{
  return bookgen_store_material_load (self->connection, unit_id, error);
}

BookgenRevision *
bookgen_snapshot_dup_newest (BookgenSnapshot *self, const char *unit_id, const char *stage, GError **error)
{
  return bookgen_store_text_load_newest (self->connection, unit_id, stage, error);
}

char *
bookgen_snapshot_dup_owner (BookgenSnapshot *self)
{
  return bookgen_store_owner_dup_name (self->file, g_hash_table_lookup (self->values, BOOKGEN_VALUE_OWNER));
}

void
bookgen_snapshot_count (BookgenSnapshot *self, guint *units, guint *written, guint *rehearsed)
{
  gint64 n_units = 0, n_written = 0, n_rehearsed = 0;

  bookgen_store_text_count (self->connection, &n_units, &n_written, &n_rehearsed, NULL);
  *units = n_units;
  *written = n_written;
  *rehearsed = n_rehearsed;
}
