/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-revision.h"

G_BEGIN_DECLS

/* The versions of a text, and what was taken out of the answer it comes from. Signal "use" (gint64 id of a version), "put-back"
 * (guint index of what was taken out); it has closed then. */
#define BOOKGEN_TYPE_VERSIONS_POPOVER (bookgen_versions_popover_get_type ())
G_DECLARE_FINAL_TYPE (BookgenVersionsPopover, bookgen_versions_popover, BOOKGEN, VERSIONS_POPOVER, GtkPopover)

GtkWidget *bookgen_versions_popover_new (void);
/* REVISIONS: newest first. CURRENT (nullable) is marked. REMOVALS: array of BookgenRemoval. MAY_USE, MAY_PUT_BACK: whether the
 * author may do so now. */
void bookgen_versions_popover_fill (BookgenVersionsPopover *self, GListModel *revisions, BookgenRevision *current,
                                    GPtrArray *removals, gboolean may_use, gboolean may_put_back);

G_END_DECLS
