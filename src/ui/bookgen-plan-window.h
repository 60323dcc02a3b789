/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* The plan of a book, part by part, to read and to change. What is changed becomes a new version of the plan. */
#define BOOKGEN_TYPE_PLAN_WINDOW (bookgen_plan_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenPlanWindow, bookgen_plan_window, BOOKGEN, PLAN_WINDOW, AdwWindow)

BookgenPlanWindow *bookgen_plan_window_new (GtkWindow *parent, BookgenDesk *desk);

G_END_DECLS
