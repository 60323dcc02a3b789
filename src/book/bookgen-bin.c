/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-bin.h"

#include "bookgen-bin-entry-private.h"
#include "bookgen-outline-private.h"
#include "bookgen-store-bin.h"
#include "bookgen-unit-private.h"

struct _BookgenBin
{
  BookgenOutline *outline;
  BookgenTexts *texts;
  BookgenTasks *tasks;
  BookgenMaterials *materials;
  gulong placed_id;

  GHashTable *binned;  /* borrowed BookgenUnit -> owned BookgenBinned: units that left, and have something or may get it yet */
  GHashTable *entries; /* borrowed BookgenUnit -> borrowed BookgenBinEntry: those of them in LIST */
  GListStore *list;
};

/* What a unit that was deleted has in it. */
typedef struct
{
  guint words;
  guint n_texts;
  gboolean worth_keeping;
  gboolean awaited; /* it is being written, or open in the editor */
} Contents;

/* The units with text of an unfinished attempt, and those that are being written: sets of ids. */
typedef struct
{
  GHashTable *unfinished;
  GHashTable *running;
} Work;

static Work
look_at_work (BookgenBin *self)
{
  return (Work){ bookgen_tasks_dup_units (self->tasks, BOOKGEN_TASKS_UNFINISHED),
                 bookgen_tasks_dup_units (self->tasks, BOOKGEN_TASK_RUNNING) };
}

static void
work_clear (Work *work)
{
  g_hash_table_unref (work->unfinished);
  g_hash_table_unref (work->running);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
has_real_text (BookgenBin *self, const char *unit_id)
{
  g_autoptr (GListModel) revisions = bookgen_texts_dup_list (self->texts, unit_id);

  for (guint i = 0; i < g_list_model_get_n_items (revisions); i++)
    {
      g_autoptr (BookgenRevision) revision = g_list_model_get_item (revisions, i);

      if (!bookgen_revision_get (revision)->rehearsal)
        return TRUE;
    }
  return FALSE;
}

static void
add_contents (BookgenBin *self, BookgenUnit *unit, const Work *work, Contents *contents)
{
  const char *id = bookgen_unit_get_id (unit);
  gboolean has_texts = bookgen_texts_has (self->texts, id);
  BookgenRevision *current = has_texts ? bookgen_texts_get_current (self->texts, id) : NULL;
  GListModel *children = bookgen_unit_has_children (unit) ? bookgen_unit_get_children (unit) : NULL;

  if (current && !bookgen_revision_get (current)->rehearsal)
    {
      contents->words += bookgen_revision_get (current)->words;
      contents->n_texts++;
    }
  contents->worth_keeping = contents->worth_keeping || (has_texts && has_real_text (self, id)) ||
                            g_hash_table_contains (work->unfinished, id) || bookgen_materials_has (self->materials, id);
  contents->awaited |= g_hash_table_contains (work->running, id) || bookgen_texts_is_held (self->texts, id);
  for (guint i = 0; children && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);
      add_contents (self, child, work, contents);
    }
}

static void
unlist (BookgenBin *self, BookgenUnit *unit)
{
  BookgenBinEntry *entry = g_hash_table_lookup (self->entries, unit);
  guint position;

  if (entry && g_list_store_find (self->list, entry, &position))
    g_list_store_remove (self->list, position);
  g_hash_table_remove (self->entries, unit);
}

/* The latest first; of the same moment, the one that came later. */
static guint
find_position (BookgenBin *self, gint64 removed_at_ms)
{
  guint position = 0;

  for (; position < g_list_model_get_n_items (G_LIST_MODEL (self->list)); position++)
    {
      g_autoptr (BookgenBinEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->list), position);

      if (bookgen_bin_entry_get_removed_at_ms (entry) <= removed_at_ms)
        break;
    }
  return position;
}

static void
list (BookgenBin *self, const BookgenBinned *binned, const Contents *contents)
{
  g_autoptr (BookgenBinEntry) entry = NULL;

  unlist (self, binned->unit);
  if (!contents->worth_keeping)
    return;
  entry = bookgen_bin_entry_new (binned->unit, binned->parent_id, binned->position, binned->removed_at_ms, contents->words,
                                 contents->n_texts);
  g_hash_table_insert (self->entries, binned->unit, entry);
  g_list_store_insert (self->list, find_position (self, binned->removed_at_ms), entry);
}

static void
put (BookgenBin *self, BookgenBinned binned, const Work *work)
{
  Contents contents = { 0 };
  BookgenBinned *kept;

  add_contents (self, binned.unit, work, &contents);
  if (!contents.worth_keeping && !contents.awaited)
    return;
  kept = g_memdup2 (&binned, sizeof binned);
  kept->unit = g_object_ref (binned.unit);
  kept->parent_id = g_ref_string_acquire (binned.parent_id);
  g_hash_table_replace (self->binned, kept->unit, kept);
  list (self, kept, &contents);
}

static void
take (BookgenBin *self, BookgenUnit *unit)
{
  unlist (self, unit);
  g_hash_table_remove (self->binned, unit);
}

static void
note_leaving (BookgenBin *self, GPtrArray *units, const BookgenPlace *from)
{
  g_auto (Work) work = look_at_work (self);
  GRefString *parent_id = from->parent ? bookgen_unit_ref_id (from->parent) : g_ref_string_new ("");
  gint64 now_ms = g_get_real_time () / 1000;

  for (guint i = 0; i < units->len; i++)
    put (self, (BookgenBinned){ units->pdata[i], parent_id, from->position + i, now_ms }, &work);
  g_ref_string_release (parent_id);
}

static void
note_place (BookgenBin *self, GPtrArray *units, const BookgenPlace *from, const BookgenPlace *to)
{
  if (!to->in_tree)
    note_leaving (self, units, from);
  for (guint i = 0; i < units->len && !from->in_tree && g_hash_table_size (self->binned) > 0; i++)
    take (self, units->pdata[i]);
}

BookgenBin *
bookgen_bin_new (BookgenOutline *outline, BookgenTexts *texts, BookgenTasks *tasks, BookgenMaterials *materials)
{
  BookgenBin *self = g_new0 (BookgenBin, 1);

  self->outline = outline;
  self->texts = texts;
  self->tasks = tasks;
  self->materials = materials;
  self->binned = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) bookgen_binned_free);
  self->entries = g_hash_table_new (NULL, NULL);
  self->list = g_list_store_new (BOOKGEN_TYPE_BIN_ENTRY);
  self->placed_id = g_signal_connect_swapped (outline, "placed", G_CALLBACK (note_place), self);
  return self;
}

void
bookgen_bin_free (BookgenBin *self)
{
  g_signal_handler_disconnect (self->outline, self->placed_id);
  g_object_unref (self->list);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->binned);
  g_free (self);
}

void
bookgen_bin_load (BookgenBin *self, GPtrArray *binned)
{
  g_auto (Work) work = look_at_work (self);

  g_list_store_remove_all (self->list);
  g_hash_table_remove_all (self->entries);
  g_hash_table_remove_all (self->binned);
  for (guint i = 0; i < binned->len; i++)
    put (self, *(const BookgenBinned *) binned->pdata[i], &work);
}

GListModel *
bookgen_bin_get_list (BookgenBin *self)
{
  return G_LIST_MODEL (self->list);
}

gboolean
bookgen_bin_has (BookgenBin *self, BookgenBinEntry *entry)
{
  return g_hash_table_lookup (self->entries, bookgen_bin_entry_get_unit (entry)) == entry;
}

static gboolean
has_below (BookgenUnit *unit, const char *id)
{
  GListModel *children = bookgen_unit_has_children (unit) ? bookgen_unit_get_children (unit) : NULL;

  if (g_str_equal (bookgen_unit_get_id (unit), id))
    return TRUE;
  for (guint i = 0; children && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);

      if (has_below (child, id))
        return TRUE;
    }
  return FALSE;
}

static const BookgenBinned *
find_with (BookgenBin *self, const char *unit_id)
{
  GHashTableIter iter;
  gpointer unit, binned;

  g_hash_table_iter_init (&iter, self->binned);
  while (g_hash_table_iter_next (&iter, &unit, &binned))
    if (has_below (unit, unit_id))
      return binned;
  return NULL;
}

void
bookgen_bin_look_again (BookgenBin *self, const char *unit_id)
{
  const BookgenBinned *binned = *unit_id && !bookgen_outline_find (self->outline, unit_id) ? find_with (self, unit_id) : NULL;
  Contents contents = { 0 };

  if (!binned)
    return;
  g_auto (Work) work = look_at_work (self);
  add_contents (self, binned->unit, &work, &contents);
  list (self, binned, &contents);
}

void
bookgen_bin_take (BookgenBin *self, BookgenBinEntry *entry)
{
  take (self, bookgen_bin_entry_get_unit (entry));
}

void
bookgen_bin_put_back (BookgenBin *self, BookgenBinEntry *entry)
{
  g_auto (Work) work = look_at_work (self);
  GRefString *parent_id = g_ref_string_new (bookgen_bin_entry_get_parent_id (entry));

  put (self,
       (BookgenBinned){ bookgen_bin_entry_get_unit (entry), parent_id, bookgen_bin_entry_get_position (entry),
                        bookgen_bin_entry_get_removed_at_ms (entry) },
       &work);
  g_ref_string_release (parent_id);
}
