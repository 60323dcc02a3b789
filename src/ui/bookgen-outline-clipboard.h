/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline-view.h"

G_BEGIN_DECLS

/* Lines of the outline on their way through the clipboard. Other programs get them as an indented list (text/plain) and as
 * Markdown with everything in it; here they are pasted as copies with their briefs, or after Ctrl+X as themselves, with
 * their ids and texts. What other programs have copied goes through the importers. */
typedef struct _BookgenOutlineClipboard BookgenOutlineClipboard;

BookgenOutlineClipboard *bookgen_outline_clipboard_new (void);
void bookgen_outline_clipboard_free (BookgenOutlineClipboard *self);
/* What is selected in VIEW. CUT: it is being taken out of the tree by the caller. */
void bookgen_outline_clipboard_copy (BookgenOutlineClipboard *self, BookgenOutlineView *view, gboolean cut);
/* Behind the cursor of VIEW; one undo step. */
void bookgen_outline_clipboard_paste (BookgenOutlineClipboard *self, BookgenOutlineView *view);

/* "- Part I\n  - The harbour\n"; the caller's. UNITS: array of BookgenUnit. */
char *bookgen_outline_dup_list (GPtrArray *units);
/* As other programs get UNITS, of an outline without the others. New reference. */
GdkContentProvider *bookgen_outline_dup_content (GPtrArray *units);

G_END_DECLS
