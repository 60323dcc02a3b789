/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-ledger.h"

#include <string.h>

#include "bookgen-list.h"
#include "bookgen-reason.h"

struct _BookgenLedger {
  BookgenBook *book;   /* borrowed */
  BookgenPipeline *pipeline;
  GHashTable *stored;  /* key -> BookgenTaskRecord, owned */
  GHashTable *by_key;  /* key -> BookgenTaskRecord of this run, owned */
  GPtrArray *records;  /* the same by task, borrowed */
};

static void
add_stored (BookgenLedger *self, BookgenTaskRecord *record)
{
  g_hash_table_replace (self->stored, bookgen_task_key (record->stage, record->unit_id, record->item), record);
}

static void
add_own_text (BookgenLedger *self, BookgenPipeline *pipeline, const char *unit_id)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      if (stage->makes != BOOKGEN_MAKES_TEXT)
        continue;
      BookgenTaskRecord *record = bookgen_task_record_new (stage->id, unit_id, 0);
      record->state = BOOKGEN_TASK_DONE;
      add_stored (self, record);
    }
}

static void
add_own_texts (BookgenLedger *self, BookgenPipeline *pipeline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (self->book), TRUE);
  for (guint i = 0; i < units->len; i++)
    {
      const char *id = bookgen_unit_get_id (units->pdata[i]);
      BookgenRevision *current = bookgen_book_get_current (self->book, id);
      if (current != NULL && bookgen_revision_get (current)->origin != BOOKGEN_ORIGIN_MODEL)
        add_own_text (self, pipeline, id);
    }
}

BookgenLedger *
bookgen_ledger_new (BookgenBook *book, BookgenPipeline *pipeline)
{
  BookgenLedger *self = g_new0 (BookgenLedger, 1);
  self->book = book;
  self->pipeline = bookgen_pipeline_ref (pipeline);
  self->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  self->records = g_ptr_array_new ();
  g_autoptr (GPtrArray) records = bookgen_book_dup_tasks (book);
  for (guint i = 0; i < records->len; i++)
    add_stored (self, bookgen_task_record_copy (records->pdata[i]));
  add_own_texts (self, pipeline);
  return self;
}

void
bookgen_ledger_free (BookgenLedger *self)
{
  g_hash_table_unref (self->stored);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->records);
  bookgen_pipeline_unref (self->pipeline);
  g_free (self);
}

GHashTable *
bookgen_ledger_get_stored (BookgenLedger *self)
{
  return self->stored;
}

GPtrArray *
bookgen_ledger_get_records (BookgenLedger *self)
{
  return self->records;
}

static BookgenTaskRecord *
add_record (BookgenLedger *self, const BookgenTask *task, const char *key)
{
  const BookgenTaskRecord *stored = g_hash_table_lookup (self->stored, key);
  gboolean usable = stored != NULL && !(stored->rehearsal && task->state != BOOKGEN_TASK_DONE);
  BookgenTaskRecord *record = usable ? bookgen_task_record_copy (stored)
                                     : bookgen_task_record_new (task->stage->id, task->unit_id, task->item);
  g_hash_table_insert (self->by_key, g_strdup (key), record);
  return record;
}

void
bookgen_ledger_take (BookgenLedger *self, GPtrArray *tasks)
{
  g_ptr_array_set_size (self->records, 0);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      g_autofree char *key = bookgen_task_key (task->stage->id, task->unit_id, task->item);
      BookgenTaskRecord *record = g_hash_table_lookup (self->by_key, key);
      g_ptr_array_add (self->records, record != NULL ? record : add_record (self, task, key));
    }
}

/* What the author brings is not to be made. */
static void
add_own_item (BookgenLedger *self, const BookgenTask *list, int number)
{
  for (guint i = 0; i < self->pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (self->pipeline->stages, i);
      if (g_strcmp0 (stage->item_of, list->stage->id) != 0)
        continue;
      BookgenTaskRecord *record = bookgen_task_record_new (stage->id, list->unit_id, number);
      record->state = BOOKGEN_TASK_DONE;
      add_stored (self, record);
    }
}

static GArray *
take_items (BookgenLedger *self, const BookgenTask *list, const GArray *items)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < items->len; i++)
    {
      const BookgenListItem *item = &g_array_index (items, BookgenListItem, i);
      g_array_append_val (numbers, item->number);
      if (item->own)
        add_own_item (self, list, item->number);
    }
  return numbers;
}

static gboolean
is_same (const GArray *one, const GArray *other)
{
  guint length = one != NULL ? one->len : 0;
  return length == other->len && (length == 0 || memcmp (one->data, other->data, length * sizeof (int)) == 0);
}

gboolean
bookgen_ledger_set_items (BookgenLedger *self, const BookgenTask *list, const GArray *items)
{
  g_autofree char *key = bookgen_task_key (list->stage->id, list->unit_id, list->item);
  BookgenTaskRecord *record = g_hash_table_lookup (self->stored, key);
  GArray *numbers = take_items (self, list, items);
  if (record == NULL || record->rehearsal)
    {
      record = bookgen_task_record_new (list->stage->id, list->unit_id, list->item);
      g_hash_table_replace (self->stored, g_strdup (key), record);
    }
  gboolean differs = !is_same (record->items, numbers);
  g_clear_pointer (&record->items, g_array_unref);
  record->items = numbers;
  record->state = BOOKGEN_TASK_DONE;
  return differs;
}

/* What is done was stored together with its text. */
void
bookgen_ledger_store (BookgenLedger *self, const BookgenTask *task)
{
  BookgenTaskRecord *record = g_ptr_array_index (self->records, task->index);
  if (record->state == BOOKGEN_TASK_DONE && task->state == BOOKGEN_TASK_DONE)
    return;
  g_clear_pointer (&record->reason, g_free);
  g_clear_pointer (&record->failure, g_free);
  record->state = task->state;
  if (task->failure != NULL)
    {
      record->reason = bookgen_reason_of_failure (task->failure);
      record->failure = g_strdup_printf ("{\"kind\":\"%s\"}", bookgen_failure_kind_to_string (task->failure->kind));
    }
  bookgen_book_save_task_async (self->book, record, FALSE, NULL, NULL);
}
