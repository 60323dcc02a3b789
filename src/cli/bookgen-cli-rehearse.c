/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "bookgen-rehearsal.h"

typedef struct {
  int port, first_token_ms, tokens_per_second, requests_per_minute, tokens_per_minute, max_concurrent, picture_ms, minute_ms,
    context_tokens;
  char **faults;
} Given;

static gboolean
parse (Given *given, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &given->port, N_ ("Port on 127.0.0.1 (default: any free one)"), "N" },
    { "first-token-ms", 0, 0, G_OPTION_ARG_INT, &given->first_token_ms, N_ ("Wait before the first token"), "N" },
    { "tokens-per-second", 0, 0, G_OPTION_ARG_INT, &given->tokens_per_second, N_ ("Speed of each; 0: no limit"), "N" },
    { "picture-ms", 0, 0, G_OPTION_ARG_INT, &given->picture_ms, N_ ("How long a picture takes (default: by its size)"), "N" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given->faults, N_ ("What goes wrong with chapter N"), "KIND@N" },
    { "requests-per-minute", 0, 0, G_OPTION_ARG_INT, &given->requests_per_minute, N_ ("Limit; 0: none"), "N" },
    { "tokens-per-minute", 0, 0, G_OPTION_ARG_INT, &given->tokens_per_minute, N_ ("Limit; 0: none"), "N" },
    { "minute-ms", 0, 0, G_OPTION_ARG_INT, &given->minute_ms, N_ ("Length of its minute (default: 60000)"), "N" },
    { "context-tokens", 0, 0, G_OPTION_ARG_INT, &given->context_tokens, N_ ("How much it reads, as its list of models says"), "N" },
    { "max-concurrent", 0, 0, G_OPTION_ARG_INT, &given->max_concurrent, N_ ("Limit; 0: none"), "N" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc == 1 && given->port >= 0 && given->port <= 65535 && given->first_token_ms >= 0 && given->tokens_per_second >= 0
      && given->requests_per_minute >= 0 && given->tokens_per_minute >= 0 && given->max_concurrent >= 0
      && given->picture_ms >= 0 && given->minute_ms >= 0 && given->context_tokens >= 0)
    return TRUE;
  g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
               argc > 1 ? _ ("“%s” is one argument too many.") : _ ("Numbers are 0 or more, and a port is at most 65535.%s"),
               argc > 1 ? argv[1] : "");
  return FALSE;
}

static gboolean
interrupt (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
serve (BookgenRehearsal *server)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *stats = NULL;

  g_unix_signal_add (SIGINT, interrupt, loop);
  g_unix_signal_add (SIGTERM, interrupt, loop);
  bookgen_cli_print ("%s\n", bookgen_rehearsal_get_base_url (server));
  g_main_loop_run (loop);
  stats = bookgen_rehearsal_dup_stats (server);
  bookgen_cli_print ("%s\n", stats);
}

BookgenCliStatus
bookgen_cli_rehearse (int argc, char **argv)
{
  BookgenRehearsalOptions options = BOOKGEN_REHEARSAL_DEFAULTS;
  Given given = { .first_token_ms = options.first_token_ms, .tokens_per_second = options.tokens_per_second };
  g_autoptr (BookgenRehearsal) server = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = NULL;

  if (!parse (&given, argc, argv, &error))
    {
      g_strfreev (given.faults);
      return bookgen_cli_fail (error);
    }
  faults = given.faults;
  options = (BookgenRehearsalOptions) { given.port, given.first_token_ms, given.tokens_per_second, given.requests_per_minute,
                                        given.tokens_per_minute, given.max_concurrent, (const char *const *) faults,
                                        given.picture_ms, given.minute_ms, given.context_tokens };
  server = bookgen_rehearsal_new (&options, &error);
  if (server == NULL)
    return bookgen_cli_fail (error);
  serve (server);
  return BOOKGEN_CLI_DONE;
}
