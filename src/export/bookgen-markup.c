/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-markup.h"

#include "bookgen-stack.h"
#include "bookgen-escape.h"

#include <string.h>

/* libxml2, and with it many readers, gives up at 256. */
#define MAX_DEPTH 100

struct _BookgenMarkup {
  BookgenStack stack;
};

BookgenMarkup *
bookgen_markup_new (void)
{
  BookgenMarkup *self = g_new0 (BookgenMarkup, 1);

  bookgen_stack_init (&self->stack);
  return self;
}

void
bookgen_markup_free (BookgenMarkup *self)
{
  bookgen_stack_clear (&self->stack);
  g_free (self);
}

static int
top_loud (BookgenStack *stack)
{
  return bookgen_stack_get_loud (stack, bookgen_stack_get_top (stack));
}

/* NULL outside of all elements. */
static BookgenStackFrame *
container_of (BookgenStack *stack)
{
  return bookgen_stack_get (stack, bookgen_stack_get_container (stack));
}

static const char *
implied_child (BookgenContent content)
{
  switch (content)
    {
    case BOOKGEN_CONTENT_ITEMS:
      return "li";
    case BOOKGEN_CONTENT_TERMS:
      return "dd";
    case BOOKGEN_CONTENT_SECTIONS:
      return "tbody";
    case BOOKGEN_CONTENT_ROWS:
      return "tr";
    case BOOKGEN_CONTENT_CELLS:
      return "td";
    default:
      return NULL;
    }
}

static BookgenContent
content_of_container (BookgenStack *stack)
{
  const BookgenStackFrame *frame = container_of (stack);

  return frame ? frame->element->content : BOOKGEN_CONTENT_FLOW;
}

/* Puts what must stand between a list or table and content that came without it. */
static void
push_implied (BookgenStack *stack)
{
  const char *name;

  while ((name = implied_child (content_of_container (stack))))
    bookgen_stack_push (stack, bookgen_element_find (name), NULL, FALSE, FALSE);
}

/* What a block asks of one frame that it would stand in. */
typedef enum { ROOM_HERE, ROOM_BELOW, ROOM_NONE } Room;

static Room
make_room_in (BookgenStack *stack, int index, gboolean ours)
{
  const BookgenStackFrame *frame = bookgen_stack_get (stack, index);
  gboolean raw = bookgen_stack_is_raw_from (stack, index);
  gboolean paragraph = frame->element->role == BOOKGEN_ELEMENT_PARAGRAPH;

  if (bookgen_stack_is_inline (frame) || (paragraph && !raw))
    {
      bookgen_stack_suspend (stack, index);
      return ROOM_BELOW;
    }
  if (frame->element->content != BOOKGEN_CONTENT_PHRASING && frame->element->content != BOOKGEN_CONTENT_RUBY
      && (!frame->full || !raw))
    return ROOM_HERE;
  if (!raw || (!paragraph && !frame->full && !ours))
    return ROOM_NONE;
  bookgen_stack_pop_to (stack, index);
  return ROOM_BELOW;
}

/* Ends or splits what a block cannot stand in. FALSE when it cannot stand here at all. */
static gboolean
make_room_for_block (BookgenStack *stack, gboolean ours)
{
  Room room = ROOM_BELOW;

  for (int i = top_loud (stack); i >= 0 && room == ROOM_BELOW; i = bookgen_stack_get_loud (stack, i - 1))
    room = make_room_in (stack, i, ours);
  if (room == ROOM_NONE)
    return FALSE;
  push_implied (stack);
  return TRUE;
}

static void
make_room_for_text (BookgenStack *stack)
{
  int i = bookgen_stack_get_container (stack);
  const BookgenStackFrame *frame = bookgen_stack_get (stack, i);

  if (frame && frame->full && bookgen_stack_is_raw_from (stack, i))
    bookgen_stack_pop_to (stack, i);
  push_implied (stack);
  frame = container_of (stack);
  if (!frame || bookgen_element_is (frame->element, "section"))
    bookgen_stack_push (stack, bookgen_element_find ("p"), NULL, FALSE, FALSE);
}

static gboolean
is_parent (const BookgenStackFrame *frame, const BookgenElement *element)
{
  return frame && bookgen_element_list_has (element->parents, frame->element->name);
}

static gboolean
is_in (BookgenStack *stack, const char *name)
{
  for (int i = top_loud (stack); i >= 0; i = bookgen_stack_get_loud (stack, i - 1))
    if (bookgen_element_is (bookgen_stack_get (stack, i)->element, name))
      return TRUE;
  return FALSE;
}

/* HTML standard: these may not stand in one of their own, and rp holds only text. */
static gboolean
is_misnested (BookgenStack *stack, const BookgenElement *element)
{
  static const char unnestable[] = "a dfn ruby";
  const BookgenStackFrame *container = container_of (stack);

  if (container && bookgen_element_is (container->element, "rp"))
    return TRUE;
  return bookgen_element_list_has (unnestable, element->name) && is_in (stack, element->name);
}

static gboolean
make_room (BookgenStack *stack, const BookgenElement *element, gboolean ours)
{
  switch (element->role)
    {
    case BOOKGEN_ELEMENT_INLINE:
      if (is_misnested (stack, element))
        return FALSE;
      make_room_for_text (stack);
      return TRUE;
    case BOOKGEN_ELEMENT_PART:
      return is_parent (container_of (stack), element);
    case BOOKGEN_ELEMENT_PARAGRAPH:
    case BOOKGEN_ELEMENT_BLOCK:
    default:
      return make_room_for_block (stack, ours);
    }
}

static gboolean
is_too_deep (BookgenStack *stack, const BookgenElement *element)
{
  return stack->frames->len >= MAX_DEPTH && element->role != BOOKGEN_ELEMENT_PART;
}

void
bookgen_markup_open (BookgenMarkup *self, const char *name, const char *attributes)
{
  BookgenStack *stack = &self->stack;
  const BookgenElement *element = bookgen_element_find (name);
  gboolean stands = !is_too_deep (stack, element) && make_room (stack, element, TRUE);

  bookgen_stack_push (stack, element, attributes, TRUE, !stands);
}

void
bookgen_markup_close (BookgenMarkup *self)
{
  BookgenStack *stack = &self->stack;
  while (!bookgen_stack_get (stack, bookgen_stack_get_top (stack))->ours)
    bookgen_stack_pop (stack);
  bookgen_stack_pop (stack);
}

void
bookgen_markup_empty (BookgenMarkup *self, const char *name, const char *attributes)
{
  BookgenStack *stack = &self->stack;
  const BookgenElement *element = bookgen_element_find (name);

  if (!make_room (stack, element, TRUE))
    return;
  bookgen_stack_receive (stack, element);
  if (element->role == BOOKGEN_ELEMENT_INLINE)
    bookgen_stack_materialise (stack);
  g_string_append_printf (stack->out, "<%s%s/>", name, attributes ? attributes : "");
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!strchr (" \t\n\r\f", text[i]) || text[i] == '\0')
      return FALSE;
  return TRUE;
}

/* White space that would only begin a paragraph, or stand between items or cells. */
static gboolean
is_idle_space (BookgenStack *stack, const char *text, gsize length)
{
  const BookgenStackFrame *frame;

  if (!is_blank (text, length))
    return FALSE;
  frame = container_of (stack);
  return !frame || implied_child (frame->element->content) || bookgen_element_is (frame->element, "section")
         || (bookgen_stack_is_lazy (frame->element) && !frame->written && frame->element->content != BOOKGEN_CONTENT_RUBY);
}

/* Whether the next character brings the start tag of an inline element with it. */
static gboolean
is_owed_start (BookgenStack *stack)
{
  const BookgenStackFrame *frame = bookgen_stack_get (stack, top_loud (stack));

  return frame && bookgen_stack_is_inline (frame) && !frame->written;
}

void
bookgen_markup_text (BookgenMarkup *self, const char *text, gssize length)
{
  BookgenStack *stack = &self->stack;
  gsize length_bytes = length < 0 ? strlen (text) : (gsize) length;

  if (length_bytes == 0 || is_idle_space (stack, text, length_bytes))
    return;
  if (!is_blank (text, length_bytes))
    make_room_for_text (stack);
  if (!is_blank (text, length_bytes) || is_owed_start (stack))
    bookgen_stack_receive (stack, NULL);
  bookgen_stack_materialise (stack);
  bookgen_escape (stack->out, text, (gssize) length_bytes);
}

void
bookgen_markup_newline (BookgenMarkup *self)
{
  BookgenStack *stack = &self->stack;
  int i = bookgen_stack_get_container (stack);

  if (i == top_loud (stack) && content_of_container (stack) != BOOKGEN_CONTENT_PHRASING
      && content_of_container (stack) != BOOKGEN_CONTENT_RUBY)
    g_string_append_c (stack->out, '\n');
}

/* Parts of the table that somebody left out around a row or cell. */
static void
push_until_parent (BookgenStack *stack, const BookgenElement *element)
{
  while (!is_parent (container_of (stack), element))
    bookgen_stack_push (stack, bookgen_element_find (implied_child (content_of_container (stack))), NULL, FALSE, FALSE);
}

static gboolean
can_hold (const BookgenStackFrame *frame, const BookgenElement *element)
{
  gboolean row = bookgen_element_is (element, "tr");
  gboolean cell = bookgen_element_is (element, "td") || bookgen_element_is (element, "th");

  return is_parent (frame, element) || ((row || cell) && frame->element->content == BOOKGEN_CONTENT_SECTIONS)
         || (cell && frame->element->content == BOOKGEN_CONTENT_ROWS);
}

/* What may stand once, or only first. */
static gboolean
comes_too_late (const BookgenStackFrame *frame, const BookgenElement *element)
{
  return (frame->captioned && bookgen_element_is (element, "figcaption"))
         || (frame->seen && bookgen_element_is (element, "summary"));
}

/* Ends raw elements up to the one that ELEMENT is a part of. */
static gboolean
make_room_for_raw_part (BookgenStack *stack, const BookgenElement *element)
{
  for (int i = bookgen_stack_get_top (stack); i >= 0 && !bookgen_stack_get (stack, i)->ours; i--)
    {
      if (!can_hold (bookgen_stack_get (stack, i), element))
        continue;
      if (comes_too_late (bookgen_stack_get (stack, i), element))
        return FALSE;
      bookgen_stack_pop_to (stack, i + 1);
      push_until_parent (stack, element);
      return TRUE;
    }
  return FALSE;
}

/* A table has one head, and it comes first. */
static const BookgenElement *
late_head_is_body (BookgenStack *stack, const BookgenElement *element)
{
  const BookgenStackFrame *frame = container_of (stack);

  return bookgen_element_is (element, "thead") && frame->seen ? bookgen_element_find ("tbody") : element;
}

gboolean
bookgen_markup_open_raw (BookgenMarkup *self, const char *name, const char *attributes)
{
  BookgenStack *stack = &self->stack;
  const BookgenElement *element = bookgen_element_find (name);
  gboolean part = element->role == BOOKGEN_ELEMENT_PART;

  if (element->content == BOOKGEN_CONTENT_NONE)
    {
      if (element->role == BOOKGEN_ELEMENT_INLINE || make_room_for_block (stack, FALSE))
        bookgen_markup_empty (self, name, attributes);
      return TRUE;
    }
  if (is_too_deep (stack, element))
    return FALSE;
  if (part ? !make_room_for_raw_part (stack, element) : !make_room (stack, element, FALSE))
    return FALSE;
  bookgen_stack_push (stack, part ? late_head_is_body (stack, element) : element, attributes, FALSE, FALSE);
  return TRUE;
}

void
bookgen_markup_close_raw (BookgenMarkup *self, const char *name)
{
  BookgenStack *stack = &self->stack;
  for (int i = bookgen_stack_get_top (stack); i >= 0 && !bookgen_stack_get (stack, i)->ours; i--)
    if (bookgen_element_is (bookgen_stack_get (stack, i)->element, name))
      {
        bookgen_stack_pop_to (stack, i);
        return;
      }
}

gboolean
bookgen_markup_is_in (BookgenMarkup *self, const char *name)
{
  return is_in (&self->stack, name);
}

char *
bookgen_markup_finish (BookgenMarkup *self)
{
  BookgenStack *stack = &self->stack;
  bookgen_stack_pop_to (stack, 0);
  return g_string_free (g_steal_pointer (&stack->out), FALSE);
}
