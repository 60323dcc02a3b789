/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outer-fence.h"

#include <string.h>

static BookgenLine *
line_at (GArray *lines, guint index)
{
  return &g_array_index (lines, BookgenLine, index);
}

/* Running text, not a line of code: it begins like a sentence and has words. */
static gboolean
is_prose (const BookgenLine *line)
{
  gunichar first = line->length > 0 ? g_utf8_get_char (line->start + strspn (line->start, " *_\"“‘'")) : 0;
  guint words = 0;

  for (gsize i = 0; i < line->length; i++)
    {
      if (strchr ("{}=<>;$\\", line->start[i]) != NULL)
        return FALSE;
      words += line->start[i] == ' ';
    }
  if (first >= 0x2E80)
    return line->length >= 24;
  return g_unichar_isalpha (first) && !g_unichar_islower (first) && words >= 5;
}

/* What a bare fence encloses begins as a chapter does: with prose, perhaps below headings. */
static gboolean
begins_with_prose (GArray *lines, guint index)
{
  while (index < lines->len && bookgen_line_get_heading (line_at (lines, index), NULL, NULL) > 0)
    index = bookgen_line_find_next (lines, index);
  return index < lines->len && is_prose (line_at (lines, index));
}

/* The bare fence that ends the block which OPENING began at INDEX: the last one, where those before it pair up. 0: none. */
static guint
find_closing (GArray *lines, guint index, const BookgenFence *opening)
{
  gboolean in_block = FALSE;
  guint bare = 0, last_bare = 0;
  BookgenFence fence;

  for (guint i = index + 1; i < lines->len; i++)
    {
      if (line_at (lines, i)->gone || !bookgen_line_is_fence (line_at (lines, i), &fence) || fence.mark != opening->mark
          || fence.count < opening->count)
        continue;
      if (fence.info_length > 0)
        in_block = TRUE;
      else if (in_block)
        in_block = FALSE;
      else
        bare++, last_bare = i;
    }
  return bare % 2 == 1 ? last_bare : 0;
}

/* A fence that ends early, with more behind it than in it, is the chapter's own example. */
static gboolean
encloses_most (GArray *lines, guint index, guint closing)
{
  const BookgenLine *last = line_at (lines, lines->len - 1);

  while (last->gone)
    last--;
  return closing == 0
         || line_at (lines, closing)->start - line_at (lines, index)->start
                >= last->start + last->length - line_at (lines, closing)->start;
}

static gboolean
is_markdown (const BookgenFence *fence)
{
  return (fence->info_length == 8 && g_ascii_strncasecmp (fence->info, "markdown", 8) == 0)
         || (fence->info_length == 2 && g_ascii_strncasecmp (fence->info, "md", 2) == 0);
}

gboolean
bookgen_outer_fence_is (GArray *lines, guint index, guint *closing)
{
  guint inside = bookgen_line_find_next (lines, index);
  BookgenFence fence;

  if (!bookgen_line_is_fence (line_at (lines, index), &fence))
    return FALSE;
  if (!is_markdown (&fence) && (fence.info_length > 0 || inside >= lines->len || !begins_with_prose (lines, inside)))
    return FALSE;
  *closing = find_closing (lines, index, &fence);
  return encloses_most (lines, index, *closing);
}
