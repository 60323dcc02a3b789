/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* What an author should know before a book is exported: which chapters are missing, how many are to be looked at, how many
 * claims are open. NULL where there is nothing to say. Ours to free, as HEADING. */
char *bookgen_export_note_dup_text (BookgenDesk *desk, guint to_look_at, guint claims, char **heading);

G_END_DECLS
