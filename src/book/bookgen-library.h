/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One book on the shelf: what its tile shows. Properties "path", "title", "author", "units", "written", "opened-at",
 * "problem" (a sentence where the file cannot be read; NULL else). */
#define BOOKGEN_TYPE_SHELF_ENTRY (bookgen_shelf_entry_get_type ())
G_DECLARE_FINAL_TYPE (BookgenShelfEntry, bookgen_shelf_entry, BOOKGEN, SHELF_ENTRY, GObject)

/* The shelf: a GListModel of BookgenShelfEntry for every .bookgen file in one folder, newest first, kept up to date. */
#define BOOKGEN_TYPE_LIBRARY (bookgen_library_get_type ())
G_DECLARE_FINAL_TYPE (BookgenLibrary, bookgen_library, BOOKGEN, LIBRARY, GObject)

/* $XDG_DATA_HOME/bookgen/books; made when first written to. Ours to free. */
char *bookgen_library_dup_default_folder (void);
BookgenLibrary *bookgen_library_new (const char *folder);
/* A free file name for a new book of TITLE in FOLDER: made safe, at most 100 bytes, numbered when taken. Makes the folder.
 * Ours to free; NULL with error when the folder cannot be made. */
char *bookgen_library_dup_path_for (const char *folder, const char *title, GError **error);
/* Looks at the folder again, in a thread. */
void bookgen_library_refresh (BookgenLibrary *self);
/* Copies a .bookgen file from elsewhere onto the shelf (VACUUM INTO, never a file copy) and returns its new path;
 * where the shelf already has the book with its UUID, that one's path. */
void bookgen_library_add_async (BookgenLibrary *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
char *bookgen_library_add_finish (BookgenLibrary *self, GAsyncResult *result, GError **error);
/* Moves the file, made whole, to the desktop's wastebasket. Refuses a book that is open, here or elsewhere. */
void bookgen_library_trash_async (BookgenLibrary *self, const char *path, GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_library_trash_finish (BookgenLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
