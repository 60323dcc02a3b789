/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum { BOOKGEN_MODE_PARALLEL, BOOKGEN_MODE_SEQUENTIAL, BOOKGEN_MODE_HYBRID } BookgenMode;

/* What a lesson of a course has. */
typedef enum { BOOKGEN_CONTENT_THEORY, BOOKGEN_CONTENT_LABS, BOOKGEN_CONTENT_BOTH } BookgenContent;

/* What becomes of what is wrong with a text: not looked for; only told; told and, once, repaired. */
typedef enum { BOOKGEN_CHECKS_OFF, BOOKGEN_CHECKS_REPORT, BOOKGEN_CHECKS_REPAIR } BookgenChecks;

/* How a book is written. The book keeps them as JSON under the setting "run"; never a key. */
typedef struct {
  char *pipeline;        /* "nonfiction", or a path */
  BookgenMode mode;
  BookgenContent content;
  BookgenChecks checks;
  guint at_once;         /* ≥ 1; the whole run, as the next two the part of it that they name */
  guint modules_at_once; /* modules in which something is written */
  guint lessons_at_once; /* in one module */
  guint pause_ms;        /* between starts */
  guint default_words;   /* for units without a target */
  gboolean context;      /* make and use the plan */
  gboolean plan_only;    /* make the plan and stop */
  gboolean stop_after_plan; /* the same where there is no plan yet; with one, go on */
  gboolean stop_after_lists; /* make the lists (what pictures are planned) and stop before what they name is made */
  gboolean pictures, narration, review; /* stages that are written only when they are asked for */
  gint64 budget_micros;  /* what the book may cost in all, in millionths of the price list's currency; -1: no cap */
  gboolean warm_up;      /* one request first, to fill the prompt cache, also where none is known */
  gboolean skip_failed;  /* in-order stages go on after a failure instead of pausing */
  GStrv units;           /* ids of the units to write; NULL: all that the model writes */
  GStrv narrate_again;   /* ids of units that are read aloud anew; of this run alone, never kept. NULL for none */
  char *voice;           /* that reads aloud; NULL: bookgen_narration_get_voice () says which */
  char *seed;            /* the deal of variations; NULL: from the title */
  char *endpoint;        /* name of a saved endpoint; NULL for none */
  char *address;         /* of an endpoint that is not saved; NULL for none */
  char *dialect;
  char *model;
  char *plan_model, *review_model, *pictures_model, *speech_model; /* NULL: that of the endpoint */
  gboolean rehearsal;
  gboolean rehearse_again; /* a rehearsal writes its placeholders again; of this run alone, never kept */
} BookgenRunSettings;

BookgenRunSettings *bookgen_run_settings_new (void);
BookgenRunSettings *bookgen_run_settings_copy (const BookgenRunSettings *self);
void bookgen_run_settings_free (BookgenRunSettings *self);
char *bookgen_run_settings_to_json (const BookgenRunSettings *self);
/* Defaults for what JSON (nullable) does not say or says wrongly: a book may be older or newer than this program. */
BookgenRunSettings *bookgen_run_settings_from_json (const char *json);
/* The words of the terminal and of JSON: "sequential", "labs", "repair", …. */
const char *bookgen_mode_to_string (BookgenMode mode);
gboolean bookgen_mode_from_string (const char *name, BookgenMode *mode);
gboolean bookgen_content_from_string (const char *name, BookgenContent *content);
gboolean bookgen_checks_from_string (const char *name, BookgenChecks *checks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRunSettings, bookgen_run_settings_free)

G_END_DECLS
