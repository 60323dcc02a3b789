/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-roman.h"

#define MAX_BYTES 15

guint
bookgen_import_roman_digit (char c)
{
  switch (g_ascii_toupper (c))
    {
    case 'I': return 1;
    case 'V': return 5;
    case 'X': return 10;
    case 'L': return 50;
    case 'C': return 100;
    case 'D': return 500;
    case 'M': return 1000;
    default: return 0;
    }
}

static char *
to_roman (guint value)
{
  static const struct { guint value; const char *sign; } signs[] = {
    { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
    { 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    for (; value >= signs[i].value; value -= signs[i].value)
      g_string_append (text, signs[i].sign);
  return g_string_free (text, FALSE);
}

gsize
bookgen_import_roman_scan (const char *text, guint *value)
{
  gsize length = 0;
  guint sum = 0;
  g_autofree char *again = NULL;

  while (length <= MAX_BYTES && bookgen_import_roman_digit (text[length]) > 0)
    {
      guint here = bookgen_import_roman_digit (text[length]), next = bookgen_import_roman_digit (text[length + 1]);

      sum = here < next ? sum - here : sum + here;
      length++;
    }
  if (length == 0 || sum == 0 || sum > 399)
    return 0;
  again = to_roman (sum);
  *value = sum;
  return g_ascii_strncasecmp (again, text, length) == 0 && strlen (again) == length ? length : 0;
}
