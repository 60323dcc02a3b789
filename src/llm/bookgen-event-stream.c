/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-event-stream.h"

#include <string.h>

struct _BookgenEventStream {
  gsize max_event_bytes;
  BookgenEventFormat format;
  gboolean ended;
  gboolean too_large;
  gboolean past_bom;
  gboolean delivered; /* name and data are those of an event that was handed out */

  GString *input; /* bytes not yet cut */
  gsize start;    /* where the line or JSON text begins in input */
  gsize scanned;  /* up to here input was looked at, so that long lines stay linear */

  /* SSE */
  gboolean skip_lf; /* the last line ended with CR: a LF that follows belongs to it */
  gboolean has_data;
  GString *name;
  GString *data;

  /* JSON */
  guint depth;
  gboolean in_string;
  gboolean escaped;
};

BookgenEventStream *
bookgen_event_stream_new (gsize max_event_bytes)
{
  BookgenEventStream *self = g_new0 (BookgenEventStream, 1);

  self->max_event_bytes = max_event_bytes;
  self->input = g_string_new (NULL);
  self->name = g_string_new (NULL);
  self->data = g_string_new (NULL);
  return self;
}

void
bookgen_event_stream_free (BookgenEventStream *self)
{
  g_string_free (self->input, TRUE);
  g_string_free (self->name, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self);
}

BookgenEventFormat
bookgen_event_stream_get_format (BookgenEventStream *self)
{
  return self->format;
}

gboolean
bookgen_event_stream_is_too_large (BookgenEventStream *self)
{
  return self->too_large;
}

static BookgenEventFormat
format_of (char first)
{
  switch (first)
    {
    case '{':
    case '[':
      return BOOKGEN_EVENT_FORMAT_JSON;
    case '<':
      return BOOKGEN_EVENT_FORMAT_HTML;
    default:
      return BOOKGEN_EVENT_FORMAT_SSE;
    }
}

/* Strips one byte order mark at the very start, and looks at the first byte that is not blank. */
static void
sniff (BookgenEventStream *self)
{
  static const char bom[] = "\xEF\xBB\xBF";
  gsize n = MIN (self->input->len, 3);
  gboolean looks_like_bom = memcmp (self->input->str, bom, n) == 0;

  if (!self->past_bom && n < 3 && looks_like_bom && !self->ended)
    return;
  if (!self->past_bom && n == 3 && looks_like_bom)
    self->start = self->scanned = 3;
  self->past_bom = TRUE;
  /* Blanks mean nothing here. Kept, a server that sends nothing else would fill the memory. */
  while (self->start < self->input->len && g_ascii_isspace (self->input->str[self->start]))
    self->start++;
  self->scanned = MAX (self->scanned, self->start);
  if (self->start < self->input->len)
    self->format = format_of (self->input->str[self->start]);
}

void
bookgen_event_stream_push (BookgenEventStream *self, const char *bytes, gsize length)
{
  if (self->too_large || self->format == BOOKGEN_EVENT_FORMAT_HTML)
    return;
  if (self->start > 0)
    {
      g_string_erase (self->input, 0, self->start);
      self->scanned -= self->start;
      self->start = 0;
    }
  g_string_append_len (self->input, bytes, length);
  if (self->format == BOOKGEN_EVENT_FORMAT_UNKNOWN)
    sniff (self);
}

void
bookgen_event_stream_end (BookgenEventStream *self)
{
  self->ended = TRUE;
  if (self->format == BOOKGEN_EVENT_FORMAT_UNKNOWN)
    sniff (self);
}

/* What does not end within the limit is given up. */
static gboolean
give_up_if_too_large (BookgenEventStream *self, gsize pending)
{
  self->too_large = self->too_large || pending > self->max_event_bytes;
  return self->too_large;
}

/* Appends LENGTH bytes as UTF-8, with U+FFFD for what is none. */
static void
append_valid (GString *out, const char *bytes, gsize length)
{
  g_autofree char *valid = NULL;

  if (g_utf8_validate_len (bytes, length, NULL))
    {
      g_string_append_len (out, bytes, length);
      return;
    }
  valid = g_utf8_make_valid (bytes, length);
  g_string_append (out, valid);
}

/* Takes the next line out of the input; the last one need not have an end. FALSE when there is none yet. */
static gboolean
take_line (BookgenEventStream *self, const char **line, gsize *length)
{
  const char *text = self->input->str;
  gsize end;

  if (self->skip_lf && self->start < self->input->len)
    {
      self->start += text[self->start] == '\n';
      self->skip_lf = FALSE;
    }
  end = MAX (self->scanned, self->start);
  while (end < self->input->len && text[end] != '\n' && text[end] != '\r')
    end++;
  self->scanned = end;
  if (end == self->input->len && (!self->ended || end == self->start))
    {
      give_up_if_too_large (self, end - self->start);
      return FALSE;
    }
  *line = text + self->start;
  *length = end - self->start;
  self->skip_lf = end < self->input->len && text[end] == '\r';
  self->start = self->scanned = MIN (end + 1, self->input->len);
  return TRUE;
}

static gboolean
field_is (const char *line, gsize length, const char *field)
{
  return strlen (field) == length && memcmp (line, field, length) == 0;
}

static void
read_field (BookgenEventStream *self, const char *line, gsize length)
{
  const char *colon = memchr (line, ':', length);
  gsize name_length = colon != NULL ? (gsize) (colon - line) : length;
  const char *value = colon != NULL ? colon + 1 : line + length;

  if (colon != NULL && value < line + length && *value == ' ')
    value++;
  if (field_is (line, name_length, "data"))
    {
      if (self->has_data)
        g_string_append_c (self->data, '\n');
      append_valid (self->data, value, line + length - value);
      self->has_data = TRUE;
    }
  else if (field_is (line, name_length, "event"))
    {
      g_string_truncate (self->name, 0);
      append_valid (self->name, value, line + length - value);
    }
}

static void
forget_event (BookgenEventStream *self)
{
  g_string_truncate (self->data, 0);
  g_string_truncate (self->name, 0);
  self->has_data = FALSE;
}

/* Lines until an empty one. At the end of the bytes an event counts without it: several servers leave it out. */
static gboolean
next_sse (BookgenEventStream *self)
{
  const char *line;
  gsize length;

  while (take_line (self, &line, &length))
    {
      if (length == 0 && self->has_data)
        return TRUE;
      if (length == 0)
        forget_event (self);
      else
        read_field (self, line, length);
      if (give_up_if_too_large (self, self->data->len))
        return FALSE;
    }
  return self->ended && self->has_data;
}

/* One byte of JSON at I. Returns whether the text that began at start ends with it: at depth 0, or at a line's end inside a
 * string, where JSON allows none, so that one broken line does not swallow the others. */
static gboolean
json_ends_at (BookgenEventStream *self, gsize i)
{
  char c = self->input->str[i];

  if (self->in_string && c != '\n')
    {
      self->in_string = self->escaped || c != '"';
      self->escaped = !self->escaped && c == '\\';
      return FALSE;
    }
  if (self->in_string)
    return TRUE;
  if (c == '{' || c == '[')
    self->depth++;
  else if (c == '}' || c == ']')
    return self->depth <= 1 || --self->depth == 0;
  else if (c == '"')
    self->in_string = TRUE;
  return c == '\n' && self->depth == 0;
}

static gboolean
take_json (BookgenEventStream *self, gsize end)
{
  append_valid (self->data, self->input->str + self->start, end - self->start);
  self->start = self->scanned = end;
  self->depth = 0;
  self->in_string = self->escaped = FALSE;
  return TRUE;
}

static gboolean
next_json (BookgenEventStream *self)
{
  while (self->start < self->input->len && g_ascii_isspace (self->input->str[self->start]))
    self->start++;
  for (self->scanned = MAX (self->scanned, self->start); self->scanned < self->input->len; self->scanned++)
    if (json_ends_at (self, self->scanned))
      return take_json (self, self->scanned + 1);
  give_up_if_too_large (self, self->input->len - self->start);
  return FALSE;
}

gboolean
bookgen_event_stream_next (BookgenEventStream *self, BookgenEvent *event)
{
  gboolean found = FALSE;

  if (self->delivered)
    forget_event (self);
  if (self->too_large)
    return FALSE;
  if (self->format == BOOKGEN_EVENT_FORMAT_SSE)
    found = next_sse (self);
  else if (self->format == BOOKGEN_EVENT_FORMAT_JSON)
    found = next_json (self);
  self->delivered = found;
  if (found)
    *event = (BookgenEvent){ self->name->str, self->data->str, self->data->len };
  return found;
}
