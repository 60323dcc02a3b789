/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include "bookgen-cli-await.h"
#include "bookgen-cli-writer.h"

static BookgenCliStatus
list_models (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenCliWriter) writer = bookgen_cli_writer_new (options, NULL, FALSE, error);
  g_autoptr (GError) wrong = NULL;
  g_auto (GStrv) models = NULL;

  if (writer == NULL)
    return BOOKGEN_CLI_USAGE;
  models = bookgen_await_models (writer->client, writer->endpoint, writer->key, &wrong);
  if (models == NULL)
    {
      g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_ENDPOINT, wrong->message);
      return BOOKGEN_CLI_ENDPOINT;
    }
  for (guint i = 0; models[i] != NULL; i++)
    bookgen_cli_print ("%s\n", models[i]);
  return BOOKGEN_CLI_DONE;
}

BookgenCliStatus
bookgen_cli_models (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (argc, argv, BOOKGEN_CLI_TAKES_ENDPOINT, NULL, &error);
  BookgenCliStatus status = options != NULL ? list_models (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
