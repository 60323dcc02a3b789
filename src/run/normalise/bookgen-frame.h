/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-line.h"
#include "bookgen-normalised.h"

G_BEGIN_DECLS

/* Takes out what stands around a chapter in a reply: thinking, front matter, the fence around it all, announcement, the
 * chapter's own title, offers at the end. LINES (BookgenLine) are marked as gone or shortened; RECORD says what went.
 * TITLE is nullable. Returns whether the reply's own frame was left open: it was cut off. */
gboolean bookgen_frame_drop (GArray *lines, const char *title, BookgenNormalised *record);

G_END_DECLS
