/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A placeholder for speech: a quiet tone, a little as long as TEXT is, at most five seconds, as WAV (RIFF, 8-bit PCM,
 * 8,000 Hz, one channel). The same in, the same bytes out. */
GBytes *bookgen_rehearsal_tone_new (const char *text);

G_END_DECLS
