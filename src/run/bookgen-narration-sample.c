/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-narration-sample.h"

#include <glib/gi18n-lib.h>

#include "bookgen-budget.h"
#include "bookgen-cost.h"
#include "bookgen-keyring.h"
#include "bookgen-narration.h"
#include "bookgen-reason.h"
#include "bookgen-sources.h"
#include "bookgen-speech-length.h"
#include "bookgen-spoken.h"

/* Of the book itself, which has no other pieces of speech. */
#define BOOK ""
#define ITEM 1

typedef struct {
  BookgenBook *book;          /* owned, as the next two */
  BookgenClient *client;
  BookgenEndpoint *endpoint;  /* with the model that speaks */
  char *key;
  BookgenRunSettings *settings;
  BookgenPrices *prices;      /* NULL where the list cannot be read */
  char *stage;
  char *made_from;
  BookgenNarrationSample *sample;
  BookgenUsage usage;
} Errand;

void
bookgen_narration_sample_free (BookgenNarrationSample *self)
{
  g_free (self->text);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->media_type);
  g_free (self);
}

static void
errand_free (Errand *self)
{
  g_object_unref (self->book);
  g_object_unref (self->client);
  g_clear_object (&self->endpoint);
  g_clear_pointer (&self->key, bookgen_keyring_free_key);
  bookgen_run_settings_free (self->settings);
  g_clear_pointer (&self->prices, bookgen_prices_free);
  g_free (self->stage);
  g_free (self->made_from);
  g_clear_pointer (&self->sample, bookgen_narration_sample_free);
  g_free (self);
}

const char *
bookgen_narration_sample_get_suffix (const char *media_type)
{
  static const char *const suffixes[][2]
      = { { "audio/wav", "wav" }, { "audio/ogg", "ogg" }, { "audio/flac", "flac" }, { "audio/mp4", "m4a" } };
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_equal (media_type, suffixes[i][0]))
      return suffixes[i][1];
  return "mp3";
}

char *
bookgen_narration_sample_dup_text (const char *markdown)
{
  g_autofree char *spoken = bookgen_spoken_from_markdown (markdown);
  g_auto (GStrv) pieces = bookgen_spoken_cut (spoken, BOOKGEN_NARRATION_SAMPLE_CHARS);
  return g_strdup (pieces[0]);
}

gint64
bookgen_narration_sample_guess_micros (BookgenPrices *prices, BookgenEndpoint *endpoint)
{
  g_autoptr (BookgenEndpoint) speaks = bookgen_endpoint_dup_for (endpoint, BOOKGEN_JOB_SPEECH);
  return bookgen_cost_of_speech_micros (prices, speaks, BOOKGEN_NARRATION_SAMPLE_CHARS, -1);
}

/* The one exit but for errors. */
static void
give (GTask *task)
{
  Errand *self = g_task_get_task_data (task);
  BookgenNarrationSample *sample = g_steal_pointer (&self->sample);
  gsize length;
  const guint8 *data = g_bytes_get_data (sample->bytes, &length);
  sample->ms = bookgen_speech_length_ms (data, length);
  g_task_return_pointer (task, sample, (GDestroyNotify) bookgen_narration_sample_free);
  g_object_unref (task);
}

/* Takes ERROR. */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Buying it. */

static void
sample_stored (GObject *source, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  g_autoptr (BookgenMedia) media = bookgen_book_add_media_finish (BOOKGEN_BOOK (source), result, &error);
  if (media != NULL)
    give (task);
  else
    fail (task, error);
}

/* With what earlier samples used, which the same record counts. */
static BookgenTaskRecord *
make_record (const Errand *self)
{
  g_autoptr (GPtrArray) records = bookgen_book_dup_tasks (self->book);
  BookgenTaskRecord *record = NULL;
  for (guint i = 0; record == NULL && i < records->len; i++)
    {
      const BookgenTaskRecord *other = records->pdata[i];
      if (*other->unit_id == '\0' && g_str_equal (other->stage, self->stage) && other->item == ITEM)
        record = bookgen_task_record_copy (other);
    }
  if (record == NULL)
    record = bookgen_task_record_new (self->stage, BOOK, ITEM);
  record->state = BOOKGEN_TASK_DONE;
  record->attempts++;
  g_free (record->model);
  record->model = g_strdup (bookgen_endpoint_get_model (self->endpoint));
  bookgen_usage_add (&record->usage, &self->usage);
  return record;
}

static void
store (GTask *task)
{
  Errand *self = g_task_get_task_data (task);
  g_autoptr (BookgenTaskRecord) record = make_record (self);
  const BookgenMediaData data = {
    .unit_id = (char *) BOOK,
    .stage = self->stage,
    .item = ITEM,
    .media_type = self->sample->media_type,
    .made_from = self->made_from,
    .model = (char *) bookgen_endpoint_get_model (self->endpoint),
    .made_at_ms = g_get_real_time () / 1000,
    .rehearsal = bookgen_endpoint_is_rehearsal (self->endpoint),
    .bytes = self->sample->bytes,
  };
  g_autoptr (BookgenMedia) media = bookgen_media_new (&data);
  bookgen_book_add_media_async (self->book, media, record, NULL, sample_stored, task);
}

static void
sample_spoken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GTask *task = user_data;
  Errand *self = g_task_get_task_data (task);
  g_autoptr (BookgenMediaAnswer) answer = bookgen_client_media_finish (BOOKGEN_CLIENT (source), result, &error);
  g_autofree char *reason = answer != NULL && answer->failure != NULL ? bookgen_reason_of_failure (answer->failure) : NULL;
  if (answer == NULL)
    fail (task, error);
  else if (answer->failure != NULL)
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, reason));
  else
    {
      gint64 characters = g_utf8_strlen (self->sample->text, -1);
      self->sample->bytes = g_bytes_ref (answer->bytes);
      self->sample->media_type = g_strdup (answer->media_type);
      self->sample->cost_micros = bookgen_cost_of_speech_micros (self->prices, self->endpoint, characters, answer->ms);
      self->usage = (BookgenUsage){ .requests = 1, .estimated = TRUE, .cost_micros = self->sample->cost_micros };
      store (task);
    }
}

static gboolean
may_buy (const Errand *self, GError **error)
{
  BookgenUsage usage;
  bookgen_book_get_usage (self->book, &usage);
  BookgenBudget budget = { .cap_micros = self->settings->budget_micros, .spent_micros = MAX (usage.cost_micros, 0) };
  gint64 most = bookgen_cost_of_speech_micros (self->prices, self->endpoint, g_utf8_strlen (self->sample->text, -1), -1);
  if (bookgen_budget_allows (&budget, most))
    return TRUE;
  if (most < 0)
    g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_NO_PRICE,
                 _("What speech of “%s” costs is unknown, so no budget can be kept: put it into prices.json in the "
                   "configuration folder, or leave the budget out."),
                 bookgen_endpoint_get_model (self->endpoint));
  else
    g_set_error_literal (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_NO_PRICE,
                         _("The budget does not allow a sample: what the book has cost already is too near to it. Raise it."));
  return FALSE;
}

static void
buy (GTask *task)
{
  Errand *self = g_task_get_task_data (task);
  GError *error = NULL;
  if (!may_buy (self, &error))
    fail (task, error);
  else
    bookgen_client_speak_async (self->client, self->endpoint, self->key, bookgen_narration_get_voice (self->settings),
                                self->sample->text, g_task_get_cancellable (task), sample_spoken, task);
}

/* Looking for one from before. */

static void
kept_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GTask *task = user_data;
  Errand *self = g_task_get_task_data (task);
  self->sample->bytes = bookgen_book_load_media_bytes_finish (BOOKGEN_BOOK (source), result, &error);
  if (self->sample->bytes != NULL)
    give (task);
  else
    fail (task, error);
}

static gboolean
is_same (const Errand *self, const BookgenMediaData *data)
{
  return g_str_equal (data->stage, self->stage) && g_str_equal (data->made_from, self->made_from)
         && g_strcmp0 (data->model, bookgen_endpoint_get_model (self->endpoint)) == 0
         && data->rehearsal == bookgen_endpoint_is_rehearsal (self->endpoint);
}

static void
earlier_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GTask *task = user_data;
  Errand *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) media = bookgen_book_load_media_finish (BOOKGEN_BOOK (source), result, &error);
  if (media == NULL)
    {
      fail (task, error);
      return;
    }
  for (guint i = 0; i < media->len; i++)
    {
      const BookgenMediaData *data = bookgen_media_get (media->pdata[i]);
      if (!is_same (self, data))
        continue;
      self->sample->kept = TRUE;
      self->sample->media_type = g_strdup (data->media_type);
      bookgen_book_load_media_bytes_async (self->book, data->id, g_task_get_cancellable (task), kept_loaded, task);
      return;
    }
  buy (task);
}

/* What is read. */

static void
take_text (GTask *task, const char *markdown)
{
  Errand *self = g_task_get_task_data (task);
  self->sample->text = bookgen_narration_sample_dup_text (markdown);
  if (self->sample->text == NULL)
    {
      fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is nothing to read aloud.")));
      return;
    }
  self->made_from = bookgen_narration_digest (self->sample->text, bookgen_narration_get_voice (self->settings));
  bookgen_book_load_media_async (self->book, BOOK, g_task_get_cancellable (task), earlier_loaded, task);
}

static void
text_loaded (GObject *source, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  if (revision != NULL)
    take_text (task, bookgen_revision_get (revision)->text);
  else
    fail (task, error);
}

static gboolean
is_selected (const BookgenRunSettings *settings, const char *unit_id)
{
  return settings->units == NULL || g_strv_contains ((const char *const *) settings->units, unit_id);
}

/* The first of the selection that has a text, else the first of all that has one; UNTOLD is the first without. */
static BookgenRevision *
find_text (const Errand *self, BookgenUnit **untold)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (self->book), TRUE);
  BookgenRevision *any = NULL;
  for (guint i = 0; i < units->len; i++)
    {
      const char *id = bookgen_unit_get_id (units->pdata[i]);
      BookgenRevision *current = bookgen_book_get_current (self->book, id);
      if (current != NULL && is_selected (self->settings, id))
        return current;
      any = any != NULL ? any : current;
      if (*untold == NULL && is_selected (self->settings, id))
        *untold = units->pdata[i];
    }
  return any;
}

static void
find_what_to_read (GTask *task)
{
  Errand *self = g_task_get_task_data (task);
  BookgenUnit *untold = NULL;
  BookgenRevision *revision = find_text (self, &untold);
  if (revision != NULL)
    {
      bookgen_book_load_revision_async (self->book, bookgen_revision_get (revision)->id, g_task_get_cancellable (task),
                                        text_loaded, task);
      return;
    }
  g_autofree char *outlined = untold != NULL ? g_strdup_printf ("# %s\n\n%s", bookgen_unit_get_title (untold),
                                                                bookgen_unit_get_brief (untold))
                                             : g_strdup ("");
  take_text (task, outlined);
}

void
bookgen_narration_sample_async (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                                const BookgenRunSettings *settings, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (settings->pipeline, &error);
  const BookgenStage *stage = pipeline != NULL ? bookgen_narration_find_stage (pipeline) : NULL;
  Errand *self = g_new0 (Errand, 1);
  g_task_set_source_tag (task, bookgen_narration_sample_async);
  g_task_set_task_data (task, self, (GDestroyNotify) errand_free);
  *self = (Errand){ .book = g_object_ref (book), .client = g_object_ref (client), .key = g_strdup (key),
                    .endpoint = bookgen_endpoint_dup_for (endpoint, BOOKGEN_JOB_SPEECH),
                    .settings = bookgen_run_settings_copy (settings), .prices = bookgen_prices_load (NULL),
                    .sample = g_new0 (BookgenNarrationSample, 1) };
  if (error == NULL && stage == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("A book of this kind is not read aloud."));
  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  self->stage = g_strdup (stage->id);
  find_what_to_read (task);
}

BookgenNarrationSample *
bookgen_narration_sample_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
