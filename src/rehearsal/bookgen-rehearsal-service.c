/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-rehearsal-service.h"

#include "bookgen-rehearsal-answer.h"
#include "bookgen-rehearsal-cache.h"
#include "bookgen-rehearsal-clock.h"
#include "bookgen-rehearsal-media.h"
#include "bookgen-rehearsal-response.h"
#include "bookgen-rehearsal-spoil.h"
#include "bookgen-rehearsal-waiting.h"

#include <glib/gi18n-lib.h>

#define REQUEST_BYTES_MAX (32 * 1024 * 1024)
/* Charged for a request that sets no limit of its own. */
#define DEFAULT_OUTPUT_TOKENS 4096
#define BACKLOG 1024

struct _BookgenRehearsalService {
  BookgenRehearsalOptions options; /* without its strings */
  BookgenRehearsalStats *stats;    /* borrowed */
  SoupServer *server;
  BookgenRehearsalFaults *faults;
  BookgenRehearsalLimits limits;
  BookgenRehearsalCache *cache;
  BookgenRehearsalClock *clock;
  BookgenRehearsalWaiting *waiting;
  guint port;
  guint serial; /* of the last answer */
};

/* NULL, with PROBLEM set, for what is no request. */
static BookgenRehearsalRequest *
read_request (SoupServerMessage *message, const BookgenRehearsalWire *wire, const char **problem)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (BookgenRehearsalRequest) request = bookgen_rehearsal_request_new ();
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  JsonNode *root = NULL;
  JsonObject *object;

  *problem = "The body is not a JSON object.";
  if (json_parser_load_from_data (parser, body->data, body->length, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  request->model = g_strdup (bookgen_rehearsal_member_string (object, "model"));
  *problem = request->model != NULL ? wire->read (object, request) : "The field 'model' is required.";
  return *problem == NULL ? g_steal_pointer (&request) : NULL;
}

static gboolean
is_full (BookgenRehearsalService *self)
{
  return self->options.max_concurrent > 0
         && bookgen_rehearsal_stats_get_concurrent (self->stats) >= self->options.max_concurrent;
}

/* FALSE when the limits do not let it in, and that is answered. */
static gboolean
admit (BookgenRehearsalService *self, SoupServerMessage *message, const BookgenRehearsalWire *wire, gint64 charge)
{
  static const BookgenRehearsalTrouble busy
      = { 503, "overloaded_error", "overloaded", NULL, "Server busy: too many concurrent requests." };
  gint64 now_us = g_get_monotonic_time ();
  gboolean full = is_full (self);
  gint64 wait_ms = full ? 0 : bookgen_rehearsal_limits_charge (&self->limits, charge, now_us);
  BookgenRehearsalAllowance allowance = bookgen_rehearsal_limits_get_allowance (&self->limits, now_us);

  wire->limits (soup_server_message_get_response_headers (message), &allowance);
  if (full)
    bookgen_rehearsal_respond_trouble (self->stats, message, wire, &busy);
  else if (wait_ms != 0)
    bookgen_rehearsal_respond_too_fast (self->stats, message, wire, wait_ms, charge, self->options.tokens_per_minute);
  return !full && wait_ms == 0;
}

static BookgenRehearsalReply *
make_reply (BookgenRehearsalService *self, const BookgenRehearsalWire *wire, const BookgenRehearsalRequest *request, gint64 now_us,
            gint64 first_us, BookgenFaultKind fault)
{
  BookgenRehearsalReply *reply = bookgen_rehearsal_reply_new (wire, request, ++self->serial);
  BookgenRehearsalCacheUse use = bookgen_rehearsal_cache_use (self->cache, request, now_us, first_us);

  if (fault == BOOKGEN_FAULT_NO_CACHE)
    use = (BookgenRehearsalCacheUse) { 0, use.read_tokens + use.written_tokens };
  reply->cached_tokens = MIN (use.read_tokens, reply->prompt_tokens);
  reply->cache_write_tokens = MIN (use.written_tokens, reply->prompt_tokens - reply->cached_tokens);
  return reply;
}

static void
start_stream (BookgenRehearsalService *self, SoupServerMessage *message, const BookgenRehearsalWire *wire,
              const BookgenRehearsalRequest *request, const BookgenFaultInfo *fault, gint64 charge)
{
  BookgenFaultKind kind = fault != NULL ? fault->kind : BOOKGEN_FAULT_NONE;
  g_autofree char *answer = bookgen_rehearsal_answer (request);
  g_autofree char *text = bookgen_rehearsal_spoil (answer, kind);
  gint64 now_us = g_get_monotonic_time ();
  gint64 first_us = now_us + (gint64) self->options.first_token_ms * 1000;
  BookgenRehearsalReply *reply = make_reply (self, wire, request, now_us, first_us, kind);
  double piece_us = self->options.tokens_per_second > 0 ? (double) G_USEC_PER_SEC / self->options.tokens_per_second : 0;

  bookgen_rehearsal_stats_began (self->stats, reply->prompt_tokens, reply->cached_tokens);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_pause (message);
  bookgen_rehearsal_clock_add (self->clock,
                               bookgen_rehearsal_stream_new (message, reply, text, request->max_tokens, first_us, piece_us,
                                                             kind, fault != NULL ? &fault->trouble : NULL),
                               charge);
}

static void
serve_request (BookgenRehearsalService *self, SoupServerMessage *message, const BookgenRehearsalWire *wire,
               const BookgenRehearsalRequest *request)
{
  g_autofree char *title = NULL;
  guint chapter = bookgen_rehearsal_request_find_chapter (request, &title);
  gint64 output_tokens = request->max_tokens >= 0 ? request->max_tokens : DEFAULT_OUTPUT_TOKENS;
  gint64 charge = bookgen_rehearsal_request_count_tokens (request) + output_tokens;
  const BookgenFaultInfo *fault;

  bookgen_rehearsal_clock_sweep (self->clock);
  bookgen_rehearsal_stats_requested (self->stats, chapter);
  fault = bookgen_rehearsal_faults_take (self->faults, chapter);
  if (fault != NULL && bookgen_rehearsal_respond_fault (self->stats, message, wire, fault))
    return;
  if (!admit (self, message, wire, charge))
    return;
  start_stream (self, message, wire, request, fault, charge);
}

static void
serve (BookgenRehearsalService *self, SoupServerMessage *message, const BookgenRehearsalWire *wire)
{
  const char *problem = NULL;
  g_autoptr (BookgenRehearsalRequest) request = NULL;

  if (!bookgen_rehearsal_is_method (message, "POST"))
    return;
  request = read_request (message, wire, &problem);
  if (request == NULL)
    bookgen_rehearsal_respond_bad_request (self->stats, message, wire, problem);
  else
    serve_request (self, message, wire, request);
}

static void
on_openai (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  serve (user_data, message, &bookgen_rehearsal_wire_openai);
}

static void
on_anthropic (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  BookgenRehearsalService *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_one (headers, "anthropic-version") != NULL)
    serve (self, message, &bookgen_rehearsal_wire_anthropic);
  else
    bookgen_rehearsal_respond_bad_request (self->stats, message, &bookgen_rehearsal_wire_anthropic,
                                           "anthropic-version: header is required");
}

static void
on_ollama (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  serve (user_data, message, &bookgen_rehearsal_wire_ollama);
}

/* What is drawn or spoken has the wait of a text of as many tokens, or FIXED_MS, and the same limits and faults. */
static void
serve_media (BookgenRehearsalService *self, SoupServerMessage *message, const BookgenRehearsalMedia *media, guint fixed_ms)
{
  const BookgenRehearsalWire *wire = &bookgen_rehearsal_wire_openai;
  guint rate = self->options.tokens_per_second;
  gint64 charge = media->prompt_tokens + media->output_tokens;
  gint64 wait_ms = self->options.first_token_ms + (rate > 0 ? media->output_tokens * 1000 / rate : 0);
  const BookgenFaultInfo *fault;

  if (fixed_ms > 0)
    wait_ms = fixed_ms;
  bookgen_rehearsal_stats_requested (self->stats, media->chapter);
  fault = bookgen_rehearsal_faults_take (self->faults, media->chapter);
  if ((fault != NULL && bookgen_rehearsal_respond_fault (self->stats, message, wire, fault)) || !admit (self, message, wire, charge))
    return;
  bookgen_rehearsal_stats_began (self->stats, media->prompt_tokens, 0);
  bookgen_rehearsal_waiting_add (self->waiting, message, media->body, media->type, wait_ms, charge, media->output_tokens);
}

static void
take_media (BookgenRehearsalService *self, SoupServerMessage *message, BookgenRehearsalMediaReader read, guint fixed_ms)
{
  const char *problem = NULL;
  g_autoptr (BookgenRehearsalMedia) media = NULL;

  if (!bookgen_rehearsal_is_method (message, "POST"))
    return;
  media = read (soup_server_message_get_request_body (message), &problem);
  if (media == NULL)
    bookgen_rehearsal_respond_bad_request (self->stats, message, &bookgen_rehearsal_wire_openai, problem);
  else
    serve_media (self, message, media, fixed_ms);
}

static void
on_pictures (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  BookgenRehearsalService *self = user_data;

  take_media (self, message, bookgen_rehearsal_media_read_picture, self->options.picture_ms);
}

static void
on_speech (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  take_media (user_data, message, bookgen_rehearsal_media_read_speech, 0);
}

static void
on_tags (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  if (bookgen_rehearsal_is_method (message, "GET"))
    bookgen_rehearsal_respond (message, 200, "application/json",
                               "{\"models\":[{\"name\":\"rehearsal:latest\",\"model\":\"rehearsal:latest\",\"size\":1,\"digest\":\"0\"}]}");
}

/* OpenAI and Anthropic list their models at the same path, in two shapes. */
static void
on_models (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  BookgenRehearsalService *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  guint context = self->options.context_tokens;
  g_autofree char *reads = context > 0 ? g_strdup_printf (",\"context_length\":%u", context) : g_strdup ("");
  g_autofree char *list = g_strdup_printf ("{\"object\":\"list\",\"data\":[{\"id\":\"rehearsal\",\"object\":\"model\","
                                           "\"created\":1795000000,\"owned_by\":\"bookgen\"%s}]}", reads);

  if (!bookgen_rehearsal_is_method (message, "GET"))
    return;
  if (soup_message_headers_get_one (headers, "anthropic-version") != NULL)
    bookgen_rehearsal_respond (message, 200, "application/json",
                               "{\"data\":[{\"id\":\"rehearsal\",\"type\":\"model\",\"display_name\":\"Rehearsal\","
                               "\"created_at\":\"2026-11-21T00:00:00Z\"}],\"has_more\":false,\"first_id\":\"rehearsal\","
                               "\"last_id\":\"rehearsal\"}");
  else
    bookgen_rehearsal_respond (message, 200, "application/json", list);
}

static void
on_stats (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  BookgenRehearsalService *self = user_data;
  g_autofree char *json = bookgen_rehearsal_stats_to_json (self->stats);

  if (bookgen_rehearsal_is_method (message, "GET"))
    bookgen_rehearsal_respond (message, 200, "application/json", json);
}

static void
on_anything_else (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  static const BookgenRehearsalTrouble unknown = { 404, "invalid_request_error", NULL, NULL, "There is nothing at this path." };
  BookgenRehearsalService *self = user_data;

  bookgen_rehearsal_respond_trouble (self->stats, message, &bookgen_rehearsal_wire_openai, &unknown);
}

/* Before the body is read. */
static void
on_headers (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  if (soup_message_headers_get_content_length (soup_server_message_get_request_headers (message)) > REQUEST_BYTES_MAX)
    soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
}

/* A connection that came back to the server from a stream has no socket of its own any more: it was counted before. */
static void
on_request_started (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  BookgenRehearsalService *self = user_data;
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket == NULL || g_object_get_data (G_OBJECT (socket), "bookgen-counted") != NULL)
    return;
  g_object_set_data (G_OBJECT (socket), "bookgen-counted", self);
  bookgen_rehearsal_stats_connected (self->stats);
}

static void
on_ended (BookgenRehearsalStream *stream, BookgenStreamState state, gint64 charged_tokens, gpointer user_data)
{
  BookgenRehearsalService *self = user_data;
  const BookgenRehearsalReply *reply = bookgen_rehearsal_stream_get_reply (stream);

  bookgen_rehearsal_stats_ended (self->stats, reply->output_tokens);
  bookgen_rehearsal_limits_correct (&self->limits, charged_tokens, reply->prompt_tokens + reply->output_tokens,
                                    g_get_monotonic_time ());
  if (state == BOOKGEN_STREAM_ENDED)
    bookgen_rehearsal_stream_give_back (stream, self->server);
}

static void
on_media_ended (gint64 charged_tokens, gint64 used_tokens, gpointer user_data)
{
  BookgenRehearsalService *self = user_data;

  bookgen_rehearsal_stats_ended (self->stats, used_tokens);
  bookgen_rehearsal_limits_correct (&self->limits, charged_tokens, charged_tokens, g_get_monotonic_time ());
}

static void
add_handlers (BookgenRehearsalService *self)
{
  soup_server_add_early_handler (self->server, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->server, NULL, on_anything_else, self, NULL);
  soup_server_add_handler (self->server, "/v1/chat/completions", on_openai, self, NULL);
  soup_server_add_handler (self->server, "/v1/messages", on_anthropic, self, NULL);
  soup_server_add_handler (self->server, "/api/chat", on_ollama, self, NULL);
  soup_server_add_handler (self->server, "/api/tags", on_tags, self, NULL);
  soup_server_add_handler (self->server, "/v1/images/generations", on_pictures, self, NULL);
  soup_server_add_handler (self->server, "/v1/audio/speech", on_speech, self, NULL);
  soup_server_add_handler (self->server, "/v1/models", on_models, self, NULL);
  soup_server_add_handler (self->server, "/rehearsal/stats", on_stats, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (on_request_started), self);
}

/* With a queue for as many as may come at once: a full one lets connections wait for whole seconds. */
static GSocket *
open_socket (guint port, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static gboolean
start_listening (BookgenRehearsalService *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GSocket) socket = open_socket (self->options.port, &reason);
  g_autoptr (GSocketAddress) address = NULL;

  if (socket == NULL || !soup_server_listen_socket (self->server, socket, 0, &reason))
    {
      g_set_error (error, reason->domain, reason->code, _ ("The rehearsal server cannot use port %u: %s"), self->options.port,
                   reason->message);
      return FALSE;
    }
  address = g_socket_get_local_address (socket, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  return TRUE;
}

/* It belongs to CONTEXT from the start. */
static gboolean
open_server (BookgenRehearsalService *self, GMainContext *context, GError **error)
{
  gboolean listens;

  g_main_context_push_thread_default (context);
  self->server = soup_server_new ("server-header", "bookgen-rehearsal", NULL);
  add_handlers (self);
  listens = start_listening (self, error);
  g_main_context_pop_thread_default (context);
  return listens;
}

BookgenRehearsalService *
bookgen_rehearsal_service_new (const BookgenRehearsalOptions *options, BookgenRehearsalStats *stats, GMainContext *context,
                               GError **error)
{
  g_autoptr (BookgenRehearsalService) self = g_new0 (BookgenRehearsalService, 1);

  self->options = *options;
  self->options.faults = NULL;
  self->stats = stats;
  self->cache = bookgen_rehearsal_cache_new ();
  self->clock = bookgen_rehearsal_clock_new (context, on_ended, self);
  self->waiting = bookgen_rehearsal_waiting_new (context, on_media_ended, self);
  bookgen_rehearsal_limits_init (&self->limits, options->requests_per_minute, options->tokens_per_minute, options->minute_ms,
                                 g_get_monotonic_time ());
  self->faults = bookgen_rehearsal_faults_new (options->faults, error);
  if (self->faults == NULL || !open_server (self, context, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
bookgen_rehearsal_service_free (BookgenRehearsalService *self)
{
  bookgen_rehearsal_clock_free (self->clock);
  bookgen_rehearsal_waiting_free (self->waiting);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  bookgen_rehearsal_cache_free (self->cache);
  g_clear_pointer (&self->faults, bookgen_rehearsal_faults_free);
  g_free (self);
}

guint
bookgen_rehearsal_service_get_port (BookgenRehearsalService *self)
{
  return self->port;
}
