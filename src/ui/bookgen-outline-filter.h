/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* Lets those units pass that have a text in their title or brief, and all above them. What is added or moved while it is at
 * work stays seen. */
#define BOOKGEN_TYPE_OUTLINE_FILTER (bookgen_outline_filter_get_type ())
G_DECLARE_FINAL_TYPE (BookgenOutlineFilter, bookgen_outline_filter, BOOKGEN, OUTLINE_FILTER, GtkFilter)

BookgenOutlineFilter *bookgen_outline_filter_new (BookgenOutline *outline);
/* Without regard to case. */
void bookgen_outline_filter_set_text (BookgenOutlineFilter *self, const char *text);
guint bookgen_outline_filter_get_n_found (BookgenOutlineFilter *self);
/* In reading order; NULL where nothing is found. Borrowed. */
BookgenUnit *bookgen_outline_filter_get_first (BookgenOutlineFilter *self);

G_END_DECLS
