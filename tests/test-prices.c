/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-prices.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static const struct { const char *model; BookgenTokens tokens; gint64 micros; } table[] = {
  { "gpt-4o", { 1000000, 0, -1, 0, -1, -1 }, 2500000 },
  { "gpt-4o", { 1000, -1, -1, 1000, -1, -1 }, 12500 },
  { "gpt-4o-2024-08-06", { 1000, -1, -1, 1000, -1, -1 }, 12500 },
  { "gpt-4o-latest", { 1000, -1, -1, 1000, -1, -1 }, 12500 },
  { "openai/gpt-4o", { 1000, -1, -1, 1000, -1, -1 }, 12500 },
  { "openai/gpt-oss-120b", { 1000000, 0, -1, 0, -1, -1 }, 150000 },
  { "anthropic/claude-sonnet-5-5-20261007", { 12000, 10000, 1000, 1000, -1, -1 }, 2000 + 1000 + 2500 + 10000 },
  { "claude-haiku-5-5", { 100000, 0, 0, 0, -1, -1 }, 10000 },
  { "claude-haiku-5-5", { 100001, 0, 0, 0, -1, -1 }, 50001 },
  { "gpt-5.4", { 300000, 0, 0, 1000, -1, -1 }, 1500000 + 22500 },
  { "gpt-4o", { -1, -1, -1, 1000, -1, -1 }, -1 },
  { "gpt-4o", { 1000, -1, -1, -1, -1, -1 }, -1 },
  { "gpt-4o-audio", { 1000, -1, -1, 1000, -1, -1 }, -1 },
  { "nobody-knows", { 1000, -1, -1, 1000, -1, -1 }, -1 },
  { "nobody-knows", { 1000, -1, -1, 1000, -1, 77 }, 77 },
  { NULL, { 1000, -1, -1, 1000, -1, -1 }, -1 },
};

static const struct { const char *model; gint64 prompt_tokens, micros; } pictures[] = {
  { "gpt-image-1", 0, 42000 },
  { "openai/gpt-image-1", 1000, 47000 },
  { "gpt-image-2-2026-04-21", 0, 53000 },
  { "gpt-image-1.5", 1000, 34000 },
  { "dall-e-3", 500, 40000 },
  { "gpt-4o", 0, -1 },
  { "tts-1", 0, -1 },
  { "nobody-knows", 0, -1 },
  { NULL, 0, -1 },
};

static void
test_pictures (void)
{
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  const BookgenTokens counted = { 100, -1, -1, 1056, -1, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    g_assert_cmpint (bookgen_prices_picture_micros (prices, pictures[i].model, pictures[i].prompt_tokens), ==,
                     pictures[i].micros);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "gpt-image-1", &counted), ==, 100 * 5 + 1056 * 40);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "dall-e-3", &counted), ==, -1);
}

static const struct { const char *model; gint64 characters, ms, micros; gboolean by_minute; } speech[] = {
  { "tts-1", 1000000, -1, 15000000, FALSE },
  { "tts-1", 4095, 256000, 61425, FALSE },
  { "openai/tts-1-hd", 100, -1, 3000, FALSE },
  { "gpt-4o-mini-tts-2025-12-15", 9600, -1, 150000, TRUE },
  { "gpt-4o-mini-tts", 9600, 60000, 15000, TRUE },
  { "gpt-4o-mini-tts", 9600, 0, 0, TRUE },
  { "gpt-image-1", 100, -1, -1, FALSE },
  { "gpt-4o", 100, -1, -1, FALSE },
  { NULL, 100, -1, -1, FALSE },
};

static void
test_speech (void)
{
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (speech); i++)
    {
      g_assert_cmpint (bookgen_prices_speech_micros (prices, speech[i].model, speech[i].characters, speech[i].ms), ==,
                       speech[i].micros);
      g_assert_cmpint (bookgen_prices_counts_minutes (prices, speech[i].model), ==, speech[i].by_minute);
    }
}

static void
test_costs (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (&error);

  g_assert_no_error (error);
  g_assert_cmpstr (bookgen_prices_get_currency (prices), ==, "USD");
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%s", table[i].model);
      g_assert_cmpint (bookgen_prices_cost_micros (prices, table[i].model, &table[i].tokens), ==, table[i].micros);
    }
}

static void
write_own_list (const char *text)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "bookgen", NULL);
  g_autofree char *path = g_build_filename (folder, "prices.json", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_own_list (void)
{
  BookgenTokens tokens = { 1000000, -1, -1, 0, -1, -1 };
  g_autoptr (BookgenPrices) prices = NULL;

  write_own_list ("{\"currency\":\"USD\",\"models\":[{\"model\":\"gpt-4o\",\"input\":1,\"output\":2},{\"model\":\"mine\",\"input\":0,\"output\":0},"
                  "{\"model\":\"my-voice\",\"characters\":2}]}");
  prices = bookgen_prices_load (NULL);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "gpt-4o", &tokens), ==, 1000000);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "mine", &tokens), ==, 0);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "gpt-4.1", &tokens), ==, 2000000);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "my-voice", &tokens), ==, -1);
  g_assert_cmpint (bookgen_prices_speech_micros (prices, "my-voice", 10, -1), ==, 20);
  g_assert_true (bookgen_prices_is_own (prices, "my-voice"));
}

static gint64
cost_of_a_million (const char *model, gboolean output)
{
  BookgenTokens tokens = { output ? 0 : 1000000, -1, -1, output ? 1000000 : 0, -1, -1 };
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);

  return bookgen_prices_cost_micros (prices, model, &tokens);
}

/* What the author types goes into the list, and nothing else of the list goes. */
static void
test_keep (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPrices) prices = NULL;

  write_own_list ("{\"currency\":\"USD\",\"note\":\"of May\",\"models\":[{\"model\":\"other\",\"input\":1,\"output\":2},"
                  "{\"model\":\"mine\",\"image\":0.5}]}");
  g_assert_true (bookgen_prices_keep_text ("mine", 0.25, 1.5, &error));
  g_assert_true (bookgen_prices_keep_text ("new", 3, 4, &error));
  g_assert_true (bookgen_prices_keep_text ("new", 5, 4, &error));
  g_assert_cmpint (cost_of_a_million ("mine", FALSE), ==, 250000);
  g_assert_cmpint (cost_of_a_million ("mine", TRUE), ==, 1500000);
  g_assert_cmpint (cost_of_a_million ("new", FALSE), ==, 5000000);
  g_assert_cmpint (cost_of_a_million ("other", FALSE), ==, 1000000);
  prices = bookgen_prices_load (&error);
  g_assert_no_error (error);
  g_assert_cmpint (bookgen_prices_picture_micros (prices, "mine", 0), ==, 500000);
  write_own_list ("{");
  g_assert_false (bookgen_prices_keep_text ("mine", 1, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Before it is kept, it can be reckoned with. */
static void
test_set (void)
{
  const BookgenTokens tokens = { 1000000, 500000, -1, 1000000, -1, -1 };
  g_autoptr (BookgenPrices) prices = NULL;

  write_own_list ("{\"currency\":\"USD\",\"models\":[{\"model\":\"mine\",\"image\":0.5}]}");
  prices = bookgen_prices_load (NULL);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "mine", &tokens), ==, -1);
  bookgen_prices_set_text (prices, "mine", 1, 2);
  bookgen_prices_set_text (prices, "another", 3, 4);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "mine", &tokens), ==, 3000000);
  g_assert_cmpint (bookgen_prices_cost_micros (prices, "another", &tokens), ==, 7000000);
  g_assert_cmpint (bookgen_prices_picture_micros (prices, "mine", 0), ==, 500000);
}

static void
test_bad_own_list (void)
{
  static const char *const lists[] = {
    "", "{", "[]", "{\"models\":[]}", "{\"currency\":\"EUR\",\"models\":[]}", "{\"currency\":\"USD\",\"models\":[{\"model\":\"x\",\"input\":1}]}",
    "{\"currency\":\"USD\",\"models\":[{\"model\":\"x\",\"input\":-1,\"output\":1}]}", "{\"currency\":\"USD\",\"models\":[{\"model\":\"x\",\"input\":\"1\",\"output\":1}]}",
    "{\"currency\":\"USD\",\"models\":[{\"model\":\"x\"}]}", "{\"currency\":\"USD\",\"models\":[{\"model\":\"x\",\"image\":-1}]}",
    "{\"currency\":\"USD\",\"models\":[{\"model\":\"x\",\"input\":1,\"image\":1}]}",
    "{\"currency\":\"USD\",\"models\":[{\"model\":\"x\",\"minute\":\"1\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;

      write_own_list (lists[i]);
      g_assert_null (bookgen_prices_load (&error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_clean_up (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "bookgen", NULL);
  g_autofree char *path = g_build_filename (folder, "prices.json", NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (g_get_user_config_dir ()), ==, 0);
}

/* A folder of our own: GLib's isolated ones are never freed, which a sanitiser takes for a leak. */
int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("bookgen-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prices/costs", test_costs);
  g_test_add_func ("/prices/pictures", test_pictures);
  g_test_add_func ("/prices/speech", test_speech);
  g_test_add_func ("/prices/own-list", test_own_list);
  g_test_add_func ("/prices/set", test_set);
  g_test_add_func ("/prices/keep", test_keep);
  g_test_add_func ("/prices/bad-own-list", test_bad_own_list);
  g_test_add_func ("/prices/clean-up", test_clean_up);
  return g_test_run ();
}
