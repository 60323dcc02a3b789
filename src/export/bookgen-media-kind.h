/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How files of MEDIA_TYPE end: "png", "mp3". NULL for what no export takes. */
const char *bookgen_media_kind_get_suffix (const char *media_type);
/* Whether every reader of EPUB shows it, older ones too (EPUB 3.2 section 3.2, core media types). Pictures only. */
gboolean bookgen_media_kind_is_core (const char *media_type);

G_END_DECLS
