/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-writer.h"

#include "bookgen-cli-guess.h"

#include <glib/gi18n.h>
#include <string.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli.h"
#include "bookgen-keyring.h"

#define AT_ONCE 3
#define AT_ONCE_LOCAL 1

void
bookgen_cli_writer_free (BookgenCliWriter *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->rehearsal);
  g_clear_pointer (&self->key, bookgen_keyring_free_key);
  g_free (self);
}

static BookgenEndpoint *
start_rehearsal (BookgenCliWriter *self, GError **error)
{
  const BookgenRehearsalOptions options = BOOKGEN_REHEARSAL_DEFAULTS;
  BookgenEndpoint *endpoint;
  BookgenPace pace;

  self->rehearsal = bookgen_rehearsal_new (&options, error);
  if (self->rehearsal == NULL)
    return NULL;
  endpoint = bookgen_endpoint_new (_ ("Rehearsal"), bookgen_rehearsal_get_base_url (self->rehearsal), BOOKGEN_DIALECT_OPENAI,
                                   "rehearsal", error);
  if (endpoint == NULL)
    return NULL;
  bookgen_pace_set_known (&pace, options.first_token_ms, options.tokens_per_second);
  bookgen_endpoint_set_pace (endpoint, &pace);
  bookgen_endpoint_mark_rehearsal (endpoint);
  return endpoint;
}

/* NAME NULL: the preferred one. */
static BookgenEndpoint *
find_saved (const char *name, GError **error)
{
  g_autoptr (GPtrArray) saved = bookgen_endpoints_load (error);

  if (saved == NULL)
    return NULL;
  for (guint i = 0; i < saved->len; i++)
    if (name == NULL || g_strcmp0 (name, bookgen_endpoint_get_name (saved->pdata[i])) == 0)
      return g_object_ref (saved->pdata[i]);
  if (name != NULL)
    g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, _ ("No provider is saved under the name “%s”."), name);
  else
    g_set_error_literal (
        error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
        _ ("Nobody is set to write: name a provider with --base-url, or try without cost with --rehearsal."));
  return NULL;
}

/* A book may come from anybody, and so may the address in it: a key goes there only when the person names the address, or has
 * saved it. */
static gboolean
may_have_key (BookgenEndpoint *endpoint, GError **error)
{
  gboolean plain = bookgen_endpoint_get_plain (endpoint);

  if (bookgen_endpoint_is_local (endpoint))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
               plain ? _ ("The book names %s as its provider. If that is right, say so with --base-url and --allow-http.")
                     : _ ("The book names %s as its provider. If that is right, say so with --base-url."),
               bookgen_endpoint_get_address (endpoint));
  return FALSE;
}

/* The saved one at the same address; NULL for none. */
static BookgenEndpoint *
find_saved_at (BookgenEndpoint *endpoint)
{
  g_autoptr (GPtrArray) saved = bookgen_endpoints_load (NULL);

  for (guint i = 0; saved != NULL && i < saved->len; i++)
    if (bookgen_endpoint_get_dialect (saved->pdata[i]) == bookgen_endpoint_get_dialect (endpoint)
        && g_strcmp0 (bookgen_endpoint_get_address (saved->pdata[i]), bookgen_endpoint_get_address (endpoint)) == 0)
      return g_object_ref (saved->pdata[i]);
  return NULL;
}

/* Who wrote it last, by the address. */
static BookgenEndpoint *
find_noted (const BookgenRunSettings *settings, GError **error)
{
  BookgenDialectKind dialect = BOOKGEN_DIALECT_OPENAI;
  g_autoptr (BookgenEndpoint) endpoint = NULL;
  BookgenEndpoint *saved;

  if (settings->dialect != NULL)
    bookgen_dialect_kind_from_string (settings->dialect, &dialect);
  endpoint = bookgen_endpoint_new_plain (NULL, settings->address, dialect, settings->model, error);
  if (endpoint == NULL)
    return NULL;
  saved = find_saved_at (endpoint);
  if (saved != NULL)
    return saved;
  return may_have_key (endpoint, error) ? g_steal_pointer (&endpoint) : NULL;
}

/* The models of MODELS that are not NULL. */
static void
set_models (BookgenEndpoint *endpoint, const char *const models[BOOKGEN_N_MODEL_JOBS])
{
  for (guint job = 0; job < BOOKGEN_N_MODEL_JOBS; job++)
    if (models[job] != NULL)
      bookgen_endpoint_set_model_for (endpoint, job, models[job]);
}

static BookgenEndpoint *
remembered (const BookgenRunSettings *settings, GError **error)
{
  BookgenEndpoint *endpoint = settings != NULL && settings->address != NULL
                                  ? find_noted (settings, error)
                                  : find_saved (settings != NULL ? settings->endpoint : NULL, error);

  if (endpoint != NULL && settings != NULL)
    set_models (endpoint, (const char *const[BOOKGEN_N_MODEL_JOBS]){
                              [BOOKGEN_JOB_PLAN] = settings->plan_model,
                              [BOOKGEN_JOB_WRITING] = settings->model,
                              [BOOKGEN_JOB_REVIEW] = settings->review_model,
                              [BOOKGEN_JOB_PICTURES] = settings->pictures_model,
                              [BOOKGEN_JOB_SPEECH] = settings->speech_model,
                          });
  return endpoint;
}

static BookgenEndpoint *
make_endpoint (const char *name, const char *address, BookgenDialectKind dialect, gboolean plain, GError **error)
{
  return plain ? bookgen_endpoint_new_plain (name, address, dialect, NULL, error)
               : bookgen_endpoint_new (name, address, dialect, NULL, error);
}

/* ENDPOINT, which is taken, with the dialect of the command line. */
static BookgenEndpoint *
override (BookgenEndpoint *endpoint, const BookgenCliOptions *options, GError **error)
{
  BookgenDialectKind dialect = bookgen_endpoint_get_dialect (endpoint);
  g_autoptr (BookgenEndpoint) old = endpoint;
  BookgenEndpoint *other;

  if (options->dialect == NULL)
    return g_steal_pointer (&old);
  bookgen_dialect_kind_from_string (options->dialect, &dialect);
  other = make_endpoint (bookgen_endpoint_get_name (old), bookgen_endpoint_get_address (old), dialect,
                         bookgen_endpoint_get_plain (old), error);
  for (guint job = 0; other != NULL && job < BOOKGEN_N_MODEL_JOBS; job++)
    bookgen_endpoint_set_model_for (other, job, bookgen_endpoint_get_own_model (old, job));
  return other;
}

static gboolean
is_rehearsal (const BookgenCliOptions *options, const BookgenRunSettings *settings)
{
  return options->rehearsal
         || (options->base_url == NULL && options->endpoint == NULL && settings != NULL && settings->rehearsal);
}

/* What --base-url names. */
static BookgenEndpoint *
find_given (const BookgenCliOptions *options, GError **error)
{
  BookgenDialectKind dialect = BOOKGEN_DIALECT_OPENAI;

  if (options->dialect != NULL)
    bookgen_dialect_kind_from_string (options->dialect, &dialect);
  if (!options->allow_http && bookgen_endpoint_may_be_plain (options->base_url))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   _ ("%s would be reached without encryption: key and text could be read on the way. Within a network of your own, "
                      "accept that with --allow-http."),
                   options->base_url);
      return NULL;
    }
  return make_endpoint (NULL, options->base_url, dialect, options->allow_http, error);
}

static BookgenEndpoint *
find_named (const BookgenCliOptions *options, const BookgenRunSettings *settings, GError **error)
{
  BookgenEndpoint *endpoint;

  if (options->base_url != NULL)
    return find_given (options, error);
  endpoint = options->endpoint != NULL ? find_saved (options->endpoint, error) : remembered (settings, error);
  return endpoint != NULL ? override (endpoint, options, error) : NULL;
}

static BookgenEndpoint *
find_endpoint (const BookgenCliOptions *options, const BookgenRunSettings *settings, GError **error)
{
  BookgenEndpoint *endpoint = find_named (options, settings, error);

  if (endpoint != NULL)
    set_models (endpoint, (const char *const *) options->models);
  return endpoint;
}

BookgenEndpoint *
bookgen_cli_writer_find_endpoint (const BookgenCliOptions *options, const BookgenRunSettings *settings, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  BookgenEndpoint *endpoint;

  if (is_rehearsal (options, settings))
    return NULL;
  endpoint = find_endpoint (options, settings, &wrong);
  if (endpoint == NULL && (options->base_url != NULL || options->endpoint != NULL))
    g_propagate_error (error, g_steal_pointer (&wrong));
  return endpoint;
}

static gboolean
find_model (BookgenCliWriter *self, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_auto (GStrv) models = NULL;

  if (*bookgen_endpoint_get_model (self->endpoint) != '\0')
    return TRUE;
  models = bookgen_await_models (self->client, self->endpoint, self->key, &wrong);
  if (models == NULL)
    g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_ENDPOINT, wrong->message);
  else if (g_strv_length (models) == 1)
    bookgen_endpoint_set_model_for (self->endpoint, BOOKGEN_JOB_WRITING, models[0]);
  else
    g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                 _ ("Say with --model which model writes: %s offers %u, and “bookgen-cli models” lists them."),
                 bookgen_endpoint_get_address (self->endpoint), g_strv_length (models));
  return *bookgen_endpoint_get_model (self->endpoint) != '\0';
}

static gboolean
load_key (BookgenCliWriter *self, GError **error)
{
  g_autoptr (GError) wrong = NULL;

  if (self->rehearsal != NULL)
    return TRUE;
  self->key = bookgen_await_key (self->endpoint, &wrong);
  if (wrong == NULL)
    return TRUE;
  g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, _ ("The keyring could not be read: %s"), wrong->message);
  return FALSE;
}

BookgenCliWriter *
bookgen_cli_writer_new (const BookgenCliOptions *options, const BookgenRunSettings *settings, gboolean name_model,
                        GError **error)
{
  g_autoptr (BookgenCliWriter) self = g_new0 (BookgenCliWriter, 1);
  g_autofree char *learned = bookgen_cli_dup_learned_path ();

  self->endpoint
      = is_rehearsal (options, settings) ? start_rehearsal (self, error) : find_endpoint (options, settings, error);
  if (self->endpoint == NULL || !load_key (self, error))
    return NULL;
  self->client = bookgen_client_new ();
  bookgen_client_remember (self->client, learned);
  if (options->patience_s != G_MININT)
    bookgen_client_set_timeouts (self->client, options->patience_s, options->patience_s);
  if (name_model && !find_model (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

guint
bookgen_cli_writer_get_at_once (BookgenEndpoint *endpoint)
{
  gboolean own_machine = bookgen_endpoint_is_local (endpoint) && !bookgen_endpoint_is_rehearsal (endpoint);

  return own_machine ? AT_ONCE_LOCAL : AT_ONCE;
}

static void
replace (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

void
bookgen_cli_writer_note (const BookgenCliWriter *self, BookgenRunSettings *settings)
{
  settings->rehearsal = self->rehearsal != NULL;
  if (settings->rehearsal)
    return;
  replace (&settings->endpoint, bookgen_endpoint_get_name (self->endpoint));
  replace (&settings->address, bookgen_endpoint_get_address (self->endpoint));
  replace (&settings->dialect, bookgen_dialect_kind_to_string (bookgen_endpoint_get_dialect (self->endpoint)));
  replace (&settings->model, bookgen_endpoint_get_model (self->endpoint));
  replace (&settings->plan_model, bookgen_endpoint_get_own_model (self->endpoint, BOOKGEN_JOB_PLAN));
  replace (&settings->review_model, bookgen_endpoint_get_own_model (self->endpoint, BOOKGEN_JOB_REVIEW));
  replace (&settings->pictures_model, bookgen_endpoint_get_own_model (self->endpoint, BOOKGEN_JOB_PICTURES));
  replace (&settings->speech_model, bookgen_endpoint_get_own_model (self->endpoint, BOOKGEN_JOB_SPEECH));
}
