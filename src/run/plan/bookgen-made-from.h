/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-plan.h"

G_BEGIN_DECLS

/* What a text was made from, kept with it as JSON: {"prompt": hash, "plan": {part: digest}, "brief": digest, "style": digest, "texts": [ids],
 * "material": digest, "told": text, "hands_on": text, "model": name, "turns": n}. What has changed since is computed from it,
 * never stored. All borrowed, and nullable where they are pointers. */
typedef struct {
  const char *prompt_hash;
  const BookgenPlan *plan;
  const char *unit_id;
  const char *before_id;   /* its neighbours, of which it was told how they end and open */
  const char *after_id;
  const char *brief;
  const char *style;       /* digest of the author's wishes */
  const char *text;        /* what was made: of the terms, those that stand in it were used */
  const gint64 *texts;     /* revisions it was made from */
  guint n_texts;
  const char *material;    /* digest; "" for none */
  const char *told;
  const char *hands_on;
  const char *model;
  guint turns;
} BookgenMadeFrom;

char *bookgen_made_from_to_json (const BookgenMadeFrom *self);
/* What the text handed on to the next one: NULL for nothing. Ours to free. */
char *bookgen_made_from_dup_hands_on (const char *json);
char *bookgen_made_from_dup_told (const char *json);
/* The first revision it was made from; 0 for none. */
gint64 bookgen_made_from_get_first_text (const char *json);
/* Names of what is not any more as it was when the text was made: parts of PLAN (nullable: nothing of a plan is compared),
 * "brief", "style" and "material" (their digests now; NULL: not compared). Pure. NULL-terminated, never NULL, ours to free. */
GStrv bookgen_made_from_find_changes (const char *json, const BookgenPlan *plan, const char *brief, const char *style,
                                      const char *material);

G_END_DECLS
