/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Widgets that stand between the lines of a text view: over it, in room that is made for them below a line; the text itself has
 * nothing of them. */
#define BOOKGEN_TYPE_TEXT_INSETS (bookgen_text_insets_get_type ())
G_DECLARE_FINAL_TYPE (BookgenTextInsets, bookgen_text_insets, BOOKGEN, TEXT_INSETS, GObject)

BookgenTextInsets *bookgen_text_insets_new (GtkTextView *view);
/* Behind those that stand below the same line already. */
void bookgen_text_insets_add (BookgenTextInsets *self, GtkWidget *child);
void bookgen_text_insets_remove (BookgenTextInsets *self, GtkWidget *child);
/* LINE: from 1; 0 is above the first. It moves with the next bookgen_text_insets_place (). */
void bookgen_text_insets_set_line (BookgenTextInsets *self, GtkWidget *child, guint line);
/* Makes room for all as they are now, soon; to be called when the text, its lines or the widgets have changed. */
void bookgen_text_insets_place (BookgenTextInsets *self);

G_END_DECLS
