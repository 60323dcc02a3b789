/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-workload.h"

#include <math.h>

#include "bookgen-chat.h"
#include "bookgen-cost.h"
#include "bookgen-list.h"
#include "bookgen-portion.h"
#include "bookgen-revision.h"
#include "bookgen-spoken.h"

/* How far models are from the length they were asked for. */
#define LENGTH_LOW 0.9
#define LENGTH_HIGH 1.15
/* Our count of tokens against the provider's, where no answer has told: languages and models differ. */
#define INPUT_LOW 0.8
#define INPUT_HIGH 1.25
/* What is reserved for plan and instructions is what they have room for, and seldom fill. */
#define PROMPT_SHARE_LOW 0.18
#define PROMPT_SHARE_HIGH 0.7
#define OUTPUT_LOW 0.9
#define OUTPUT_HIGH 1.4
/* Usual answers, from a quick model to a slow one; on one's own machine slower still. */
#define FIRST_TOKEN_LOW_MS 500
#define FIRST_TOKEN_HIGH_MS 3000
#define RATE_LOW 30
#define RATE_HIGH 100
#define RATE_LOCAL_LOW 8
#define RATE_LOCAL_HIGH 60
/* How far today's answers are from the earlier ones. */
#define KNOWN_LOW 0.85
#define KNOWN_HIGH 1.3
/* Words of an outline that tell how its language counts, and what is usual. */
#define LEAST_WORDS 10
#define USUAL_TOKENS_PER_WORD 1.35
#define LEAST_TOKENS_PER_WORD 0.9
#define MOST_TOKENS_PER_WORD 5.0
#define USUAL_CHARACTERS_PER_WORD 6.0
#define MOST_CHARACTERS_PER_WORD 9.0
/* Pieces end with a sentence, so that they are not quite full. */
#define PIECE_LOW 0.92
/* Reading aloud 4,096 characters took a provider 46 seconds; others are quicker or slower by half. */
#define CHARACTER_LOW_MS 6
#define CHARACTER_HIGH_MS 18
#define DRAW_LOW_MS 8000
#define DRAW_HIGH_MS 50000
#define DRAW_LOW_TOKENS 60
#define DRAW_HIGH_TOKENS 400
/* A square of 1,024, in the tokens of the server that rehearses; and what it reads aloud takes a token for four characters. */
#define DRAW_TOKENS 404
#define CHARACTERS_PER_TOKEN 4
/* The prompt asks for one picture in 600 words at most. */
#define WORDS_PER_PICTURE_LOW 2400.0
#define WORDS_PER_PICTURE_HIGH 600.0
/* Texts with a finding that is worth one more request, at most. */
#define REPAIRS_HIGH 0.1

static gboolean
is_over (const BookgenTask *task)
{
  return task->state == BOOKGEN_TASK_DONE || task->state == BOOKGEN_TASK_SKIPPED;
}

/* Guessing. */

typedef struct {
  gint64 words, tokens, characters;
} Count;

/* From the outline's own words: scripts differ by a factor of three. */
static Count
count_outline (BookgenOutline *outline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  Count count = { 0 };
  for (guint i = 0; i < units->len && count.words < 5000; i++)
    {
      const char *texts[] = { bookgen_unit_get_title (units->pdata[i]), bookgen_unit_get_brief (units->pdata[i]) };
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          count.words += bookgen_revision_count_words (texts[j]);
          count.tokens += bookgen_text_estimate_tokens (texts[j]);
          count.characters += *texts[j] != '\0' ? g_utf8_strlen (texts[j], -1) + 1 : 0;
        }
    }
  return count;
}

static double
per_word (const Count *count, gint64 what, double usual, double least, double most)
{
  return count->words < LEAST_WORDS ? usual : CLAMP ((double) what / count->words, least, most);
}

static void
guess_rates (BookgenWorkload *low, BookgenWorkload *high, const BookgenEstimateBasis *basis)
{
  const BookgenPace *known = &basis->pace;
  gboolean local = basis->endpoint != NULL && bookgen_endpoint_is_local (basis->endpoint);
  low->first_token_ms = known->answers > 0 ? known->first_token_ms * KNOWN_LOW : FIRST_TOKEN_LOW_MS;
  high->first_token_ms = known->answers > 0 ? known->first_token_ms * KNOWN_HIGH : FIRST_TOKEN_HIGH_MS;
  low->tokens_per_second = known->answers > 0 ? known->tokens_per_second / KNOWN_LOW : local ? RATE_LOCAL_HIGH : RATE_HIGH;
  high->tokens_per_second = known->answers > 0 ? known->tokens_per_second / KNOWN_HIGH : local ? RATE_LOCAL_LOW : RATE_LOW;
}

/* A model that writes quickly says nothing of one that draws, but where the server that rehearses does both. */
static void
guess_media (BookgenWorkload *self, gboolean rehearsal, double character_ms, double draw_ms)
{
  double token_ms = 1e3 / self->tokens_per_second;
  self->character_ms = rehearsal ? token_ms / CHARACTERS_PER_TOKEN : character_ms;
  self->draw_ms = rehearsal ? self->first_token_ms + token_ms * DRAW_TOKENS : draw_ms;
}

void
bookgen_workload_guess (BookgenWorkload *low, BookgenWorkload *high, BookgenOutline *outline,
                        const BookgenRunSettings *settings, const BookgenEstimateBasis *basis)
{
  const BookgenPace *known = &basis->pace;
  Count count = count_outline (outline);
  double tokens = per_word (&count, count.tokens, USUAL_TOKENS_PER_WORD, LEAST_TOKENS_PER_WORD, MOST_TOKENS_PER_WORD);
  double characters = per_word (&count, count.characters, USUAL_CHARACTERS_PER_WORD, 1, MOST_CHARACTERS_PER_WORD);
  gboolean rehearsal = settings->rehearsal && known->answers > 0;
  *low = (BookgenWorkload){ .piece_characters = BOOKGEN_SPOKEN_PIECE_CHARS, .draw_tokens = DRAW_LOW_TOKENS,
                            .pictures_per_word = 1 / WORDS_PER_PICTURE_LOW };
  *high = (BookgenWorkload){ .piece_characters = BOOKGEN_SPOKEN_PIECE_CHARS * PIECE_LOW, .draw_tokens = DRAW_HIGH_TOKENS,
                             .pictures_per_word = 1 / WORDS_PER_PICTURE_HIGH };
  guess_rates (low, high, basis);
  guess_media (low, rehearsal, CHARACTER_LOW_MS, DRAW_LOW_MS);
  guess_media (high, rehearsal, CHARACTER_HIGH_MS, DRAW_HIGH_MS);
  low->prompt_share = PROMPT_SHARE_LOW;
  high->prompt_share = PROMPT_SHARE_HIGH;
  low->input_factor = known->input_factor > 0 ? known->input_factor : INPUT_LOW;
  high->input_factor = known->input_factor > 0 ? known->input_factor : INPUT_HIGH;
  low->tokens_per_word = tokens * LENGTH_LOW * (known->output_factor > 0 ? known->output_factor : OUTPUT_LOW);
  high->tokens_per_word = tokens * LENGTH_HIGH * (known->output_factor > 0 ? known->output_factor : OUTPUT_HIGH);
  low->characters_per_word = characters * LENGTH_LOW;
  high->characters_per_word = characters * LENGTH_HIGH;
  high->repairs = settings->checks == BOOKGEN_CHECKS_REPAIR ? REPAIRS_HIGH : 0;
}

/* One task. */

static gint64
count_output (const BookgenWorkload *self, const BookgenTask *task)
{
  return task->stage->does == BOOKGEN_DOES_WRITE ? task->target_words * self->tokens_per_word : 0;
}

static gint64
count_characters (const BookgenWorkload *self, const BookgenTask *task)
{
  return task->target_words * self->characters_per_word;
}

/* A long text comes in several answers, and what is read aloud in pieces. */
guint
bookgen_workload_count_requests (const BookgenWorkload *self, const BookgenTask *task)
{
  if (task->stage->does == BOOKGEN_DOES_SPEAK)
    return MAX (ceil (count_characters (self, task) / self->piece_characters), 1);
  gboolean is_long = task->stage->makes == BOOKGEN_MAKES_TEXT && task->target_words > BOOKGEN_PORTION_WORDS * 11 / 10;
  return is_long ? (task->target_words + BOOKGEN_PORTION_WORDS - 1) / BOOKGEN_PORTION_WORDS : 1;
}

gint64
bookgen_workload_length_us (const BookgenWorkload *self, const BookgenTask *task)
{
  guint requests = bookgen_workload_count_requests (self, task);
  if (task->stage->does == BOOKGEN_DOES_DRAW)
    return self->draw_ms * 1e3;
  if (task->stage->does == BOOKGEN_DOES_SPEAK)
    return (self->first_token_ms * requests + count_characters (self, task) * self->character_ms) * 1e3;
  double answer_ms = count_output (self, task) / self->tokens_per_second * 1e3;
  double again = task->stage->makes == BOOKGEN_MAKES_TEXT ? 1 + self->repairs : 1;
  return (self->first_token_ms * requests + answer_ms) * again * 1e3;
}

/* What lists will name. */

static const BookgenStage *
find_items_of (BookgenPipeline *pipeline, const BookgenStage *list, const BookgenRunSettings *settings)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      if (g_strcmp0 (stage->item_of, list->id) == 0 && bookgen_stage_is_on (stage, settings))
        return stage;
    }
  return NULL;
}

/* The numbers of a list's items that an earlier run came to know. */
static GArray *
find_known (GHashTable *records, const BookgenStage *items, const char *unit_id)
{
  GArray *known = g_array_new (FALSE, FALSE, sizeof (int));
  for (int number = 1; records != NULL && number <= BOOKGEN_LIST_MAX; number++)
    {
      g_autofree char *key = bookgen_task_key (items->id, unit_id, number);
      if (g_hash_table_contains (records, key))
        g_array_append_val (known, number);
    }
  return known;
}

static void
expect (const BookgenWorkload *self, GArray *numbers, const BookgenTask *list, BookgenOutline *outline,
        const BookgenRunSettings *settings)
{
  BookgenUnit *unit = bookgen_outline_find (outline, list->unit_id);
  guint words = unit != NULL ? bookgen_outline_get_words (outline, unit) : 0;
  int most = (words > 0 ? words : settings->default_words) * self->pictures_per_word + 0.99;
  for (int number = 1; number <= MIN (most, BOOKGEN_LIST_MAX); number++)
    g_array_append_val (numbers, number);
}

/* LIST's record with what it is expected to name; NULL where its own knows that. */
static BookgenTaskRecord *
expect_list (const BookgenWorkload *self, const BookgenTask *list, const BookgenStage *items, BookgenOutline *outline,
             const BookgenRunSettings *settings, GHashTable *records, const char *key)
{
  const BookgenTaskRecord *record = records != NULL ? g_hash_table_lookup (records, key) : NULL;
  gboolean usable = record != NULL && (!record->rehearsal || settings->rehearsal);
  if (usable && record->items != NULL)
    return NULL;
  BookgenTaskRecord *expected
      = usable ? bookgen_task_record_copy (record) : bookgen_task_record_new (list->stage->id, list->unit_id, 0);
  expected->items = find_known (is_over (list) ? records : NULL, items, list->unit_id);
  if (expected->items->len == 0 && list->state != BOOKGEN_TASK_SKIPPED)
    expect (self, expected->items, list, outline, settings);
  return expected;
}

static GHashTable *
copy_records (GHashTable *records)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  GHashTableIter iter;
  gpointer key, record;
  if (records == NULL)
    return all;
  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &key, &record))
    g_hash_table_insert (all, g_strdup (key), bookgen_task_record_copy (record));
  return all;
}

GHashTable *
bookgen_workload_expect_items (const BookgenWorkload *self, BookgenPipeline *pipeline, BookgenOutline *outline,
                               const BookgenRunSettings *settings, GHashTable *records, GPtrArray *tasks)
{
  g_autoptr (GHashTable) all = NULL;
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      const BookgenStage *items
          = task->stage->makes == BOOKGEN_MAKES_LIST ? find_items_of (pipeline, task->stage, settings) : NULL;
      g_autofree char *name = bookgen_task_key (task->stage->id, task->unit_id, task->item);
      BookgenTaskRecord *expected
          = items != NULL ? expect_list (self, task, items, outline, settings, records, name) : NULL;
      if (expected == NULL)
        continue;
      if (all == NULL)
        all = copy_records (records);
      g_hash_table_replace (all, g_steal_pointer (&name), expected);
    }
  return g_steal_pointer (&all);
}

/* All of them. */

/* The words of the plan, which every chapter's prompt has once it is made, as far as there is room. */
static guint
count_plan_words (GPtrArray *tasks)
{
  enum { MOST = 3600 };
  guint words = 0;
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->stage->makes == BOOKGEN_MAKES_CONTEXT && !is_over (task))
        words += task->target_words;
    }
  return MIN (words, MOST);
}

typedef struct {
  BookgenEndpoint *of_job[BOOKGEN_N_MODEL_JOBS]; /* NULL: nobody yet */
  const BookgenEstimateBasis *basis;
  gboolean rehearsal;
  guint plan_words;
} Market;

static gint64
price (const BookgenWorkload *self, const Market *market, const BookgenTask *task, gint64 input, gint64 output)
{
  const BookgenTokens tokens = { input, -1, -1, output, -1, -1 }, of_picture = { self->draw_tokens, -1, -1, -1, -1, -1 };
  BookgenEndpoint *endpoint = market->of_job[bookgen_stage_get_job (task->stage)];
  if (endpoint == NULL)
    return market->rehearsal ? 0 : -1;
  if (task->stage->does == BOOKGEN_DOES_DRAW)
    return bookgen_cost_of_picture_micros (market->basis->prices, endpoint, &of_picture);
  if (task->stage->does == BOOKGEN_DOES_SPEAK)
    return bookgen_cost_of_speech_micros (market->basis->prices, endpoint, count_characters (self, task), -1);
  return bookgen_cost_micros (market->basis->prices, endpoint, &tokens);
}

/* Pictures and speech are not counted in tokens. */
static void
add (const BookgenWorkload *self, BookgenBound *bound, const Market *market, const BookgenTask *task, guint *unpriced)
{
  guint requests = bookgen_workload_count_requests (self, task);
  gboolean writes = task->stage->does == BOOKGEN_DOES_WRITE;
  double again = task->stage->makes == BOOKGEN_MAKES_TEXT ? 1 + self->repairs : 1;
  gint64 plan = task->stage->makes != BOOKGEN_MAKES_CONTEXT ? market->plan_words * self->tokens_per_word : 0;
  gint64 output = count_output (self, task);
  gint64 reserved = (task->expected_tokens - task->output_limit - task->material_tokens) * self->input_factor + plan;
  gint64 prompt = reserved * self->prompt_share + task->material_tokens * self->input_factor;
  gint64 input = writes ? (prompt * requests + output * (requests - 1) / 2) * again : 0;
  gint64 cost = price (self, market, task, input, output * again);
  bound->requests += requests;
  bound->input_tokens += input;
  bound->output_tokens += output * again;
  bound->cost_micros = bound->cost_micros < 0 || cost < 0 ? -1 : bound->cost_micros + cost;
  if (cost < 0)
    *unpriced |= 1u << bookgen_stage_get_job (task->stage);
}

void
bookgen_workload_sum (const BookgenWorkload *self, BookgenBound *bound, GPtrArray *tasks,
                      const BookgenEstimateBasis *basis, const BookgenRunSettings *settings, guint *unpriced)
{
  Market market = { .basis = basis, .rehearsal = settings->rehearsal, .plan_words = count_plan_words (tasks) };
  guint texts = 0;
  for (guint job = 0; basis->endpoint != NULL && job < BOOKGEN_N_MODEL_JOBS; job++)
    market.of_job[job] = bookgen_endpoint_dup_for (basis->endpoint, job);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (is_over (task))
        continue;
      add (self, bound, &market, task, unpriced);
      texts += task->stage->makes == BOOKGEN_MAKES_TEXT ? bookgen_workload_count_requests (self, task) : 0;
    }
  bound->requests += ceil (texts * self->repairs);
  for (guint job = 0; job < BOOKGEN_N_MODEL_JOBS; job++)
    g_clear_object (&market.of_job[job]);
}
