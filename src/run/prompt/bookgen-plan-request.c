/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-plan-request.h"

#include "bookgen-excerpt.h"
#include "bookgen-planner.h"
#include "bookgen-prompt.h"
#include "bookgen-shared-part.h"
#include "bookgen-style.h"

enum {
  LIST_TOKENS = 1000,   /* of titles and briefs */
  NUMBER_TOKENS = 5,    /* and what stands before a brief */
  TITLE_TOKENS = 40,
  BRIEF_TOKENS = 60,    /* where the shared part has no room for briefs */
  KIND_TOKENS = 20,
  SO_FAR_TOKENS = 100,  /* of premise and voice, each */
  NOTE_TOKENS = 500,
  WRITTEN_TOKENS = 60,  /* of a chapter by the author, its beginning and its end */
};

#define CHAPTER_SHAPE                                                                                                        \
  "\"chapters\": [{\"number\": 1, \"title\": \"…\", \"summary\": \"…\", \"only_here\": [\"…\"], \"opens\": \"…\", "               \
  "\"ends\": \"…\", \"hands_on\": \"…\"}]"

#define WHOLE_SHAPE                                                                                                          \
  "{\"premise\": \"…\", \"readers\": \"…\", \"voice\": \"…\", \"sample\": \"…\", "                                           \
  "\"terms\": [{\"name\": \"…\", \"text\": \"…\"}], \"avoid\": [\"…\"], " CHAPTER_SHAPE "}"

static char *
dup_title (BookgenUnit *unit)
{
  g_autofree char *line = bookgen_excerpt_one_line (bookgen_unit_get_title (unit));
  return bookgen_excerpt_head (line, TITLE_TOKENS);
}

static void
append_brief (GString *out, BookgenUnit *unit)
{
  g_autofree char *bounded = bookgen_excerpt_head (bookgen_unit_get_brief (unit), BRIEF_TOKENS);
  g_autofree char *brief = bookgen_excerpt_one_line (bounded);
  if (*brief != '\0')
    g_string_append_printf (out, "   It must cover: %s\n", brief);
}

/* How the unit stands in the list. Briefs are told where the shared part does not hold them. */
static char *
make_entry (BookgenOutline *outline, BookgenUnit *unit, gboolean with_brief)
{
  g_autofree char *title = dup_title (unit);
  GString *entry = g_string_new (NULL);
  g_string_append_printf (entry, "%u. %s\n", bookgen_outline_get_number (outline, unit), title);
  if (with_brief)
    append_brief (entry, unit);
  return g_string_free (entry, FALSE);
}

/* What its entry takes, about. */
static gint64
count_entry (BookgenUnit *unit, gboolean with_brief)
{
  gint64 title = bookgen_text_estimate_tokens (bookgen_unit_get_title (unit));
  gint64 brief = with_brief ? bookgen_text_estimate_tokens (bookgen_unit_get_brief (unit)) : 0;
  return NUMBER_TOKENS + MIN (title, TITLE_TOKENS) + MIN (brief, BRIEF_TOKENS) + KIND_TOKENS;
}

/* How many of the chapters from START on fit. */
static guint
count_fitting (GPtrArray *units, guint start, gboolean with_briefs)
{
  gint64 tokens = 0;
  guint end = start;
  while (end < units->len && end - start < BOOKGEN_PLAN_REQUEST_CHAPTERS)
    {
      tokens += count_entry (units->pdata[end], with_briefs);
      if (tokens > LIST_TOKENS && end > start)
        break;
      end++;
    }
  return end - start;
}

GArray *
bookgen_plan_request_divide (BookgenOutline *outline, GPtrArray *units)
{
  GArray *shares = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean with_briefs = !bookgen_shared_part_names_all (outline);
  for (guint start = 0, share; start < units->len; start += share)
    {
      share = count_fitting (units, start, with_briefs);
      g_array_append_val (shares, share);
    }
  return shares;
}

static void
append_kind (GString *out, const BookgenPlanRequest *request, BookgenUnit *unit)
{
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (request->book, "style"));
  if (!style->vary_openings)
    return;
  BookgenOutline *outline = bookgen_book_get_outline (request->book);
  const char *seed = request->seed != NULL ? request->seed : bookgen_book_get_title (request->book);
  const char *kind = bookgen_prompts_deal_opening (request->prompts, request->task->stage->prompt, seed,
                                                   bookgen_outline_get_number (outline, unit) - 1);
  g_autofree char *bounded = bookgen_excerpt_head (kind, KIND_TOKENS);
  if (*bounded != '\0')
    g_string_append_printf (out, "   It opens with: %s\n", bounded);
}

/* The author's own chapters are there already: the others have to know them. */
static void
append_written (GString *out, const BookgenPlanRequest *request, BookgenUnit *unit)
{
  const char *text = request->written != NULL ? g_hash_table_lookup (request->written, bookgen_unit_get_id (unit)) : NULL;
  if (text == NULL)
    return;
  g_autofree char *head = bookgen_excerpt_head (text, WRITTEN_TOKENS);
  g_autofree char *tail = bookgen_excerpt_last_paragraph (text, WRITTEN_TOKENS);
  g_autofree char *begins = bookgen_excerpt_one_line (head);
  g_autofree char *ends = bookgen_excerpt_one_line (tail);
  g_string_append_printf (out, "   The author has written it. It begins: “%s” It ends: “%s”\n", begins, ends);
}

static void
append_list (GString *out, const BookgenPlanRequest *request)
{
  BookgenOutline *outline = bookgen_book_get_outline (request->book);
  gboolean with_briefs = !bookgen_shared_part_names_all (outline);
  g_string_append (out, "\nThe chapters to plan:\n");
  for (guint i = 0; i < request->units->len; i++)
    {
      g_autofree char *entry = make_entry (outline, request->units->pdata[i], with_briefs);
      g_string_append (out, entry);
      append_kind (out, request, request->units->pdata[i]);
      append_written (out, request, request->units->pdata[i]);
    }
}

/* What PLAN says of the chapter STEP places from UNIT; NULL for nothing. */
static const BookgenPlanChapter *
find_neighbour (const BookgenPlanRequest *request, gpointer unit, int step)
{
  g_autoptr (GPtrArray) all = bookgen_outline_dup_units (bookgen_book_get_outline (request->book), TRUE);
  guint place;
  if (!g_ptr_array_find (all, unit, &place) || place + step >= all->len)
    return NULL;
  return bookgen_plan_get_chapter (request->so_far, bookgen_unit_get_id (all->pdata[place + step]));
}

static void
append_so_far (GString *out, const BookgenPlanRequest *request)
{
  g_autofree char *premise = bookgen_excerpt_head (request->so_far->premise, SO_FAR_TOKENS);
  g_autofree char *voice = bookgen_excerpt_head (request->so_far->voice, SO_FAR_TOKENS);
  GPtrArray *units = request->units;
  const BookgenPlanChapter *before = units->len > 0 ? find_neighbour (request, units->pdata[0], -1) : NULL;
  const BookgenPlanChapter *after = units->len > 0 ? find_neighbour (request, units->pdata[units->len - 1], +1) : NULL;
  g_string_append_printf (out, "\nThe plan has been begun. Its premise: %s\nIts voice: %s\n", premise, voice);
  if (before != NULL && *before->hands_on != '\0')
    g_string_append_printf (out, "The chapter before those below hands on: %s\n", before->hands_on);
  if (after != NULL && *after->opens != '\0')
    g_string_append_printf (out, "The chapter after them opens with: %s\n", after->opens);
}

static void
append_note (GString *out, const char *note)
{
  g_autofree char *bounded = bookgen_excerpt_head (note, NOTE_TOKENS);
  g_string_append_printf (out, "\nYour plan is kept. This is wrong with it; answer with what mends it, and with nothing else:\n%s\n",
                          bounded);
}

static char *
make_ask (const BookgenPlanRequest *request)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (values, (gpointer) "language", (gpointer) bookgen_book_get_language (request->book));
  g_autofree char *filled = bookgen_prompts_fill (request->prompts, request->task->stage->prompt, values);
  gboolean begun = request->so_far != NULL && request->note == NULL;
  GString *out = g_string_new (filled);
  if (begun)
    append_so_far (out, request);
  if (request->note != NULL)
    append_note (out, request->note);
  if (request->units->len > 0)
    append_list (out, request);
  g_string_append_printf (out, "\nAnswer with one JSON object and nothing else, its member names in English as here:\n%s\n",
                          begun ? "{" CHAPTER_SHAPE "}" : WHOLE_SHAPE);
  g_string_append_printf (out, "\nPlan for %u chapters\n", request->units->len);
  return g_string_free (out, FALSE);
}

BookgenChat *
bookgen_plan_request_make_chat (const BookgenPlanRequest *request)
{
  gint64 limit = bookgen_planner_output_limit (BOOKGEN_PLAN_REQUEST_WORDS
                                              + BOOKGEN_PLAN_REQUEST_WORDS_PER_CHAPTER * request->units->len);
  BookgenChat *chat = bookgen_chat_new (request->shared, MIN (limit, request->task->output_limit));
  g_autofree char *ask = make_ask (request);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
  if (request->open == NULL || *request->open == '\0')
    return chat;
  g_autofree char *go_on = bookgen_prompt_make_cut_ask (request->open);
  bookgen_chat_add (chat, BOOKGEN_ROLE_ASSISTANT, request->open);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, go_on);
  return chat;
}
