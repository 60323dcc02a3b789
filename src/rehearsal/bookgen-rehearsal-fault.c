/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-rehearsal-fault.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* The bodies are those of OpenAI's error pages; the other wires say the same in their own shape. */
static const BookgenFaultInfo infos[] = {
  { "429", BOOKGEN_FAULT_STATUS, 1, FALSE,
    { 429, "requests", "rate_limit_exceeded", NULL, "Rate limit reached for requests per minute. Please try again in 1s." }, 1 },
  { "500", BOOKGEN_FAULT_STATUS, 1, FALSE,
    { 500, "server_error", NULL, NULL, "The server had an error while processing your request." } },
  { "503", BOOKGEN_FAULT_STATUS, 1, FALSE,
    { 503, "service_unavailable", "overloaded", NULL, "The engine is currently overloaded, please try again later." } },
  { "529", BOOKGEN_FAULT_STATUS, 1, FALSE, { 529, "overloaded_error", "overloaded", NULL, "Overloaded" } },
  { "quota", BOOKGEN_FAULT_STATUS, 0, TRUE,
    { 429, "insufficient_quota", "insufficient_quota", NULL,
      "You exceeded your current quota, please check your plan and billing details." } },
  { "key", BOOKGEN_FAULT_STATUS, 0, TRUE,
    { 401, "invalid_request_error", "invalid_api_key", NULL, "Incorrect API key provided." } },
  { "model", BOOKGEN_FAULT_STATUS, 0, TRUE,
    { 404, "invalid_request_error", "model_not_found", "model", "The model does not exist or you do not have access to it." } },
  { "context", BOOKGEN_FAULT_STATUS, 0, FALSE,
    { 400, "invalid_request_error", "context_length_exceeded", "messages",
      "This model's maximum context length is 4096 tokens. Please reduce the length of the messages." } },
  { "parameter", BOOKGEN_FAULT_STATUS, 1, FALSE,
    { 400, "invalid_request_error", "unsupported_parameter", "max_tokens",
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead." } },
  { "garbage", BOOKGEN_FAULT_GARBAGE, 1 },
  { "redirect", BOOKGEN_FAULT_REDIRECT, 0 },
  { "cut", BOOKGEN_FAULT_CUT, 1 },
  { "silent-cut", BOOKGEN_FAULT_SILENT_CUT, 1 },
  { "reset", BOOKGEN_FAULT_RESET, 1 },
  { "stall", BOOKGEN_FAULT_STALL, 1 },
  { "stall-first", BOOKGEN_FAULT_STALL_FIRST, 1 },
  { "bad-json", BOOKGEN_FAULT_BAD_JSON, 1 },
  { "error-in-stream", BOOKGEN_FAULT_ERROR_IN_STREAM, 1, FALSE,
    { 529, "overloaded_error", "overloaded", NULL, "The engine is overloaded." } },
  { "refusal", BOOKGEN_FAULT_REFUSAL, 0 },
  { "length", BOOKGEN_FAULT_LENGTH, 0 },
  { "polite", BOOKGEN_FAULT_POLITE, 0 },
  { "gap", BOOKGEN_FAULT_GAP, 1, TRUE },
  { "empty", BOOKGEN_FAULT_EMPTY, 1 },
  { "slow", BOOKGEN_FAULT_SLOW, 0 },
  { "no-done", BOOKGEN_FAULT_NO_DONE, 0 },
  { "no-finish", BOOKGEN_FAULT_NO_FINISH, 0 },
  { "no-cache", BOOKGEN_FAULT_NO_CACHE, 0 },
  { "loop", BOOKGEN_FAULT_LOOP, 1 },
  { "preamble", BOOKGEN_FAULT_PREAMBLE, 1 },
  { "refusal-text", BOOKGEN_FAULT_REFUSAL_TEXT, 1 },
  { "placeholder", BOOKGEN_FAULT_PLACEHOLDER, 1 },
  { "thinking", BOOKGEN_FAULT_THINKING, 1 },
  { "self", BOOKGEN_FAULT_SELF, 1 },
  { "mid-sentence", BOOKGEN_FAULT_MID_SENTENCE, 1 },
  { "odd", BOOKGEN_FAULT_ODD, 0 },
};

typedef struct {
  const BookgenFaultInfo *info;
  guint chapter;      /* 0: each */
  guint times;        /* for each chapter; 0: always */
  GHashTable *struck; /* chapter -> how often so far */
} Fault;

struct _BookgenRehearsalFaults {
  GPtrArray *faults;
};

static void
fault_free (gpointer data)
{
  Fault *fault = data;

  g_hash_table_unref (fault->struck);
  g_free (fault);
}

static const BookgenFaultInfo *
find_info (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    if (strcmp (infos[i].name, name) == 0)
      return &infos[i];
  return NULL;
}

static char *
list_names (void)
{
  GString *names = g_string_new (infos[0].name);

  for (guint i = 1; i < G_N_ELEMENTS (infos); i++)
    g_string_append_printf (names, ", %s", infos[i].name);
  return g_string_free (names, FALSE);
}

static gboolean
set_no_fault (const char *text, GError **error)
{
  g_autofree char *names = list_names ();

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” is not a fault the rehearsal server knows. Write KIND, KIND@CHAPTER or KIND@CHAPTERxTIMES, where KIND "
                  "is one of: %s."),
               text, names);
  return FALSE;
}

static gboolean
add_fault (BookgenRehearsalFaults *self, const char *text, GError **error)
{
  g_autoptr (GRegex) regex = g_regex_new ("^([a-z0-9-]+?)(?:@([0-9]{1,9}))?(?:x([0-9]{1,9}))?$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  gboolean matches = g_regex_match (regex, text, 0, &match);
  g_autofree char *name = matches ? g_match_info_fetch (match, 1) : NULL;
  g_autofree char *chapter = matches ? g_match_info_fetch (match, 2) : NULL;
  g_autofree char *times = matches ? g_match_info_fetch (match, 3) : NULL;
  const BookgenFaultInfo *info = matches ? find_info (name) : NULL;
  Fault *fault;

  if (info == NULL)
    return set_no_fault (text, error);
  fault = g_new0 (Fault, 1);
  fault->info = info;
  fault->chapter = chapter != NULL ? g_ascii_strtoull (chapter, NULL, 10) : 0;
  fault->times = times != NULL && *times != '\0' ? g_ascii_strtoull (times, NULL, 10) : info->times;
  fault->struck = g_hash_table_new (NULL, NULL);
  g_ptr_array_add (self->faults, fault);
  return TRUE;
}

BookgenRehearsalFaults *
bookgen_rehearsal_faults_new (const char *const *faults, GError **error)
{
  g_autoptr (BookgenRehearsalFaults) self = g_new0 (BookgenRehearsalFaults, 1);

  self->faults = g_ptr_array_new_with_free_func (fault_free);
  for (guint i = 0; faults != NULL && faults[i] != NULL; i++)
    if (!add_fault (self, faults[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

void
bookgen_rehearsal_faults_free (BookgenRehearsalFaults *self)
{
  g_ptr_array_unref (self->faults);
  g_free (self);
}

static gboolean
is_meant (const Fault *fault, guint chapter)
{
  if (fault->chapter > 0)
    return fault->chapter == chapter;
  return chapter > 0 || fault->info->all_requests;
}

/* Counts the strike. */
static gboolean
strikes (Fault *fault, guint chapter)
{
  gpointer key = GUINT_TO_POINTER (chapter);
  guint struck = GPOINTER_TO_UINT (g_hash_table_lookup (fault->struck, key));

  if (fault->times > 0 && struck >= fault->times)
    return FALSE;
  if (fault->times > 0)
    g_hash_table_insert (fault->struck, key, GUINT_TO_POINTER (struck + 1));
  return TRUE;
}

const BookgenFaultInfo *
bookgen_rehearsal_faults_take (BookgenRehearsalFaults *self, guint chapter)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      Fault *fault = g_ptr_array_index (self->faults, i);

      if (is_meant (fault, chapter) && strikes (fault, chapter))
        return fault->info;
    }
  return NULL;
}
