/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

/* What the nodes that cmark makes of Markdown say. */

/* The text of a heading or paragraph without its markup; line ends stay. What pictures show is left out where there is more. */
char *bookgen_import_inline_dup_text (cmark_node *node);
/* Of a heading, without the attributes that some dialects put behind it: {#id .class}; *OVERLINED where it stood between two lines. */
char *bookgen_import_inline_dup_heading (cmark_node *node, gboolean *overlined);
/* Whether the first line of a paragraph stands for a heading: all of it is bold, or its label is ("**Chapter 1:** Title"). */
gboolean bookgen_import_inline_is_bold_heading (cmark_node *node);
/* A paragraph of links alone, one a line; and a list of such. */
gboolean bookgen_import_inline_is_links (cmark_node *node);
gboolean bookgen_import_inline_is_list_of_links (cmark_node *node);
/* Whether the first of such a list leads to a place in the same file. */
gboolean bookgen_import_inline_links_within (cmark_node *list);

G_END_DECLS
