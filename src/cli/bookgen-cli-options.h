/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"
#include "bookgen-outline.h"
#include "bookgen-run-settings.h"

G_BEGIN_DECLS

/* Which options a verb has. */
typedef enum {
  BOOKGEN_CLI_TAKES_ENDPOINT = 1 << 0, /* --base-url, --dialect, --model, --plan-model…, --endpoint */
  BOOKGEN_CLI_TAKES_RUN = 1 << 1,      /* how a book is written */
  BOOKGEN_CLI_TAKES_EXPORTS = 1 << 2,  /* -o */
  BOOKGEN_CLI_TAKES_BOOK = 1 << 3,     /* --book */
  BOOKGEN_CLI_TAKES_JSON = 1 << 4,
  BOOKGEN_CLI_TAKES_TITLE = 1 << 5,
  BOOKGEN_CLI_TAKES_MATERIAL = 1 << 6, /* --material, --length */
  BOOKGEN_CLI_TAKES_SETTLE = 1 << 8,   /* --settle */
  BOOKGEN_CLI_TAKES_USE = 1 << 9,      /* --use */
  BOOKGEN_CLI_TAKES_VERSION = 1 << 10, /* --chapter, --choose, --put-back */
  BOOKGEN_CLI_TAKES_IDEA = 1 << 7,     /* --idea, --chapters, --readers, --kind */
} BookgenCliTakes;

/* What was given on the command line; NULL, -1 or FALSE where it was not. */
typedef struct {
  char *file;      /* the one argument without a dash; NULL where the verb has none */
  GStrv exports;
  char *book;
  char *title;
  gboolean json;
  gboolean yes;

  gboolean rehearsal, allow_http;
  char *base_url, *dialect, *endpoint;
  char *models[BOOKGEN_N_MODEL_JOBS];

  char *idea, *readers;
  int chapters;
  GStrv material, uses;
  int length;
  int chapter, version, put_back;

  char *voice, *narration_sample;
  gboolean narrate_again;
  char *kind, *mode, *content, *checks, *on_failure, *select, *seed, *budget, *settle;
  gint64 budget_micros;
  int at_once, modules_at_once, lessons_at_once, pause_ms, words, patience_s;
  gboolean pictures, no_pictures, narration, no_narration, review, no_review;
  gboolean no_context, plan_only, plan_pictures, warm_up;
} BookgenCliOptions;

/* ARGV[0] is the verb; WHAT (nullable) names its one argument, which must then be there. Errors: BOOKGEN_CLI_ERROR. */
BookgenCliOptions *bookgen_cli_options_parse (int argc, char **argv, BookgenCliTakes takes, const char *what,
                                              GError **error);
void bookgen_cli_options_free (BookgenCliOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenCliOptions, bookgen_cli_options_free)

/* For the parser. */
void bookgen_cli_options_add_idea (GOptionContext *context, BookgenCliOptions *self);
void bookgen_cli_options_add_material (GOptionContext *context, BookgenCliOptions *self);
void bookgen_cli_options_add_version (GOptionContext *context, BookgenCliOptions *self);
void bookgen_cli_options_add_use (GOptionContext *context, BookgenCliOptions *self);

/* Writes what was given into SETTINGS, but for the selection and the endpoint. Errors: a kind of book that there is not. */
gboolean bookgen_cli_options_apply (const BookgenCliOptions *self, BookgenRunSettings *settings, GError **error);
/* Gives OUTLINE the labs that SETTINGS ask for, where its kind of book has labs; LANGUAGE (nullable) is the book's. */
void bookgen_cli_options_add_labs (const BookgenRunSettings *settings, BookgenOutline *outline, const char *language);
/* The units that --select names in OUTLINE into SETTINGS. */
gboolean bookgen_cli_options_select (const BookgenCliOptions *self, BookgenOutline *outline, BookgenRunSettings *settings,
                                     GError **error);
/* Whether each of -o names a kind of export that there is, in a folder that may be written. */
gboolean bookgen_cli_options_check_exports (const BookgenCliOptions *self, GError **error);
gboolean bookgen_cli_check_target (const char *target, GError **error);

G_END_DECLS
