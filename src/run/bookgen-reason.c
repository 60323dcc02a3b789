/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-reason.h"

#include <glib/gi18n-lib.h>

static const char *
describe (BookgenFailureKind kind)
{
  switch (kind)
    {
    case BOOKGEN_FAILURE_CONNECT:
      return _("The provider cannot be reached");
    case BOOKGEN_FAILURE_TLS:
      return _("The connection is not safe: the provider's certificate is not trusted");
    case BOOKGEN_FAILURE_FIRST_BYTE:
      return _("The provider did not begin to answer in time");
    case BOOKGEN_FAILURE_IDLE:
      return _("The provider went silent in the middle");
    case BOOKGEN_FAILURE_CUT:
      return _("Cut off by the provider");
    case BOOKGEN_FAILURE_UNFINISHED:
      return _("The provider did not say whether the answer is complete; please look at its end");
    case BOOKGEN_FAILURE_ONLY_THOUGHT:
      return _("The model used up its whole answer for thinking; please ask for fewer words or take another model");
    case BOOKGEN_FAILURE_GARBAGE:
      return _("What came back is not a model's answer; please check the address");
    case BOOKGEN_FAILURE_TOO_LARGE:
      return _("The answer was too long to be a chapter");
    case BOOKGEN_FAILURE_REDIRECT:
      return _("The address points somewhere else; please enter the provider's own address");
    case BOOKGEN_FAILURE_RATE:
      return _("The provider's limit is used up for now");
    case BOOKGEN_FAILURE_CAPACITY:
      return _("The provider is overloaded");
    case BOOKGEN_FAILURE_SERVER:
      return _("The provider had an error");
    case BOOKGEN_FAILURE_QUOTA:
      return _("The account with the provider has no credit left");
    case BOOKGEN_FAILURE_KEY:
      return _("The provider does not accept the key");
    case BOOKGEN_FAILURE_MODEL:
      return _("The provider does not have this model");
    case BOOKGEN_FAILURE_CONTEXT:
      return _("The outline and plan are longer than this model can read");
    case BOOKGEN_FAILURE_PARAMETER:
      return _("The provider refuses a setting of the request");
    case BOOKGEN_FAILURE_POLICY:
      return _("The model refused to write this");
    case BOOKGEN_FAILURE_REQUEST:
      return _("The provider refused the request");
    case BOOKGEN_FAILURE_BUDGET:
      return _("The next request could pass the budget; raise it to go on");
    case BOOKGEN_FAILURE_CANCELLED:
      return _("Stopped before it was finished");
    case BOOKGEN_FAILURE_NONE:
    default:
      return NULL;
    }
}

char *
bookgen_reason_of_failure (const BookgenFailure *failure)
{
  const char *what = describe (failure->kind);
  if (what == NULL)
    return g_strdup (failure->message != NULL ? failure->message : "");
  if (failure->message == NULL || *failure->message == '\0')
    return g_strdup (what);
  return g_strdup_printf (_("%s: “%s”"), what, failure->message);
}

static const char *
name_of (const BookgenTask *task, BookgenOutline *outline)
{
  BookgenUnit *unit = *task->unit_id != '\0' ? bookgen_outline_find (outline, task->unit_id) : NULL;
  return unit != NULL ? bookgen_unit_get_title (unit) : task->stage->title;
}

static char *
why_failed (const BookgenTask *task, guint words)
{
  if (task->failure == NULL)
    return g_strdup (_("Stopped before it was finished"));
  if (task->failure->kind == BOOKGEN_FAILURE_CUT && words > 0)
    return g_strdup_printf (ngettext ("Cut off by the provider after %'u of %'u word",
                                      "Cut off by the provider after %'u of %'u words", task->target_words),
                            words, task->target_words);
  return bookgen_reason_of_failure (task->failure);
}

static char *
why_again (const BookgenTask *task, guint wait_s)
{
  g_autofree char *what = bookgen_reason_of_failure (task->failure);
  return g_strdup_printf (ngettext ("Trying again in %u s. %s", "Trying again in %u s. %s", wait_s), wait_s, what);
}

static char *
why_waiting (const BookgenTask *task, guint wait_s)
{
  switch (task->wait)
    {
    case BOOKGEN_WAIT_SLOT:
      return g_strdup (_("Waiting for its turn"));
    case BOOKGEN_WAIT_PAUSE:
      return g_strdup (_("Waiting for the pause between starts"));
    case BOOKGEN_WAIT_RETRY_AFTER:
      return g_strdup_printf (_("Waiting %u s: the provider asked for a pause"), wait_s);
    case BOOKGEN_WAIT_REQUESTS:
    case BOOKGEN_WAIT_TOKENS:
      return g_strdup_printf (_("Waiting %u s: the provider's limit for this minute is used up"), wait_s);
    case BOOKGEN_WAIT_CAPACITY:
      return g_strdup (_("Waiting: the provider is overloaded, so fewer are written at once"));
    case BOOKGEN_WAIT_FIRST:
      return g_strdup (_("Waiting until the first chapter has begun"));
    case BOOKGEN_WAIT_STAGE:
      return g_strdup_printf (_("Waiting for its turn: as many of “%s” as the limit allows are under way"), task->stage->title);
    case BOOKGEN_WAIT_MODULES:
      return g_strdup (_("Waiting for its turn: as many modules as the limit allows are being written"));
    case BOOKGEN_WAIT_LESSONS:
      return g_strdup (_("Waiting for its turn: as many lessons of this module as the limit allows are being written"));
    case BOOKGEN_WAIT_BUDGET:
      return g_strdup (_("Waiting: the budget may not be enough for it"));
    case BOOKGEN_WAIT_NONE:
    default:
      return g_strdup ("");
    }
}

char *
bookgen_reason_of_task (const BookgenTask *task, GPtrArray *tasks, BookgenOutline *outline, guint words, guint wait_s)
{
  if (task->state == BOOKGEN_TASK_FAILED)
    return why_failed (task, words);
  if (task->state == BOOKGEN_TASK_INTERRUPTED)
    return task->failure != NULL ? bookgen_reason_of_failure (task->failure) : g_strdup (_("Stopped before it was finished"));
  if (task->state != BOOKGEN_TASK_TODO)
    return g_strdup ("");
  if (task->blocker != BOOKGEN_NO_TASK)
    return g_strdup_printf (_("“%s” has stopped, and this needs it"), name_of (tasks->pdata[task->blocker], outline));
  if (task->waits_for != BOOKGEN_NO_TASK)
    return g_strdup_printf (_("Waiting for “%s”"), name_of (tasks->pdata[task->waits_for], outline));
  if (task->failure != NULL && wait_s > 0 && task->wait == BOOKGEN_WAIT_NONE)
    return why_again (task, wait_s);
  return why_waiting (task, wait_s);
}
