/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-response.h"

#include <string.h>

void
bookgen_rehearsal_respond (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

gboolean
bookgen_rehearsal_is_method (SoupServerMessage *message, const char *method)
{
  if (g_strcmp0 (soup_server_message_get_method (message), method) == 0)
    return TRUE;
  soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
  return FALSE;
}

void
bookgen_rehearsal_respond_trouble (BookgenRehearsalStats *stats, SoupServerMessage *message, const BookgenRehearsalWire *wire,
                                   const BookgenRehearsalTrouble *trouble)
{
  g_autoptr (GString) body = g_string_new (NULL);

  if (trouble->status == 429)
    bookgen_rehearsal_stats_answered_429 (stats);
  wire->error (body, trouble);
  bookgen_rehearsal_respond (message, trouble->status, "application/json", body->str);
}

void
bookgen_rehearsal_respond_bad_request (BookgenRehearsalStats *stats, SoupServerMessage *message,
                                       const BookgenRehearsalWire *wire, const char *problem)
{
  BookgenRehearsalTrouble trouble = { 400, "invalid_request_error", NULL, NULL, problem };

  bookgen_rehearsal_respond_trouble (stats, message, wire, &trouble);
}

static void
set_retry_after (SoupServerMessage *message, gint64 wait_ms)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, (wait_ms + 999) / 1000);
  g_autofree char *milliseconds = g_strdup_printf ("%" G_GINT64_FORMAT, wait_ms);

  soup_message_headers_replace (headers, "retry-after", seconds);
  soup_message_headers_replace (headers, "retry-after-ms", milliseconds);
}

gboolean
bookgen_rehearsal_respond_fault (BookgenRehearsalStats *stats, SoupServerMessage *message, const BookgenRehearsalWire *wire,
                                 const BookgenFaultInfo *fault)
{
  switch (fault->kind)
    {
    case BOOKGEN_FAULT_STATUS:
      if (fault->retry_after_s > 0)
        set_retry_after (message, fault->retry_after_s * 1000);
      bookgen_rehearsal_respond_trouble (stats, message, wire, &fault->trouble);
      return TRUE;
    case BOOKGEN_FAULT_GARBAGE:
      bookgen_rehearsal_respond (message, 200, "text/html",
                                 "<!DOCTYPE html><title>Sign in</title><p>Sign in to this network first.</p>");
      return TRUE;
    case BOOKGEN_FAULT_REDIRECT:
      soup_server_message_set_redirect (message, 307, "/v1/models");
      return TRUE;
    default:
      return FALSE;
    }
}

void
bookgen_rehearsal_respond_too_fast (BookgenRehearsalStats *stats, SoupServerMessage *message, const BookgenRehearsalWire *wire,
                                    gint64 wait_ms, gint64 tokens, guint limit_tokens)
{
  g_autofree char *text
      = wait_ms > 0 ? g_strdup_printf ("Rate limit reached. Please try again in %" G_GINT64_FORMAT "ms.", wait_ms)
                    : g_strdup_printf ("Request too large on tokens per min (TPM): Limit %u, Requested %" G_GINT64_FORMAT ".",
                                       limit_tokens, tokens);
  BookgenRehearsalTrouble trouble = { 429, wait_ms > 0 ? "requests" : "tokens", "rate_limit_exceeded", NULL, text };

  if (wait_ms > 0)
    set_retry_after (message, wait_ms);
  bookgen_rehearsal_respond_trouble (stats, message, wire, &trouble);
}
