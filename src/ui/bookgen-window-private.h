/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book-view.h"
#include "bookgen-drop-zone.h"
#include "bookgen-shelf-page.h"
#include "bookgen-window.h"

G_BEGIN_DECLS

/* For the files that make up the window: bookgen-window.c (the shelf, and the book that is shown), -outlines.c (how outlines
 * come to it). */
struct _BookgenWindow
{
  AdwApplicationWindow parent_instance;
  AdwToastOverlay *toasts;
  BookgenDropZone *zone;
  GtkStack *pages;
  BookgenShelfPage *shelf;
  BookgenBookView *book_view;
  BookgenDesk *desk;   /* owned, nullable */
  GSettings *settings; /* nullable: run from a build folder */
};

BookgenApplication *bookgen_window_get_app (BookgenWindow *self);
/* In passing; and so that it has to be closed. */
void bookgen_window_say_briefly (BookgenWindow *self, const char *sentence);
void bookgen_window_say (BookgenWindow *self, const char *heading, const char *sentence);
/* Takes a book that was just made or opened to its desk, and shows it. */
void bookgen_window_show_book (BookgenWindow *self, BookgenBook *book);
/* The actions and drops by which outlines come. */
void bookgen_window_bind_outlines (GtkWidgetClass *widget_class);

G_END_DECLS
