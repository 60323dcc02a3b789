/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-finding.h"

G_BEGIN_DECLS

typedef struct {
  char *what;   /* "fence", "preamble", "title", "think", … */
  guint line;   /* 1-based in the raw reply */
  char *text;   /* what was there */
} BookgenRemoval;

typedef struct {
  char *text;          /* the chapter, Markdown, levels from h2 */
  GPtrArray *removals; /* BookgenRemoval, in the order they were made */
  GPtrArray *findings; /* BookgenFinding */
} BookgenNormalised;

void bookgen_normalised_free (BookgenNormalised *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenNormalised, bookgen_normalised_free)

/* Pure: from a model's reply to a chapter's text, rules G1–G14 in order. RAW: LENGTH bytes of anything; TITLE the
 * outline's (nullable); OTHER_TITLES (nullable) those of all other chapters; CUT when the provider said so. Linear in LENGTH. */
BookgenNormalised *bookgen_normalise (const char *raw, gssize length, const char *title, const char *const *other_titles,
                                      gboolean cut);
/* Joins a text and its continuation: the longest repeated overlap (≥ 20 characters) goes; no blank line in mid-sentence.
 * Returns how many bytes of CONTINUATION to skip, and what to put between (static string). */
gsize bookgen_normalise_join (const char *text, const char *continuation, const char **between);
/* A JSON array for the revision; NULL when nothing was taken out. */
char *bookgen_normalised_removals_to_json (const BookgenNormalised *self);

G_END_DECLS
