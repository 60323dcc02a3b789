/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-normalise.h"

G_BEGIN_DECLS

/* How the steps of normalising write down what they did. LINE is 1-based in the reply; TEXT has LENGTH bytes. */
BookgenNormalised *bookgen_normalised_new (void);
void bookgen_normalised_add_removal (BookgenNormalised *self, const char *what, guint line, const char *text,
                                     gssize length);
/* START and LENGTH: bytes of TEXT, the chapter's; a LENGTH of 0 for the whole. */
void bookgen_normalised_add_finding (BookgenNormalised *self, BookgenFindingKind kind, const char *text, gsize start,
                                     gsize length);

G_END_DECLS
