/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Over TLS: who is trusted, what HTTP/2 makes of many requests, and what else stands between us and a server. */
#include "attempt.h"
#include "crowd.h"
#include "http2-server.h"

#include "bookgen-rehearsal.h"

static char *
file_named (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "http", name, NULL);
}

static GTlsDatabase *
trust_ourselves (void)
{
  g_autofree char *file = file_named ("localhost.pem");
  g_autoptr (GError) error = NULL;
  GTlsDatabase *trusted = g_tls_file_database_new (file, &error);

  g_assert_no_error (error);
  return trusted;
}

static Http2Server *
start (const char *certificate, Http2ServerOptions options)
{
  g_autofree char *file = file_named (certificate);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) own = g_tls_certificate_new_from_file (file, &error);

  g_assert_no_error (error);
  options.certificate = own;
  return http2_server_new (&options);
}

static Attempt *
attempt_trusting (const char *address, GTlsDatabase *trusted)
{
  g_autoptr (BookgenClient) client = g_object_new (BOOKGEN_TYPE_CLIENT, "tls-database", trusted, NULL);
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (address, BOOKGEN_DIALECT_OPENAI);
  g_autoptr (BookgenChat) chat = bookgen_chat_new (NULL, 1000);

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Hello");
  return attempt_run (client, endpoint, "key-of-the-test", chat);
}

typedef struct {
  const char *name;
  const char *certificate;
  gboolean trusted;
  const char *says; /* NULL: all goes well */
} Case;

static const Case cases[] = {
  { "trusted", "localhost.pem", TRUE, NULL },
  { "untrusted", "localhost.pem", FALSE, "nobody this computer trusts" },
  { "expired", "expired.pem", TRUE, "not valid today" },
  { "wrong-host", "elsewhere.pem", TRUE, "belongs to another host" },
};

/* Nothing is sent to a server whose certificate is not good, least of all a key. */
static void
test_certificate (gconstpointer data)
{
  const Case *what = data;
  g_autoptr (Http2Server) server = start (what->certificate, (Http2ServerOptions){ .max_streams = 100, .events = 1 });
  g_autoptr (GTlsDatabase) trusted = what->trusted ? trust_ourselves () : NULL;
  g_autoptr (Attempt) attempt = attempt_trusting (http2_server_get_address (server), trusted);

  if (what->says == NULL)
    {
      g_assert_no_error (attempt->error);
      return;
    }
  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_TLS);
  g_assert_nonnull (strstr (attempt->error->message, what->says));
  g_assert_cmpuint (http2_server_count_requests (server), ==, 0);
}

/* Speaks plain HTTP, and says so as soon as anything comes. */
static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), "HTTP/1.1 400 Bad Request\r\n\r\n", 28,
                             NULL, NULL, NULL);
  return TRUE;
}

/* https:// in front of the address of a server that has no TLS. */
static void
test_plain_server_that_answers (void)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *address = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (Attempt) attempt = NULL;

  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), NULL);
  attempt = attempt_trusting (address, NULL);
  g_socket_service_stop (service);
  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_TLS);
  g_assert_nonnull (strstr (attempt->error->message, "begins with http://"));
}

/* One that waits for the rest of a request is not waited for as long as one that is far away. */
static void
test_plain_server_that_waits (void)
{
  g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&(BookgenRehearsalOptions){ 0 }, NULL);
  g_autofree char *address = g_strconcat ("https", bookgen_rehearsal_get_base_url (server) + strlen ("http"), NULL);
  g_autoptr (Attempt) attempt = attempt_trusting (address, NULL);

  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_CONNECT);
  g_assert_nonnull (strstr (attempt->error->message, "begins with http://"));
}

/* However many go through, one connection carries them. */
static void
test_one_connection (void)
{
  g_autoptr (Http2Server) server = start ("localhost.pem", (Http2ServerOptions){ .max_streams = 100, .events = 3, .event_ms = 10 });
  g_autoptr (GTlsDatabase) trusted = trust_ourselves ();
  g_auto (Crowd) crowd = { NULL };

  crowd_init (&crowd, http2_server_get_address (server), trusted);
  crowd_send_through (&crowd, 500, 50);
  attempt_wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.complete, ==, 500);
  g_assert_cmpuint (http2_server_count_connections (server), ==, 1);
}

/* What one connection has no room for begins on another, at the same time. */
static void
test_past_the_limit_of_streams (void)
{
  g_autoptr (Http2Server) server = start ("localhost.pem", (Http2ServerOptions){ .max_streams = 100, .crowd = 250, .events = 1 });
  g_autoptr (GTlsDatabase) trusted = trust_ourselves ();
  g_auto (Crowd) crowd = { NULL };

  crowd_init (&crowd, http2_server_get_address (server), trusted);
  crowd_send (&crowd, 250, 1);
  attempt_wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.complete, ==, 250);
  g_assert_cmpuint (http2_server_get_peak (server), ==, 250);
  g_assert_cmpuint (http2_server_count_connections (server), ==, 3);
}

/* The library never says that a stream was reset in mid-body: our own clock ends it, and the connection serves on. */
static void
test_reset_stream (void)
{
  g_autoptr (Http2Server) server = start ("localhost.pem", (Http2ServerOptions){ .max_streams = 100, .events = 2, .resets = 1 });
  g_autoptr (GTlsDatabase) trusted = trust_ourselves ();
  g_auto (Crowd) crowd = { NULL };

  crowd_init (&crowd, http2_server_get_address (server), trusted);
  bookgen_client_set_timeouts (crowd.client, 1, 1);
  crowd_send (&crowd, 1, 1);
  attempt_wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.complete, ==, 0);
  crowd_send (&crowd, 3, 1);
  attempt_wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.complete, ==, 3);
  g_assert_cmpuint (http2_server_count_connections (server), ==, 1);
}

/* A desktop that sends everything through a proxy, as far as its settings tell. */
typedef struct {
  GObject parent;
} DeskResolver;
typedef GObjectClass DeskResolverClass;

static char *desk_proxy;
static GType desk_resolver_get_type (void);
static void desk_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_TYPE_WITH_CODE (DeskResolver, desk_resolver, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, desk_resolver_iface_init))

static void
desk_resolver_class_init (DeskResolverClass *klass)
{
}

static void
desk_resolver_init (DeskResolver *self)
{
}

static gboolean
desk_resolver_is_supported (GProxyResolver *self)
{
  return TRUE;
}

static char **
desk_resolver_lookup (GProxyResolver *self, const char *uri, GCancellable *cancellable, GError **error)
{
  return g_strsplit (desk_proxy, " ", 0);
}

static void
desk_resolver_lookup_async (GProxyResolver *self, const char *uri, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_pointer (task, g_strsplit (desk_proxy, " ", 0), (GDestroyNotify) g_strfreev);
}

static char **
desk_resolver_lookup_finish (GProxyResolver *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
desk_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = desk_resolver_is_supported;
  iface->lookup = desk_resolver_lookup;
  iface->lookup_async = desk_resolver_lookup_async;
  iface->lookup_finish = desk_resolver_lookup_finish;
}

/* A server out there is reached through the desktop's proxy, which sees its name and no key; this machine without it. */
static void
test_proxy (void)
{
  g_autoptr (CannedServer) proxy = canned_server_new ();
  g_autoptr (Attempt) outside = NULL;
  g_autoptr (Attempt) inside = NULL;
  g_autofree char *asked = NULL;

  canned_server_add (proxy, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", CANNED_CLOSE);
  desk_proxy = g_strdup (canned_server_get_address (proxy));
  outside = attempt_at ("https://books.example", BOOKGEN_DIALECT_OPENAI, "Hello", BOOKGEN_FAILURE_NONE);
  inside = attempt_at ("http://127.0.0.1:1", BOOKGEN_DIALECT_OPENAI, "Hello", BOOKGEN_FAILURE_NONE);
  asked = canned_server_dup_request (proxy, 0);
  g_assert_nonnull (asked);
  g_assert_true (g_str_has_prefix (asked, "CONNECT books.example:443 "));
  g_assert_null (strstr (asked, "key-of-the-test"));
  g_assert_cmpuint (canned_server_count_requests (proxy), ==, 1);
  g_assert_cmpint (attempt_get_kind (outside), ==, BOOKGEN_FAILURE_CONNECT);
  g_clear_pointer (&desk_proxy, g_free);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, desk_resolver_get_type (), "desk", 10000);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http/traps/11.11-certificate-", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_certificate);
    }
  g_test_add_func ("/http/traps/11.14-plain-server-that-answers", test_plain_server_that_answers);
  g_test_add_func ("/http/traps/11.14-plain-server-that-waits", test_plain_server_that_waits);
  g_test_add_func ("/http/traps/11.15-one-connection", test_one_connection);
  g_test_add_func ("/http/traps/11.15-past-the-limit-of-streams", test_past_the_limit_of_streams);
  g_test_add_func ("/http/traps/11.16-reset-stream", test_reset_stream);
  g_test_add_func ("/http/traps/11.17-desktop-proxy", test_proxy);
  return g_test_run ();
}
