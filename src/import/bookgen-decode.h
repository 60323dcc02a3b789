/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Text of any usual encoding as UTF-8: by its byte order mark, its XML declaration or HTML meta element, as UTF-8, as
 * UTF-16 where the zero bytes lie so, and else as Windows-1252. Lines end in \n; of the control characters only tab and
 * newline remain; there are no zero bytes. Returns NULL where the bytes are no text. */
char *bookgen_decode_text (GBytes *bytes, gsize *length);

G_END_DECLS
