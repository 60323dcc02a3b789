/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-remarks.h"

static const struct {
  const char *answer;
  const char *json; /* NULL: no remarks */
} cases[] = {
  { "{\"items\": [{\"quote\": \"the sea\", \"remark\": \"Which one?\"}]}",
    "{\"items\":[{\"quote\":\"the sea\",\"remark\":\"Which one?\"}]}" },
  { "Here are my remarks:\n```json\n[{\"quote\": \"“the sea …”\", \"remark\": \" Which one? \"}, {\"quote\": \"x\"}]\n```",
    "{\"items\":[{\"quote\":\"the sea \",\"remark\":\"Which one?\"}]}" },
  { "{\"items\": [{\"remark\": \"Slow at first.\"}]}", "{\"items\":[{\"quote\":\"\",\"remark\":\"Slow at first.\"}]}" },
  { "{\"items\": []}", NULL },
  { "{\"items\": [{\"caption\": \"The sea\", \"draw\": \"a sea\"}]}", NULL },
  { "I have no remarks.", NULL },
  { "", NULL },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) remarks = bookgen_remarks_from_answer (cases[i].answer);
      g_autofree char *json = remarks != NULL ? bookgen_remarks_to_json (remarks) : NULL;
      g_test_message ("%s", cases[i].answer);
      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) answer = g_string_new ("[");
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (answer, "%s{\"quote\": \"q%u\", \"remark\": \"r\"}", i > 0 ? "," : "", i);
  g_string_append_c (answer, ']');
  g_autoptr (GPtrArray) remarks = bookgen_remarks_from_answer (answer->str);
  g_assert_cmpuint (remarks->len, ==, BOOKGEN_REMARKS_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remarks/answers", test_answers);
  g_test_add_func ("/remarks/bounds", test_bounds);
  return g_test_run ();
}
