/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-host.h"

/* Measured with libsoup 3.2 (the same in 3.6): its limits are construct-only and far too low; a POST shares or reuses a
 * connection only when it is flagged as idempotent; with that flag on HTTP/1 it connects one after the other, in the hope
 * for HTTP/2. So the flag is set on HTTP/2, while the protocol is not known and there is only one request, and where an idle
 * connection is there to be taken. On HTTP/2 it never opens a second connection when the server's streams are used up. */

enum {
  MANY_CONNECTIONS = 4096,    /* room: the real limit is who calls us */
  STREAMS_PER_SESSION = 90,   /* servers allow 100 on one HTTP/2 connection, most of them */
  CONNECTING_PLAIN = 12,
  CONNECTING_TLS = 8,         /* each handshake costs milliseconds of the main loop */
  IDLE_CONNECTION_S = 20,     /* younger ones are still open, as far as anyone can know */
  IO_PRIORITY = 200,          /* after redrawing */
};

typedef enum { UNKNOWN, HTTP1, HTTP2 } Protocol;

typedef struct {
  SoupSession *session;
  guint visits;
} Lane;

struct _BookgenHost {
  gboolean tls;
  gboolean local;        /* on loopback */
  GTlsDatabase *trusted; /* nullable: who the system trusts */
  Protocol protocol;
  GPtrArray *lanes;      /* Lane */
  GQueue waiting;        /* BookgenVisit, borrowed */
  guint connecting;
  guint idle;            /* connections that wait to be used again */
  gint64 idle_at_us;     /* when the last of them began to */
  GMainContext *context; /* owned */
  GSource *turn;         /* nullable: will call next_turn () */
};

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  soup_session_abort (lane->session);
  g_object_unref (lane->session);
  g_free (lane);
}

/* The desktop's proxy has no way to this machine's own loopback. */
static Lane *
lane_new (gboolean local, GTlsDatabase *trusted)
{
  Lane *lane = g_new0 (Lane, 1);

  lane->session = soup_session_new_with_options ("max-conns", MANY_CONNECTIONS, "max-conns-per-host", MANY_CONNECTIONS,
                                                 "timeout", 0, "user-agent", "BookGen/" BOOKGEN_VERSION, NULL);
  if (local)
    soup_session_set_proxy_resolver (lane->session, NULL);
  if (trusted != NULL)
    soup_session_set_tls_database (lane->session, trusted);
  return lane;
}

BookgenHost *
bookgen_host_new (gboolean tls, gboolean local, GTlsDatabase *trusted)
{
  BookgenHost *self = g_new0 (BookgenHost, 1);

  self->tls = tls;
  self->local = local;
  self->trusted = trusted != NULL ? g_object_ref (trusted) : NULL;
  self->protocol = tls ? UNKNOWN : HTTP1;
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  self->context = g_main_context_ref_thread_default ();
  g_queue_init (&self->waiting);
  return self;
}

static void
forget_turn (BookgenHost *self)
{
  if (self->turn != NULL)
    g_source_destroy (self->turn);
  g_clear_pointer (&self->turn, g_source_unref);
}

void
bookgen_host_free (BookgenHost *self)
{
  forget_turn (self);
  g_ptr_array_unref (self->lanes);
  g_queue_clear (&self->waiting);
  g_main_context_unref (self->context);
  g_clear_object (&self->trusted);
  g_free (self);
}

static Lane *
free_lane (BookgenHost *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      Lane *lane = g_ptr_array_index (self->lanes, i);

      if (self->protocol != HTTP2 || lane->visits < STREAMS_PER_SESSION)
        return lane;
    }
  g_ptr_array_add (self->lanes, lane_new (self->local, self->trusted));
  return g_ptr_array_index (self->lanes, self->lanes->len - 1);
}

static gboolean
take_idle (BookgenHost *self)
{
  if (g_get_monotonic_time () - self->idle_at_us > IDLE_CONNECTION_S * G_USEC_PER_SEC)
    self->idle = 0;
  if (self->idle == 0)
    return FALSE;
  self->idle--;
  return TRUE;
}

static guint
connecting_limit (BookgenHost *self)
{
  if (self->protocol == UNKNOWN)
    return 1; /* the first tells for all */
  return self->tls && self->protocol == HTTP1 ? CONNECTING_TLS : CONNECTING_PLAIN;
}

static void
enter (BookgenHost *self, BookgenVisit *visit)
{
  Lane *lane = free_lane (self);

  lane->visits++;
  self->connecting++;
  visit->lane = lane;
  visit->session = lane->session;
  visit->connecting = TRUE;
  visit->may_share = self->protocol != HTTP1 || take_idle (self);
  visit->enter (visit);
}

static gboolean
next_turn (gpointer data)
{
  BookgenHost *self = data;

  forget_turn (self);
  while (self->connecting < connecting_limit (self) && !g_queue_is_empty (&self->waiting))
    enter (self, g_queue_pop_head (&self->waiting));
  return G_SOURCE_REMOVE;
}

static void
ask_for_turn (BookgenHost *self)
{
  if (self->turn != NULL || g_queue_is_empty (&self->waiting))
    return;
  self->turn = g_idle_source_new ();
  g_source_set_priority (self->turn, IO_PRIORITY);
  g_source_set_callback (self->turn, next_turn, self, NULL);
  g_source_attach (self->turn, self->context);
}

void
bookgen_host_visit (BookgenHost *self, BookgenVisit *visit)
{
  visit->host = self;
  visit->lane = NULL;
  visit->session = NULL;
  g_queue_push_tail (&self->waiting, visit);
  ask_for_turn (self);
}

void
bookgen_visit_learned (BookgenVisit *visit, gboolean is_http2)
{
  visit->host->protocol = is_http2 ? HTTP2 : HTTP1;
  ask_for_turn (visit->host);
}

void
bookgen_visit_written (BookgenVisit *visit)
{
  if (!visit->connecting)
    return;
  visit->connecting = FALSE;
  visit->host->connecting--;
  ask_for_turn (visit->host);
}

void
bookgen_visit_leave (BookgenVisit *visit, gboolean reusable)
{
  BookgenHost *host = visit->host;
  Lane *lane = visit->lane;

  if (host == NULL)
    return;
  bookgen_visit_written (visit);
  if (lane == NULL)
    g_queue_remove (&host->waiting, visit);
  else
    lane->visits--;
  if (reusable && host->protocol == HTTP1)
    {
      host->idle++;
      host->idle_at_us = g_get_monotonic_time ();
    }
  visit->host = NULL;
  visit->lane = NULL;
  visit->session = NULL;
}
