/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-cli-options.h"
#include "bookgen-cli-writer.h"
#include "bookgen-cli.h"
#include "bookgen-snapshot.h"

G_BEGIN_DECLS

/* Units whose narration is not of today's text, voice or MODEL (nullable: that of SETTINGS); none where that cannot be read.
 * The caller's. */
GStrv bookgen_cli_narration_find_changed (BookgenSnapshot *snapshot, const BookgenRunSettings *settings, const char *model);
/* Puts those of the selection, which SETTINGS have by now, into them where --narrate-again asks for it; else says that there are some, where a run reads aloud at all.
 * MODEL as above. */
void bookgen_cli_narration_take (const BookgenCliOptions *options, BookgenRunSettings *settings, BookgenSnapshot *snapshot,
                                 const char *model);
/* --narration-sample: reads one sample of BOOK into a file and closes the book. */
BookgenCliStatus bookgen_cli_narration_sample (BookgenBook *book, const BookgenCliOptions *options,
                                               const BookgenCliWriter *writer, const BookgenRunSettings *settings);

G_END_DECLS
