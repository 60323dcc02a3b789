/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-pipeline.h"

struct _BookgenBookPipeline
{
  BookgenBook *book;
  char *settings;            /* of its run, as they were when it was read; NULL before */
  BookgenPipeline *pipeline; /* nullable */
  guint written_kinds;
};

static gboolean
works_from_text (const BookgenStage *stage)
{
  for (guint i = 0; i < stage->needs->len; i++)
    if (((BookgenStage *) g_ptr_array_index (stage->needs, i))->makes == BOOKGEN_MAKES_TEXT)
      return TRUE;
  return FALSE;
}

static guint
find_written_kinds (BookgenPipeline *pipeline, const BookgenRunSettings *settings)
{
  guint kinds = 0;

  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);

      if (stage->makes == BOOKGEN_MAKES_TEXT && !works_from_text (stage) && bookgen_stage_is_on (stage, settings))
        kinds |= stage->unit_kinds;
    }
  return kinds;
}

static void
read_again (BookgenBookPipeline *self, const char *json)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_from_json (json);

  bookgen_book_pipeline_forget (self);
  self->settings = g_strdup (json ? json : "");
  self->pipeline = bookgen_pipeline_load (settings->pipeline, NULL);
  settings->plan_only = FALSE;
  self->written_kinds = self->pipeline ? find_written_kinds (self->pipeline, settings) : G_MAXUINT;
}

static void
ensure_read (BookgenBookPipeline *self)
{
  const char *json = bookgen_book_get_setting (self->book, "run");

  if (!self->settings || !g_str_equal (self->settings, json ? json : ""))
    read_again (self, json);
}

BookgenPipeline *
bookgen_book_pipeline_get (BookgenBookPipeline *self)
{
  ensure_read (self);
  return self->pipeline;
}

guint
bookgen_book_pipeline_get_written_kinds (BookgenBookPipeline *self)
{
  ensure_read (self);
  return self->written_kinds;
}

void
bookgen_book_pipeline_forget (BookgenBookPipeline *self)
{
  g_clear_pointer (&self->settings, g_free);
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
}

void
bookgen_book_pipeline_free (BookgenBookPipeline *self)
{
  bookgen_book_pipeline_forget (self);
  g_free (self);
}

BookgenBookPipeline *
bookgen_book_pipeline_new (BookgenBook *book)
{
  BookgenBookPipeline *self = g_new0 (BookgenBookPipeline, 1);

  self->book = book;
  return self;
}
