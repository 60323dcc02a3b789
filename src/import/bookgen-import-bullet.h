/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Past the bullet that TEXT begins with, and past a checkbox after it; NULL where there is none. Bullets that stand for
 * different levels have different kinds; "-", "*" and "+" are one. */
const char *bookgen_import_bullet_skip (const char *text, guint *kind);
/* Past "[ ]", "[x]" or a ballot box at the start of TEXT; TEXT where there is none. */
const char *bookgen_import_bullet_skip_task (const char *text);

G_END_DECLS
