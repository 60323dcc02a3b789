/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* What came of a chapter's answer that did not end, and is kept to go on from; NULL where there is none, or it is a placeholder.
 * REASON gets why it did not end, or why nothing came: a sentence without its stop, NULL for none. The caller's, both. */
char *bookgen_kept_text_dup (BookgenDesk *desk, const char *unit_id, char **reason);

G_END_DECLS
