/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-media-attempt.h"

#include <glib/gi18n-lib.h>

#include "bookgen-cost.h"
#include "bookgen-narration.h"
#include "bookgen-picture-list.h"
#include "bookgen-sources.h"
#include "bookgen-spoken.h"


typedef struct {
  BookgenJob *job;               /* borrowed */
  BookgenAttemptContext context; /* borrowed pointers */
  BookgenSources *sources;       /* the text that it is made from */
  BookgenPictureList *list;      /* of a picture */
  BookgenPictureItem *item;      /* of that; borrowed */
  GStrv pieces;                  /* of speech */
  char *made_from;               /* digest of what is drawn or spoken */
  guint piece;                   /* of PIECES, the one that is asked for */
  BookgenUsage usage;
  gint64 used_tokens;
} Attempt;

static void
attempt_free (Attempt *self)
{
  g_clear_pointer (&self->sources, bookgen_sources_free);
  g_clear_pointer (&self->list, bookgen_picture_list_free);
  g_strfreev (self->pieces);
  g_free (self->made_from);
  g_free (self);
}

/* The one exit. Takes FAILURE. */
static void
end_attempt (GTask *task, BookgenOutcomeKind kind, BookgenFailure *failure)
{
  Attempt *self = g_task_get_task_data (task);
  BookgenOutcome *outcome = g_new0 (BookgenOutcome, 1);
  outcome->kind = kind;
  outcome->failure = failure;
  outcome->usage = self->usage;
  outcome->used_tokens = self->used_tokens;
  g_task_return_pointer (task, outcome, (GDestroyNotify) bookgen_outcome_free);
  g_object_unref (task);
}

static void
end_with_error (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_attempt (task, BOOKGEN_OUTCOME_CANCELLED, NULL);
  else
    end_attempt (task, BOOKGEN_OUTCOME_STORAGE, bookgen_failure_new (BOOKGEN_FAILURE_NONE, 0, error->message));
}

/* Nothing to make it from: the author has to look. */
static void
end_without_source (GTask *task, const char *message)
{
  end_attempt (task, BOOKGEN_OUTCOME_FAILED, bookgen_failure_new (BOOKGEN_FAILURE_REQUEST, 0, message));
}

static gboolean
draws (const Attempt *self)
{
  return self->context.task->stage->does == BOOKGEN_DOES_DRAW;
}

/* Keeping what came. */

static gboolean
is_last (const Attempt *self)
{
  return draws (self) || self->pieces[self->piece + 1] == NULL;
}

static void
media_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (BookgenMedia) media = bookgen_book_add_media_finish (BOOKGEN_BOOK (source), result, &error);
  if (media != NULL)
    {
      end_attempt (task, is_last (self) ? BOOKGEN_OUTCOME_DONE : BOOKGEN_OUTCOME_TURN, NULL);
      return;
    }
  self->job->record->state = BOOKGEN_TASK_INTERRUPTED;
  end_with_error (task, error);
}

static BookgenMedia *
make_media (const Attempt *self, const BookgenMediaAnswer *answer)
{
  const BookgenTask *task = self->context.task;
  const BookgenPictureItem *item = self->item;
  const BookgenMediaData data = {
    .unit_id = task->unit_id,
    .stage = task->stage->id,
    .list = draws (self) ? task->stage->item_of : NULL,
    .item = item != NULL ? task->item : (int) self->piece + 1,
    .media_type = (char *) answer->media_type,
    .caption = item != NULL ? item->caption : NULL,
    .alt = item != NULL ? item->alt : NULL,
    .anchor = item != NULL ? item->anchor : NULL,
    .made_from = self->made_from,
    .model = (char *) bookgen_endpoint_get_model (self->context.endpoint),
    .made_at_ms = g_get_real_time () / 1000,
    .rehearsal = bookgen_endpoint_is_rehearsal (self->context.endpoint),
    .bytes = answer->bytes,
  };
  return bookgen_media_new (&data);
}

static void
keep (GTask *task, const BookgenMediaAnswer *answer)
{
  Attempt *self = g_task_get_task_data (task);
  BookgenTaskRecord *record = self->job->record;
  g_autoptr (BookgenMedia) media = make_media (self, answer);
  if (is_last (self))
    {
      record->state = BOOKGEN_TASK_DONE;
      record->rehearsal = bookgen_endpoint_is_rehearsal (self->context.endpoint);
      g_clear_pointer (&record->reason, g_free);
      g_clear_pointer (&record->failure, g_free);
    }
  bookgen_book_add_media_async (self->context.book, media, record, NULL, media_kept, task);
}

/* By the picture's own count, or by what was read aloud, MS long. */
static BookgenUsage
count (const Attempt *self, const BookgenTokens *tokens, gint64 ms)
{
  const BookgenAttemptContext *context = &self->context;
  return (BookgenUsage){
    .input_tokens = MAX (tokens->input_tokens, 0),
    .output_tokens = MAX (tokens->output_tokens, 0),
    .requests = 1,
    .estimated = tokens->output_tokens < 0,
    .cost_micros = draws (self) ? bookgen_cost_of_picture_micros (context->prices, context->endpoint, tokens)
                                : bookgen_cost_of_speech_micros (context->prices, context->endpoint,
                                                                 g_utf8_strlen (self->pieces[self->piece], -1), ms),
  };
}

/* A picture or speech that came is paid for, whatever the provider counts. */
static void
count_usage (Attempt *self, const BookgenMediaAnswer *answer)
{
  self->usage = count (self, &answer->tokens, answer->ms);
  self->used_tokens = self->usage.estimated ? -1 : self->usage.input_tokens + self->usage.output_tokens;
  bookgen_usage_add (&self->job->record->usage, &self->usage);
}

/* For the book, in case that nobody comes back to say more. */
static void
count_open (Attempt *self)
{
  self->job->record->open = count (self, &(BookgenTokens){ -1, -1, -1, -1, -1, -1 }, -1);
  bookgen_book_append_partial (self->context.book, self->job->record, "", 0);
}

static void
media_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  g_autoptr (BookgenMediaAnswer) answer = bookgen_client_media_finish (BOOKGEN_CLIENT (source), result, &error);
  ((Attempt *) g_task_get_task_data (task))->job->record->open = (BookgenUsage){ 0 };
  if (answer == NULL)
    end_with_error (task, error);
  else if (answer->failure != NULL)
    end_attempt (task, BOOKGEN_OUTCOME_FAILED, g_steal_pointer (&answer->failure));
  else
    {
      count_usage (g_task_get_task_data (task), answer);
      keep (task, answer);
    }
}

/* Asking for it. */

static void
ask_for_picture (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  const BookgenAttemptContext *context = &self->context;
  self->made_from = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->item->draw, -1);
  count_open (self);
  bookgen_client_draw_async (context->client, context->endpoint, context->key, self->item->draw, self->job->cancellable,
                             media_answered, task);
}

static void
ask_for_speech (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  const BookgenAttemptContext *context = &self->context;
  count_open (self);
  bookgen_client_speak_async (context->client, context->endpoint, context->key, context->voice, self->pieces[self->piece],
                              self->job->cancellable, media_answered, task);
}

/* How many pieces of the same reading are there already, from the first on: a voice or a model is not changed within one. */
static guint
count_kept (Attempt *self, GPtrArray *media)
{
  const char *stage = self->context.task->stage->id;
  guint kept = 0;
  for (guint i = 0; i < media->len; i++)
    {
      const BookgenMediaData *data = bookgen_media_get (media->pdata[i]);
      kept += g_str_equal (data->stage, stage) && g_str_equal (data->made_from, self->made_from)
              && data->item == (int) kept + 1
              && g_strcmp0 (data->model, bookgen_endpoint_get_model (self->context.endpoint)) == 0
              && (!data->rehearsal || bookgen_endpoint_is_rehearsal (self->context.endpoint));
    }
  return kept;
}

static void
record_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (bookgen_book_save_task_finish (BOOKGEN_BOOK (source), result, &error))
    end_attempt (user_data, BOOKGEN_OUTCOME_DONE, NULL);
  else
    end_with_error (user_data, error);
}

static void
pieces_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) media = bookgen_book_load_media_finish (BOOKGEN_BOOK (source), result, &error);
  if (media == NULL)
    {
      end_with_error (task, error);
      return;
    }
  self->piece = count_kept (self, media);
  if (self->pieces[self->piece] != NULL)
    {
      ask_for_speech (task);
      return;
    }
  self->job->record->state = BOOKGEN_TASK_DONE;
  bookgen_book_save_task_async (self->context.book, self->job->record, FALSE, record_done, task);
}

/* What it is made from. */

static void
take_list (GTask *task, const char *text)
{
  Attempt *self = g_task_get_task_data (task);
  self->list = bookgen_picture_list_from_text (text);
  self->item = self->list != NULL ? bookgen_picture_list_find (self->list, self->context.task->item) : NULL;
  if (self->item == NULL || *self->item->draw == '\0')
    end_without_source (task, _("This picture is not planned any more."));
  else
    ask_for_picture (task);
}

static void
take_text (GTask *task, const char *text)
{
  Attempt *self = g_task_get_task_data (task);
  g_autofree char *spoken = bookgen_spoken_from_markdown (text);
  self->pieces = bookgen_spoken_cut (spoken, BOOKGEN_SPOKEN_PIECE_CHARS);
  self->made_from = bookgen_narration_digest (spoken, self->context.voice);
  if (self->pieces[0] == NULL)
    end_without_source (task, _("There is nothing to read aloud."));
  else
    bookgen_book_load_media_async (self->context.book, self->context.task->unit_id, self->job->cancellable, pieces_loaded,
                                   task);
}

static void
source_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  self->sources = bookgen_sources_load_finish (result, &error);
  if (self->sources == NULL)
    {
      end_with_error (task, error);
      return;
    }
  BookgenRevision *revision = g_ptr_array_index (self->sources->texts, 0);
  if (revision == NULL)
    end_without_source (task, _("What it is made from is not there."));
  else if (draws (self))
    take_list (task, bookgen_revision_get (revision)->text);
  else
    take_text (task, bookgen_revision_get (revision)->text);
}

static BookgenRevision *
find_source (const Attempt *self)
{
  const BookgenTask *task = self->context.task;
  if (draws (self))
    return bookgen_book_get_newest (self->context.book, task->unit_id, task->stage->item_of);
  return bookgen_book_get_current (self->context.book, task->unit_id);
}

static void
attempt_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  if (!bookgen_book_save_task_finish (BOOKGEN_BOOK (source), result, &error))
    {
      end_with_error (task, error);
      return;
    }
  BookgenRevision *revision = find_source (self);
  gint64 id = revision != NULL ? bookgen_revision_get (revision)->id : 0;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (ids, id);
  bookgen_sources_load_async (self->context.book, ids, NULL, self->job->cancellable, source_loaded, task);
}

void
bookgen_media_attempt_async (BookgenJob *job, const BookgenAttemptContext *context, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  /* The job's cancellable is not the task's: the outcome must be told also when it is cancelled. */
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, bookgen_media_attempt_async);
  Attempt *self = g_new0 (Attempt, 1);
  self->job = job;
  self->context = *context;
  self->used_tokens = -1;
  g_task_set_task_data (task, self, (GDestroyNotify) attempt_free);
  job->record->state = BOOKGEN_TASK_RUNNING;
  bookgen_book_save_task_async (context->book, job->record, FALSE, attempt_stored, task);
}
