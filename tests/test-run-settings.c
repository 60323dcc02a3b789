/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-run-settings.h"

static void
test_round_trip (void)
{
  const char *const units[] = { "u1", "u12", NULL };
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  settings->mode = BOOKGEN_MODE_SEQUENTIAL;
  settings->content = BOOKGEN_CONTENT_BOTH;
  settings->checks = BOOKGEN_CHECKS_REPORT;
  settings->modules_at_once = 4;
  settings->narration = TRUE;
  settings->budget_micros = G_GINT64_CONSTANT (12345678901);
  settings->at_once = 12;
  settings->pause_ms = 250;
  settings->context = FALSE;
  settings->units = g_strdupv ((GStrv) units);
  settings->model = g_strdup ("a \"model\"");
  settings->rehearsal = TRUE;
  g_autofree char *json = bookgen_run_settings_to_json (settings);
  g_autoptr (BookgenRunSettings) back = bookgen_run_settings_from_json (json);
  g_autoptr (BookgenRunSettings) copy = bookgen_run_settings_copy (back);
  g_autofree char *again = bookgen_run_settings_to_json (copy);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpint (copy->mode, ==, BOOKGEN_MODE_SEQUENTIAL);
  g_assert_cmpint (copy->content, ==, BOOKGEN_CONTENT_BOTH);
  g_assert_cmpint (copy->checks, ==, BOOKGEN_CHECKS_REPORT);
  g_assert_cmpuint (copy->modules_at_once, ==, 4);
  g_assert_cmpuint (copy->lessons_at_once, ==, 10);
  g_assert_true (copy->narration);
  g_assert_false (copy->pictures);
  g_assert_cmpint (copy->budget_micros, ==, G_GINT64_CONSTANT (12345678901));
  g_assert_cmpuint (copy->at_once, ==, 12);
  g_assert_false (copy->context);
  g_assert_true (copy->rehearsal);
  g_assert_cmpstrv (copy->units, units);
  g_assert_cmpstr (copy->model, ==, "a \"model\"");
  g_assert_null (copy->endpoint);
}

/* A book may be older, newer or edited by hand. */
static void
test_wrong_json (void)
{
  static const char *const wrong[] = {
    NULL, "", "{", "[]", "7", "{\"at_once\":\"many\",\"mode\":3,\"units\":{},\"context\":0,\"pipeline\":null}",
    "{\"mode\":\"sideways\",\"checks\":\"\",\"budget_micros\":1.5,\"content\":[],\"review\":\"yes\"}",
  };
  g_autoptr (BookgenRunSettings) fresh = bookgen_run_settings_new ();
  g_autofree char *expected = bookgen_run_settings_to_json (fresh);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_from_json (wrong[i]);
      g_autofree char *json = bookgen_run_settings_to_json (settings);
      g_assert_cmpstr (json, ==, expected);
    }
  g_autoptr (BookgenRunSettings) bounded = bookgen_run_settings_from_json ("{\"at_once\":-4,\"pause_ms\":99999999999}");
  g_assert_cmpuint (bounded->at_once, ==, 1);
  g_assert_cmpuint (bounded->pause_ms, ==, 600000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-settings/round-trip", test_round_trip);
  g_test_add_func ("/run-settings/wrong-json", test_wrong_json);
  return g_test_run ();
}
