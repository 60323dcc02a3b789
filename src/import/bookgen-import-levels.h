/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* What the levels of an outline stand for. */
typedef struct {
  guint first;      /* the item after the book's title; 0 where no item is the title */
  guint top;        /* the depth of parts and lone chapters */
  gboolean grouped; /* items at that depth with something below them are parts or modules */
  gboolean beside;  /* parts or modules stand on the level of the chapters that follow them */
  gboolean course;  /* modules and lessons */
} BookgenImportLevels;

/* Guesses from depths, labels and numbers of children. SELF has at least one item. */
BookgenImportLevels bookgen_import_levels_guess (BookgenImport *self);

gboolean bookgen_import_label_is_group (BookgenImportLabel label);
gboolean bookgen_import_label_is_written (BookgenImportLabel label);

G_END_DECLS
