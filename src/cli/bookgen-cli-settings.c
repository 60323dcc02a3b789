/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "bookgen-cli.h"
#include "bookgen-pipeline.h"

static void
replace (char **place, const char *given)
{
  if (given == NULL)
    return;
  g_free (*place);
  *place = g_utf8_make_valid (given, -1);
}

/* Where a kind is named, its own ways come with it; what else is named goes over them. */
static gboolean
take_kind (const BookgenCliOptions *self, BookgenRunSettings *settings, GError **error)
{
  g_autoptr (BookgenPipeline) pipeline = NULL;

  if (self->kind == NULL)
    return TRUE;
  replace (&settings->pipeline, self->kind);
  pipeline = bookgen_pipeline_load (settings->pipeline, error);
  if (pipeline == NULL)
    return FALSE;
  bookgen_pipeline_set_defaults (pipeline, settings);
  return TRUE;
}

static void
take_number (guint *place, int given)
{
  if (given != G_MININT)
    *place = given;
}

static void
take_switch (gboolean *place, gboolean on, gboolean off)
{
  *place = (*place || on) && !off;
}

static void
take_words (const BookgenCliOptions *self, BookgenRunSettings *settings)
{
  if (self->mode != NULL)
    bookgen_mode_from_string (self->mode, &settings->mode);
  if (self->content != NULL)
    bookgen_content_from_string (self->content, &settings->content);
  if (self->checks != NULL)
    bookgen_checks_from_string (self->checks, &settings->checks);
  if (self->on_failure != NULL)
    settings->skip_failed = strcmp (self->on_failure, "skip") == 0;
}

gboolean
bookgen_cli_options_apply (const BookgenCliOptions *self, BookgenRunSettings *settings, GError **error)
{
  if (!take_kind (self, settings, error))
    return FALSE;
  replace (&settings->seed, self->seed);
  replace (&settings->voice, self->voice);
  take_words (self, settings);
  take_number (&settings->at_once, self->at_once);
  take_number (&settings->modules_at_once, self->modules_at_once);
  take_number (&settings->lessons_at_once, self->lessons_at_once);
  take_number (&settings->pause_ms, self->pause_ms);
  take_number (&settings->default_words, self->words);
  take_switch (&settings->pictures, self->pictures || self->plan_pictures, self->no_pictures);
  take_switch (&settings->narration, self->narration, self->no_narration);
  take_switch (&settings->review, self->review, self->no_review);
  if (self->budget != NULL)
    settings->budget_micros = self->budget_micros;
  settings->context &= !self->no_context;
  settings->plan_only = self->plan_only;
  settings->stop_after_plan = FALSE;
  settings->stop_after_lists = self->plan_pictures;
  settings->warm_up |= self->warm_up;
  if (settings->plan_only && !settings->context)
    {
      g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                           _ ("--plan-only and --no-context exclude each other."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_labs (const BookgenPipeline *pipeline, const BookgenRunSettings *settings)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);

      /* A run that makes the plan alone plans them, too. */
      if (stage->on == BOOKGEN_ON_LABS && settings->content != BOOKGEN_CONTENT_THEORY)
        return TRUE;
    }
  return FALSE;
}

void
bookgen_cli_options_add_labs (const BookgenRunSettings *settings, BookgenOutline *outline, const char *language)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (settings->pipeline, NULL);

  if (pipeline != NULL && has_labs (pipeline, settings))
    bookgen_outline_add_labs (outline, language);
}

/* "4-6" or "3": FALSE when it is neither, or not within 1 and COUNT. */
static gboolean
parse_range (const char *range, guint count, guint64 *from, guint64 *to)
{
  g_auto (GStrv) ends = g_strsplit (range, "-", 2);

  if (ends[0] == NULL || count == 0 || !g_ascii_string_to_unsigned (g_strstrip (ends[0]), 10, 1, count, from, NULL))
    return FALSE;
  *to = *from;
  return ends[1] == NULL || g_ascii_string_to_unsigned (g_strstrip (ends[1]), 10, *from, count, to, NULL);
}

static void
add_written (GStrvBuilder *ids, BookgenUnit *unit)
{
  GListModel *children = bookgen_unit_get_children (unit);

  if (bookgen_unit_is_written (unit))
    g_strv_builder_add (ids, bookgen_unit_get_id (unit));
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);

      add_written (ids, child);
    }
}

gboolean
bookgen_cli_options_select (const BookgenCliOptions *self, BookgenOutline *outline, BookgenRunSettings *settings,
                            GError **error)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (outline));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) ranges = NULL;

  if (self->select == NULL)
    return TRUE;
  ranges = g_strsplit (self->select, ",", -1);
  for (guint i = 0; i == 0 || ranges[i] != NULL; i++)
    {
      guint64 from, to;

      if (ranges[i] == NULL || !parse_range (ranges[i], count, &from, &to))
        {
          g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                       _ ("--select names top-level units from 1 to %u, like 1,3,4-6."), count);
          return FALSE;
        }
      for (; from <= to; from++)
        {
          g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (outline), from - 1);

          add_written (ids, unit);
        }
    }
  g_strfreev (settings->units);
  settings->units = g_strv_builder_end (ids);
  return TRUE;
}
