/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-line.h"

G_BEGIN_DECLS

/* The last line of the YAML front matter that begins at INDEX, between two lines ---; 0 where there is none. A rule with
 * prose below it is none: front matter has a key that texts use, and nothing but keys, values, lists and comments. */
guint bookgen_front_matter_find_end (GArray *lines, guint index);

G_END_DECLS
