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

typedef enum {
  BOOKGEN_REPAIR_NONE,
  BOOKGEN_REPAIR_CONTINUE, /* it only ends too soon: the model goes on from its last words */
  BOOKGEN_REPAIR_AGAIN,    /* written again, with what was wrong named */
} BookgenRepair;

/* What one more request could mend of FINDINGS. NOTE: for BOOKGEN_REPAIR_AGAIN what the model is told, the caller's; else
 * NULL. */
BookgenRepair bookgen_check_choose_repair (const GPtrArray *findings, char **note);

G_END_DECLS
