/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-math.h"

#include <string.h>

/* Longer than any formula; keeps the search for the end of one short where there is none. */
#define FORMULA_MAX_BYTES 8000
#define LINE_FORMULA_MAX_BYTES 1000

/* Non-characters U+FDD0…U+FDD6; Unicode keeps them for use within a program. */
#define MARK_BYTES 3
#define MARK(last) "\xEF\xB7" last
#define MARK_END MARK ("\x94")
#define MARK_PIPE MARK ("\x95")
#define MARK_NEWLINE MARK ("\x96")

typedef struct {
  const char *open, *close, *mark;
  gboolean display;
} Delimiter;

/* The longer of two that begin alike comes first. */
static const Delimiter delimiters[] = {
  { "$$", "$$", MARK ("\x91"), TRUE },
  { "$", "$", MARK ("\x90"), FALSE },
  { "\\(", "\\)", MARK ("\x92"), FALSE },
  { "\\[", "\\]", MARK ("\x93"), TRUE },
};

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n';
}

/* The end of the paragraph or heading that AT is in. */
static const char *
find_paragraph_end (const char *at, const char *end)
{
  while (at < end)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      const char *next = newline ? newline + 1 : end;

      while (next < end && (*next == ' ' || *next == '\t' || *next == '>'))
        next++;
      if (!newline || next == end || *next == '\n')
        return newline ? newline : end;
      at = newline + 1;
    }
  return end;
}

static const char *
search_end (const char *at, const char *end, gsize max_bytes)
{
  return (gsize) (end - at) > max_bytes ? at + max_bytes : end;
}

static const char *
find_text (const char *at, const char *end, const char *needle)
{
  return g_strstr_len (at, end - at, needle);
}

/* A closing “$”: on the same line, not after a space, not before a letter or digit. */
static const char *
find_dollar (const char *at, const char *end)
{
  for (const char *start = at; at < end && *at != '\n'; at++)
    {
      gboolean escaped = at > start && at[-1] == '\\';

      if (*at == '`')
        return NULL;
      if (*at == '$' && !escaped && at > start && !is_space (at[-1]) && !(at + 1 < end && g_ascii_isalnum (at[1])))
        return at;
    }
  return NULL;
}

static const char *
find_close (const Delimiter *delimiter, const char *at, const char *end)
{
  end = search_end (at, end, g_str_equal (delimiter->open, "$") ? LINE_FORMULA_MAX_BYTES : FORMULA_MAX_BYTES);
  if (g_str_equal (delimiter->open, "$"))
    return at < end && !is_space (*at) ? find_dollar (at, end) : NULL;
  return find_text (at, find_paragraph_end (at, end), delimiter->close);
}

static void
append_in_line (GString *out, const char *tex, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (tex[i] == '\n')
      g_string_append (out, MARK_NEWLINE);
    else if (tex[i] == '|')
      g_string_append (out, MARK_PIPE);
    else
      g_string_append_c (out, tex[i]);
}

/* The fence of a code span must be longer than every run of backticks in it. */
static void
append_fence (GString *out, const char *tex, gsize length)
{
  gsize longest = 0, run = 0;

  for (gsize i = 0; i < length; i++)
    {
      run = tex[i] == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  for (gsize i = 0; i <= longest; i++)
    g_string_append_c (out, '`');
}

static void
append_formula (GString *out, const Delimiter *delimiter, const char *tex, gsize length)
{
  append_fence (out, tex, length);
  g_string_append (out, delimiter->mark);
  append_in_line (out, tex, length);
  g_string_append (out, MARK_END);
  append_fence (out, tex, length);
}

static const Delimiter *
delimiter_at (const char *at, const char *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if ((gsize) (end - at) > strlen (delimiters[i].open) && g_str_has_prefix (at, delimiters[i].open))
      return &delimiters[i];
  return NULL;
}

/* Writes the formula at AT and returns what lies behind it; NULL when there is none. */
static const char *
take_formula (GString *out, const char *start, const char *at, const char *end)
{
  const Delimiter *delimiter = delimiter_at (at, end);
  gboolean in_word = *at == '$' && at > start && (g_ascii_isalnum (at[-1]) || at[-1] == '$');
  const char *tex = delimiter ? at + strlen (delimiter->open) : NULL;
  const char *close = tex && !in_word ? find_close (delimiter, tex, end) : NULL;

  if (!close || close == tex)
    return NULL;
  append_formula (out, delimiter, tex, (gsize) (close - tex));
  return close + strlen (delimiter->close);
}

static gsize
run_length (const char *at, const char *end, char c)
{
  gsize n = 0;

  while (at + n < end && at[n] == c)
    n++;
  return n;
}

/* Behind the code span that begins at AT, or behind its backticks when it never ends. */
static const char *
skip_code_span (const char *at, const char *end)
{
  gsize n = run_length (at, end, '`');
  const char *stop = find_paragraph_end (at, search_end (at, end, FORMULA_MAX_BYTES));

  for (const char *close = at + n; close < stop; )
    {
      gsize run = run_length (close, stop, '`');

      if (run == n)
        return close + run;
      close += MAX (run, 1);
    }
  return at + n;
}

/* The length of a code fence that the line at AT begins with, past what quotes and lists put before it; 0 for none. */
static gsize
fence_length (const char *at, const char *end, char *c)
{
  gsize n;

  while (at < end && (strchr (" \t>-*+.)", *at) || g_ascii_isdigit (*at)) && *at != '\0')
    at++;
  *c = at < end ? *at : '\0';
  n = *c == '`' || *c == '~' ? run_length (at, end, *c) : 0;
  if (*c == '`' && memchr (at + n, '`', strcspn (at + n, "\n")))
    return 0;
  return n >= 3 ? n : 0;
}

static const char *
line_end (const char *at, const char *end)
{
  const char *newline = memchr (at, '\n', (gsize) (end - at));

  return newline ? newline + 1 : end;
}

/* Behind the fenced code that begins at AT; NULL when none does. */
static const char *
skip_fence (const char *at, const char *end)
{
  char c, closing;
  gsize n = fence_length (at, end, &c);

  if (n == 0)
    return NULL;
  for (at = line_end (at, end); at < end; at = line_end (at, end))
    if (fence_length (at, end, &closing) >= n && closing == c)
      return line_end (at, end);
  return end;
}

static const char *
mark_inline (GString *out, const char *start, const char *at, const char *end)
{
  const char *behind = NULL;

  if (*at == '`')
    behind = skip_code_span (at, end);
  else if ((behind = take_formula (out, start, at, end)))
    return behind;
  else
    behind = at + (*at == '\\' && at + 1 < end && at[1] != '\n' ? 2 : 1);
  g_string_append_len (out, at, behind - at);
  return behind;
}

/* The text with the author's own non-characters replaced, so that every mark is ours. */
static char *
dup_unmistakable (const char *text, gsize length)
{
  char *copy = g_strndup (text, length);

  for (char *at = copy; (at = strstr (at, MARK (""))); at += MARK_BYTES)
    if ((guchar) at[2] >= 0x90 && (guchar) at[2] <= 0x96)
      memcpy (at, "\xEF\xBF\xBD", MARK_BYTES);
    else if (at[2] == '\0')
      break;
  return copy;
}

char *
bookgen_math_mark (const char *source, gsize length)
{
  g_autofree char *text = dup_unmistakable (source, length);
  const char *end = text + length;
  const char *at = text;
  GString *out = g_string_sized_new (length);

  while (at < end)
    {
      gboolean line_start = at == text || at[-1] == '\n';
      const char *behind = line_start ? skip_fence (at, end) : NULL;
      gsize plain = behind ? (gsize) (behind - at) : strcspn (at, "`$\\\n");

      g_string_append_len (out, at, (gssize) plain);
      at += plain;
      if (behind || at >= end)
        continue;
      at = mark_inline (out, text, at, end);
    }
  return g_string_free (out, FALSE);
}

static const Delimiter *
marked_with (const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (g_str_has_prefix (at, delimiters[i].mark))
      return &delimiters[i];
  return NULL;
}

/* TeX up to the mark of its end, which is left in END. */
static void
append_tex (GString *out, const char *at, const char **end)
{
  while (*at && !g_str_has_prefix (at, MARK_END))
    {
      gboolean newline = g_str_has_prefix (at, MARK_NEWLINE);

      if (newline || g_str_has_prefix (at, MARK_PIPE))
        g_string_append_c (out, newline ? '\n' : '|');
      else
        g_string_append_c (out, *at);
      at += newline || g_str_has_prefix (at, MARK_PIPE) ? MARK_BYTES : 1;
    }
  *end = at;
}

char *
bookgen_math_dup_tex (const char *literal, gboolean *display)
{
  const Delimiter *delimiter = marked_with (literal);
  GString *tex;
  const char *end;

  if (!delimiter)
    return NULL;
  tex = g_string_new (NULL);
  append_tex (tex, literal + MARK_BYTES, &end);
  *display = delimiter->display;
  return g_string_free (tex, FALSE);
}

char *
bookgen_math_dup_unmarked (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *at = text;

  while (*at)
    {
      const Delimiter *delimiter = marked_with (at);

      if (!delimiter)
        {
          g_string_append_c (out, *at++);
          continue;
        }
      while (out->len > 0 && out->str[out->len - 1] == '`')
        g_string_truncate (out, out->len - 1);
      g_string_append (out, delimiter->open);
      append_tex (out, at + MARK_BYTES, &at);
      g_string_append (out, delimiter->close);
      at += *at ? MARK_BYTES : 0;
      at += strspn (at, "`");
    }
  return g_string_free (out, FALSE);
}
