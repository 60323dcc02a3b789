/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-book.h"

G_BEGIN_DECLS

/* What the author deleted that has text or material in it, to be restored or, after one question, emptied for good. Signal
 * "restored" (BookgenUnit). */
#define BOOKGEN_TYPE_BIN_WINDOW (bookgen_bin_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBinWindow, bookgen_bin_window, BOOKGEN, BIN_WINDOW, AdwWindow)

BookgenBinWindow *bookgen_bin_window_new (GtkWindow *parent, BookgenBook *book);

G_END_DECLS
