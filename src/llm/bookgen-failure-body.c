/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-failure-body.h"

#include "bookgen-rate-headers.h"

#include <string.h>

/* What the shapes have in common. All owned, all nullable. */
typedef struct {
  char *message;
  char *type;
  char *code;
  char *param;
  char *words;      /* type, code and detail codes in lower case: what kinds are told by */
  char *lower;      /* the message in lower case */
  char *delay;      /* Google's RetryInfo, "25s" */
  gboolean flagged; /* OpenRouter: the input was flagged by a moderation */
} Said;

static void
said_clear (Said *said)
{
  g_free (said->message);
  g_free (said->type);
  g_free (said->code);
  g_free (said->param);
  g_free (said->words);
  g_free (said->lower);
  g_free (said->delay);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

static gboolean
has_any (const char *text, const char *const *needles)
{
  for (; text != NULL && *needles != NULL; needles++)
    if (strstr (text, *needles) != NULL)
      return TRUE;
  return FALSE;
}

#define HAS(text, ...) has_any ((text), (const char *const[]){ __VA_ARGS__, NULL })

static void
add_word (GString *words, const char *word)
{
  if (word != NULL)
    g_string_append_printf (words, "%s ", word);
}

/* Google's QuotaFailure: which quota it was. That of a day is named as such, and does not clear by waiting. */
static void
read_violations (BookgenJson *json, BookgenJsonNode violations, GString *words)
{
  BookgenJsonNode item;

  for (item = bookgen_json_first (json, violations); item != BOOKGEN_JSON_NONE;
       item = bookgen_json_next (json, violations, item))
    {
      g_autofree char *id = bookgen_json_dup_text (json, bookgen_json_member (json, item, "quotaId"));

      add_word (words, id != NULL && strstr (id, "PerDay") != NULL ? "daily_limit" : NULL);
    }
}

/* error.details: an object with error_code (Anthropic), or Google's list of typed objects. */
static void
read_details (BookgenJson *json, BookgenJsonNode details, Said *said, GString *words)
{
  BookgenJsonNode item;
  g_autofree char *error_code = bookgen_json_dup_text (json, bookgen_json_member (json, details, "error_code"));

  add_word (words, error_code);
  for (item = bookgen_json_first (json, details); item != BOOKGEN_JSON_NONE; item = bookgen_json_next (json, details, item))
    {
      g_autofree char *reason = bookgen_json_dup_text (json, bookgen_json_member (json, item, "reason"));
      BookgenJsonNode delay = bookgen_json_member (json, item, "retryDelay");

      add_word (words, reason);
      read_violations (json, bookgen_json_member (json, item, "violations"), words);
      if (said->delay == NULL)
        said->delay = bookgen_json_dup_text (json, delay);
    }
}

static void
read_error_object (BookgenJson *json, BookgenJsonNode error, Said *said)
{
  BookgenJsonNode metadata = bookgen_json_member (json, error, "metadata");
  g_autofree char *state = bookgen_json_dup_text (json, bookgen_json_member (json, error, "status"));
  g_autoptr (GString) words = g_string_new (NULL);

  said->message = bookgen_json_dup_text (json, bookgen_json_member (json, error, "message"));
  said->type = bookgen_json_dup_text (json, bookgen_json_member (json, error, "type"));
  said->code = bookgen_json_dup_text (json, bookgen_json_member (json, error, "code"));
  said->param = bookgen_json_dup_text (json, bookgen_json_member (json, error, "param"));
  said->flagged = bookgen_json_kind (json, bookgen_json_member (json, metadata, "flagged_input")) == BOOKGEN_JSON_STRING;
  add_word (words, said->type);
  add_word (words, said->code);
  add_word (words, state);
  read_details (json, bookgen_json_member (json, error, "details"), said, words);
  said->words = g_ascii_strdown (words->str, -1);
}

/* FastAPI's "detail": a string, or a list of { loc, msg, type } of which the last of loc is the field. */
static void
read_detail (BookgenJson *json, BookgenJsonNode detail, Said *said)
{
  BookgenJsonNode first = bookgen_json_first (json, detail);
  BookgenJsonNode loc = bookgen_json_member (json, first, "loc");
  BookgenJsonNode item;

  said->message
      = bookgen_json_dup_text (json, first == BOOKGEN_JSON_NONE ? detail : bookgen_json_member (json, first, "msg"));
  said->type = bookgen_json_dup_text (json, bookgen_json_member (json, first, "type"));
  said->words = said->type != NULL ? g_ascii_strdown (said->type, -1) : NULL;
  for (item = bookgen_json_first (json, loc); item != BOOKGEN_JSON_NONE; item = bookgen_json_next (json, loc, item))
    {
      g_free (said->param);
      said->param = bookgen_json_dup_text (json, item);
    }
}

static gboolean
is_something (BookgenJson *json, BookgenJsonNode node)
{
  BookgenJsonKind kind = bookgen_json_kind (json, node);

  return kind == BOOKGEN_JSON_STRING || kind == BOOKGEN_JSON_OBJECT || kind == BOOKGEN_JSON_ARRAY;
}

/* The shapes, in the order in which they are told apart. FALSE: no error in it. */
static gboolean
read_shape (BookgenJson *json, gboolean must_be_error, Said *said)
{
  BookgenJsonNode root = BOOKGEN_JSON_ROOT, first = bookgen_json_first (json, root);
  BookgenJsonNode error, groq;

  if (first != BOOKGEN_JSON_NONE && is_something (json, bookgen_json_member (json, first, "error")))
    root = first;
  error = bookgen_json_member (json, root, "error");
  groq = bookgen_json_member (json, bookgen_json_member (json, root, "x_groq"), "error");
  if (bookgen_json_kind (json, error) == BOOKGEN_JSON_OBJECT)
    read_error_object (json, error, said);
  else if (bookgen_json_kind (json, error) == BOOKGEN_JSON_STRING)
    {
      read_error_object (json, root, said);
      g_free (said->message);
      said->message = bookgen_json_dup_text (json, error);
    }
  else if (bookgen_json_kind (json, groq) == BOOKGEN_JSON_STRING)
    said->message = bookgen_json_dup_text (json, groq);
  else if (bookgen_json_is (json, bookgen_json_member (json, root, "object"), "error")
           || bookgen_json_is (json, bookgen_json_member (json, root, "type"), "error"))
    read_error_object (json, root, said);
  else if (must_be_error && bookgen_json_kind (json, root) == BOOKGEN_JSON_STRING)
    said->message = bookgen_json_dup_text (json, root);
  else if (must_be_error && is_something (json, bookgen_json_member (json, root, "detail")))
    read_detail (json, bookgen_json_member (json, root, "detail"), said);
  else if (must_be_error)
    read_error_object (json, root, said);
  return must_be_error || said->message != NULL || said->words != NULL;
}

static guint
status_in_code (const Said *said)
{
  guint64 code = said->code != NULL ? g_ascii_strtoull (said->code, NULL, 10) : 0;

  return code >= 400 && code <= 599 ? (guint) code : 0;
}

static gint64
asked_wait_ms (const Said *said)
{
  const char *phrase = said->lower != NULL ? strstr (said->lower, "try again in ") : NULL;

  if (said->delay != NULL)
    return bookgen_duration_parse_ms (said->delay);
  return phrase != NULL ? bookgen_duration_parse_ms (phrase + strlen ("try again in ")) : -1;
}

/* "Limit 6000, Requested 9000": waiting never helps. OpenAI and Groq say so in words only. */
static gboolean
asks_more_than_limit (const Said *said)
{
  const char *limit = said->lower != NULL ? strstr (said->lower, "limit ") : NULL;
  const char *requested = said->lower != NULL ? strstr (said->lower, "requested ") : NULL;

  if (!HAS (said->lower, "request too large") || limit == NULL || requested == NULL)
    return FALSE;
  return g_ascii_strtoull (requested + strlen ("requested "), NULL, 10)
         > g_ascii_strtoull (limit + strlen ("limit "), NULL, 10);
}

/* Optional fields of ours that an older or stricter server may name in its complaint. */
static const char *const our_fields[] = { "max_completion_tokens", "stream_options", "prompt_cache_key", "cache_control",
                                          "truncate", "shift", "thinking", "think", "stream", NULL };

/* WORD in TEXT, but not within another one: "upstream" is no field. */
static gboolean
has_word (const char *text, const char *word)
{
  const char *at = strstr (text, word);

  while (at != NULL && at > text && g_ascii_isalpha (at[-1]))
    at = strstr (at + 1, word);
  return at != NULL;
}

static char *
named_field (const Said *said)
{
  for (guint i = 0; said->lower != NULL && our_fields[i] != NULL; i++)
    if (has_word (said->lower, our_fields[i]))
      return g_strdup (our_fields[i]);
  return NULL;
}

static gboolean
is_about_parameter (Said *said, guint status)
{
  if (HAS (said->words, "unsupported_parameter", "unsupported_value", "unknown_parameter", "extra_forbidden",
           "value_error.extra"))
    return TRUE;
  if ((status != 400 && status != 422) || !HAS (said->lower, "unrecognized", "unsupported", "not supported", "not support", "unknown",
                                                "not permitted", "forbidden", "unexpected", "extra inputs"))
    return FALSE;
  if (said->param == NULL)
    said->param = named_field (said);
  return said->param != NULL;
}

static gboolean
is_about_context (const Said *said)
{
  return HAS (said->words, "context_length", "exceed_context_size", "context_window", "prompt_too_long")
         || HAS (said->lower, "context length", "context size", "context window", "prompt is too long", "too many tokens",
                 "num_ctx");
}

static gboolean
is_about_model (const Said *said, guint status)
{
  if (HAS (said->words, "model_not_found", "invalid_model", "unknown_model", "model_not_available"))
    return TRUE;
  if (status == 404)
    return HAS (said->words, "not_found_error") || HAS (said->lower, "model");
  return status == 400 && HAS (said->lower, "not a valid model", "invalid model", "model not found", "model does not exist");
}

static BookgenFailureKind
kind_of_client_error (Said *said, guint status)
{
  /* Anthropic's only sign of an empty account, at status 400. */
  if (HAS (said->lower, "credit balance is too low"))
    return BOOKGEN_FAILURE_QUOTA;
  if (is_about_model (said, status))
    return BOOKGEN_FAILURE_MODEL;
  if (is_about_context (said))
    return BOOKGEN_FAILURE_CONTEXT;
  return is_about_parameter (said, status) ? BOOKGEN_FAILURE_PARAMETER : BOOKGEN_FAILURE_REQUEST;
}

static BookgenFailureKind
kind_of_status (Said *said, guint status)
{
  switch (status)
    {
    case 401:
    case 403:
      return BOOKGEN_FAILURE_KEY;
    case 402:
      return BOOKGEN_FAILURE_QUOTA;
    case 429:
      return HAS (said->words, "concurren") || HAS (said->lower, "concurren") ? BOOKGEN_FAILURE_CAPACITY
                                                                              : BOOKGEN_FAILURE_RATE;
    case 503:
    case 529:
      return BOOKGEN_FAILURE_CAPACITY;
    case 408:
    case 409:
    case 425:
    case 498:
    case 499:
      return BOOKGEN_FAILURE_SERVER;
    case 413: /* the body, or the tokens of a minute: a smaller request is what helps */
      return BOOKGEN_FAILURE_CONTEXT;
    case 451:
      return BOOKGEN_FAILURE_POLICY;
    default:
      return status >= 400 && status < 500 ? kind_of_client_error (said, status) : BOOKGEN_FAILURE_SERVER;
    }
}

/* Words of type and code weigh more than the status; they are all there is inside a 200 stream. */
static BookgenFailureKind
kind_of (Said *said, guint status)
{
  if (HAS (said->words, "quota", "spend", "credit", "billing", "balance", "payment", "organization_usage_limit",
           "daily_limit"))
    return BOOKGEN_FAILURE_QUOTA;
  if (asks_more_than_limit (said))
    return BOOKGEN_FAILURE_REQUEST;
  if (said->flagged || HAS (said->words, "content_policy", "moderation", "invalid_prompt", "content_filter", "safety"))
    return BOOKGEN_FAILURE_POLICY;
  if (HAS (said->words, "api_key", "authentication", "permission", "unauthenticated"))
    return BOOKGEN_FAILURE_KEY;
  if (HAS (said->words, "overloaded", "capacity", "unavailable", "concurren"))
    return BOOKGEN_FAILURE_CAPACITY;
  if (status < 400 && HAS (said->words, "rate_limit", "resource_exhausted", "too_many_requests"))
    return BOOKGEN_FAILURE_RATE;
  if (status < 400)
    {
      BookgenFailureKind kind = kind_of_client_error (said, 400);
      return kind == BOOKGEN_FAILURE_REQUEST && !HAS (said->words, "invalid_request") ? BOOKGEN_FAILURE_SERVER : kind;
    }
  return kind_of_status (said, status);
}

char *
bookgen_failure_mask (const char *message, const char *secret)
{
  g_auto (GStrv) parts = NULL;

  if (message == NULL || secret == NULL || *secret == '\0')
    return g_strdup (message);
  parts = g_strsplit (message, secret, -1);
  return g_strjoinv ("…", parts);
}

static BookgenFailure *
failure_from (Said *said, guint status, const char *secret)
{
  guint code_status = status_in_code (said);
  guint real_status = status >= 400 || code_status == 0 ? status : code_status;
  g_autofree char *masked = bookgen_failure_mask (said->message, secret);
  BookgenFailure *failure;

  said->lower = said->message != NULL ? g_ascii_strdown (said->message, -1) : NULL;
  failure = bookgen_failure_new (kind_of (said, real_status), real_status, masked);
  failure->code = g_strdup (said->code != NULL && code_status == 0 ? said->code : said->type);
  failure->param = g_steal_pointer (&said->param);
  if (failure->kind == BOOKGEN_FAILURE_RATE || failure->kind == BOOKGEN_FAILURE_CAPACITY)
    failure->retry_after_ms = asked_wait_ms (said);
  return failure;
}

BookgenFailure *
bookgen_failure_from_json (BookgenJson *json, guint status, const char *secret)
{
  g_auto (Said) said = { 0 };

  return read_shape (json, status >= 400, &said) ? failure_from (&said, status, secret) : NULL;
}

static gboolean
begins_with (const char *text, const char *lower)
{
  return g_ascii_strncasecmp (text, lower, strlen (lower)) == 0;
}

/* What ends the part that people never see, when TAG begins one; NULL else. */
static const char *
closing_of (const char *tag)
{
  if (begins_with (tag, "<script"))
    return "</script";
  return begins_with (tag, "<style") ? "</style" : NULL;
}

/* Behind the tag, or the hidden part, that begins at TAG; NULL when it has no end. */
static const char *
behind_tag (const char *tag)
{
  const char *closing = closing_of (tag), *end = tag;

  while (closing != NULL && end != NULL && !begins_with (end, closing))
    end = strchr (end + 1, '<');
  end = end != NULL ? strchr (end, '>') : NULL;
  return end != NULL ? end + 1 : NULL;
}

/* The text of a page for people: without tags, scripts and styles. No byte is looked at more than twice. */
static char *
text_of_page (const char *page)
{
  GString *text = g_string_new (NULL);
  const char *tag, *behind;

  for (; (tag = strchr (page, '<')) != NULL; page = behind)
    {
      g_string_append_len (text, page, tag - page);
      g_string_append_c (text, ' ');
      behind = behind_tag (tag);
      if (behind == NULL && closing_of (tag) != NULL)
        return g_string_free (text, FALSE);
      if (behind == NULL)
        {
          page = tag; /* only a sign */
          break;
        }
    }
  g_string_append (text, page);
  return g_string_free (text, FALSE);
}

BookgenFailure *
bookgen_failure_from_body (const char *body, gsize length, guint status, const char *secret)
{
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  g_autofree char *valid = length > 0 ? g_utf8_make_valid (body, length) : g_strdup ("");
  g_auto (Said) said = { 0 };

  if (bookgen_json_parse (json, valid, strlen (valid), NULL) && is_something (json, BOOKGEN_JSON_ROOT))
    return bookgen_failure_from_json (json, MAX (status, 400), secret);
  said.message = text_of_page (valid);
  if (said.message == NULL || *g_strstrip (said.message) == '\0')
    g_clear_pointer (&said.message, g_free);
  return failure_from (&said, status, secret);
}
