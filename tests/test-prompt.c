/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-prompt.h"

#include "bookgen-planner.h"
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

static BookgenChat *
chat_of (Fixture *fixture, guint task, const char *before, const char *partial)
{
  g_autoptr (GRefString) shared = bookgen_prompt_make_shared (fixture->scratch.book, "The plan.");
  return bookgen_prompt_make_chat (fixture->prompts, fixture->scratch.book, shared, fixture->tasks->pdata[task], before,
                                   partial);
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
  g_assert_nonnull (strstr (first->shared, "1. The harbour"));
  g_assert_nonnull (strstr (first->shared, "Who built it"));
  g_assert_nonnull (strstr (first->shared, "The plan."));
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
  g_assert_cmpint (chat->max_output_tokens, >=, 2000 * 14 / 10);
}

/* Lines and paragraphs without anything to say are left out. */
static void
test_left_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) first = chat_of (fixture, 1, NULL, NULL);
  g_autoptr (BookgenChat) second = chat_of (fixture, 2, "It was late. The tide turned.", NULL);
  g_assert_null (strstr (turn (first, 0), "The chapter before it:"));
  g_assert_null (strstr (turn (first, 0), "The end of the text"));
  g_assert_null (strstr (turn (second, 0), "What it must cover"));
  g_assert_nonnull (strstr (turn (second, 0), "The tide turned."));
}

static void
test_plan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenChat) chat = chat_of (fixture, 0, NULL, NULL);
  g_assert_true (g_str_has_suffix (turn (chat, 0), "\nPlan for 2 chapters\n"));
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

/* A book of any length has a shared part of bounded length. */
static void
test_bounded (void)
{
  ScratchBook scratch = { 0 };
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3000, 1000);
  for (guint i = 1; i <= 3000; i += 3)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i);
      bookgen_outline_edit_string (outline, bookgen_outline_find (outline, id), "brief", "A brief of some length, again.");
    }
  scratch_book_set_up (&scratch, outline);
  g_autoptr (GRefString) shared = bookgen_prompt_make_shared (scratch.book, NULL);
  g_assert_cmpuint (strlen (shared), <, 34000);
  scratch_book_tear_down (&scratch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/prompt/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("shared", test_shared);
  ADD ("chapter", test_chapter);
  ADD ("left-out", test_left_out);
  ADD ("plan", test_plan);
  ADD ("continuation", test_continuation);
#undef ADD
  g_test_add_func ("/prompt/bounded", test_bounded);
  return g_test_run ();
}
