/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-rows.h"

#include "bookgen-fold.h"
#include "bookgen-job.h"
#include "bookgen-partial.h"
#include "bookgen-reason.h"
#include "bookgen-verdict.h"

/* Rows a tick looks at beside those whose task runs: of a very long book the others have their turn within a second. */
#define ROWS_A_TICK 1000

/* The words of a kept text, counted once for each length. */
typedef struct {
  gsize bytes;
  guint words;
} Kept;

struct _BookgenRows {
  BookgenBook *book;
  GPtrArray *tasks, *records, *jobs; /* by task; borrowed */
  GArray *kept;                      /* Kept, by task */
  GPtrArray *units;                  /* BookgenProgress */
  GPtrArray *unit_tasks;             /* GArray of guint, by unit */
  GHashTable *by_unit;               /* unit id -> index + 1 */
  BookgenProgress *of_book;
  GArray *book_tasks;
  GHashTable *verdicts;              /* revision id -> what there is to look at; "" for nothing */
  gulong settled_id;
  gint64 next_start_us;
  GHashTable *marked;                /* index + 1 of rows a task of which has changed */
  guint turn;                        /* the row that is looked at next */
  BookgenRowCounts counts;
  gboolean counted;                  /* these hold */
};

static GArray *
index_array_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

/* A unit that was there keeps its row: others hold on to it. */
static void
add_unit (BookgenRows *self, BookgenUnit *unit, GHashTable *known)
{
  BookgenProgress *row = g_hash_table_lookup (known, unit);
  g_ptr_array_add (self->units, row != NULL ? g_object_ref (row) : bookgen_progress_new (unit));
  g_ptr_array_add (self->unit_tasks, index_array_new ());
  g_hash_table_insert (self->by_unit, g_strdup (bookgen_unit_get_id (unit)), GUINT_TO_POINTER (self->units->len));
}

/* Rows stand in reading order, whatever the order of tasks. */
static void
add_units (BookgenRows *self, GHashTable *known)
{
  g_autoptr (GHashTable) in_run = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->tasks->len; i++)
    g_hash_table_add (in_run, ((BookgenTask *) self->tasks->pdata[i])->unit_id);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (self->book), TRUE);
  for (guint i = 0; i < units->len; i++)
    if (g_hash_table_contains (in_run, bookgen_unit_get_id (units->pdata[i])))
      add_unit (self, units->pdata[i], known);
}

/* What still runs of a unit that has left the outline has no row. */
static void
add_tasks (BookgenRows *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    {
      GArray *indices = bookgen_rows_find_tasks (self, ((BookgenTask *) self->tasks->pdata[i])->unit_id);
      if (indices != NULL)
        g_array_append_val (indices, i);
    }
}

void
bookgen_rows_replan (BookgenRows *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  for (guint i = 0; i < self->units->len; i++)
    g_hash_table_insert (known, bookgen_progress_get_unit (self->units->pdata[i]), g_object_ref (self->units->pdata[i]));
  g_array_set_size (self->kept, 0);
  g_array_set_size (self->kept, self->tasks->len);
  g_ptr_array_set_size (self->units, 0);
  g_ptr_array_set_size (self->unit_tasks, 0);
  g_hash_table_remove_all (self->by_unit);
  g_hash_table_remove_all (self->marked);
  g_array_set_size (self->book_tasks, 0);
  add_units (self, known);
  add_tasks (self);
  bookgen_rows_update (self, self->next_start_us);
}

static void
book_settled (BookgenBook *book, const char *unit_id, BookgenRows *self)
{
  g_hash_table_remove_all (self->verdicts);
}

BookgenRows *
bookgen_rows_new (BookgenBook *book, GPtrArray *tasks, GPtrArray *records, GPtrArray *jobs)
{
  BookgenRows *self = g_new0 (BookgenRows, 1);
  self->book = book;
  self->tasks = tasks;
  self->records = records;
  self->jobs = jobs;
  self->verdicts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->settled_id = g_signal_connect (book, "settled", G_CALLBACK (book_settled), self);
  self->kept = g_array_new (FALSE, TRUE, sizeof (Kept));
  self->units = g_ptr_array_new_with_free_func (g_object_unref);
  self->unit_tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->by_unit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->marked = g_hash_table_new (NULL, NULL);
  self->of_book = bookgen_progress_new (NULL);
  self->book_tasks = index_array_new ();
  bookgen_rows_replan (self);
  return self;
}

void
bookgen_rows_free (BookgenRows *self)
{
  g_signal_handler_disconnect (self->book, self->settled_id);
  g_hash_table_unref (self->verdicts);
  g_array_unref (self->kept);
  g_ptr_array_unref (self->units);
  g_ptr_array_unref (self->unit_tasks);
  g_hash_table_unref (self->by_unit);
  g_hash_table_unref (self->marked);
  g_object_unref (self->of_book);
  g_array_unref (self->book_tasks);
  g_free (self);
}

GPtrArray *
bookgen_rows_get_units (BookgenRows *self)
{
  return self->units;
}

static guint
find_unit (BookgenRows *self, const char *unit_id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->by_unit, unit_id));
}

BookgenProgress *
bookgen_rows_find (BookgenRows *self, const char *unit_id)
{
  guint place = find_unit (self, unit_id);
  if (*unit_id == '\0')
    return self->of_book;
  return place > 0 ? g_ptr_array_index (self->units, place - 1) : NULL;
}

GArray *
bookgen_rows_find_tasks (BookgenRows *self, const char *unit_id)
{
  guint place = find_unit (self, unit_id);
  if (*unit_id == '\0')
    return self->book_tasks;
  return place > 0 ? g_ptr_array_index (self->unit_tasks, place - 1) : NULL;
}

/* Of two texts the better one counts, which need not be the newest. */
static BookgenRevision *
find_made (BookgenRows *self, const BookgenTask *task)
{
  const BookgenTaskRecord *record = g_ptr_array_index (self->records, task->index);
  BookgenRevision *made = task->state == BOOKGEN_TASK_DONE ? bookgen_book_get_revision (self->book, record->revision_id) : NULL;
  if (made != NULL || task->state != BOOKGEN_TASK_DONE)
    return made;
  return bookgen_book_get_newest (self->book, task->unit_id, task->stage->id);
}

/* What there is to look at in a text; NULL for nothing. Read once for each. */
static const char *
find_verdict (BookgenRows *self, BookgenRevision *made)
{
  gint64 id = bookgen_revision_get (made)->id;
  const char *verdict = g_hash_table_lookup (self->verdicts, &id);
  if (verdict == NULL)
    {
      char *sentence = bookgen_verdict_of (self->book, made);
      verdict = sentence != NULL ? sentence : g_strdup ("");
      g_hash_table_insert (self->verdicts, g_memdup2 (&id, sizeof id), (gpointer) verdict);
    }
  return *verdict != '\0' ? verdict : NULL;
}

static guint
count_kept_words (BookgenRows *self, guint task)
{
  const BookgenTaskRecord *record = g_ptr_array_index (self->records, task);
  Kept *kept = &g_array_index (self->kept, Kept, task);
  gsize bytes = record->partial != NULL ? strlen (record->partial) : 0;
  if (kept->bytes != bytes)
    {
      g_autofree char *text = bookgen_partial_join (record->partial != NULL ? record->partial : "", NULL);
      *kept = (Kept){ .bytes = bytes, .words = bookgen_revision_count_words (text) };
    }
  return kept->words;
}

guint
bookgen_rows_count_words (BookgenRows *self, guint task)
{
  BookgenJob *job = g_ptr_array_index (self->jobs, task);
  BookgenRevision *made = find_made (self, self->tasks->pdata[task]);
  if (job != NULL)
    return bookgen_job_get_words (job);
  return made != NULL ? bookgen_revision_get (made)->words : count_kept_words (self, task);
}

static guint
count_wait_s (BookgenRows *self, const BookgenTask *task)
{
  gint64 until_us = task->wait != BOOKGEN_WAIT_NONE ? MAX (task->not_before_us, self->next_start_us) : task->not_before_us;
  gint64 left_us = until_us - g_get_monotonic_time ();
  return left_us > 0 && until_us < G_MAXINT64 ? (left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC : 0;
}

char *
bookgen_rows_dup_reason (BookgenRows *self, guint task)
{
  const BookgenTask *of = g_ptr_array_index (self->tasks, task);
  BookgenRevision *made = find_made (self, of);
  const char *verdict = made != NULL ? find_verdict (self, made) : NULL;
  if (verdict != NULL)
    return g_strdup (verdict);
  return bookgen_reason_of_task (of, self->tasks, bookgen_book_get_outline (self->book),
                                 bookgen_rows_count_words (self, task), count_wait_s (self, of));
}

/* A unit that has left the outline has no number. */
static guint
get_number (BookgenOutline *outline, BookgenUnit *unit)
{
  gboolean there = unit != NULL && bookgen_outline_find (outline, bookgen_unit_get_id (unit)) != NULL;
  return there ? bookgen_outline_get_number (outline, unit) : 0;
}

static void
update_row (BookgenRows *self, BookgenProgress *row, GArray *indices)
{
  g_autofree BookgenFoldTask *parts = g_new0 (BookgenFoldTask, indices->len);
  guint wait_s = 0;
  for (guint i = 0; i < indices->len; i++)
    {
      guint index = g_array_index (indices, guint, i);
      const BookgenTask *task = g_ptr_array_index (self->tasks, index);
      BookgenRevision *made = find_made (self, task);
      parts[i] = (BookgenFoldTask){ .task = task,
                                    .record = g_ptr_array_index (self->records, index),
                                    .words = bookgen_rows_count_words (self, index),
                                    .to_look_at = made != NULL ? find_verdict (self, made) : NULL };
      wait_s = MAX (wait_s, count_wait_s (self, task));
    }
  BookgenOutline *outline = bookgen_book_get_outline (self->book);
  BookgenProgressFacts facts = { .number = get_number (outline, bookgen_progress_get_unit (row)) };
  g_autofree char *reason = NULL, *stages = NULL;
  bookgen_fold (parts, indices->len, self->tasks, outline, wait_s, &facts, &reason, &stages);
  bookgen_progress_update (row, &facts);
}

static void
update_book (BookgenRows *self)
{
  if (self->book_tasks->len > 0)
    update_row (self, self->of_book, self->book_tasks);
  self->counted = FALSE;
}

static void
update_at (BookgenRows *self, guint place)
{
  update_row (self, self->units->pdata[place], self->unit_tasks->pdata[place]);
}

void
bookgen_rows_update (BookgenRows *self, gint64 next_start_us)
{
  self->next_start_us = next_start_us;
  for (guint i = 0; i < self->units->len; i++)
    update_at (self, i);
  g_hash_table_remove_all (self->marked);
  update_book (self);
}

static void
update_marked (BookgenRows *self)
{
  GHashTableIter iter;
  gpointer place;
  g_hash_table_iter_init (&iter, self->marked);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    update_at (self, GPOINTER_TO_UINT (place) - 1);
  g_hash_table_remove_all (self->marked);
}

static void
update_running (BookgenRows *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      guint place = self->jobs->pdata[i] != NULL ? find_unit (self, ((BookgenTask *) self->tasks->pdata[i])->unit_id) : 0;
      if (place > 0)
        update_at (self, place - 1);
    }
}

void
bookgen_rows_update_some (BookgenRows *self, gint64 next_start_us)
{
  if (self->units->len <= ROWS_A_TICK)
    {
      bookgen_rows_update (self, next_start_us);
      return;
    }
  self->next_start_us = next_start_us;
  update_marked (self);
  update_running (self);
  for (guint i = 0; i < ROWS_A_TICK; i++)
    update_at (self, self->turn++ % self->units->len);
  update_book (self);
}

void
bookgen_rows_mark (BookgenRows *self, guint task)
{
  guint place = find_unit (self, ((BookgenTask *) self->tasks->pdata[task])->unit_id);
  if (place > 0)
    g_hash_table_add (self->marked, GUINT_TO_POINTER (place));
}

static void
count_row (const BookgenProgressFacts *facts, BookgenRowCounts *counts)
{
  BookgenShown shown = facts->shown;
  counts->rows++;
  counts->done += shown == BOOKGEN_SHOWN_DONE || shown == BOOKGEN_SHOWN_TO_LOOK_AT;
  counts->to_look_at += shown == BOOKGEN_SHOWN_TO_LOOK_AT;
  counts->writing += shown == BOOKGEN_SHOWN_WRITING;
  counts->waiting += shown == BOOKGEN_SHOWN_WAITING || shown == BOOKGEN_SHOWN_TODO;
  counts->failed += shown == BOOKGEN_SHOWN_STOPPED || shown == BOOKGEN_SHOWN_INTERRUPTED;
  counts->skipped += shown == BOOKGEN_SHOWN_SKIPPED;
  counts->words += facts->fraction * facts->target_words;
  counts->target_words += facts->target_words;
}

void
bookgen_rows_count (BookgenRows *self, BookgenRowCounts *counts)
{
  if (!self->counted)
    {
      self->counts = (BookgenRowCounts){ 0 };
      for (guint i = 0; i < self->units->len; i++)
        count_row (bookgen_progress_get_facts (self->units->pdata[i]), &self->counts);
    }
  self->counted = TRUE;
  *counts = self->counts;
}
