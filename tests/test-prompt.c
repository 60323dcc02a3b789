/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-prompt.h"

#include <glib/gstdio.h>

#include "bookgen-carry.h"
#include "bookgen-plan-request.h"
#include "bookgen-planner.h"
#include "bookgen-shared-part.h"
#include "pipelines.h"
#include "scratch-book.h"

typedef struct {
  ScratchBook scratch;
  BookgenPipeline *pipeline;
  BookgenPrompts *prompts;
  GPtrArray *tasks; /* the plan; drafts of u2 and u3 */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "Water");
  BookgenUnit *first = bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "The\nharbour");
  bookgen_outline_add (outline, part, 1, BOOKGEN_UNIT_CHAPTER, "Knots");
  bookgen_outline_edit_string (outline, first, "brief", "Who built it, {{title}} and why.");
  scratch_book_set_up (&fixture->scratch, outline);
  fixture->pipeline = bookgen_pipeline_load ("nonfiction", &error);
  g_assert_no_error (error);
  fixture->prompts = bookgen_prompts_load (fixture->pipeline, &error);
  g_assert_no_error (error);
  fixture->tasks = bookgen_planner_plan (fixture->pipeline, bookgen_book_get_outline (fixture->scratch.book), settings, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->tasks);
  bookgen_prompts_free (fixture->prompts);
  bookgen_pipeline_unref (fixture->pipeline);
  scratch_book_tear_down (&fixture->scratch);
}

static const char plan_json[]
    = "{\"premise\":\"The plan.\",\"voice\":\"Plain.\",\"chapters\":["
      "{\"unit\":\"u2\",\"summary\":\"How it was built.\",\"only_here\":[\"stones\"],\"ends\":\"a storm\",\"hands_on\":\"the rope\"},"
      "{\"unit\":\"u3\",\"summary\":\"What holds.\",\"only_here\":[\"hemp\"],\"opens\":\"a rope\"}]}";

/* INPUT's own fields, and the fixture's. */
static BookgenChat *
chat_with (Fixture *fixture, guint task, BookgenPromptInput input)
{
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (plan_json);
  g_autoptr (GRefString) shared = bookgen_shared_part_make (fixture->scratch.book, plan);
  input.prompts = fixture->prompts;
  input.book = fixture->scratch.book;
  input.shared = shared;
  input.task = fixture->tasks->pdata[task];
  input.plan = plan;
  return bookgen_prompt_make_chat (&input);
}

static BookgenChat *
chat_of (Fixture *fixture, guint task, const char *told, const char *partial)
{
  const char *turns[] = { partial, NULL };
  return chat_with (fixture, task, (BookgenPromptInput){ .told = told, .turns = partial != NULL ? (GStrv) turns : NULL });
}

static const char *
turn (BookgenChat *chat, guint index)
{
  return ((BookgenTurn *) g_ptr_array_index (chat->turns, index))->text;
}

/* All requests begin with the same bytes, which hold outline, briefs and plan. */
static void
test_shared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) first = chat_of (fixture, 1, NULL, NULL);
  g_autoptr (BookgenChat) second = chat_of (fixture, 2, "before", NULL);
  g_assert_cmpstr (first->shared, ==, second->shared);
  g_assert_nonnull (strstr (first->shared, "1. The harbour. How it was built. Only here: stones."));
  g_assert_nonnull (strstr (first->shared, "The plan."));
  g_autoptr (GRefString) unplanned = bookgen_shared_part_make (fixture->scratch.book, NULL);
  g_assert_nonnull (strstr (unplanned, "1. The harbour.\nWho built it"));
}

/* The marks stand last, each on its own line, whatever the title holds; nothing of the brief is taken for a place. */
static void
test_chapter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) chat = chat_of (fixture, 1, NULL, NULL);
  g_assert_cmpuint (chat->turns->len, ==, 1);
  g_assert_true (g_str_has_suffix (turn (chat, 0), "\nChapter 1: The harbour\nTarget: 2000 words\n"));
  g_assert_nonnull (strstr (turn (chat, 0), "Who built it, {{title}} and why."));
  g_assert_nonnull (strstr (turn (chat, 0), "It stands in: Water"));
  g_assert_nonnull (strstr (turn (chat, 0), "The chapter after it: Knots"));
  g_assert_nonnull (strstr (turn (chat, 0), "In short: How it was built.\nOnly here, and in no other chapter: stones\n"));
  g_assert_nonnull (strstr (turn (chat, 0), "It opens with: a rope."));
  g_assert_cmpint (chat->max_output_tokens, >=, 2000 * 14 / 10);
}

/* Lines and paragraphs without anything to say are left out. */
static void
test_left_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) first = chat_of (fixture, 1, NULL, NULL);
  g_autoptr (BookgenChat) second = chat_of (fixture, 2, "It was late. The tide turned.", NULL);
  g_assert_null (strstr (turn (first, 0), "The chapter before it:"));
  g_assert_null (strstr (turn (first, 0), "carried over"));
  g_assert_null (strstr (turn (second, 0), "What it must cover"));
  g_assert_nonnull (strstr (turn (second, 0), "The tide turned."));
}

/* What the plan says of an opening holds; without it one is dealt, to each chapter its own. */
static void
test_deal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) dealt = chat_with (fixture, 1, (BookgenPromptInput){ .seed = "s" });
  g_autoptr (BookgenChat) planned = chat_with (fixture, 2, (BookgenPromptInput){ .seed = "s" });
  g_assert_nonnull (strstr (turn (dealt, 0), "Kind of opening: "));
  g_assert_nonnull (strstr (turn (dealt, 0), "Kind of structure: "));
  g_assert_null (strstr (turn (planned, 0), "Kind of opening: "));
  g_assert_nonnull (strstr (turn (planned, 0), "It opens with: a rope\n"));
}

/* What is carried over is asked for after the text, and before the marks. */
static void
test_carry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) chat = chat_with (fixture, 1, (BookgenPromptInput){ .carries = TRUE, .told = "Points made: a" });
  const char *asked = strstr (turn (chat, 0), BOOKGEN_CARRY_MARK);
  g_assert_nonnull (asked);
  g_assert_nonnull (strstr (asked, "\nChapter 1: The harbour\n"));
  g_assert_nonnull (strstr (turn (chat, 0), "Points made: a"));
}

/* A long chapter in turns: the first is told of the others, the next ones get the end of the text and its headings. */
static void
test_turns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) long_text = g_string_new ("## The bar\n\n");
  while (long_text->len < 40000)
    g_string_append (long_text, "Sand and stones. ");
  g_string_append (long_text, "The end.");
  const char *turns[] = { long_text->str, "", NULL };
  BookgenPortion first = { .words = 1500, .to = 0.25 }, second = { .words = 1400, .last = TRUE, .from = 0.5, .to = 1 };
  g_autoptr (BookgenChat) one = chat_with (fixture, 1, (BookgenPromptInput){ .portion = first, .carries = TRUE });
  g_autoptr (BookgenChat) two = chat_with (fixture, 1, (BookgenPromptInput){ .portion = second, .carries = TRUE,
                                                                             .turns = (GStrv) turns, .so_far = long_text->str });
  g_assert_nonnull (strstr (turn (one, 0), "\nPart: 1500 words\n"));
  g_assert_null (strstr (turn (one, 0), BOOKGEN_CARRY_MARK));
  g_assert_cmpint (one->max_output_tokens, ==, bookgen_planner_output_limit (1500));
  g_assert_cmpuint (two->turns->len, ==, 3);
  g_assert_null (strstr (turn (two, 0), "Part: "));
  g_assert_true (g_str_has_suffix (turn (two, 1), "The end."));
  g_assert_cmpint (bookgen_text_estimate_tokens (turn (two, 1)), <=, 3000);
  g_assert_nonnull (strstr (turn (two, 2), "## The bar"));
  g_assert_nonnull (strstr (turn (two, 2), BOOKGEN_CARRY_MARK));
  g_assert_true (g_str_has_suffix (turn (two, 2), "\nPart: 1400 words\n"));
}

/* What a repair is to mend, the material, the text that is worked from. */
static void
test_rest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) chat
      = chat_with (fixture, 1, (BookgenPromptInput){ .note = "It stops in the middle.", .material = "### notes.md\n\nDeep water." });
  g_assert_nonnull (strstr (turn (chat, 0), "It stops in the middle."));
  g_assert_nonnull (strstr (turn (chat, 0), "### notes.md\n\nDeep water."));
}

static BookgenChat *
plan_chat (Fixture *fixture, GPtrArray *units, const char *note, const char *open)
{
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (plan_json);
  g_autoptr (GRefString) shared = bookgen_shared_part_make (fixture->scratch.book, NULL);
  BookgenPlanRequest request = { .prompts = fixture->prompts, .book = fixture->scratch.book, .shared = shared,
                                 .task = fixture->tasks->pdata[0], .units = units, .so_far = note != NULL ? plan : NULL,
                                 .note = note, .open = open };
  return bookgen_plan_request_make_chat (&request);
}

static void
test_plan (Fixture *fixture, gconstpointer data)
{
  BookgenOutline *outline = bookgen_book_get_outline (fixture->scratch.book);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GArray) shares = bookgen_plan_request_divide (outline, units);
  g_autoptr (BookgenChat) chat = plan_chat (fixture, units, NULL, "{\"premise\":\"The ");
  g_autoptr (BookgenChat) mended = plan_chat (fixture, units, "Chapter 2 has no entry.", NULL);
  g_assert_cmpuint (shares->len, ==, 1);
  g_assert_cmpuint (g_array_index (shares, guint, 0), ==, 2);
  g_assert_true (g_str_has_suffix (turn (chat, 0), "\nPlan for 2 chapters\n"));
  g_assert_nonnull (strstr (turn (chat, 0), "\n1. The harbour\n   It opens with: "));
  g_assert_nonnull (strstr (turn (chat, 0), "{\"premise\": "));
  g_assert_cmpuint (chat->turns->len, ==, 3);
  g_assert_nonnull (strstr (turn (mended, 0), "Chapter 2 has no entry."));
}

/* The plan is asked for by one who knows how the author's own chapters begin and end; a long one is bounded. */
static void
test_authors_chapter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (fixture->scratch.book), TRUE);
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GRefString) shared = bookgen_shared_part_make (fixture->scratch.book, NULL);
  g_autoptr (GString) text = g_string_new ("## A night\n\nThe bar was quiet that night.\n\n");
  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "Nobody came over the sands. ");
  g_string_append (text, "\n\nAt dawn the ships had gone.\n");
  g_hash_table_insert (written, (gpointer) bookgen_unit_get_id (units->pdata[1]), text->str);
  BookgenPlanRequest request = { .prompts = fixture->prompts, .book = fixture->scratch.book, .shared = shared,
                                 .task = fixture->tasks->pdata[0], .units = units, .written = written };
  g_autoptr (BookgenChat) chat = bookgen_plan_request_make_chat (&request);
  const char *said = strstr (turn (chat, 0), "The author has written it. It begins: “");
  g_assert_nonnull (said);
  g_assert_true (said > strstr (turn (chat, 0), "\n2. "));
  g_assert_null (strstr (said + 1, "The author has written it."));
  g_assert_nonnull (strstr (said, "The bar was quiet that night."));
  g_assert_nonnull (strstr (said, "It ends: “At dawn the ships had gone.”"));
  g_assert_cmpint (bookgen_text_estimate_tokens (turn (chat, 0)), <, 2000);
}

/* A passage that is kept for the plan is told to who makes it, and stands in the plan itself from then on. */
static void
test_kept_voice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (plan_json);
  bookgen_book_set_setting (fixture->scratch.book, "style", "{\"sample\": \"The tide turned, and nobody saw it.\"}");
  g_autoptr (GRefString) unplanned = bookgen_shared_part_make (fixture->scratch.book, NULL);
  g_autoptr (GRefString) planned = bookgen_shared_part_make (fixture->scratch.book, plan);
  g_assert_nonnull (strstr (unplanned, "A passage in exactly this voice: The tide turned, and nobody saw it."));
  g_assert_null (strstr (planned, "nobody saw it"));
}

/* An author who wants no variety gets none. */
static void
test_no_deal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (fixture->scratch.book), TRUE);
  bookgen_book_set_setting (fixture->scratch.book, "style", "{\"vary_openings\": false}");
  g_autoptr (BookgenChat) plan = plan_chat (fixture, units, NULL, NULL);
  g_autoptr (BookgenChat) chapter = chat_with (fixture, 1, (BookgenPromptInput){ .seed = "s" });
  g_assert_null (strstr (turn (plan, 0), "It opens with: "));
  g_assert_null (strstr (turn (chapter, 0), "Kind of opening: "));
  g_assert_null (strstr (turn (chapter, 0), "Kind of structure: "));
}

/* To go on: the same messages, the text so far as the assistant's, then a turn that names its last words. */
static void
test_continuation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) whole = chat_of (fixture, 1, NULL, NULL);
  g_autoptr (BookgenChat) chat = chat_of (fixture, 1, NULL, "The bar shifts every winter and the ");
  g_assert_cmpuint (chat->turns->len, ==, 3);
  g_assert_cmpstr (turn (chat, 0), ==, turn (whole, 0));
  g_assert_cmpstr (turn (chat, 1), ==, "The bar shifts every winter and the ");
  g_assert_cmpint (((BookgenTurn *) chat->turns->pdata[1])->role, ==, BOOKGEN_ROLE_ASSISTANT);
  g_assert_nonnull (strstr (turn (chat, 2), "every winter and the"));
}

/* N lessons in modules of twenty, with briefs, and a plan for all of them. */
static BookgenOutline *
long_outline (guint n)
{
  BookgenOutline *outline = bookgen_outline_new ();
  BookgenUnit *module = NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Lesson %u, about a thing with a name of some length", i + 1);
      if (i % 20 == 0)
        module = bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_MODULE, title);
      BookgenUnit *unit = bookgen_outline_add (outline, module, G_MAXUINT, BOOKGEN_UNIT_LESSON, title);
      bookgen_outline_edit_string (outline, unit, "brief", "What it is, where it comes from, how it is used, what goes wrong.");
    }
  return outline;
}

static BookgenPlan *
long_plan (BookgenOutline *outline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GString) json = g_string_new ("{\"premise\":\"");
  for (guint i = 0; i < 200; i++)
    g_string_append (json, "A premise of some length. ");
  g_string_append (json, "\",\"voice\":\"Plain.\",\"terms\":[");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (json, "{\"name\":\"Term %u\",\"text\":\"What it means, in a sentence of some length.\"},", i);
  g_string_append (json, "],\"chapters\":[");
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf (json, "{\"unit\":\"%s\",\"summary\":\"What the reader can do at the end of lesson %u, in a sentence or "
                                  "two of the usual length.\",\"only_here\":[\"the first topic of %u\",\"the second topic\"],"
                                  "\"opens\":\"a problem\",\"ends\":\"a question\",\"hands_on\":\"the first thing\"},",
                            bookgen_unit_get_id (units->pdata[i]), i + 1, i + 1);
  g_string_append (json, "]}");
  return bookgen_plan_from_text (json->str);
}

/* Tokens of all requests of a book of N lessons: its plan, and each lesson. Each keeps to its bounds. */
static gint64
count_input (BookgenPrompts *prompts, BookgenPipeline *pipeline, guint n)
{
  ScratchBook scratch = { 0 };
  g_autoptr (BookgenOutline) copied = long_outline (n);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  scratch_book_set_up (&scratch, copied);
  BookgenOutline *outline = bookgen_book_get_outline (scratch.book);
  g_autoptr (BookgenPlan) plan = long_plan (outline);
  g_autoptr (GRefString) unplanned = bookgen_shared_part_make (scratch.book, NULL);
  g_autoptr (GRefString) shared = bookgen_shared_part_make (scratch.book, plan);
  g_autoptr (GPtrArray) tasks = bookgen_planner_plan (pipeline, outline, settings, NULL);
  g_autoptr (GPtrArray) chapters = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GArray) shares = bookgen_plan_request_divide (outline, chapters);
  gint64 tokens = 0;
  guint planned = 0;
  g_assert_cmpint (bookgen_text_estimate_tokens (unplanned), <, BOOKGEN_SHARED_TOKENS);
  g_assert_cmpint (bookgen_text_estimate_tokens (shared), <, BOOKGEN_SHARED_TOKENS);
  for (guint i = 0; i < shares->len; i++)
    {
      g_autoptr (GPtrArray) units = g_ptr_array_new ();
      for (guint j = 0; j < g_array_index (shares, guint, i); j++)
        g_ptr_array_add (units, chapters->pdata[planned + j]);
      BookgenPlanRequest request = { .prompts = prompts, .book = scratch.book, .shared = i > 0 ? shared : unplanned,
                                     .task = tasks->pdata[i], .units = units, .so_far = i > 0 ? plan : NULL };
      g_autoptr (BookgenChat) chat = bookgen_plan_request_make_chat (&request);
      g_assert_cmpuint (units->len, >, 0);
      g_assert_cmpint (bookgen_text_estimate_tokens (turn (chat, 0)), <, 2000);
      tokens += bookgen_chat_estimate_tokens (chat);
      planned += units->len;
    }
  g_assert_cmpuint (planned, ==, n);
  g_assert_cmpuint (tasks->len, ==, n + shares->len);
  for (guint i = shares->len; i < tasks->len; i++)
    {
      BookgenPromptInput input = { .prompts = prompts, .book = scratch.book, .shared = shared, .task = tasks->pdata[i],
                                   .plan = plan, .carries = TRUE };
      g_autoptr (BookgenChat) chat = bookgen_prompt_make_chat (&input);
      g_assert_cmpint (bookgen_text_estimate_tokens (turn (chat, 0)), <, 2000);
      tokens += bookgen_chat_estimate_tokens (chat);
    }
  scratch_book_tear_down (&scratch);
  return tokens;
}

/* A book of any length has a shared part of bounded length, and so has each request of its own: what all of them send grows
 * in a straight line. */
static void
test_bounded (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("course", NULL);
  g_autoptr (BookgenPrompts) prompts = bookgen_prompts_load (pipeline, NULL);
  gint64 some = count_input (prompts, pipeline, 500);
  gint64 twice = count_input (prompts, pipeline, 1000);
  gint64 many = count_input (prompts, pipeline, 2000);
  g_test_message ("tokens sent: %" G_GINT64_FORMAT " for 500 lessons, %" G_GINT64_FORMAT " for 1,000, %" G_GINT64_FORMAT " for 2,000",
                  some, twice, many);
  g_assert_cmpint (twice * 100, <=, some * 2 * 105);
  g_assert_cmpint (many * 100, <=, twice * 2 * 105);
}

/* A wrong place is named with its file and line. */
static void
test_wrong_place (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "bookgen", "prompts", NULL);
  g_autofree char *path = g_build_filename (folder, "draft.md", NULL);
  g_autofree char *complaint = g_strdup_printf ("%s, line 4: there is no place “tilte”", path);
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "openings: a | b\n\nWrite {{title}}\nand {{tilte}}.\n", -1, NULL));
  g_assert_null (bookgen_prompts_load (pipeline, &error));
  g_assert_cmpstr (error->message, ==, complaint);
  g_assert_true (g_file_set_contents (path, "openings: a | b\n\nWrite {{title}}: {{opening}}.\n", -1, NULL));
  g_autoptr (BookgenPrompts) prompts = bookgen_prompts_load (pipeline, NULL);
  g_assert_nonnull (prompts);
  g_assert_cmpstr (bookgen_prompts_deal_opening (prompts, "draft", "s", 0), !=, bookgen_prompts_deal_opening (prompts, "draft", "s", 1));
  g_assert_cmpstr (bookgen_prompts_deal_structure (prompts, "draft", "s", 0), ==, "");
  g_assert_cmpint (g_remove (path), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("bookgen-prompt-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/prompt/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("shared", test_shared);
  ADD ("chapter", test_chapter);
  ADD ("left-out", test_left_out);
  ADD ("deal", test_deal);
  ADD ("no-deal", test_no_deal);
  ADD ("authors-chapter", test_authors_chapter);
  ADD ("kept-voice", test_kept_voice);
  ADD ("carry", test_carry);
  ADD ("turns", test_turns);
  ADD ("rest", test_rest);
  ADD ("plan", test_plan);
  ADD ("continuation", test_continuation);
#undef ADD
  g_test_add_func ("/prompt/bounded", test_bounded);
  g_test_add_func ("/prompt/wrong-place", test_wrong_place);
  int failed = g_test_run ();
  g_autofree char *prompts = g_build_filename (home, "bookgen", "prompts", NULL);
  g_autofree char *bookgen = g_build_filename (home, "bookgen", NULL);
  g_rmdir (prompts);
  g_rmdir (bookgen);
  g_rmdir (home);
  return failed;
}
