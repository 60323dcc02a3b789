/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-chat.h"
#include "bookgen-plan.h"
#include "bookgen-prompt-file.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* So many chapters at most are planned in one request. A longer book's plan takes several: the first says what all chapters
 * share, and plans its own; the others, which are made at the same time, plan theirs. */
#define BOOKGEN_PLAN_REQUEST_CHAPTERS 24
/* What one answer has: words of what all share, and of a chapter's entry. */
#define BOOKGEN_PLAN_REQUEST_WORDS 600
#define BOOKGEN_PLAN_REQUEST_WORDS_PER_CHAPTER 90

/* One of the requests a plan is made with. All borrowed; nullable from seed on. */
typedef struct {
  BookgenPrompts *prompts;
  BookgenBook *book;
  GRefString *shared;       /* without a plan */
  const BookgenTask *task;
  GPtrArray *units;         /* BookgenUnit: the chapters it is for, in the order of the book */
  const char *seed;
  const BookgenPlan *so_far; /* what other requests brought */
  const char *note;          /* what is to be mended of it */
  GHashTable *written;       /* unit id -> text of a chapter by the author */
  const char *open;          /* an answer that was cut off, to go on from */
} BookgenPlanRequest;

/* How UNITS (BookgenUnit, chapters of OUTLINE in its order) are divided among requests: of each, how many of them it takes.
 * Array of guint, the caller's. */
GArray *bookgen_plan_request_divide (BookgenOutline *outline, GPtrArray *units);
/* The last line is "Plan for N chapters". */
BookgenChat *bookgen_plan_request_make_chat (const BookgenPlanRequest *request);

G_END_DECLS
