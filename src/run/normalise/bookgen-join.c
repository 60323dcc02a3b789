/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-normalise.h"

#include <string.h>

#include "bookgen-ending.h"
#include "bookgen-line.h"

/* What a model says again before it goes on: at least this many characters, looked for in at most so many bytes. */
#define OVERLAP_MIN_CHARS 20
#define OVERLAP_MAX_BYTES 8192

/* The length of the longest end of TEXT that PATTERN begins with (Knuth, Morris and Pratt's failure function: linear). */
static gsize
measure_overlap (const char *text, gsize text_length, const char *pattern, gsize pattern_length)
{
  g_autofree gsize *fallback = g_new0 (gsize, pattern_length + 1);
  gsize matched = 0;

  for (gsize i = 1; i < pattern_length; i++)
    {
      while (matched > 0 && pattern[i] != pattern[matched])
        matched = fallback[matched];
      matched += pattern[i] == pattern[matched];
      fallback[i + 1] = matched;
    }
  matched = 0;
  for (gsize i = 0; i < text_length; i++)
    {
      while (matched > 0 && (matched == pattern_length || text[i] != pattern[matched]))
        matched = fallback[matched];
      matched += pattern_length > 0 && text[i] == pattern[matched];
    }
  return matched;
}

static gsize
find_overlap (const char *text, gsize text_length, const char *continuation)
{
  gsize window = MIN (text_length, OVERLAP_MAX_BYTES);
  gsize pattern_length = MIN (strlen (continuation), window);
  gsize overlap = measure_overlap (text + text_length - window, window, continuation, pattern_length);

  return g_utf8_strlen (continuation, overlap) >= OVERLAP_MIN_CHARS ? overlap : 0;
}

static gboolean
has_blank_line (const char *text, gsize length)
{
  const char *first = memchr (text, '\n', length);

  return first != NULL && memchr (first + 1, '\n', length - (first + 1 - text)) != NULL;
}

static gboolean
is_in_code (const char *text)
{
  g_autoptr (GArray) lines = bookgen_line_split (text);
  BookgenFence code = { 0 };

  for (guint i = 0; i < lines->len; i++)
    bookgen_line_track_code (&g_array_index (lines, BookgenLine, i), &code);
  return code.count > 0;
}

static BookgenLine
get_last_line (const char *text, gsize length)
{
  const char *start = text + length;

  while (start > text && start[-1] != '\n')
    start--;
  return (BookgenLine){ .start = start, .length = text + length - start };
}

/* The text stops within a paragraph, not at the end of a sentence, heading, row or item. */
static gboolean
is_mid_sentence (const char *text, gsize length)
{
  BookgenLine line = get_last_line (text, length);
  BookgenFence fence;

  return length > 0 && !bookgen_line_is_fence (&line, &fence) && bookgen_line_get_heading (&line, NULL, NULL) == 0
         && !bookgen_line_is_rule (&line) && !bookgen_line_is_structure (&line)
         && !bookgen_ending_is_sentence (text, length);
}

/* What goes between two texts that touch without a space. A word may be cut in two, so only what cannot be within a word
 * or a sentence is set apart. */
static const char *
choose_between (const char *text, gsize length, const char *next)
{
  const char *last = g_utf8_find_prev_char (text, text + length);
  gunichar before = g_utf8_get_char (last);
  gunichar after = g_utf8_get_char (next);
  BookgenLine line = get_last_line (text, length);

  if (last > text && g_ascii_isspace (last[-1]))
    return ""; /* an opening quotation mark, a sign of a list */
  if (bookgen_ending_is_sentence (text, length))
    return g_unichar_isupper (after) || strchr ("#>|-", *next) != NULL ? "\n\n" : "";
  if (!g_unichar_islower (before) || !g_unichar_isupper (after))
    return "";
  return bookgen_line_get_heading (&line, NULL, NULL) > 0 ? "\n\n" : " ";
}

gsize
bookgen_normalise_join (const char *text, const char *continuation, const char **between)
{
  gsize length = strlen (text), bare = length;
  gsize blank = strspn (continuation, " \t\r\n");
  gsize overlap;

  while (bare > 0 && g_ascii_isspace (text[bare - 1]))
    bare--;
  *between = "";
  overlap = find_overlap (text, bare, continuation + blank);
  if (overlap > 0)
    return blank + overlap + (bare < length ? strspn (continuation + blank + overlap, " \t\r\n") : 0);
  if (bare == 0 || continuation[blank] == '\0' || is_in_code (text))
    return 0;
  if (has_blank_line (continuation, blank) && memchr (text + bare, '\n', length - bare) == NULL && is_mid_sentence (text, bare))
    {
      *between = bare == length ? " " : "";
      return blank;
    }
  if (bare < length && text[length - 1] == ' ')
    return strspn (continuation, " "); /* one space between two words, whoever sent it */
  if (blank == 0 && bare == length)
    *between = choose_between (text, length, continuation);
  return 0;
}
