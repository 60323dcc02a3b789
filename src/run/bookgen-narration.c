/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-narration.h"

#include "bookgen-spoken.h"

#define VOICE "alloy"

const char *
bookgen_narration_get_voice (const BookgenRunSettings *settings)
{
  return settings->voice != NULL && *settings->voice != '\0' ? settings->voice : VOICE;
}

/* Readings in the first voice were there before there was a choice, and are known by their text alone. */
char *
bookgen_narration_digest (const char *spoken, const char *voice)
{
  g_autofree char *both = g_str_equal (voice, VOICE) ? NULL : g_strconcat (voice, "\n", spoken, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, both != NULL ? both : spoken, -1);
}

const BookgenStage *
bookgen_narration_find_stage (const BookgenPipeline *pipeline)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      if (stage->does == BOOKGEN_DOES_SPEAK)
        return stage;
    }
  return NULL;
}

/* The first piece tells: those that follow are of the same reading, or are not there yet. NULL for none. */
static const BookgenMediaData *
find_reading (GPtrArray *media, const BookgenStage *stage, const BookgenRunSettings *settings)
{
  for (guint i = 0; i < media->len; i++)
    {
      const BookgenMediaData *data = bookgen_media_get (media->pdata[i]);
      if (g_str_equal (data->stage, stage->id) && data->item == 1 && (!data->rehearsal || settings->rehearsal))
        return data;
    }
  return NULL;
}

static gboolean
is_of (const BookgenMediaData *reading, const char *text, const BookgenRunSettings *settings, const char *model)
{
  g_autofree char *spoken = bookgen_spoken_from_markdown (text);
  g_autofree char *digest = bookgen_narration_digest (spoken, bookgen_narration_get_voice (settings));
  return g_str_equal (digest, reading->made_from) && (model == NULL || g_strcmp0 (model, reading->model) == 0);
}

static gboolean
has_changed (BookgenSnapshot *snapshot, const char *unit_id, const BookgenStage *stage, const BookgenRunSettings *settings,
             const char *model, GError **error)
{
  g_autoptr (GPtrArray) media = bookgen_snapshot_dup_media (snapshot, unit_id, error);
  const BookgenMediaData *reading = media != NULL ? find_reading (media, stage, settings) : NULL;
  g_autoptr (BookgenRevision) current = reading != NULL ? bookgen_snapshot_dup_current (snapshot, unit_id, error) : NULL;
  return current != NULL && !is_of (reading, bookgen_revision_get (current)->text, settings, model);
}

GStrv
bookgen_narration_find_changed (BookgenSnapshot *snapshot, const BookgenPipeline *pipeline,
                                const BookgenRunSettings *settings, const char *model, GError **error)
{
  const BookgenStage *stage = bookgen_narration_find_stage (pipeline);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_snapshot_get_outline (snapshot), TRUE);
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();
  for (guint i = 0; stage != NULL && i < units->len; i++)
    {
      g_autoptr (GError) wrong = NULL;
      const char *id = bookgen_unit_get_id (units->pdata[i]);
      if (has_changed (snapshot, id, stage, settings, model, &wrong))
        g_strv_builder_add (changed, id);
      if (wrong == NULL)
        continue;
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  return g_strv_builder_end (changed);
}
