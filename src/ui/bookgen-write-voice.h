/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* Before writing: which voice reads aloud, one sample of it, and whether chapters that were read otherwise are read again.
 * Shown where something is read aloud. Signal "changed". */
#define BOOKGEN_TYPE_WRITE_VOICE (bookgen_write_voice_get_type ())
G_DECLARE_FINAL_TYPE (BookgenWriteVoice, bookgen_write_voice, BOOKGEN, WRITE_VOICE, AdwPreferencesGroup)

void bookgen_write_voice_show (BookgenWriteVoice *self, BookgenDesk *desk, const BookgenRunSettings *settings);
/* What else is chosen by now: SETTINGS with the voice in them, and who reads (NULL: Try without cost). */
void bookgen_write_voice_show_settings (BookgenWriteVoice *self, const BookgenRunSettings *settings, BookgenEndpoint *endpoint);
void bookgen_write_voice_take (BookgenWriteVoice *self, BookgenRunSettings *settings);

G_END_DECLS
