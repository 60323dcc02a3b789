/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-json-text.h"

#include <string.h>

static gunichar
four_hex (const char *p)
{
  gunichar c = 0;

  for (int i = 0; i < 4; i++)
    c = c << 4 | g_ascii_xdigit_value (p[i]);
  return c;
}

void
bookgen_json_text_end (GString *out, gunichar *pending)
{
  if (*pending != 0)
    g_string_append_unichar (out, 0xFFFD);
  *pending = 0;
}

/* One \uXXXX: a high surrogate waits for its other half. */
static void
append_unit (GString *out, gunichar unit, gunichar *pending)
{
  gboolean low = unit >= 0xDC00 && unit <= 0xDFFF;

  if (low && *pending != 0)
    {
      g_string_append_unichar (out, 0x10000 + ((*pending - 0xD800) << 10) + (unit - 0xDC00));
      *pending = 0;
      return;
    }
  bookgen_json_text_end (out, pending);
  if (unit >= 0xD800 && unit <= 0xDBFF)
    *pending = unit;
  else
    g_string_append_unichar (out, low || unit == 0 ? 0xFFFD : unit);
}

static char
plain_escape (char c)
{
  switch (c)
    {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
    }
}

/* P is at a backslash; returns what follows the escape. */
static const char *
append_escape (const char *p, GString *out, gunichar *pending)
{
  if (p[1] == 'u')
    {
      append_unit (out, four_hex (p + 2), pending);
      return p + 6;
    }
  bookgen_json_text_end (out, pending);
  g_string_append_c (out, plain_escape (p[1]));
  return p + 2;
}

void
bookgen_json_text_decode (const char *text, gsize length, GString *out, gunichar *pending)
{
  for (const char *p = text, *end = text + length; p < end;)
    {
      const char *escape = memchr (p, '\\', end - p);
      gsize plain = (escape != NULL ? escape : end) - p;

      if (plain > 0)
        bookgen_json_text_end (out, pending);
      g_string_append_len (out, p, plain);
      p = escape != NULL ? append_escape (escape, out, pending) : end;
    }
}
