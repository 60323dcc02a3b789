/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-run.h"

G_BEGIN_DECLS

/* One chapter of a run: number, title, mark, bar, words, the reason when it waits or stopped, its one best next step, and a
 * menu of the others. Nothing in it is laid out anew while text comes in: words and reason are inscriptions, the bar is drawn. */
#define BOOKGEN_TYPE_PROGRESS_ROW (bookgen_progress_row_get_type ())
G_DECLARE_FINAL_TYPE (BookgenProgressRow, bookgen_progress_row, BOOKGEN, PROGRESS_ROW, GtkWidget)

GtkWidget *bookgen_progress_row_new (void);
/* PROGRESS (NULL: none) of RUN, on which the buttons act. RUN is borrowed while bound. */
void bookgen_progress_row_bind (BookgenProgressRow *self, BookgenProgress *progress, BookgenRun *run);
/* "Knots: Stopped. Cut off by the provider…": what a screen reader says of the row. Borrowed; NULL before it is bound. */
const char *bookgen_progress_row_get_description (BookgenProgressRow *self);
/* "1,640 of 2,400 words · $0.03": what stands beside the bar. Ours to free. */
char *bookgen_progress_row_dup_amount (const BookgenProgressFacts *facts);

G_END_DECLS
