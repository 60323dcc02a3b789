/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-normalised.h"

G_BEGIN_DECLS

/* The text inside a reply that is one JSON object with one long string in it, or one line with its newlines written out as
 * "\n". NULL when TEXT is neither; else the caller's. */
char *bookgen_unwrap (const char *text, BookgenNormalised *record);

G_END_DECLS
