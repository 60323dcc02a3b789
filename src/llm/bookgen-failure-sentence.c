/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-failure.h"

#include <glib/gi18n-lib.h>

/* What a person reads when an attempt failed: what happened and what to do now. %s is the provider's name. */
static const char *
pattern_of (BookgenFailureKind kind)
{
  switch (kind)
    {
    case BOOKGEN_FAILURE_CANCELLED:
      return _ ("The request to %s was stopped.");
    case BOOKGEN_FAILURE_CONNECT:
      return _ ("%s could not be reached. Check the address and the network.");
    case BOOKGEN_FAILURE_TLS:
      return _ ("No safe connection to %s could be made. Check the address and this computer's date.");
    case BOOKGEN_FAILURE_FIRST_BYTE:
      return _ ("%s accepted the request but did not answer in time. Try again later.");
    case BOOKGEN_FAILURE_IDLE:
      return _ ("%s went silent in the middle of the answer. What had come is kept; try again.");
    case BOOKGEN_FAILURE_CUT:
      return _ ("%s broke off before the answer was complete. What had come is kept; try again.");
    case BOOKGEN_FAILURE_UNFINISHED:
      return _ ("%s ended the answer without saying whether it is complete. What had come is kept: look at its end, and try "
                "again if something is missing.");
    case BOOKGEN_FAILURE_ONLY_THOUGHT:
      return _ ("The model at %s used up its whole answer for thinking. Ask for fewer words, or choose another model.");
    case BOOKGEN_FAILURE_GARBAGE:
      return _ ("%s answered with something that is not a model's answer. Check the address, or try again.");
    case BOOKGEN_FAILURE_TOO_LARGE:
      return _ ("%s sent more than any chapter can be. Check the address and the model.");
    case BOOKGEN_FAILURE_REDIRECT:
      return _ ("%s points to another address, where your key is not sent. Enter the right address.");
    case BOOKGEN_FAILURE_RATE:
      return _ ("The limit of %s for this time is used up. Wait a little, or write fewer at once.");
    case BOOKGEN_FAILURE_CAPACITY:
      return _ ("%s is overloaded. Try again later, or write fewer at once.");
    case BOOKGEN_FAILURE_QUOTA:
      return _ ("There is no credit left at %s, or a spending limit is reached. Look at your account there.");
    case BOOKGEN_FAILURE_KEY:
      return _ ("%s does not accept the key. Check it and enter it again.");
    case BOOKGEN_FAILURE_MODEL:
      return _ ("%s does not have this model. Choose another one.");
    case BOOKGEN_FAILURE_CONTEXT:
      return _ ("The request is longer than the model at %s can read. Shorten the material, or choose a model that reads "
                "more.");
    case BOOKGEN_FAILURE_PARAMETER:
      return _ ("%s does not understand a part of the request. Try again.");
    case BOOKGEN_FAILURE_POLICY:
      return _ ("%s refuses to write this. Change what the chapter asks for.");
    case BOOKGEN_FAILURE_REQUEST:
      return _ ("%s refuses the request. Check the address, the model and the chapter.");
    case BOOKGEN_FAILURE_BUDGET:
      return _ ("%s was not asked: the next request could pass the budget. Raise it to go on.");
    case BOOKGEN_FAILURE_NONE:
    case BOOKGEN_FAILURE_SERVER:
    default:
      return _ ("%s had an error of its own. Try again.");
    }
}

/**
 * bookgen_failure_dup_sentence:
 * @self: a failure
 * @name: the provider's name
 *
 * Returns: (transfer full): what happened and what to do, with the provider's own words where there are any
 */
char *
bookgen_failure_dup_sentence (const BookgenFailure *self, const char *name)
{
  g_autofree char *sentence = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (pattern_of (self->kind), name);
#pragma GCC diagnostic pop
  if (self->message == NULL || *self->message == '\0' || self->kind == BOOKGEN_FAILURE_CANCELLED)
    return g_steal_pointer (&sentence);
  if (self->status == 0) /* no answer: what we know of it is this computer's */
    return g_strdup_printf ("%s (%s)", sentence, self->message);
  /* Translators: a sentence of ours, then what the provider said. */
  return g_strdup_printf (_ ("%s It said: %s"), sentence, self->message);
}
