/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-attempt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-product.h"
#include "bookgen-ask.h"
#include "bookgen-ending.h"
#include "bookgen-loose-json.h"
#include "bookgen-partial.h"
#include "bookgen-style.h"

/* Of the words asked for. */
#define LONG_ENOUGH 0.9

typedef struct {
  BookgenJob *job;               /* borrowed */
  BookgenAttemptContext context; /* borrowed pointers, but for shared and plan */
  BookgenSources *sources;       /* what was read of the book */
  BookgenAsk *ask;               /* what was asked */
  BookgenUsage usage;
  char *note;                    /* what a repair could mend of what was stored */
  char *refusal;                 /* what was said instead of a text; NULL for none */
  gboolean unsure;               /* nobody said that the text is whole; it ends as one that is */
} Attempt;

static void
attempt_free (Attempt *self)
{
  g_ref_string_release (self->context.shared);
  g_clear_pointer (&self->context.plan, bookgen_plan_unref);
  g_clear_pointer (&self->ask, bookgen_ask_free);
  g_clear_pointer (&self->sources, bookgen_sources_free);
  g_free (self->note);
  g_free (self->refusal);
  g_free (self);
}

void
bookgen_outcome_free (BookgenOutcome *self)
{
  g_free (self->note);
  g_clear_pointer (&self->failure, bookgen_failure_free);
  g_clear_object (&self->revision);
  g_free (self);
}

static gsize
count_kept (const BookgenJob *job)
{
  return job->record->partial != NULL ? g_utf8_strlen (job->record->partial, -1) : 0;
}

/* The one exit. Takes FAILURE and REVISION. */
static void
end_attempt (GTask *task, BookgenOutcomeKind kind, BookgenFailure *failure, BookgenRevision *revision)
{
  Attempt *self = g_task_get_task_data (task);
  const BookgenTokens *tokens = bookgen_reply_get_tokens (self->job->reply);
  BookgenOutcome *outcome = g_new0 (BookgenOutcome, 1);
  outcome->kind = kind;
  outcome->failure = failure;
  outcome->revision = revision;
  outcome->note = g_strdup (self->note);
  outcome->usage = self->usage;
  outcome->used_tokens = tokens->output_tokens >= 0 ? MAX (tokens->input_tokens, 0) + tokens->output_tokens : -1;
  outcome->kept_chars = count_kept (self->job);
  g_task_return_pointer (task, outcome, (GDestroyNotify) bookgen_outcome_free);
  g_object_unref (task);
}

static void
end_with_storage (GTask *task, const GError *error)
{
  end_attempt (task, BOOKGEN_OUTCOME_STORAGE, bookgen_failure_new (BOOKGEN_FAILURE_NONE, 0, error->message), NULL);
}

/* What was turned away before its answer began was not paid for. */
static void
count_usage (Attempt *self)
{
  BookgenTaskRecord *record = self->job->record;
  record->open = (BookgenUsage){ 0 };
  if (bookgen_reply_get_tokens (self->job->reply)->output_tokens < 0 && !bookgen_reply_get_began (self->job->reply))
    return;
  self->usage = bookgen_job_count (self->job, self->context.prices, self->context.endpoint);
  bookgen_usage_add (&record->usage, &self->usage);
}

static void
attempt_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  BookgenRevision *revision = bookgen_book_finish_task_finish (BOOKGEN_BOOK (source), result, &error);
  if (revision == NULL)
    {
      self->job->record->state = BOOKGEN_TASK_INTERRUPTED;
      end_with_storage (task, error);
      return;
    }
  g_clear_pointer (&self->job->record->partial, g_free);
  self->job->record->revision_id = bookgen_revision_get (revision)->id;
  end_attempt (task, self->note != NULL ? BOOKGEN_OUTCOME_REPAIR : BOOKGEN_OUTCOME_DONE, NULL, revision);
}

static BookgenRevision *
make_revision (Attempt *self, const BookgenProduct *product)
{
  const BookgenTask *task = self->context.task;
  const char *said = bookgen_reply_get_model (self->job->reply);
  const char *model = said != NULL ? said : bookgen_endpoint_get_model (self->context.endpoint);
  g_autofree char *findings = bookgen_findings_to_json (product->findings);
  g_autofree char *made_from = bookgen_ask_make_made_from (self->ask, &self->context, product, model);
  BookgenRevisionData data = {
    .unit_id = task->unit_id,
    .stage = task->stage->id,
    .item = task->item,
    .origin = BOOKGEN_ORIGIN_MODEL,
    .text = product->text,
    .raw = product->raw,
    .model = (char *) model,
    .made_from = made_from,
    .findings = findings,
    .removed = product->removed,
    .words = bookgen_revision_count_words (product->text),
    .made_at_ms = g_get_real_time () / 1000,
    .rehearsal = bookgen_endpoint_is_rehearsal (self->context.endpoint),
  };
  return bookgen_revision_new (&data);
}

/* A refusal is no text. It may be one all the same, that we took for it: it is kept as a version, and counts where the author
 * says so. */

static void
attempt_refused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  if (!bookgen_book_save_task_finish (BOOKGEN_BOOK (source), result, &error))
    end_with_storage (task, error);
  else if (self->note != NULL)
    end_attempt (task, BOOKGEN_OUTCOME_REPAIR, NULL, NULL);
  else
    end_attempt (task, BOOKGEN_OUTCOME_FAILED, bookgen_failure_new (BOOKGEN_FAILURE_POLICY, 200, self->refusal), NULL);
}

static void
attempt_refusal_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  BookgenTaskRecord *record = self->job->record;
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, &error);
  record->state = BOOKGEN_TASK_INTERRUPTED;
  if (stored == NULL)
    {
      end_with_storage (task, error);
      return;
    }
  g_clear_pointer (&record->partial, g_free);
  bookgen_book_save_task_async (self->context.book, record, TRUE, attempt_refused, task);
}

/* What is stored of a repair that mended nothing: the text before it goes on to count. */
static void
attempt_better_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  BookgenTaskRecord *record = self->job->record;
  if (!bookgen_book_save_task_finish (BOOKGEN_BOOK (source), result, &error))
    {
      record->state = BOOKGEN_TASK_INTERRUPTED;
      end_with_storage (task, error);
      return;
    }
  g_clear_pointer (&record->partial, g_free);
  end_attempt (task, BOOKGEN_OUTCOME_DONE, NULL,
               g_object_ref (bookgen_book_get_revision (self->context.book, record->revision_id)));
}

static void
attempt_worse_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, &error);
  if (stored != NULL)
    {
      bookgen_book_save_task_async (self->context.book, self->job->record, TRUE, attempt_better_kept, task);
      return;
    }
  self->job->record->state = BOOKGEN_TASK_INTERRUPTED;
  end_with_storage (task, error);
}

/* Of the text that was to be mended and PRODUCT, the one with fewer and lesser findings counts; of two as good the
 * new one. */
static gboolean
is_worse (Attempt *self, const BookgenProduct *product)
{
  const BookgenTask *task = self->context.task;
  BookgenRevision *before = self->job->note != NULL && task->stage->makes == BOOKGEN_MAKES_TEXT
                                ? bookgen_book_get_revision (self->context.book, self->job->record->revision_id)
                                : NULL;
  if (before == NULL || !g_str_equal (bookgen_revision_get (before)->stage, task->stage->id))
    return FALSE;
  g_autoptr (GPtrArray) findings = bookgen_findings_from_json (bookgen_revision_get (before)->findings);
  return bookgen_findings_weigh (findings) < bookgen_findings_weigh (product->findings);
}

/* A passage that the author chose before there was a plan is its voice, whatever the model says. */
static void
set_voice (Attempt *self, BookgenProduct *product)
{
  BookgenPlan **making = self->context.making;
  if (self->context.task->stage->makes != BOOKGEN_MAKES_CONTEXT || *making == NULL)
    return;
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (self->context.book, "style"));
  if (*style->sample == '\0')
    return;
  g_autoptr (BookgenPlan) before = g_steal_pointer (making);
  *making = bookgen_plan_use_as_voice (before, style->sample);
  g_free (product->text);
  product->text = bookgen_plan_to_json (*making);
}

/* What cannot be seen in the text itself. */
static void
add_remarks (Attempt *self, BookgenProduct *product)
{
  const BookgenTask *task = self->context.task;
  if (task->stage->makes != BOOKGEN_MAKES_TEXT)
    return;
  if (self->unsure)
    bookgen_product_add_remark (product, _("The provider did not say whether the answer is complete; please look at its end"));
  if (self->context.plan != NULL && bookgen_plan_lacks (self->context.plan, task->unit_id))
    bookgen_product_add_remark (product, _("The plan says nothing about this chapter; it was written from its brief alone"));
}

static void
attempt_product_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  BookgenJob *job = self->job;
  g_autoptr (BookgenProduct) product = bookgen_product_make_finish (result);
  if (*product->text == '\0')
    {
      end_attempt (task, BOOKGEN_OUTCOME_FAILED,
                   bookgen_failure_new (BOOKGEN_FAILURE_GARBAGE, 200, _("The answer was empty.")), NULL);
      return;
    }
  if (product->lacks_end && job->note == NULL)
    {
      bookgen_job_take_up (job, self->context.book);
      end_attempt (task, BOOKGEN_OUTCOME_TURN, NULL, NULL);
      return;
    }
  set_voice (self, product);
  add_remarks (self, product);
  g_autoptr (BookgenRevision) revision = make_revision (self, product);
  self->note = job->note == NULL ? g_strdup (product->note) : NULL;
  self->refusal = g_strdup (product->refusal);
  if (self->refusal != NULL)
    {
      bookgen_book_add_revision_async (self->context.book, revision, FALSE, NULL, attempt_refusal_stored, task);
      return;
    }
  job->record->state = BOOKGEN_TASK_DONE;
  job->record->rehearsal = bookgen_endpoint_is_rehearsal (self->context.endpoint);
  g_clear_pointer (&job->record->reason, g_free);
  g_clear_pointer (&job->record->failure, g_free);
  if (is_worse (self, product))
    {
      bookgen_book_add_revision_async (self->context.book, revision, FALSE, NULL, attempt_worse_stored, task);
      return;
    }
  gboolean text = self->context.task->stage->makes == BOOKGEN_MAKES_TEXT;
  gboolean current = text && bookgen_book_may_replace (self->context.book, self->context.task->unit_id);
  bookgen_book_finish_task_async (self->context.book, job->record, revision, current, attempt_kept, task);
}

/* BEFORE (nullable): the list that a new one comes after. */
static void
make_product (GTask *task, const char *before)
{
  Attempt *self = g_task_get_task_data (task);
  const char *partial = self->job->record->partial;
  bookgen_product_make_async (self->context.task, self->context.checks, partial != NULL ? partial : "",
                              bookgen_book_get_outline (self->context.book), self->context.making, before,
                              attempt_product_made, task);
}

static void
attempt_list_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRevision) list = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  if (list != NULL)
    make_product (user_data, bookgen_revision_get (list)->text);
  else
    end_with_storage (user_data, error);
}

/* A complete answer becomes a text of the book; a list comes after what the author may have made of the last one meanwhile. */
static void
keep (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  const BookgenTask *of = self->context.task;
  BookgenRevision *list = of->stage->makes == BOOKGEN_MAKES_LIST
                              ? bookgen_book_get_newest (self->context.book, of->unit_id, of->stage->id) : NULL;
  if (list != NULL)
    bookgen_book_load_revision_async (self->context.book, bookgen_revision_get (list)->id, NULL, attempt_list_loaded, task);
  else
    make_product (task, NULL);
}

/* What the protocol calls complete is not always a chapter. NULL when it is. */
static BookgenFailure *
find_fault (BookgenReply *reply)
{
  switch (bookgen_reply_get_finish (reply))
    {
    case BOOKGEN_FINISH_LENGTH:
      if (*bookgen_reply_get_text (reply, NULL) == '\0')
        return bookgen_failure_new (BOOKGEN_FAILURE_ONLY_THOUGHT, 200, NULL);
      return bookgen_failure_new (BOOKGEN_FAILURE_CUT, 200, _("The answer reached the limit of its length."));
    case BOOKGEN_FINISH_REFUSED:
      return bookgen_failure_new (BOOKGEN_FAILURE_POLICY, 200, bookgen_reply_get_refusal (reply));
    default:
      return NULL;
    }
}

static void
take_whole (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  gboolean goes_on = bookgen_ask_goes_on (self->ask, &self->context, self->job);
  bookgen_job_complete (self->job, self->context.book, goes_on);
  if (goes_on)
    end_attempt (task, BOOKGEN_OUTCOME_TURN, NULL, NULL);
  else
    keep (task);
}

/* Whether this turn has about the words that were asked for. */
static gboolean
is_long_enough (const Attempt *self)
{
  guint n;
  g_autofree guint *words = bookgen_partial_count_words (self->job->record->partial, TRUE, &n);
  return n > 0 && self->ask->portion.words > 0 && words[n - 1] >= self->ask->portion.words * LONG_ENOUGH;
}

/* What the provider calls cut, or calls nothing, and is whole for all one can see: an object that is closed, a text that ends with
 * a sentence. Where the stream just stopped, that text has its length too: what is shorter is gone on from. */
static gboolean
is_enough (Attempt *self, const BookgenFailure *failure)
{
  gboolean text = self->context.task->stage->makes == BOOKGEN_MAKES_TEXT;
  BookgenFailureKind kind = failure != NULL ? failure->kind : BOOKGEN_FAILURE_NONE;
  gboolean stopped = kind == BOOKGEN_FAILURE_CUT && bookgen_reply_get_finish (self->job->reply) == BOOKGEN_FINISH_NONE;
  if (self->job->record->partial == NULL || (kind != BOOKGEN_FAILURE_UNFINISHED && kind != BOOKGEN_FAILURE_CUT))
    return FALSE;
  g_autofree char *written = bookgen_partial_join (self->job->record->partial, NULL);
  g_strchomp (written);
  if (!text)
    return bookgen_loose_json_is_whole (written);
  return (kind == BOOKGEN_FAILURE_UNFINISHED || (stopped && is_long_enough (self))) && bookgen_ending_is_sentence (written, strlen (written));
}

static void
attempt_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  BookgenReply *reply = self->job->reply;
  gboolean complete = bookgen_client_chat_finish (BOOKGEN_CLIENT (source), result, &error);
  bookgen_job_pull (self->job, TRUE);
  bookgen_job_store (self->job, self->context.book);
  count_usage (self);

  g_autoptr (BookgenFailure) fault = complete ? find_fault (reply) : NULL;
  const BookgenFailure *failure = fault != NULL ? fault : bookgen_reply_get_failure (reply);
  gboolean enough = is_enough (self, failure);
  self->unsure = enough;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_attempt (task, BOOKGEN_OUTCOME_CANCELLED, NULL, NULL);
  else if (enough || (complete && fault == NULL))
    take_whole (task);
  else
    end_attempt (task, BOOKGEN_OUTCOME_FAILED,
                 failure != NULL ? bookgen_failure_copy (failure)
                                 : bookgen_failure_new (BOOKGEN_FAILURE_GARBAGE, 0, error->message),
                 NULL);
}

static gboolean
is_complete (const BookgenJob *job)
{
  return job->record->partial != NULL && bookgen_partial_is_complete (job->record->partial);
}

static void
attempt_sources_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  const BookgenAttemptContext *context = &self->context;
  BookgenJob *job = self->job;
  self->sources = bookgen_sources_load_finish (result, &error);
  if (self->sources == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        end_attempt (task, BOOKGEN_OUTCOME_CANCELLED, NULL, NULL);
      else
        end_with_storage (task, error);
      return;
    }
  self->ask = bookgen_ask_make (context, job, self->sources);
  if (is_complete (job) || self->ask->chat == NULL)
    {
      keep (task);
      return;
    }
  job->prompt_tokens = bookgen_chat_estimate_tokens (self->ask->chat);
  bookgen_job_store_open (job, context->book, context->prices, context->endpoint);
  bookgen_client_chat_async (context->client, context->endpoint, context->key, self->ask->chat, job->reply, job->cancellable,
                             attempt_answered, task);
}

static void
attempt_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  if (!bookgen_book_save_task_finish (BOOKGEN_BOOK (source), result, &error))
    {
      end_with_storage (task, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->job->cancellable))
    {
      end_attempt (task, BOOKGEN_OUTCOME_CANCELLED, NULL, NULL);
      return;
    }
  g_autoptr (GArray) ids = bookgen_ask_list_texts (&self->context, self->job);
  const char *unit_id = self->context.task->unit_id;
  bookgen_sources_load_async (self->context.book, ids, *unit_id != '\0' ? unit_id : NULL, self->job->cancellable,
                              attempt_sources_loaded, task);
}

void
bookgen_attempt_async (BookgenJob *job, const BookgenAttemptContext *context, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  /* The job's cancellable is not the task's: the outcome must be told also when it is cancelled. */
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, bookgen_attempt_async);
  Attempt *self = g_new0 (Attempt, 1);
  self->job = job;
  self->context = *context;
  self->context.shared = g_ref_string_acquire (context->shared);
  self->context.plan = context->plan != NULL ? bookgen_plan_ref (context->plan) : NULL;
  g_task_set_task_data (task, self, (GDestroyNotify) attempt_free);
  job->record->state = BOOKGEN_TASK_RUNNING;
  if (!job->continuing)
    g_clear_pointer (&job->record->partial, g_free);
  bookgen_book_save_task_async (context->book, job->record, !job->continuing, attempt_stored, task);
}

BookgenOutcome *
bookgen_attempt_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
