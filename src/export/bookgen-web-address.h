/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An address of the web or of mail as a book can carry it (RFC 3986: what may not stand in it is percent-encoded, a host
 * in other letters is in its ASCII form; “www.x” gains https). Ours to free; NULL when DESTINATION is something else or no
 * address at all. */
char *bookgen_web_address_dup (const char *destination);

/* Whether DESTINATION names a scheme (javascript:, file:, ftp:, https: …), so that it cannot lead into the book. */
gboolean bookgen_web_address_has_scheme (const char *destination);

G_END_DECLS
