/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands between the quotes of a JSON string (RFC 8259, 7), for BookgenJson alone, which has looked that every escape is one.
 * PENDING carries a high surrogate on to the next string, 0 for none. */
void bookgen_json_text_decode (const char *text, gsize length, GString *out, gunichar *pending);
/* The other half of what is pending does not come. */
void bookgen_json_text_end (GString *out, gunichar *pending);

G_END_DECLS
