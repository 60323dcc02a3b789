/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-progress.h"

G_BEGIN_DECLS

/* What is said of a chapter at a glance: always an icon and a word. */
typedef enum {
  BOOKGEN_MARK_NONE, /* nothing there yet */
  BOOKGEN_MARK_WAITING,
  BOOKGEN_MARK_WRITING,
  BOOKGEN_MARK_WRITTEN,
  BOOKGEN_MARK_PLACEHOLDER, /* from Try without cost */
  BOOKGEN_MARK_TO_LOOK_AT,
  BOOKGEN_MARK_STOPPED,
  BOOKGEN_MARK_INTERRUPTED,
  BOOKGEN_MARK_SKIPPED,
  BOOKGEN_MARK_MINE, /* the author writes it, or has changed it */
} BookgenMark;

BookgenMark bookgen_mark_from_shown (BookgenShown shown);
/* Static; "" for NONE. */
const char *bookgen_mark_get_icon_name (BookgenMark mark);
/* Translated, for a person; "" for NONE. */
const char *bookgen_mark_get_word (BookgenMark mark);
/* The style class that colours it; NULL for none. */
const char *bookgen_mark_get_style (BookgenMark mark);

G_END_DECLS
