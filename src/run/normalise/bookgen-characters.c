/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-characters.h"

#include <string.h>

/* The longest mark or escape sequence; what goes on for longer is none. */
#define MARK_MAX_BYTES 512

enum
{
  DROPPED_ESCAPE,
  DROPPED_CHARACTER,
  DROPPED_BYTES,
  N_DROPPED
};

/* Of each kind one removal is recorded: where the first stood, and all of them. */
typedef struct
{
  GString *clean;
  GString *dropped[N_DROPPED];
  guint first_line[N_DROPPED];
  guint line;
} Cleaning;

static void
drop (Cleaning *self, guint kind, const char *text, gsize length)
{
  if (self->dropped[kind]->len == 0)
    self->first_line[kind] = self->line;
  g_string_append_len (self->dropped[kind], text, length);
}

/* ECMA-48, 5.4 and 5.6: control sequences, strings up to BEL or ESC \, and two-byte escapes. */
static gsize
measure_escape (const char *at, gsize left)
{
  gsize i = 2;

  left = MIN (left, MARK_MAX_BYTES);
  if (left < 2 || (at[1] != '[' && at[1] != ']'))
    return left >= 2 && at[1] >= 0x40 && at[1] <= 0x5F ? 2 : 1;
  if (at[1] == '[')
    {
      while (i < left && at[i] >= 0x20 && at[i] <= 0x3F)
        i++;
      return i < left && at[i] >= 0x40 && at[i] <= 0x7E ? i + 1 : 1;
    }
  for (; i < left && at[i] != '\n'; i++)
    if (at[i] == '\a')
      return i + 1;
    else if (at[i] == '\033' && i + 1 < left && at[i + 1] == '\\')
      return i + 2;
  return 1;
}

static gboolean
is_non_character (gunichar c)
{
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* A surrogate written in UTF-8 is one fault, other bad bytes are one each. */
static gsize
measure_bad_bytes (const char *at, gsize left)
{
  const guchar *byte = (const guchar *)at;

  return left >= 3 && byte[0] == 0xED && byte[1] >= 0xA0 && byte[1] <= 0xBF && byte[2] >= 0x80 && byte[2] <= 0xBF ? 3 : 1;
}

static void
end_line (Cleaning *self)
{
  g_string_append_c (self->clean, '\n');
  self->line++;
}

static gsize
clean_ascii (Cleaning *self, const char *at, gsize left)
{
  gsize length = 1;

  if (*at == '\033')
    drop (self, DROPPED_ESCAPE, at, length = measure_escape (at, left));
  else if (*at == '\r')
    {
      end_line (self);
      return left > 1 && at[1] == '\n' ? 2 : 1;
    }
  else if (*at == '\n')
    end_line (self);
  else if ((*at < 0x20 && *at != '\t') || *at == 0x7F)
    drop (self, DROPPED_CHARACTER, *at != '\0' ? at : " ", 1);
  else
    g_string_append_c (self->clean, *at);
  return length;
}

static gsize
clean_wide (Cleaning *self, const char *at, gsize left)
{
  gunichar c = g_utf8_get_char_validated (at, MIN (left, 6));
  gsize length;

  if (c == (gunichar)-1 || c == (gunichar)-2)
    {
      length = measure_bad_bytes (at, left);
      drop (self, DROPPED_BYTES, at, length);
      g_string_append (self->clean, "\xEF\xBF\xBD");
      return length;
    }
  length = g_utf8_skip[*(const guchar *)at];
  if (c == 0xFEFF)
    drop (self, DROPPED_CHARACTER, at, length);
  else if (c == 0x2028 || c == 0x2029)
    end_line (self);
  else if (is_non_character (c))
    {
      drop (self, DROPPED_BYTES, at, length);
      g_string_append (self->clean, "\xEF\xBF\xBD");
    }
  else
    g_string_append_len (self->clean, at, length);
  return length;
}

char *
bookgen_characters_clean (const char *raw, gssize length, BookgenNormalised *record)
{
  static const char *const WHAT[N_DROPPED] = { "escape", "character", "bytes" };
  gsize size = length < 0 ? strlen (raw) : (gsize)length;
  Cleaning self = { .clean = g_string_sized_new (size + 1), .line = 1 };

  for (guint i = 0; i < N_DROPPED; i++)
    self.dropped[i] = g_string_new (NULL);
  for (gsize at = 0; at < size;)
    if ((guchar)raw[at] < 0x80)
      at += clean_ascii (&self, raw + at, size - at);
    else
      at += clean_wide (&self, raw + at, size - at);
  for (guint i = 0; i < N_DROPPED; i++)
    {
      if (self.dropped[i]->len > 0)
        bookgen_normalised_add_removal (record, WHAT[i], self.first_line[i], self.dropped[i]->str, self.dropped[i]->len);
      g_string_free (self.dropped[i], TRUE);
    }
  return g_string_free (self.clean, FALSE);
}

/* Bytes up to and with CLOSE on the same line; 0 when there is none near. */
static gsize
measure_until (const char *at, gunichar close)
{
  gsize length = 0;

  while (at[length] != '\0' && at[length] != '\n' && length < MARK_MAX_BYTES)
    {
      gunichar c = g_utf8_get_char (at + length);

      length += g_utf8_skip[(guchar)at[length]];
      if (c == close)
        return length;
    }
  return 0;
}

/* 【3†source】 or 【3:0†source】 */
static gsize
measure_bracket (const char *at)
{
  gsize digits = strlen ("【") + strspn (at + strlen ("【"), "0123456789:");

  if (digits == strlen ("【") || !g_str_has_prefix (at + digits, "†"))
    return 0;
  return measure_until (at, 0x3011);
}

/* :contentReference[oaicite:0]{index=0} */
static gsize
measure_content_reference (const char *at)
{
  static const char LEAD[] = ":contentReference[oaicite:";
  gsize closed;

  if (!g_str_has_prefix (at, LEAD))
    return 0;
  closed = measure_until (at, ']');
  if (closed == 0)
    return 0;
  return closed + (at[closed] == '{' ? measure_until (at + closed, '}') : 0);
}

static gsize
measure_citation (const char *at)
{
  gsize length;

  if (*at == ':')
    return measure_content_reference (at);
  if ((guchar)*at < 0xE0)
    return 0;
  switch (g_utf8_get_char (at))
    {
    case 0xE200:
      length = measure_until (at, 0xE201);
      return length > 0 ? length : 3;
    case 0xE201:
    case 0xE202:
    case 0xE203:
    case 0xE204:
      return 3;
    case 0x3010:
      return measure_bracket (at);
    default:
      return 0;
    }
}

char *
bookgen_characters_drop_citations (const char *text, BookgenNormalised *record)
{
  GString *clean = g_string_sized_new (strlen (text) + 1);
  guint line = 1;

  for (const char *at = text; *at != '\0';)
    {
      gsize citation = measure_citation (at);

      if (citation > 0)
        {
          gboolean spaced = clean->len > 0 && clean->str[clean->len - 1] == ' ';

          bookgen_normalised_add_removal (record, "citation", line, at, citation);
          g_string_truncate (clean, clean->len - spaced);
          at += citation;
          continue;
        }
      line += *at == '\n';
      g_string_append_c (clean, *at++);
    }
  return g_string_free (clean, FALSE);
}
