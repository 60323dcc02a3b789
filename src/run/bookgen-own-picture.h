/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a book can take BYTES, whatever their file is called, as a picture that every reader of EPUB shows: PNG or JPEG,
 * whole, of a bearable size. Its media type; NULL with error, whose sentence speaks of NAME. */
const char *bookgen_own_picture_check (GBytes *bytes, const char *name, GError **error);

G_END_DECLS
