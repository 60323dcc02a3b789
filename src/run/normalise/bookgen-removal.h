/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-normalise.h"

G_BEGIN_DECLS

/* What JSON (nullable) says was taken out: array of BookgenRemoval, the caller's; never NULL. */
GPtrArray *bookgen_removals_from_json (const char *json);
/* The same again without those from FIRST to LAST; "[]" where none is left. The caller's. */
char *bookgen_removals_to_json_without (GPtrArray *removals, guint first, guint last);
/* Which removal goes with the one at INDEX: the other end of what stood around the text. INDEX itself for none. */
guint bookgen_removals_find_other_end (GPtrArray *removals, guint index);

/* What it was, for a person: "An announcement before the text". Static. */
const char *bookgen_removal_get_kind_label (const BookgenRemoval *self);
/* Its first words in one line, at most CHARS characters of them. The caller's. */
char *bookgen_removal_dup_words (const BookgenRemoval *self, guint chars);
/* FALSE for characters that no text may have. */
gboolean bookgen_removal_can_go_back (const BookgenRemoval *self);

G_END_DECLS
