/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-words.h"

#include <string.h>

/* FNV-1a. */
#define HASH_START G_GUINT64_CONSTANT (0xCBF29CE484222325)
#define HASH_PRIME G_GUINT64_CONSTANT (0x100000001B3)

typedef enum { GAP, BREAK, LETTER, WIDE, JOINER } Glyph;

static Glyph
classify_ascii (guchar c)
{
  if (g_ascii_isalnum (c))
    return LETTER;
  if (c == ' ' || c == '\t' || c == '\n' || c == '*' || c == '_')
    return GAP;
  return c == '\'' || c == '-' ? JOINER : BREAK;
}

static gboolean
is_wide (gunichar c)
{
  return (c >= 0x2E80 && c <= 0x9FFF && c != 0x3000) || (c >= 0xE00 && c <= 0xEFF) || (c >= 0xF900 && c <= 0xFAFF)
         || (c >= 0x20000 && c <= 0x3FFFF);
}

static Glyph
classify (gunichar c)
{
  if (c < 0x80)
    return classify_ascii (c);
  if (c == 0x2019 || c == 0x2010 || c == 0x2011)
    return JOINER;
  if ((c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x400 && c < 0x530))
    return LETTER;
  if (is_wide (c))
    return g_unichar_isalnum (c) || g_unichar_ismark (c) ? WIDE : BREAK;
  if (g_unichar_isalnum (c) || g_unichar_ismark (c))
    return LETTER;
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT ? GAP : BREAK;
}

static gunichar
fold (gunichar c)
{
  if (c < 0x80)
    return g_ascii_tolower (c);
  return c == 0x2019 ? '\'' : g_unichar_tolower (c);
}

typedef struct {
  GArray *words;
  const char *text;
  const char *word;  /* where the word that is read began; NULL between words */
  const char *end;   /* behind its last letter */
  guint64 hash;
  guint8 breaks;
} Reading;

static void
end_word (Reading *self, gboolean wide)
{
  gsize length = self->end - self->word;
  BookgenWord word = { .hash = self->hash, .start = self->word - self->text, .length = MIN (length, G_MAXUINT16),
                       .breaks = self->breaks, .wide = wide };
  g_array_append_val (self->words, word);
  self->word = NULL;
  self->breaks = FALSE;
}

static void
read_letter (Reading *self, gunichar c, const char *at, const char *next)
{
  if (self->word == NULL)
    {
      self->word = at;
      self->hash = HASH_START;
    }
  self->hash = (self->hash ^ fold (c)) * HASH_PRIME;
  self->end = next;
}

/* An apostrophe or a hyphen belongs to a word where a letter follows. */
static gboolean
joins (const Reading *self, const char *next, const char *end)
{
  return self->word != NULL && next < end && classify (g_utf8_get_char (next)) == LETTER;
}

static void
read_glyph (Reading *self, gunichar c, const char *at, const char *next, const char *end)
{
  Glyph glyph = classify (c);
  if (glyph == LETTER || (glyph == JOINER && joins (self, next, end)))
    {
      read_letter (self, c, at, next);
      return;
    }
  if (self->word != NULL)
    end_word (self, FALSE);
  if (glyph == WIDE)
    {
      read_letter (self, c, at, next);
      end_word (self, TRUE);
    }
  else if (glyph == BREAK || (c == '\n' && next < end && *next == '\n'))
    self->breaks = TRUE;
}

void
bookgen_words_add (GArray *words, const char *text, gsize start, gsize length)
{
  Reading self = { .words = words, .text = text, .breaks = TRUE };
  const char *end = text + start + length, *next;
  for (const char *at = text + start; at < end; at = next)
    {
      gunichar c = (guchar) *at;
      next = c < 0x80 ? at + 1 : g_utf8_next_char (at);
      read_glyph (&self, c < 0x80 ? c : g_utf8_get_char (at), at, next, end);
    }
  if (self.word != NULL)
    end_word (&self, FALSE);
}

GArray *
bookgen_words_new (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (BookgenWord));
  bookgen_words_add (words, text, 0, strlen (text));
  return words;
}

guint64
bookgen_words_hash (const BookgenWord *first, guint n)
{
  guint64 hash = HASH_START;
  for (guint i = 0; i < n; i++)
    {
      hash = (hash ^ first[i].hash) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash ^= hash >> 29;
    }
  return hash;
}
