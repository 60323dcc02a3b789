/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-narration.h"

#include <glib/gi18n.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-object.h"
#include "bookgen-cli-wording.h"
#include "bookgen-narration.h"

static const char *
get_model (const BookgenRunSettings *settings)
{
  return settings->speech_model != NULL ? settings->speech_model : settings->model;
}

GStrv
bookgen_cli_narration_find_changed (BookgenSnapshot *snapshot, const BookgenRunSettings *settings, const char *model)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (settings->pipeline, NULL);
  GStrv changed = NULL;

  if (model == NULL && !settings->rehearsal)
    model = get_model (settings);
  if (pipeline != NULL)
    changed = bookgen_narration_find_changed (snapshot, pipeline, settings, model, NULL);
  return changed != NULL ? changed : g_new0 (char *, 1);
}

/* Of CHANGED, which is taken, those of the selection where one was made just now: an earlier one was of what was missing. */
static GStrv
select_from (GStrv changed, const BookgenCliOptions *options, const BookgenRunSettings *settings)
{
  g_autoptr (GStrvBuilder) selected = g_strv_builder_new ();
  g_auto (GStrv) all = changed;

  for (guint i = 0; all[i] != NULL; i++)
    if (options->select == NULL || g_strv_contains ((const char *const *)settings->units, all[i]))
      g_strv_builder_add (selected, all[i]);
  return g_strv_builder_end (selected);
}

void
bookgen_cli_narration_take (const BookgenCliOptions *options, BookgenRunSettings *settings, BookgenSnapshot *snapshot,
                            const char *model)
{
  g_auto (GStrv) changed = NULL;

  settings->narration |= options->narrate_again;
  if (!settings->narration || snapshot == NULL)
    return;
  changed = select_from (bookgen_cli_narration_find_changed (snapshot, settings, model), options, settings);
  if (options->narrate_again)
    settings->narrate_again = g_steal_pointer (&changed);
  else if (changed[0] != NULL)
    bookgen_cli_say (ngettext ("%u chapter was read in another voice, or from an earlier text: --narrate-again reads it again.\n",
                               "%u chapters were read in another voice, or from an earlier text: --narrate-again reads them "
                               "again.\n",
                               g_strv_length (changed)),
                     g_strv_length (changed));
}

static void
print_json (const BookgenNarrationSample *sample, const char *file, const char *voice)
{
  g_autoptr (JsonBuilder) builder = bookgen_cli_object_new ();

  bookgen_cli_object_add_string (builder, "event", "sample");
  bookgen_cli_object_add_string (builder, "file", file);
  bookgen_cli_object_add_string (builder, "media_type", sample->media_type);
  bookgen_cli_object_add_string (builder, "voice", voice);
  bookgen_cli_object_add_string (builder, "text", sample->text);
  bookgen_cli_object_add_amount (builder, "seconds", sample->ms, 1e3);
  bookgen_cli_object_add_amount (builder, "cost", sample->cost_micros, 1e6);
  bookgen_cli_object_add_boolean (builder, "kept", sample->kept);
  bookgen_cli_object_print (builder);
}

static void
say (const BookgenNarrationSample *sample, const char *file, const char *voice, const char *path)
{
  const BookgenUsage usage = { .cost_micros = sample->cost_micros, .requests = 1 };
  g_autofree char *cost = bookgen_cli_word_cost (&usage);

  bookgen_cli_print ("%s\n", file);
  if (sample->kept)
    bookgen_cli_say (_ ("The sample was read before, in the voice “%s”, and cost nothing now.\n"), voice);
  else
    bookgen_cli_say (_ ("The sample is read in the voice “%s” · %s\n"), voice, cost);
  bookgen_cli_say (_ ("Read the book with: bookgen-cli resume %s --narration --voice %s\n"), path, voice);
}

/* What was paid for is in the book, whatever becomes of the file. */
static BookgenCliStatus
write_file (const BookgenNarrationSample *sample, const char *file, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (sample->bytes, &length);

  return g_file_set_contents (file, data, length, error) ? BOOKGEN_CLI_DONE : BOOKGEN_CLI_NOT_WRITTEN;
}

static BookgenCliStatus
make_sample (BookgenBook *book, const BookgenCliOptions *options, const BookgenCliWriter *writer,
             const BookgenRunSettings *settings, GError **error)
{
  const char *voice = bookgen_narration_get_voice (settings), *file = options->narration_sample;
  g_autoptr (BookgenNarrationSample) sample
      = bookgen_await_narration_sample (book, writer->client, writer->endpoint, writer->key, settings, error);
  BookgenCliStatus status;

  if (sample == NULL)
    return BOOKGEN_CLI_ENDPOINT;
  status = write_file (sample, file, error);
  if (status != BOOKGEN_CLI_DONE)
    return status;
  if (options->json)
    print_json (sample, file, voice);
  else
    say (sample, file, voice, bookgen_book_get_path (book));
  return BOOKGEN_CLI_DONE;
}

/* The voice is the book's from now on, as it is where a run is made. */
BookgenCliStatus
bookgen_cli_narration_sample (BookgenBook *book, const BookgenCliOptions *options, const BookgenCliWriter *writer,
                              const BookgenRunSettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = bookgen_run_settings_to_json (settings);
  BookgenCliStatus status = make_sample (book, options, writer, settings, &error);
  g_autoptr (GError) unclosed = NULL;

  bookgen_book_set_setting (book, "run", json);
  if (!bookgen_await_book_close (book, &unclosed) && status == BOOKGEN_CLI_DONE)
    return bookgen_cli_fail (unclosed);
  if (error != NULL)
    bookgen_cli_say ("bookgen-cli: %s\n", error->message);
  return status;
}
