/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* The stop after the plan: what there is now, and the ways to go on from it. */
#define BOOKGEN_TYPE_PLAN_READY (bookgen_plan_ready_get_type ())
G_DECLARE_FINAL_TYPE (BookgenPlanReady, bookgen_plan_ready, BOOKGEN, PLAN_READY, GtkWidget)

/* Whether the desk's run has ended with a plan that no chapter is written from yet. */
gboolean bookgen_plan_ready_applies (BookgenDesk *desk);
/* Nullable. Shows how many chapters wait and what the first would cost. */
void bookgen_plan_ready_show (BookgenPlanReady *self, BookgenDesk *desk);

G_END_DECLS
