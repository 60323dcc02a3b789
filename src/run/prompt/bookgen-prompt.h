/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-chat.h"
#include "bookgen-plan.h"
#include "bookgen-portion.h"
#include "bookgen-prompt-file.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* What the request of a task for one unit is made of. All borrowed; nullable from seed on. */
typedef struct {
  BookgenPrompts *prompts;
  BookgenBook *book;
  GRefString *shared;
  const BookgenTask *task;
  const char *seed;        /* of the deal; NULL: the book's title */
  const BookgenPlan *plan;
  const char *text;        /* what it works from: the draft that is joined, the text that is given pictures */
  const char *told;        /* what the chapter before carried over */
  const char *material;
  const char *note;        /* what a repair is asked to mend */
  gboolean carries;        /* it is asked what it hands on */
  BookgenPortion portion;  /* the turn; words 0: all of it */
  GStrv turns;             /* those so far, the last one gone on from, "" where it begins */
  const char *so_far;      /* the same as one text */
} BookgenPromptInput;

/* The request. Outside the editable file, and last in it, stand the lines "Chapter N: TITLE" and "Target: W words". What is
 * gone on from is added as the assistant's turn, at most its end, then a user turn that asks to go on. */
BookgenChat *bookgen_prompt_make_chat (const BookgenPromptInput *input);
/* What asks to go on from OPEN, an answer that was cut off. Ours to free. */
char *bookgen_prompt_make_cut_ask (const char *open);

G_END_DECLS
