/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline-view.h"

G_BEGIN_DECLS

/* What other programs drop on the outline of a book: files become material of the line they are dropped on; a text or a piece of
 * a web page becomes lines at the place that is shown, as one undo step. */
typedef struct _BookgenOutlineDrop BookgenOutlineDrop;

/* VIEW is borrowed, and outlives it. */
BookgenOutlineDrop *bookgen_outline_drop_new (BookgenOutlineView *view);
void bookgen_outline_drop_free (BookgenOutlineDrop *self);
/* Draws the place over the view. */
void bookgen_outline_drop_snapshot (BookgenOutlineDrop *self, GtkSnapshot *snapshot);

G_END_DECLS
