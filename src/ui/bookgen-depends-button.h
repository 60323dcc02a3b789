/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* Says which chapters one waits for, and lets the author choose them. */
#define BOOKGEN_TYPE_DEPENDS_BUTTON (bookgen_depends_button_get_type ())
G_DECLARE_FINAL_TYPE (BookgenDependsButton, bookgen_depends_button, BOOKGEN, DEPENDS_BUTTON, GtkWidget)

/* Both nullable. */
void bookgen_depends_button_show (BookgenDependsButton *self, BookgenOutline *outline, BookgenUnit *unit);

G_END_DECLS
