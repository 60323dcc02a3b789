/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-attempt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-cost.h"
#include "bookgen-normalise.h"
#include "bookgen-partial.h"

enum { LONG_BYTES = 256 * 1024 };

typedef struct {
  BookgenJob *job;               /* borrowed */
  BookgenAttemptContext context; /* borrowed pointers */
  char *prompt_hash;
  BookgenUsage usage;
} Attempt;

static void
attempt_free (Attempt *self)
{
  g_free (self->prompt_hash);
  g_free (self);
}

void
bookgen_outcome_free (BookgenOutcome *self)
{
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

/* A request that was cut leaves no count: ours stands in, and says so. */
static void
count_usage (Attempt *self)
{
  const BookgenTokens *tokens = bookgen_reply_get_tokens (self->job->reply);
  gsize length;
  const char *text = bookgen_reply_get_text (self->job->reply, &length);
  gboolean counted = tokens->output_tokens >= 0;
  if (!counted && !bookgen_reply_get_began (self->job->reply))
    return;
  BookgenTokens used = *tokens;
  if (used.input_tokens < 0)
    used.input_tokens = self->job->prompt_tokens;
  if (!counted)
    used.output_tokens = bookgen_text_estimate_tokens (text) + bookgen_reply_get_reasoning_length (self->job->reply) / 4;
  self->usage = (BookgenUsage){
    .input_tokens = used.input_tokens,
    .cached_tokens = MAX (used.cached_tokens, 0),
    .cache_write_tokens = MAX (used.cache_write_tokens, 0),
    .output_tokens = used.output_tokens,
    .reasoning_tokens = MAX (used.reasoning_tokens, 0),
    .requests = 1,
    .estimated = !counted,
    .cost_micros = bookgen_cost_micros (self->context.prices, self->context.endpoint, &used),
  };
  bookgen_usage_add (&self->job->record->usage, &self->usage);
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
  end_attempt (task, BOOKGEN_OUTCOME_DONE, NULL, revision);
}

static GStrv
dup_other_titles (BookgenOutline *outline, const char *unit_id)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  for (guint i = 0; i < units->len; i++)
    if (!g_str_equal (bookgen_unit_get_id (units->pdata[i]), unit_id))
      g_strv_builder_add (titles, bookgen_unit_get_title (units->pdata[i]));
  return g_strv_builder_end (titles);
}

/* All that an answer's way to a text needs, so that it can be gone off the main loop. */
typedef struct {
  char *raw;
  char *title;  /* nullable */
  GStrv others; /* nullable */
} Draft;

static void
draft_free (Draft *self)
{
  g_free (self->raw);
  g_free (self->title);
  g_strfreev (self->others);
  g_free (self);
}

static Draft *
draft_new (Attempt *self)
{
  BookgenOutline *outline = bookgen_book_get_outline (self->context.book);
  const char *unit_id = self->context.task->unit_id;
  const char *partial = self->job->record->partial;
  BookgenUnit *unit = *unit_id != '\0' ? bookgen_outline_find (outline, unit_id) : NULL;
  Draft *draft = g_new0 (Draft, 1);
  draft->raw = bookgen_partial_join (partial != NULL ? partial : "");
  if (unit == NULL)
    return draft;
  draft->title = g_strdup (bookgen_unit_get_title (unit));
  draft->others = dup_other_titles (outline, unit_id);
  return draft;
}

static BookgenNormalised *
normalise (const Draft *draft)
{
  return bookgen_normalise (draft->raw, -1, draft->title, (const char *const *) draft->others, FALSE);
}

static BookgenRevision *
make_revision (Attempt *self, const BookgenNormalised *normalised, const char *raw)
{
  const BookgenTask *task = self->context.task;
  g_autofree char *findings = bookgen_findings_to_json (normalised->findings);
  g_autofree char *removed = bookgen_normalised_removals_to_json (normalised);
  g_autofree char *made_from
      = self->prompt_hash != NULL ? g_strdup_printf ("{\"prompt\":\"%s\"}", self->prompt_hash) : NULL;
  const char *model = bookgen_reply_get_model (self->job->reply);
  BookgenRevisionData data = {
    .unit_id = task->unit_id,
    .stage = task->stage->id,
    .item = task->item,
    .origin = BOOKGEN_ORIGIN_MODEL,
    .text = normalised->text,
    .raw = g_str_equal (normalised->text, raw) ? NULL : (char *) raw,
    .model = (char *) (model != NULL ? model : bookgen_endpoint_get_model (self->context.endpoint)),
    .made_from = made_from,
    .findings = findings,
    .removed = removed,
    .words = bookgen_revision_count_words (normalised->text),
    .made_at_ms = g_get_real_time () / 1000,
    .rehearsal = bookgen_endpoint_is_rehearsal (self->context.endpoint),
  };
  return bookgen_revision_new (&data);
}

static void
keep_normalised (GTask *task, const BookgenNormalised *normalised, const char *raw)
{
  Attempt *self = g_task_get_task_data (task);
  BookgenJob *job = self->job;
  if (*normalised->text == '\0')
    {
      end_attempt (task, BOOKGEN_OUTCOME_FAILED,
                   bookgen_failure_new (BOOKGEN_FAILURE_GARBAGE, 200, _("The answer was empty.")), NULL);
      return;
    }
  g_autoptr (BookgenRevision) revision = make_revision (self, normalised, raw);
  job->record->state = BOOKGEN_TASK_DONE;
  job->record->rehearsal = bookgen_endpoint_is_rehearsal (self->context.endpoint);
  g_clear_pointer (&job->record->reason, g_free);
  g_clear_pointer (&job->record->failure, g_free);
  gboolean text = self->context.task->stage->makes == BOOKGEN_MAKES_TEXT;
  gboolean current = text && bookgen_book_may_replace (self->context.book, self->context.task->unit_id);
  bookgen_book_finish_task_async (self->context.book, job->record, revision, current, attempt_kept, task);
}

static void
normalise_in_thread (GTask *work, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (work, normalise (data), (GDestroyNotify) bookgen_normalised_free);
}

static void
attempt_normalised (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Draft *draft = g_task_get_task_data (G_TASK (result));
  g_autoptr (BookgenNormalised) normalised = g_task_propagate_pointer (G_TASK (result), NULL);
  keep_normalised (user_data, normalised, draft->raw);
}

/* A complete answer becomes a text of the book. A very long one would hold up the main loop. */
static void
keep (GTask *task)
{
  Draft *draft = draft_new (g_task_get_task_data (task));
  g_autoptr (GTask) work = g_task_new (NULL, NULL, attempt_normalised, task);
  g_task_set_task_data (work, draft, (GDestroyNotify) draft_free);
  g_task_set_source_tag (work, keep);
  if (strlen (draft->raw) > LONG_BYTES)
    g_task_run_in_thread (work, normalise_in_thread);
  else
    g_task_return_pointer (work, normalise (draft), (GDestroyNotify) bookgen_normalised_free);
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

  BookgenFailure *fault = complete ? find_fault (reply) : NULL;
  const BookgenFailure *failure = bookgen_reply_get_failure (reply);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_attempt (task, BOOKGEN_OUTCOME_CANCELLED, NULL, NULL);
  else if (fault != NULL)
    end_attempt (task, BOOKGEN_OUTCOME_FAILED, fault, NULL);
  else if (complete)
    {
      bookgen_job_complete (self->job, self->context.book);
      keep (task);
    }
  else
    end_attempt (task, BOOKGEN_OUTCOME_FAILED,
                 failure != NULL ? bookgen_failure_copy (failure)
                                 : bookgen_failure_new (BOOKGEN_FAILURE_GARBAGE, 0, error->message),
                 NULL);
}

static char *
hash_chat (const BookgenChat *chat)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (chat->shared != NULL)
    g_checksum_update (checksum, (const guchar *) chat->shared, g_ref_string_length (chat->shared));
  for (guint i = 0; i < chat->turns->len; i++)
    {
      const BookgenTurn *turn = g_ptr_array_index (chat->turns, i);
      g_checksum_update (checksum, (const guchar *) turn->text, -1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
ask_model (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  const BookgenAttemptContext *context = &self->context;
  BookgenJob *job = self->job;
  g_autoptr (BookgenChat) chat = bookgen_prompt_make_chat (context->prompts, context->book, context->shared, context->task,
                                                           job->before, job->kept);
  self->prompt_hash = hash_chat (chat);
  job->prompt_tokens = bookgen_chat_estimate_tokens (chat);
  bookgen_client_chat_async (context->client, context->endpoint, context->key, chat, job->reply, job->cancellable,
                             attempt_answered, task);
}

static void
attempt_before_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (BookgenRevision) before = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_attempt (task, BOOKGEN_OUTCOME_CANCELLED, NULL, NULL);
  else if (before == NULL)
    end_with_storage (task, error);
  else
    {
      self->job->before = g_strdup (bookgen_revision_get (before)->text);
      ask_model (task);
    }
}

static BookgenRevision *
find_before (const BookgenAttemptContext *context)
{
  return context->previous != NULL ? bookgen_book_get_current (context->book, context->previous->unit_id) : NULL;
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
  BookgenRevision *before = find_before (&self->context);
  const char *partial = self->job->record->partial;
  if (partial != NULL && bookgen_partial_is_complete (partial))
    keep (task);
  else if (before == NULL)
    ask_model (task);
  else
    bookgen_book_load_revision_async (self->context.book, bookgen_revision_get (before)->id, self->job->cancellable,
                                      attempt_before_loaded, task);
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
