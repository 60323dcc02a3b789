/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-plan.h"

G_BEGIN_DECLS

/* Which of two chapters keeps a passage (LENGTH bytes of WORDS) that both have: the one whose topics ("only here" in PLAN,
 * nullable) it is more about, else the FIRST, which the reader meets first. 0 or 1. */
guint bookgen_owner_choose (const BookgenPlan *plan, const char *first, const char *second, const char *words, gsize length);

G_END_DECLS
