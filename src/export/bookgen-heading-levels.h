/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BOOKGEN_HEADING_LEVEL_MAX 6

/* Levels of headings in the order they come, made into steps that skip none: the levels of those that the next may stand
 * below. Starts zeroed. */
typedef struct {
  guint above[BOOKGEN_HEADING_LEVEL_MAX];
  guint n;
} BookgenHeadingLevels;

/* How deep a heading of LEVEL stands, from 1: one below the last shallower one. At most six deep. */
guint bookgen_heading_levels_step (BookgenHeadingLevels *self, guint level);

G_END_DECLS
