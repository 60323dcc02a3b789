/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

/* Changes wait this long for more of their kind, and this long where they could not be stored. */
#define STORE_AFTER_MS 250
#define STORE_AGAIN_AFTER_MS 2000

typedef enum {
  PROP_PATH = 1,
  PROP_WRITABLE,
  PROP_OWNER,
  PROP_TITLE,
  PROP_AUTHOR,
  PROP_LANGUAGE,
} BookgenBookProperty;

static GParamSpec *properties[PROP_LANGUAGE + 1];

enum { CHANGED_ELSEWHERE, REVISION, WRITE_FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenBook, bookgen_book, G_TYPE_OBJECT)

static void
bookgen_book_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BookgenBook *self = BOOKGEN_BOOK (object);

  switch ((BookgenBookProperty) property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_WRITABLE:
      g_value_set_boolean (value, bookgen_book_get_writable (self));
      break;
    case PROP_OWNER:
      g_value_set_string (value, self->owner);
      break;
    case PROP_TITLE:
      g_value_set_string (value, bookgen_book_get_title (self));
      break;
    case PROP_AUTHOR:
      g_value_set_string (value, bookgen_book_get_author (self));
      break;
    case PROP_LANGUAGE:
      g_value_set_string (value, bookgen_book_get_language (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bookgen_book_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BookgenBook *self = BOOKGEN_BOOK (object);

  switch ((BookgenBookProperty) property_id)
    {
    case PROP_TITLE:
      bookgen_book_set_title (self, g_value_get_string (value));
      break;
    case PROP_AUTHOR:
      bookgen_book_set_author (self, g_value_get_string (value));
      break;
    case PROP_LANGUAGE:
      bookgen_book_set_language (self, g_value_get_string (value));
      break;
    case PROP_PATH:
    case PROP_WRITABLE:
    case PROP_OWNER:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
clear_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
bookgen_book_dispose (GObject *object)
{
  BookgenBook *self = BOOKGEN_BOOK (object);

  clear_source (&self->watch);
  if (self->store)
    bookgen_book_store_pending (self);
  clear_source (&self->store_later);
  clear_source (&self->pieces_later);
  g_clear_pointer (&self->store, bookgen_store_shut_down);
  G_OBJECT_CLASS (bookgen_book_parent_class)->dispose (object);
}

static void
bookgen_book_finalize (GObject *object)
{
  BookgenBook *self = BOOKGEN_BOOK (object);

  bookgen_pending_free (self->pending);
  bookgen_tasks_free (self->tasks);
  bookgen_texts_free (self->texts);
  g_object_unref (self->outline);
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->values);
  g_main_context_unref (self->context);
  g_clear_error (&self->unsaved);
  g_free (self->owner);
  g_free (self->path);
  G_OBJECT_CLASS (bookgen_book_parent_class)->finalize (object);
}

static void
bookgen_book_class_init (BookgenBookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = readable | G_PARAM_WRITABLE;

  object_class->get_property = bookgen_book_get_property;
  object_class->set_property = bookgen_book_set_property;
  object_class->dispose = bookgen_book_dispose;
  object_class->finalize = bookgen_book_finalize;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, readable);
  properties[PROP_WRITABLE] = g_param_spec_boolean ("writable", NULL, NULL, FALSE, readable);
  properties[PROP_OWNER] = g_param_spec_string ("owner", NULL, NULL, NULL, readable);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", both);
  properties[PROP_AUTHOR] = g_param_spec_string ("author", NULL, NULL, "", both);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, "", both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED_ELSEWHERE] = g_signal_new ("changed-elsewhere", BOOKGEN_TYPE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 0);
  signals[REVISION] = g_signal_new ("revision", BOOKGEN_TYPE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    BOOKGEN_TYPE_REVISION, G_TYPE_BOOLEAN);
  signals[WRITE_FAILED] = g_signal_new ("write-failed", BOOKGEN_TYPE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
bookgen_book_init (BookgenBook *self)
{
  self->texts = bookgen_texts_new ();
  self->tasks = bookgen_tasks_new ();
}

void
bookgen_book_emit_write_failed (BookgenBook *self, const GError *error)
{
  g_signal_emit (self, signals[WRITE_FAILED], 0, error);
}

void
bookgen_book_emit_revision (BookgenBook *self, BookgenRevision *facts, gboolean current)
{
  g_signal_emit (self, signals[REVISION], 0, facts, current);
}

void
bookgen_book_emit_changed_elsewhere (BookgenBook *self)
{
  g_signal_emit (self, signals[CHANGED_ELSEWHERE], 0);
}

GSource *
bookgen_book_attach (BookgenBook *self, guint delay_ms, GSourceFunc func)
{
  GSource *source = delay_ms > 0 ? g_timeout_source_new (delay_ms) : g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
  return source;
}

/* Pending changes */

static gboolean
store_in_time (gpointer data)
{
  bookgen_book_store_pending (data);
  return G_SOURCE_REMOVE;
}

static void
arm (BookgenBook *self)
{
  if (!self->store_later && self->store)
    self->store_later = bookgen_book_attach (self, self->unsaved ? STORE_AGAIN_AFTER_MS : STORE_AFTER_MS, store_in_time);
}

static gboolean
write_changes (BookgenConnection *connection, gpointer changes, GError **error)
{
  return bookgen_changes_write (connection, changes, error);
}

static void
changes_stored (gpointer owner, gpointer changes, const GError *error)
{
  BookgenBook *self = owner;

  g_clear_error (&self->unsaved);
  if (!error)
    return;
  self->unsaved = g_error_copy (error);
  if (bookgen_book_get_writable (self))
    {
      bookgen_pending_put_back (self->pending, changes);
      arm (self);
    }
  bookgen_book_emit_write_failed (self, error);
}

void
bookgen_book_store_pending (BookgenBook *self)
{
  BookgenChanges *changes = bookgen_pending_take (self->pending);

  clear_source (&self->store_later);
  if (changes)
    bookgen_store_write (self->store, write_changes, changes, (GDestroyNotify) bookgen_changes_free, changes_stored);
  bookgen_book_store_pieces (self);
}

/* Opening */

typedef struct
{
  char *path;
  char *title;                    /* of a new book; NULL for one that is there */
  BookgenOutlineChanges *outline; /* of a new book */
  gboolean read_only_ok;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_free (opening->title);
  g_clear_pointer (&opening->outline, bookgen_outline_changes_free);
  g_free (opening);
}

static void
take_contents (BookgenBook *self, BookgenContents *contents)
{
  GHashTableIter iter;
  gpointer unit_id, revision_id;

  self->values = g_hash_table_ref (contents->values);
  self->settings = g_hash_table_ref (contents->settings);
  self->outline = g_object_ref (contents->outline);
  for (guint i = 0; i < contents->revisions->len; i++)
    bookgen_texts_add (self->texts, contents->revisions->pdata[i]);
  g_hash_table_iter_init (&iter, contents->current_ids);
  while (g_hash_table_iter_next (&iter, &unit_id, &revision_id))
    bookgen_texts_set_current (self->texts, unit_id, *(gint64 *) revision_id);
  bookgen_tasks_load (self->tasks, contents->tasks, &contents->usage);
  self->seen_version = contents->data_version;
}

static BookgenBook *
book_new (const char *path, BookgenStore *store, BookgenContents *contents, GMainContext *context)
{
  BookgenBook *self = g_object_new (BOOKGEN_TYPE_BOOK, NULL);

  self->path = g_strdup (path);
  self->store = store;
  self->context = g_main_context_ref (context);
  take_contents (self, contents);
  self->owner = bookgen_store_dup_owner (store, g_hash_table_lookup (self->values, BOOKGEN_VALUE_OWNER));
  self->pending = bookgen_pending_new (self->outline, G_CALLBACK (arm), self);
  bookgen_store_start (store, context, self);
  if (!bookgen_store_is_writable (store))
    bookgen_book_start_watch (self);
  return self;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  g_autoptr (BookgenStore) store = NULL;
  g_autoptr (BookgenContents) contents = NULL;
  GError *error = NULL;

  if (opening->title)
    store = bookgen_store_create (opening->path, opening->title, opening->outline, &error);
  else
    store = bookgen_store_open (opening->path, opening->read_only_ok, &error);
  if (store)
    contents = bookgen_contents_load (bookgen_store_get_connection (store), 0, &error);
  if (!contents)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, book_new (opening->path, g_steal_pointer (&store), contents, g_task_get_context (task)),
                           g_object_unref);
}

static void
open_async (Opening *opening, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

void
bookgen_book_create_async (const char *path, const char *title, BookgenOutline *outline, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (BookgenOutline) empty = outline ? NULL : bookgen_outline_new ();
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->title = g_strdup (title ? title : "");
  opening->outline = bookgen_outline_changes_new (outline ? outline : empty);
  if (outline)
    bookgen_outline_changes_add_all (opening->outline, outline);
  open_async (opening, bookgen_book_open_async, cancellable, callback, user_data);
}

void
bookgen_book_open_async (const char *path, gboolean read_only_ok, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->read_only_ok = read_only_ok;
  open_async (opening, bookgen_book_open_async, cancellable, callback, user_data);
}

BookgenBook *
bookgen_book_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_book_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The whole file */

static void
return_done (gpointer owner, gpointer data, const GError *error)
{
  if (error)
    g_task_return_error (data, g_error_copy (error));
  else
    g_task_return_boolean (data, TRUE);
}

static void
return_closed (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;

  return_done (owner, data, error ? error : self->unsaved);
}

void
bookgen_book_close_async (BookgenBook *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, bookgen_book_close_async);
  clear_source (&self->watch);
  bookgen_book_store_pending (self);
  bookgen_store_close (self->store, task, g_object_unref, return_closed);
}

gboolean
bookgen_book_close_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
make_whole (BookgenConnection *connection, gpointer data, GError **error)
{
  return bookgen_connection_make_whole (connection, error);
}

static gboolean
leave_as_is (BookgenConnection *connection, gpointer data, GError **error)
{
  return TRUE;
}

void
bookgen_book_flush_async (BookgenBook *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, bookgen_book_flush_async);
  bookgen_book_store_pending (self);
  bookgen_store_read (self->store, bookgen_book_get_writable (self) ? make_whole : leave_as_is, task, g_object_unref,
                      return_closed);
}

gboolean
bookgen_book_flush_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
copy_to (BookgenConnection *connection, gpointer data, GError **error)
{
  const char *path = g_task_get_task_data (data);

  if (g_task_return_error_if_cancelled (data))
    return TRUE;
  if (!bookgen_book_file_is_open (path))
    return bookgen_connection_copy_to (connection, path, error);
  g_set_error_literal (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS,
                       _("A book cannot be copied onto one that is open. Choose another name."));
  return FALSE;
}

static void
return_copied (gpointer owner, gpointer data, const GError *error)
{
  if (!g_task_had_error (data))
    return_done (owner, data, error);
}

void
bookgen_book_save_copy_async (BookgenBook *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bookgen_book_save_copy_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  bookgen_book_store_pending (self);
  bookgen_store_read (self->store, copy_to, task, g_object_unref, return_copied);
}

gboolean
bookgen_book_save_copy_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What the book says of itself */

static const char *
get_value (BookgenBook *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->values, name);

  return value ? value : "";
}

static void
set_value (BookgenBook *self, const char *name, const char *value, BookgenBookProperty property)
{
  if (!value)
    value = "";
  if (g_str_equal (get_value (self, name), value))
    return;
  g_hash_table_replace (self->values, g_strdup (name), g_strdup (value));
  bookgen_pending_set_value (self->pending, BOOKGEN_VALUES_BOOK, name, value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
bookgen_book_replace_values (BookgenBook *self, GHashTable *values, GHashTable *settings)
{
  static const struct { const char *name; BookgenBookProperty property; } told[] = {
    { BOOKGEN_VALUE_TITLE, PROP_TITLE },
    { BOOKGEN_VALUE_AUTHOR, PROP_AUTHOR },
    { BOOKGEN_VALUE_LANGUAGE, PROP_LANGUAGE },
  };
  g_autoptr (GHashTable) old = self->values;

  self->values = g_hash_table_ref (values);
  g_hash_table_unref (self->settings);
  self->settings = g_hash_table_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (g_strcmp0 (g_hash_table_lookup (old, told[i].name), g_hash_table_lookup (values, told[i].name)) != 0)
      g_object_notify_by_pspec (G_OBJECT (self), properties[told[i].property]);
}

void
bookgen_book_set_owner (BookgenBook *self, const char *owner)
{
  if (g_strcmp0 (self->owner, owner) == 0)
    return;
  g_free (self->owner);
  self->owner = g_strdup (owner);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWNER]);
}

const char *
bookgen_book_get_path (BookgenBook *self)
{
  return self->path;
}

const char *
bookgen_book_get_uuid (BookgenBook *self)
{
  return get_value (self, BOOKGEN_VALUE_UUID);
}

gboolean
bookgen_book_get_writable (BookgenBook *self)
{
  return bookgen_store_is_writable (self->store);
}

const char *
bookgen_book_get_owner (BookgenBook *self)
{
  return self->owner;
}

const char *
bookgen_book_get_title (BookgenBook *self)
{
  return get_value (self, BOOKGEN_VALUE_TITLE);
}

const char *
bookgen_book_get_author (BookgenBook *self)
{
  return get_value (self, BOOKGEN_VALUE_AUTHOR);
}

const char *
bookgen_book_get_language (BookgenBook *self)
{
  return get_value (self, BOOKGEN_VALUE_LANGUAGE);
}

void
bookgen_book_set_title (BookgenBook *self, const char *title)
{
  set_value (self, BOOKGEN_VALUE_TITLE, title, PROP_TITLE);
}

void
bookgen_book_set_author (BookgenBook *self, const char *author)
{
  set_value (self, BOOKGEN_VALUE_AUTHOR, author, PROP_AUTHOR);
}

void
bookgen_book_set_language (BookgenBook *self, const char *language)
{
  set_value (self, BOOKGEN_VALUE_LANGUAGE, language, PROP_LANGUAGE);
}

const char *
bookgen_book_get_setting (BookgenBook *self, const char *name)
{
  return g_hash_table_lookup (self->settings, name);
}

void
bookgen_book_set_setting (BookgenBook *self, const char *name, const char *value)
{
  if (g_strcmp0 (bookgen_book_get_setting (self, name), value) == 0)
    return;
  if (value)
    g_hash_table_replace (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
  bookgen_pending_set_value (self->pending, BOOKGEN_VALUES_SETTINGS, name, value);
}

BookgenOutline *
bookgen_book_get_outline (BookgenBook *self)
{
  return self->outline;
}
