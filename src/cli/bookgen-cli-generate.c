/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-exports.h"
#include "bookgen-cli-guess.h"
#include "bookgen-cli-narration.h"
#include "bookgen-cli-new-book.h"
#include "bookgen-cli-outline.h"
#include "bookgen-cli-write.h"
#include "bookgen-library.h"
#include "bookgen-material-part.h"
#include "bookgen-run.h"

static BookgenRunSettings *
make_settings (const BookgenCliOptions *options, const BookgenCliWriter *writer, GError **error)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_pipeline_recall_settings (NULL);

  settings->at_once = bookgen_cli_writer_get_at_once (writer->endpoint);
  if (!bookgen_cli_options_apply (options, settings, error))
    return NULL;
  /* Before a book is made for it. */
  if (!bookgen_run_check_settings (settings, writer->endpoint, error))
    return NULL;
  bookgen_cli_writer_note (writer, settings);
  return g_steal_pointer (&settings);
}

static char *
find_path (const BookgenCliOptions *options, const char *title, GError **error)
{
  g_autofree char *folder = NULL;

  if (options->book != NULL)
    return g_strdup (options->book);
  folder = bookgen_library_dup_default_folder ();
  return bookgen_library_dup_path_for (folder, title, error);
}

static BookgenBook *
make_book (const BookgenCliOptions *options, BookgenImport *import, BookgenRunSettings *settings, GError **error)
{
  g_autofree char *title = bookgen_cli_outline_dup_title (import, options->file);
  g_autofree char *path = find_path (options, title, error);

  return path != NULL ? bookgen_cli_new_book (path, title, import, options, settings, error) : NULL;
}

static BookgenCliStatus
generate (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenRunSettings) settings = NULL;
  g_autoptr (BookgenCliWriter) writer = NULL;
  g_autoptr (BookgenImport) import = NULL;
  g_autoptr (BookgenBook) book = NULL;

  if (!bookgen_cli_options_check_exports (options, error))
    return BOOKGEN_CLI_USAGE;
  import = bookgen_cli_outline_read (options->file, error);
  if (import == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  if (!bookgen_cli_outline_use (import, (const char *const *) options->uses, error))
    return BOOKGEN_CLI_USAGE;
  if (options->length > 0)
    bookgen_outline_set_length_words (import->outline, options->length);
  writer = bookgen_cli_writer_new (options, NULL, TRUE, error);
  settings = writer != NULL ? make_settings (options, writer, error) : NULL;
  if (settings != NULL)
    bookgen_cli_options_add_labs (settings, import->outline, NULL);
  if (settings == NULL || !bookgen_cli_options_select (options, import->outline, settings, error))
    return BOOKGEN_CLI_USAGE;
  if (!bookgen_cli_confirm (options, writer, import->outline, NULL, settings, NULL))
    return BOOKGEN_CLI_DONE;
  book = bookgen_cli_exports_make_folders (options, error) ? make_book (options, import, settings, error) : NULL;
  if (book == NULL)
    return BOOKGEN_CLI_USAGE;
  if (!options->json)
    bookgen_cli_say (_ ("The book is kept in %s\n"), bookgen_book_get_path (book));
  return bookgen_cli_write (book, options, writer, settings, FALSE);
}

BookgenCliStatus
bookgen_cli_generate (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options
      = bookgen_cli_options_parse (argc, argv,
                                   BOOKGEN_CLI_TAKES_ENDPOINT | BOOKGEN_CLI_TAKES_RUN | BOOKGEN_CLI_TAKES_EXPORTS
                                       | BOOKGEN_CLI_TAKES_BOOK | BOOKGEN_CLI_TAKES_JSON | BOOKGEN_CLI_TAKES_MATERIAL
                                       | BOOKGEN_CLI_TAKES_USE,
                                   "OUTLINE", &error);
  BookgenCliStatus status = options != NULL ? generate (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}

/* What the book remembers of its run, with what the command line says over it. */
static BookgenRunSettings *
recall_settings (const BookgenCliOptions *options, BookgenBook *book, GError **error)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_pipeline_recall_settings (bookgen_book_get_setting (book, "run"));

  if (!bookgen_cli_options_apply (options, settings, error))
    return NULL;
  bookgen_cli_options_add_labs (settings, bookgen_book_get_outline (book), bookgen_book_get_language (book));
  if (!bookgen_cli_options_select (options, bookgen_book_get_outline (book), settings, error))
    return NULL;
  return g_steal_pointer (&settings);
}

/* A run says which readings are not of today; the sample alone needs none of that. */
static void
take_narration (const BookgenCliOptions *options, BookgenBook *book, BookgenRunSettings *settings, const BookgenCliWriter *writer)
{
  g_autoptr (BookgenSnapshot) snapshot = NULL;

  if (options->narration_sample != NULL || !(settings->narration || options->narrate_again))
    return;
  snapshot = bookgen_snapshot_open (bookgen_book_get_path (book), NULL);
  bookgen_cli_narration_take (options, settings, snapshot,
                              bookgen_endpoint_get_model_for (writer->endpoint, BOOKGEN_JOB_SPEECH));
}

static BookgenCliStatus
go_on (const BookgenCliOptions *options, BookgenBook *book, GError **error)
{
  g_autoptr (BookgenRunSettings) settings = recall_settings (options, book, error);
  g_autoptr (BookgenCliWriter) writer = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GHashTable) material = NULL;

  if (settings == NULL)
    return BOOKGEN_CLI_USAGE;
  writer = bookgen_cli_writer_new (options, settings, TRUE, error);
  if (writer == NULL)
    return BOOKGEN_CLI_USAGE;
  bookgen_cli_writer_note (writer, settings);
  take_narration (options, book, settings, writer);
  records = bookgen_book_dup_tasks (book);
  material = bookgen_material_part_count_tokens (book, bookgen_cli_guess_material_tokens (writer->endpoint));
  if (!bookgen_cli_confirm (options, writer, bookgen_book_get_outline (book), records, settings, material))
    return BOOKGEN_CLI_DONE;
  if (!bookgen_cli_exports_make_folders (options, error))
    return BOOKGEN_CLI_NOT_WRITTEN;
  return bookgen_cli_write (book, options, writer, settings, TRUE);
}

static BookgenCliStatus
resume (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenBook) book = NULL;

  if (!bookgen_cli_options_check_exports (options, error))
    return BOOKGEN_CLI_USAGE;
  book = bookgen_await_book_open (options->file, error);
  return book != NULL ? go_on (options, book, error) : BOOKGEN_CLI_UNREADABLE;
}

BookgenCliStatus
bookgen_cli_resume (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (
      argc, argv, BOOKGEN_CLI_TAKES_ENDPOINT | BOOKGEN_CLI_TAKES_RUN | BOOKGEN_CLI_TAKES_EXPORTS | BOOKGEN_CLI_TAKES_JSON,
      "BOOK", &error);
  BookgenCliStatus status = options != NULL ? resume (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
