/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-page.h"

G_BEGIN_DECLS

/* Writes everything in a parsed Markdown document into the page's innermost open element, and its notes behind it. */
void bookgen_renderer_write (BookgenPage *page, cmark_node *document);

G_END_DECLS
