/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-wire.h"

#include <string.h>

BookgenRehearsalReply *
bookgen_rehearsal_reply_new (const BookgenRehearsalWire *wire, const BookgenRehearsalRequest *request, guint serial)
{
  BookgenRehearsalReply *self = g_new0 (BookgenRehearsalReply, 1);
  GString *model = g_string_new (NULL);

  bookgen_rehearsal_append_escaped (model, request->model, strlen (request->model), FALSE);
  self->wire = wire;
  self->id = g_strdup_printf ("rehearsal-%u", serial);
  self->model = g_string_free (model, FALSE);
  self->created_s = g_get_real_time () / G_USEC_PER_SEC;
  self->stream = request->stream;
  self->include_usage = request->include_usage;
  self->prompt_tokens = bookgen_rehearsal_request_count_tokens (request);
  self->frame_head = wire->make_frame_head (self);
  return self;
}

void
bookgen_rehearsal_reply_free (BookgenRehearsalReply *self)
{
  g_free (self->id);
  g_free (self->model);
  g_free (self->frame_head);
  g_free (self);
}

static void
append_unit (GString *out, guint unit)
{
  g_string_append_printf (out, "\\u%04x", unit);
}

/* RFC 8259, section 7: what lies outside the first plane is written as two halves. */
static void
append_unicode_escape (GString *out, gunichar character)
{
  if (character < 0x10000)
    {
      append_unit (out, character);
      return;
    }
  append_unit (out, 0xD800 + ((character - 0x10000) >> 10));
  append_unit (out, 0xDC00 + ((character - 0x10000) & 0x3FF));
}

void
bookgen_rehearsal_append_escaped (GString *out, const char *text, gsize length, gboolean ascii_only)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      guchar first = *at;

      if (first == '"' || first == '\\')
        g_string_append_c (out, '\\');
      if (first == '\n')
        g_string_append (out, "\\n");
      else if (first < 0x20 || (ascii_only && first >= 0x80))
        append_unicode_escape (out, g_utf8_get_char (at));
      else
        g_string_append_len (out, at, g_utf8_next_char (at) - at);
    }
}

void
bookgen_rehearsal_append_json (GString *out, const char *text)
{
  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }
  g_string_append_c (out, '"');
  bookgen_rehearsal_append_escaped (out, text, strlen (text), FALSE);
  g_string_append_c (out, '"');
}

void
bookgen_rehearsal_append_int (GString *out, const char *before, gint64 number, const char *after)
{
  g_string_append_printf (out, "%s%" G_GINT64_FORMAT "%s", before, number, after);
}
