/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-progress.h"

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  g_hash_table_add (user_data, (gpointer) pspec->name);
}

/* Only what differs is notified, each property once. */
static void
test_notifies (void)
{
  g_autoptr (BookgenProgress) progress = bookgen_progress_new (NULL);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  BookgenProgressFacts facts = { .words = 10, .target_words = 100, .fraction = 0.1, .reason = "", .stages = "Text …" };
  bookgen_progress_update (progress, &facts);
  g_signal_connect (progress, "notify", G_CALLBACK (count_notify), names);
  bookgen_progress_update (progress, &facts);
  g_assert_cmpuint (g_hash_table_size (names), ==, 0);

  facts.words = 20;
  facts.reason = "Waiting for its turn";
  bookgen_progress_update (progress, &facts);
  g_assert_cmpuint (g_hash_table_size (names), ==, 2);
  g_assert_true (g_hash_table_contains (names, "words") && g_hash_table_contains (names, "reason"));

  guint words;
  g_autofree char *reason = NULL, *stages = NULL;
  g_object_get (progress, "words", &words, "reason", &reason, "stages", &stages, NULL);
  g_assert_cmpuint (words, ==, 20);
  g_assert_cmpstr (reason, ==, "Waiting for its turn");
  g_assert_cmpstr (stages, ==, "Text …");
  g_assert_cmpstr (bookgen_progress_get_facts (progress)->reason, ==, reason);
  g_assert_null (bookgen_progress_get_unit (progress));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/notifies", test_notifies);
  return g_test_run ();
}
