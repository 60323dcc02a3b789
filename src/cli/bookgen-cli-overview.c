/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-overview.h"

#include <string.h>

#include "bookgen-book-check.h"
#include "bookgen-cli-items.h"
#include "bookgen-cli-narration.h"
#include "bookgen-made-from.h"
#include "bookgen-material-part.h"
#include "bookgen-partial.h"
#include "bookgen-style.h"

static void
chapter_clear (gpointer chapter)
{
  g_clear_object (&((BookgenCliChapter *)chapter)->unit);
  g_clear_object (&((BookgenCliChapter *)chapter)->revision);
  g_free (((BookgenCliChapter *)chapter)->items);
  g_strfreev (((BookgenCliChapter *)chapter)->changes);
}

/* What a person wants to know first: what stopped, then what is not done, then the rest. */
static int
get_weight (BookgenTaskState state)
{
  static const int weights[] = {
    [BOOKGEN_TASK_FAILED] = 5,  [BOOKGEN_TASK_RUNNING] = 4, [BOOKGEN_TASK_INTERRUPTED] = 3,
    [BOOKGEN_TASK_SKIPPED] = 2, [BOOKGEN_TASK_DONE] = 1,    [BOOKGEN_TASK_TODO] = 0,
  };

  return weights[state];
}

static GHashTable *
find_telling_records (GPtrArray *records)
{
  GHashTable *by_unit = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    {
      BookgenTaskRecord *record = records->pdata[i];
      const BookgenTaskRecord *other = g_hash_table_lookup (by_unit, record->unit_id);

      if (other == NULL || get_weight (record->state) > get_weight (other->state))
        g_hash_table_replace (by_unit, record->unit_id, record);
    }
  return by_unit;
}

const char *
bookgen_cli_overview_get_state (const BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  BookgenTaskState state = chapter->record != NULL ? chapter->record->state : BOOKGEN_TASK_TODO;

  /* Left as it was drafted, or not joined yet: the text is there, but not done. */
  if (chapter->joining == BOOKGEN_CLI_JOINING_DRAFTED
      && (state == BOOKGEN_TASK_DONE || state == BOOKGEN_TASK_SKIPPED || state == BOOKGEN_TASK_TODO))
    return "drafted";
  /* What ran when nobody writes any more was interrupted. */
  if (state == BOOKGEN_TASK_RUNNING && self->owner == NULL)
    return bookgen_task_state_to_string (BOOKGEN_TASK_INTERRUPTED);
  if (state == BOOKGEN_TASK_TODO)
    return chapter->revision != NULL ? bookgen_task_state_to_string (BOOKGEN_TASK_DONE) : "waiting";
  return bookgen_task_state_to_string (state);
}

static void
count (BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  const char *state = bookgen_cli_overview_get_state (self, chapter);

  self->failed += strcmp (state, "failed") == 0;
  self->skipped += strcmp (state, "skipped") == 0;
  self->drafted += chapter->joining == BOOKGEN_CLI_JOINING_DRAFTED;
  self->joined += chapter->joining == BOOKGEN_CLI_JOINING_JOINED;
  if (chapter->revision == NULL)
    return;
  if (bookgen_revision_get (chapter->revision)->rehearsal)
    self->rehearsed++;
  else
    self->written++;
}

static GStrv
find_changes (BookgenCliOverview *self, BookgenUnit *unit, BookgenRevision *revision, GError **error)
{
  g_autoptr (BookgenStyle) wishes = bookgen_style_from_json (bookgen_snapshot_get_setting (self->snapshot, "style"));
  g_autofree char *style = bookgen_style_digest (wishes);
  g_autofree char *material = NULL;

  if (revision == NULL)
    return g_new0 (char *, 1);
  material = bookgen_material_part_digest_read (self->snapshot, bookgen_unit_get_id (unit), error);
  if (material == NULL)
    return NULL;
  return bookgen_made_from_find_changes (bookgen_revision_get (revision)->made_from, self->plan,
                                         bookgen_unit_get_brief (unit), style, material);
}

/* A reading of another text, or in another voice, is one of the changes. */
static void
add_narration (const BookgenCliOverview *self, BookgenCliChapter *chapter)
{
  g_autoptr (GStrvBuilder) changes = NULL;

  if (!g_strv_contains ((const char *const *)self->narrated_before, bookgen_unit_get_id (chapter->unit)))
    return;
  changes = g_strv_builder_new ();
  g_strv_builder_addv (changes, (const char **)chapter->changes);
  g_strv_builder_add (changes, "narration");
  g_strfreev (chapter->changes);
  chapter->changes = g_strv_builder_end (changes);
}

static gboolean
add_chapter (BookgenCliOverview *self, BookgenUnit *unit, const BookgenTaskRecord *record, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  BookgenCliChapter chapter = { .number = self->chapters->len + 1, .record = record };

  chapter.revision = bookgen_snapshot_dup_current (self->snapshot, bookgen_unit_get_id (unit), &wrong);
  if (wrong == NULL)
    chapter.items
        = bookgen_cli_items_word (self->snapshot, self->pipeline, self->records, bookgen_unit_get_id (unit), &wrong);
  if (wrong != NULL)
    {
      g_clear_object (&chapter.revision);
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  chapter.unit = g_object_ref (unit);
  chapter.joining = bookgen_cli_joining_of (self->pipeline, self->settings, self->records, unit);
  chapter.changes = find_changes (self, unit, chapter.revision, error);
  if (chapter.changes == NULL)
    {
      chapter_clear (&chapter);
      return FALSE;
    }
  add_narration (self, &chapter);
  g_array_append_val (self->chapters, chapter);
  count (self, &chapter);
  return TRUE;
}

/* The stage that was done for the book as a whole; NULL for none. */
static const char *
find_plan_stage (GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const BookgenTaskRecord *record = records->pdata[i];

      if (*record->unit_id == '\0' && record->revision_id != 0)
        return record->stage;
    }
  return NULL;
}

static gboolean
load_plan (BookgenCliOverview *self, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  const char *stage = find_plan_stage (self->records);
  g_autoptr (BookgenRevision) revision
      = stage != NULL ? bookgen_snapshot_dup_newest (self->snapshot, "", stage, &wrong) : NULL;

  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  self->plan = revision != NULL ? bookgen_plan_from_text (bookgen_revision_get (revision)->text) : NULL;
  return TRUE;
}

static gboolean
collect (BookgenCliOverview *self, GError **error)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_snapshot_get_outline (self->snapshot), TRUE);
  g_autoptr (GHashTable) telling = NULL;

  self->owner = bookgen_snapshot_dup_owner (self->snapshot);
  self->settings = bookgen_pipeline_recall_settings (bookgen_snapshot_get_setting (self->snapshot, "run"));
  self->pipeline = bookgen_pipeline_load (self->settings->pipeline, NULL);
  self->records = bookgen_snapshot_dup_tasks (self->snapshot, error);
  if (self->records == NULL || !bookgen_snapshot_get_usage (self->snapshot, &self->usage, error) || !load_plan (self, error))
    return FALSE;
  self->findings = bookgen_book_check (self->snapshot, NULL, error);
  if (self->findings == NULL)
    return FALSE;
  bookgen_book_check_count (self->findings, &self->to_look_at, &self->claims);
  telling = find_telling_records (self->records);
  self->narrated_before = bookgen_cli_narration_find_changed (self->snapshot, self->settings, NULL);
  for (guint i = 0; i < units->len; i++)
    if (!add_chapter (self, units->pdata[i], g_hash_table_lookup (telling, bookgen_unit_get_id (units->pdata[i])), error))
      return FALSE;
  return TRUE;
}

guint
bookgen_cli_overview_get_target (const BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  guint words = bookgen_outline_get_words (bookgen_snapshot_get_outline (self->snapshot), chapter->unit);

  return words > 0 ? words : self->settings->default_words;
}

guint
bookgen_cli_overview_count_words (const BookgenCliChapter *chapter)
{
  g_autofree char *kept = NULL;

  if (chapter->revision != NULL)
    return bookgen_revision_get (chapter->revision)->words;
  if (chapter->record == NULL || chapter->record->partial == NULL)
    return 0;
  kept = bookgen_partial_join (chapter->record->partial, NULL);
  return bookgen_revision_count_words (kept);
}

BookgenCliOverview *
bookgen_cli_overview_new (BookgenSnapshot *snapshot, GError **error)
{
  g_autoptr (BookgenCliOverview) self = g_new0 (BookgenCliOverview, 1);

  self->snapshot = snapshot;
  self->chapters = g_array_new (FALSE, TRUE, sizeof (BookgenCliChapter));
  g_array_set_clear_func (self->chapters, chapter_clear);
  return collect (self, error) ? g_steal_pointer (&self) : NULL;
}

void
bookgen_cli_overview_free (BookgenCliOverview *self)
{
  g_array_unref (self->chapters);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->plan, bookgen_plan_unref);
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  g_strfreev (self->narrated_before);
  g_free (self->owner);
  g_free (self);
}
