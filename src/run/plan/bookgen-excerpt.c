/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-excerpt.h"

#include <string.h>

#include "bookgen-chat.h"

/* No word is longer: what has no blank in so many bytes is a script without blanks. */
#define MAX_WORD_BYTES 60
#define MAX_TOKEN_BYTES 32

static gsize
skip_blank (const char *text)
{
  return strspn (text, " \t\r\n");
}

/* Where TEXT ends without blanks at its end, LENGTH bytes at most. */
static gsize
trim_end (const char *text, gsize length)
{
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  return length;
}

/* Back from LENGTH bytes to the end of a word. */
static gsize
end_word (const char *text, gsize length)
{
  gsize least = length > MAX_WORD_BYTES ? length - MAX_WORD_BYTES : 0;
  for (gsize end = length; end > least; end--)
    if (g_ascii_isspace (text[end - 1]))
      return end;
  return length;
}

static char *
cut_at (const char *text, gsize length)
{
  if (text[length] == '\0')
    return g_strndup (text, trim_end (text, length));
  gsize end = trim_end (text, end_word (text, length));
  g_autofree char *kept = g_strndup (text, end);
  return g_strconcat (kept, "…", NULL);
}

char *
bookgen_excerpt_cut (const char *text, guint chars)
{
  text += skip_blank (text);
  const char *end = text;
  for (guint i = 0; i < chars && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  return cut_at (text, *end != '\0' && end[skip_blank (end)] == '\0' ? strlen (text) : (gsize) (end - text));
}

/* How many of the characters of TEXT, which takes ALL tokens, take at most about TOKENS. */
static glong
count_fitting (const char *text, gint64 all, gint64 tokens)
{
  return (double) g_utf8_strlen (text, -1) * MAX (tokens - 1, 0) / MAX (all, 1);
}

/* TEXT without what is certainly too much, so that a text of megabytes costs no more than its part. */
static char *
dup_near (const char *text, gint64 tokens)
{
  gsize length = strlen (text), most = tokens * MAX_TOKEN_BYTES;
  if (length <= most)
    return g_strdup (text);
  while (most > 0 && (text[most] & 0xC0) == 0x80)
    most--;
  return g_strndup (text, most);
}

char *
bookgen_excerpt_head (const char *text, gint64 tokens)
{
  g_autofree char *head = dup_near (text + skip_blank (text), tokens);
  gint64 all;
  while ((all = bookgen_text_estimate_tokens (head)) > tokens && tokens > 0)
    {
      g_autofree char *old = g_steal_pointer (&head);
      head = bookgen_excerpt_cut (old, count_fitting (old, all, tokens));
    }
  g_strchomp (head);
  return g_steal_pointer (&head);
}

/* Where the last COUNT characters begin, from the start of a word. */
static const char *
find_tail (const char *text, glong count)
{
  glong length = g_utf8_strlen (text, -1);
  const char *tail = length > count ? g_utf8_offset_to_pointer (text, length - count) : text;
  gsize word = strcspn (tail, " \n");
  return tail > text && word < MAX_WORD_BYTES && tail[word] != '\0' ? tail + word + 1 : tail;
}

char *
bookgen_excerpt_tail (const char *text, gint64 tokens)
{
  gsize length = strlen (text), most = tokens * MAX_TOKEN_BYTES;
  const char *tail = length > most ? text + length - most : text;
  while ((*tail & 0xC0) == 0x80)
    tail++;
  gint64 all;
  while (*tail != '\0' && (all = bookgen_text_estimate_tokens (tail)) > tokens)
    tail = find_tail (tail, count_fitting (tail, all, tokens));
  return g_strchomp (g_strdup (tail + skip_blank (tail)));
}

static gboolean
is_prose (const char *paragraph)
{
  return *paragraph != '\0' && strchr ("#|`~>-*+=<", *paragraph) == NULL;
}

char *
bookgen_excerpt_last_paragraph (const char *text, gint64 tokens)
{
  g_autofree char *end = bookgen_excerpt_tail (text, tokens * 8);
  g_auto (GStrv) paragraphs = g_strsplit (end, "\n\n", -1);
  for (guint i = g_strv_length (paragraphs); i > 0; i--)
    if (is_prose (g_strstrip (paragraphs[i - 1])))
      return bookgen_excerpt_tail (paragraphs[i - 1], tokens);
  return bookgen_excerpt_tail (text, tokens);
}

void
bookgen_excerpt_clean (char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\r')
      text[i] = '\n';
    else if ((guchar) text[i] < ' ' && text[i] != '\n' && text[i] != '\t')
      text[i] = ' ';
}

char *
bookgen_excerpt_one_line (const char *text)
{
  g_autofree char *line = g_strdup (text);
  g_strdelimit (line, "\r\n\t", ' ');
  return g_strdup (g_strstrip (line));
}
