/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

/* The headings of one page, as links find them: "#some-words" by the rule that GitHub made usual. */
typedef struct _BookgenAnchors BookgenAnchors;

/* PAGE_ID, "ch-0003", begins every id. The nodes are only compared: DOCUMENT may go first. */
BookgenAnchors *bookgen_anchors_new (cmark_node *document, const char *page_id);
void bookgen_anchors_free (BookgenAnchors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenAnchors, bookgen_anchors_free)

const char *bookgen_anchors_get_page_id (const BookgenAnchors *self);
/* The id of a heading, "ch-0003-h-some-words"; NULL where it has none. */
const char *bookgen_anchors_get_id (const BookgenAnchors *self, cmark_node *heading);
/* The same by its name in links; NULL where there is none. */
const char *bookgen_anchors_find (const BookgenAnchors *self, const char *slug);

/* "Some Words!" -> "some-words". May be empty. */
char *bookgen_anchors_dup_slug (const char *title);

G_END_DECLS
