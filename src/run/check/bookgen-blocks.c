/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-blocks.h"

#include <string.h>

#include "bookgen-line.h"

static const char SENTENCE_ENDS[] = ".!?…。！？｡؟।";
static const char CLOSERS[] = "\"'”’»」』）)]*_";

static BookgenBlockKind
classify (const BookgenLine *line, gboolean code)
{
  if (code)
    return BOOKGEN_BLOCK_CODE;
  if (bookgen_line_get_heading (line, NULL, NULL) > 0)
    return BOOKGEN_BLOCK_HEADING;
  return bookgen_line_is_structure (line) || bookgen_line_is_rule (line) ? BOOKGEN_BLOCK_STRUCTURE : BOOKGEN_BLOCK_PROSE;
}

static void
add_heading (GArray *blocks, const char *text, const BookgenLine *line)
{
  const char *words;
  gsize length;
  guint level = bookgen_line_get_heading (line, &words, &length);
  BookgenBlock block = { .kind = BOOKGEN_BLOCK_HEADING, .level = level, .start = words - text, .length = length };
  g_array_append_val (blocks, block);
}

static void
add_line (GArray *blocks, const char *text, const BookgenLine *line, BookgenBlockKind kind, gboolean goes_on)
{
  gsize start = line->start - text, end = start + line->length;
  BookgenBlock *last = blocks->len > 0 ? &g_array_index (blocks, BookgenBlock, blocks->len - 1) : NULL;
  /* An indented line below an item is the item's. */
  gboolean joins = goes_on && last != NULL && (last->kind == kind || (last->kind == BOOKGEN_BLOCK_STRUCTURE
                                                                      && kind == BOOKGEN_BLOCK_PROSE));
  if (kind == BOOKGEN_BLOCK_HEADING)
    add_heading (blocks, text, line);
  else if (joins)
    last->length = end - last->start;
  else
    {
      BookgenBlock block = { .kind = kind, .start = start, .length = line->length };
      g_array_append_val (blocks, block);
    }
}

GArray *
bookgen_blocks_split (const char *text)
{
  g_autoptr (GArray) lines = bookgen_line_split (text);
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (BookgenBlock));
  BookgenFence fence = { 0 };
  gboolean goes_on = FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      const BookgenLine *line = &g_array_index (lines, BookgenLine, i);
      gboolean code = bookgen_line_track_code (line, &fence);
      if (!code && bookgen_line_is_blank (line))
        {
          goes_on = FALSE;
          continue;
        }
      BookgenBlockKind kind = classify (line, code);
      add_line (blocks, text, line, kind, goes_on);
      goes_on = kind != BOOKGEN_BLOCK_HEADING;
    }
  return blocks;
}

static gboolean
is_one_of (gunichar c, const char *set)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

/* "3.5", "e.g. this", "Mr. Smith": a full stop ends a sentence only before a blank and what is no small letter or digit. */
static gboolean
goes_on_after (const char *at, const char *end, gunichar mark)
{
  if (mark != '.')
    return FALSE;
  if (at < end && !g_ascii_isspace (*at))
    return TRUE;
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at < end && g_unichar_islower (g_utf8_get_char (at));
}

gsize
bookgen_blocks_measure_sentence (const char *text, gsize length)
{
  const char *end = text + length;
  for (const char *at = text; at < end;)
    {
      gunichar c = g_utf8_get_char (at);
      at = g_utf8_next_char (at);
      if (c < 0x80 && c != '.' && c != '!' && c != '?')
        continue;
      if (!is_one_of (c, SENTENCE_ENDS))
        continue;
      while (at < end && (is_one_of (g_utf8_get_char (at), SENTENCE_ENDS) || is_one_of (g_utf8_get_char (at), CLOSERS)))
        at = g_utf8_next_char (at);
      if (goes_on_after (at, end, c))
        continue;
      while (at < end && g_ascii_isspace (*at))
        at++;
      return at - text;
    }
  return length;
}
