/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-new-book.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-material.h"
#include "bookgen-cli.h"
#include "bookgen-import-text.h"

/* Everything else that it has before its first chapter. */
static gboolean
fill (BookgenBook *book, BookgenImport *import, const BookgenCliOptions *options, BookgenRunSettings *settings, GError **error)
{
  g_autofree char *json = NULL;

  /* A text that is stored is one that the run knows of. */
  bookgen_import_add_texts (import, book);
  if (!bookgen_await_book_flush (book, error))
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
  return TRUE;
}

BookgenBook *
bookgen_cli_new_book (const char *path, const char *title, BookgenImport *import, const BookgenCliOptions *options,
                      BookgenRunSettings *settings, GError **error)
{
  g_autoptr (BookgenBook) book = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                   _ ("“%s” is there already: go on with it with “bookgen-cli resume”, or choose another name."), path);
      return NULL;
    }
  book = bookgen_await_book_create (path, title, import->outline, error);
  if (book == NULL || fill (book, import, options, settings, error))
    return g_steal_pointer (&book);
  bookgen_await_book_close (book, NULL);
  g_unlink (path); /* ours, and nothing but an outline is in it */
  return NULL;
}
