/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BOOKGEN_NUMBER_DIGITS 24

/* A number in a text, in any script's digits and any country's marks. */
typedef struct {
  char value[BOOKGEN_NUMBER_DIGITS + 1]; /* ASCII digits with at most one full stop; the same number always looks the same */
  gsize length;                          /* bytes of the text */
  guint digits;                          /* before the decimal mark */
  gboolean grouped;                      /* "1,234" */
  gboolean decimal;
} BookgenNumber;

/* Reads the number that the LENGTH bytes of TEXT begin with: "1,234.5", "1.234,5", "1 234,5", "１２３４". FALSE when they begin
 * with no digit. Of more digits than fit the first ones count. */
gboolean bookgen_number_read (BookgenNumber *self, const char *text, gsize length);

G_END_DECLS
