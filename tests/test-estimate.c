/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-estimate.h"

#include "bookgen-task.h"
#include "pipelines.h"

/* A model that answers after one second with a hundred tokens a second, and counts as we do. */
static const BookgenPace known = { 5, 1000, 100, 1, 1 };

static BookgenEstimate
estimate (BookgenPipeline *pipeline, BookgenOutline *outline, const BookgenRunSettings *settings, GHashTable *records,
          const BookgenEstimateBasis *basis)
{
  BookgenEstimate made;
  bookgen_estimate_make (&made, pipeline, outline, settings, records, basis);
  return made;
}

static void
test_side_by_side (void)
{
  static const struct {
    guint chapters, at_once;
    BookgenMode mode;
    guint pause_ms;
    guint rounds; /* chapters one after another */
    guint most;
    BookgenLimit limit;
  } cases[] = {
    { 12, 3, BOOKGEN_MODE_PARALLEL, 0, 4, 3, BOOKGEN_LIMIT_AT_ONCE },
    { 12, 12, BOOKGEN_MODE_PARALLEL, 0, 1, 12, BOOKGEN_LIMIT_CHAPTERS },
    { 12, 5, BOOKGEN_MODE_SEQUENTIAL, 0, 12, 1, BOOKGEN_LIMIT_MODE },
    { 3, 20, BOOKGEN_MODE_PARALLEL, 600000, 1, 1, BOOKGEN_LIMIT_PAUSE },
  };
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenOutline) outline = outline_of_chapters (cases[i].chapters, 1000);
      g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
      settings->context = FALSE;
      settings->at_once = cases[i].at_once;
      settings->mode = cases[i].mode;
      settings->pause_ms = cases[i].pause_ms;
      BookgenEstimateBasis basis = { .pace = known };
      BookgenEstimate made = estimate (pipeline, outline, settings, NULL, &basis);
      double one_ms = (double) made.low.output_tokens / cases[i].chapters / (100 / 0.85) * 1e3 + 850;
      g_assert_cmpuint (made.chapters, ==, cases[i].chapters);
      g_assert_cmpuint (made.requests, ==, cases[i].chapters);
      g_assert_cmpuint (made.at_once, ==, cases[i].most);
      g_assert_cmpint (made.limit, ==, cases[i].limit);
      g_assert_cmpfloat_with_epsilon (made.low.ms, cases[i].rounds * one_ms + (cases[i].chapters - 1) * cases[i].pause_ms,
                                      5 + made.low.ms / 1000);
      g_assert_cmpint (made.high.ms, >, made.low.ms);
    }
}

/* A short plan and short instructions are within what is told, and so are full ones. */
static void
test_prompts (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (12, 1000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  BookgenEstimate made = estimate (pipeline, outline, settings, NULL, &(BookgenEstimateBasis){ .pace = known });
  g_assert_cmpint (made.low.input_tokens, <, made.requests * 1200);
  g_assert_cmpint (made.high.input_tokens, >, made.requests * 3000);
}

static void
test_done_is_not_counted (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 1000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GHashTable) records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  const char *done[] = { "u1", "u2" };
  for (guint i = 0; i < G_N_ELEMENTS (done); i++)
    {
      BookgenTaskRecord *record = bookgen_task_record_new ("draft", done[i], 0);
      record->state = BOOKGEN_TASK_DONE;
      g_hash_table_insert (records, bookgen_task_key ("draft", done[i], 0), record);
    }
  settings->context = FALSE;
  BookgenEstimate made = estimate (pipeline, outline, settings, records, &(BookgenEstimateBasis){ 0 });
  g_assert_cmpuint (made.requests, ==, 1);
  g_assert_cmpuint (made.chapters, ==, 1);
}

/* What has failed before is tried again, so it is counted. */
static void
test_failed_is_counted (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GHashTable) records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  BookgenTaskRecord *record = bookgen_task_record_new ("draft", "u1", 0);
  record->state = BOOKGEN_TASK_FAILED;
  g_hash_table_insert (records, bookgen_task_key ("draft", "u1", 0), record);
  settings->context = FALSE;
  settings->at_once = 1;
  BookgenEstimate one = estimate (pipeline, outline, settings, records, &(BookgenEstimateBasis){ .pace = known });
  BookgenEstimate other = estimate (pipeline, outline, settings, NULL, &(BookgenEstimateBasis){ .pace = known });
  g_assert_cmpuint (one.requests, ==, 2);
  g_assert_cmpint (one.low.ms, ==, other.low.ms);
}

static void
test_money (void)
{
  static const struct { const char *address, *model; gboolean known, free; } cases[] = {
    { "https://api.openai.com/v1", "gpt-4.1", TRUE, FALSE },
    { "https://api.openai.com/v1", "nobody-knows", FALSE, FALSE },
    { "http://127.0.0.1:11434", "llama", TRUE, TRUE },
  };
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (4, 1500);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenEndpoint) endpoint
          = bookgen_endpoint_new ("E", cases[i].address, BOOKGEN_DIALECT_OPENAI, cases[i].model, NULL);
      BookgenEstimate made
          = estimate (pipeline, outline, settings, NULL, &(BookgenEstimateBasis){ .endpoint = endpoint, .prices = prices });
      g_assert_cmpint (made.low.cost_micros == -1, ==, !cases[i].known);
      g_assert_cmpint (made.high.cost_micros == 0, ==, cases[i].free);
      g_assert_true (!cases[i].known || cases[i].free || made.low.cost_micros < made.high.cost_micros);
    }
}

/* Pictures and narration: at least one picture a chapter and one for 600 words at most, and a piece of 3,000 characters a
 * request, besides the text and its list. */
static void
test_media (void)
{
  static const struct {
    guint words;
    gboolean pictures, narration;
    BookgenChecks checks;
    guint low, high; /* requests of four chapters */
  } cases[] = {
    { 1000, FALSE, FALSE, BOOKGEN_CHECKS_OFF, 4, 4 },
    { 1000, FALSE, FALSE, BOOKGEN_CHECKS_REPAIR, 4, 5 },
    { 500, TRUE, FALSE, BOOKGEN_CHECKS_OFF, 12, 12 },
    { 1800, TRUE, FALSE, BOOKGEN_CHECKS_OFF, 12, 20 },
    { 300, FALSE, TRUE, BOOKGEN_CHECKS_OFF, 8, 8 },
    { 1500, FALSE, TRUE, BOOKGEN_CHECKS_OFF, 16, 20 },
    { 500, TRUE, TRUE, BOOKGEN_CHECKS_REPAIR, 16, 21 },
  };
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenOutline) outline = outline_of_chapters (4, cases[i].words);
      g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
      settings->context = FALSE;
      settings->pictures = cases[i].pictures;
      settings->narration = cases[i].narration;
      settings->checks = cases[i].checks;
      BookgenEstimate made = estimate (pipeline, outline, settings, NULL, &(BookgenEstimateBasis){ .pace = known });
      g_test_message ("%u words", cases[i].words);
      g_assert_cmpuint (made.low.requests, ==, cases[i].low);
      g_assert_cmpuint (made.high.requests, ==, cases[i].high);
      g_assert_cmpuint (made.requests, ==, cases[i].low);
      g_assert_cmpuint (made.chapters, ==, 4);
    }
}

/* Once a list is made, its own number counts; what of it is drawn is not drawn again. */
static void
test_known_pictures (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1800);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GHashTable) records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  static const struct { const char *stage, *unit; int item; BookgenTaskState state; guint items; } kept[] = {
    { "draft", "u1", 0, BOOKGEN_TASK_DONE, 0 }, { "draft", "u2", 0, BOOKGEN_TASK_DONE, 0 },
    { "visuals", "u1", 0, BOOKGEN_TASK_DONE, 2 }, { "draw", "u1", 1, BOOKGEN_TASK_DONE, 0 },
    { "visuals", "u2", 0, BOOKGEN_TASK_DONE, 0 }, { "draw", "u2", 1, BOOKGEN_TASK_DONE, 0 },
    { "draw", "u2", 2, BOOKGEN_TASK_FAILED, 0 }, { "draw", "u2", 3, BOOKGEN_TASK_TODO, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      BookgenTaskRecord *record = bookgen_task_record_new (kept[i].stage, kept[i].unit, kept[i].item);
      record->state = kept[i].state;
      for (int number = 1; number <= (int) kept[i].items; number++)
        {
          record->items = record->items != NULL ? record->items : g_array_new (FALSE, FALSE, sizeof (int));
          g_array_append_val (record->items, number);
        }
      g_hash_table_insert (records, bookgen_task_key (kept[i].stage, kept[i].unit, kept[i].item), record);
    }
  settings->context = FALSE;
  settings->pictures = TRUE;
  BookgenEstimate made = estimate (pipeline, outline, settings, records, &(BookgenEstimateBasis){ .pace = known });
  g_assert_cmpuint (made.low.requests, ==, 1 + 2);
  g_assert_cmpuint (made.high.requests, ==, 1 + 2);
}

/* Each job is paid at the price of its own model, and one without a price leaves the sum unknown, and says so. */
static void
test_media_money (void)
{
  static const struct { const char *draws, *speaks; guint unpriced; } cases[] = {
    { "gpt-image-1", "tts-1", 0 },
    { "gpt-image-1", NULL, 1u << BOOKGEN_JOB_SPEECH },
    { "flux", "tts-1", 1u << BOOKGEN_JOB_PICTURES },
    { NULL, NULL, 1u << BOOKGEN_JOB_PICTURES | 1u << BOOKGEN_JOB_SPEECH },
  };
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (4, 600);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenEndpoint) endpoint
          = bookgen_endpoint_new ("E", "https://api.openai.com/v1", BOOKGEN_DIALECT_OPENAI, "gpt-4.1", NULL);
      BookgenEstimateBasis basis = { .endpoint = endpoint, .prices = prices, .pace = known };
      bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_PICTURES, cases[i].draws);
      bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_SPEECH, cases[i].speaks);
      settings->pictures = settings->narration = FALSE;
      BookgenEstimate text = estimate (pipeline, outline, settings, NULL, &basis);
      settings->pictures = settings->narration = TRUE;
      BookgenEstimate made = estimate (pipeline, outline, settings, NULL, &basis);
      g_assert_cmpuint (made.unpriced, ==, cases[i].unpriced);
      g_assert_cmpint (made.high.cost_micros < 0, ==, cases[i].unpriced != 0);
      if (cases[i].unpriced != 0)
        continue;
      /* Four lists, four pictures, and 2,400 words read aloud. */
      gint64 spoken = 2400 * 6 * 15;
      g_assert_cmpint (made.low.cost_micros - text.low.cost_micros, >, 4 * 42000 + spoken * 0.8);
      g_assert_cmpint (made.high.cost_micros - text.high.cost_micros, <, 4 * 42000 + spoken * 1.2 + 4 * 20000);
    }
}

/* Who rehearses knows the server's pace: the guess is near the truth, and not the usual of a machine of one's own. */
static void
test_rehearsal (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (6, 1000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  BookgenEstimateBasis basis = { 0 };
  settings->context = FALSE;
  settings->rehearsal = TRUE;
  settings->at_once = 3;
  bookgen_pace_set_known (&basis.pace, 300, 200);
  BookgenEstimate made = estimate (pipeline, outline, settings, NULL, &basis);
  g_assert_cmpint (made.low.cost_micros, ==, 0);
  g_assert_cmpint (made.low.ms, <, 2 * (300 + 1000 * 1.35 * 5));
  g_assert_cmpint (made.high.ms, >, 2 * (300 + 1000 * 1.35 * 5));
  g_assert_cmpint (made.high.ms, <, 3 * made.low.ms);
}

/* A page of Chinese is not a quarter as many tokens as it has characters. */
static void
test_scripts (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  static const struct { const char *title; double least, most; } cases[] = {
    { "The tide tables and how the old harbour masters used to read them in winter", 1.0, 1.7 },
    { "潮汐表以及老港口的领航员在冬天如何阅读它们并且记录下来", 0.9, 1.5 },
    { "Таблицы приливов и как старые лоцманы гавани читали их зимой при свете маяка", 2.0, 4.5 },
  };
  settings->context = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
      bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, cases[i].title);
      settings->default_words = 1000;
      BookgenEstimate made = estimate (pipeline, outline, settings, NULL, &(BookgenEstimateBasis){ .pace = known });
      g_assert_cmpfloat (made.low.output_tokens, >=, 1000 * 0.9 * cases[i].least);
      g_assert_cmpfloat (made.high.output_tokens, <=, 1000 * 1.15 * cases[i].most);
    }
}

static void
note_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
test_in_a_thread (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (40, 800);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BookgenEstimateBasis basis = { .pace = known };
  BookgenEstimate made, same = estimate (pipeline, outline, settings, NULL, &basis);
  bookgen_estimate_async (pipeline, outline, settings, NULL, &basis, NULL, note_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (bookgen_estimate_finish (result, &made, &error));
  g_assert_no_error (error);
  g_assert_cmpint (made.high.ms, ==, same.high.ms);
  g_assert_cmpint (made.limit, ==, same.limit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/estimate/side-by-side", test_side_by_side);
  g_test_add_func ("/run/estimate/prompts", test_prompts);
  g_test_add_func ("/run/estimate/done-is-not-counted", test_done_is_not_counted);
  g_test_add_func ("/run/estimate/failed-is-counted", test_failed_is_counted);
  g_test_add_func ("/run/estimate/money", test_money);
  g_test_add_func ("/run/estimate/media", test_media);
  g_test_add_func ("/run/estimate/known-pictures", test_known_pictures);
  g_test_add_func ("/run/estimate/media-money", test_media_money);
  g_test_add_func ("/run/estimate/rehearsal", test_rehearsal);
  g_test_add_func ("/run/estimate/scripts", test_scripts);
  g_test_add_func ("/run/estimate/in-a-thread", test_in_a_thread);
  return g_test_run ();
}
