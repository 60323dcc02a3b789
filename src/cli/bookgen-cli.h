/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The terminal's program. Its exit statuses are a contract with scripts. */
typedef enum {
  BOOKGEN_CLI_DONE = 0,
  BOOKGEN_CLI_USAGE = 1,        /* wrong usage, or nobody is set to write */
  BOOKGEN_CLI_UNREADABLE = 2,   /* the outline or book cannot be read; nothing was changed */
  BOOKGEN_CLI_SOME_STOPPED = 3, /* finished, but some chapters stopped or are to be looked at */
  BOOKGEN_CLI_ENDPOINT = 4,     /* the endpoint stopped the run: wrong key, no credit, unknown model */
  BOOKGEN_CLI_NOT_WRITTEN = 5,  /* a file could not be written; nothing is lost */
  BOOKGEN_CLI_INTERRUPTED = 130,
} BookgenCliStatus;

/* Runs the verb in ARGV[1]; returns the exit status. */
int bookgen_cli_run (int argc, char **argv);

/* The verbs. ARGV[0] is the verb's name. */
BookgenCliStatus bookgen_cli_generate (int argc, char **argv);
BookgenCliStatus bookgen_cli_resume (int argc, char **argv);
BookgenCliStatus bookgen_cli_status (int argc, char **argv);
BookgenCliStatus bookgen_cli_show_findings (int argc, char **argv);
BookgenCliStatus bookgen_cli_versions (int argc, char **argv);
BookgenCliStatus bookgen_cli_estimate (int argc, char **argv);
BookgenCliStatus bookgen_cli_export (int argc, char **argv);
BookgenCliStatus bookgen_cli_import (int argc, char **argv);
BookgenCliStatus bookgen_cli_draft_outline (int argc, char **argv);
BookgenCliStatus bookgen_cli_models (int argc, char **argv);
BookgenCliStatus bookgen_cli_normalise (int argc, char **argv);
BookgenCliStatus bookgen_cli_rehearse (int argc, char **argv);

/* Says what went wrong, in one sentence on standard error, and returns the status it stands for. */
BookgenCliStatus bookgen_cli_fail (const GError *error);
/* Standard output and standard error, always in UTF-8. */
void bookgen_cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void bookgen_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Errors of the terminal's own: the code is the exit status. */
#define BOOKGEN_CLI_ERROR (bookgen_cli_error_quark ())
GQuark bookgen_cli_error_quark (void);

G_END_DECLS
