/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-keyring.h"

/* Without a keyring: the desktop's is the person's, and no test touches it. */

typedef struct { GAsyncResult *result; } Waiter;

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Waiter *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Waiter *waiter)
{
  while (waiter->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return waiter->result;
}

static char *
load (const char *address)
{
  Waiter waiter = { NULL };
  g_autoptr (GError) error = NULL;
  char *key;

  bookgen_keyring_load_async (address, NULL, on_done, &waiter);
  key = bookgen_keyring_load_finish (wait_for (&waiter), &error);
  g_assert_no_error (error);
  g_object_unref (waiter.result);
  return key;
}

static gboolean
save (const char *address, const char *key)
{
  Waiter waiter = { NULL };
  gboolean persistent = TRUE;

  bookgen_keyring_save_async (address, key, NULL, on_done, &waiter);
  g_assert_true (bookgen_keyring_save_finish (wait_for (&waiter), &persistent, NULL));
  g_object_unref (waiter.result);
  return persistent;
}

static void
assert_key (const char *address, const char *expected)
{
  char *key = load (address);

  g_assert_cmpstr (key, ==, expected);
  bookgen_keyring_free_key (key);
}

static void
test_memory (void)
{
  assert_key ("https://one", NULL);
  g_assert_false (save ("https://one", "key-1"));
  g_assert_false (save ("https://two", "key-2"));
  assert_key ("https://one", "key-1");
  save ("https://one", "key-3");
  assert_key ("https://one", "key-3");
  save ("https://one", NULL);
  assert_key ("https://one", NULL);
  assert_key ("https://two", "key-2");
}

static void
test_environment (void)
{
  save ("https://one", "key-1");
  g_setenv ("BOOKGEN_API_KEY", "key-env", TRUE);
  assert_key ("https://one", "key-env");
  g_setenv ("BOOKGEN_API_KEY", "", TRUE);
  assert_key ("https://one", "key-1");
  g_unsetenv ("BOOKGEN_API_KEY");
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Waiter waiter = { NULL };

  g_cancellable_cancel (cancellable);
  bookgen_keyring_load_async ("https://one", cancellable, on_done, &waiter);
  g_assert_null (bookgen_keyring_load_finish (wait_for (&waiter), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (waiter.result);
}

int
main (int argc, char *argv[])
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_unsetenv ("BOOKGEN_API_KEY");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/memory", test_memory);
  g_test_add_func ("/keyring/environment", test_environment);
  g_test_add_func ("/keyring/cancel", test_cancel);
  return g_test_run ();
}
