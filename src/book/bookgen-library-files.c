/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-library-private.h"
#include "bookgen-shelf-entry-private.h"
#include "bookgen-store-values.h"
#include "bookgen-store.h"
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define NAME_BYTES 80 /* of the 100 that a file name may have, for number and suffix */

/* File names */

gboolean
bookgen_library_is_book_name (const char *name)
{
  return name[0] != '.' && g_str_has_suffix (name, BOOKGEN_LIBRARY_SUFFIX);
}

static gboolean
is_bad_in_a_name (gunichar c)
{
  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT || (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c));
}

/* TITLE as the beginning of a file name that every file system takes. */
static char *
dup_safe_name (const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *c = valid; *c && name->len < NAME_BYTES - 6; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (name->len == 0 && (letter == '.' || letter == '-'))
        continue;
      g_string_append_unichar (name, is_bad_in_a_name (letter) ? ' ' : letter);
    }
  g_strstrip (name->str);
  return g_strdup (*name->str ? name->str : _("Book"));
}

static char *
dup_numbered_path (const char *folder, const char *name, guint number)
{
  g_autofree char *file_name = number > 1 ? g_strdup_printf ("%s %u" BOOKGEN_LIBRARY_SUFFIX, name, number) : g_strconcat (name, BOOKGEN_LIBRARY_SUFFIX, NULL);

  return g_build_filename (folder, file_name, NULL);
}

char *
bookgen_library_dup_path_for (const char *folder, const char *title, GError **error)
{
  g_autofree char *name = dup_safe_name (title);

  if (g_mkdir_with_parents (folder, 0700) < 0)
    {
      g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY, _("The folder “%s” for books cannot be made: %s."),
                   folder, g_strerror (errno));
      return NULL;
    }
  for (guint number = 1;; number++)
    {
      g_autofree char *path = dup_numbered_path (folder, name, number);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

/* Adding */

typedef struct
{
  char *folder;
  GFile *file;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_free (adding->folder);
  g_object_unref (adding->file);
  g_free (adding);
}

static char *
dup_path_with_uuid (const char *folder, const char *uuid)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      BookgenShelfFacts *facts;
      gboolean same;

      if (!bookgen_library_is_book_name (name))
        continue;
      facts = bookgen_shelf_facts_load (path, "");
      same = g_strcmp0 (facts->uuid, uuid) == 0;
      bookgen_shelf_facts_free (facts);
      if (same)
        return g_steal_pointer (&path);
    }
  return NULL;
}

static char *
add_book (const char *folder, BookgenConnection *connection, GError **error)
{
  g_autoptr (GHashTable) values = bookgen_store_values_load (connection, BOOKGEN_VALUES_BOOK, error);
  g_autofree char *path = NULL;
  const char *title;

  if (!values)
    return NULL;
  path = dup_path_with_uuid (folder, g_hash_table_lookup (values, BOOKGEN_VALUE_UUID));
  if (path)
    return g_steal_pointer (&path);
  title = g_hash_table_lookup (values, BOOKGEN_VALUE_TITLE);
  path = bookgen_library_dup_path_for (folder, title ? title : "", error);
  return path && bookgen_connection_copy_to (connection, path, error) ? g_steal_pointer (&path) : NULL;
}

static char *
add_path (const char *folder, const char *path, GError **error)
{
  BookgenBookFile *file = bookgen_book_file_open (path, error);
  BookgenConnection *connection;
  char *added = NULL;

  if (!file)
    return NULL;
  connection = bookgen_connection_open_reading (file, path, error);
  if (connection)
    {
      added = add_book (folder, connection, error);
      bookgen_connection_free (connection);
    }
  bookgen_book_file_release (file);
  return added;
}

static void
add_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Adding *adding = task_data;
  g_autofree char *path = g_file_get_path (adding->file);
  GError *error = NULL;
  char *added = NULL;

  if (path)
    added = add_path (adding->folder, path, &error);
  else
    g_set_error_literal (&error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND,
                         _("The book is not on this computer. Download it first, then open it from here."));
  if (added)
    g_task_return_pointer (task, added, g_free);
  else
    g_task_return_error (task, error);
}

void
bookgen_library_add_async (BookgenLibrary *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Adding *adding = g_new0 (Adding, 1);

  adding->folder = g_strdup (bookgen_library_get_folder (self));
  adding->file = g_object_ref (file);
  g_task_set_source_tag (task, bookgen_library_add_async);
  g_task_set_task_data (task, adding, adding_free);
  g_task_run_in_thread (task, add_in_thread);
}

char *
bookgen_library_add_finish (BookgenLibrary *self, GAsyncResult *result, GError **error)
{
  char *path = g_task_propagate_pointer (G_TASK (result), error);

  if (path)
    bookgen_library_refresh (self);
  return path;
}

/* Throwing away */

/* What a crash left beside the file goes into it, so that the wastebasket has the whole book. Nobody must have it open. */
static gboolean
settle (const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BookgenStore) store = NULL;

  if (bookgen_book_file_is_open (path))
    {
      g_set_error_literal (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS,
                           _("The book is open. Close it before you throw it away."));
      return FALSE;
    }
  if (!g_file_test (log, G_FILE_TEST_EXISTS))
    return TRUE;
  store = bookgen_store_open (path, FALSE, &local_error);
  if (store || !g_error_matches (local_error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY))
    return TRUE; /* what cannot be read may go as it is */
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
trash_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *path = task_data;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GError) error = NULL;

  if (!settle (path, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (g_file_trash (file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE,
                             _("“%s” could not be moved to the wastebasket: %s"), name, error->message);
}

void
bookgen_library_trash_async (BookgenLibrary *self, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, bookgen_library_trash_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, trash_in_thread);
}

gboolean
bookgen_library_trash_finish (BookgenLibrary *self, GAsyncResult *result, GError **error)
{
  gboolean trashed = g_task_propagate_boolean (G_TASK (result), error);

  if (trashed)
    bookgen_library_refresh (self);
  return trashed;
}
