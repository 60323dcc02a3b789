/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-new-book.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-material.h"
#include "bookgen-cli.h"
#include "bookgen-import-text.h"

/* What is kept beside the outline. */
static gboolean
fill (BookgenBook *book, BookgenImport *import, const BookgenCliOptions *options, GError **error)
{
  /* A text that is stored is one that the run knows of. */
  bookgen_import_add_texts (import, book);
  if (!bookgen_await_book_flush (book, error))
    return FALSE;
  if (options != NULL && !bookgen_cli_material_add (options, book, error))
    return FALSE;
  if (*import->author != '\0')
    bookgen_book_set_author (book, import->author);
  return TRUE;
}

BookgenBook *
bookgen_cli_new_book (const char *path, const char *title, BookgenImport *import, const BookgenCliOptions *options,
                      const BookgenRunSettings *settings, GError **error)
{
  g_autoptr (BookgenBook) book = NULL;
  g_autofree char *run = settings != NULL ? bookgen_run_settings_to_json (settings) : NULL;
  const char *const values[] = { "run", run, NULL };

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                   _ ("“%s” is there already: go on with it with “bookgen-cli resume”, or choose another name."), path);
      return NULL;
    }
  book = bookgen_await_book_create (path, title, import->outline, run != NULL ? values : NULL, error);
  if (book == NULL || fill (book, import, options, error))
    return g_steal_pointer (&book);
  bookgen_await_book_close (book, NULL);
  g_unlink (path); /* ours, and nothing but an outline is in it */
  return NULL;
}
