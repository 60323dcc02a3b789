/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-pipeline.h"
#include "bookgen-prompt.h"

#define STAGE(extra)                                                                                                         \
  "{\"id\":\"b\",\"stages\":[{\"id\":\"draft\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"unit\","                \
  "\"units\":[\"chapter\"],\"prompt\":\"draft\"" extra "}]}"

static void
test_built_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pipeline->id, ==, "nonfiction");
  const BookgenStage *plan = g_ptr_array_index (pipeline->stages, 0), *draft = g_ptr_array_index (pipeline->stages, 1);
  g_assert_cmpint (plan->makes, ==, BOOKGEN_MAKES_CONTEXT);
  g_assert_cmpint (draft->makes, ==, BOOKGEN_MAKES_TEXT);
  g_assert_true (draft->needs->pdata[0] == plan);
  g_assert_cmpuint (draft->depth, ==, 1);
  g_assert_true (draft->unit_kinds & (1u << BOOKGEN_UNIT_LESSON));
  g_assert_false (draft->unit_kinds & (1u << BOOKGEN_UNIT_PART));
}

/* All kinds of book that come with the program, with their own ways. */
static void
test_kinds (void)
{
  static const struct {
    const char *name;
    BookgenMode mode;
    gboolean pictures;
  } kinds[] = {
    { "nonfiction", BOOKGEN_MODE_PARALLEL, FALSE },
    { "fiction", BOOKGEN_MODE_HYBRID, FALSE },
    { "course", BOOKGEN_MODE_PARALLEL, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (kinds[i].name, &error);
      g_assert_no_error (error);
      g_autoptr (BookgenPrompts) prompts = bookgen_prompts_load (pipeline, &error);
      g_assert_no_error (error);
      g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
      bookgen_pipeline_set_defaults (pipeline, settings);
      g_assert_cmpint (settings->mode, ==, kinds[i].mode);
      g_assert_cmpint (settings->pictures, ==, kinds[i].pictures);
    }
}

/* Each switch has its setting, and every stage its switch. */
static void
test_switches (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("course", NULL);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
#define IS_ON(id) bookgen_stage_is_on (bookgen_pipeline_find (pipeline, id), settings)
  g_assert_true (IS_ON ("plan") && IS_ON ("theory"));
  g_assert_false (IS_ON ("lab") || IS_ON ("join") || IS_ON ("visuals") || IS_ON ("draw") || IS_ON ("narrate"));
  settings->content = BOOKGEN_CONTENT_LABS;
  settings->mode = BOOKGEN_MODE_HYBRID;
  settings->pictures = settings->narration = TRUE;
  settings->context = FALSE;
  g_assert_false (IS_ON ("plan") || IS_ON ("theory"));
  g_assert_true (IS_ON ("lab") && IS_ON ("join") && IS_ON ("visuals") && IS_ON ("draw") && IS_ON ("narrate"));
  settings->content = BOOKGEN_CONTENT_BOTH;
  g_assert_true (IS_ON ("theory") && IS_ON ("lab"));
  settings->context = settings->plan_only = TRUE;
  g_assert_true (IS_ON ("plan"));
  g_assert_false (IS_ON ("theory") || IS_ON ("join"));
#undef IS_ON
}

static void
test_unknown (void)
{
  static const char *const names[] = { "no-such-book", "../nonfiction", "", "/no/such/file.json" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (bookgen_pipeline_load (names[i], &error));
      g_assert_nonnull (error);
    }
}

/* Each is refused with words that name what is wrong. */
static void
test_wrong_files (void)
{
  static const struct {
    const char *json, *says;
  } cases[] = {
    { "", "file.json" },
    { "{", "file.json" },
    { "[]", "one JSON object" },
    { "{\"stages\":[]}", "“id”" },
    { "{\"id\":\"b\"}", "“stages”" },
    { "{\"id\":\"b\",\"stages\":[]}", "at least one" },
    { "{\"id\":\"b\",\"stages\":[1]}", "object" },
    { "{\"id\":\"B B\",\"stages\":[{}]}", "small letters" },
    { "{\"id\":\"b\",\"stages\":[{\"id\":7}]}", "“id” must be a text" },
    { STAGE (",\"colour\":1"), "“colour”" },
    { STAGE (",\"needs\":[\"plan\"]"), "“plan”" },
    { STAGE (",\"needs\":\"plan\""), "list" },
    { STAGE (",\"needs\":[\"draft\"]"), "no earlier stage" },
    { STAGE (",\"limit\":-1"), "“limit”" },
    { STAGE (",\"limit\":\"2\""), "“limit”" },
    { STAGE (",\"on\":1"), "true, false or" },
    { STAGE (",\"on\":\"moonlight\""), "moonlight" },
    { "{\"id\":\"b\",\"colour\":1,\"stages\":[]}", "“colour”" },
    { "{\"id\":\"b\",\"mode\":\"odd\",\"stages\":[]}", "odd" },
    { "{\"id\":\"b\",\n\"pictures\" 7}", ":2:" },
    { STAGE (",\"on_failure\":\"explode\""), "explode" },
    { STAGE ("},{\"id\":\"draft\""), "two stages" },
    { "{\"id\":\"b\",\"stages\":[{\"id\":\"d\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"unit\",\"units\":[\"poem\"],"
      "\"prompt\":\"d\"}]}",
      "poem" },
    { "{\"id\":\"b\",\"stages\":[{\"id\":\"d\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"book\",\"prompt\":\"d\"}]}",
      "each unit" },
    { "{\"id\":\"b\",\"stages\":[{\"id\":\"d\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"item of x\","
      "\"units\":[\"chapter\"],\"prompt\":\"d\"}]}",
      "for_each" },
    { "{\"id\":\"b\",\"stages\":[{\"id\":\"d\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"unit\","
      "\"units\":[\"chapter\"],\"prompt\":\"../../etc/passwd\"}]}",
      "prompt" },
    { "{\"id\":\"b\",\"stages\":[{\"id\":\"d\",\"does\":\"speak\",\"makes\":\"text\",\"for_each\":\"unit\","
      "\"units\":[\"chapter\"]}]}",
      "speak makes audio" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", cases[i].json);
      g_assert_null (bookgen_pipeline_parse (cases[i].json, -1, "file.json", &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (error->message, "file.json"));
    }
}

static void
test_all_fields (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_parse (
      "{\"id\":\"course\",\"title\":\"Course\",\"stages\":["
      "{\"id\":\"see\",\"does\":\"write\",\"makes\":\"list\",\"for_each\":\"unit\",\"units\":[\"lesson\"],\"prompt\":\"see\"},"
      "{\"id\":\"draw\",\"title\":\"Pictures\",\"on\":false,\"does\":\"draw\",\"makes\":\"picture\",\"for_each\":\"item of see\","
      "\"units\":[\"lesson\"],\"needs\":[\"see\"],\"prompt\":\"draw\",\"limit\":2,\"on_failure\":\"isolate\"},"
      "{\"id\":\"say\",\"does\":\"speak\",\"makes\":\"audio\",\"for_each\":\"unit\",\"units\":[\"lesson\"],\"prompt\":\"say\","
      "\"in_order\":true,\"on_failure\":\"pause\"}]}",
      -1, "course.json", &error);
  g_assert_no_error (error);
  const BookgenStage *draw = bookgen_pipeline_find (pipeline, "draw"), *say = bookgen_pipeline_find (pipeline, "say");
  g_assert_cmpint (draw->on, ==, BOOKGEN_ON_NEVER);
  g_assert_cmpstr (draw->title, ==, "Pictures");
  g_assert_cmpint (draw->for_each, ==, BOOKGEN_FOR_ITEM);
  g_assert_cmpstr (draw->item_of, ==, "see");
  g_assert_cmpuint (draw->limit, ==, 2);
  g_assert_cmpuint (draw->depth, ==, 1);
  g_assert_true (say->in_order);
  g_assert_cmpstr (say->title, ==, "say");
  g_assert_cmpint (say->on_failure, ==, BOOKGEN_ON_FAILURE_PAUSE);
  g_assert_null (bookgen_pipeline_find (pipeline, "sing"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/built-in", test_built_in);
  g_test_add_func ("/pipeline/kinds", test_kinds);
  g_test_add_func ("/pipeline/switches", test_switches);
  g_test_add_func ("/pipeline/unknown", test_unknown);
  g_test_add_func ("/pipeline/wrong-files", test_wrong_files);
  g_test_add_func ("/pipeline/all-fields", test_all_fields);
  return g_test_run ();
}
