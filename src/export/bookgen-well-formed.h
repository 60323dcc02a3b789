/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether libxml2 reads DOCUMENT as XML without an error; it loads nothing for it. The error (G_MARKUP_ERROR) says what is
 * wrong and in which line, for a developer. */
gboolean bookgen_well_formed_check (const char *document, gsize length, GError **error);

G_END_DECLS
