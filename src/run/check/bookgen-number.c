/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-number.h"

#include <string.h>

#define GROUP 3

/* Between thousands in some country: comma, full stop, apostrophes, blanks, Arabic mark. */
static const char marks[] = ",.'’ \u00a0\u202f\u2009٬٫";
/* Before decimals. */
static const char points[] = ",.٫";

static gunichar
get_char (const char *at, const char *end)
{
  return at < end ? g_utf8_get_char (at) : 0;
}

static const char *
read_digits (BookgenNumber *self, const char *at, const char *end, guint *count)
{
  for (*count = 0; at < end && g_unichar_isdigit (g_utf8_get_char (at)); at = g_utf8_next_char (at), ++*count)
    {
      gsize used = strlen (self->value);
      if (used < BOOKGEN_NUMBER_DIGITS)
        self->value[used] = '0' + g_unichar_digit_value (g_utf8_get_char (at));
    }
  return at;
}

static gboolean
is_one_of (gunichar c, const char *set)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

/* A mark and exactly three digits. */
static gboolean
is_group (const char *at, const char *end, gunichar mark)
{
  gunichar c = get_char (at, end);
  if (!is_one_of (c, marks) || (mark != 0 && c != mark))
    return FALSE;
  at = g_utf8_next_char (at);
  for (guint i = 0; i < GROUP; i++, at = g_utf8_next_char (at))
    if (!g_unichar_isdigit (get_char (at, end)))
      return FALSE;
  return !g_unichar_isdigit (get_char (at, end));
}

static const char *
read_groups (BookgenNumber *self, const char *at, const char *end)
{
  gunichar mark = 0;
  guint count;
  while (self->digits <= GROUP || self->grouped)
    {
      if (!is_group (at, end, mark))
        break;
      mark = g_utf8_get_char (at);
      at = read_digits (self, g_utf8_next_char (at), end, &count);
      self->digits += count;
      self->grouped = TRUE;
    }
  return at;
}

static const char *
read_decimals (BookgenNumber *self, const char *at, const char *end)
{
  guint count;
  if (!is_one_of (get_char (at, end), points) || !g_unichar_isdigit (get_char (g_utf8_next_char (at), end)))
    return at;
  gsize used = strlen (self->value);
  if (used < BOOKGEN_NUMBER_DIGITS)
    self->value[used] = '.';
  self->decimal = TRUE;
  return read_digits (self, g_utf8_next_char (at), end, &count);
}

gboolean
bookgen_number_read (BookgenNumber *self, const char *text, gsize length)
{
  const char *end = text + length, *at;
  *self = (BookgenNumber){ 0 };
  at = read_digits (self, text, end, &self->digits);
  if (self->digits == 0)
    return FALSE;
  at = read_groups (self, at, end);
  at = read_decimals (self, at, end);
  self->length = at - text;
  return TRUE;
}
