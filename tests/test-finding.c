/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-finding.h"

static void
test_json (void)
{
  static const char text[] = "One line.\nA second, with words.\n";
  g_autoptr (GPtrArray) findings = bookgen_findings_new ();
  BookgenFinding *overlap = bookgen_finding_new (BOOKGEN_FINDING_OVERLAP, text, 10, 20);
  overlap->other = g_strdup ("u7");
  overlap->remark = g_strdup ("The “other” chapter");
  overlap->other_start = 5;
  overlap->other_length = 20;
  g_ptr_array_add (findings, overlap);
  BookgenFinding *brief = bookgen_finding_new (BOOKGEN_FINDING_SHORT, text, 0, 0);
  brief->count = 6;
  brief->of = 60;
  brief->repairable = TRUE;
  g_ptr_array_add (findings, brief);
  g_autofree char *json = bookgen_findings_to_json (findings);
  g_assert_cmpstr (json, ==,
                   "[{\"kind\":\"overlap\",\"line\":2,\"detail\":\"A second, with words\",\"start\":10,\"length\":20,"
                   "\"other_start\":5,\"other_length\":20,\"remark\":\"The “other” chapter\",\"other\":\"u7\"},"
                   "{\"kind\":\"short\",\"line\":0,\"detail\":\"\",\"count\":6,\"of\":60,\"repairable\":true}]");
  g_autoptr (GPtrArray) again = bookgen_findings_from_json (json);
  g_autofree char *same = bookgen_findings_to_json (again);
  g_assert_cmpstr (same, ==, json);
  for (guint i = 0; i < again->len; i++)
    {
      g_autofree char *key = bookgen_finding_dup_key (findings->pdata[i]);
      g_autofree char *same_key = bookgen_finding_dup_key (again->pdata[i]);
      g_assert_cmpstr (same_key, ==, key);
    }
}

static void
test_json_of_others (void)
{
  static const struct {
    const char *json;
    guint findings;
  } cases[] = {
    { NULL, 0 },
    { "", 0 },
    { "{}", 0 },
    { "[", 0 },
    { "[1, \"x\", null, []]", 0 },
    { "[{\"kind\":\"truncated\",\"line\":3,\"detail\":\"and then the\"}]", 1 },
    { "[{\"kind\":7,\"line\":\"x\",\"detail\":[],\"start\":-4,\"length\":1e99,\"other\":{}}]", 1 },
    { "[{\"kind\":\"of-tomorrow\",\"detail\":\"words\"}, {}]", 2 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = bookgen_findings_from_json (cases[i].json);
      g_assert_cmpuint (findings->len, ==, cases[i].findings);
      for (guint k = 0; k < findings->len; k++)
        {
          g_autofree char *sentence = bookgen_finding_dup_sentence (findings->pdata[k]);
          g_autofree char *note = bookgen_finding_dup_note (findings->pdata[k]);
          g_assert_cmpstr (sentence, !=, "");
          g_assert_cmpstr (note, !=, "");
        }
    }
}

static void
test_key (void)
{
  static const char text[] = "TBD here, and TBD there; else FIXME.";
  g_autoptr (BookgenFinding) one = bookgen_finding_new (BOOKGEN_FINDING_PLACEHOLDER, text, 0, 3);
  g_autoptr (BookgenFinding) moved = bookgen_finding_new (BOOKGEN_FINDING_PLACEHOLDER, text, 14, 3);
  g_autoptr (BookgenFinding) other = bookgen_finding_new (BOOKGEN_FINDING_PLACEHOLDER, text, 30, 5);
  g_autoptr (BookgenFinding) kind = bookgen_finding_new (BOOKGEN_FINDING_LOOP, text, 0, 3);
  g_autofree char *key = bookgen_finding_dup_key (one), *key_moved = bookgen_finding_dup_key (moved);
  g_autofree char *key_other = bookgen_finding_dup_key (other), *key_kind = bookgen_finding_dup_key (kind);
  g_assert_cmpstr (key, ==, key_moved);
  g_assert_cmpstr (key, !=, key_other);
  g_assert_cmpstr (key, !=, key_kind);
  g_assert_true (g_str_has_prefix (key, "placeholder:"));
}

static void
test_place (void)
{
  static const struct {
    const char *text;
    gssize start; /* -1: not there any more */
  } cases[] = {
    { "He saw the moon.", 7 },
    { "Before that he saw the moon, and again the moon.", 19 },
    { "the moon, the sea, the stars and after all of that the moon", 0 },
    { "He saw the sun.", -1 },
    { "", -1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenFinding) finding = bookgen_finding_new (BOOKGEN_FINDING_REMARK, "He saw the moon.", 7, 8);
      g_assert_cmpint (bookgen_finding_place (finding, cases[i].text), ==, cases[i].start >= 0);
      if (cases[i].start >= 0)
        g_assert_cmpint (finding->start, ==, cases[i].start);
    }
}

static void
test_long_words (void)
{
  g_autofree char *text = g_strnfill (1000, 'x');
  g_autoptr (GString) umlauts = g_string_new (NULL);
  for (guint i = 0; i < 300; i++)
    g_string_append (umlauts, "ö");
  g_autoptr (BookgenFinding) ascii = bookgen_finding_new (BOOKGEN_FINDING_LOOP, text, 0, 1000);
  g_autoptr (BookgenFinding) wide = bookgen_finding_new (BOOKGEN_FINDING_LOOP, umlauts->str, 0, umlauts->len);
  g_assert_cmpuint (strlen (ascii->words), ==, 400);
  g_assert_cmpuint (ascii->length, ==, 1000);
  g_assert_true (g_utf8_validate (wide->words, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding/json", test_json);
  g_test_add_func ("/finding/json-of-others", test_json_of_others);
  g_test_add_func ("/finding/key", test_key);
  g_test_add_func ("/finding/place", test_place);
  g_test_add_func ("/finding/long-words", test_long_words);
  return g_test_run ();
}
