/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"

G_BEGIN_DECLS

/* Reads what counts of the section's pictures and speech. With REAL, which means that the book has text that is no
 * placeholder, placeholders are passed over. PICTURES counts those of the book so far. */
gboolean bookgen_section_read_media (BookgenSection *section, BookgenSnapshot *snapshot, gboolean real, guint *pictures,
                                     GError **error);

G_END_DECLS
