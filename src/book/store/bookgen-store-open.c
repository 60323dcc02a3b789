/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Becoming the owner of a book, or a guest. */
#include "bookgen-store-private.h"

#include "bookgen-store-bin.h"
#include "bookgen-store-material.h"
#include "bookgen-store-owner.h"
#include "bookgen-store-task.h"
#include "bookgen-store-values.h"
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
write_first_values (BookgenConnection *connection, const char *title, BookgenOutlineChanges *outline, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return bookgen_store_values_set (connection, BOOKGEN_VALUES_BOOK, BOOKGEN_VALUE_UUID, uuid, error) &&
         bookgen_store_values_set (connection, BOOKGEN_VALUES_BOOK, BOOKGEN_VALUE_TITLE, title, error) &&
         bookgen_store_outline_write (connection, outline, error);
}

static gboolean
write_settings (BookgenConnection *connection, const char *const *settings, GError **error)
{
  for (guint i = 0; settings && settings[i]; i += 2)
    if (!bookgen_store_values_set (connection, BOOKGEN_VALUES_SETTINGS, settings[i], settings[i + 1], error))
      return FALSE;
  return TRUE;
}

/* What an owner does first. TITLE, OUTLINE and SETTINGS are those of a new book; NULL for one that was there. */
static gboolean
move_in (BookgenConnection *connection, const char *title, BookgenOutlineChanges *outline, const char *const *settings,
         GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / 1000);

  if (bookgen_connection_run_all (connection, "BEGIN IMMEDIATE", error) &&
      (!title || write_first_values (connection, title, outline, error)) &&
      write_settings (connection, settings, error) && bookgen_store_owner_sign (connection, error) &&
      bookgen_store_values_set (connection, BOOKGEN_VALUES_BOOK, BOOKGEN_VALUE_OPENED_AT_MS, now, error) &&
      bookgen_store_task_interrupt_running (connection, error) && bookgen_store_material_sweep (connection, error) &&
      bookgen_store_bin_sweep (connection, error) && bookgen_connection_run_all (connection, "COMMIT", error))
    return TRUE;
  bookgen_connection_roll_back (connection);
  return FALSE;
}

static gboolean
may_write (BookgenBookFile *file, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return bookgen_book_file_may_write (file) && g_access (folder, W_OK) == 0;
}

static BookgenStore *
open_owned (BookgenBookFile *file, const char *path, GError **error)
{
  BookgenConnection *connection = bookgen_connection_open_writing (file, path, error);

  if (connection && move_in (connection, NULL, NULL, NULL, error))
    return bookgen_store_new (file, connection, TRUE);
  g_clear_pointer (&connection, bookgen_connection_free);
  bookgen_book_file_disown (file);
  bookgen_book_file_release (file);
  return NULL;
}

static void
set_read_only_error (BookgenBookFile *file, BookgenConnection *connection, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GHashTable) values = bookgen_store_values_load (connection, BOOKGEN_VALUES_BOOK, NULL);
  const char *signature = values ? g_hash_table_lookup (values, BOOKGEN_VALUE_OWNER) : NULL;
  g_autofree char *owner = bookgen_store_owner_dup_name (file, signature);

  if (owner)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY,
                 /* Translators: the second is like “the terminal, process 4711”. */
                 _("The book “%s” is being written by %s. Close it there and try again."), name, owner);
  else
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY,
                 _("The book “%s” may not be written. Change the permissions of the file and its folder."), name);
}

static BookgenStore *
open_as_guest (BookgenBookFile *file, const char *path, gboolean read_only_ok, GError **error)
{
  BookgenConnection *connection = bookgen_connection_open_reading (file, path, error);

  if (connection && read_only_ok)
    return bookgen_store_new (file, connection, FALSE);
  if (connection)
    {
      set_read_only_error (file, connection, path, error);
      bookgen_connection_free (connection);
    }
  bookgen_book_file_release (file);
  return NULL;
}

BookgenStore *
bookgen_store_open (const char *path, gboolean read_only_ok, GError **error)
{
  BookgenBookFile *file = bookgen_book_file_open (path, error);

  if (!file)
    return NULL;
  if (may_write (file, path) && bookgen_book_file_own (file))
    return open_owned (file, path, error);
  return open_as_guest (file, path, read_only_ok, error);
}

static gboolean
fill (BookgenBookFile *file, const char *path, const char *title, BookgenOutlineChanges *outline, const char *const *settings,
      GError **error)
{
  g_autoptr (BookgenConnection) connection = bookgen_connection_create (file, path, error);
  gboolean filled = connection && move_in (connection, title, outline, settings, error) &&
                    bookgen_store_owner_unsign (connection, error) && bookgen_connection_make_whole (connection, error);

  if (filled)
    bookgen_connection_put_to_rest (connection);
  return filled;
}

static gboolean
make_draft (const char *path, const char *title, BookgenOutlineChanges *outline, const char *const *settings, GError **error)
{
  g_autoptr (BookgenBookFile) file = bookgen_book_file_create (path, error);
  gboolean made;

  if (!file)
    return FALSE;
  made = bookgen_book_file_own (file) && fill (file, path, title, outline, settings, error);
  bookgen_book_file_disown (file);
  return made;
}

/* Gives the file its name, unless something has that name. A file system without hard links takes the second way. */
static gboolean
name_draft (const char *draft, const char *path, GError **error)
{
  int code;

  if (link (draft, path) == 0)
    return TRUE;
  code = errno;
  if (code != EEXIST && !g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (draft, path) == 0)
    return TRUE;
  bookgen_book_file_set_create_error (error, path, g_file_test (path, G_FILE_TEST_EXISTS) ? EEXIST : code);
  return FALSE;
}

/* Opens what was just put at PATH. */
static BookgenStore *
open_new (const char *path, GError **error)
{
  BookgenStore *store = bookgen_store_open (path, FALSE, error);

  if (!store)
    g_unlink (path); /* ours, and nothing but an outline is in it */
  return store;
}

/* Aside, so that a crash on the way leaves no half book. */
BookgenStore *
bookgen_store_create (const char *path, const char *title, BookgenOutlineChanges *outline, const char *const *settings,
                      GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *workshop = g_build_filename (folder, ".bookgen-XXXXXX", NULL);
  g_autofree char *name = NULL, *draft = NULL;
  gboolean made;
  int code = 0;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    code = EEXIST;
  else if (!g_mkdtemp_full (workshop, 0700))
    code = errno;
  if (code)
    {
      bookgen_book_file_set_create_error (error, path, code);
      return NULL;
    }
  name = g_path_get_basename (path); /* what goes wrong with it is told of this one */
  draft = g_build_filename (workshop, name, NULL);
  made = make_draft (draft, title, outline, settings, error) && name_draft (draft, path, error);
  g_unlink (draft);
  g_rmdir (workshop);
  return made ? open_new (path, error) : NULL;
}
