/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-outline.h"
#include "bookgen-run-settings.h"

G_BEGIN_DECLS

/* How many modules are written at once, and how many lessons of each: before writing, and while it writes. Signal "changed". */
#define BOOKGEN_TYPE_MODULE_LIMITS (bookgen_module_limits_get_type ())
G_DECLARE_FINAL_TYPE (BookgenModuleLimits, bookgen_module_limits, BOOKGEN, MODULE_LIMITS, AdwPreferencesGroup)

/* Whether they limit anything: there are modules. */
gboolean bookgen_module_limits_apply (BookgenOutline *outline);
void bookgen_module_limits_show (BookgenModuleLimits *self, const BookgenRunSettings *settings);
void bookgen_module_limits_take (BookgenModuleLimits *self, BookgenRunSettings *settings);

G_END_DECLS
