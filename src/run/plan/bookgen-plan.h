/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"
#include "bookgen-revision.h"

G_BEGIN_DECLS

/* What all chapters of a book share, and for each chapter what is its own. Immutable and reference counted: an edit gives a
 * new plan. The book keeps it as a revision of unit "" whose text is bookgen_plan_to_json ().
 *
 * Its parts have names: "premise", "readers", "voice", "sample", "terms", "avoid", one "term.NAME" for each term, and for the
 * chapter with the id u7 "u7.summary", "u7.only_here", "u7.opens", "u7.ends", "u7.hands_on". */
typedef struct {
  char *name;
  char *text; /* may be "" */
} BookgenPlanTerm;

typedef struct {
  char *unit_id;
  char *summary;   /* never NULL, may be "", as all below */
  GStrv only_here; /* topics that no other chapter covers */
  char *opens;
  char *ends;
  char *hands_on;
} BookgenPlanChapter;

typedef struct {
  gatomicrefcount refs;
  char *premise;
  char *readers;
  char *voice;
  char *sample;       /* a passage in exactly this voice */
  GPtrArray *terms;   /* BookgenPlanTerm: names, terms and facts; in fiction the cast */
  GStrv avoid;
  GPtrArray *chapters; /* BookgenPlanChapter, in the order of the outline it was made for */
  GHashTable *by_unit; /* unit id -> BookgenPlanChapter, borrowed from it */
} BookgenPlan;

BookgenPlan *bookgen_plan_new (void);
BookgenPlan *bookgen_plan_ref (BookgenPlan *self);
void bookgen_plan_unref (BookgenPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPlan, bookgen_plan_unref)

/* The text of a plan's revision: our JSON, or anything else, which is then all premise. NULL for NULL or nothing. */
BookgenPlan *bookgen_plan_from_text (const char *text);
/* Canonical: the same plan gives the same bytes. Ours to free. */
char *bookgen_plan_to_json (const BookgenPlan *self);
/* NULL where it says nothing of this unit. */
const BookgenPlanChapter *bookgen_plan_get_chapter (const BookgenPlan *self, const char *unit_id);

/* A part as a person edits it: lists one a line, terms as "NAME: what it is" lines. NULL where there is no such part; "" where
 * it says nothing. Ours to free. */
char *bookgen_plan_dup_part (const BookgenPlan *self, const char *part);
/* A new plan with TEXT as that part; a chapter that had no entry gets one. The same plan again where PART is no part's name. */
BookgenPlan *bookgen_plan_set_part (BookgenPlan *self, const char *part, const char *text);
/* 16 hexadecimal digits that change when the part does; "" for a part that there is not. Ours to free. */
char *bookgen_plan_digest (const BookgenPlan *self, const char *part);

/* What a person calls a part: "Voice", "How chapter 4 opens"; "brief" and "material" too, which a text is made from as well. Ours
 * to free. */
char *bookgen_plan_dup_part_name (const char *part, BookgenOutline *outline);
/* PASSAGE of a chapter as a sample of the voice: prose alone, no more than every request carries, of 2,000 characters at most.
 * CUT (nullable) says whether something of it was left out for that. Ours to free; "" where there is no prose in it. */
char *bookgen_plan_dup_voice (const char *passage, gboolean *cut);
/* Use as the voice: the same plan with PASSAGE, bounded likewise, as its sample. */
BookgenPlan *bookgen_plan_use_as_voice (BookgenPlan *self, const char *passage);
/* The plan as a revision of the book at STAGE, to be added to it. New reference. */
BookgenRevision *bookgen_plan_make_revision (const BookgenPlan *self, const char *stage, BookgenOrigin origin);

/* Takes a model's ANSWER into SO_FAR (nullable): what it says anew replaces what was there. Chapters are found by their number
 * in OUTLINE, else by their title. What was wrong is added to PROBLEMS (char *), as sentences the model can mend: no JSON at
 * all (the answer is then the premise of an empty plan, unless it is a refusal), chapters that are in no outline, a topic that two chapters own. */
BookgenPlan *bookgen_plan_take_answer (BookgenPlan *so_far, const char *answer, BookgenOutline *outline, GPtrArray *problems);
/* SO_FAR with the entries of the units in UNIT_IDS as ANSWER has them; nothing else of it is taken. */
BookgenPlan *bookgen_plan_take_chapters (BookgenPlan *so_far, const char *answer, BookgenOutline *outline,
                                         const char *const *unit_ids, GPtrArray *problems);
/* Adds to PROBLEMS what is missing of that which all chapters share. */
void bookgen_plan_find_missing_parts (const BookgenPlan *self, GPtrArray *problems);
/* Adds to PROBLEMS what is wrong with the entries of UNITS (BookgenUnit). Returns how many are missing. */
guint bookgen_plan_find_gaps (const BookgenPlan *self, BookgenOutline *outline, GPtrArray *units, GPtrArray *problems);
/* Whether nothing of ANSWER could be read, and its words stand as the premise. */
gboolean bookgen_plan_is_prose (const BookgenPlan *self, const char *answer);
/* Whether it says nothing of a chapter. */
gboolean bookgen_plan_lacks (const BookgenPlan *self, const char *unit_id);
/* The chapters it says nothing of, in their order; all for NULL. Array of BookgenUnit, the caller's. */
GPtrArray *bookgen_plan_dup_gaps (const BookgenPlan *self, BookgenOutline *outline);

/* The shared parts as Markdown, at most about 3,000 tokens whatever is in them. */
void bookgen_plan_append_shared (const BookgenPlan *self, GString *out);
/* A chapter's own entry, at most about 600 tokens. Nothing for NULL. */
void bookgen_plan_append_chapter (const BookgenPlanChapter *chapter, GString *out);

G_END_DECLS
