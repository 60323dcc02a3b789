/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-chat.h"
#include "bookgen-plan.h"
#include "bookgen-prompt-file.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* So many chapters at most are planned in one request; a longer book's plan takes several, one after another. */
#define BOOKGEN_PLAN_REQUEST_CHAPTERS 40

/* One of the requests a plan is made with. All borrowed; nullable from seed on. */
typedef struct {
  BookgenPrompts *prompts;
  BookgenBook *book;
  GRefString *shared;       /* without a plan */
  const BookgenTask *task;
  GPtrArray *units;         /* BookgenUnit: the chapters it is for */
  const char *seed;
  const BookgenPlan *so_far; /* what earlier requests brought */
  const char *note;          /* what is to be mended of it */
  GHashTable *written;       /* unit id -> text of a chapter by the author */
  const char *open;          /* an answer that was cut off, to go on from */
} BookgenPlanRequest;

/* The chapters of the request at INDEX, from 0, in the order of the book: as many as fit. Empty where none are left. Array of
 * BookgenUnit, the caller's. */
GPtrArray *bookgen_plan_request_dup_units (BookgenOutline *outline, guint index);
/* Those that PLAN says nothing of, as many as fit in one request. */
GPtrArray *bookgen_plan_request_dup_gaps (BookgenOutline *outline, const BookgenPlan *plan);
/* The last line is "Plan for N chapters". */
BookgenChat *bookgen_plan_request_make_chat (const BookgenPlanRequest *request);

G_END_DECLS
