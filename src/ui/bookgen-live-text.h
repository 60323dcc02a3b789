/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a text in a view while it is written: the tail behind what is there already, one insert each time. The view follows the
 * end until the author looks elsewhere, and again once the author comes back to it. */
#define BOOKGEN_TYPE_LIVE_TEXT (bookgen_live_text_get_type ())
G_DECLARE_FINAL_TYPE (BookgenLiveText, bookgen_live_text, BOOKGEN, LIVE_TEXT, GObject)

/* Both are borrowed, and outlive it. VIEW is in SCROLLER. */
BookgenLiveText *bookgen_live_text_new (GtkScrolledWindow *scroller, GtkTextView *view);
gboolean bookgen_live_text_get_active (BookgenLiveText *self);
/* The view becomes empty when it begins. */
void bookgen_live_text_set_active (BookgenLiveText *self, gboolean active);
/* All of the text so far: LENGTH bytes. */
void bookgen_live_text_show (BookgenLiveText *self, const char *text, gsize length);

G_END_DECLS
