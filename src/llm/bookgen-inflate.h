/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Undoes the compression of an answer that came compressed though nobody asked for it, as it comes in. */
typedef struct _BookgenInflate BookgenInflate;

/* CODING: a Content-Encoding (RFC 9110, 8.4.1). NULL for one that is not known. */
BookgenInflate *bookgen_inflate_new (const char *coding);
void bookgen_inflate_free (BookgenInflate *self);
/* Appends to OUT what BYTES become. FALSE: they are not what the coding says, or far too much comes of them. */
gboolean bookgen_inflate_push (BookgenInflate *self, const char *bytes, gsize length, GByteArray *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenInflate, bookgen_inflate_free)

G_END_DECLS
