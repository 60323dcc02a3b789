/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* Before writing: how, which chapters, who, how many at once. Nothing is sent before Write is pressed. Signal "started". */
#define BOOKGEN_TYPE_WRITE_WINDOW (bookgen_write_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenWriteWindow, bookgen_write_window, BOOKGEN, WRITE_WINDOW, AdwWindow)

BookgenWriteWindow *bookgen_write_window_new (GtkWindow *parent, BookgenDesk *desk);

G_END_DECLS
