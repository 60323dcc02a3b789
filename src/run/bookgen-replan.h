/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-task.h"

G_BEGIN_DECLS

/* Brings TASKS, which are under way, in line with PLANNED, a planner's new array, which is taken. Who was there before, by key
 * (stage, unit, item), stays the same object with its state; who is gone moves to GONE, which owns it, and comes back from
 * there; only what still runs stays, last, marked as gone. */
void bookgen_replan (GPtrArray *tasks, GPtrArray *planned, GPtrArray *gone);

G_END_DECLS
