/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-xml.h"

G_BEGIN_DECLS

/* What the elements of a web page are for. */

/* 1 to 6 for headings, 7 for what stands over a part that can be folded away; 0 for other elements. */
int bookgen_import_page_heading_level (xmlNode *node);
gboolean bookgen_import_page_is_list (xmlNode *node);
/* What belongs to the site and not to the page. */
gboolean bookgen_import_page_is_frame (xmlNode *node);
/* What holds a list of contents, by its name; and whether a heading says that it does. */
gboolean bookgen_import_page_is_contents (xmlNode *node);
gboolean bookgen_import_page_says_contents (xmlNode *node);
/* The text of NODE on one line. */
char *bookgen_import_page_dup_line (xmlNode *node);
/* Takes links to the heading itself, and other tools of the page, out of a heading. */
void bookgen_import_page_remove_tools (xmlNode *heading);
/* How many sections NODE stands in: how deep a heading is where all of them are h1. */
int bookgen_import_page_count_sections (xmlNode *node);

G_END_DECLS
