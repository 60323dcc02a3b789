/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-stack.h"

#include <string.h>

static void
clear_frame (gpointer data)
{
  g_free (((BookgenStackFrame *) data)->attributes);
}

void
bookgen_stack_init (BookgenStack *self)
{
  self->out = g_string_new (NULL);
  self->frames = g_array_new (FALSE, TRUE, sizeof (BookgenStackFrame));
  g_array_set_clear_func (self->frames, clear_frame);
}

void
bookgen_stack_clear (BookgenStack *self)
{
  if (self->out)
    g_string_free (self->out, TRUE);
  g_array_unref (self->frames);
}

int
bookgen_stack_get_top (const BookgenStack *self)
{
  return (int) self->frames->len - 1;
}

BookgenStackFrame *
bookgen_stack_get (const BookgenStack *self, int index)
{
  return index < 0 ? NULL : &g_array_index (self->frames, BookgenStackFrame, index);
}

int
bookgen_stack_get_loud (const BookgenStack *self, int index)
{
  return index < 0 ? -1 : bookgen_stack_get (self, index)->loud;
}

/* A ruby counts as a container, for its parts. */
gboolean
bookgen_stack_is_inline (const BookgenStackFrame *frame)
{
  return frame->element->role == BOOKGEN_ELEMENT_INLINE && frame->element->content != BOOKGEN_CONTENT_RUBY;
}

gboolean
bookgen_stack_is_lazy (const BookgenElement *element)
{
  return element->role == BOOKGEN_ELEMENT_INLINE || element->role == BOOKGEN_ELEMENT_PARAGRAPH
         || (element->role == BOOKGEN_ELEMENT_BLOCK && element->content == BOOKGEN_CONTENT_PHRASING
             && !bookgen_element_is (element, "pre"));
}

int
bookgen_stack_get_container (const BookgenStack *self)
{
  int i = bookgen_stack_get_loud (self, bookgen_stack_get_top (self));

  while (i >= 0 && bookgen_stack_is_inline (bookgen_stack_get (self, i)))
    i = bookgen_stack_get_loud (self, i - 1);
  return i;
}

gboolean
bookgen_stack_is_raw_from (const BookgenStack *self, int index)
{
  for (int i = bookgen_stack_get_top (self); i >= index; i--)
    if (bookgen_stack_get (self, i)->ours)
      return FALSE;
  return TRUE;
}

static void
write_start (BookgenStack *self, BookgenStackFrame *frame)
{
  char *id;

  g_string_append_printf (self->out, "<%s%s>", frame->element->name, frame->attributes ? frame->attributes : "");
  frame->written = TRUE;
  /* An id comes last and stands only once, however often the element is split. */
  id = frame->attributes ? strstr (frame->attributes, " id=\"") : NULL;
  if (id)
    *id = '\0';
}

void
bookgen_stack_suspend (BookgenStack *self, int index)
{
  BookgenStackFrame *frame = bookgen_stack_get (self, index);

  if (frame->written)
    g_string_append_printf (self->out, "</%s>", frame->element->name);
  frame->written = FALSE;
}

void
bookgen_stack_materialise (BookgenStack *self)
{
  int from = MAX (bookgen_stack_get_container (self), 0);

  /* Around a ruby there may be more that is owed. */
  while (from > 0 && bookgen_stack_get (self, from)->element->role == BOOKGEN_ELEMENT_INLINE)
    from--;
  for (int i = from; i <= bookgen_stack_get_top (self); i++)
    if (!bookgen_stack_get (self, i)->silent && !bookgen_stack_get (self, i)->written)
      write_start (self, bookgen_stack_get (self, i));
}

static void
pay (BookgenStack *self, BookgenStackFrame *frame)
{
  if (frame->owed)
    g_string_append (self->out, frame->owed);
  frame->owed = NULL;
}

/* What its content model asks of an element that has nothing of it. */
static void
complete (BookgenStack *self, const BookgenStackFrame *frame)
{
  if (frame->seen)
    return;
  if (bookgen_element_is (frame->element, "dl"))
    g_string_append (self->out, "<dt></dt><dd></dd>");
  else if (bookgen_element_is (frame->element, "ruby"))
    g_string_append (self->out, "<rt></rt>");
  else if (bookgen_element_is (frame->element, "details"))
    g_string_append (self->out, "<summary>…</summary>");
}

void
bookgen_stack_pop (BookgenStack *self)
{
  int top = bookgen_stack_get_top (self);
  BookgenStackFrame *frame = bookgen_stack_get (self, top);

  if (frame->written)
    {
      pay (self, frame);
      complete (self, frame);
      bookgen_stack_suspend (self, top);
    }
  g_array_set_size (self->frames, self->frames->len - 1);
}

void
bookgen_stack_pop_to (BookgenStack *self, int length)
{
  while ((int) self->frames->len > length)
    bookgen_stack_pop (self);
}

static gboolean
is_named (const BookgenElement *element, const char *name)
{
  return element && bookgen_element_is (element, name);
}

/* Terms and descriptions: at least one of each, in turn. */
static void
receive_in_list (BookgenStack *self, BookgenStackFrame *frame, const BookgenElement *child)
{
  gboolean term = is_named (child, "dt");

  if (!frame->seen && !term)
    g_string_append (self->out, "<dt></dt>");
  frame->seen = TRUE;
  frame->owed = term ? "<dd></dd>" : NULL;
}

/* Base text, then rt, or rp, rt, rp. */
static void
receive_in_ruby (BookgenStack *self, BookgenStackFrame *frame, const BookgenElement *child)
{
  static const char rest[] = "<rt></rt><rp></rp>", last[] = "<rp></rp>";
  gboolean parenthesis = is_named (child, "rp");

  if (is_named (child, "rt"))
    {
      gboolean opened = frame->owed == rest;

      if (!opened)
        pay (self, frame);
      frame->seen = TRUE;
      frame->owed = opened ? last : NULL;
      return;
    }
  if (parenthesis && frame->owed == last)
    {
      frame->owed = NULL;
      return;
    }
  frame->seen = frame->seen || frame->owed;
  pay (self, frame);
  frame->owed = parenthesis ? rest : NULL;
}

void
bookgen_stack_receive (BookgenStack *self, const BookgenElement *child)
{
  BookgenStackFrame *frame = bookgen_stack_get (self, bookgen_stack_get_container (self));

  if (!frame)
    return;
  if (is_named (frame->element, "dl"))
    receive_in_list (self, frame, child);
  else if (is_named (frame->element, "ruby"))
    receive_in_ruby (self, frame, child);
  else if (is_named (frame->element, "details") && !frame->seen && !is_named (child, "summary"))
    g_string_append (self->out, "<summary>…</summary>");
  if (is_named (child, "figcaption"))
    {
      frame->captioned = TRUE;
      frame->full = frame->seen;
    }
  if (frame->element->content != BOOKGEN_CONTENT_RUBY)
    frame->seen = TRUE;
}

/* Whatever carries an id is written at once: something refers to it. */
static gboolean
has_id (const BookgenStackFrame *frame)
{
  return frame->attributes && strstr (frame->attributes, " id=\"");
}

void
bookgen_stack_push (BookgenStack *self, const BookgenElement *element, const char *attributes, gboolean ours, gboolean silent)
{
  int below = bookgen_stack_get_loud (self, bookgen_stack_get_top (self));
  BookgenStackFrame frame = { .element = element, .ours = ours, .silent = silent, .attributes = g_strdup (attributes),
                              .loud = silent ? below : (int) self->frames->len };

  if (!silent && element->role == BOOKGEN_ELEMENT_PART)
    bookgen_stack_materialise (self);
  if (!silent && (!bookgen_stack_is_inline (&frame) || has_id (&frame)))
    bookgen_stack_receive (self, bookgen_stack_is_inline (&frame) ? NULL : element);
  g_array_append_val (self->frames, frame);
  if (silent)
    return;
  if (!bookgen_stack_is_lazy (element))
    write_start (self, bookgen_stack_get (self, bookgen_stack_get_top (self)));
  else if (has_id (&frame))
    bookgen_stack_materialise (self);
}
