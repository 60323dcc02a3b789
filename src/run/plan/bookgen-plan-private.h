/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bookgen-plan.h"

G_BEGIN_DECLS

/* Of the passage in the voice of the book, in every request. */
#define BOOKGEN_PLAN_SAMPLE_TOKENS 400

/* For the files that make plans; who holds one from outside does not change it. */
BookgenPlan *bookgen_plan_copy (const BookgenPlan *self);
/* Empty where it was not there yet. */
BookgenPlanChapter *bookgen_plan_find_or_add (BookgenPlan *self, const char *unit_id);
/* In place of what SELF said of its unit. */
void bookgen_plan_copy_chapter (BookgenPlan *self, const BookgenPlanChapter *chapter);
/* NAME is copied; "" is nothing. */
void bookgen_plan_add_term (BookgenPlan *self, const char *name, const char *text);
/* What the shared members of OBJECT say; what they do not say stays as it was. */
void bookgen_plan_read_shared (BookgenPlan *self, JsonObject *object);
void bookgen_plan_read_chapter (BookgenPlanChapter *chapter, JsonObject *object);
/* All of it becomes the premise. */
void bookgen_plan_set_prose (BookgenPlan *self, const char *text);

G_END_DECLS
