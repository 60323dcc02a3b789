/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-markup.h"

#include "bookgen-element.h"
#include "bookgen-escape.h"

#include <string.h>

/* libxml2, and with it many readers, gives up at 256. */
#define MAX_DEPTH 100

typedef struct {
  const BookgenElement *element;
  char *attributes;    /* what is still to be written of them */
  int loud;            /* index of the topmost frame up to this one that is not silent; -1 for none */
  gboolean ours;
  gboolean silent;     /* keeps opening and closing in pairs, writes nothing */
  gboolean written;    /* its start tag stands; FALSE: not yet, or closed by a block that splits it */
  gboolean seen;       /* has had a child (ruby: an rt; dl: a dt) */
  gboolean incomplete; /* dl: its last child is a dt. figure: a caption stands behind content, so nothing may follow */
} Frame;

struct _BookgenMarkup {
  GString *out;
  GArray *frames;
};

static void
clear_frame (gpointer data)
{
  g_free (((Frame *) data)->attributes);
}

BookgenMarkup *
bookgen_markup_new (void)
{
  BookgenMarkup *self = g_new0 (BookgenMarkup, 1);

  self->out = g_string_new (NULL);
  self->frames = g_array_new (FALSE, TRUE, sizeof (Frame));
  g_array_set_clear_func (self->frames, clear_frame);
  return self;
}

void
bookgen_markup_free (BookgenMarkup *self)
{
  if (self->out)
    g_string_free (self->out, TRUE);
  g_array_unref (self->frames);
  g_free (self);
}

static Frame *
frame_at (BookgenMarkup *self, int index)
{
  return index < 0 ? NULL : &g_array_index (self->frames, Frame, index);
}

static int
top_index (BookgenMarkup *self)
{
  return (int) self->frames->len - 1;
}

/* The topmost frame up to INDEX that is not silent. */
static int
loud_at (BookgenMarkup *self, int index)
{
  return index < 0 ? -1 : frame_at (self, index)->loud;
}

static gboolean
is_inline (const Frame *frame)
{
  return frame->element->role == BOOKGEN_ELEMENT_INLINE && frame->element->content != BOOKGEN_CONTENT_RUBY;
}

/* The frame in which the next character would stand, inline elements aside; -1 outside of all. */
static int
container_index (BookgenMarkup *self)
{
  int i = loud_at (self, top_index (self));

  while (i >= 0 && is_inline (frame_at (self, i)))
    i = loud_at (self, i - 1);
  return i;
}

/* Whether no element of ours is at INDEX or above it. */
static gboolean
is_free (BookgenMarkup *self, int index)
{
  for (int i = top_index (self); i >= index; i--)
    if (frame_at (self, i)->ours)
      return FALSE;
  return TRUE;
}

static void
write_start (BookgenMarkup *self, Frame *frame)
{
  char *id;

  g_string_append_printf (self->out, "<%s%s>", frame->element->name, frame->attributes ? frame->attributes : "");
  frame->written = TRUE;
  /* An id comes last and stands only once, however often the element is split. */
  id = frame->attributes ? strstr (frame->attributes, " id=\"") : NULL;
  if (id)
    *id = '\0';
}

static void
write_end (BookgenMarkup *self, Frame *frame)
{
  g_string_append_printf (self->out, "</%s>", frame->element->name);
  frame->written = FALSE;
}

/* Writes the start tags that are still owed, so that content can follow. */
static void
materialise (BookgenMarkup *self)
{
  int from = MAX (container_index (self), 0);

  if (from > 0 && frame_at (self, from)->element->content == BOOKGEN_CONTENT_RUBY)
    while (from > 0 && frame_at (self, from)->element->role == BOOKGEN_ELEMENT_INLINE)
      from--;
  for (int i = from; i <= top_index (self); i++)
    if (!frame_at (self, i)->silent && !frame_at (self, i)->written)
      write_start (self, frame_at (self, i));
}

/* What its content model still asks of an element that ends. */
static void
complete (BookgenMarkup *self, const Frame *frame)
{
  if (bookgen_element_is (frame->element, "dl") && (frame->incomplete || !frame->seen))
    g_string_append (self->out, frame->seen ? "<dd></dd>" : "<dt></dt><dd></dd>");
  if (bookgen_element_is (frame->element, "ruby") && !frame->seen)
    g_string_append (self->out, "<rt></rt>");
  if (bookgen_element_is (frame->element, "details") && !frame->seen)
    g_string_append (self->out, "<summary>…</summary>");
}

static void
pop (BookgenMarkup *self)
{
  Frame *frame = frame_at (self, top_index (self));

  if (frame->written)
    {
      complete (self, frame);
      write_end (self, frame);
    }
  g_array_set_size (self->frames, self->frames->len - 1);
}

static void
pop_to (BookgenMarkup *self, int length)
{
  while ((int) self->frames->len > length)
    pop (self);
}

/* Tells the container that CHILD (NULL: text) comes into it, and writes what must stand before it. */
static void
receive (BookgenMarkup *self, const BookgenElement *child)
{
  Frame *frame = frame_at (self, container_index (self));

  if (!frame)
    return;
  if (bookgen_element_is (frame->element, "details") && !frame->seen && !(child && bookgen_element_is (child, "summary")))
    g_string_append (self->out, "<summary>…</summary>");
  if (bookgen_element_is (frame->element, "dl"))
    {
      frame->incomplete = child && bookgen_element_is (child, "dt");
      if (!frame->seen && !frame->incomplete)
        g_string_append (self->out, "<dt></dt>");
    }
  if (bookgen_element_is (frame->element, "figure") && child && bookgen_element_is (child, "figcaption"))
    frame->incomplete = frame->seen;
  if (frame->element->content != BOOKGEN_CONTENT_RUBY || (child && bookgen_element_is (child, "rt")))
    frame->seen = TRUE;
}

static gboolean
is_lazy (const BookgenElement *element)
{
  return element->role == BOOKGEN_ELEMENT_INLINE || element->role == BOOKGEN_ELEMENT_PARAGRAPH
         || (element->role == BOOKGEN_ELEMENT_BLOCK && element->content == BOOKGEN_CONTENT_PHRASING
             && !bookgen_element_is (element, "pre"));
}

static void
push (BookgenMarkup *self, const BookgenElement *element, const char *attributes, gboolean ours, gboolean silent)
{
  int below = loud_at (self, top_index (self));
  Frame frame = { .element = element, .ours = ours, .silent = silent };

  if (!silent && !is_inline (&frame))
    {
      if (element->role == BOOKGEN_ELEMENT_PART && element->parents && strcmp (element->parents, "ruby") == 0)
        materialise (self);
      receive (self, element);
    }
  frame.attributes = g_strdup (attributes);
  frame.loud = silent ? below : (int) self->frames->len;
  g_array_append_val (self->frames, frame);
  if (!silent && (!is_lazy (element) || (attributes && strstr (attributes, " id=\""))))
    {
      if (is_lazy (element))
        materialise (self);
      else
        write_start (self, frame_at (self, top_index (self)));
    }
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
content_of_container (BookgenMarkup *self)
{
  int i = container_index (self);

  return i < 0 ? BOOKGEN_CONTENT_FLOW : frame_at (self, i)->element->content;
}

/* Puts what must stand between a list or table and content that came without it. */
static void
push_implied (BookgenMarkup *self)
{
  const char *name;

  while ((name = implied_child (content_of_container (self))))
    push (self, bookgen_element_find (name), NULL, FALSE, FALSE);
}

static void
suspend (BookgenMarkup *self, Frame *frame)
{
  if (frame->written)
    write_end (self, frame);
}

/* What a block asks of one frame that it would stand in. */
typedef enum { ROOM_HERE, ROOM_BELOW, ROOM_NONE } Room;

static Room
make_room_in (BookgenMarkup *self, int index, gboolean ours)
{
  Frame *frame = frame_at (self, index);
  gboolean full = bookgen_element_is (frame->element, "figure") && frame->incomplete;
  gboolean paragraph = frame->element->role == BOOKGEN_ELEMENT_PARAGRAPH;

  if (is_inline (frame) || (paragraph && !is_free (self, index)))
    {
      suspend (self, frame);
      return ROOM_BELOW;
    }
  if (frame->element->content != BOOKGEN_CONTENT_PHRASING && frame->element->content != BOOKGEN_CONTENT_RUBY && !full)
    return ROOM_HERE;
  if (!is_free (self, index))
    return full ? ROOM_HERE : ROOM_NONE;
  if (!paragraph && !full && !ours)
    return ROOM_NONE;
  pop_to (self, index);
  return ROOM_BELOW;
}

/* Ends or splits what a block cannot stand in. FALSE when it cannot stand here at all. */
static gboolean
make_room_for_block (BookgenMarkup *self, gboolean ours)
{
  Room room = ROOM_BELOW;

  for (int i = loud_at (self, top_index (self)); i >= 0 && room == ROOM_BELOW; i = loud_at (self, i - 1))
    room = make_room_in (self, i, ours);
  if (room == ROOM_NONE)
    return FALSE;
  push_implied (self);
  return TRUE;
}

static void
make_room_for_text (BookgenMarkup *self)
{
  int i = container_index (self);
  Frame *frame = frame_at (self, i);

  if (frame && bookgen_element_is (frame->element, "figure") && frame->incomplete && is_free (self, i))
    pop_to (self, i);
  push_implied (self);
  frame = frame_at (self, container_index (self));
  if (!frame || bookgen_element_is (frame->element, "section"))
    push (self, bookgen_element_find ("p"), NULL, FALSE, FALSE);
}

static gboolean
is_parent (const Frame *frame, const BookgenElement *element)
{
  return frame && bookgen_element_list_has (element->parents, frame->element->name);
}

gboolean
bookgen_markup_is_in (BookgenMarkup *self, const char *name)
{
  for (int i = loud_at (self, top_index (self)); i >= 0; i = loud_at (self, i - 1))
    if (bookgen_element_is (frame_at (self, i)->element, name))
      return TRUE;
  return FALSE;
}

/* HTML standard: these may not stand in one of their own. */
static gboolean
is_nested (BookgenMarkup *self, const BookgenElement *element)
{
  static const char unnestable[] = "a dfn ruby";

  return bookgen_element_list_has (unnestable, element->name) && bookgen_markup_is_in (self, element->name);
}

static gboolean
make_room (BookgenMarkup *self, const BookgenElement *element, gboolean ours)
{
  switch (element->role)
    {
    case BOOKGEN_ELEMENT_INLINE:
      if (is_nested (self, element))
        return FALSE;
      make_room_for_text (self);
      return TRUE;
    case BOOKGEN_ELEMENT_PART:
      return is_parent (frame_at (self, container_index (self)), element);
    case BOOKGEN_ELEMENT_PARAGRAPH:
    case BOOKGEN_ELEMENT_BLOCK:
    default:
      return make_room_for_block (self, ours);
    }
}

static gboolean
is_too_deep (BookgenMarkup *self, const BookgenElement *element)
{
  return self->frames->len >= MAX_DEPTH && element->role != BOOKGEN_ELEMENT_PART;
}

void
bookgen_markup_open (BookgenMarkup *self, const char *name, const char *attributes)
{
  const BookgenElement *element = bookgen_element_find (name);
  gboolean stands = !is_too_deep (self, element) && make_room (self, element, TRUE);

  push (self, element, attributes, TRUE, !stands);
}

void
bookgen_markup_close (BookgenMarkup *self)
{
  while (!frame_at (self, top_index (self))->ours)
    pop (self);
  pop (self);
}

void
bookgen_markup_empty (BookgenMarkup *self, const char *name, const char *attributes)
{
  const BookgenElement *element = bookgen_element_find (name);

  if (!make_room (self, element, TRUE))
    return;
  receive (self, element);
  if (element->role == BOOKGEN_ELEMENT_INLINE)
    materialise (self);
  g_string_append_printf (self->out, "<%s%s/>", name, attributes ? attributes : "");
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
is_idle_space (BookgenMarkup *self, const char *text, gsize length)
{
  const Frame *frame;

  if (!is_blank (text, length))
    return FALSE;
  frame = frame_at (self, container_index (self));
  return !frame || implied_child (frame->element->content) || bookgen_element_is (frame->element, "section")
         || (is_lazy (frame->element) && !frame->written && frame->element->content != BOOKGEN_CONTENT_RUBY);
}

void
bookgen_markup_text (BookgenMarkup *self, const char *text, gssize length)
{
  gsize length_bytes = length < 0 ? strlen (text) : (gsize) length;

  if (length_bytes == 0 || is_idle_space (self, text, length_bytes))
    return;
  if (!is_blank (text, length_bytes))
    {
      make_room_for_text (self);
      receive (self, NULL);
    }
  materialise (self);
  bookgen_escape (self->out, text, (gssize) length_bytes);
}

void
bookgen_markup_newline (BookgenMarkup *self)
{
  int i = container_index (self);

  if (i == loud_at (self, top_index (self)) && content_of_container (self) != BOOKGEN_CONTENT_PHRASING
      && content_of_container (self) != BOOKGEN_CONTENT_RUBY)
    g_string_append_c (self->out, '\n');
}

/* Parts of the table that somebody left out around a row or cell. */
static void
push_until_parent (BookgenMarkup *self, const BookgenElement *element)
{
  while (!is_parent (frame_at (self, container_index (self)), element))
    push (self, bookgen_element_find (implied_child (content_of_container (self))), NULL, FALSE, FALSE);
}

static gboolean
can_hold (const Frame *frame, const BookgenElement *element)
{
  gboolean row = bookgen_element_is (element, "tr");
  gboolean cell = bookgen_element_is (element, "td") || bookgen_element_is (element, "th");

  return is_parent (frame, element) || ((row || cell) && frame->element->content == BOOKGEN_CONTENT_SECTIONS)
         || (cell && frame->element->content == BOOKGEN_CONTENT_ROWS);
}

/* Ends raw elements up to the one that ELEMENT is a part of. */
static gboolean
make_room_for_raw_part (BookgenMarkup *self, const BookgenElement *element)
{
  for (int i = top_index (self); i >= 0 && !frame_at (self, i)->ours; i--)
    {
      if (!can_hold (frame_at (self, i), element))
        continue;
      if (frame_at (self, i)->incomplete && bookgen_element_is (element, "figcaption"))
        return FALSE;
      if (frame_at (self, i)->seen && bookgen_element_is (element, "summary"))
        return FALSE;
      pop_to (self, i + 1);
      push_until_parent (self, element);
      return TRUE;
    }
  return FALSE;
}

/* A table has one head, and it comes first. */
static const BookgenElement *
late_head_is_body (BookgenMarkup *self, const BookgenElement *element)
{
  const Frame *frame = frame_at (self, container_index (self));

  return bookgen_element_is (element, "thead") && frame->seen ? bookgen_element_find ("tbody") : element;
}

gboolean
bookgen_markup_open_raw (BookgenMarkup *self, const char *name, const char *attributes)
{
  const BookgenElement *element = bookgen_element_find (name);
  gboolean part = element->role == BOOKGEN_ELEMENT_PART;

  if (element->content == BOOKGEN_CONTENT_NONE)
    {
      if (element->role == BOOKGEN_ELEMENT_INLINE || make_room_for_block (self, FALSE))
        bookgen_markup_empty (self, name, attributes);
      return TRUE;
    }
  if (is_too_deep (self, element))
    return FALSE;
  if (part ? !make_room_for_raw_part (self, element) : !make_room (self, element, FALSE))
    return FALSE;
  push (self, part ? late_head_is_body (self, element) : element, attributes, FALSE, FALSE);
  return TRUE;
}

void
bookgen_markup_close_raw (BookgenMarkup *self, const char *name)
{
  for (int i = top_index (self); i >= 0 && !frame_at (self, i)->ours; i--)
    if (bookgen_element_is (frame_at (self, i)->element, name))
      {
        pop_to (self, i);
        return;
      }
}

char *
bookgen_markup_finish (BookgenMarkup *self)
{
  pop_to (self, 0);
  return g_string_free (g_steal_pointer (&self->out), FALSE);
}
