/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One server (scheme, host and port) as the client sees it: its sessions, the protocol it turned out to speak, and the queue
 * of who may connect next. libsoup's own queue stays empty, because its cost grows with the cube of its length; what is
 * handed over runs at once, and only a few at a time are still connecting. */
typedef struct _BookgenHost BookgenHost;

/* One request's way through a host; part of the request's own struct. */
typedef struct _BookgenVisit BookgenVisit;
struct _BookgenVisit {
  void (*enter) (BookgenVisit *visit); /* it is this one's turn; SESSION and MAY_SHARE are set */
  SoupSession *session;                /* borrowed while the visit lasts */
  gboolean may_share;                  /* send it with SOUP_MESSAGE_IDEMPOTENT */

  /* The host's own */
  BookgenHost *host;
  gpointer lane;
  gboolean connecting;
};

/* TRUSTED: whose signature makes a certificate good; NULL for those the system trusts. */
BookgenHost *bookgen_host_new (gboolean tls, gboolean local, GTlsDatabase *trusted);
void bookgen_host_free (BookgenHost *self); /* no visit may be left */

/* Waits for its turn; enter () is called from the main loop, never from inside this. */
void bookgen_host_visit (BookgenHost *self, BookgenVisit *visit);
/* The handshake said which protocol it is. */
void bookgen_visit_learned (BookgenVisit *visit, gboolean is_http2);
/* The request's head is on its way: the next may connect. */
void bookgen_visit_written (BookgenVisit *visit);
/* The end, in whatever way, also of one that still waits. REUSABLE: the connection was read to the end and is kept alive. */
void bookgen_visit_leave (BookgenVisit *visit, gboolean reusable);

G_END_DECLS
