/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-connect-failure.h"

#include <glib/gi18n-lib.h>

/* What is wrong with the server's certificate, the gravest first; NULL when that is not the matter. */
static const char *
certificate_fault (SoupMessage *message)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);

  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _ ("the certificate belongs to another host");
  if (flags & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED))
    return _ ("the certificate is not valid today");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _ ("nobody this computer trusts has signed the certificate");
  return NULL;
}

static const char *
no_tls_fault (void)
{
  return _ ("it does not answer as an encrypted connection begins; if it has none, its address begins with http://");
}

/* In the handshake GnuTLS calls an answer in plain text an unexpected packet, and GLib has no code for that. */
static gboolean
is_no_tls (const GError *error)
{
  return g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS) || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_MISC);
}

BookgenFailure *
bookgen_connect_failure_new (SoupMessage *message, const GError *error, gboolean in_handshake)
{
  const char *fault = certificate_fault (message);
  gboolean tls = fault != NULL || (error != NULL && error->domain == G_TLS_ERROR);

  if (fault == NULL && in_handshake && is_no_tls (error))
    fault = no_tls_fault ();
  if (fault == NULL && error != NULL)
    fault = error->message;
  return bookgen_failure_new (tls ? BOOKGEN_FAILURE_TLS : BOOKGEN_FAILURE_CONNECT, 0, fault);
}

BookgenFailure *
bookgen_connect_failure_new_silent (void)
{
  return bookgen_failure_new (BOOKGEN_FAILURE_CONNECT, 0, no_tls_fault ());
}

BookgenFailure *
bookgen_connect_failure_new_from_proxy (SoupMessage *message)
{
  guint status = soup_message_get_status (message);
  gboolean safe = g_str_equal (g_uri_get_scheme (soup_message_get_uri (message)), "https");

  if (!safe || SOUP_STATUS_IS_SUCCESSFUL (status) || soup_message_get_tls_peer_certificate (message) != NULL)
    return NULL;
  return bookgen_failure_new (BOOKGEN_FAILURE_CONNECT, status, _ ("the proxy in this desktop's settings does not let it through"));
}
