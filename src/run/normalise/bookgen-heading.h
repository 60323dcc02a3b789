/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-line.h"

G_BEGIN_DECLS

/* The level of a heading at INDEX, marked with # or underlined; 0 for none. TEXT and LENGTH (nullable): what it says. */
guint bookgen_heading_get_level (GArray *lines, guint index, const char **text, gsize *length);
/* 1 or 2 for a heading underlined with the line below it (CommonMark 4.3), 0 else. A sentence over --- is taken for text
 * before a rule, as models mean it. */
guint bookgen_heading_get_underlined (GArray *lines, guint index);
/* The first heading from INDEX on, outside code; lines->len when there is none. */
guint bookgen_heading_find (GArray *lines, guint index);

G_END_DECLS
