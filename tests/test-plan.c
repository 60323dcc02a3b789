/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-plan.h"

#include "bookgen-chat.h"
#include "pipelines.h"

#include <string.h>

#define ANSWER                                                                                                               \
  "Sure! Here is the plan:\n```json\n{\"premise\":\"Water shapes trade.\",\"readers\":[\"Sailors\",\"children\"],"           \
  "\"voice\":{\"description\":\"Plain, past tense.\",\"sample\":\"The tide came in.\"},"                                     \
  "\"terms\":{\"bar\":\"the bank before the harbour\"},\"cast\":[{\"name\":\"Ann\",\"role\":\"a pilot\"},\"Bob: a cook\"],"  \
  "\"avoid\":\"- lists\\n- puns\",\"chapters\":["                                                                            \
  "{\"number\":\"1\",\"title\":\"Chapter 1\",\"summary\":\"How it began.\",\"only_here\":\"the founding\","                  \
  "\"opens\":\"a scene\",\"ends\":\"a question\",\"hands_on\":\"who owns the bar\"},"                                        \
  "{\"number\":2,\"summary\":\"How it went on.\",\"only_here\":[\"knots\",\"ropes\"],},]}\n```\nTell me what you think."

#define FILLING                                                                                                               \
  "Whoever lives on the coast knows the water before the land, and so this book goes from the sea to the shore and from the "  \
  "shore to the town: first the tides, then those who row, then those who only look on."

static BookgenPlan *
take (BookgenPlan *so_far, const char *answer, BookgenOutline *outline, GPtrArray *problems)
{
  BookgenPlan *plan = bookgen_plan_take_answer (so_far, answer, outline, problems);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  bookgen_plan_find_missing_parts (plan, problems);
  bookgen_plan_find_gaps (plan, outline, units, problems);
  return plan;
}

static void
assert_part (BookgenPlan *plan, const char *part, const char *expected)
{
  g_autofree char *text = bookgen_plan_dup_part (plan, part);
  g_assert_cmpstr (text, ==, expected);
}

static char *
join (GPtrArray *problems)
{
  g_ptr_array_add (problems, NULL);
  return g_strjoinv ("\n", (char **) problems->pdata);
}

/* Chatter, a fence, wrong types and commas are forgiven. */
static void
test_answer (void)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenPlan) plan = take (NULL, ANSWER, outline, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  assert_part (plan, "premise", "Water shapes trade.");
  assert_part (plan, "readers", "Sailors\nchildren");
  assert_part (plan, "voice", "Plain, past tense.");
  assert_part (plan, "sample", "The tide came in.");
  assert_part (plan, "terms", "bar: the bank before the harbour\nAnn: a pilot\nBob: a cook");
  assert_part (plan, "term.Ann", "a pilot");
  assert_part (plan, "avoid", "lists\npuns");
  assert_part (plan, "u1.only_here", "the founding");
  assert_part (plan, "u1.hands_on", "who owns the bar");
  assert_part (plan, "u2.only_here", "knots\nropes");
  assert_part (plan, "u2.opens", "");
  assert_part (plan, "u3.opens", NULL);
  assert_part (plan, "nonsense", NULL);
}

/* What is wrong with an answer, in words a model can act on. */
static void
test_problems (void)
{
  static const struct {
    const char *answer, *problems;
  } cases[] = {
    { "{\"premise\":\"p\",\"voice\":\"v\",\"chapters\":[{\"number\":2,\"summary\":\"s\"}]}",
      "Chapter 1, “Chapter 1”, has no entry." },
    { "{\"premise\":\"p\",\"voice\":\"v\",\"chapters\":[{\"title\":\"chapter 2\",\"number\":1,\"summary\":\"s\"},"
      "{\"number\":1,\"summary\":\"s\"},{\"number\":7,\"title\":\"Extra\",\"summary\":\"s\"}]}",
      "There is no chapter 7 “Extra” in the outline." },
    { "{\"chapters\":[{\"number\":1,\"summary\":\"s\",\"only_here\":[\"Knots\"]},"
      "{\"number\":2,\"summary\":\"s\",\"only_here\":[\"knots\"]}]}",
      "“premise” is missing.\n“voice” is missing.\n“knots” cannot stand only in chapter 1 and only in chapter 2." },
    { "{\"premise\":\"p\",\"voice\":\"v\",\"chapters\":{\"1\":{\"summary\":\"s\"},\"Chapter 2\":\"The second.\"}}", "" },
    { "{\"plan\":{\"book\":{\"premise\":\"p\",\"voice\":\"v\"},\"parts\":[{\"title\":\"P\",\"chapters\":["
      "{\"number\":1,\"summary\":\"s\"}]},{\"title\":\"Q\",\"lessons\":[{\"title\":\"Chapter 2\",\"summary\":\"s\"}]}]}}", "" },
    { "{\"praemisse\":\"p\"}", "“premise” is missing.\n“voice” is missing.\nChapter 1, “Chapter 1”, has no entry.\n"
      "Chapter 2, “Chapter 2”, has no entry." },
    { "I'm sorry, but I cannot help with that.",
      "The answer was not the JSON object that was asked for.\n“premise” is missing.\n“voice” is missing.\n"
      "Chapter 1, “Chapter 1”, has no entry.\nChapter 2, “Chapter 2”, has no entry." },
    { "[{\"number\":1,\"summary\":\"s\"},{\"number\":2,\"summary\":\"s\"}]", "“premise” is missing.\n“voice” is missing." },
    { "## Premise\n\nIn prose. " FILLING,
      "The answer was not the JSON object that was asked for.\n“voice” is missing.\nChapter 1, “Chapter 1”, has no entry.\n"
      "Chapter 2, “Chapter 2”, has no entry." },
  };
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (BookgenPlan) plan = take (NULL, cases[i].answer, outline, problems);
      g_autofree char *text = join (problems);
      g_assert_cmpstr (text, ==, cases[i].problems);
    }
}

/* A second answer mends the first, and what it does not name stays. */
static void
test_second_answer (void)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 1000);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenPlan) first = bookgen_plan_take_answer (NULL, ANSWER, outline, problems);
  g_autoptr (BookgenPlan) second
      = bookgen_plan_take_answer (first, "{\"chapters\":[{\"number\":3,\"summary\":\"The end.\"},{\"number\":1,\"opens\":\"a bell\"}]}",
                                  outline, problems);
  g_autoptr (BookgenPlan) prose = bookgen_plan_take_answer (second, "Sorry, I cannot.", outline, problems);
  assert_part (second, "premise", "Water shapes trade.");
  assert_part (second, "u1.opens", "a bell");
  assert_part (second, "u1.summary", "How it began.");
  assert_part (second, "u3.summary", "The end.");
  assert_part (first, "u1.opens", "a scene");
  assert_part (prose, "premise", "Water shapes trade.");
  g_assert_cmpuint (problems->len, ==, 1);
}

static void
test_json (void)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenPlan) plan = bookgen_plan_take_answer (NULL, ANSWER, outline, problems);
  g_autofree char *json = bookgen_plan_to_json (plan);
  g_autoptr (BookgenPlan) read = bookgen_plan_from_text (json);
  g_autofree char *again = bookgen_plan_to_json (read);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpstr (bookgen_plan_get_chapter (read, "u2")->only_here[1], ==, "ropes");
  g_assert_null (bookgen_plan_from_text (""));
  g_assert_null (bookgen_plan_from_text (NULL));
  g_autoptr (BookgenPlan) prose = bookgen_plan_from_text ("## Premise\n\nIn prose.");
  assert_part (prose, "premise", "## Premise\n\nIn prose.");
}

/* An edit gives a new plan in which only that part has another digest. */
static void
test_parts (void)
{
  static const struct {
    const char *part, *text;
  } edits[] = {
    { "premise", "Another." },       { "readers", "" },          { "voice", "Present tense." },
    { "sample", "It is late." },     { "avoid", "one\ntwo" },    { "u1.summary", "Other." },
    { "u1.only_here", "a\nb" },      { "u2.opens", "a bell" },   { "u2.ends", "" },
    { "u9.hands_on", "the rope" },   { "terms", "Ann: a pilot\nbar: the bank before the harbour\nBob: a smith" },
  };
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenPlan) plan = bookgen_plan_take_answer (NULL, ANSWER, outline, problems);
  g_autoptr (BookgenPlan) same = bookgen_plan_set_part (plan, "nonsense", "x");
  g_assert_true (same == plan);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (BookgenPlan) changed = bookgen_plan_set_part (plan, edits[i].part, edits[i].text);
      assert_part (changed, edits[i].part, edits[i].text);
      for (guint j = 0; j < G_N_ELEMENTS (edits); j++)
        {
          g_autofree char *before = bookgen_plan_digest (plan, edits[j].part);
          g_autofree char *after = bookgen_plan_digest (changed, edits[j].part);
          gboolean may = i == j || g_str_has_prefix (edits[i].part, "u9");
          g_assert_true (may || g_str_equal (before, after));
          g_assert_true (i != j || !g_str_equal (before, after) || g_str_equal (edits[i].part, "u2.ends"));
        }
    }
}

/* Each term is a part of its own. */
static void
test_term_digest (void)
{
  g_autoptr (BookgenPlan) empty = bookgen_plan_new ();
  g_autoptr (BookgenPlan) plan = bookgen_plan_set_part (empty, "terms", "bar: a bank\nAnn: a pilot");
  g_autoptr (BookgenPlan) changed = bookgen_plan_set_part (plan, "terms", "Ann: a captain\nbar: a bank");
  const char *const names[] = { "term.bar", "term.Ann", "term.Eve" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *before = bookgen_plan_digest (plan, names[i]);
      g_autofree char *after = bookgen_plan_digest (changed, names[i]);
      g_assert_cmpint (g_str_equal (before, after), ==, i != 1);
      g_assert_cmpuint (strlen (before), ==, i < 2 ? 16 : 0);
    }
}

/* A passage of any chapter becomes the voice of the book, in a plan that the author made. */
static void
test_use_as_voice (void)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenPlan) plan = bookgen_plan_take_answer (NULL, ANSWER, outline, problems);
  g_autoptr (BookgenPlan) changed = bookgen_plan_use_as_voice (plan, "## Heading\n\n> It was late.\n> The tide turned.\n");
  g_autoptr (BookgenRevision) revision = bookgen_plan_make_revision (changed, "plan", BOOKGEN_ORIGIN_ME);
  g_autoptr (BookgenPlan) kept = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
  assert_part (kept, "sample", "It was late.\nThe tide turned.");
  assert_part (kept, "u1.summary", "How it began.");
  g_assert_cmpstr (bookgen_revision_get (revision)->unit_id, ==, "");
}

/* What is kept of a passage is what every request carries, whatever the script; a heading alone is nothing. */
static void
test_voice_bounded (void)
{
  static const struct {
    const char *piece;
    guint times;
    gboolean cut;
  } cases[] = {
    { "# A heading\n", 3, FALSE }, { "The tide turned. ", 5, FALSE }, { "The tide turned. ", 500, TRUE }, { "潮が満ちる。", 400, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) passage = g_string_new (NULL);
      gboolean cut = -1;
      for (guint j = 0; j < cases[i].times; j++)
        g_string_append (passage, cases[i].piece);
      g_autofree char *voice = bookgen_plan_dup_voice (passage->str, &cut);
      g_autoptr (BookgenPlan) empty = bookgen_plan_new ();
      g_autoptr (BookgenPlan) plan = bookgen_plan_use_as_voice (empty, passage->str);
      g_autoptr (GString) shared = g_string_new (NULL);
      bookgen_plan_append_shared (plan, shared);
      g_assert_cmpint (cut, ==, cases[i].cut);
      g_assert_cmpint (*voice == '\0', ==, i == 0);
      assert_part (plan, "sample", voice);
      g_assert_nonnull (strstr (shared->str, voice));
    }
}

static void
test_part_names (void)
{
  static const char *const cases[][2] = {
    { "voice", "Voice" }, { "u2.opens", "How chapter 2 opens" }, { "term.bar", "Term “bar”" },
    { "u9.opens", "A chapter that is gone" }, { "brief", "Brief" }, { "else", "else" },
  };
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = bookgen_plan_dup_part_name (cases[i][0], outline);
      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

/* However long its parts are, what goes into requests is bounded. */
static void
test_bounded (void)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) terms = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (words, "word%u 潮\n", i);
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (terms, "Name %u: 潮が満ちると、港の水は静かに上がっていく。\n", i);
  g_autoptr (BookgenPlan) plan = bookgen_plan_new ();
  static const char *const parts[] = { "premise", "readers", "voice", "sample", "avoid", "u1.summary", "u1.only_here",
                                       "u1.opens", "u1.ends", "u1.hands_on" };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      BookgenPlan *old = plan;
      plan = bookgen_plan_set_part (old, parts[i], words->str);
      bookgen_plan_unref (old);
    }
  g_autoptr (BookgenPlan) full = bookgen_plan_set_part (plan, "terms", terms->str);
  g_autoptr (GString) shared = g_string_new (NULL);
  g_autoptr (GString) own = g_string_new (NULL);
  g_autoptr (GString) prose = g_string_new (NULL);
  g_autoptr (BookgenPlan) free_plan = bookgen_plan_from_text (words->str);
  bookgen_plan_append_shared (full, shared);
  bookgen_plan_append_shared (free_plan, prose);
  bookgen_plan_append_chapter (bookgen_plan_get_chapter (full, "u1"), own);
  g_assert_cmpint (bookgen_text_estimate_tokens (shared->str), <, 3200);
  g_assert_cmpint (bookgen_text_estimate_tokens (prose->str), <, 3200);
  g_assert_cmpint (bookgen_text_estimate_tokens (own->str), <, 650);
  g_assert_nonnull (strstr (own->str, "It hands on: "));
  g_assert_nonnull (strstr (shared->str, "- Name 0: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/answer", test_answer);
  g_test_add_func ("/plan/problems", test_problems);
  g_test_add_func ("/plan/second-answer", test_second_answer);
  g_test_add_func ("/plan/json", test_json);
  g_test_add_func ("/plan/parts", test_parts);
  g_test_add_func ("/plan/term-digest", test_term_digest);
  g_test_add_func ("/plan/use-as-voice", test_use_as_voice);
  g_test_add_func ("/plan/voice-bounded", test_voice_bounded);
  g_test_add_func ("/plan/part-names", test_part_names);
  g_test_add_func ("/plan/bounded", test_bounded);
  return g_test_run ();
}
