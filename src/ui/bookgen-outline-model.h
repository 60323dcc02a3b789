/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* A GtkListView has rows of this many lines, or of all where they are fewer. */
#define BOOKGEN_OUTLINE_MODEL_LINES_WITH_ROWS 210

/* The lines of an outline that are seen, as a flat GListModel of BookgenUnit: all that stand below no folded one. With a filter
 * those it lets pass, open until they are folded again. A line stays folded wherever it is moved to.
 *
 * Changes of the outline and of the filter are taken up before the next frame, however many, as few changes of this model. Where
 * a list has to make or throw away many rows for them they are taken up in several turns of the main loop, and meanwhile a line
 * may be there twice, or still: whoever acts on lines updates first. What is folded is taken up at once.
 *
 * Signal "lines-going" (guint position, guint removed) while the lines are still there that are going to be removed. */
#define BOOKGEN_TYPE_OUTLINE_MODEL (bookgen_outline_model_get_type ())
G_DECLARE_FINAL_TYPE (BookgenOutlineModel, bookgen_outline_model, BOOKGEN, OUTLINE_MODEL, GObject)

BookgenOutlineModel *bookgen_outline_model_new (BookgenOutline *outline);
/* NULL: nothing is left out. */
void bookgen_outline_model_set_filter (BookgenOutlineModel *self, GtkFilter *filter);
/* Takes up now what has changed, for who has to know where a line is. */
void bookgen_outline_model_update (BookgenOutlineModel *self);
/* GTK_INVALID_LIST_POSITION where UNIT is not seen. O(n), of pointers. */
guint bookgen_outline_model_find (BookgenOutlineModel *self, BookgenUnit *unit);
gboolean bookgen_outline_model_is_open (BookgenOutlineModel *self, BookgenUnit *unit);
void bookgen_outline_model_set_open (BookgenOutlineModel *self, BookgenUnit *unit, gboolean open);
/* Opens all that UNITS (array of BookgenUnit) stand below, and updates. */
void bookgen_outline_model_reveal (BookgenOutlineModel *self, GPtrArray *units);

G_END_DECLS
