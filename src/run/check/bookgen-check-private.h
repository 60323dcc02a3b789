/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-blocks.h"
#include "bookgen-check.h"
#include "bookgen-words.h"

G_BEGIN_DECLS

/* A text as the rules see it. Each rule is one function in a file of its own that adds what it finds. */
typedef struct {
  const BookgenCheckInput *input;
  const char *text;
  GArray *blocks;   /* BookgenBlock */
  GArray *words;    /* BookgenWord: of prose and structure, without headings and code */
  guint word_count; /* as people count */
} BookgenCheckedText;

typedef void (*BookgenCheckRule) (const BookgenCheckedText *checked, GPtrArray *findings);

void bookgen_check_voice (const BookgenCheckedText *checked, GPtrArray *findings);
void bookgen_check_length (const BookgenCheckedText *checked, GPtrArray *findings);
void bookgen_check_loops (const BookgenCheckedText *checked, GPtrArray *findings);
void bookgen_check_gaps (const BookgenCheckedText *checked, GPtrArray *findings);
void bookgen_check_headings (const BookgenCheckedText *checked, GPtrArray *findings);

G_END_DECLS
