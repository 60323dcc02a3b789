/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-check.h"

#include "bookgen-blocks.h"
#include "bookgen-book-titles.h"
#include "bookgen-check.h"
#include "bookgen-claim.h"
#include "bookgen-overlap.h"
#include "bookgen-owner.h"
#include "bookgen-pipeline.h"
#include "bookgen-plan.h"
#include "bookgen-tic.h"
#include "bookgen-words.h"

#define OVERLAPS_MAX 200
#define TICS_MAX 30

typedef struct {
  BookgenUnit *unit;   /* borrowed from the outline */
  gint64 revision_id;  /* of the current text; 0 for none */
  gboolean rehearsal;
  gboolean by_model;   /* a model wrote a version of it */
  GPtrArray *findings; /* BookgenFinding */
} Chapter;

typedef struct {
  BookgenSnapshot *snapshot;
  GCancellable *cancellable;
  BookgenPipeline *pipeline;  /* NULL where it cannot be read */
  BookgenPlan *plan;          /* NULL for none */
  GArray *chapters;           /* Chapter */
  GArray *compared;           /* guint: of chapters, those whose texts are compared, in the order they were */
  BookgenKnown *known;        /* of the book */
  BookgenOverlaps *overlaps;
  BookgenTics *tics;
  BookgenBookTitles *titles;
} Checking;

static void
clear_chapter (gpointer data)
{
  g_ptr_array_unref (((Chapter *) data)->findings);
}

static Chapter *
get_chapter (Checking *self, guint index)
{
  return &g_array_index (self->chapters, Chapter, index);
}

static const char *
get_id (const Chapter *chapter)
{
  return bookgen_unit_get_id (chapter->unit);
}

static gboolean
add_material (Checking *self, BookgenKnown *known, const char *unit_id, GError **error)
{
  g_autoptr (GPtrArray) material = bookgen_snapshot_dup_material (self->snapshot, unit_id, error);
  for (guint i = 0; material != NULL && i < material->len; i++)
    bookgen_known_add (known, bookgen_material_get (material->pdata[i])->text);
  return material != NULL;
}

/* ---- What one text shows ---- */

static void
add_kept (Chapter *chapter, const BookgenRevisionData *data)
{
  g_autoptr (GPtrArray) kept = bookgen_findings_from_json (data->findings);
  for (guint i = 0; i < kept->len; i++)
    {
      BookgenFinding *finding = bookgen_finding_copy (kept->pdata[i]);
      /* Earlier versions kept the line alone. */
      if (finding->length == 0 && *finding->words != '\0' && !bookgen_finding_place (finding, data->text))
        finding->start = 0;
      g_ptr_array_add (chapter->findings, finding);
    }
}

/* What an author made of a model's text is looked through again; what they wrote by themselves has the length and the form they
 * gave it, but may have gaps. */
static void
add_found (Chapter *chapter, const BookgenRevisionData *data)
{
  g_autoptr (GPtrArray) found
      = bookgen_check_text (&(BookgenCheckInput){ .text = data->text, .title = bookgen_unit_get_title (chapter->unit) });
  for (guint i = 0; i < found->len; i++)
    if (chapter->by_model || ((BookgenFinding *) found->pdata[i])->kind == BOOKGEN_FINDING_PLACEHOLDER)
      g_ptr_array_add (chapter->findings, bookgen_finding_copy (found->pdata[i]));
}

static gboolean
add_claims (Checking *self, Chapter *chapter, const char *text, GError **error)
{
  g_autoptr (BookgenKnown) known = bookgen_known_new (self->known);
  bookgen_known_add (known, bookgen_unit_get_title (chapter->unit));
  bookgen_known_add (known, bookgen_unit_get_brief (chapter->unit));
  if (!add_material (self, known, get_id (chapter), error))
    return FALSE;
  g_autoptr (GPtrArray) claims = bookgen_claims_find (text, known);
  g_ptr_array_extend_and_steal (chapter->findings, g_steal_pointer (&claims));
  return TRUE;
}

/* What a list of remarks says of what is there still. One that quotes nothing of the text it was made of is kept with it. */
static gboolean
add_remarks (Checking *self, Chapter *chapter, const char *text, GError **error)
{
  for (guint i = 0; self->pipeline != NULL && i < self->pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (self->pipeline->stages, i);
      g_autoptr (GError) local_error = NULL;
      if (stage->makes != BOOKGEN_MAKES_LIST)
        continue;
      g_autoptr (BookgenRevision) list = bookgen_snapshot_dup_newest (self->snapshot, get_id (chapter), stage->id, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_autoptr (GPtrArray) remarks = bookgen_findings_from_json (list != NULL ? bookgen_revision_get (list)->findings : NULL);
      for (guint k = 0; k < remarks->len; k++)
        if (bookgen_finding_place (remarks->pdata[k], text) || bookgen_revision_get (list)->id > chapter->revision_id)
          g_ptr_array_add (chapter->findings, bookgen_finding_copy (remarks->pdata[k]));
    }
  return TRUE;
}

/* ---- First reading ---- */

static GArray *
read_words (const char *text)
{
  g_autoptr (GArray) blocks = bookgen_blocks_split (text);
  GArray *words = g_array_new (FALSE, FALSE, sizeof (BookgenWord));
  for (guint i = 0; i < blocks->len; i++)
    {
      const BookgenBlock *block = &g_array_index (blocks, BookgenBlock, i);
      if (block->kind == BOOKGEN_BLOCK_PROSE || block->kind == BOOKGEN_BLOCK_STRUCTURE)
        bookgen_words_add (words, text, block->start, block->length);
    }
  return words;
}

static void
compare (Checking *self, guint index, const char *text)
{
  g_autoptr (GArray) words = read_words (text);
  bookgen_overlaps_add (self->overlaps, words);
  bookgen_tics_read (self->tics, words);
  bookgen_book_titles_add (self->titles, self->compared->len, get_chapter (self, index)->unit, text);
  g_array_append_val (self->compared, index);
}

static gboolean
read_chapter (Checking *self, guint index, GError **error)
{
  Chapter *chapter = get_chapter (self, index);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_snapshot_dup_current (self->snapshot, get_id (chapter), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (revision == NULL)
    return TRUE;
  const BookgenRevisionData *data = bookgen_revision_get (revision);
  chapter->revision_id = data->id;
  chapter->rehearsal = data->rehearsal;
  if (data->origin == BOOKGEN_ORIGIN_MODEL)
    add_kept (chapter, data);
  else
    add_found (chapter, data);
  if (!add_remarks (self, chapter, data->text, error))
    return FALSE;
  if (data->rehearsal)
    return TRUE;
  compare (self, index, data->text);
  gboolean claims = (chapter->by_model || data->origin == BOOKGEN_ORIGIN_MODEL)
                    && (self->pipeline == NULL || self->pipeline->claims);
  return !claims || add_claims (self, chapter, data->text, error);
}

/* ---- What the whole book shows ---- */

static char *
dup_text (Checking *self, guint compared)
{
  const Chapter *chapter = get_chapter (self, g_array_index (self->compared, guint, compared));
  g_autoptr (BookgenRevision) revision = bookgen_snapshot_dup_current (self->snapshot, get_id (chapter), NULL);
  return g_strdup (revision != NULL ? bookgen_revision_get (revision)->text : "");
}

static void
add_overlap (Checking *self, const BookgenOverlap *overlap)
{
  g_autofree char *first = dup_text (self, overlap->first), *second = dup_text (self, overlap->second);
  const char *texts[2] = { first, second };
  Chapter *chapters[2] = { get_chapter (self, g_array_index (self->compared, guint, overlap->first)),
                           get_chapter (self, g_array_index (self->compared, guint, overlap->second)) };
  gsize starts[2] = { overlap->first_start, overlap->second_start };
  gsize lengths[2] = { overlap->first_length, overlap->second_length };
  guint owner = bookgen_owner_choose (self->plan, get_id (chapters[0]), get_id (chapters[1]), texts[0] + starts[0], lengths[0]);
  guint other = 1 - owner;
  BookgenFinding *finding = bookgen_finding_new (BOOKGEN_FINDING_OVERLAP, texts[other], starts[other], lengths[other]);
  finding->other = g_strdup (get_id (chapters[owner]));
  finding->remark = g_strdup (bookgen_unit_get_title (chapters[owner]->unit));
  finding->other_start = starts[owner];
  finding->other_length = lengths[owner];
  finding->count = overlap->words;
  g_ptr_array_add (chapters[other]->findings, finding);
}

static void
add_overlaps (Checking *self)
{
  g_autoptr (GArray) overlaps = bookgen_overlaps_find (self->overlaps, OVERLAPS_MAX);
  for (guint i = 0; i < overlaps->len; i++)
    add_overlap (self, &g_array_index (overlaps, BookgenOverlap, i));
}

static void
add_tics (Checking *self)
{
  if (self->compared->len == 0)
    return;
  for (guint i = 0; i < self->compared->len; i++)
    {
      g_autofree char *text = dup_text (self, i);
      g_autoptr (GArray) words = read_words (text);
      bookgen_tics_read_again (self->tics, text, words);
    }
  g_autoptr (GArray) tics = bookgen_tics_find (self->tics, TICS_MAX);
  for (guint i = 0; i < tics->len; i++)
    {
      const BookgenTic *tic = &g_array_index (tics, BookgenTic, i);
      g_autofree char *text = dup_text (self, tic->text);
      BookgenFinding *finding = bookgen_finding_new (BOOKGEN_FINDING_TIC, text, tic->start, tic->length);
      finding->count = tic->chapters;
      finding->of = self->compared->len;
      g_ptr_array_add (get_chapter (self, g_array_index (self->compared, guint, tic->text))->findings, finding);
    }
}

static void
add_titles (Checking *self)
{
  g_autoptr (GArray) twice = bookgen_book_titles_find (self->titles);
  for (guint i = 0; i < twice->len; i++)
    {
      const BookgenTitleTwice *title = &g_array_index (twice, BookgenTitleTwice, i);
      Chapter *chapter = get_chapter (self, g_array_index (self->compared, guint, title->second));
      const Chapter *first = get_chapter (self, g_array_index (self->compared, guint, title->first));
      g_autofree char *text = dup_text (self, title->second);
      BookgenFinding *finding = bookgen_finding_new (BOOKGEN_FINDING_TITLE_TWICE, text, title->start, title->length);
      finding->other = g_strdup (get_id (first));
      finding->remark = g_strdup (bookgen_unit_get_title (first->unit));
      g_ptr_array_add (chapter->findings, finding);
    }
}

/* ---- The book ---- */

static void
load_pipeline (Checking *self)
{
  g_autoptr (BookgenRunSettings) settings
      = bookgen_run_settings_from_json (bookgen_snapshot_get_setting (self->snapshot, "run"));
  self->pipeline = bookgen_pipeline_load (settings->pipeline, NULL);
  for (guint i = 0; self->pipeline != NULL && self->plan == NULL && i < self->pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (self->pipeline->stages, i);
      if (stage->makes != BOOKGEN_MAKES_CONTEXT)
        continue;
      g_autoptr (BookgenRevision) revision = bookgen_snapshot_dup_newest (self->snapshot, "", stage->id, NULL);
      self->plan = bookgen_plan_from_text (revision != NULL ? bookgen_revision_get (revision)->text : NULL);
    }
}

static GHashTable *
find_written_by_model (GPtrArray *records)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < records->len; i++)
    {
      const BookgenTaskRecord *record = g_ptr_array_index (records, i);
      if (record->revision_id > 0)
        g_hash_table_add (ids, record->unit_id);
    }
  return ids;
}

static void
take_units (Checking *self, GPtrArray *records, GString *outline_text)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_snapshot_get_outline (self->snapshot), TRUE);
  g_autoptr (GHashTable) by_model = find_written_by_model (records);
  for (guint i = 0; i < units->len; i++)
    {
      BookgenUnit *unit = units->pdata[i]; /* the outline holds it */
      Chapter chapter = { .unit = unit, .findings = bookgen_findings_new (),
                          .by_model = g_hash_table_contains (by_model, bookgen_unit_get_id (unit)) };
      g_array_append_val (self->chapters, chapter);
      g_string_append_printf (outline_text, "%s.\n%s\n", bookgen_unit_get_title (unit), bookgen_unit_get_brief (unit));
    }
}

static gboolean
begin (Checking *self, GError **error)
{
  g_autoptr (GPtrArray) records = bookgen_snapshot_dup_tasks (self->snapshot, error);
  g_autoptr (GString) outline_text = g_string_new (bookgen_snapshot_get_title (self->snapshot));
  self->chapters = g_array_new (FALSE, TRUE, sizeof (Chapter));
  g_array_set_clear_func (self->chapters, clear_chapter);
  self->compared = g_array_new (FALSE, FALSE, sizeof (guint));
  self->known = bookgen_known_new (NULL);
  self->overlaps = bookgen_overlaps_new ();
  self->titles = bookgen_book_titles_new ();
  if (records == NULL)
    return FALSE;
  load_pipeline (self);
  g_string_append (outline_text, ".\n");
  take_units (self, records, outline_text);
  self->tics = bookgen_tics_new (self->chapters->len, outline_text->str);
  bookgen_known_add (self->known, bookgen_snapshot_get_title (self->snapshot));
  return add_material (self, self->known, "", error);
}

static void
finish (Checking *self)
{
  g_array_unref (self->chapters);
  g_array_unref (self->compared);
  bookgen_known_free (self->known);
  bookgen_overlaps_free (self->overlaps);
  g_clear_pointer (&self->tics, bookgen_tics_free);
  bookgen_book_titles_free (self->titles);
  g_clear_pointer (&self->plan, bookgen_plan_unref);
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
}

static gboolean
read_all (Checking *self, GError **error)
{
  for (guint i = 0; i < self->chapters->len; i++)
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !read_chapter (self, i, error))
      return FALSE;
  add_overlaps (self);
  add_tics (self);
  add_titles (self);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static GPtrArray *
collect (Checking *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->chapters->len; i++)
    {
      Chapter *chapter = get_chapter (self, i);
      bookgen_findings_sort (chapter->findings);
      for (guint k = 0; k < chapter->findings->len; k++)
        {
          g_autoptr (BookgenBookFinding) finding = bookgen_book_finding_new (
              get_id (chapter), chapter->revision_id, bookgen_finding_copy (chapter->findings->pdata[k]));
          if (!bookgen_snapshot_is_settled (self->snapshot, get_id (chapter), bookgen_book_finding_get_key (finding)))
            g_ptr_array_add (all, g_steal_pointer (&finding));
        }
    }
  return all;
}

GPtrArray *
bookgen_book_check (BookgenSnapshot *snapshot, GCancellable *cancellable, GError **error)
{
  Checking self = { .snapshot = snapshot, .cancellable = cancellable };
  GPtrArray *all = begin (&self, error) && read_all (&self, error) ? collect (&self) : NULL;
  finish (&self);
  return all;
}

gboolean
bookgen_book_check_counts (const BookgenFinding *finding)
{
  return finding->kind != BOOKGEN_FINDING_CLAIM && finding->kind != BOOKGEN_FINDING_TIC;
}

void
bookgen_book_check_count (GPtrArray *findings, guint *units, guint *claims)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint open = 0;
  for (guint i = 0; i < findings->len; i++)
    if (bookgen_book_finding_get (findings->pdata[i])->kind == BOOKGEN_FINDING_CLAIM)
      open++;
    else if (bookgen_book_check_counts (bookgen_book_finding_get (findings->pdata[i])))
      g_hash_table_add (ids, (gpointer) bookgen_book_finding_get_unit_id (findings->pdata[i]));
  if (units != NULL)
    *units = g_hash_table_size (ids);
  if (claims != NULL)
    *claims = open;
}
