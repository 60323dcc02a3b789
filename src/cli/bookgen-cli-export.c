/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>

#include "bookgen-cli-exports.h"
#include "bookgen-snapshot.h"

static BookgenCliStatus
export_book (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenSnapshot) snapshot = NULL;

  if (!bookgen_cli_options_check_exports (options, error))
    return BOOKGEN_CLI_USAGE;
  snapshot = bookgen_snapshot_open (options->file, error);
  if (snapshot == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  if (!bookgen_cli_exports_make_folders (options, error))
    return BOOKGEN_CLI_NOT_WRITTEN;
  if (!bookgen_cli_exports_make (options->file, bookgen_snapshot_get_title (snapshot), options, made))
    return BOOKGEN_CLI_NOT_WRITTEN;
  return made->len > 0 ? BOOKGEN_CLI_DONE : BOOKGEN_CLI_SOME_STOPPED;
}

BookgenCliStatus
bookgen_cli_export (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (argc, argv, BOOKGEN_CLI_TAKES_EXPORTS, "BOOK", &error);
  BookgenCliStatus status = options != NULL ? export_book (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
