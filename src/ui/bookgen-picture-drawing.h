/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* Drawing one picture by itself, by whoever writes the book. */

/* Asks for it: in the run that goes on, where it draws this chapter's, else in one of its own. FALSE with a sentence; what goes
 * wrong later is told by the desk. */
gboolean bookgen_picture_drawing_start (BookgenDesk *desk, const char *unit_id, int number, GError **error);
gboolean bookgen_picture_drawing_is_busy (BookgenDesk *desk, const char *unit_id, int number);
/* What one costs; -1 where that is not known. */
gint64 bookgen_picture_drawing_get_price_micros (BookgenDesk *desk);

G_END_DECLS
