/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-ending.h"

#include <string.h>

#include "bookgen-line.h"

/* How far back the last block is looked at, in lines; a longer one is judged by these. */
#define LAST_LINES 64
#define SIGNATURE_MAX_CHARS 60

/* Full stop, question and exclamation marks: Latin, Greek, CJK and half width, Arabic, Urdu, Devanagari, Armenian, Ethiopic,
 * Burmese, Khmer, Tibetan, Mongolian. */
static const char ENDS[] = ".!?…‽‼⁇⁈⁉。！？．｡؟۔।॥։።፧፨။៕។།༎᠃᠉";
static const char CLOSERS[] = "\"'”’“‘»«›‹」』）)]】》〉｣}*_`~†‡";

static gboolean
is_one_of (gunichar c, const char *set)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

/* Scripts that are written without a mark at the end of a sentence. */
static gboolean
is_unmarked_script (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_THAI || script == G_UNICODE_SCRIPT_LAO;
}

/* The marker of a footnote: [^1]. Returns the length without it. */
static gsize
drop_note (const char *text, gsize length)
{
  gsize at = length;

  if (length < 4 || text[length - 1] != ']')
    return length;
  while (at > 0 && length - at < 40 && text[at - 1] != '[' && text[at - 1] != '\n')
    at--;
  return at > 0 && text[at - 1] == '[' && text[at] == '^' ? at - 1 : length;
}

static gunichar
step_back (const char *text, gsize *length)
{
  const char *at;

  if (*length == 0)
    return 0;
  at = g_utf8_find_prev_char (text, text + *length);
  *length = at - text;
  return g_utf8_get_char (at);
}

/* A Greek question ends with a semicolon. */
static gboolean
is_greek_question (const char *text, gsize length, gunichar last)
{
  return (last == ';' || last == 0x37E) && g_unichar_get_script (step_back (text, &length)) == G_UNICODE_SCRIPT_GREEK;
}

gboolean
bookgen_ending_is_sentence (const char *text, gsize length)
{
  gboolean closed = FALSE;
  gunichar c;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  length = drop_note (text, length);
  for (c = step_back (text, &length); is_one_of (c, CLOSERS) || (closed && g_unichar_isspace (c));
       c = step_back (text, &length))
    closed = TRUE;
  if (is_one_of (c, ENDS) || is_unmarked_script (c) || is_greek_question (text, length, c))
    return TRUE;
  /* “But I—” is how a broken-off speech ends. */
  return closed && (c == 0x2014 || c == 0x2013);
}

static guint
count_columns (const BookgenLine *line)
{
  guint columns = 0;

  for (gsize i = 0; i < line->length; i++)
    if (line->start[i] == '|' && (i == 0 || line->start[i - 1] != '\\'))
      columns++;
  return columns;
}

static gboolean
is_row (const BookgenLine *line)
{
  return line->length > 0 && line->start[strspn (line->start, " ")] == '|';
}

static gboolean
is_cut_row (GArray *lines, guint last)
{
  const BookgenLine *row = &g_array_index (lines, BookgenLine, last);
  const BookgenLine *before = last > 0 ? &g_array_index (lines, BookgenLine, last - 1) : NULL;

  return before == NULL || !is_row (before) || count_columns (before) != count_columns (row);
}

/* A list whose other items have no full stop either ends as it should. */
static gboolean
has_unmarked_sibling (GArray *lines, guint last)
{
  while (last-- > 0)
    {
      const BookgenLine *line = &g_array_index (lines, BookgenLine, last);

      if (!bookgen_line_is_blank (line))
        return bookgen_line_is_structure (line) && !bookgen_ending_is_sentence (line->start, line->length);
    }
  return FALSE;
}

/* Whether MARK, twice in a row where DOUBLED, stands an odd number of times in the last paragraph. */
static gboolean
is_odd (const char *text, gsize length, char mark, gsize run)
{
  gboolean odd = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gsize count = 0;

      if (text[i] == '\\')
        i++;
      else
        while (i + count < length && text[i + count] == mark)
          count++;
      if (count >= run)
        odd = !odd;
      i += count > 0 ? count - 1 : 0;
    }
  return odd;
}

static gboolean
has_open_link (const char *text, gsize length)
{
  const char *open = g_strrstr_len (text, length, "](");

  return open != NULL && memchr (open, ')', length - (open - text)) == NULL;
}

/* A line by itself that needs no full stop: "*The End*", a picture, a formula, a tag, an attribution. */
static gboolean
is_complete_by_form (const char *text, gsize length)
{
  const char *end = text + length;

  if (length == 0)
    return FALSE;
  if (g_str_has_prefix (text, "![") || end[-1] == '>' || g_str_has_prefix (text, "—") || g_str_has_prefix (text, "–"))
    return TRUE;
  if (length > 1 && (strncmp (end - 2, "$$", 2) == 0 || strncmp (end - 2, "\\]", 2) == 0))
    return TRUE;
  return strchr ("*_", *text) != NULL && length > 2 && end[-1] == *text && !g_ascii_isspace (text[1])
         && g_utf8_strlen (text, length) <= SIGNATURE_MAX_CHARS;
}

static gboolean
ends_with_symbol (const char *text, gsize length)
{
  gunichar c = step_back (text, &length);

  return g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL || c == 0xFE0F;
}

static gboolean
is_cut_prose (const char *block, gsize block_length, const BookgenLine *line)
{
  const char *text = line->start + strspn (line->start, " \t>");
  gsize length = line->start + line->length > text ? (gsize)(line->start + line->length - text) : 0;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (is_odd (block, block_length, '`', 1) || is_odd (block, block_length, '*', 2) || has_open_link (block, block_length))
    return TRUE;
  return !bookgen_ending_is_sentence (text, length) && !is_complete_by_form (text, length)
         && !ends_with_symbol (text, length);
}

/* The lines of the end of TEXT, without blank ones after it. */
static GArray *
split_end (const char *text)
{
  gsize length = strlen (text);
  const char *start;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  start = text + length;
  for (guint lines = 0; start > text && lines < LAST_LINES; start--)
    if (start[-1] == '\n' && ++lines == LAST_LINES)
      break;
  return bookgen_line_split (start);
}

gboolean
bookgen_ending_looks_cut (const char *text)
{
  g_autoptr (GArray) lines = split_end (text);
  BookgenFence fence;
  guint last, first;
  const BookgenLine *line;
  gsize length;

  while (lines->len > 0 && bookgen_line_is_blank (&g_array_index (lines, BookgenLine, lines->len - 1)))
    g_array_set_size (lines, lines->len - 1);
  if (lines->len == 0)
    return FALSE;
  last = first = lines->len - 1;
  line = &g_array_index (lines, BookgenLine, last);
  if (bookgen_line_is_rule (line) || bookgen_line_is_fence (line, &fence))
    return FALSE;
  if (bookgen_line_get_heading (line, NULL, NULL) > 0)
    return TRUE;
  if (is_row (line))
    return is_cut_row (lines, last);
  while (first > 0 && !bookgen_line_is_blank (line - 1))
    first--, line--;
  line = &g_array_index (lines, BookgenLine, last);
  length = line->start + line->length - g_array_index (lines, BookgenLine, first).start;
  if (bookgen_line_is_structure (line) && has_unmarked_sibling (lines, last))
    return FALSE;
  return is_cut_prose (g_array_index (lines, BookgenLine, first).start, length, line);
}
