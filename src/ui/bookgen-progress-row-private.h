/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-progress-bar.h"
#include "bookgen-progress-row.h"

G_BEGIN_DECLS

/* For the files that make up a row: bookgen-progress-row.c (what it says), -actions.c (what can be done with its chapter). */
struct _BookgenProgressRow
{
  GtkWidget parent_instance;
  GtkLabel *number;
  GtkInscription *title;
  GtkImage *mark;
  GtkLabel *word;
  BookgenProgressBar *bar;
  GtkInscription *amount;
  GtkInscription *reason;
  GtkBox *lines;
  GtkButton *step;
  GtkWidget *stop;
  GtkWidget *more;
  GtkWidget *menu;           /* nullable: made when first asked for */
  GtkWidget *joining;        /* nullable: the ways on where joining has stopped; made when first needed */
  BookgenProgress *progress; /* nullable */
  BookgenRun *run;           /* borrowed while bound */
  char *description;         /* nullable */
};

void bookgen_progress_row_install_actions (GtkWidgetClass *widget_class);
/* Allows what can be done now, and shows the buttons of it. */
void bookgen_progress_row_show_actions (BookgenProgressRow *self);
/* The stage that works on the chapter's text in order ("Joining") and has stopped there; NULL for none. Borrowed. */
const BookgenStage *bookgen_progress_row_find_joining (BookgenProgressRow *self);

G_END_DECLS
