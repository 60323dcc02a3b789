/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-finding.h"

G_BEGIN_DECLS

/* One text to be checked, and what is known of it. All borrowed. */
typedef struct {
  const char *text;          /* Markdown, as the normaliser leaves it */
  const GPtrArray *noted;    /* BookgenFinding: what the normaliser saw; NULL for nothing */
  const char *title;         /* of its unit; NULL for none */
  guint target_words;        /* 0: it may have any length */
} BookgenCheckInput;

/* Pure: everything that is to be looked at in one text, gravest first, what the normaliser saw included. Linear in its
 * length. Array of BookgenFinding, the caller's. */
GPtrArray *bookgen_check_text (const BookgenCheckInput *input);

/* What a model is told that is to write the text once more because of FINDINGS (sorted); NULL where none of them is worth that.
 * That a text is too short is none: a model that has more to say has been asked for it in turns. The caller's. */
char *bookgen_check_dup_note (const GPtrArray *findings);

/* Nothing but its end is missing: what is there is good, and can be gone on from. */
gboolean bookgen_check_lacks_end (const GPtrArray *findings);

G_END_DECLS
