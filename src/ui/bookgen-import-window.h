/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"
#include "bookgen-import.h"

G_BEGIN_DECLS

/* What was understood of an outline, before anything is done with it: the tree, how many parts and chapters, what was not
 * understood, what is done with the texts under its headings, how a plain text is read; and where it goes: a new book, into
 * the open one, or in place of its outline (each of these can be undone).
 * Signals: "created" (BookgenBook) for a new book, already open for writing; "added" (BookgenUnit, the first of
 * them) when the open book took it. */
#define BOOKGEN_TYPE_IMPORT_WINDOW (bookgen_import_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenImportWindow, bookgen_import_window, BOOKGEN, IMPORT_WINDOW, AdwWindow)

/* Takes IMPORT. NAME is the file's, for a book without a title. DESK nullable; a read-only one is not offered. */
BookgenImportWindow *bookgen_import_window_new (GtkWindow *parent, BookgenImport *import, const char *name,
                                                BookgenDesk *desk);

/* Where it came from, so that it can be read in another way: files (GListModel of GFile) or text, the other NULL. */
void bookgen_import_window_set_source (BookgenImportWindow *self, GListModel *files, GBytes *bytes, const char *name);
/* The line of the open book behind which it may go; nullable. */
void bookgen_import_window_set_cursor (BookgenImportWindow *self, BookgenUnit *unit);

G_END_DECLS
