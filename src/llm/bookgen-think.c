/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-think.h"

#include <string.h>

/* So much of a block that is not closed is held. */
#define HELD_MAX_BYTES (256 * 1024)

static const char *const tag_names[] = { "think", "thinking", "thought", "reasoning" };

struct _BookgenThink {
  GString *held;      /* what may be a tag, or stands in a block that is not closed yet, tag included */
  gsize tag_start;    /* in held: where the "<" of a possible tag stands; G_MAXSIZE for none */
  const char *inside; /* the name of the block we are in; NULL outside */
  gboolean at_start;  /* nothing but white space has come out */
  gboolean drop_blank;/* white space after a block at the start goes with it */
  gboolean fenced;    /* in fenced code */
  guint ticks;        /* backticks in a row just before here */
  gboolean code_span; /* in `…` of the present line */
  gboolean line_start;
  gsize removed;
};

BookgenThink *
bookgen_think_new (void)
{
  BookgenThink *self = g_new0 (BookgenThink, 1);

  self->held = g_string_new (NULL);
  self->tag_start = G_MAXSIZE;
  self->at_start = self->line_start = TRUE;
  return self;
}

void
bookgen_think_free (BookgenThink *self)
{
  g_string_free (self->held, TRUE);
  g_free (self);
}

gsize
bookgen_think_get_removed (BookgenThink *self)
{
  return self->removed;
}

/* Follows Markdown's code as far as needed: three backticks at the start of a line open and close a fence, others a span
 * that lasts to the line's end at most. */
static void
follow_code (BookgenThink *self, char c)
{
  if (c == '`')
    {
      self->ticks++;
      if (self->ticks == 3 && self->line_start)
        self->fenced = !self->fenced;
      else if (self->ticks == 1 && !self->line_start)
        self->code_span = !self->code_span;
      return;
    }
  if (self->ticks > 0 && self->ticks < 3 && self->line_start)
    self->code_span = TRUE;
  self->ticks = 0;
  if (c == '\n')
    self->code_span = FALSE;
  self->line_start = c == '\n' || (self->line_start && c == ' ');
}

static void
emit (BookgenThink *self, const char *text, gsize length, GString *out)
{
  for (gsize i = 0; i < length; i++)
    {
      gboolean blank = g_ascii_isspace (text[i]);

      if (blank && self->at_start && self->drop_blank)
        continue;
      self->at_start = self->at_start && blank;
      follow_code (self, text[i]);
      g_string_append_c (out, text[i]);
    }
}

/* The name in "<name>" or "</name>"; NULL when TEXT is no such tag. */
static const char *
tag_name (const char *text, gsize length, gboolean closing)
{
  gsize skip = closing ? 2 : 1;

  if (length < skip + 2 || text[length - 1] != '>' || (text[1] == '/') != closing)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (tag_names); i++)
    if (strlen (tag_names[i]) == length - skip - 1
        && g_ascii_strncasecmp (text + skip, tag_names[i], length - skip - 1) == 0)
      return tag_names[i];
  return NULL;
}

/* Whether TEXT, which begins with "<", can still become a tag of ours. */
static gboolean
may_be_tag (const char *text, gsize length)
{
  gsize skip = length > 1 && text[1] == '/' ? 2 : 1;

  for (guint i = 0; i < G_N_ELEMENTS (tag_names); i++)
    if (length <= skip
        || (strlen (tag_names[i]) >= length - skip && g_ascii_strncasecmp (text + skip, tag_names[i], length - skip) == 0))
      return TRUE;
  return FALSE;
}

static void
release (BookgenThink *self, GString *out)
{
  emit (self, self->held->str, self->held->len, out);
  g_string_truncate (self->held, 0);
  self->tag_start = G_MAXSIZE;
}

static void
close_block (BookgenThink *self)
{
  self->removed += g_utf8_strlen (self->held->str, self->held->len);
  self->drop_blank = TRUE;
  g_string_truncate (self->held, 0);
  self->tag_start = G_MAXSIZE;
  self->inside = NULL;
}

/* A ">" has ended what may be a tag, in the held text. */
static void
end_tag (BookgenThink *self, GString *out)
{
  const char *tag = self->held->str + self->tag_start;
  gsize length = self->held->len - self->tag_start;

  self->tag_start = G_MAXSIZE;
  if (self->inside != NULL && tag_name (tag, length, TRUE) == self->inside)
    close_block (self);
  else if (self->inside == NULL && (self->inside = tag_name (tag, length, FALSE)) == NULL)
    release (self, out);
}

static gboolean
opens_tag (BookgenThink *self, char c)
{
  return c == '<' && (self->inside != NULL || (!self->fenced && !self->code_span && self->ticks == 0));
}

/* What is held of an open block is bounded: at the start it is reasoning whatever comes; later such a long one is text. */
static void
bound_block (BookgenThink *self, GString *out)
{
  if (self->inside == NULL || self->held->len < HELD_MAX_BYTES)
    return;
  if (!self->at_start)
    {
      self->inside = NULL;
      release (self, out);
      return;
    }
  self->removed += g_utf8_strlen (self->held->str, self->held->len);
  g_string_truncate (self->held, 0);
}

static void
push_byte (BookgenThink *self, char c, GString *out)
{
  if (self->tag_start != G_MAXSIZE && c != '>' && c != '<')
    {
      g_string_append_c (self->held, c);
      if (may_be_tag (self->held->str + self->tag_start, self->held->len - self->tag_start))
        return;
      self->tag_start = G_MAXSIZE;
      if (self->inside == NULL)
        release (self, out);
      return;
    }
  if (self->tag_start != G_MAXSIZE && c == '>')
    {
      g_string_append_c (self->held, c);
      end_tag (self, out);
      return;
    }
  if (self->inside == NULL && self->held->len > 0)
    release (self, out); /* "<" after "<": the first began no tag */
  if (opens_tag (self, c))
    self->tag_start = self->held->len;
  if (self->inside != NULL || self->tag_start != G_MAXSIZE)
    g_string_append_c (self->held, c);
  else
    emit (self, &c, 1, out);
  if (self->tag_start == G_MAXSIZE)
    bound_block (self, out);
}

void
bookgen_think_push (BookgenThink *self, const char *piece, gsize length, GString *out)
{
  for (gsize i = 0; i < length; i++)
    push_byte (self, piece[i], out);
}

void
bookgen_think_end (BookgenThink *self, GString *out)
{
  if (self->inside != NULL && self->at_start)
    close_block (self);
  self->inside = NULL;
  release (self, out);
}
