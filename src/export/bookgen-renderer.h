/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-figures.h"

G_BEGIN_DECLS

/* Writes everything in a parsed Markdown document into the page's innermost open element, with FIGURES in their places, and
 * its notes behind it. */
void bookgen_renderer_write (BookgenPage *page, cmark_node *document, BookgenFigures *figures);

G_END_DECLS
