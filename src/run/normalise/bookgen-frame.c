/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-frame.h"

#include <string.h>

#include "bookgen-chatter.h"
#include "bookgen-front-matter.h"
#include "bookgen-heading.h"
#include "bookgen-outer-fence.h"
#include "bookgen-title.h"

/* Frames within frames are looked for this often; nobody nests them deeper, and it keeps the work linear. */
#define ROUNDS_MAX 16
#define PREAMBLE_MAX_BYTES 1200
#define POSTAMBLE_MAX_BYTES 2400
#define NUMBER_MAX_BYTES 200

typedef struct
{
  GArray *lines;
  BookgenNormalised *record;
  char *title; /* folded; NULL for none */
  guint first; /* the first line that is neither blank nor gone; lines->len when none is left */
  guint last;  /* likewise the last */
  gboolean open;
  gboolean open_think;
} Frame;

static BookgenLine *
line_at (Frame *self, guint index)
{
  return &g_array_index (self->lines, BookgenLine, index);
}

static gboolean
is_empty (Frame *self, guint index)
{
  return line_at (self, index)->gone || bookgen_line_is_blank (line_at (self, index));
}

static void
find_ends (Frame *self)
{
  while (self->first < self->lines->len && is_empty (self, self->first))
    self->first++;
  while (self->last > self->first && is_empty (self, self->last))
    self->last--;
}

static void
take_out (Frame *self, const char *what, guint from, guint to)
{
  const BookgenLine *start = line_at (self, from), *end = line_at (self, to);

  bookgen_normalised_add_removal (self->record, what, start->raw_line, start->start,
                                  end->start + end->length - start->start);
  for (guint i = from; i <= to; i++)
    line_at (self, i)->gone = TRUE;
  find_ends (self);
}

/* ---- Thinking (G3) ---- */

static const char *
find_tag (const char *from, const char *end, const char *tag)
{
  gsize length = strlen (tag);

  for (; from + length <= end; from++)
    if (*from == '<' && g_ascii_strncasecmp (from, tag, length) == 0)
      return from;
  return NULL;
}

static gboolean
drop_until (Frame *self, const char *from, const char *to)
{
  guint index = self->first;

  bookgen_normalised_add_removal (self->record, "think", line_at (self, index)->raw_line, from, to - from);
  for (; line_at (self, index)->start + line_at (self, index)->length < to; index++)
    line_at (self, index)->gone = TRUE;
  to += strspn (to, " \t");
  line_at (self, index)->length -= to - line_at (self, index)->start;
  line_at (self, index)->start = to;
  find_ends (self);
  return TRUE;
}

/* Behind a line that is a closing tag alone and has no opening one before it: some servers' templates send the opening one
 * as part of the prompt. NULL for none; a tag within a line of text or after
 * code has begun is the author's matter. */
static const char *
find_lone_end (Frame *self, const char *tag)
{
  g_autofree char *opening = g_strdup_printf ("<%s>", tag);
  g_autofree char *closing = g_strdup_printf ("</%s>", tag);
  gsize length = strlen (closing);

  for (guint i = self->first; i <= self->last; i++)
    {
      const BookgenLine *line = line_at (self, i);
      const char *start = line->start + strspn (line->start, " \t");
      gsize rest = line->length - MIN (line->length, (gsize) (start - line->start));

      if (line->gone)
        continue;
      if (g_ascii_strncasecmp (start, opening, strlen (opening)) == 0 || strncmp (start, "```", 3) == 0)
        return NULL;
      if (rest >= length && g_ascii_strncasecmp (start, closing, length) == 0
          && strspn (start + length, " \t\r") >= rest - length)
        return start + length;
    }
  return NULL;
}

static gboolean
drop_think (Frame *self)
{
  static const char *const TAGS[] = { "think", "thinking", "reasoning", "thought" };
  BookgenLine *line = line_at (self, self->first);
  const char *start = line->start + strspn (line->start, " \t");
  const BookgenLine *last = line_at (self, self->last);

  for (guint i = 0; i < G_N_ELEMENTS (TAGS); i++)
    {
      g_autofree char *opening = g_strdup_printf ("<%s>", TAGS[i]);
      g_autofree char *closing = g_strdup_printf ("</%s>", TAGS[i]);
      const char *end;

      if (g_ascii_strncasecmp (start, opening, strlen (opening)) != 0)
        {
          end = find_lone_end (self, TAGS[i]);
          if (end != NULL)
            return drop_until (self, line->start, end);
          continue;
        }
      end = find_tag (start, last->start + last->length, closing);
      if (end != NULL)
        return drop_until (self, start, end + strlen (closing));
      self->open_think = TRUE;
      return FALSE;
    }
  return FALSE;
}

/* ---- Front matter (G5) ---- */

static gboolean
drop_front_matter (Frame *self)
{
  guint end = bookgen_front_matter_find_end (self->lines, self->first);

  if (end == 0)
    return FALSE;
  take_out (self, "front-matter", self->first, end);
  return TRUE;
}

/* ---- The fence around it all (G6) ---- */

static char *
dup_paragraph (Frame *self, guint from, guint to)
{
  const BookgenLine *start = line_at (self, from), *end = line_at (self, to);

  return g_strndup (start->start, end->start + end->length - start->start);
}

/* One line before the fence may announce it. */
static guint
find_outer_fence (Frame *self, guint *closing)
{
  guint next = bookgen_line_find_next (self->lines, self->first);
  const BookgenLine *line = line_at (self, self->first);
  g_autofree char *announcement = NULL;

  if (bookgen_outer_fence_is (self->lines, self->first, closing))
    return self->first;
  if (next >= self->lines->len || line->length > PREAMBLE_MAX_BYTES || bookgen_line_get_heading (line, NULL, NULL) > 0)
    return self->lines->len;
  announcement = dup_paragraph (self, self->first, self->first);
  return bookgen_chatter_is_preamble (announcement) && bookgen_outer_fence_is (self->lines, next, closing)
             ? next
             : self->lines->len;
}

static gboolean
drop_outer_fence (Frame *self)
{
  guint closing;
  guint opening = find_outer_fence (self, &closing);

  if (opening >= self->lines->len)
    return FALSE;
  if (opening > self->first)
    take_out (self, "preamble", self->first, self->first);
  take_out (self, "fence", opening, opening);
  if (closing > 0)
    take_out (self, "fence", closing, closing);
  else
    self->open = TRUE;
  return TRUE;
}

/* ---- Announcement (G7) ---- */

static gboolean
is_bold_line (const BookgenLine *line)
{
  return line->length > 4 && (strncmp (line->start, "**", 2) == 0 || strncmp (line->start, "__", 2) == 0)
         && strncmp (line->start + line->length - 2, line->start, 2) == 0
         && g_strstr_len (line->start + 2, line->length - 4, "**") == NULL;
}

static gboolean
says_title (Frame *self, const char *text, gsize length)
{
  g_autofree char *folded = NULL;

  if (self->title == NULL || length > G_MAXINT16)
    return FALSE;
  folded = bookgen_title_fold (text, length, NULL);
  return *folded != '\0' && strcmp (folded, self->title) == 0;
}

static gboolean
is_break (Frame *self, guint index)
{
  const BookgenLine *line = line_at (self, index);
  BookgenFence fence;

  return bookgen_line_get_heading (line, NULL, NULL) > 0 || bookgen_line_get_underline (line) != '\0'
         || bookgen_line_is_rule (line) || bookgen_line_is_fence (line, &fence);
}

static gboolean
begins_chapter (Frame *self, guint index)
{
  const BookgenLine *line = line_at (self, index);

  return is_break (self, index) || bookgen_heading_get_underlined (self->lines, index) > 0
         || (is_bold_line (line) && says_title (self, line->start, line->length));
}

static gboolean
drop_preamble (Frame *self)
{
  guint end = self->first, next;
  g_autofree char *paragraph = NULL;

  if (is_break (self, self->first) || bookgen_heading_get_underlined (self->lines, self->first) > 0)
    return FALSE;
  while (end + 1 < self->lines->len && !is_empty (self, end + 1) && !begins_chapter (self, end + 1))
    end++;
  next = bookgen_line_find_next (self->lines, end);
  if (next >= self->lines->len || !begins_chapter (self, next)
      || line_at (self, end)->start - line_at (self, self->first)->start > PREAMBLE_MAX_BYTES)
    return FALSE;
  paragraph = dup_paragraph (self, self->first, end);
  if (!bookgen_chatter_is_preamble (paragraph))
    return FALSE;
  take_out (self, "preamble", self->first, end);
  return TRUE;
}

/* ---- The chapter's own title (G9) ---- */

/* The last line of the heading at INDEX: the one under it, where it is underlined. */
static guint
get_heading_end (Frame *self, guint index)
{
  gboolean marked = bookgen_line_get_heading (line_at (self, index), NULL, NULL) > 0;

  return index + (!marked && bookgen_heading_get_underlined (self->lines, index) > 0);
}

static gboolean
drop_heading (Frame *self, guint index)
{
  take_out (self, "title", index, get_heading_end (self, index));
  return TRUE;
}

/* "Chapter 3" alone, and the title below it. */
static gboolean
drop_number_and_title (Frame *self, guint number)
{
  guint next = bookgen_line_find_next (self->lines, get_heading_end (self, number));
  const char *text;
  gsize length;

  bookgen_heading_get_level (self->lines, number, &text, &length);
  if (next >= self->lines->len || length > NUMBER_MAX_BYTES || !begins_chapter (self, next)
      || !bookgen_title_is_only_number (text, length))
    return FALSE;
  if (bookgen_heading_get_level (self->lines, next, &text, &length) == 0)
    text = line_at (self, next)->start, length = line_at (self, next)->length;
  return says_title (self, text, length) && drop_heading (self, number) && drop_heading (self, next);
}

static gboolean
drop_title (Frame *self)
{
  const BookgenLine *first = line_at (self, self->first);
  guint heading;
  const char *text;
  gsize length;

  if (self->title == NULL)
    return FALSE;
  if (is_bold_line (first) && says_title (self, first->start, first->length))
    return drop_heading (self, self->first);
  heading = bookgen_heading_find (self->lines, self->first);
  if (heading >= self->lines->len)
    return FALSE;
  bookgen_heading_get_level (self->lines, heading, &text, &length);
  return says_title (self, text, length) ? drop_heading (self, heading) : drop_number_and_title (self, heading);
}

/* ---- Rules at the edges, offers at the end (G8) ---- */

static gboolean
drop_leading_rule (Frame *self)
{
  if (!bookgen_line_is_rule (line_at (self, self->first)))
    return FALSE;
  take_out (self, "rule", self->first, self->first);
  return TRUE;
}

static gboolean
ends_in_code (Frame *self)
{
  BookgenFence code = { 0 };

  for (guint i = self->first; i <= self->last; i++)
    if (!line_at (self, i)->gone)
      bookgen_line_track_code (line_at (self, i), &code);
  return code.count > 0;
}

static gboolean
drop_trailing_rule (Frame *self)
{
  guint last = self->last;

  if (!bookgen_line_is_rule (line_at (self, last))
      || (last > 0 && bookgen_heading_get_underlined (self->lines, last - 1) > 0))
    return FALSE;
  take_out (self, "rule", last, last);
  return TRUE;
}

static gboolean
drop_postamble (Frame *self)
{
  guint start = self->last;
  g_autofree char *paragraph = NULL;

  if (is_break (self, start))
    return FALSE;
  while (start > self->first && !is_empty (self, start - 1) && !is_break (self, start - 1))
    start--;
  if (start == self->first || line_at (self, self->last)->start - line_at (self, start)->start > POSTAMBLE_MAX_BYTES)
    return FALSE;
  paragraph = dup_paragraph (self, start, self->last);
  if (!bookgen_chatter_is_postamble (paragraph))
    return FALSE;
  take_out (self, "postamble", start, self->last);
  return TRUE;
}

static gboolean
drop_end (Frame *self)
{
  gboolean dropped = FALSE;

  if (self->first >= self->lines->len || ends_in_code (self))
    return FALSE;
  while (self->first < self->last && (drop_trailing_rule (self) || drop_postamble (self)))
    dropped = TRUE;
  return dropped;
}

static gboolean
drop_start (Frame *self)
{
  static gboolean (*const STEPS[]) (Frame *)
      = { drop_think, drop_front_matter, drop_outer_fence, drop_preamble, drop_title, drop_leading_rule };
  gboolean dropped = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (STEPS); i++)
    if (self->first < self->lines->len && STEPS[i](self))
      dropped = TRUE;
  return dropped;
}

gboolean
bookgen_frame_drop (GArray *lines, const char *title, BookgenNormalised *record)
{
  Frame self = { .lines = lines, .record = record, .last = lines->len - 1 };

  if (lines->len == 0)
    return FALSE;
  self.title = title != NULL ? bookgen_title_fold (title, -1, NULL) : NULL;
  find_ends (&self);
  for (guint round = 0; round < ROUNDS_MAX; round++)
    {
      gboolean dropped = drop_end (&self);

      if (!drop_start (&self) && !dropped)
        break;
    }
  if (self.open_think)
    bookgen_normalised_add_finding (record, BOOKGEN_FINDING_THINKING, "", 0, 0);
  g_free (self.title);
  return self.open;
}
