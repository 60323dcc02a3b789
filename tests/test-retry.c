/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-retry.h"

static BookgenRetryAdvice
advise (BookgenFailureKind kind, gint64 retry_after_ms, guint attempts, double spread)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (kind, 0, NULL);

  failure->retry_after_ms = retry_after_ms;
  return bookgen_retry_advise (failure, attempts, spread);
}

static void
test_waits (void)
{
  static const struct { guint attempts; double spread; gint64 wait_ms; } table[] = {
    { 1, 0.0, 0 }, { 1, 0.5, 500 }, { 2, 0.5, 1000 }, { 4, 0.5, 4000 }, { 7, 0.5, 30000 }, { 7, 0.999, 59940 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      BookgenRetryAdvice advice = advise (BOOKGEN_FAILURE_SERVER, -1, table[i].attempts, table[i].spread);
      g_assert_cmpint (advice.action, ==, BOOKGEN_RETRY_AGAIN);
      g_assert_cmpint (advice.wait_ms, ==, table[i].wait_ms);
    }
}

static void
test_retry_after (void)
{
  g_assert_cmpint (advise (BOOKGEN_FAILURE_RATE, 7000, 1, 0.0).wait_ms, ==, 7000);
  g_assert_cmpint (advise (BOOKGEN_FAILURE_RATE, 90000, 1, 0.0).wait_ms, ==, 90000);
  g_assert_cmpint (advise (BOOKGEN_FAILURE_RATE, 3600000, 1, 0.0).action, ==, BOOKGEN_RETRY_STOP_RUN);
  g_assert_cmpint (advise (BOOKGEN_FAILURE_SERVER, 3600000, 1, 0.0).action, ==, BOOKGEN_RETRY_STOP_RUN);
  g_assert_cmpint (advise (BOOKGEN_FAILURE_PARAMETER, -1, 1, 0.9).wait_ms, ==, 0);
}

/* What the provider says of another try. */
static void
test_final (void)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (BOOKGEN_FAILURE_SERVER, 500, NULL);

  failure->final = TRUE;
  g_assert_cmpint (bookgen_retry_advise (failure, 1, 0.5).action, ==, BOOKGEN_RETRY_GIVE_UP);
  g_assert_cmpint (advise (BOOKGEN_FAILURE_UNFINISHED, -1, 1, 0.5).action, ==, BOOKGEN_RETRY_GIVE_UP);
}

static void
test_every_kind_ends (void)
{
  for (guint kind = BOOKGEN_FAILURE_CANCELLED; kind <= BOOKGEN_FAILURE_UNFINISHED; kind++)
    {
      guint attempts = 1;

      while (attempts < 100 && advise (kind, -1, attempts, 0.5).action == BOOKGEN_RETRY_AGAIN)
        attempts++;
      g_assert_cmpuint (attempts, <=, 8);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry/waits", test_waits);
  g_test_add_func ("/retry/retry-after", test_retry_after);
  g_test_add_func ("/retry/final", test_final);
  g_test_add_func ("/retry/every-kind-ends", test_every_kind_ends);
  return g_test_run ();
}
