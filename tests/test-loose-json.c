/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-loose-json.h"

/* What is read, written again as strict JSON; NULL for none. */
static const struct {
  const char *text, *json;
} cases[] = {
  { "", NULL },
  { "No plan today.", NULL },
  { "{\"a\":\"b\"}", "{\"a\":\"b\"}" },
  { "Here it is:\n```json\n{\"a\": [1, 2]}\n```\nShall I go on?", "{\"a\":[\"1\",\"2\"]}" },
  /* Commas too many, too few. */
  { "{\"a\":[\"x\",\"y\",],}", "{\"a\":[\"x\",\"y\"]}" },
  { "{\"a\":\"x\" \"b\":\"y\"\n\"c\":{\"d\":\"z\"}}", "{\"a\":\"x\",\"b\":\"y\",\"c\":{\"d\":\"z\"}}" },
  { "{,,\"a\":,\"b\"}", "{\"a\":null}" },
  /* Strings. */
  { "{\"a\":\"one\ntwo\"}", "{\"a\":\"one\\ntwo\"}" },
  { "{'a':'b'}", "{\"a\":\"b\"}" },
  { "{“a”:“b”}", "{\"a\":\"b\"}" },
  { "{\"a\":\"the \"big\" ship\"}", "{\"a\":\"the \\\"big\\\" ship\"}" },
  { "{\"a\":\"tab\\tquote\\\"slash\\/\"}", "{\"a\":\"tab\\tquote\\\"slash/\"}" },
  { "{\"a\":\"\\u00e9 \\ud83c\\udf3f \\ud83c \\u0000\"}", "{\"a\":\"é 🌿 � �\"}" },
  /* Bare words and comments. */
  { "{a: true, b: null, c: 1.5, // so\n d: plain words}", "{\"a\":\"true\",\"b\":null,\"c\":\"1.5\",\"d\":\"plain words\"}" },
  { "{\"a\":\"b\" /* why */}", "{\"a\":\"b\"}" },
  /* Cut off. */
  { "{\"a\":[{\"b\":\"c\"},{\"b\":\"d", "{\"a\":[{\"b\":\"c\"},{\"b\":\"d\"}]}" },
  { "{\"a\":[\"b\",", "{\"a\":[\"b\"]}" },
  { "{\"a\":\"b\\", "{\"a\":\"b\"}" },
  /* Brackets that do not match. */
  { "{\"a\":[\"b\"}", "{\"a\":[\"b\"]}" },
  { "{]{\"a\":\"b\"}", "{\"a\":\"b\"}" },
  /* The longest of several. */
  { "As {asked}: {\"a\":\"b\",\"c\":\"d\"} and {}", "{\"a\":\"b\",\"c\":\"d\"}" },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = bookgen_loose_json_read (cases[i].text);
      g_autofree char *json = node != NULL ? json_to_string (node, FALSE) : NULL;
      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

static JsonNode *
parse (const char *text)
{
  JsonNode *node = bookgen_loose_json_read (text);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return node;
}

static void
assert_list (JsonNode *node, const char *name, const char *joined)
{
  g_auto (GStrv) list = bookgen_loose_json_dup_list (json_node_get_object (node), name, 3, 12);
  g_autofree char *text = g_strjoinv ("|", list);
  g_assert_cmpstr (text, ==, joined);
}

/* Whatever a member is, it can be had as a text, a list, a number. */
static void
test_members (void)
{
  g_autoptr (JsonNode) node = parse ("{\"list\":[\"a\",{\"b\":\"c\"},null,\"d\",\"e\"],\"lines\":\"- a\\n* b\\n\\n• c\","
                                    "\"number\":\"Chapter 12\",\"big\":99999999999,\"long\":\"one two three four\"}");
  JsonObject *object = json_node_get_object (node);
  g_autofree char *list = bookgen_loose_json_dup_text (object, "list", 100);
  g_autofree char *missing = bookgen_loose_json_dup_text (object, "missing", 100);
  g_assert_cmpstr (list, ==, "a\nb: c\nd\ne");
  g_assert_cmpstr (missing, ==, "");
  assert_list (node, "list", "a|b: c|d");
  assert_list (node, "lines", "a|b|c");
  assert_list (node, "long", "one two…");
  assert_list (node, "missing", "");
  g_assert_cmpuint (bookgen_loose_json_get_count (object, "number"), ==, 12);
  g_assert_cmpuint (bookgen_loose_json_get_count (object, "big"), ==, 0);
  g_assert_cmpuint (bookgen_loose_json_get_count (object, "list"), ==, 0);
}

/* An object of objects is a list of these. */
static void
test_array (void)
{
  g_autoptr (JsonNode) node = parse ("{\"o\":{\"Ann\":\"a pilot\",\"Bob\":{\"role\":\"cook\"}},\"a\":[1],\"s\":\"x\"}");
  JsonObject *object = json_node_get_object (node);
  g_autoptr (JsonArray) array = bookgen_loose_json_dup_array (object, "o");
  g_autoptr (JsonArray) one = bookgen_loose_json_dup_array (object, "a");
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (array, 0), "text"), ==, "a pilot");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (array, 1), "name"), ==, "Bob");
  g_assert_cmpuint (json_array_get_length (one), ==, 1);
  g_assert_null (bookgen_loose_json_dup_array (object, "s"));
  g_assert_null (bookgen_loose_json_dup_array (object, "missing"));
}

/* Neither depth nor a million brackets do any harm. */
static void
test_bounded (void)
{
  g_autofree char *open = g_strnfill (1000000, '[');
  g_autofree char *braces = g_strnfill (1000000, '{');
  g_autoptr (JsonNode) deep = bookgen_loose_json_read (open);
  g_autoptr (JsonNode) odd = bookgen_loose_json_read (braces);
  g_assert_nonnull (deep);
  g_assert_nonnull (odd);
}

/* What its sender calls cut may be whole. */
static void
test_whole (void)
{
  static const struct {
    const char *text;
    gboolean whole;
  } answers[] = {
    { "{\"a\":[1]}", TRUE },
    { "Here it is:\n```json\n{\"a\":[1]}\n```", TRUE },
    { "[{\"a\":1}]\nAnd then", TRUE },
    { "{\"a\":[1]", FALSE },
    { "{\"a\":\"b", FALSE },
    { "No plan.", FALSE },
    { "", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    g_assert_cmpint (bookgen_loose_json_is_whole (answers[i].text), ==, answers[i].whole);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loose-json/read", test_read);
  g_test_add_func ("/loose-json/members", test_members);
  g_test_add_func ("/loose-json/array", test_array);
  g_test_add_func ("/loose-json/bounded", test_bounded);
  g_test_add_func ("/loose-json/whole", test_whole);
  return g_test_run ();
}
