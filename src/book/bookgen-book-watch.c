/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-outline-private.h"
#include "bookgen-store-values.h"

#define LOOK_EVERY_MS 500

/* One look at a book that another program writes. */
typedef struct
{
  BookgenStore *store;       /* borrowed; the one that looks */
  gint64 last_revision_id;
  gint64 seen_version;       /* PRAGMA data_version of the last look */
  BookgenContents *contents; /* what is there now; NULL where nothing changed */
  char *owner;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->contents, bookgen_contents_free);
  g_free (look->owner);
  g_free (look);
}

static gboolean
take_look (BookgenConnection *connection, gpointer data, GError **error)
{
  Look *look = data;
  g_autoptr (GHashTable) values = bookgen_store_values_load (connection, BOOKGEN_VALUES_BOOK, error);
  gint64 version;

  if (!values || !bookgen_connection_ask_int (connection, "PRAGMA data_version", &version, error))
    return FALSE;
  look->owner = bookgen_store_dup_owner (look->store, g_hash_table_lookup (values, BOOKGEN_VALUE_OWNER));
  if (version == look->seen_version)
    return TRUE;
  look->seen_version = version;
  look->contents = bookgen_contents_load (connection, look->last_revision_id, error);
  return look->contents != NULL;
}

static void
take_revisions (BookgenBook *self, GPtrArray *revisions, GHashTable *current_ids)
{
  for (guint i = 0; i < revisions->len; i++)
    {
      BookgenRevision *revision = revisions->pdata[i];
      const gint64 *current_id = g_hash_table_lookup (current_ids, bookgen_revision_get (revision)->unit_id);

      bookgen_texts_add (self->texts, revision);
      if (!current_id || *current_id != bookgen_revision_get (revision)->id)
        bookgen_book_emit_revision (self, revision, FALSE);
    }
}

static void
take_current_ids (BookgenBook *self, GHashTable *current_ids)
{
  GHashTableIter iter;
  gpointer unit_id, revision_id;

  g_hash_table_iter_init (&iter, current_ids);
  while (g_hash_table_iter_next (&iter, &unit_id, &revision_id))
    {
      BookgenRevision *moved = bookgen_texts_set_current (self->texts, unit_id, *(gint64 *) revision_id);

      if (moved)
        bookgen_book_emit_revision (self, moved, TRUE);
    }
}

static void
take_news (BookgenBook *self, BookgenContents *contents)
{
  BookgenChanges *none;

  bookgen_book_replace_values (self, contents->values, contents->settings);
  bookgen_outline_adopt (self->outline, contents->outline);
  none = bookgen_pending_take (self->pending); /* what was adopted is stored already */
  g_clear_pointer (&none, bookgen_changes_free);
  take_revisions (self, contents->revisions, contents->current_ids);
  take_current_ids (self, contents->current_ids);
  bookgen_tasks_load (self->tasks, contents->tasks, &contents->usage);
  bookgen_materials_load (self->materials, contents->material);
  bookgen_bin_load (self->bin, contents->bin);
  g_hash_table_unref (self->settled);
  self->settled = g_hash_table_ref (contents->settled);
  bookgen_book_emit_changed_elsewhere (self);
}

static void
looked (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Look *look = data;

  self->watching = FALSE;
  if (error) /* it may be gone, or locked for a moment: what is shown stays */
    return;
  self->seen_version = look->seen_version;
  bookgen_book_set_owner (self, look->owner);
  if (look->contents)
    take_news (self, look->contents);
}

static gboolean
look_again (gpointer data)
{
  BookgenBook *self = data;
  Look *look;

  if (self->watching)
    return G_SOURCE_CONTINUE;
  self->watching = TRUE;
  look = g_new0 (Look, 1);
  look->store = self->store;
  look->seen_version = self->seen_version;
  look->last_revision_id = bookgen_texts_get_last_id (self->texts);
  bookgen_store_read (self->store, take_look, look, look_free, looked);
  return G_SOURCE_CONTINUE;
}

void
bookgen_book_start_watch (BookgenBook *self)
{
  self->watch = bookgen_book_attach (self, LOOK_EVERY_MS, look_again);
}
