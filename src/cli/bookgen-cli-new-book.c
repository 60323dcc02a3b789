/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-new-book.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-material.h"
#include "bookgen-cli.h"

static gpointer
fail_to_write (const char *path, int code, GError **error)
{
  if (code == EEXIST)
    g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                 _ ("“%s” is there already: go on with it with “bookgen-cli resume”, or choose another name."), path);
  else
    g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_NOT_WRITTEN, _ ("The book “%s” could not be made: %s"), path,
                 g_strerror (code));
  return NULL;
}

/* Everything that a book has before its first chapter, stored and the file whole. */
static gboolean
fill (const char *path, const char *title, BookgenImport *import, const BookgenCliOptions *options,
      BookgenRunSettings *settings, GError **error)
{
  g_autoptr (BookgenBook) book = bookgen_await_book_create (path, title, import->outline, error);
  g_autofree char *json = NULL;

  if (book == NULL)
    return FALSE;
  if (options != NULL && !bookgen_cli_material_add (options, book, error))
    return FALSE;
  if (*import->author != '\0')
    bookgen_book_set_author (book, import->author);
  if (settings != NULL)
    {
      /* The book's units have ids of their own. */
      if (!bookgen_cli_options_select (options, bookgen_book_get_outline (book), settings, error))
        return FALSE;
      json = bookgen_run_settings_to_json (settings);
      bookgen_book_set_setting (book, "run", json);
    }
  return bookgen_await_book_close (book, error);
}

/* Gives the file its name, unless there is one of that name. A file system without hard links takes the second way. */
static int
name_file (const char *from, const char *path)
{
  if (link (from, path) == 0)
    return 0;
  if (errno == EEXIST || g_file_test (path, G_FILE_TEST_EXISTS))
    return EEXIST;
  return g_rename (from, path) == 0 ? 0 : errno;
}

BookgenBook *
bookgen_cli_new_book (const char *path, const char *title, BookgenImport *import, const BookgenCliOptions *options,
                      BookgenRunSettings *settings, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *workshop = g_build_filename (folder, ".bookgen-XXXXXX", NULL);
  g_autofree char *draft = NULL;
  gboolean filled;
  int code = 0;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    code = EEXIST;
  else if (g_mkdtemp_full (workshop, 0700) == NULL)
    code = errno;
  if (code != 0)
    return fail_to_write (path, code, error);
  draft = g_build_filename (workshop, name, NULL);
  filled = fill (draft, title, import, options, settings, error);
  if (filled && (code = name_file (draft, path)) != 0)
    filled = fail_to_write (path, code, error) != NULL;
  g_unlink (draft);
  g_rmdir (workshop);
  return filled ? bookgen_await_book_open (path, error) : NULL;
}
