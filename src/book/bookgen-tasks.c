/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-tasks.h"

#include "bookgen-store-task.h"

typedef struct
{
  BookgenTaskRecord *record; /* owned; its own partial is not used */
  GString *partial;          /* all that is kept of it, stored or not */
  gsize queued_bytes;        /* of these, how many the store has got or is getting */
  guint round;               /* how often the kept text was dropped */
  gboolean waiting;          /* in WAITING below */
  gboolean counted;          /* what the request under way uses has changed */
  gboolean again;            /* the next piece may be stored in part already */
} Entry;

struct _BookgenTasks
{
  GPtrArray *entries; /* of owned Entry */
  GHashTable *by_key; /* owned key -> borrowed Entry */
  GPtrArray *waiting; /* of borrowed Entry with text that is not queued */
  BookgenUsage usage;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  bookgen_task_record_free (entry->record);
  g_string_free (entry->partial, TRUE);
  g_free (entry);
}

BookgenTasks *
bookgen_tasks_new (void)
{
  BookgenTasks *self = g_new0 (BookgenTasks, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waiting = g_ptr_array_new ();
  return self;
}

void
bookgen_tasks_free (BookgenTasks *self)
{
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static char *
dup_key (const BookgenTaskRecord *task)
{
  return g_strdup_printf ("%d\n%s\n%s", task->item, task->unit_id, task->stage);
}

static Entry *
ensure_entry (BookgenTasks *self, const BookgenTaskRecord *task)
{
  g_autofree char *key = dup_key (task);
  Entry *entry = g_hash_table_lookup (self->by_key, key);

  if (entry)
    return entry;
  entry = g_new0 (Entry, 1);
  entry->record = bookgen_task_record_new (task->stage, task->unit_id, task->item);
  entry->record->state = BOOKGEN_TASK_RUNNING;
  entry->partial = g_string_new (NULL);
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_key, g_steal_pointer (&key), entry);
  return entry;
}

static void
set_record (Entry *entry, const BookgenTaskRecord *record)
{
  BookgenTaskRecord *old = entry->record;

  entry->record = bookgen_task_record_copy (record);
  g_clear_pointer (&entry->record->partial, g_free);
  bookgen_task_record_free (old);
}

static void
load_record (BookgenTasks *self, const BookgenTaskRecord *record)
{
  Entry *entry = ensure_entry (self, record);

  set_record (entry, record);
  g_string_assign (entry->partial, record->partial ? record->partial : "");
  entry->queued_bytes = entry->partial->len;
}

void
bookgen_tasks_load (BookgenTasks *self, GPtrArray *records, const BookgenUsage *book_usage)
{
  for (guint i = 0; i < records->len; i++)
    load_record (self, records->pdata[i]);
  self->usage = *book_usage;
}

void
bookgen_tasks_put (BookgenTasks *self, const BookgenTaskRecord *record)
{
  Entry *entry = ensure_entry (self, record);
  const BookgenUsage used = bookgen_store_task_get_used (&entry->record->usage, &record->usage);

  if (used.requests > 0)
    bookgen_usage_add (&self->usage, &used);
  set_record (entry, record);
}

static void
set_waiting (BookgenTasks *self, Entry *entry)
{
  if (!entry->waiting)
    g_ptr_array_add (self->waiting, entry);
  entry->waiting = TRUE;
}

void
bookgen_tasks_append (BookgenTasks *self, const BookgenTaskRecord *task, const char *piece, gsize length)
{
  Entry *entry = ensure_entry (self, task);

  g_string_append_len (entry->partial, piece, length);
  entry->record->open = task->open;
  entry->counted = TRUE;
  set_waiting (self, entry);
}

GString *
bookgen_tasks_clear (BookgenTasks *self, const BookgenTaskRecord *task)
{
  Entry *entry = ensure_entry (self, task);
  GString *kept = entry->partial;

  entry->partial = g_string_new (NULL);
  entry->queued_bytes = 0;
  entry->round++;
  return kept;
}

void
bookgen_tasks_restore (BookgenTasks *self, const BookgenTaskRecord *task, GString *kept)
{
  Entry *entry = ensure_entry (self, task);

  g_string_prepend_len (entry->partial, kept->str, kept->len);
  g_string_free (kept, TRUE);
  entry->queued_bytes = 0;
  entry->round++;
  set_waiting (self, entry);
}

static BookgenPiece *
take_piece (Entry *entry)
{
  BookgenPiece *piece = g_new0 (BookgenPiece, 1);

  piece->task = bookgen_task_record_new (entry->record->stage, entry->record->unit_id, entry->record->item);
  piece->task->model = g_strdup (entry->record->model);
  piece->task->open = entry->record->open;
  piece->start = entry->queued_bytes;
  piece->round = entry->round;
  piece->again = entry->again || piece->start == 0;
  entry->again &= entry->partial->len == entry->queued_bytes;
  entry->counted = FALSE;
  piece->text = g_bytes_new (entry->partial->str + piece->start, entry->partial->len - piece->start);
  entry->queued_bytes = entry->partial->len;
  return piece;
}

GPtrArray *
bookgen_tasks_take_pieces (BookgenTasks *self)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_piece_free);

  for (guint i = 0; i < self->waiting->len; i++)
    {
      Entry *entry = self->waiting->pdata[i];

      entry->waiting = FALSE;
      if (entry->partial->len > entry->queued_bytes || entry->counted)
        g_ptr_array_add (pieces, take_piece (entry));
    }
  g_ptr_array_set_size (self->waiting, 0);
  return pieces->len > 0 ? g_steal_pointer (&pieces) : NULL;
}

void
bookgen_tasks_put_back (BookgenTasks *self, GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      BookgenPiece *piece = pieces->pdata[i];
      Entry *entry = ensure_entry (self, piece->task);

      if (entry->round != piece->round)
        continue;
      entry->queued_bytes = MIN (entry->queued_bytes, piece->start);
      entry->again = entry->counted = TRUE;
      set_waiting (self, entry);
    }
}

GHashTable *
bookgen_tasks_dup_units (BookgenTasks *self, int state)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (state == BOOKGEN_TASKS_UNFINISHED ? entry->partial->len > 0 : (int) entry->record->state == state)
        g_hash_table_add (ids, entry->record->unit_id);
    }
  return ids;
}

void
bookgen_tasks_drop (BookgenTasks *self, GHashTable *unit_ids)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = self->entries->pdata[i - 1];
      g_autofree char *key = NULL;

      if (!g_hash_table_contains (unit_ids, entry->record->unit_id))
        continue;
      key = dup_key (entry->record);
      g_ptr_array_remove_fast (self->waiting, entry);
      g_hash_table_remove (self->by_key, key);
      g_ptr_array_remove_index (self->entries, i - 1);
    }
}

static BookgenTaskRecord *
dup_record (Entry *entry)
{
  BookgenTaskRecord *record = bookgen_task_record_copy (entry->record);
  const char *end;

  if (entry->partial->len == 0)
    return record;
  g_utf8_validate_len (entry->partial->str, entry->partial->len, &end);
  record->partial = g_strndup (entry->partial->str, end - entry->partial->str);
  return record;
}

GPtrArray *
bookgen_tasks_dup_all (BookgenTasks *self)
{
  GPtrArray *records = g_ptr_array_new_full (self->entries->len, (GDestroyNotify) bookgen_task_record_free);

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (records, dup_record (self->entries->pdata[i]));
  return records;
}

GPtrArray *
bookgen_tasks_dup_of_unit (BookgenTasks *self, const char *unit_id)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_task_record_free);

  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (((Entry *) self->entries->pdata[i])->record->unit_id, unit_id))
      g_ptr_array_add (records, dup_record (self->entries->pdata[i]));
  return records;
}

const BookgenUsage *
bookgen_tasks_get_usage (BookgenTasks *self)
{
  return &self->usage;
}
