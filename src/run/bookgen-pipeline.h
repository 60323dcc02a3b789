/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-run-settings.h"
#include "bookgen-endpoint.h"
#include "bookgen-unit.h"

G_BEGIN_DECLS

/* A pipeline is data: the stages a book goes through, read from a JSON file (data/pipelines/, or the author's own in
 * $XDG_DATA_HOME/bookgen/pipelines/). No code compares stage ids. */
typedef enum { BOOKGEN_DOES_WRITE, BOOKGEN_DOES_DRAW, BOOKGEN_DOES_SPEAK } BookgenDoes;

typedef enum {
  BOOKGEN_MAKES_CONTEXT, /* the plan: goes into the shared prefix of what needs it */
  BOOKGEN_MAKES_TEXT,    /* a text of the unit, which becomes its current one */
  BOOKGEN_MAKES_LIST,
  BOOKGEN_MAKES_PICTURE,
  BOOKGEN_MAKES_AUDIO,
} BookgenMakes;

typedef enum { BOOKGEN_FOR_BOOK, BOOKGEN_FOR_UNIT, BOOKGEN_FOR_ITEM } BookgenForEach;

typedef enum { BOOKGEN_ON_FAILURE_ISOLATE, BOOKGEN_ON_FAILURE_PAUSE } BookgenOnFailure;

/* Whether a stage is part of a run: always, never, or where a switch of its settings is set. */
typedef enum {
  BOOKGEN_ON_ALWAYS,
  BOOKGEN_ON_NEVER,
  BOOKGEN_ON_HYBRID,
  BOOKGEN_ON_PICTURES,
  BOOKGEN_ON_NARRATION,
  BOOKGEN_ON_THEORY,
  BOOKGEN_ON_LABS,
  BOOKGEN_ON_REVIEW,
} BookgenOn;

typedef struct {
  char *id;              /* [a-z][a-z0-9-]*, unique in the pipeline */
  char *title;           /* what a row calls it: "Text", "Joining" */
  BookgenOn on;
  BookgenDoes does;
  BookgenMakes makes;
  BookgenForEach for_each;
  char *item_of;         /* for BOOKGEN_FOR_ITEM: the list stage; NULL else */
  guint unit_kinds;      /* bits 1 << BookgenUnitKind */
  GPtrArray *needs;      /* const BookgenStage *, earlier ones of the same pipeline */
  char *prompt;          /* name of a file in prompts/, without .md; NULL where none is needed */
  gboolean in_order;     /* unit k waits for the one before, and gets what it carried over */
  guint limit;           /* at once; 0 = the run's limit alone */
  BookgenOnFailure on_failure;
  guint depth;           /* computed: longest way from a stage without needs */
  guint index;           /* computed: its place in the pipeline */
} BookgenStage;

typedef struct {
  gatomicrefcount refs;
  char *id;
  char *title;
  BookgenMode mode;  /* unless the author says otherwise, as the next */
  gboolean pictures;
  gboolean claims;   /* its texts claim things that an author checks; a novel's do not */
  GPtrArray *stages; /* BookgenStage, in file order */
} BookgenPipeline;

#define BOOKGEN_PIPELINE_ERROR (bookgen_pipeline_error_quark ())
typedef enum {
  BOOKGEN_PIPELINE_ERROR_UNKNOWN,
  BOOKGEN_PIPELINE_ERROR_INVALID,
  BOOKGEN_PIPELINE_ERROR_NO_PRICE, /* a budget cannot be kept */
} BookgenPipelineError;
GQuark bookgen_pipeline_error_quark (void);

/* NAME is a pipeline's id, looked for in the author's folder and then among the built-in ones, or the path of a .json file.
 * The error names the file, the line, the stage and what is wrong. */
BookgenPipeline *bookgen_pipeline_load (const char *name, GError **error);
/* Where the author's own files are looked for, whether there are any or not. Ours to free. */
char *bookgen_pipeline_dup_own_folder (void);
/* Whether NAME.json is looked for in that folder: small letters, digits and hyphens. */
gboolean bookgen_pipeline_is_id (const char *name);
/* Pure: JSON text to pipeline; WHERE names it in errors. */
BookgenPipeline *bookgen_pipeline_parse (const char *json, gssize length, const char *where, GError **error);
BookgenPipeline *bookgen_pipeline_ref (BookgenPipeline *self);
void bookgen_pipeline_unref (BookgenPipeline *self);
/* How such a book is written unless the author says otherwise. */
void bookgen_pipeline_set_defaults (const BookgenPipeline *self, BookgenRunSettings *settings);
/* The settings that a book keeps as JSON; where it keeps none yet (NULL), those of a new book: as the kind that is usual, or the
 * author's own under its name, says it is written. Never NULL; free with bookgen_run_settings_free (). */
BookgenRunSettings *bookgen_pipeline_recall_settings (const char *json);
/* Whether a run with these settings has this stage. */
gboolean bookgen_stage_is_on (const BookgenStage *self, const BookgenRunSettings *settings);
/* Whose model it asks. */
BookgenModelJob bookgen_stage_get_job (const BookgenStage *self);
/* Borrowed; NULL where there is none. */
const BookgenStage *bookgen_pipeline_find (const BookgenPipeline *self, const char *id);
/* Whether such a book can have what ON asks for: one of its stages waits for it. */
gboolean bookgen_pipeline_offers (const BookgenPipeline *self, BookgenOn on);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPipeline, bookgen_pipeline_unref)

G_END_DECLS
