/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-increment.h"

#include <string.h>

typedef enum { EMPTY, ONE_PIECE, HELD, PIECES, WHOLE } State;

struct _BookgenIncrement {
  State state;
  GString *seen; /* the text so far, while it may still be repeated: not in PIECES */
  GString *held; /* in HELD: the second piece, which begins with the first */
  guint times;   /* how often it came, in a row */
};

/* The end has come, and the second piece repeats this much of the first: no chance. */
enum { TELLING_LENGTH = 8 };

BookgenIncrement *
bookgen_increment_new (void)
{
  BookgenIncrement *self = g_new0 (BookgenIncrement, 1);

  self->seen = g_string_new (NULL);
  self->held = g_string_new (NULL);
  return self;
}

void
bookgen_increment_free (BookgenIncrement *self)
{
  g_string_free (self->seen, TRUE);
  g_string_free (self->held, TRUE);
  g_free (self);
}

static gboolean
repeats (const GString *before, const char *piece, gsize length)
{
  return length > before->len && memcmp (piece, before->str, before->len) == 0;
}

static void
settle_on_pieces (BookgenIncrement *self, GString *out)
{
  for (guint i = 0; i < self->times; i++)
    g_string_append_len (out, self->held->str, self->held->len);
  g_string_truncate (self->held, 0);
  g_string_truncate (self->seen, 0);
  self->state = PIECES;
}

void
bookgen_increment_push_whole (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  if (self->state == PIECES)
    return; /* the pieces have brought it already */
  self->state = WHOLE;
  g_string_truncate (self->held, 0);
  if (!repeats (self->seen, piece, length))
    return;
  g_string_append_len (out, piece + self->seen->len, length - self->seen->len);
  g_string_append_len (self->seen, piece + self->seen->len, length - self->seen->len);
}

static void
push_second (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  g_string_append_len (self->held, piece, length);
  self->times = 1;
  self->state = HELD;
  if (!repeats (self->seen, piece, length))
    settle_on_pieces (self, out);
}

static void
push_third (BookgenIncrement *self, const char *piece, gsize length, GString *out)
{
  if (length == self->held->len && memcmp (piece, self->held->str, length) == 0)
    {
      self->times++;
      return;
    }
  if (repeats (self->held, piece, length))
    {
      bookgen_increment_push_whole (self, piece, length, out);
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
  switch (self->state)
    {
    case EMPTY:
      g_string_append_len (self->seen, piece, length);
      g_string_append_len (out, piece, length);
      self->state = ONE_PIECE;
      break;
    case ONE_PIECE:
      push_second (self, piece, length, out);
      break;
    case HELD:
      push_third (self, piece, length, out);
      break;
    case PIECES:
      g_string_append_len (out, piece, length);
      break;
    case WHOLE:
      bookgen_increment_push_whole (self, piece, length, out);
      break;
    }
}

void
bookgen_increment_end (BookgenIncrement *self, GString *out)
{
  g_autoptr (GString) held = NULL;

  if (self->state != HELD)
    return;
  if (self->seen->len < TELLING_LENGTH)
    {
      settle_on_pieces (self, out);
      return;
    }
  held = g_string_new_len (self->held->str, self->held->len);
  bookgen_increment_push_whole (self, held->str, held->len, out);
}
