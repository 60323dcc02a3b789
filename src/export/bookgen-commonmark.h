/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)

/* The tree of a Markdown text with tables, notes, strikethrough, tasks and bare addresses. Any bytes; never NULL. May be
 * called from any thread, one at a time: the parser keeps its special characters in one table for the whole process. */
cmark_node *bookgen_commonmark_parse (const char *text, gssize length);

/* The characters of a text with references such as &eacute; or &#233; decoded, by the same table that Markdown uses. */
char *bookgen_commonmark_dup_decoded (const char *text, gssize length);

/* What is read aloud of NODE: the text of all that is in it, without markup. */
char *bookgen_commonmark_dup_plain (cmark_node *node);

G_END_DECLS
