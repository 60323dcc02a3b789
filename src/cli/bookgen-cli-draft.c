/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-writer.h"
#include "bookgen-import-draft.h"
#include "bookgen-outline-draft.h"
#include "bookgen-outline-text.h"

static gboolean
check (const char *answer, gboolean last, gpointer data, GError **error)
{
  const BookgenOutlineIdea *idea = data;
  g_autoptr (BookgenImport) import = bookgen_import_draft (answer, idea->chapters, last, error);

  return import != NULL;
}

static void
say_usage (const BookgenUsage *usage)
{
  bookgen_cli_say (ngettext ("%u request, %d tokens in, %d out\n", "%u requests, %d tokens in, %d out\n", usage->requests),
                   usage->requests, (int) usage->input_tokens, (int) usage->output_tokens);
}

static void
print_outline (BookgenImport *import, gboolean json)
{
  g_autofree char *text = bookgen_outline_text_dup (import->outline, import->title, import->author,
                                                    json ? BOOKGEN_OUTLINE_TEXT_JSON : BOOKGEN_OUTLINE_TEXT_MARKDOWN);

  for (guint i = 0; i < import->warnings->len; i++)
    bookgen_cli_say ("%s\n", (const char *) import->warnings->pdata[i]);
  bookgen_cli_print ("%s", text);
}

static BookgenCliStatus
draft_with (const BookgenCliOptions *options, BookgenCliWriter *writer, GError **error)
{
  g_autoptr (BookgenOutlineIdea) idea
      = bookgen_outline_idea_new (options->idea, options->kind, options->readers, MAX (options->chapters, 0));
  g_autoptr (GError) wrong = NULL;
  g_autoptr (BookgenImport) import = NULL;
  BookgenUsage usage;
  g_autofree char *answer
      = bookgen_await_outline_draft (idea, writer->client, writer->endpoint, writer->key, check, idea, &usage, &wrong);

  say_usage (&usage);
  if (answer == NULL)
    {
      g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_ENDPOINT, wrong->message);
      return BOOKGEN_CLI_ENDPOINT;
    }
  import = bookgen_import_draft (answer, idea->chapters, TRUE, error);
  if (import == NULL)
    return BOOKGEN_CLI_ENDPOINT;
  print_outline (import, options->json);
  return BOOKGEN_CLI_DONE;
}

static BookgenCliStatus
draft (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenCliWriter) writer = NULL;

  if (options->idea == NULL || options->idea[strspn (options->idea, " \t\n")] == '\0')
    {
      g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, _ ("Say what the book is about with --idea."));
      return BOOKGEN_CLI_USAGE;
    }
  writer = bookgen_cli_writer_new (options, NULL, TRUE, error);
  return writer != NULL ? draft_with (options, writer, error) : BOOKGEN_CLI_USAGE;
}

BookgenCliStatus
bookgen_cli_draft_outline (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (
      argc, argv, BOOKGEN_CLI_TAKES_ENDPOINT | BOOKGEN_CLI_TAKES_IDEA | BOOKGEN_CLI_TAKES_JSON, NULL, &error);
  BookgenCliStatus status = options != NULL ? draft (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
