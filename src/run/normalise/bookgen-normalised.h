/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-normalise.h"

G_BEGIN_DECLS

/* How the steps of normalising write down what they did. LINE is 1-based; TEXT has LENGTH bytes (-1: to its end). */
BookgenNormalised *bookgen_normalised_new (void);
void bookgen_normalised_add_removal (BookgenNormalised *self, const char *what, guint line, const char *text,
                                     gssize length);
void bookgen_normalised_add_finding (BookgenNormalised *self, const char *kind, guint line, const char *detail,
                                     gssize length);

G_END_DECLS
