/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A message that stands until it no longer holds, with at most one button. Signal "button". */
#define BOOKGEN_TYPE_MESSAGE_BAR (bookgen_message_bar_get_type ())
G_DECLARE_FINAL_TYPE (BookgenMessageBar, bookgen_message_bar, BOOKGEN, MESSAGE_BAR, GtkWidget)

/* SENTENCE NULL hides it. BUTTON (nullable) is its label, with mnemonic. */
void bookgen_message_bar_say (BookgenMessageBar *self, const char *sentence, const char *button);

G_END_DECLS
