/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-application.h"

G_BEGIN_DECLS

/* The window: the shelf, or one book. Whole it is a place to drop an outline on. */
#define BOOKGEN_TYPE_WINDOW (bookgen_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenWindow, bookgen_window, BOOKGEN, WINDOW, AdwApplicationWindow)

BookgenWindow *bookgen_window_new (BookgenApplication *application);
/* What the author opened or dropped: a book is opened, anything else read as an outline (in the order given). */
void bookgen_window_take_files (BookgenWindow *self, GListModel *files);
void bookgen_window_open_path (BookgenWindow *self, const char *path);

G_END_DECLS
