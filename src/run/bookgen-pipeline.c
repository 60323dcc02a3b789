/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-pipeline.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "bookgen-run-resources.h"

#define MAX_PIPELINE_BYTES (1 << 20)

G_DEFINE_QUARK (bookgen-pipeline-error-quark, bookgen_pipeline_error)

char *
bookgen_pipeline_dup_own_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "bookgen", "pipelines", NULL);
}

gboolean
bookgen_pipeline_is_id (const char *name)
{
  return *name != '\0' && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (name);
}

static BookgenPipeline *
load_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), MAX_PIPELINE_BYTES, NULL, error);
  if (bytes == NULL)
    return NULL;
  gsize length;
  const char *json = g_bytes_get_data (bytes, &length);
  return bookgen_pipeline_parse (length > 0 ? json : "", length, path, error);
}

static BookgenPipeline *
load_built_in (const char *name, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/example/BookGen/pipelines/%s.json", name);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (bookgen_run_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    {
      g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_UNKNOWN, _("There is no kind of book called “%s”."),
                   name);
      return NULL;
    }
  gsize length;
  const char *json = g_bytes_get_data (bytes, &length);
  return bookgen_pipeline_parse (json, length, name, error);
}

BookgenPipeline *
bookgen_pipeline_load (const char *name, GError **error)
{
  if (g_str_has_suffix (name, ".json"))
    return load_file (name, error);
  g_autofree char *file_name = g_strconcat (name, ".json", NULL);
  g_autofree char *folder = bookgen_pipeline_dup_own_folder ();
  g_autofree char *own = g_build_filename (folder, file_name, NULL);
  if (bookgen_pipeline_is_id (name) && g_file_test (own, G_FILE_TEST_EXISTS))
    return load_file (own, error);
  return load_built_in (name, error);
}

BookgenPipeline *
bookgen_pipeline_ref (BookgenPipeline *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
bookgen_pipeline_unref (BookgenPipeline *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->title);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_free (self);
}

void
bookgen_pipeline_set_defaults (const BookgenPipeline *self, BookgenRunSettings *settings)
{
  settings->mode = self->mode;
  settings->pictures = self->pictures;
}

BookgenRunSettings *
bookgen_pipeline_recall_settings (const char *json)
{
  BookgenRunSettings *settings = bookgen_run_settings_from_json (json);
  g_autoptr (BookgenPipeline) pipeline = json == NULL ? bookgen_pipeline_load (settings->pipeline, NULL) : NULL;
  if (pipeline != NULL)
    bookgen_pipeline_set_defaults (pipeline, settings);
  return settings;
}

/* No stage is named here: what decides is what it makes, and the switch it hangs on. */
gboolean
bookgen_stage_is_on (const BookgenStage *self, const BookgenRunSettings *settings)
{
  const gboolean switches[] = {
    [BOOKGEN_ON_ALWAYS] = TRUE,
    [BOOKGEN_ON_NEVER] = FALSE,
    [BOOKGEN_ON_HYBRID] = settings->mode == BOOKGEN_MODE_HYBRID,
    [BOOKGEN_ON_PICTURES] = settings->pictures,
    [BOOKGEN_ON_NARRATION] = settings->narration,
    [BOOKGEN_ON_THEORY] = settings->content != BOOKGEN_CONTENT_LABS,
    [BOOKGEN_ON_LABS] = settings->content != BOOKGEN_CONTENT_THEORY,
    [BOOKGEN_ON_REVIEW] = settings->review,
  };
  if (self->makes == BOOKGEN_MAKES_CONTEXT)
    return settings->context && switches[self->on];
  if (self->for_each == BOOKGEN_FOR_ITEM && settings->stop_after_lists)
    return FALSE;
  return !settings->plan_only && switches[self->on];
}

BookgenModelJob
bookgen_stage_get_job (const BookgenStage *self)
{
  if (self->does == BOOKGEN_DOES_DRAW)
    return BOOKGEN_JOB_PICTURES;
  if (self->does == BOOKGEN_DOES_SPEAK)
    return BOOKGEN_JOB_SPEECH;
  if (self->on == BOOKGEN_ON_REVIEW)
    return BOOKGEN_JOB_REVIEW;
  return self->makes == BOOKGEN_MAKES_CONTEXT ? BOOKGEN_JOB_PLAN : BOOKGEN_JOB_WRITING;
}

const BookgenStage *
bookgen_pipeline_find (const BookgenPipeline *self, const char *id)
{
  for (guint i = 0; i < self->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (self->stages, i);
      if (g_str_equal (stage->id, id))
        return stage;
    }
  return NULL;
}

gboolean
bookgen_pipeline_offers (const BookgenPipeline *self, BookgenOn on)
{
  for (guint i = 0; i < self->stages->len; i++)
    if (((const BookgenStage *) g_ptr_array_index (self->stages, i))->on == on)
      return TRUE;
  return FALSE;
}
