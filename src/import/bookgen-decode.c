/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-decode.h"

#include <string.h>

#define LOOK_BYTES 65536

typedef struct {
  const guint8 *data; /* borrowed */
  gsize size;
} Bytes;

/* What Windows-1252 has where Latin-1 has the C1 controls; 0 where it has nothing. WHATWG Encoding, index windows-1252. */
static const guint16 windows_1252[32] = {
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
  0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

static char *
from_windows_1252 (Bytes in)
{
  GString *out = g_string_sized_new (in.size + in.size / 8);

  for (gsize i = 0; i < in.size; i++)
    {
      guint8 byte = in.data[i];

      if (byte > 0 && byte < 0x80)
        g_string_append_c (out, byte);
      else if (byte > 0)
        g_string_append_unichar (out, byte >= 0xa0 ? byte : windows_1252[byte - 0x80] ? windows_1252[byte - 0x80] : 0xfffd);
    }
  return g_string_free (out, FALSE);
}

static gunichar
unit_at (Bytes in, gsize at, gsize width, gboolean little)
{
  gunichar value = 0;

  for (gsize i = 0; i < width; i++)
    value = value << 8 | in.data[at + (little ? width - 1 - i : i)];
  return value;
}

/* UTF-16 and UTF-32; what is no character becomes U+FFFD, and half a unit at the end is left out. */
static char *
from_units (Bytes in, gsize width, gboolean little)
{
  GString *out = g_string_sized_new (in.size);

  for (gsize i = 0; i + width <= in.size; i += width)
    {
      gunichar c = unit_at (in, i, width, little);

      if (width == 2 && c >= 0xd800 && c < 0xdc00 && i + 4 <= in.size)
        {
          gunichar low = unit_at (in, i + 2, 2, little);

          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
        }
      if (c != 0)
        g_string_append_unichar (out, g_unichar_validate (c) ? c : 0xfffd);
    }
  return g_string_free (out, FALSE);
}

static Bytes
without_mark (Bytes in, gsize mark_bytes)
{
  return (Bytes){ in.data + mark_bytes, in.size - mark_bytes };
}

static char *
from_utf8 (Bytes in)
{
  return g_utf8_make_valid ((const char *) in.data, in.size);
}

/* Returns NULL where there is no byte order mark. */
static char *
by_mark (Bytes in)
{
  if (in.size >= 3 && memcmp (in.data, "\xef\xbb\xbf", 3) == 0)
    return from_utf8 (without_mark (in, 3));
  if (in.size >= 4 && memcmp (in.data, "\xff\xfe\0\0", 4) == 0)
    return from_units (without_mark (in, 4), 4, TRUE);
  if (in.size >= 4 && memcmp (in.data, "\0\0\xfe\xff", 4) == 0)
    return from_units (without_mark (in, 4), 4, FALSE);
  if (in.size >= 2 && memcmp (in.data, "\xff\xfe", 2) == 0)
    return from_units (without_mark (in, 2), 2, TRUE);
  if (in.size >= 2 && memcmp (in.data, "\xfe\xff", 2) == 0)
    return from_units (without_mark (in, 2), 2, FALSE);
  return NULL;
}

/* The bytes' encoding by their own word: <?xml encoding="…"?>, <meta charset=…>. UTF-16 cannot be said in ASCII. */
static char *
declared_encoding (Bytes in)
{
  g_autofree char *start = g_strndup ((const char *) in.data, MIN (in.size, 1024));
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *encoding = NULL;

  if (start[strspn (start, " \t\r\n")] != '<')
    return NULL;
  regex = g_regex_new ("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z][\\w.:-]*)|<meta[^>]*charset\\s*=\\s*[\"']?([A-Za-z][\\w.:-]*)",
                       G_REGEX_RAW | G_REGEX_CASELESS, 0, NULL);
  if (!g_regex_match (regex, start, 0, &match))
    return NULL;
  encoding = g_match_info_fetch (match, 1);
  if (*encoding == '\0')
    {
      g_free (encoding);
      encoding = g_match_info_fetch (match, 2);
    }
  return g_ascii_strncasecmp (encoding, "utf", 3) == 0 ? NULL : g_steal_pointer (&encoding);
}

static char *
by_declaration (Bytes in)
{
  g_autofree char *encoding = declared_encoding (in);

  if (!encoding)
    return NULL;
  /* As browsers do: who says Latin-1 has always meant Windows-1252. */
  if (g_ascii_strcasecmp (encoding, "iso-8859-1") == 0 || g_ascii_strcasecmp (encoding, "us-ascii") == 0)
    return NULL;
  return g_convert_with_fallback ((const char *) in.data, in.size, "UTF-8", encoding, "?", NULL, NULL, NULL);
}

/* No text is without blanks or line ends: one in 400 characters at the least. Noise has one in 16,000. */
static gboolean
has_blank_units (Bytes in, gboolean little)
{
  guint blanks = 0;

  for (gsize i = 0; i + 1 < MIN (in.size, LOOK_BYTES); i += 2)
    {
      guint unit = little ? in.data[i] | in.data[i + 1] << 8 : in.data[i] << 8 | in.data[i + 1];

      blanks += unit == ' ' || unit == '\n' || unit == '\r' || unit == 0x3000;
    }
  return blanks >= MIN (in.size, LOOK_BYTES) / 2 / 400;
}

/* Zero bytes at one parity only are the high halves of UTF-16's ASCII. *LITTLE is set where TRUE is returned. */
static gboolean
looks_like_utf16 (Bytes in, gboolean *little)
{
  gsize zeros[2] = { 0, 0 };

  for (gsize i = 0; i < MIN (in.size, LOOK_BYTES); i++)
    if (in.data[i] == 0)
      zeros[i % 2]++;
  *little = zeros[1] > zeros[0];
  return in.size % 2 == 0 && MAX (zeros[0], zeros[1]) > 0 && MIN (zeros[0], zeros[1]) * 20 < MAX (zeros[0], zeros[1])
         && has_blank_units (in, *little);
}

/* No text has zero bytes, or more than a few other control characters. */
static gboolean
looks_binary (Bytes in)
{
  gsize look = MIN (in.size, LOOK_BYTES);
  gsize controls = 0;

  if (memchr (in.data, 0, look))
    return TRUE;
  for (gsize i = 0; i < look; i++)
    if (in.data[i] < 0x20 && !strchr ("\t\n\v\f\r\x1a\x1b", in.data[i]))
      controls++;
  return controls > 8 && controls * 100 > look;
}

static gboolean
is_dropped (gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0xfeff || (c & 0xfffe) == 0xfffe;
}

static gboolean
breaks_line (gunichar c)
{
  return c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Past the rest of a terminal's escape sequence. ECMA-48, 5.4 */
static const char *
skip_escape (const char *text)
{
  text++;
  while (*text >= 0x20 && *text < 0x40)
    text++;
  return text + (*text >= 0x40 && *text < 0x7f);
}

/* UTF-8 with any line ends and controls -> only \n, \t and printed characters. In place: it can only become shorter. */
static void
tidy (char *text, gsize *length)
{
  char *out = text;

  for (const char *in = text; *in;)
    {
      const char *next = g_utf8_next_char (in);
      gunichar c = g_utf8_get_char (in);

      if (c == '\r' && *next == '\n')
        next++;
      if (c == 0x1b && *next == '[')
        next = skip_escape (next);
      if (breaks_line (c))
        *out++ = '\n';
      else if (!is_dropped (c))
        {
          memmove (out, in, next - in);
          out += next - in;
        }
      in = next;
    }
  *out = '\0';
  *length = out - text;
}

static char *
decode (Bytes in)
{
  gboolean little;
  char *text;

  if ((text = by_mark (in)))
    return text;
  if (looks_like_utf16 (in, &little))
    return from_units (in, 2, little);
  if (looks_binary (in))
    return NULL;
  if ((text = by_declaration (in)))
    return text;
  if (g_utf8_validate ((const char *) in.data, in.size, NULL))
    return g_strndup ((const char *) in.data, in.size);
  return from_windows_1252 (in);
}

char *
bookgen_decode_text (GBytes *bytes, gsize *length)
{
  Bytes in;
  char *text;

  in.data = g_bytes_get_data (bytes, &in.size);
  if (in.size == 0)
    {
      *length = 0;
      return g_strdup ("");
    }
  text = decode (in);
  if (text)
    tidy (text, length);
  return text;
}
