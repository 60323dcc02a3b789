/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-dialect.h"

#include "bookgen-context.h"
#include "bookgen-failure-body.h"
#include "bookgen-reply-fill.h"

#include <string.h>

/* No request has more: what says so is no count, and would spoil the sum of all others. */
enum { MOST_TOKENS = 1000 * 1000 * 1000, LONG_ANSWER_BYTES = 400 };

const BookgenDialect *
bookgen_dialect_get (BookgenDialectKind kind)
{
  switch (kind)
    {
    case BOOKGEN_DIALECT_ANTHROPIC:
      return &bookgen_dialect_anthropic;
    case BOOKGEN_DIALECT_OLLAMA:
      return &bookgen_dialect_ollama;
    case BOOKGEN_DIALECT_OPENAI:
    default:
      return &bookgen_dialect_openai;
    }
}

/* OpenAI's newer models refuse max_tokens; Mistral's schema forbids what it does not know, stream_options among it; DeepSeek
 * thinks unless told not to; most others know max_tokens only. */
static BookgenFields
openai_fields (const char *host)
{
  static const struct { const char *host; BookgenFields fields; } hosts[] = {
    { "api.openai.com",
      BOOKGEN_FIELD_STREAM_OPTIONS | BOOKGEN_FIELD_MAX_COMPLETION_TOKENS | BOOKGEN_FIELD_PROMPT_CACHE_KEY },
    { "api.groq.com", BOOKGEN_FIELD_STREAM_OPTIONS | BOOKGEN_FIELD_MAX_COMPLETION_TOKENS },
    { "api.mistral.ai", BOOKGEN_FIELD_PROMPT_CACHE_KEY },
    { "api.deepseek.com", BOOKGEN_FIELD_STREAM_OPTIONS | BOOKGEN_FIELD_NO_THINKING },
    { "openrouter.ai", BOOKGEN_FIELD_STREAM_OPTIONS | BOOKGEN_FIELD_CACHE_CONTROL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_strcmp0 (host, hosts[i].host) == 0)
      return hosts[i].fields;
  return BOOKGEN_FIELD_STREAM_OPTIONS;
}

BookgenFields
bookgen_fields_for_host (BookgenDialectKind kind, const char *host)
{
  switch (kind)
    {
    case BOOKGEN_DIALECT_ANTHROPIC:
      return BOOKGEN_FIELD_CACHE_CONTROL;
    case BOOKGEN_DIALECT_OLLAMA:
      return BOOKGEN_FIELD_CONTEXT_GUARD | BOOKGEN_FIELD_THINK;
    case BOOKGEN_DIALECT_OPENAI:
    default:
      return openai_fields (host);
    }
}

gboolean
bookgen_fields_without (BookgenFields fields, const char *param, BookgenFields *fewer)
{
  static const struct { const char *param; BookgenFields take, give; } table[] = {
    { "stream_options", BOOKGEN_FIELD_STREAM_OPTIONS, 0 },
    { "include_usage", BOOKGEN_FIELD_STREAM_OPTIONS, 0 },
    { "max_completion_tokens", BOOKGEN_FIELD_MAX_COMPLETION_TOKENS, 0 },
    { "max_tokens", 0, BOOKGEN_FIELD_MAX_COMPLETION_TOKENS },
    { "prompt_cache_key", BOOKGEN_FIELD_PROMPT_CACHE_KEY, 0 },
    { "cache_control", BOOKGEN_FIELD_CACHE_CONTROL, 0 },
    { "truncate", BOOKGEN_FIELD_CONTEXT_GUARD, 0 },
    { "shift", BOOKGEN_FIELD_CONTEXT_GUARD, 0 },
    { "thinking", BOOKGEN_FIELD_NO_THINKING, 0 },
    { "think", BOOKGEN_FIELD_THINK, 0 },
    { "stream", BOOKGEN_FIELD_STREAM_OPTIONS, BOOKGEN_FIELD_PLAIN },
  };

  for (guint i = 0; param != NULL && i < G_N_ELEMENTS (table); i++)
    if (strstr (param, table[i].param) != NULL)
      {
        *fewer = (fields & ~table[i].take) | table[i].give;
        return *fewer != fields;
      }
  return FALSE;
}

static void
fail (BookgenReply *reply, BookgenFailureKind kind, const char *message)
{
  bookgen_reply_take_failure (reply, bookgen_failure_new (kind, 200, message));
}

/* Reads all JSON texts of DATA: servers that forget the empty line between events run them together. */
static gboolean
read_texts (const BookgenDialect *self, BookgenJson *json, const char *data, gsize length, gboolean at_end,
            const char *secret, BookgenReply *reply)
{
  gboolean over = FALSE;

  for (gsize used; length > 0 && !over; data += used, length -= used)
    {
      BookgenFailure *failure;

      if (!bookgen_json_parse (json, data, length, &used))
        {
          g_autofree char *masked = at_end ? NULL : bookgen_failure_mask (data, secret);

          fail (reply, at_end ? BOOKGEN_FAILURE_CUT : BOOKGEN_FAILURE_GARBAGE, masked);
          return TRUE;
        }
      failure = bookgen_failure_from_json (json, 200, secret);
      if (failure != NULL)
        {
          bookgen_reply_take_failure (reply, failure);
          return TRUE;
        }
      over = self->read (json, reply) || bookgen_reply_get_failure (reply) != NULL;
    }
  if (bookgen_reply_is_too_large (reply))
    fail (reply, BOOKGEN_FAILURE_TOO_LARGE, NULL);
  return over || bookgen_reply_is_too_large (reply);
}

/* [DONE] without a finish proves nothing. What is long may yet be whole: to buy it again by ourselves would be waste, and to
 * have a finished text continued would spoil it, so a person looks. */
static void
check_end (BookgenReply *reply)
{
  gsize length;

  bookgen_reply_get_text (reply, &length);
  if (!bookgen_reply_get_complete (reply) && length >= LONG_ANSWER_BYTES)
    fail (reply, BOOKGEN_FAILURE_UNFINISHED, NULL);
}

gboolean
bookgen_dialect_read_event (const BookgenDialect *self, BookgenJson *json, const BookgenEvent *event, gboolean at_end,
                            const char *secret, BookgenReply *reply)
{
  const char *data = event->data;
  gsize length = event->length;

  while (length > 0 && g_ascii_isspace (*data))
    data++, length--;
  while (length > 0 && g_ascii_isspace (data[length - 1]))
    length--;
  if (length == 0)
    return FALSE; /* a heartbeat */
  bookgen_reply_begin (reply);
  if (length == 6 && memcmp (data, "[DONE]", 6) == 0)
    {
      check_end (reply);
      return TRUE;
    }
  if (strcmp (event->name, "error") == 0 && *data != '{' && *data != '[')
    {
      bookgen_reply_take_failure (reply, bookgen_failure_from_body (data, length, 200, secret));
      return TRUE;
    }
  return read_texts (self, json, data, length, at_end, secret, reply);
}

/* Where the list stands: "data" (OpenAI, Anthropic), "models" (Ollama, Gemini), or the body itself. */
static BookgenJsonNode
list_of_models (BookgenJson *json)
{
  BookgenJsonNode list = bookgen_json_member (json, BOOKGEN_JSON_ROOT, "data");

  if (list == BOOKGEN_JSON_NONE)
    list = bookgen_json_member (json, BOOKGEN_JSON_ROOT, "models");
  return list != BOOKGEN_JSON_NONE ? list : BOOKGEN_JSON_ROOT;
}

/* The name requests are made with: Gemini's lists put "models/" before it. */
static char *
name_of_model (BookgenJson *json, BookgenJsonNode item)
{
  static const char *const members[] = { "id", "model", "name" };
  char *name = NULL;

  for (guint i = 0; name == NULL && i < G_N_ELEMENTS (members); i++)
    name = bookgen_json_dup_text (json, bookgen_json_member (json, item, members[i]));
  if (name != NULL && g_str_has_prefix (name, "models/"))
    memmove (name, name + strlen ("models/"), strlen (name) - strlen ("models/") + 1);
  return name;
}

char **
bookgen_dialect_read_models (const char *body, gsize length)
{
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  BookgenJsonNode list, item;

  if (length == 0 || !g_utf8_validate_len (body, length, NULL) || !bookgen_json_parse (json, body, length, NULL))
    return NULL;
  list = list_of_models (json);
  if (bookgen_json_kind (json, list) != BOOKGEN_JSON_ARRAY)
    return NULL;
  for (item = bookgen_json_first (json, list); item != BOOKGEN_JSON_NONE; item = bookgen_json_next (json, list, item))
    {
      g_autofree char *name = name_of_model (json, item);

      if (name != NULL && *name != '\0')
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

gint64
bookgen_dialect_read_context (const char *body, gsize length, const char *model)
{
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  BookgenJsonNode list, item;

  if (length == 0 || !g_utf8_validate_len (body, length, NULL) || !bookgen_json_parse (json, body, length, NULL))
    return 0;
  list = list_of_models (json);
  for (item = bookgen_json_first (json, list); item != BOOKGEN_JSON_NONE; item = bookgen_json_next (json, list, item))
    {
      g_autofree char *name = name_of_model (json, item);

      if (g_strcmp0 (name, model) == 0)
        return bookgen_context_of_item (json, item);
    }
  return 0;
}

/* {"role":…,"content":…}, separated by commas. */
void
bookgen_dialect_write_turns (GString *body, const BookgenChat *chat)
{
  for (guint i = 0; i < chat->turns->len; i++)
    {
      const BookgenTurn *turn = g_ptr_array_index (chat->turns, i);

      g_string_append_printf (body, "%s{\"role\":\"%s\",\"content\":", i > 0 ? "," : "",
                              turn->role == BOOKGEN_ROLE_ASSISTANT ? "assistant" : "user");
      bookgen_json_write_string (body, turn->text);
      g_string_append_c (body, '}');
    }
}

gint64
bookgen_dialect_count (BookgenJson *json, BookgenJsonNode object, const char *name, gint64 fallback)
{
  gint64 tokens = bookgen_json_count (json, bookgen_json_member (json, object, name), fallback);

  return tokens <= MOST_TOKENS ? tokens : fallback;
}
