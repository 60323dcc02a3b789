/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-line.h"

G_BEGIN_DECLS

/* Whether the line at INDEX opens a fence that a model put around the whole chapter, not a code block of the chapter.
 * CLOSING: the line that ends it; 0 where there is none. */
gboolean bookgen_outer_fence_is (GArray *lines, guint index, guint *closing);

G_END_DECLS
