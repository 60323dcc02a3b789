/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-request.h"

#include <string.h>

static void
add_key (SoupMessageHeaders *headers, const BookgenDialect *dialect, const char *key)
{
  g_autofree char *value = g_strconcat (dialect->key_prefix, key, NULL);

  soup_message_headers_replace (headers, dialect->key_header, value);
  explicit_bzero (value, strlen (value));
}

SoupMessage *
bookgen_request_new (const BookgenDialect *dialect, const char *url, const char *key, GBytes *body, gboolean for_stream)
{
  SoupMessage *message = soup_message_new (body != NULL ? "POST" : "GET", url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  headers = soup_message_get_request_headers (message);
  for (const BookgenHeader *header = dialect->headers; header->name != NULL; header++)
    soup_message_headers_replace (headers, header->name, header->value);
  soup_message_headers_replace (headers, "Accept",
                                for_stream ? "text/event-stream, application/x-ndjson, application/json" : "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (key != NULL)
    add_key (headers, dialect, key);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* A decoder of libsoup's holds an event back until its block is full. */
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  return message;
}
