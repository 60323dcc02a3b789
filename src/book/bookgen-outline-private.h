/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* Makes the outline what OTHER, a later state of the same one, is. Units keep their objects; "changed" tells each
 * difference; it cannot be undone. */
void bookgen_outline_adopt (BookgenOutline *self, BookgenOutline *other);

G_END_DECLS
