/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-heading-levels.h"

guint
bookgen_heading_levels_step (BookgenHeadingLevels *self, guint level)
{
  while (self->n > 0 && self->above[self->n - 1] >= level)
    self->n--;
  if (self->n == BOOKGEN_HEADING_LEVEL_MAX)
    return self->n;
  self->above[self->n++] = level;
  return self->n;
}
