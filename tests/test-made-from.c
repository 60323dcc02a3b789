/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-made-from.h"

#define PLAN                                                                                                                 \
  "{\"premise\":\"p\",\"voice\":\"v\",\"terms\":[{\"name\":\"bar\",\"text\":\"a bank\"},{\"name\":\"quay\",\"text\":\"a wall\"}]," \
  "\"chapters\":[{\"unit\":\"u1\",\"summary\":\"a\",\"ends\":\"e\",\"hands_on\":\"h\",\"opens\":\"o\"},"                     \
  "{\"unit\":\"u2\",\"summary\":\"b\",\"only_here\":[\"k\"]},{\"unit\":\"u3\",\"opens\":\"x\",\"summary\":\"c\"}]}"

static char *
make (BookgenPlan *plan)
{
  static const gint64 texts[] = { 7, 9 };
  BookgenMadeFrom made_from = { .prompt_hash = "abc", .plan = plan, .unit_id = "u2", .before_id = "u1", .after_id = "u3",
                                .brief = "Knots.", .style = "s1", .text = "The Bar lies open.", .texts = texts, .n_texts = 2, .material = "m1",
                                .told = "Points made: a\n", .hands_on = "Points made: b\n", .model = "m", .turns = 2 };
  return bookgen_made_from_to_json (&made_from);
}

/* An edit of one part marks the texts that were made from it, and no other. */
static void
test_changes (void)
{
  static const struct {
    const char *part, *text, *brief, *material, *changes;
  } cases[] = {
    { "nonsense", "", "Knots.", "m1", "" },
    { "voice", "Other.", "Knots.", "m1", "voice" },
    { "readers", "Sailors", NULL, NULL, "readers" },
    { "u2.only_here", "k\nl", NULL, NULL, "u2.only_here" },
    { "u2.opens", "a bell", NULL, NULL, "u2.opens" },
    /* Its neighbours' ends that meet it, and no more of them. */
    { "u1.ends", "E", NULL, NULL, "u1.ends" },
    { "u1.hands_on", "H", NULL, NULL, "u1.hands_on" },
    { "u1.summary", "A", NULL, NULL, "" },
    { "u3.opens", "X", NULL, NULL, "u3.opens" },
    { "u3.summary", "C", NULL, NULL, "" },
    { "u9.summary", "new", NULL, NULL, "" },
    /* A term that stands in it, in whatever case; one that does not; a new one. */
    { "terms", "bar: a shoal\nquay: a wall", NULL, NULL, "term.bar" },
    { "terms", "quay: a wall", NULL, NULL, "term.bar" },
    { "terms", "bar: a bank\nquay: a pier\npier: a quay", NULL, NULL, "" },
    /* What is no part of the plan. */
    { "nonsense", "", "Other knots.", "m1", "brief" },
    { "nonsense", "", "Knots.", "", "material" },
    { "voice", "V", "Other.", "m2", "voice|brief|material" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (PLAN);
      g_autoptr (BookgenPlan) now = bookgen_plan_set_part (plan, cases[i].part, cases[i].text);
      g_autofree char *json = make (plan);
      g_auto (GStrv) changes = bookgen_made_from_find_changes (json, now, cases[i].brief, "s1", cases[i].material);
      g_autofree char *joined = g_strjoinv ("|", changes);
      g_assert_cmpstr (joined, ==, cases[i].changes);
    }
}

/* Nothing is said of what is not known: older books, no plan, damage. */
static void
test_unknown (void)
{
  static const char *const texts[] = { NULL, "", "nonsense", "[]", "{}", "{\"prompt\":\"abc\"}", "{\"plan\":[],\"brief\":7}",
                                       "{\"plan\":{\"voice\":3}}" };
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (PLAN);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (GStrv) changes = bookgen_made_from_find_changes (texts[i], plan, "b", "s", "m");
      g_assert_cmpuint (g_strv_length (changes), ==, 0);
      g_assert_null (bookgen_made_from_dup_hands_on (texts[i]));
    }
  g_autofree char *json = make (plan);
  g_auto (GStrv) changes = bookgen_made_from_find_changes (json, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (g_strv_length (changes), ==, 0);
  g_auto (GStrv) style = bookgen_made_from_find_changes (json, NULL, NULL, "s2", NULL);
  g_assert_cmpstr (style[0], ==, "style");
  g_assert_null (style[1]);
}

static void
test_carry (void)
{
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (PLAN);
  g_autofree char *json = make (plan);
  g_autofree char *told = bookgen_made_from_dup_told (json);
  g_autofree char *hands_on = bookgen_made_from_dup_hands_on (json);
  g_assert_cmpstr (told, ==, "Points made: a\n");
  g_assert_cmpstr (hands_on, ==, "Points made: b\n");
  g_assert_nonnull (g_strstr_len (json, -1, "\"texts\":[7,9]"));
  g_assert_nonnull (g_strstr_len (json, -1, "\"turns\":2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/made-from/changes", test_changes);
  g_test_add_func ("/made-from/unknown", test_unknown);
  g_test_add_func ("/made-from/carry", test_carry);
  return g_test_run ();
}
