/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-client-private.h"

#include "bookgen-context.h"
#include "bookgen-reply-fill.h"

#include <string.h>

static BookgenFields
fields_for (BookgenClient *self, BookgenEndpoint *endpoint)
{
  const char *address = bookgen_endpoint_get_address (endpoint);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  BookgenFields learned;

  if (bookgen_learned_get_fields (self->learned, endpoint, &learned))
    return learned;
  return bookgen_fields_for_host (bookgen_endpoint_get_dialect (endpoint), uri != NULL ? g_uri_get_host (uri) : NULL);
}

/* An answer in one piece begins when it is whole. */
#define PLAIN_PATIENCE 4

/* Shorter than this no answer is worth asking for. */
#define LEAST_LIMIT_TOKENS 512

/* As long an answer as is wanted, and as the model gives, beside a prompt of PROMPT_TOKENS by our count, which may be too low. */
static gint64
limit_for (BookgenClient *self, BookgenEndpoint *endpoint, gint64 wanted_tokens, gint64 prompt_tokens)
{
  gint64 most = bookgen_learned_get_output_tokens (self->learned, endpoint);
  gint64 context = bookgen_learned_get_context_tokens (self->learned, endpoint);
  gint64 room = context - prompt_tokens * 5 / 4;
  gint64 limit = most > 0 ? MIN (wanted_tokens, most) : wanted_tokens;

  return context > 0 && room >= LEAST_LIMIT_TOKENS ? MIN (limit, room) : limit;
}

/* What was too long an answer to ask for can be asked again for a shorter one, at once. */
static void
learn_limit (BookgenClient *self, BookgenErrand *errand, BookgenReply *reply)
{
  BookgenFailure *failure = (BookgenFailure *) bookgen_reply_get_failure (reply);
  gint64 tokens;

  if (failure == NULL || failure->status / 100 != 4
      || (failure->kind != BOOKGEN_FAILURE_REQUEST && failure->kind != BOOKGEN_FAILURE_CONTEXT))
    return;
  tokens = bookgen_context_of_output_refusal (failure->message);
  if (tokens > 0 && tokens < errand->limit_tokens)
    bookgen_learned_set_output_tokens (self->learned, errand->endpoint, tokens);
  if (limit_for (self, errand->endpoint, errand->limit_tokens, errand->prompt_tokens) < errand->limit_tokens)
    failure->kind = BOOKGEN_FAILURE_PARAMETER;
}

/* A refused field is left out from now on, so that the next attempt can succeed. One that is not ours to leave out makes it
 * an ordinary bad request. */
static void
learn_from_refusal (BookgenClient *self, BookgenErrand *errand, BookgenReply *reply)
{
  BookgenFailure *failure = (BookgenFailure *) bookgen_reply_get_failure (reply);
  BookgenFields fewer;

  if (failure == NULL || failure->kind != BOOKGEN_FAILURE_PARAMETER)
    return;
  if (bookgen_fields_without (errand->sent_fields, failure->param, &fewer))
    bookgen_learned_set_fields (self->learned, errand->endpoint, fewer);
  else
    failure->kind = BOOKGEN_FAILURE_REQUEST;
}

static void
learn_context (BookgenClient *self, BookgenErrand *errand, BookgenReply *reply)
{
  const BookgenFailure *failure = bookgen_reply_get_failure (reply);
  gint64 tokens = failure != NULL && failure->kind == BOOKGEN_FAILURE_CONTEXT ? bookgen_context_of_refusal (failure->message) : 0;

  if (tokens > 0)
    bookgen_learned_set_context_tokens (self->learned, errand->endpoint, tokens);
}

static BookgenReply *
reply_of (GTask *task)
{
  return g_object_get_data (G_OBJECT (task), "reply");
}

/* What a placeholder's answer shows holds for no model. */
static void
learn_pace (BookgenClient *self, BookgenErrand *errand, BookgenReply *reply)
{
  const BookgenTokens *tokens = bookgen_reply_get_tokens (reply);
  gint64 first_byte_at_us = bookgen_reply_get_first_byte_at_us (reply);
  BookgenAnswerFacts facts = {
    .first_token_us = first_byte_at_us - errand->sent_at_us,
    .answer_us = g_get_monotonic_time () - first_byte_at_us,
    .input_tokens = tokens->input_tokens,
    .output_tokens = tokens->output_tokens,
    .estimated_input_tokens = errand->prompt_tokens,
    .estimated_output_tokens = bookgen_text_estimate_tokens (bookgen_reply_get_text (reply, NULL)),
  };

  if (!bookgen_endpoint_is_rehearsal (errand->endpoint))
    bookgen_learned_add_answer (self->learned, errand->endpoint, &facts);
}

static void
learn_limits (BookgenClient *self, BookgenErrand *errand, BookgenReply *reply)
{
  const BookgenRateHeaders *headers = bookgen_reply_get_rate_headers (reply);

  bookgen_learned_set_limits (self->learned, errand->endpoint, headers->requests_limit, headers->tokens_limit);
}

static void
on_chat_ended (BookgenCall *call, gpointer user_data)
{
  g_autoptr (GTask) task = bookgen_client_let_go (call, user_data);
  BookgenClient *self = g_task_get_source_object (task);
  BookgenErrand *errand = g_task_get_task_data (task);
  const BookgenFailure *failure;

  learn_from_refusal (self, errand, reply_of (task));
  learn_context (self, errand, reply_of (task));
  learn_limit (self, errand, reply_of (task));
  failure = bookgen_reply_get_failure (reply_of (task));
  if (bookgen_call_get_failure (call) == NULL)
    {
      bookgen_learned_set_answered (self->learned, errand->endpoint, errand->key_mark);
      learn_limits (self, errand, reply_of (task));
      learn_pace (self, errand, reply_of (task));
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, bookgen_client_error_of (failure, errand->endpoint));
}

static const BookgenCallEvents chat_events = { bookgen_client_on_reading, on_chat_ended };

void
bookgen_client_chat_async (BookgenClient *self, BookgenEndpoint *endpoint, const char *key, BookgenChat *chat,
                           BookgenReply *reply, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const BookgenDialect *dialect = bookgen_dialect_get (bookgen_endpoint_get_dialect (endpoint));
  g_autofree char *url = g_strconcat (bookgen_endpoint_get_address (endpoint), dialect->chat_path, NULL);
  BookgenErrand *errand = bookgen_errand_new (task, endpoint, cancellable);
  g_autofree char *clean = NULL;
  g_autoptr (GBytes) body = NULL;
  BookgenPatience patience = bookgen_client_patience_for (self, endpoint);
  BookgenChat limited; /* borrows from CHAT */
  char *text;

  g_task_set_source_tag (task, bookgen_client_chat_async);
  g_object_set_data_full (G_OBJECT (task), "reply", g_object_ref (reply), g_object_unref);
  if (!bookgen_client_check_key (key, &clean))
    {
      bookgen_client_fail_key (task, endpoint, reply);
      return;
    }
  errand->sent_fields = fields_for (self, endpoint);
  if (errand->sent_fields & BOOKGEN_FIELD_PLAIN)
    patience.first_byte_ms *= PLAIN_PATIENCE;
  errand->key_mark = bookgen_learned_make_key_mark (endpoint, clean);
  errand->sent_at_us = g_get_monotonic_time ();
  errand->prompt_tokens = bookgen_chat_estimate_tokens (chat);
  errand->limit_tokens = limit_for (self, endpoint, chat->max_output_tokens, errand->prompt_tokens);
  limited = *chat;
  limited.max_output_tokens = errand->limit_tokens;
  text = dialect->make_body (&limited, bookgen_endpoint_get_model (endpoint), errand->sent_fields);
  body = g_bytes_new_take (text, strlen (text));
  bookgen_client_run_call (
      self, task, errand,
      bookgen_call_new (dialect, url, clean, body, reply, patience, &chat_events, g_object_ref (task)));
}

gboolean
bookgen_client_chat_finish (BookgenClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
