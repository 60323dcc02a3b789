/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* Which rows of a run are shown. */
typedef enum {
  BOOKGEN_FILTER_ALL,
  BOOKGEN_FILTER_WRITING,
  BOOKGEN_FILTER_WAITING,
  BOOKGEN_FILTER_TO_LOOK_AT, /* and what stopped: all that wants the author */
  BOOKGEN_FILTER_DONE,
} BookgenProgressFilter;

gboolean bookgen_progress_filter_matches (BookgenProgressFilter filter, BookgenShown shown);

/* Progress: the whole run at its head, one row a chapter, a choice of which. */
#define BOOKGEN_TYPE_PROGRESS_PAGE (bookgen_progress_page_get_type ())
G_DECLARE_FINAL_TYPE (BookgenProgressPage, bookgen_progress_page, BOOKGEN, PROGRESS_PAGE, GtkWidget)

void bookgen_progress_page_set_desk (BookgenProgressPage *self, BookgenDesk *desk); /* nullable */
void bookgen_progress_page_set_filter (BookgenProgressPage *self, BookgenProgressFilter filter);
/* What is to be looked at: the next of it, in a window of its own, with its place in the text. */
void bookgen_progress_page_read_next_finding (BookgenProgressPage *self);

G_END_DECLS
