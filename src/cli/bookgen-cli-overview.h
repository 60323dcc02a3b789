/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-cli-joining.h"
#include "bookgen-plan.h"
#include "bookgen-snapshot.h"

G_BEGIN_DECLS

/* One chapter as the book's file has it. */
typedef struct
{
  BookgenUnit *unit;
  guint number;
  const BookgenTaskRecord *record; /* the one that says most; NULL for none */
  BookgenRevision *revision;       /* the current text; NULL for none */
  char *items;                     /* "Pictures 2 of 4"; "" where nothing is planned */
  GStrv changes;                   /* parts of the plan, and more, that have changed since it was written */
  BookgenCliJoining joining;
} BookgenCliChapter;

/* What its file says of a book. */
typedef struct
{
  BookgenSnapshot *snapshot; /* borrowed */
  char *owner;               /* NULL when nobody writes it */
  GPtrArray *records;        /* BookgenTaskRecord */
  GArray *chapters;          /* BookgenCliChapter */
  GPtrArray *findings;       /* BookgenBookFinding: what the author has not settled */
  GStrv narrated_before;     /* ids of chapters whose narration is not of today's text and voice */
  BookgenUsage usage;
  BookgenPlan *plan;         /* NULL for none */
  BookgenRunSettings *settings;
  BookgenPipeline *pipeline; /* NULL where it is no more there */
  guint written, rehearsed, drafted, joined, to_look_at, claims, failed, skipped;
} BookgenCliOverview;

/* SNAPSHOT must outlive it. NULL with error where the book cannot be read. */
BookgenCliOverview *bookgen_cli_overview_new (BookgenSnapshot *snapshot, GError **error);
void bookgen_cli_overview_free (BookgenCliOverview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenCliOverview, bookgen_cli_overview_free)

/* "waiting", "drafted", or the name of a task's state. */
const char *bookgen_cli_overview_get_state (const BookgenCliOverview *self, const BookgenCliChapter *chapter);
/* The words it is to have. */
guint bookgen_cli_overview_get_target (const BookgenCliOverview *self, const BookgenCliChapter *chapter);
/* Those of its text, or of what is kept of an unfinished one. */
guint bookgen_cli_overview_count_words (const BookgenCliChapter *chapter);

G_END_DECLS
