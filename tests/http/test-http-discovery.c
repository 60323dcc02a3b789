/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attempt.h"

#include "bookgen-discovery.h"
#include "bookgen-rehearsal.h"

#include <string.h>

typedef struct {
  guint under_way;
  GPtrArray *found;
  GError *error;
} Looked;

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Looked *looked = user_data;

  looked->found = bookgen_discovery_look_finish (result, &looked->error);
  looked->under_way = 0;
}

static guint
port_of (BookgenRehearsal *server)
{
  g_autoptr (GUri) uri = g_uri_parse (bookgen_rehearsal_get_base_url (server), G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

/* Two that answer, and one place with nobody. */
static void
test_found (void)
{
  BookgenRehearsalOptions options = BOOKGEN_REHEARSAL_DEFAULTS;
  g_autoptr (BookgenRehearsal) one = bookgen_rehearsal_new (&options, NULL);
  g_autoptr (BookgenRehearsal) two = bookgen_rehearsal_new (&options, NULL);
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  BookgenPlace places[] = {
    { "One", port_of (one), BOOKGEN_DIALECT_OPENAI }, { "Nobody", 1, BOOKGEN_DIALECT_OPENAI }, { "Two", port_of (two), BOOKGEN_DIALECT_OLLAMA },
  };
  Looked looked = { .under_way = 1 };
  BookgenDiscovered *first, *second;

  bookgen_discovery_look_async (client, places, G_N_ELEMENTS (places), NULL, on_looked, &looked);
  attempt_wait_while (&looked.under_way);
  g_assert_no_error (looked.error);
  g_assert_cmpuint (looked.found->len, ==, 2);
  first = looked.found->pdata[0], second = looked.found->pdata[1];
  g_assert_cmpstr (bookgen_endpoint_get_name (first->endpoint), ==, "One");
  g_assert_cmpstr (bookgen_endpoint_get_name (second->endpoint), ==, "Two");
  g_assert_cmpstr (first->models[0], ==, "rehearsal");
  g_assert_cmpstr (second->models[0], ==, "rehearsal:latest");
  g_ptr_array_unref (looked.found);
}

static void
test_cancelled (void)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  BookgenPlace place = { "Nobody", 1, BOOKGEN_DIALECT_OPENAI };
  Looked looked = { .under_way = 1 };

  g_cancellable_cancel (cancellable);
  bookgen_discovery_look_async (client, &place, 1, cancellable, on_looked, &looked);
  attempt_wait_while (&looked.under_way);
  g_assert_null (looked.found);
  g_assert_error (looked.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&looked.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/discovery/found", test_found);
  g_test_add_func ("/http/discovery/cancelled", test_cancelled);
  return g_test_run ();
}
