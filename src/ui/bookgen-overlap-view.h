/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-book-finding.h"
#include "bookgen-book.h"

G_BEGIN_DECLS

/* A passage that two chapters share, as it stands in both, side by side. */
#define BOOKGEN_TYPE_OVERLAP_VIEW (bookgen_overlap_view_get_type ())
G_DECLARE_FINAL_TYPE (BookgenOverlapView, bookgen_overlap_view, BOOKGEN, OVERLAP_VIEW, GtkWidget)

/* FINDING: an overlap in BOOK. */
GtkWidget *bookgen_overlap_view_new (BookgenBook *book, BookgenBookFinding *finding);

G_END_DECLS
