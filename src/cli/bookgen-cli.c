/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "bookgen-book.h"
#include "bookgen-import.h"
#include "bookgen-pipeline.h"

G_DEFINE_QUARK (bookgen - cli - error - quark, bookgen_cli_error)

typedef struct
{
  const char *name;
  const char *arguments;
  const char *does;
  BookgenCliStatus (*run) (int argc, char **argv);
} Verb;

static const Verb verbs[] = {
  { "generate", "OUTLINE", N_ ("import, write and export a book"), bookgen_cli_generate },
  { "resume", "BOOK", N_ ("go on with what is not done"), bookgen_cli_resume },
  { "status", "BOOK", N_ ("what is done, stopped and waiting"), bookgen_cli_status },
  { "findings", "BOOK", N_ ("what is to be looked at, and your word that it is fine"), bookgen_cli_show_findings },
  { "versions", "BOOK", N_ ("the versions of each chapter, and what was taken out of an answer"), bookgen_cli_versions },
  { "estimate", "OUTLINE|BOOK", N_ ("requests, tokens, money and time; sends nothing"), bookgen_cli_estimate },
  { "export", "BOOK -o FILE", N_ ("write .epub, .md, or a folder of chapters (ends in /)"), bookgen_cli_export },
  { "import", "OUTLINE", N_ ("show what was understood of an outline"), bookgen_cli_import },
  { "draft-outline", "--idea TEXT", N_ ("have an outline drafted by a model"), bookgen_cli_draft_outline },
  { "models", "", N_ ("what the provider offers"), bookgen_cli_models },
  { "normalise", "FILE|-", N_ ("the chapter that a model's reply becomes"), bookgen_cli_normalise },
  { "rehearse", "", N_ ("the rehearsal server alone, until interrupted"), bookgen_cli_rehearse },
};

/* Why a result could not be printed; 0: all of it was, or nobody reads it any more. */
static int output_error;

void
bookgen_cli_print (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if ((vfprintf (stdout, format, arguments) < 0 || fflush (stdout) != 0) && errno != EPIPE)
    output_error = errno;
  va_end (arguments);
}

void
bookgen_cli_say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (stderr, format, arguments);
  va_end (arguments);
  fflush (stderr);
}

static BookgenCliStatus
status_of_book_error (int code)
{
  switch (code)
    {
    case BOOKGEN_BOOK_ERROR_EXISTS:
      return BOOKGEN_CLI_USAGE;
    case BOOKGEN_BOOK_ERROR_READ_ONLY:
    case BOOKGEN_BOOK_ERROR_STORAGE:
      return BOOKGEN_CLI_NOT_WRITTEN;
    default:
      return BOOKGEN_CLI_UNREADABLE;
    }
}

static BookgenCliStatus
status_of (const GError *error)
{
  if (error->domain == BOOKGEN_CLI_ERROR)
    return error->code;
  if (error->domain == BOOKGEN_BOOK_ERROR)
    return status_of_book_error (error->code);
  if (error->domain == BOOKGEN_IMPORT_ERROR)
    return BOOKGEN_CLI_UNREADABLE;
  if (g_error_matches (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_NO_PRICE))
    return BOOKGEN_CLI_ENDPOINT;
  return BOOKGEN_CLI_USAGE;
}

BookgenCliStatus
bookgen_cli_fail (const GError *error)
{
  bookgen_cli_say ("bookgen-cli: %s\n", error->message);
  return status_of (error);
}

static void
print_usage (void (*print) (const char *format, ...))
{
  print (_ ("Usage: bookgen-cli VERB [options]\n\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    print ("  %-13s %-13s %s\n", verbs[i].name, verbs[i].arguments, _ (verbs[i].does));
  print (_ (
      "\n“bookgen-cli VERB --help” lists the options of each. The key comes from the keyring or from BOOKGEN_API_KEY.\n"));
}

static BookgenCliStatus
fail_usage (const char *verb)
{
  if (verb != NULL)
    bookgen_cli_say (_ ("bookgen-cli: There is no “%s”.\n\n"), verb);
  print_usage (bookgen_cli_say);
  return BOOKGEN_CLI_USAGE;
}

/* STATUS, unless what it speaks of was lost on its way out. */
static BookgenCliStatus
check_output (BookgenCliStatus status)
{
  if (output_error == 0 || (status != BOOKGEN_CLI_DONE && status != BOOKGEN_CLI_SOME_STOPPED))
    return status;
  bookgen_cli_say (_ ("bookgen-cli: The result could not be printed: %s.\n"), g_strerror (output_error));
  return BOOKGEN_CLI_NOT_WRITTEN;
}

int
bookgen_cli_run (int argc, char **argv)
{
  /* A reader that goes away ends the output, not the book. */
  signal (SIGPIPE, SIG_IGN);
  if (argc < 2)
    return fail_usage (NULL);
  if (strcmp (argv[1], "--version") == 0)
    {
      bookgen_cli_print ("bookgen-cli %s\n", BOOKGEN_VERSION);
      return BOOKGEN_CLI_DONE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "help") == 0)
    {
      print_usage (bookgen_cli_print);
      return BOOKGEN_CLI_DONE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      return check_output (verbs[i].run (argc - 1, argv + 1));
  return fail_usage (argv[1]);
}
