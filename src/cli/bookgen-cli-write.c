/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-write.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-exports.h"
#include "bookgen-cli-guess.h"
#include "bookgen-cli-json.h"
#include "bookgen-cli-material.h"
#include "bookgen-cli-narration.h"
#include "bookgen-cli-progress.h"

#define UPDATE_MS 250

typedef struct
{
  const BookgenCliOptions *options;
  BookgenRun *run;
  BookgenCliJson *json; /* one of these two */
  BookgenCliProgress *progress;
  gboolean again;
  gboolean interrupted;
  gboolean ended;
} Writing;

static gboolean
update (gpointer data)
{
  Writing *self = data;

  if (self->json != NULL)
    bookgen_cli_json_update (self->json);
  else
    bookgen_cli_progress_update (self->progress);
  return G_SOURCE_CONTINUE;
}

/* The first Ctrl+C stops cleanly; the second goes at once, as a crash would. */
static gboolean
interrupt (gpointer data)
{
  Writing *self = data;

  if (self->interrupted)
    _exit (BOOKGEN_CLI_INTERRUPTED);
  self->interrupted = TRUE;
  bookgen_run_stop (self->run);
  return G_SOURCE_CONTINUE;
}

/* The run goes on from its plan once that is loaded; only then may what failed before be asked for again. */
static void
state_changed (BookgenRun *run, GParamSpec *pspec, Writing *self)
{
  if (!self->again || bookgen_run_get_state (run) != BOOKGEN_RUN_WRITING)
    return;
  self->again = FALSE;
  bookgen_run_retry_all (run);
}

static void
run_ended (BookgenRun *run, Writing *self)
{
  self->ended = TRUE;
}

static void
write_to_end (Writing *self)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  guint sources[G_N_ELEMENTS (signals)];
  guint timer = g_timeout_add (UPDATE_MS, update, self);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sources[i] = g_unix_signal_add (signals[i], interrupt, self);
  g_signal_connect (self->run, "notify::state", G_CALLBACK (state_changed), self);
  g_signal_connect (self->run, "ended", G_CALLBACK (run_ended), self);
  bookgen_run_start (self->run);
  while (!self->ended)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_source_remove (sources[i]);
}

static gboolean
is_plan (BookgenRun *run, BookgenShown shown)
{
  BookgenProgress *of_book = bookgen_run_get_progress (run, "");

  return of_book != NULL && bookgen_progress_get_facts (of_book)->shown == shown;
}

/* Failures that tell of the endpoint rather than of one chapter. */
static gboolean
is_of_endpoint (const BookgenFailure *failure)
{
  switch (failure->kind)
    {
    case BOOKGEN_FAILURE_CONNECT:
    case BOOKGEN_FAILURE_FIRST_BYTE:
    case BOOKGEN_FAILURE_GARBAGE:
    case BOOKGEN_FAILURE_RATE:
    case BOOKGEN_FAILURE_CAPACITY:
    case BOOKGEN_FAILURE_SERVER:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The index of a task that failed where nothing at all came from the endpoint: it is the endpoint that stopped the run.
 * BOOKGEN_NO_TASK when that is not so. */
static guint
find_dead_end (BookgenRun *run, const BookgenTotals *totals)
{
  GPtrArray *tasks = bookgen_run_get_tasks (run);
  guint found = BOOKGEN_NO_TASK;

  for (guint i = 0; i < tasks->len && totals->usage.output_tokens == 0; i++)
    {
      const BookgenTask *task = tasks->pdata[i];

      if (task->state != BOOKGEN_TASK_FAILED || task->failure == NULL)
        continue;
      if (!is_of_endpoint (task->failure))
        return BOOKGEN_NO_TASK;
      found = i;
    }
  return found;
}

static void
say_reason (BookgenRun *run, guint task)
{
  g_autofree char *reason = NULL;
  BookgenUsage usage;
  guint words;

  bookgen_run_get_task_facts (run, task, &usage, &words, &reason);
  bookgen_cli_say ("bookgen-cli: %s\n", reason);
}

/* How the run itself ended; what becomes of the exports is not in it yet. */
static BookgenCliStatus
get_outcome (Writing *self, const BookgenTotals *totals)
{
  const BookgenFailure *halt = bookgen_run_get_halt (self->run);
  guint dead_end = find_dead_end (self->run, totals);
  g_autofree char *reason = NULL;

  if (self->interrupted)
    return BOOKGEN_CLI_INTERRUPTED;
  if (halt != NULL)
    {
      reason = bookgen_run_dup_halt_text (self->run);
      bookgen_cli_say ("bookgen-cli: %s\n", reason);
      /* The run has no kind of its own for the disk. */
      return halt->kind == BOOKGEN_FAILURE_NONE ? BOOKGEN_CLI_NOT_WRITTEN : BOOKGEN_CLI_ENDPOINT;
    }
  if (dead_end != BOOKGEN_NO_TASK)
    {
      say_reason (self->run, dead_end);
      return BOOKGEN_CLI_ENDPOINT;
    }
  if (is_plan (self->run, BOOKGEN_SHOWN_STOPPED) || totals->to_look_at > 0)
    return BOOKGEN_CLI_SOME_STOPPED;
  return self->options->plan_only || totals->done + totals->skipped == totals->chapters ? BOOKGEN_CLI_DONE
                                                                                        : BOOKGEN_CLI_SOME_STOPPED;
}

static void
say_how_to_go_on (const BookgenCliOptions *options, BookgenCliStatus outcome, const char *path)
{
  if (outcome == BOOKGEN_CLI_DONE && options->plan_pictures)
    bookgen_cli_say (_ ("The pictures are planned. Draw them with: bookgen-cli resume %s\n"), path);
  if (outcome == BOOKGEN_CLI_DONE)
    return;
  bookgen_cli_say (_ ("Go on with: bookgen-cli resume %s\n"), path);
}

static BookgenCliStatus
finish (Writing *self, BookgenBook *book)
{
  g_autofree char *path = g_strdup (bookgen_book_get_path (book));
  g_autofree char *title = g_strdup (bookgen_book_get_title (book));
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  BookgenTotals totals;
  BookgenCliStatus outcome;

  update (self);
  bookgen_run_get_totals (self->run, &totals);
  /* Else the chapters that were written from it say so. */
  totals.to_look_at += self->options->plan_only && is_plan (self->run, BOOKGEN_SHOWN_TO_LOOK_AT);
  if (self->progress != NULL)
    bookgen_cli_progress_sum_up (self->progress);
  outcome = get_outcome (self, &totals);
  g_clear_pointer (&self->json, bookgen_cli_json_free);
  g_clear_pointer (&self->progress, bookgen_cli_progress_free);
  g_clear_object (&self->run);
  /* A disk that is full was already told of. */
  if (!bookgen_await_book_close (book, &error) && outcome != BOOKGEN_CLI_NOT_WRITTEN)
    outcome = bookgen_cli_fail (error);
  if ((outcome == BOOKGEN_CLI_DONE || outcome == BOOKGEN_CLI_SOME_STOPPED) && !self->options->plan_only
      && !bookgen_cli_exports_make (path, title, self->options, made))
    outcome = BOOKGEN_CLI_NOT_WRITTEN;
  if (self->options->json)
    bookgen_cli_json_print_summary (&totals, path, made);
  else
    say_how_to_go_on (self->options, outcome, path);
  return outcome;
}

BookgenCliStatus
bookgen_cli_write (BookgenBook *book, const BookgenCliOptions *options, BookgenCliWriter *writer,
                   const BookgenRunSettings *settings, gboolean again)
{
  Writing self = { .options = options, .again = again };
  g_autoptr (GError) error = NULL;

  if (options->narration_sample != NULL)
    return bookgen_cli_narration_sample (book, options, writer, settings);
  bookgen_cli_material_warn (book, writer);
  self.run = bookgen_run_new (book, writer->client, writer->endpoint, writer->key, settings, &error);
  if (self.run == NULL)
    {
      bookgen_await_book_close (book, NULL);
      return bookgen_cli_fail (error);
    }
  if (options->json)
    self.json = bookgen_cli_json_new (self.run);
  else
    self.progress = bookgen_cli_progress_new (self.run);
  write_to_end (&self);
  return finish (&self, book);
}

gboolean
bookgen_cli_confirm (const BookgenCliOptions *options, const BookgenCliWriter *writer, BookgenOutline *outline,
                     GPtrArray *records, const BookgenRunSettings *settings, GHashTable *material)
{
  BookgenEndpoint *endpoint = writer->endpoint;
  BookgenEstimate estimate;
  char answer[16] = "";

  if (options->yes || options->narration_sample != NULL || bookgen_endpoint_is_local (endpoint) || !isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    return TRUE;
  if (bookgen_cli_guess (&estimate, outline, records, settings, endpoint, material, NULL))
    bookgen_cli_guess_tell (&estimate, endpoint, bookgen_cli_say);
  bookgen_cli_say (_ ("Write it with %s at %s? [y/N] "), bookgen_endpoint_get_model (endpoint),
                   bookgen_endpoint_get_address (endpoint));
  return fgets (answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}
