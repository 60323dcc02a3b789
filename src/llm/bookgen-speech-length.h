/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long the speech in DATA takes, in milliseconds: MP3 frame by frame, WAV by its header. -1 where it is neither, or damaged.
 * Pure; takes time with its size. */
gint64 bookgen_speech_length_ms (const guint8 *data, gsize length);

G_END_DECLS
