/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-forecast.h"

#include "bookgen-material-part.h"
#include "bookgen-rehearsal.h"
#include "bookgen-task.h"

#define ASK_AFTER_MS 120
#define N_MODES (BOOKGEN_MODE_HYBRID + 1)

struct _BookgenForecast
{
  GObject parent_instance;
  BookgenDesk *desk;             /* owned */
  BookgenPrices *prices;         /* nullable */
  BookgenRunSettings *settings;  /* nullable: of the last question */
  BookgenEndpoint *endpoint;     /* nullable */
  BookgenEstimate estimates[N_MODES];
  gboolean known[N_MODES];
  GCancellable *cancellable;     /* of the questions that are being worked out */
  guint ask_source;
};

typedef struct {
  BookgenForecast *forecast; /* owned */
  BookgenMode mode;
} Question;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenForecast, bookgen_forecast, G_TYPE_OBJECT)

static void
on_estimate (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (BookgenForecast) self = question->forecast;

  if (!bookgen_estimate_finish (result, &self->estimates[question->mode], NULL))
    return;
  self->known[question->mode] = TRUE;
  g_signal_emit (self, changed_signal, 0);
}

static void
ask_mode (BookgenForecast *self, BookgenMode mode, BookgenPipeline *pipeline, GHashTable *records)
{
  const BookgenRehearsalOptions rehearsal = BOOKGEN_REHEARSAL_DEFAULTS;
  BookgenEstimateBasis basis = { .endpoint = self->endpoint, .prices = self->prices };
  gint64 context = self->endpoint ? bookgen_client_get_context_tokens (bookgen_desk_get_client (self->desk), self->endpoint) : 0;
  g_autoptr (GHashTable) material
      = bookgen_material_part_count_tokens (bookgen_desk_get_book (self->desk), bookgen_material_part_get_limit (self->endpoint, context));
  Question *question = g_new (Question, 1);

  basis.material = material;
  *question = (Question){ g_object_ref (self), mode };
  self->settings->mode = mode;
  if (self->endpoint)
    bookgen_client_get_pace (bookgen_desk_get_client (self->desk), self->endpoint, &basis.pace);
  else if (self->settings->rehearsal)
    bookgen_pace_set_known (&basis.pace, rehearsal.first_token_ms, rehearsal.tokens_per_second);
  bookgen_estimate_async (pipeline, bookgen_desk_get_outline (self->desk), self->settings, records, &basis, self->cancellable,
                          on_estimate, question);
}

static GHashTable *
index_records (GPtrArray *records)
{
  GHashTable *by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      BookgenTaskRecord *record = g_ptr_array_index (records, i);
      g_hash_table_replace (by_key, bookgen_task_key (record->stage, record->unit_id, record->item), record);
    }
  return by_key;
}

static gboolean
on_ask (gpointer user_data)
{
  BookgenForecast *self = user_data;
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (self->settings->pipeline, NULL);
  g_autoptr (GPtrArray) records = bookgen_book_dup_tasks (bookgen_desk_get_book (self->desk));
  g_autoptr (GHashTable) by_key = index_records (records);

  self->ask_source = 0;
  for (guint mode = 0; pipeline && mode < N_MODES; mode++)
    ask_mode (self, mode, pipeline, by_key);
  return G_SOURCE_REMOVE;
}

void
bookgen_forecast_ask (BookgenForecast *self, const BookgenRunSettings *settings, BookgenEndpoint *endpoint)
{
  g_return_if_fail (BOOKGEN_IS_FORECAST (self));
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  self->settings = bookgen_run_settings_copy (settings);
  g_set_object (&self->endpoint, endpoint);
  if (self->ask_source == 0)
    self->ask_source = g_timeout_add (ASK_AFTER_MS, on_ask, self);
}

void
bookgen_forecast_set_price (BookgenForecast *self, const char *model, gint64 input_micros, gint64 output_micros)
{
  g_return_if_fail (BOOKGEN_IS_FORECAST (self));
  g_clear_pointer (&self->prices, bookgen_prices_free);
  self->prices = bookgen_prices_load (NULL);
  if (self->prices && input_micros >= 0 && output_micros >= 0)
    bookgen_prices_set_text (self->prices, model, input_micros / 1e6, output_micros / 1e6);
}

const BookgenEstimate *
bookgen_forecast_get (BookgenForecast *self, BookgenMode mode)
{
  g_return_val_if_fail (BOOKGEN_IS_FORECAST (self), NULL);
  return self->known[mode] ? &self->estimates[mode] : NULL;
}

static void
bookgen_forecast_dispose (GObject *object)
{
  BookgenForecast *self = BOOKGEN_FORECAST (object);

  g_clear_handle_id (&self->ask_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  g_clear_pointer (&self->prices, bookgen_prices_free);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bookgen_forecast_parent_class)->dispose (object);
}

static void
bookgen_forecast_finalize (GObject *object)
{
  g_object_unref (BOOKGEN_FORECAST (object)->cancellable);
  G_OBJECT_CLASS (bookgen_forecast_parent_class)->finalize (object);
}

static void
bookgen_forecast_class_init (BookgenForecastClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bookgen_forecast_dispose;
  G_OBJECT_CLASS (klass)->finalize = bookgen_forecast_finalize;
  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_FORECAST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_forecast_init (BookgenForecast *self)
{
  self->prices = bookgen_prices_load (NULL);
  self->cancellable = g_cancellable_new ();
}

BookgenForecast *
bookgen_forecast_new (BookgenDesk *desk)
{
  BookgenForecast *self = g_object_new (BOOKGEN_TYPE_FORECAST, NULL);

  self->desk = g_object_ref (desk);
  return self;
}
