/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-picture-plan.h"

G_BEGIN_DECLS

/* An author's own picture on its way from a file into the plan of a chapter. */

/* NUMBER: in the place of this one; 0: a new one, behind the paragraph that begins with ANCHOR. Finish gives FALSE with a sentence. */
void bookgen_picture_bringing_async (BookgenPicturePlan *plan, int number, const char *anchor, GFile *file,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_picture_bringing_finish (GAsyncResult *result, GError **error);

/* The first words of the paragraph at Y of VIEW; of the next one above that has any. The caller's. */
char *bookgen_picture_bringing_dup_anchor (GtkTextView *view, double y);

G_END_DECLS
