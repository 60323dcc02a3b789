/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* What is to be looked at in a book: each with its chapter, its place and what is wrong, until it is mended or the author says
 * that it is fine.
 * Signal "read" (BookgenBookFinding *finding): the author wants to see the place. */
#define BOOKGEN_TYPE_FINDINGS_WINDOW (bookgen_findings_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenFindingsWindow, bookgen_findings_window, BOOKGEN, FINDINGS_WINDOW, AdwWindow)

BookgenFindingsWindow *bookgen_findings_window_new (GtkWindow *parent, BookgenDesk *desk);
/* Emits "read" with the one after that which was read last, in turn; with none of them yet, as soon as there is one. */
void bookgen_findings_window_read_next (BookgenFindingsWindow *self);

G_END_DECLS
