/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-book.h"

G_BEGIN_DECLS

/* What the author types in a view becomes a version of its chapter: when it is asked for, and after a pause. From the first key on
 * the chapter is held, so that the run offers a new text instead of replacing what is being edited. What happens to the view
 * while it is not editable is not the author's. Signal "changed": something was typed, or kept, or could not be. */
#define BOOKGEN_TYPE_AUTOSAVE (bookgen_autosave_get_type ())
G_DECLARE_FINAL_TYPE (BookgenAutosave, bookgen_autosave, BOOKGEN, AUTOSAVE, GObject)

/* VIEW is borrowed, and outlives it. */
BookgenAutosave *bookgen_autosave_new (GtkTextView *view);
/* Whose text the view has from now on; the one before is let go. Both nullable. */
void bookgen_autosave_set_chapter (BookgenAutosave *self, BookgenBook *book, const char *unit_id);
/* Whether something was typed that is no version yet. */
gboolean bookgen_autosave_get_unsaved (BookgenAutosave *self);
/* Stores what the view has, though nobody typed it. */
void bookgen_autosave_take (BookgenAutosave *self);
/* Stores what was typed; nothing happens where nothing was. Finish gives FALSE where it could not be, which the book's
 * "write-failed" tells. */
void bookgen_autosave_save_async (BookgenAutosave *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_autosave_save_finish (BookgenAutosave *self, GAsyncResult *result);

G_END_DECLS
