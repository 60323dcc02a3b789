/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the chapters of a desk are: what the book holds and what the run says of them, in one word each. */
#include "config.h"
#include "bookgen-desk-private.h"

#include <glib/gi18n-lib.h>

static gboolean
has_text (BookgenDesk *self, BookgenUnit *unit, gboolean *placeholder)
{
  BookgenRevision *current = bookgen_book_get_current (bookgen_desk_get_book (self), bookgen_unit_get_id (unit));

  *placeholder = current && bookgen_revision_get (current)->rehearsal;
  return current && !*placeholder;
}

static gboolean
is_models_to_write (BookgenUnit *unit, guint kinds)
{
  return bookgen_unit_get_writer (unit) == BOOKGEN_WRITER_MODEL && !bookgen_unit_get_locked (unit)
         && (kinds & (1u << bookgen_unit_get_kind (unit))) != 0;
}

static gboolean
is_missing (BookgenDesk *self, BookgenUnit *unit, guint kinds)
{
  gboolean placeholder;

  return is_models_to_write (unit, kinds) && !has_text (self, unit, &placeholder);
}

static gboolean
has_stopped (BookgenDesk *self, BookgenUnit *unit, guint kinds)
{
  BookgenMark mark = bookgen_desk_get_mark (self, unit);

  return is_models_to_write (unit, kinds) && (mark == BOOKGEN_MARK_STOPPED || mark == BOOKGEN_MARK_INTERRUPTED);
}

void
bookgen_desk_count_chapters (BookgenDesk *self, BookgenDeskCount *count)
{
  g_autoptr (GPtrArray) units = NULL;
  guint kinds;

  g_return_if_fail (BOOKGEN_IS_DESK (self));
  kinds = bookgen_book_pipeline_get_written_kinds (bookgen_desk_get_pipeline (self));
  *count = (BookgenDeskCount){ 0 };
  units = bookgen_outline_dup_units (bookgen_desk_get_outline (self), TRUE);
  count->units = units->len;
  for (guint i = 0; i < units->len; i++)
    {
      BookgenUnit *unit = g_ptr_array_index (units, i);
      gboolean placeholder;

      count->written += has_text (self, unit, &placeholder);
      count->placeholders += placeholder;
      count->missing += is_missing (self, unit, kinds);
      count->stopped += has_stopped (self, unit, kinds);
    }
}

static BookgenMark
mark_of_text (BookgenDesk *self, BookgenUnit *unit)
{
  BookgenRevision *current = bookgen_book_get_current (bookgen_desk_get_book (self), bookgen_unit_get_id (unit));
  const BookgenRevisionData *data = current ? bookgen_revision_get (current) : NULL;

  if (!data)
    return bookgen_unit_get_writer (unit) == BOOKGEN_WRITER_ME ? BOOKGEN_MARK_MINE : BOOKGEN_MARK_NONE;
  if (data->rehearsal)
    return BOOKGEN_MARK_PLACEHOLDER;
  if (data->origin != BOOKGEN_ORIGIN_MODEL)
    return BOOKGEN_MARK_MINE;
  return data->findings ? BOOKGEN_MARK_TO_LOOK_AT : BOOKGEN_MARK_WRITTEN;
}

BookgenMark
bookgen_desk_get_mark (BookgenDesk *self, BookgenUnit *unit)
{
  BookgenRun *run;
  BookgenProgress *progress = NULL;
  BookgenMark mark = BOOKGEN_MARK_NONE;

  g_return_val_if_fail (BOOKGEN_IS_DESK (self), BOOKGEN_MARK_NONE);
  if (!bookgen_unit_is_written (unit))
    return BOOKGEN_MARK_NONE;
  run = bookgen_desk_get_run (self);
  if (run)
    progress = bookgen_run_get_progress (run, bookgen_unit_get_id (unit));
  if (progress)
    mark = bookgen_mark_from_shown (bookgen_progress_get_facts (progress)->shown);
  if (mark == BOOKGEN_MARK_NONE || mark == BOOKGEN_MARK_WRITTEN || mark == BOOKGEN_MARK_TO_LOOK_AT)
    return mark_of_text (self, unit);
  return mark;
}

static GStrv
dup_ids (BookgenDesk *self, gboolean (*wanted) (BookgenDesk *, BookgenUnit *, guint))
{
  guint kinds = bookgen_book_pipeline_get_written_kinds (bookgen_desk_get_pipeline (self));
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_desk_get_outline (self), TRUE);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < units->len; i++)
    if (wanted (self, g_ptr_array_index (units, i), kinds))
      g_strv_builder_add (ids, bookgen_unit_get_id (g_ptr_array_index (units, i)));
  return g_strv_builder_end (ids);
}

GStrv
bookgen_desk_dup_missing (BookgenDesk *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  return dup_ids (self, is_missing);
}

GStrv
bookgen_desk_dup_stopped (BookgenDesk *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  return dup_ids (self, has_stopped);
}

gboolean
bookgen_desk_is_text (BookgenDesk *self, const char *stage_id)
{
  BookgenPipeline *pipeline = bookgen_book_pipeline_get (bookgen_desk_get_pipeline (self));
  const BookgenStage *stage = pipeline ? bookgen_pipeline_find (pipeline, stage_id) : NULL;

  return !stage || stage->makes == BOOKGEN_MAKES_TEXT;
}

BookgenRevision *
bookgen_desk_get_plan (BookgenDesk *self)
{
  BookgenPipeline *pipeline = bookgen_book_pipeline_get (bookgen_desk_get_pipeline (self));

  for (guint i = 0; pipeline && i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      BookgenRevision *made = bookgen_book_get_newest (bookgen_desk_get_book (self), "", stage->id);

      if (stage->makes == BOOKGEN_MAKES_CONTEXT && made && !bookgen_revision_get (made)->rehearsal)
        return made;
    }
  return NULL;
}

char *
bookgen_desk_dup_summary (BookgenDesk *self)
{
  BookgenDeskCount count;
  g_autofree char *written = NULL;
  g_autofree char *placeholders = NULL;

  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  bookgen_desk_count (self, &count);
  if (count.units == 0)
    return g_strdup (_ ("No chapter yet"));
  /* Translators: how far a book is */
  written = g_strdup_printf (ngettext ("%u of %u chapter is written", "%u of %u chapters are written", count.units),
                             count.written, count.units);
  if (count.placeholders == 0)
    return g_steal_pointer (&written);
  placeholders = g_strdup_printf (ngettext ("%u holds a placeholder from Try without cost",
                                            "%u hold placeholders from Try without cost", count.placeholders),
                                  count.placeholders);
  return g_strdup_printf ("%s · %s", written, placeholders);
}
