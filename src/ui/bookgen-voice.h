/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* Use as the voice: PASSAGE, of any chapter, becomes the passage in the voice of the book, in a new version of its plan. Where
 * there is no plan yet it is kept for when one is made. Finish returns a sentence about what was done, ours to free. */
void bookgen_voice_use_async (BookgenDesk *desk, const char *passage, GAsyncReadyCallback callback, gpointer user_data);
char *bookgen_voice_use_finish (GAsyncResult *result, GError **error);

/* The author has changed the plan since: what was kept for it is not asked for any more. */
void bookgen_voice_forget_kept (BookgenBook *book);
/* The menu that offers it, with ACTION. WHY_NOT (nullable): why it cannot be done now, said in its place. New reference. */
GMenuModel *bookgen_voice_menu_new (const char *action, const char *why_not);

G_END_DECLS
