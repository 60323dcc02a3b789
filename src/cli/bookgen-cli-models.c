/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-writer.h"

static gboolean
nobody_is_named (const BookgenCliOptions *options)
{
  g_autoptr (GPtrArray) saved = bookgen_endpoints_load (NULL);

  return options->base_url == NULL && options->endpoint == NULL && !options->rehearsal && saved != NULL && saved->len == 0;
}

/* The servers on this machine: one line a model, after the address to reach it with. */
static BookgenCliStatus
list_found (GError **error)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (GPtrArray) found = bookgen_await_discovery (client);

  for (guint i = 0; i < found->len; i++)
    {
      const BookgenDiscovered *server = found->pdata[i];

      bookgen_cli_say (_ ("%s, at %s:\n"), bookgen_endpoint_get_name (server->endpoint),
                       bookgen_endpoint_get_address (server->endpoint));
      for (guint k = 0; server->models[k] != NULL; k++)
        bookgen_cli_print ("%s\t%s\t%s\n", bookgen_endpoint_get_address (server->endpoint),
                           bookgen_dialect_kind_to_string (bookgen_endpoint_get_dialect (server->endpoint)), server->models[k]);
    }
  if (found->len > 0)
    return BOOKGEN_CLI_DONE;
  g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                       _ ("No model server was found on this machine: name a provider with --base-url."));
  return BOOKGEN_CLI_USAGE;
}

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
  BookgenCliStatus status = BOOKGEN_CLI_USAGE;

  if (options != NULL)
    status = nobody_is_named (options) ? list_found (&error) : list_models (options, &error);
  return error != NULL ? bookgen_cli_fail (error) : status;
}
