/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-reply-fill.h"

#include "bookgen-increment.h"
#include "bookgen-think.h"

enum { MAX_ANSWER_BYTES = 8 * 1024 * 1024, MAX_MODEL_CHARACTERS = 200 };

struct _BookgenReply {
  GObject parent;

  GString *text;
  GString *piece;  /* scratch: the decoded string of one event */
  GString *added;  /* scratch: what it adds to the text, think tags still in it */
  gunichar pending; /* the high half of a surrogate pair; 0 for none */
  BookgenIncrement *increment;
  BookgenThink *think;
  gsize taken_bytes; /* of text, reasoning and refusal; not what a provider repeats */
  gsize reasoning_length;

  gboolean began;
  gboolean complete;
  gint64 first_byte_at_us;
  BookgenFinish finish;
  GString *refusal;
  char *model;
  BookgenTokens tokens;
  BookgenRateHeaders rate_headers;
  BookgenFailure *failure;
};

G_DEFINE_FINAL_TYPE (BookgenReply, bookgen_reply, G_TYPE_OBJECT)

static guint began_signal;

static void
bookgen_reply_finalize (GObject *object)
{
  BookgenReply *self = BOOKGEN_REPLY (object);

  g_string_free (self->text, TRUE);
  g_string_free (self->piece, TRUE);
  g_string_free (self->added, TRUE);
  g_string_free (self->refusal, TRUE);
  bookgen_increment_free (self->increment);
  bookgen_think_free (self->think);
  g_free (self->model);
  g_clear_pointer (&self->failure, bookgen_failure_free);
  G_OBJECT_CLASS (bookgen_reply_parent_class)->finalize (object);
}

static void
bookgen_reply_class_init (BookgenReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_reply_finalize;
  began_signal = g_signal_new ("began", BOOKGEN_TYPE_REPLY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_reply_init (BookgenReply *self)
{
  self->text = g_string_new (NULL);
  self->piece = g_string_new (NULL);
  self->added = g_string_new (NULL);
  self->refusal = g_string_new (NULL);
  self->increment = bookgen_increment_new ();
  self->think = bookgen_think_new ();
  self->tokens = (BookgenTokens){ -1, -1, -1, -1, -1, -1 };
  self->rate_headers = (BookgenRateHeaders){ -1, -1, -1, -1, -1, -1 };
}

BookgenReply *
bookgen_reply_new (void)
{
  return g_object_new (BOOKGEN_TYPE_REPLY, NULL);
}

const char *
bookgen_reply_get_text (BookgenReply *self, gsize *length)
{
  if (length != NULL)
    *length = self->text->len;
  return self->text->str;
}

gsize
bookgen_reply_get_reasoning_length (BookgenReply *self)
{
  return self->reasoning_length + bookgen_think_get_removed (self->think);
}

gboolean
bookgen_reply_get_began (BookgenReply *self)
{
  return self->began;
}

gboolean
bookgen_reply_get_complete (BookgenReply *self)
{
  return self->complete;
}

BookgenFinish
bookgen_reply_get_finish (BookgenReply *self)
{
  return self->finish;
}

const char *
bookgen_reply_get_refusal (BookgenReply *self)
{
  return self->refusal->len > 0 ? self->refusal->str : NULL;
}

const char *
bookgen_reply_get_model (BookgenReply *self)
{
  return self->model;
}

const BookgenTokens *
bookgen_reply_get_tokens (BookgenReply *self)
{
  return &self->tokens;
}

const BookgenRateHeaders *
bookgen_reply_get_rate_headers (BookgenReply *self)
{
  return &self->rate_headers;
}

const BookgenFailure *
bookgen_reply_get_failure (BookgenReply *self)
{
  return self->failure;
}

gint64
bookgen_reply_get_first_byte_at_us (BookgenReply *self)
{
  return self->first_byte_at_us;
}

/* Decodes a string into the scratch piece. FALSE when there is nothing to take. */
static gboolean
decode (BookgenReply *self, BookgenJson *json, BookgenJsonNode node, gunichar *pending)
{
  g_string_truncate (self->piece, 0);
  bookgen_json_append_string (json, node, self->piece, pending);
  return self->piece->len > 0 && !bookgen_reply_is_too_large (self);
}

static void
take_added (BookgenReply *self)
{
  self->taken_bytes += self->added->len;
  bookgen_think_push (self->think, self->added->str, self->added->len, self->text);
  g_string_truncate (self->added, 0);
}

void
bookgen_reply_add_text (BookgenReply *self, BookgenJson *json, BookgenJsonNode node)
{
  if (!decode (self, json, node, &self->pending))
    return;
  bookgen_increment_push (self->increment, self->piece->str, self->piece->len, self->added);
  take_added (self);
}

void
bookgen_reply_add_whole_text (BookgenReply *self, BookgenJson *json, BookgenJsonNode node)
{
  if (!decode (self, json, node, NULL))
    return;
  bookgen_increment_push_whole (self->increment, self->piece->str, self->piece->len, self->added);
  take_added (self);
}

void
bookgen_reply_add_reasoning (BookgenReply *self, BookgenJson *json, BookgenJsonNode node)
{
  if (!decode (self, json, node, NULL))
    return;
  self->taken_bytes += self->piece->len;
  self->reasoning_length += g_utf8_strlen (self->piece->str, self->piece->len);
}

void
bookgen_reply_add_refusal (BookgenReply *self, BookgenJson *json, BookgenJsonNode node)
{
  if (!decode (self, json, node, NULL))
    return;
  self->taken_bytes += self->piece->len;
  g_string_append_len (self->refusal, self->piece->str, self->piece->len);
}

void
bookgen_reply_set_model (BookgenReply *self, BookgenJson *json, BookgenJsonNode node)
{
  g_autofree char *name = NULL;

  if (self->model != NULL || bookgen_json_kind (json, node) != BOOKGEN_JSON_STRING)
    return;
  name = bookgen_json_dup_text (json, node);
  self->model = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_MODEL_CHARACTERS));
}

void
bookgen_reply_set_finish (BookgenReply *self, BookgenFinish finish)
{
  self->finish = finish;
}

void
bookgen_reply_set_complete (BookgenReply *self)
{
  self->complete = TRUE;
}

BookgenTokens *
bookgen_reply_edit_tokens (BookgenReply *self)
{
  return &self->tokens;
}

void
bookgen_reply_set_rate_headers (BookgenReply *self, const BookgenRateHeaders *headers)
{
  self->rate_headers = *headers;
}

void
bookgen_reply_take_failure (BookgenReply *self, BookgenFailure *failure)
{
  failure->final |= failure->status >= 400 && self->rate_headers.no_retry;
  if (self->failure == NULL)
    self->failure = failure;
  else
    bookgen_failure_free (failure);
}

void
bookgen_reply_first_byte (BookgenReply *self, gint64 now_us)
{
  if (self->first_byte_at_us == 0)
    self->first_byte_at_us = now_us;
}

void
bookgen_reply_begin (BookgenReply *self)
{
  if (self->began)
    return;
  self->began = TRUE;
  g_signal_emit (self, began_signal, 0);
}

void
bookgen_reply_end (BookgenReply *self)
{
  bookgen_increment_end (self->increment, self->added);
  if (self->pending != 0)
    g_string_append_unichar (self->added, 0xFFFD);
  self->pending = 0;
  take_added (self);
  bookgen_think_end (self->think, self->text);
  if (self->finish == BOOKGEN_FINISH_STOP && self->text->len == 0 && self->refusal->len > 0)
    self->finish = BOOKGEN_FINISH_REFUSED;
}

gsize
bookgen_reply_get_taken (BookgenReply *self)
{
  return self->taken_bytes;
}

gboolean
bookgen_reply_is_too_large (BookgenReply *self)
{
  return self->taken_bytes + bookgen_increment_get_held (self->increment) > MAX_ANSWER_BYTES;
}
