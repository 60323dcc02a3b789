/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-xml.h"

G_BEGIN_DECLS

/* What a person reads on the page below NODE, as Markdown: headings, paragraphs, lists, quotations, code, tables as rows, web
 * links. What belongs to the site (navigation, footers, forms) and what is not shown is left out. PICTURES counts those. */
char *bookgen_import_html_dup_markdown (xmlNode *node, guint *pictures);

G_END_DECLS
