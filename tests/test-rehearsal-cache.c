/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-cache.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define START (1000 * SECOND)

static BookgenRehearsalRequest *
make (BookgenRehearsalCaching caching, gsize shared_chars, char filling, const char *own)
{
  BookgenRehearsalRequest *request = bookgen_rehearsal_request_new ();
  g_autofree char *shared = g_strnfill (shared_chars, filling);
  g_autofree char *json = g_strdup_printf ("[{\"type\":\"text\",\"text\":\"%s\",\"cache_control\":{}}]", shared);
  g_autoptr (JsonNode) system = json_from_string (json, NULL);
  g_autoptr (JsonNode) user = json_node_init_string (json_node_alloc (), own);

  request->model = g_strdup ("m");
  request->caching = caching;
  bookgen_rehearsal_request_add (request, BOOKGEN_REHEARSAL_SYSTEM, system);
  bookgen_rehearsal_request_add (request, BOOKGEN_REHEARSAL_USER, user);
  return request;
}

static void
assert_use (BookgenRehearsalCache *cache, BookgenRehearsalRequest *request, gint64 now_us, gint64 read, gint64 written)
{
  BookgenRehearsalCacheUse use = bookgen_rehearsal_cache_use (cache, request, now_us, now_us + SECOND);

  g_assert_cmpint (use.read_tokens, ==, read);
  g_assert_cmpint (use.written_tokens, ==, written);
  bookgen_rehearsal_request_free (request);
}

static void
test_marked (void)
{
  g_autoptr (BookgenRehearsalCache) cache = bookgen_rehearsal_cache_new ();
  const BookgenRehearsalCaching marked = BOOKGEN_REHEARSAL_CACHE_MARKED;

  assert_use (cache, make (marked, 8000, 'a', "one"), START, 0, 2000);
  assert_use (cache, make (marked, 8000, 'a', "two"), START + SECOND / 2, 0, 2000);
  assert_use (cache, make (marked, 8000, 'a', "three"), START + SECOND, 2000, 0);
  assert_use (cache, make (marked, 8000, 'b', "four"), START + 2 * SECOND, 0, 2000);
  assert_use (cache, make (marked, 8004, 'a', "five"), START + 2 * SECOND, 0, 2001);
}

static void
test_below_the_minimum (void)
{
  g_autoptr (BookgenRehearsalCache) cache = bookgen_rehearsal_cache_new ();

  for (guint i = 0; i < 2; i++)
    {
      assert_use (cache, make (BOOKGEN_REHEARSAL_CACHE_MARKED, 4092, 'a', "x"), START + 10 * i * SECOND, 0, 0);
      assert_use (cache, make (BOOKGEN_REHEARSAL_CACHE_AUTOMATIC, 4092, 'a', "x"), START + 10 * i * SECOND, 0, 0);
      assert_use (cache, make (BOOKGEN_REHEARSAL_CACHE_NONE, 40920, 'a', "x"), START + 10 * i * SECOND, 0, 0);
    }
}

static void
test_automatic_goes_by_steps (void)
{
  g_autoptr (BookgenRehearsalCache) cache = bookgen_rehearsal_cache_new ();
  const BookgenRehearsalCaching automatic = BOOKGEN_REHEARSAL_CACHE_AUTOMATIC;

  assert_use (cache, make (automatic, 4608 + 100, 'a', "one"), START, 0, 1152);
  assert_use (cache, make (automatic, 4608 + 400, 'a', "two"), START + 2 * SECOND, 1152, 0);
  assert_use (cache, make (automatic, 5120, 'a', "three"), START + 2 * SECOND, 1152, 128);
}

static void
test_five_minutes_from_the_last_use (void)
{
  g_autoptr (BookgenRehearsalCache) cache = bookgen_rehearsal_cache_new ();
  const BookgenRehearsalCaching marked = BOOKGEN_REHEARSAL_CACHE_MARKED;

  assert_use (cache, make (marked, 8000, 'a', "one"), START, 0, 2000);
  assert_use (cache, make (marked, 8000, 'a', "two"), START + 290 * SECOND, 2000, 0);
  assert_use (cache, make (marked, 8000, 'a', "three"), START + 580 * SECOND, 2000, 0);
  assert_use (cache, make (marked, 8000, 'a', "four"), START + 900 * SECOND, 0, 2000);
}

static void
test_each_model_and_key_has_its_own (void)
{
  g_autoptr (BookgenRehearsalCache) cache = bookgen_rehearsal_cache_new ();
  BookgenRehearsalRequest *other_key = make (BOOKGEN_REHEARSAL_CACHE_AUTOMATIC, 8192, 'a', "");
  BookgenRehearsalRequest *other_model = make (BOOKGEN_REHEARSAL_CACHE_AUTOMATIC, 8192, 'a', "");

  other_key->cache_key = g_strdup ("book");
  g_free (other_model->model);
  other_model->model = g_strdup ("n");
  assert_use (cache, make (BOOKGEN_REHEARSAL_CACHE_AUTOMATIC, 8192, 'a', ""), START, 0, 2048);
  assert_use (cache, other_key, START + 2 * SECOND, 0, 2048);
  assert_use (cache, other_model, START + 2 * SECOND, 0, 2048);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal-cache/marked", test_marked);
  g_test_add_func ("/rehearsal-cache/below-the-minimum", test_below_the_minimum);
  g_test_add_func ("/rehearsal-cache/automatic-goes-by-steps", test_automatic_goes_by_steps);
  g_test_add_func ("/rehearsal-cache/five-minutes", test_five_minutes_from_the_last_use);
  g_test_add_func ("/rehearsal-cache/each-model-and-key", test_each_model_and_key_has_its_own);
  return g_test_run ();
}
