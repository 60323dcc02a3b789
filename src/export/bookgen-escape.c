/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-escape.h"

#include <string.h>

static const char *
written_as (guchar c)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return NULL;
    }
}

static gboolean
is_plain (guchar c)
{
  return (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"') || c == '\n' || c == '\t';
}

static gboolean
is_noncharacter (gunichar c)
{
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* One character from beyond ASCII; returns how many bytes it took. */
static gsize
escape_wide (GString *out, const char *at, const char *end)
{
  gunichar c = g_utf8_get_char_validated (at, end - at);
  gsize length;

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      g_string_append (out, "\xEF\xBF\xBD");
      return 1;
    }
  length = (gsize) (g_utf8_next_char (at) - at);
  if (c == 0xA0)
    g_string_append (out, "&#160;");
  else if (is_noncharacter (c))
    g_string_append (out, "\xEF\xBF\xBD");
  else
    g_string_append_len (out, at, (gssize) length);
  return length;
}

void
bookgen_escape (GString *out, const char *text, gssize length)
{
  const char *at = text;
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);

  while (at < end)
    {
      const char *run = at;

      while (at < end && is_plain ((guchar) *at))
        at++;
      g_string_append_len (out, run, at - run);
      if (at == end)
        return;
      if ((guchar) *at >= 0x80)
        {
          at += escape_wide (out, at, end);
          continue;
        }
      if (written_as ((guchar) *at))
        g_string_append (out, written_as ((guchar) *at));
      at++; /* a control character is dropped */
    }
}
