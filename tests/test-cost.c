/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request may cost before it is sent, and whether a cap can be kept: pictures and speech with the texts. */
#include "bookgen-cost.h"

#include "bookgen-engine.h"
#include "bookgen-feasible.h"
#include "bookgen-planner.h"
#include "bookgen-spoken.h"
#include "pipelines.h"

#include <glib/gstdio.h>

#define CLOUD "https://api.openai.com/v1"
#define HERE "http://127.0.0.1:8080/v1"

static BookgenEndpoint *
endpoint_at (const char *address, const char *writes, const char *draws, const char *speaks)
{
  BookgenEndpoint *endpoint = bookgen_endpoint_new ("E", address, BOOKGEN_DIALECT_OPENAI, writes, NULL);
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_PICTURES, draws);
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_SPEECH, speaks);
  return endpoint;
}

static void
test_most (void)
{
  static const struct { const char *address, *model, *stage; gint64 micros; } cases[] = {
    { CLOUD, "gpt-image-1", "draw", 42000 + 5000 },
    { CLOUD, "dall-e-3", "draw", 40000 },
    { CLOUD, "tts-1", "draw", -1 },
    { CLOUD, "tts-1", "narrate", BOOKGEN_SPOKEN_PIECE_CHARS * 15 },
    { CLOUD, "gpt-4o-mini-tts", "narrate", BOOKGEN_SPOKEN_PIECE_CHARS / 960.0 * 15000 * 1.5 },
    { CLOUD, "gpt-4o", "narrate", -1 },
    { HERE, "kokoro", "narrate", 0 },
    { HERE, "flux", "draw", 0 },
  };
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenEndpoint) endpoint = endpoint_at (cases[i].address, cases[i].model, NULL, NULL);
      BookgenTask *task = bookgen_task_new (bookgen_pipeline_find (pipeline, cases[i].stage), "u1", 1);
      g_assert_cmpint (bookgen_cost_most_micros (prices, endpoint, task, 0), ==, cases[i].micros);
      g_assert_cmpint (bookgen_cost_is_known (prices, endpoint, task->stage), ==, cases[i].micros >= 0);
      bookgen_task_free (task);
    }
}

/* What came is paid for by its own count, by the list, or by its length. */
static void
test_of_what_came (void)
{
  const BookgenTokens counted = { 50, -1, -1, 1000, -1, -1 }, uncounted = { -1, -1, -1, -1, -1, -1 };
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  g_autoptr (BookgenEndpoint) draws = endpoint_at (CLOUD, "gpt-image-1", NULL, NULL);
  g_autoptr (BookgenEndpoint) speaks = endpoint_at (CLOUD, "gpt-4o-mini-tts", NULL, NULL);
  g_assert_cmpint (bookgen_cost_of_picture_micros (prices, draws, &counted), ==, 50 * 5 + 1000 * 40);
  g_assert_cmpint (bookgen_cost_of_picture_micros (prices, draws, &uncounted), ==, 42000);
  g_assert_cmpint (bookgen_cost_of_picture_micros (NULL, draws, &uncounted), ==, -1);
  g_assert_cmpint (bookgen_cost_of_speech_micros (prices, speaks, 10, 120000), ==, 30000);
  g_assert_cmpint (bookgen_cost_of_speech_micros (prices, speaks, 960, -1), ==, 15000);
}

/* With a cap, everything that is on must have a price of its own kind. */
static void
test_cap_needs_prices (void)
{
  static const struct { const char *draws, *speaks; gboolean pictures, narration, possible; } cases[] = {
    { NULL, NULL, FALSE, FALSE, TRUE },         { NULL, NULL, TRUE, FALSE, FALSE },      { NULL, NULL, FALSE, TRUE, FALSE },
    { "gpt-image-1", NULL, TRUE, FALSE, TRUE }, { "gpt-image-9", NULL, TRUE, FALSE, FALSE }, { NULL, "tts-1", FALSE, TRUE, TRUE },
    { "gpt-image-1", NULL, TRUE, TRUE, FALSE }, { "gpt-image-1", "tts-1", TRUE, TRUE, TRUE },
  };
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenEndpoint) endpoint = endpoint_at (CLOUD, "gpt-4.1", cases[i].draws, cases[i].speaks);
      g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
      g_autoptr (GError) error = NULL;
      settings->pictures = cases[i].pictures;
      settings->narration = cases[i].narration;
      g_assert_true (bookgen_feasible (pipeline, settings, endpoint, NULL));
      settings->budget_micros = 1000000;
      g_assert_cmpint (bookgen_feasible (pipeline, settings, endpoint, &error), ==, cases[i].possible);
      g_assert_true (cases[i].possible || g_error_matches (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_NO_PRICE));
    }
}

/* A book with pictures and speech under caps of every size, each request at its dearest: what was spent and what is in flight
 * stay below the cap together, and all of it is done where the cap is wide enough. */

typedef struct {
  BookgenEngine *engine;
  GQueue *running; /* task indices, oldest first */
  gint64 cap, spent, in_flight;
  guint spoken, drawn;
} World;

static BookgenTask *
task_at (World *world, guint index)
{
  return g_ptr_array_index (bookgen_engine_get_tasks (world->engine), index);
}

static void
tell (World *world, BookgenEvent event)
{
  const GArray *actions = bookgen_engine_step (world->engine, &event, 1);
  for (guint i = 0; i < actions->len; i++)
    {
      const BookgenAction *action = &g_array_index (actions, BookgenAction, i);
      if (action->kind != BOOKGEN_ACTION_START)
        continue;
      world->in_flight += task_at (world, action->task)->cost_most_micros;
      g_assert_cmpint (world->spent + world->in_flight, <=, world->cap);
      g_queue_push_tail (world->running, GUINT_TO_POINTER (action->task));
    }
}

/* Speech comes in three pieces, each a request of its own. */
static void
end_one (World *world)
{
  guint index = GPOINTER_TO_UINT (g_queue_pop_head (world->running));
  BookgenTask *task = task_at (world, index);
  gboolean more = task->stage->does == BOOKGEN_DOES_SPEAK && task->turns < 2;
  world->in_flight -= task->cost_most_micros;
  world->spent += task->cost_most_micros;
  world->drawn += task->stage->does == BOOKGEN_DOES_DRAW;
  world->spoken += task->stage->does == BOOKGEN_DOES_SPEAK;
  tell (world, (BookgenEvent){ .kind = more ? BOOKGEN_EVENT_TURN : BOOKGEN_EVENT_DONE, .task = index, .used_tokens = -1,
                               .cost_micros = task->cost_most_micros });
}

static GHashTable *
make_lists (guint chapters, guint pictures)
{
  GHashTable *records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  for (guint i = 1; i <= chapters; i++)
    {
      g_autofree char *unit = g_strdup_printf ("u%u", i);
      BookgenTaskRecord *record = bookgen_task_record_new ("visuals", unit, 0);
      record->items = g_array_new (FALSE, FALSE, sizeof (int));
      for (int number = 1; number <= (int) pictures; number++)
        g_array_append_val (record->items, number);
      g_hash_table_insert (records, bookgen_task_key ("visuals", unit, 0), record);
    }
  return records;
}

static void
price_all (GPtrArray *tasks, BookgenPrices *prices)
{
  g_autoptr (BookgenEndpoint) endpoint = endpoint_at (CLOUD, "gpt-4.1", "gpt-image-1", "tts-1");
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenTask *task = tasks->pdata[i];
      g_autoptr (BookgenEndpoint) of_job = bookgen_endpoint_dup_for (endpoint, bookgen_stage_get_job (task->stage));
      task->cost_most_micros = bookgen_cost_most_micros (prices, of_job, task, 0);
      g_assert_cmpint (task->cost_most_micros, >, 0);
    }
}

static void
write_under (gint64 cap, World *world)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (5, 1000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  g_autoptr (GHashTable) records = make_lists (5, 2);
  BookgenGovernor *governor = bookgen_governor_new (4);
  settings->pictures = settings->narration = TRUE;
  GPtrArray *tasks = bookgen_planner_plan (pipeline, outline, settings, records);
  price_all (tasks, prices);
  *world = (World){ .engine = bookgen_engine_new (tasks, governor, FALSE, 0), .running = g_queue_new (), .cap = cap };
  tell (world, (BookgenEvent){ .kind = BOOKGEN_EVENT_BUDGET, .task = BOOKGEN_NO_TASK, .cap_micros = cap });
  tell (world, (BookgenEvent){ .kind = BOOKGEN_EVENT_GO, .task = BOOKGEN_NO_TASK });
  while (!g_queue_is_empty (world->running))
    end_one (world);
  const BookgenFailure *halt = bookgen_engine_get_halt (world->engine);
  g_assert_true (halt == NULL || halt->kind == BOOKGEN_FAILURE_BUDGET);
  g_assert_cmpint (halt == NULL, ==, world->drawn == 10 && world->spoken == 15);
  g_queue_free (world->running);
  bookgen_engine_free (world->engine);
  bookgen_governor_free (governor);
}

static void
test_cap (void)
{
  World world;
  write_under (G_MAXINT32, &world);
  gint64 whole = world.spent;
  g_assert_cmpuint (world.drawn, ==, 10);
  for (gint64 cap = 0; cap < whole; cap += whole / 60)
    {
      write_under (cap, &world);
      g_assert_cmpint (world.spent, <=, cap);
      g_assert_cmpuint (world.drawn + world.spoken, <, 25);
    }
  write_under (whole, &world);
  g_assert_cmpuint (world.spoken, ==, 15);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("bookgen-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/cost/most", test_most);
  g_test_add_func ("/run/cost/of-what-came", test_of_what_came);
  g_test_add_func ("/run/cost/cap-needs-prices", test_cap_needs_prices);
  g_test_add_func ("/run/cost/cap", test_cap);
  int status = g_test_run ();
  g_rmdir (folder);
  return status;
}
