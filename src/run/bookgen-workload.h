/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-estimate.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* What tasks take of requests, tokens, money and time, at one guess of how their models work: pure. An estimate makes two, a
 * low and a high one. */
typedef struct {
  double first_token_ms;
  double tokens_per_second;
  double input_factor;        /* tokens a prompt has for each that we count */
  double prompt_share;        /* of the room that a prompt has, filled */
  double tokens_per_word;     /* tokens of an answer for each word that it is to have */
  double characters_per_word; /* read aloud for each word that a chapter is to have */
  double piece_characters;    /* of them in one request */
  double character_ms;        /* until one more is spoken */
  double draw_ms;             /* one picture */
  gint64 draw_tokens;         /* of its prompt */
  double repairs;             /* of all texts, the share that is asked for once more */
  double pictures_per_word;   /* that a list of pictures names, as long as it is not made */
} BookgenWorkload;

/* LOW and HIGH for the chapters of OUTLINE. */
void bookgen_workload_guess (BookgenWorkload *low, BookgenWorkload *high, BookgenOutline *outline,
                             const BookgenRunSettings *settings, const BookgenEstimateBasis *basis);

guint bookgen_workload_count_requests (const BookgenWorkload *self, const BookgenTask *task);
gint64 bookgen_workload_length_us (const BookgenWorkload *self, const BookgenTask *task);
/* The RECORDS (nullable) with the pictures that every list of them is expected to name where that is not known yet: what the
 * planner makes tasks of. TASKS are those of a plan by RECORDS. The caller's; NULL where nothing is to be expected. */
GHashTable *bookgen_workload_expect_items (const BookgenWorkload *self, BookgenPipeline *pipeline, BookgenOutline *outline,
                                           const BookgenRunSettings *settings, GHashTable *records, GPtrArray *tasks);
/* Adds what is not over of TASKS. UNPRICED takes a bit (1 << BookgenModelJob) for each model whose price is unknown. */
void bookgen_workload_sum (const BookgenWorkload *self, BookgenBound *bound, GPtrArray *tasks,
                           const BookgenEstimateBasis *basis, const BookgenRunSettings *settings, guint *unpriced);

G_END_DECLS
