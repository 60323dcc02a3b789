/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-media-answer.h"

#include "bookgen-failure-body.h"
#include "bookgen-json.h"
#include "bookgen-speech-length.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
bookgen_media_answer_free (BookgenMediaAnswer *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->failure, bookgen_failure_free);
  g_free (self);
}

static void
append_member (GString *body, const char *name, const char *value)
{
  g_string_append_printf (body, "%c\"%s\":", body->len == 0 ? '{' : ',', name);
  bookgen_json_write_string (body, value);
}

static GBytes *
end_body (GString *body)
{
  g_string_append_c (body, '}');
  return g_string_free_to_bytes (body);
}

static gboolean
always_gives_bytes (const char *model)
{
  return strstr (model, "gpt-image") != NULL || strstr (model, "chatgpt-image") != NULL;
}

GBytes *
bookgen_media_make_picture_body (const char *model, const char *prompt)
{
  GString *body = g_string_new (NULL);

  append_member (body, "model", model);
  append_member (body, "prompt", prompt);
  append_member (body, "size", "1024x1024");
  if (always_gives_bytes (model))
    append_member (body, "quality", "medium");
  else
    append_member (body, "response_format", "b64_json");
  g_string_append (body, ",\"n\":1");
  return end_body (body);
}

/* Not every one of them with every model: the first six are the oldest. */
const char *const bookgen_media_voices[] = { "alloy", "echo",  "fable", "nova",   "onyx", "shimmer", "ash",
                                             "ballad", "cedar", "coral", "marin", "sage", "verse",   NULL };

/* MP3, because its pieces can be put one behind the other. */
GBytes *
bookgen_media_make_speech_body (const char *model, const char *voice, const char *text)
{
  GString *body = g_string_new (NULL);

  append_member (body, "model", model);
  append_member (body, "voice", voice);
  append_member (body, "input", text);
  append_member (body, "response_format", "mp3");
  return end_body (body);
}

/* By the first bytes, as the formats' own specifications give them; NULL for none of these. */
static const char *
find_type (const guint8 *data, gsize length)
{
  static const struct { guint offset; const char *mark; gsize length; const char *type; } marks[] = {
    { 0, "\x89PNG\r\n\x1a\n", 8, "image/png" }, { 0, "\xff\xd8\xff", 3, "image/jpeg" }, { 8, "WEBP", 4, "image/webp" },
    { 8, "WAVE", 4, "audio/wav" },              { 0, "ID3", 3, "audio/mpeg" },          { 0, "OggS", 4, "audio/ogg" },
    { 0, "fLaC", 4, "audio/flac" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].offset + marks[i].length
        && memcmp (data + marks[i].offset, marks[i].mark, marks[i].length) == 0)
      return marks[i].type;
  /* An MPEG audio frame: eleven bits of synchronisation, then layer III. */
  if (length >= 2 && data[0] == 0xff && (data[1] & 0xe6) == 0xe2)
    return "audio/mpeg";
  return NULL;
}

static BookgenMediaAnswer *
answer_new (void)
{
  BookgenMediaAnswer *self = g_new0 (BookgenMediaAnswer, 1);

  self->tokens = (BookgenTokens){ -1, -1, -1, -1, -1, -1 };
  self->ms = -1;
  return self;
}

BookgenMediaAnswer *
bookgen_media_answer_new_failed (BookgenFailure *failure)
{
  BookgenMediaAnswer *self = answer_new ();

  self->failure = failure;
  return self;
}

static void
take_bytes (BookgenMediaAnswer *self, guint8 *data, gsize length, const char *kind)
{
  self->media_type = find_type (data, length);
  self->bytes = g_bytes_new_take (data, length);
  if (self->media_type != NULL && g_str_has_prefix (self->media_type, kind))
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->failure = bookgen_failure_new (BOOKGEN_FAILURE_GARBAGE, 200, NULL);
}

static void
read_usage (BookgenMediaAnswer *self, BookgenJson *json)
{
  BookgenJsonNode usage = bookgen_json_member (json, BOOKGEN_JSON_ROOT, "usage");

  self->tokens.input_tokens = bookgen_json_count (json, bookgen_json_member (json, usage, "input_tokens"), -1);
  self->tokens.output_tokens = bookgen_json_count (json, bookgen_json_member (json, usage, "output_tokens"), -1);
}

/* JSON without what was asked for may hold an error at status 200; anything else is a page or nothing. */
static BookgenFailure *
failure_of (BookgenJson *json, const char *body, gsize length, const char *secret)
{
  g_autoptr (BookgenFailure) page = NULL;
  BookgenFailure *failure = NULL;

  if (bookgen_json_parse (json, body, length, NULL))
    failure = bookgen_failure_from_json (json, 200, secret);
  else
    page = bookgen_failure_from_body (body, length, 200, secret);
  return failure != NULL ? failure : bookgen_failure_new (BOOKGEN_FAILURE_GARBAGE, 200, page != NULL ? page->message : NULL);
}

static BookgenFailure *
why_not (BookgenJson *json, BookgenJsonNode picture, const char *body, gsize length, const char *secret)
{
  if (bookgen_json_kind (json, bookgen_json_member (json, picture, "url")) == BOOKGEN_JSON_STRING)
    return bookgen_failure_new (BOOKGEN_FAILURE_GARBAGE, 200, _ ("The provider gave a link instead of the picture."));
  return failure_of (json, body, length, secret);
}

BookgenMediaAnswer *
bookgen_media_read_picture (const char *body, gsize length, const char *secret)
{
  BookgenMediaAnswer *self = answer_new ();
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  BookgenJsonNode picture = BOOKGEN_JSON_NONE;
  g_autofree char *base64 = NULL;
  gsize decoded = 0;

  if (bookgen_json_parse (json, body, length, NULL))
    picture = bookgen_json_first (json, bookgen_json_member (json, BOOKGEN_JSON_ROOT, "data"));
  base64 = picture != BOOKGEN_JSON_NONE ? bookgen_json_dup_text (json, bookgen_json_member (json, picture, "b64_json")) : NULL;
  if (base64 == NULL || strlen (base64) < 2)
    {
      self->failure = why_not (json, picture, body, length, secret);
      return self;
    }
  read_usage (self, json);
  g_base64_decode_inplace (base64, &decoded);
  take_bytes (self, (guint8 *) g_steal_pointer (&base64), decoded, "image/");
  return self;
}

BookgenMediaAnswer *
bookgen_media_read_speech (const char *body, gsize length, const char *secret)
{
  BookgenMediaAnswer *self = answer_new ();
  g_autoptr (BookgenJson) json = bookgen_json_new ();

  if (find_type ((const guint8 *) body, length) == NULL)
    self->failure = failure_of (json, body, length, secret);
  else
    take_bytes (self, g_memdup2 (body, length), length, "audio/");
  if (self->bytes != NULL)
    self->ms = bookgen_speech_length_ms ((const guint8 *) body, length);
  return self;
}
