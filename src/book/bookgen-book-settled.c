/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-store-settled.h"
#include "config.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GTask *task; /* owned */
  gint64 revision_id;
  char *unit_id;
  char *key;
  gboolean settled;
} Settling;

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  g_object_unref (settling->task);
  g_free (settling->unit_id);
  g_free (settling->key);
  g_free (settling);
}

gboolean
bookgen_book_is_settled (BookgenBook *self, const char *unit_id, const char *key)
{
  g_autofree char *name = bookgen_store_settled_dup_name (unit_id, key);

  return g_hash_table_contains (self->settled, name);
}

static gboolean
settle (BookgenConnection *connection, gpointer data, GError **error)
{
  Settling *settling = data;

  return bookgen_store_settled_set (connection, settling->revision_id, settling->key, settling->settled, error);
}

static void
settled (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Settling *settling = data;
  g_autofree char *name = bookgen_store_settled_dup_name (settling->unit_id, settling->key);

  if (bookgen_book_return_if_failed (self, settling->task, error))
    return;
  if (settling->settled)
    g_hash_table_add (self->settled, g_steal_pointer (&name));
  else
    g_hash_table_remove (self->settled, name);
  bookgen_book_emit_settled (self, settling->unit_id);
  g_task_return_boolean (settling->task, TRUE);
}

void
bookgen_book_settle_finding_async (BookgenBook *self, gint64 revision_id, const char *key, gboolean is_settled,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  BookgenRevision *revision = bookgen_texts_find (self->texts, revision_id);
  Settling *settling = g_new0 (Settling, 1);

  settling->task = bookgen_book_new_request (self, bookgen_book_settle_finding_async, NULL, callback, user_data);
  if (!revision)
    {
      g_task_return_new_error (settling->task, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND,
                               _("This version is not in the book any more."));
      settling_free (settling);
      return;
    }
  settling->revision_id = revision_id;
  settling->unit_id = g_strdup (bookgen_revision_get (revision)->unit_id);
  settling->key = g_strdup (key);
  settling->settled = is_settled;
  bookgen_store_write (self->store, settle, settling, settling_free, settled);
}

gboolean
bookgen_book_settle_finding_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
