/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

/* A keyring that is locked asks a person for a password, who may be away. */
enum { LONGEST_PROMPT_S = 120 };

static const SecretSchema schema = {
  APP_ID ".Key", SECRET_SCHEMA_NONE, { { "address", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* Keys for as long as the program runs, where no keyring takes them. Address -> key; main context only. */
static GHashTable *kept;

typedef struct {
  char *address;
  char *key;                 /* to save; NULL to forget */
  GCancellable *cancellable; /* of the keyring's call: cancelled by the caller's or by the clock */
  GCancellable *outer;       /* nullable: the caller's */
  gulong outer_id;
  GSource *clock;
  gboolean persistent;
} Wish;

void
bookgen_keyring_free_key (char *key)
{
  if (key != NULL)
    explicit_bzero (key, strlen (key));
  g_free (key);
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->address);
  bookgen_keyring_free_key (wish->key);
  g_clear_object (&wish->cancellable);
  g_clear_object (&wish->outer);
  g_free (wish);
}

static gboolean
on_too_long (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static GTask *
wish_begin (const char *address, const char *key, GCancellable *outer, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, outer, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  wish->address = g_strdup (address);
  wish->key = g_strdup (key);
  wish->cancellable = g_cancellable_new ();
  wish->outer = outer != NULL ? g_object_ref (outer) : NULL;
  if (outer != NULL)
    wish->outer_id
        = g_cancellable_connect (outer, G_CALLBACK (on_outer_cancelled), g_object_ref (wish->cancellable), g_object_unref);
  wish->clock = g_timeout_source_new_seconds (LONGEST_PROMPT_S);
  g_source_set_callback (wish->clock, on_too_long, g_object_ref (wish->cancellable), g_object_unref);
  g_source_attach (wish->clock, g_task_get_context (task));
  g_task_set_task_data (task, wish, wish_free);
  return task;
}

/* Lets the clock and the caller's cancellable go. TRUE: the caller has cancelled, and knows by now. */
static gboolean
wish_end (GTask *task)
{
  Wish *wish = g_task_get_task_data (task);

  g_source_destroy (wish->clock);
  g_clear_pointer (&wish->clock, g_source_unref);
  if (wish->outer != NULL)
    g_cancellable_disconnect (wish->outer, wish->outer_id);
  return g_task_return_error_if_cancelled (task);
}

static void
keep (const char *address, const char *key)
{
  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_keyring_free_key);
  if (key != NULL)
    g_hash_table_insert (kept, g_strdup (address), g_strdup (key));
  else
    g_hash_table_remove (kept, address);
}

static const char *
kept_key (const char *address)
{
  return kept != NULL ? g_hash_table_lookup (kept, address) : NULL;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Wish *wish = g_task_get_task_data (task);
  char *secret = secret_password_lookup_finish (result, NULL); /* no keyring and no key come to the same */

  if (!wish_end (task))
    g_task_return_pointer (task, g_strdup (secret != NULL ? secret : kept_key (wish->address)),
                           (GDestroyNotify) bookgen_keyring_free_key);
  secret_password_free (secret);
}

void
bookgen_keyring_load_async (const char *address, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = wish_begin (address, NULL, cancellable, callback, user_data);
  Wish *wish = g_task_get_task_data (task);
  const char *given = g_getenv ("BOOKGEN_API_KEY");

  g_task_set_source_tag (task, bookgen_keyring_load_async);
  if (given == NULL || *given == '\0')
    {
      secret_password_lookup (&schema, wish->cancellable, on_looked_up, task, "address", address, NULL);
      return;
    }
  if (!wish_end (task))
    g_task_return_pointer (task, g_strdup (given), (GDestroyNotify) bookgen_keyring_free_key);
  g_object_unref (task);
}

char *
bookgen_keyring_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Both outcomes of both wishes end here: what the keyring did not take is kept by us, what it took is not. */
static void
finish_save (GTask *task, gboolean persistent)
{
  g_autoptr (GTask) owned = task;
  Wish *wish = g_task_get_task_data (task);

  if (wish_end (task))
    return;
  wish->persistent = persistent;
  keep (wish->address, persistent ? NULL : wish->key);
  g_task_return_boolean (task, TRUE);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  finish_save (user_data, secret_password_store_finish (result, NULL));
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error); /* FALSE without error: there was none */
  finish_save (user_data, error == NULL);
}

void
bookgen_keyring_save_async (const char *address, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = wish_begin (address, key, cancellable, callback, user_data);
  Wish *wish = g_task_get_task_data (task);
  /* Translators: the name of an entry in the desktop's password manager. */
  g_autofree char *label = g_strdup_printf (_ ("BookGen's key for %s"), address);

  g_task_set_source_tag (task, bookgen_keyring_save_async);
  if (key != NULL)
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, key, wish->cancellable, on_stored, task, "address",
                           address, NULL);
  else
    secret_password_clear (&schema, wish->cancellable, on_cleared, task, "address", address, NULL);
}

gboolean
bookgen_keyring_save_finish (GAsyncResult *result, gboolean *persistent, GError **error)
{
  Wish *wish = g_task_get_task_data (G_TASK (result));

  if (persistent != NULL)
    *persistent = wish->persistent;
  return g_task_propagate_boolean (G_TASK (result), error);
}
