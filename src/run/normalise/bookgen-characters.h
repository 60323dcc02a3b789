/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-normalised.h"

G_BEGIN_DECLS

/* The bytes of a reply as characters that a book can hold: XML's (XML 1.0, production 2), lines ended by \n alone; without
 * byte order marks, escape sequences and control characters; U+FFFD for what is no character. The caller's. */
char *bookgen_characters_clean (const char *raw, gssize length, BookgenNormalised *record);
/* TEXT without the marks that search tools leave: U+E200 … U+E201, 【3†source】, :contentReference[oaicite:0]{index=0}, each
 * with one space before it. The caller's. */
char *bookgen_characters_drop_citations (const char *text, BookgenNormalised *record);

G_END_DECLS
