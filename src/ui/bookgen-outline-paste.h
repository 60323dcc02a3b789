/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline-view.h"

G_BEGIN_DECLS

/* What another program has put on CLIPBOARD comes in where the cursor is now, as soon as it has been read: the outlines in
 * files, or text. Says so where it is neither. */
void bookgen_outline_paste (BookgenOutlineView *view, GdkClipboard *clipboard);

G_END_DECLS
