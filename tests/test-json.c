/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-json.h"

#include <string.h>

static gboolean
parses (const char *text)
{
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  gsize used = 0;

  return bookgen_json_parse (json, text, strlen (text), &used) && used == strlen (text);
}

static void
test_strict (void)
{
  static const char *const good[] = { "{}", "[]", " [1,2 , 3]\n", "{\"a\":{\"b\":[null,true,false]}}", "\"\\u00e4\\n\"", "-0.5e+10",
                                      "0", "{\"a\":1,\"a\":2}" };
  static const char *const bad[] = { "", " ", "{", "[1,]", "{\"a\":}", "{a:1}", "01x", "1.", "-", "\"\\x\"", "\"\\u12g4\"", "\"",
                                     "\"a\nb\"", "nul", "[1 2]", "{\"a\" 1}", "+1", "{\"a\":1,}" };
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!parses (good[i]))
      g_error ("refused: %s", good[i]);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (parses (bad[i]))
      g_error ("took: %s", bad[i]);
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_false (parses (deep->str));
}

static void
test_walk (void)
{
  static const char text[] = "{\"choices\":[{\"index\":0},{\"index\":1,\"\\u0064elta\":{\"content\":\"b\"}}],\"n\":\"12\",\"last\":7.9}";
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  BookgenJsonNode choices, second;

  g_assert_true (bookgen_json_parse (json, text, strlen (text), NULL));
  choices = bookgen_json_member (json, BOOKGEN_JSON_ROOT, "choices");
  second = bookgen_json_next (json, choices, bookgen_json_first (json, choices));
  g_assert_true (bookgen_json_is (json, bookgen_json_member (json, bookgen_json_member (json, second, "delta"), "content"), "b"));
  g_assert_cmpint (bookgen_json_next (json, choices, second), ==, BOOKGEN_JSON_NONE);
  g_assert_cmpint (bookgen_json_count (json, bookgen_json_member (json, BOOKGEN_JSON_ROOT, "n"), -1), ==, 12);
  g_assert_cmpint (bookgen_json_count (json, bookgen_json_member (json, BOOKGEN_JSON_ROOT, "last"), -1), ==, 7);
  g_assert_cmpint (bookgen_json_count (json, bookgen_json_member (json, choices, "last"), -1), ==, -1);
  g_assert_cmpint (bookgen_json_first (json, BOOKGEN_JSON_ROOT), ==, BOOKGEN_JSON_NONE);
}

static char *
decoded (const char *text, gunichar *pending)
{
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  GString *out = g_string_new (NULL);

  g_assert_true (bookgen_json_parse (json, text, strlen (text), NULL));
  g_assert_true (bookgen_json_append_string (json, BOOKGEN_JSON_ROOT, out, pending));
  return g_string_free (out, FALSE);
}

static void
test_strings (void)
{
  static const struct { const char *json, *text; } table[] = {
    { "\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\"", "a\"\\/\b\f\n\r\tz" },
    { "\"\\u00e4\\u20ac\\ud83d\\udc69\"", "ä€👩" },
    { "\"x\\ud83dy\"", "x\357\277\275y" },
    { "\"\\udc69\"", "\357\277\275" },
    { "\"\\ud83d\\ud83d\\udc69\"", "\357\277\275👩" },
    { "\"\\ud83d\\n\"", "\357\277\275\n" },
    { "\"a\\u0000b\"", "a\357\277\275b" },
    { "\"\\ud83d\"", "\357\277\275" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = decoded (table[i].json, NULL);
      g_assert_cmpstr (text, ==, table[i].text);
    }
}

static void
test_halves_in_two_texts (void)
{
  gunichar pending = 0;
  g_autofree char *first = decoded ("\"woman \\ud83d\"", &pending);
  g_autofree char *nothing = decoded ("\"\"", &pending);
  g_autofree char *second = decoded ("\"\\udc69!\"", &pending);

  g_assert_cmpstr (first, ==, "woman ");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (second, ==, "👩!");
  g_assert_cmpuint (pending, ==, 0);
}

static void
test_two_texts_run_together (void)
{
  static const char text[] = "{\"a\":1}\n{\"a\":2}";
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  gsize used = 0;

  g_assert_true (bookgen_json_parse (json, text, strlen (text), &used));
  g_assert_cmpuint (used, ==, 8);
  g_assert_true (bookgen_json_parse (json, text + used, strlen (text) - used, &used));
  g_assert_cmpint (bookgen_json_count (json, bookgen_json_member (json, BOOKGEN_JSON_ROOT, "a"), -1), ==, 2);
}

static void
test_write (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  bookgen_json_write_string (out, "a\"\\\n\t\001ä");
  g_assert_cmpstr (out->str, ==, "\"a\\\"\\\\\\n\\u0009\\u0001ä\"");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/strict", test_strict);
  g_test_add_func ("/json/walk", test_walk);
  g_test_add_func ("/json/strings", test_strings);
  g_test_add_func ("/json/halves-in-two-texts", test_halves_in_two_texts);
  g_test_add_func ("/json/two-texts-run-together", test_two_texts_run_together);
  g_test_add_func ("/json/write", test_write);
  return g_test_run ();
}
