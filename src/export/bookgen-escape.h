/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends LENGTH bytes (-1: up to the NUL) of UTF-8 as XML character data that may also stand in a double-quoted attribute.
 * Only &amp; &lt; &gt; &quot; and &#160; are written. What XML 1.0 (section 2.2, Char) does not allow is dropped when it is
 * a control character, and becomes U+FFFD when it is a bad byte or a non-character. */
void bookgen_escape (GString *out, const char *text, gssize length);

G_END_DECLS
