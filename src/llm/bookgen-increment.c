/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-increment.h"

#include <string.h>

typedef enum { EMPTY, UNSURE, PIECES, WHOLE } State;

struct _BookgenIncrement {
  State state;
  GString *last; /* the newest piece; in WHOLE the text so far */
  GString *held; /* in UNSURE: all pieces after the first, in a row */
  gsize shown;   /* how much of last has come out */
  gsize before;  /* in UNSURE: how long the piece before last was */
  guint growths; /* in UNSURE: how often a piece began with the one before and went on */
};

enum {
  SURE_BYTES = 16, /* so much repeated, twice in a row, is no chance */
  END_BYTES = 8,   /* so much repeated, when nothing more will come to tell */
};

BookgenIncrement *
bookgen_increment_new (void)
{
  BookgenIncrement *self = g_new0 (BookgenIncrement, 1);

  self->last = g_string_new (NULL);
  self->held = g_string_new (NULL);
  return self;
}

void
bookgen_increment_free (BookgenIncrement *self)
{
  g_string_free (self->last, TRUE);
  g_string_free (self->held, TRUE);
  g_free (self);
}

gsize
bookgen_increment_get_held (BookgenIncrement *self)
{
  return self->held->len;
}

static gsize
common_length (const GString *last, const char *piece, gsize length)
{
  gsize i = 0;

  while (i < MIN (last->len, length) && last->str[i] == piece[i])
    i++;
  return i;
}

static void
set_last (BookgenIncrement *self, const char *piece, gsize length)
{
  self->before = self->last->len;
  g_string_truncate (self->last, 0);
  g_string_append_len (self->last, piece, length);
}

/* Whether the first LENGTH bytes of the text say something when they are repeated. Rules and indents, which are one
 * character over and over, do not. */
static gboolean
is_telling (const GString *text, gsize length, gsize enough)
{
  gsize same = 1;

  while (same < length && text->str[same] == text->str[0])
    same++;
  return length >= enough && same < length;
}

/* Begins anew with PIECE, which may turn out to be either. */
static void
begin (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  self->state = UNSURE;
  set_last (self, piece, length);
  self->shown = length;
  self->growths = 0;
  g_string_append_len (out, piece, length);
}

static void
settle_on_pieces (BookgenIncrement *self, GString *out)
{
  g_string_append_len (out, self->held->str, self->held->len);
  g_string_truncate (self->held, 0);
  g_string_truncate (self->last, 0);
  self->state = PIECES;
}

/* From the first whole character past what has come out. */
static void
show_rest (BookgenIncrement *self, GString *out)
{
  while (self->shown < self->last->len && (self->last->str[self->shown] & 0xC0) == 0x80)
    self->shown++;
  if (self->shown < self->last->len)
    g_string_append_len (out, self->last->str + self->shown, self->last->len - self->shown);
  self->shown = MAX (self->shown, self->last->len);
}

static void
settle_on_whole (BookgenIncrement *self, GString *out)
{
  g_string_truncate (self->held, 0);
  self->state = WHOLE;
  show_rest (self, out);
}

/* What does not go on from the text so far is the same text a little changed, where half of it is the same, and else new. */
static void
push_to_whole (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  gsize common = common_length (self->last, piece, length);

  if (common < self->last->len && common * 2 < self->last->len)
    begin (self, piece, length, out);
  else if (length > self->last->len)
    {
      set_last (self, piece, length);
      show_rest (self, out);
    }
}

static void
hold (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  gboolean grows = length > self->last->len;
  gboolean telling = is_telling (self->last, self->last->len, SURE_BYTES);

  g_string_append_len (self->held, piece, length);
  self->growths += grows;
  if (grows)
    set_last (self, piece, length);
  if (grows && telling && self->growths >= 2)
    settle_on_whole (self, out);
}

static void
push_unsure (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  gboolean repeats = common_length (self->last, piece, length) == self->last->len;

  if (repeats && (length > self->last->len || self->held->len > 0))
    {
      hold (self, piece, length, out);
      return;
    }
  settle_on_pieces (self, out);
  g_string_append_len (out, piece, length);
}

void
bookgen_increment_push (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  if (length == 0)
    return;
  if (self->state == EMPTY)
    begin (self, piece, length, out);
  else if (self->state == UNSURE)
    push_unsure (self, piece, length, out);
  else if (self->state == WHOLE)
    push_to_whole (self, piece, length, out);
  else
    g_string_append_len (out, piece, length);
}

void
bookgen_increment_push_whole (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  if (self->state == PIECES || length == 0)
    return; /* the pieces have brought it already */
  if (self->state == UNSURE && common_length (self->last, piece, length) < self->shown && self->held->len > 0)
    {
      settle_on_pieces (self, out);
      return;
    }
  if (self->state == UNSURE && self->held->len > 0)
    g_string_truncate (self->last, self->shown);
  g_string_truncate (self->held, 0);
  self->state = WHOLE;
  push_to_whole (self, piece, length, out);
  if (self->state == UNSURE)
    self->state = WHOLE;
}

void
bookgen_increment_end (BookgenIncrement *self, GString *out)
{
  if (self->state != UNSURE || self->held->len == 0)
    return;
  if (is_telling (self->last, self->before, END_BYTES))
    settle_on_whole (self, out);
  else
    settle_on_pieces (self, out);
}
