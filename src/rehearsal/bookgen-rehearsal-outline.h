/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A placeholder for a drafted outline: JSON with N chapters (many: in parts), or N lessons in modules. The same numbers give
 * the same bytes. */
char *bookgen_rehearsal_outline_make (guint n, gboolean lessons);

G_END_DECLS
