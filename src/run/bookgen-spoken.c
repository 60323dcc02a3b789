/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-spoken.h"

#include <string.h>

/* Inside a line. */

/* The end of what opens at START with OPEN and is closed by CLOSE on the same line; NULL where it is not. */
static const char *
find_close (const char *start, const char *end, char open, char close)
{
  guint depth = 0;
  for (const char *p = start; p < end; p++)
    {
      depth += *p == open;
      if (*p == close && --depth == 0)
        return p;
    }
  return NULL;
}

static void append_inline (GString *out, const char *start, const char *end, guint depth);

/* [words](address), ![alternative](address), [^note]: what is said of it. Returns where to go on, START where it is none. */
static const char *
append_link (GString *out, const char *start, const char *end, guint depth)
{
  gboolean picture = *start == '!';
  const char *open = start + picture;
  const char *close = open < end && *open == '[' ? find_close (open, end, '[', ']') : NULL;
  if (close == NULL || depth > 4)
    return start;
  const char *after = close + 1;
  if (after < end && *after == '(' && (after = find_close (after, end, '(', ')')) != NULL)
    after++;
  else
    after = close + 1;
  if (!picture && open[1] != '^')
    append_inline (out, open + 1, close, depth + 1);
  return after;
}

/* <https://…>, <b>: nothing is said. START where it is neither. */
static const char *
skip_tag (const char *start, const char *end)
{
  const char *close = memchr (start, '>', end - start);
  gboolean tag = close != NULL && start + 1 < end && (g_ascii_isalpha (start[1]) || strchr ("/!?", start[1]) != NULL);
  return tag ? close + 1 : start;
}

/* A star or a line below that marks stress, and not one in a word or between blanks. */
static gboolean
is_stress (const char *start, const char *p, const char *end)
{
  gboolean before = p > start && (g_ascii_isalnum (p[-1]) || (guchar) p[-1] >= 0x80);
  gboolean after = p + 1 < end && (g_ascii_isalnum (p[1]) || (guchar) p[1] >= 0x80);
  gboolean blank_before = p == start || p[-1] == ' ';
  gboolean blank_after = p + 1 >= end || p[1] == ' ';
  return !(blank_before && blank_after) && !(*p == '_' && before && after);
}

static void
append_inline (GString *out, const char *start, const char *end, guint depth)
{
  for (const char *p = start; p < end;)
    {
      const char *next = p;
      if (*p == '\\' && p + 1 < end && g_ascii_ispunct (p[1]))
        {
          g_string_append_c (out, p[1]);
          next = p + 2;
        }
      else if (*p == '[' || (*p == '!' && p + 1 < end && p[1] == '['))
        next = append_link (out, p, end, depth);
      else if (*p == '<')
        next = skip_tag (p, end);
      else if (*p == '`' || (strchr ("*_~", *p) != NULL && is_stress (start, p, end)))
        next = p + 1;
      if (next == p)
        g_string_append_c (out, *next++);
      p = next;
    }
}

/* Line by line. */

static const char *
skip_blanks (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  return p;
}

/* Past quote marks, a heading's marks or a list's. */
static const char *
skip_marks (const char *p, const char *end)
{
  const char *start = p = skip_blanks (p, end);
  while (p < end && *p == '>')
    p = skip_blanks (p + 1, end);
  while (p < end && *p == '#')
    p++;
  if (p > start)
    return skip_blanks (p, end);
  const char *digits = p;
  while (p < end && g_ascii_isdigit (*p))
    p++;
  gboolean numbered = p > digits && p + 1 < end && (*p == '.' || *p == ')') && p[1] == ' ';
  gboolean bullet = p == digits && p + 1 < end && strchr ("-*+", *p) != NULL && p[1] == ' ';
  return numbered || bullet ? skip_blanks (p + 1, end) : digits;
}

/* A rule, or the line below a table's head. */
static gboolean
is_only_marks (const char *start, const char *end)
{
  gsize length = 0;
  for (const char *p = start; p < end; p++)
    {
      if (strchr ("-=*_|: \t", *p) == NULL)
        return FALSE;
      length += *p != ' ';
    }
  return length >= 2;
}

static gboolean
is_fence (const char *start, const char *end)
{
  const char *p = skip_blanks (start, end);
  return end - p >= 3 && (strncmp (p, "```", 3) == 0 || strncmp (p, "~~~", 3) == 0);
}

/* A table's row is read cell by cell. */
static void
append_line (GString *out, const char *start, const char *end)
{
  g_autoptr (GString) line = g_string_new (NULL);
  append_inline (line, start, end, 0);
  gboolean row = start < end && *start == '|';
  if (row)
    g_strdelimit (line->str, "|", ',');
  const char *words = g_strchug (line->str);
  if (row)
    words = g_strchug (line->str + (*line->str == ','));
  gsize length = strlen (words);
  while (length > 0 && strchr (row ? " ,\t\r" : " \t\r", words[length - 1]) != NULL)
    length--;
  if (length == 0)
    return;
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ' ');
  g_string_append_len (out, words, length);
}

static void
end_paragraph (GString *out)
{
  if (out->len > 0 && !g_str_has_suffix (out->str, "\n\n"))
    g_string_append (out, "\n\n");
}

char *
bookgen_spoken_from_markdown (const char *markdown)
{
  GString *out = g_string_new (NULL);
  gboolean in_code = FALSE;
  for (const char *line = markdown; *line != '\0';)
    {
      const char *end = line + strcspn (line, "\n");
      const char *words = skip_marks (line, end);
      gboolean fence = is_fence (line, end);
      in_code ^= fence;
      if (words != skip_blanks (line, end) || words == end || fence)
        end_paragraph (out);
      if (!in_code && !fence && !is_only_marks (words, end))
        append_line (out, words, end);
      if (*skip_blanks (line, end) == '#')
        end_paragraph (out);
      line = *end == '\n' ? end + 1 : end;
    }
  return g_strchomp (g_string_free (out, FALSE));
}

/* Cutting. */

static gboolean
ends_sentence (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x061f || c == 0x0964;
}

/* What may stand between the end of a sentence and the blank behind it. */
static gboolean
closes (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);
  return c == '"' || c == '\'' || type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION;
}

/* The best place in the first MAX_CHARS characters of TEXT to cut behind. */
static const char *
find_cut (const char *text, guint max_chars)
{
  const char *sentence = NULL, *blank = NULL, *p = text;
  gboolean ended = FALSE;
  for (guint i = 0; i < max_chars && *p != '\0'; i++)
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '\n' || (ended && g_unichar_isspace (c)))
        sentence = p;
      if (g_unichar_isspace (c))
        blank = p;
      ended = ends_sentence (c) || (ended && closes (c));
      p = g_utf8_next_char (p);
      if (ended && c >= 0x3000) /* scripts that leave no blank */
        sentence = p;
    }
  if (*p == '\0')
    return p;
  if (sentence != NULL && sentence > text)
    return sentence;
  return blank != NULL && blank > text ? blank : p;
}

GStrv
bookgen_spoken_cut (const char *text, guint max_chars)
{
  g_autoptr (GStrvBuilder) pieces = g_strv_builder_new ();
  while (g_ascii_isspace (*text))
    text++;
  while (*text != '\0')
    {
      const char *end = find_cut (text, MAX (max_chars, 1));
      g_autofree char *piece = g_strchomp (g_strndup (text, end - text));
      if (*piece != '\0')
        g_strv_builder_add (pieces, piece);
      for (text = end; g_ascii_isspace (*text);)
        text++;
    }
  return g_strv_builder_end (pieces);
}
