/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-library-private.h"
#include "bookgen-shelf-entry-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define LOOK_AFTER_MS 1000

struct _BookgenLibrary
{
  GObject parent_instance;

  char *folder;
  GListStore *entries;
  GFileMonitor *monitor; /* NULL where the folder cannot be watched */
  guint look_id;         /* a look that is due; 0 for none */
  gboolean looking;
  gboolean look_again;   /* something changed during the look */
};

static GType
bookgen_library_get_item_type (GListModel *model)
{
  return BOOKGEN_TYPE_SHELF_ENTRY;
}

static guint
bookgen_library_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (BOOKGEN_LIBRARY (model)->entries));
}

static gpointer
bookgen_library_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (BOOKGEN_LIBRARY (model)->entries), position);
}

static void
bookgen_library_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bookgen_library_get_item_type;
  iface->get_n_items = bookgen_library_get_n_items;
  iface->get_item = bookgen_library_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BookgenLibrary, bookgen_library, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bookgen_library_list_model_init))

static void
bookgen_library_dispose (GObject *object)
{
  BookgenLibrary *self = BOOKGEN_LIBRARY (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->monitor)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (bookgen_library_parent_class)->dispose (object);
}

static void
bookgen_library_finalize (GObject *object)
{
  BookgenLibrary *self = BOOKGEN_LIBRARY (object);

  g_object_unref (self->entries);
  g_free (self->folder);
  G_OBJECT_CLASS (bookgen_library_parent_class)->finalize (object);
}

static void
bookgen_library_class_init (BookgenLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bookgen_library_dispose;
  object_class->finalize = bookgen_library_finalize;
}

static void
bookgen_library_init (BookgenLibrary *self)
{
  self->entries = g_list_store_new (BOOKGEN_TYPE_SHELF_ENTRY);
  g_signal_connect_swapped (self->entries, "items-changed", G_CALLBACK (g_list_model_items_changed), self);
}

/* Looking at the folder */

/* What is known of the files before a look, and after it. */
typedef struct
{
  char *folder;
  GHashTable *stamps; /* path -> stamp of the last look */
  GPtrArray *paths;   /* every book that is there */
  GPtrArray *facts;   /* owned BookgenShelfFacts of those that are new or changed */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->folder);
  g_hash_table_unref (look->stamps);
  g_ptr_array_unref (look->paths);
  g_ptr_array_unref (look->facts);
  g_free (look);
}

static Look *
look_new (BookgenLibrary *self)
{
  Look *look = g_new0 (Look, 1);

  look->folder = g_strdup (self->folder);
  look->stamps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  look->paths = g_ptr_array_new_with_free_func (g_free);
  look->facts = g_ptr_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (BookgenShelfEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      const BookgenShelfFacts *facts = bookgen_shelf_entry_get_facts (entry);

      g_hash_table_insert (look->stamps, g_strdup (facts->path), g_strdup (facts->stamp));
    }
  return look;
}

static void
append_stamp (GString *stamp, const char *path)
{
  GStatBuf facts;

  if (g_stat (path, &facts) == 0)
    g_string_append_printf (stamp, "%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %ld.%09ld ", (guint64) facts.st_ino,
                            (gint64) facts.st_size, (long) facts.st_mtim.tv_sec, (long) facts.st_mtim.tv_nsec);
}

/* Of the file and of what was committed beside it. */
static char *
dup_stamp (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GString *stamp = g_string_new (NULL);

  append_stamp (stamp, path);
  append_stamp (stamp, log);
  return g_string_free (stamp, FALSE);
}

static void
look_at (Look *look, const char *name)
{
  g_autofree char *path = g_build_filename (look->folder, name, NULL);
  g_autofree char *stamp = dup_stamp (path);

  if (g_strcmp0 (g_hash_table_lookup (look->stamps, path), stamp) != 0)
    g_ptr_array_add (look->facts, bookgen_shelf_facts_load (path, stamp));
  g_ptr_array_add (look->paths, g_steal_pointer (&path));
}

/* Asks for nothing that would make GIO open the files: see BookgenBookFile. */
static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *look = task_data;
  g_autoptr (GFile) folder = g_file_new_for_path (look->folder);
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_FAST_CONTENT_TYPE, G_FILE_QUERY_INFO_NONE,
      cancellable, NULL);
  GFileInfo *info;

  while (files && g_file_enumerator_iterate (files, &info, NULL, cancellable, NULL) && info)
    {
      const char *name = g_file_info_get_name (info);

      if (bookgen_library_is_book_name (name))
        look_at (look, name);
    }
  g_task_return_boolean (task, TRUE);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const BookgenShelfFacts *first = bookgen_shelf_entry_get_facts (*(BookgenShelfEntry *const *) a);
  const BookgenShelfFacts *second = bookgen_shelf_entry_get_facts (*(BookgenShelfEntry *const *) b);

  if (first->opened_at_ms != second->opened_at_ms)
    return first->opened_at_ms > second->opened_at_ms ? -1 : 1;
  return strcmp (first->path, second->path);
}

static GHashTable *
new_entry_table (BookgenLibrary *self)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      BookgenShelfEntry *entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      g_hash_table_insert (table, g_strdup (bookgen_shelf_entry_get_facts (entry)->path), entry);
    }
  return table;
}

static void
take_facts (GHashTable *table, BookgenShelfFacts *facts)
{
  BookgenShelfEntry *entry = g_hash_table_lookup (table, facts->path);

  if (entry)
    bookgen_shelf_entry_update (entry, facts);
  else
    g_hash_table_insert (table, g_strdup (facts->path), bookgen_shelf_entry_new (facts));
}

static gboolean
is_shown_so (BookgenLibrary *self, GPtrArray *entries)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->entries)) != entries->len)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (BookgenShelfEntry) shown = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      if (shown != entries->pdata[i])
        return FALSE;
    }
  return TRUE;
}

static void
show (BookgenLibrary *self, Look *look)
{
  g_autoptr (GHashTable) table = new_entry_table (self);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  for (guint i = 0; i < look->facts->len; i++)
    take_facts (table, look->facts->pdata[i]);
  for (guint i = 0; i < look->paths->len; i++)
    g_ptr_array_add (entries, g_hash_table_lookup (table, look->paths->pdata[i]));
  g_ptr_array_sort (entries, compare_newest_first);
  if (!is_shown_so (self, entries))
    g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)), entries->pdata,
                         entries->len);
}

static void
looked (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BookgenLibrary *self = BOOKGEN_LIBRARY (object);

  self->looking = FALSE;
  show (self, g_task_get_task_data (G_TASK (result)));
  if (self->look_again)
    bookgen_library_refresh (self);
}

void
bookgen_library_refresh (BookgenLibrary *self)
{
  g_autoptr (GTask) task = NULL;

  self->look_again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  task = g_task_new (self, NULL, looked, NULL);
  g_task_set_source_tag (task, bookgen_library_refresh);
  g_task_set_task_data (task, look_new (self), look_free);
  g_task_run_in_thread (task, look_in_thread);
}

static gboolean
refresh_later (gpointer data)
{
  BookgenLibrary *self = data;

  self->look_id = 0;
  bookgen_library_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
folder_changed (BookgenLibrary *self, GFile *file, GFile *other)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *other_name = other ? g_file_get_basename (other) : NULL;

  if (!bookgen_library_is_book_name (name) && !(other_name && bookgen_library_is_book_name (other_name)))
    return;
  if (self->look_id == 0)
    self->look_id = g_timeout_add (LOOK_AFTER_MS, refresh_later, self);
}

char *
bookgen_library_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "bookgen", "books", NULL);
}

BookgenLibrary *
bookgen_library_new (const char *folder)
{
  BookgenLibrary *self = g_object_new (BOOKGEN_TYPE_LIBRARY, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  self->folder = g_strdup (folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (folder_changed), self);
  bookgen_library_refresh (self);
  return self;
}

const char *
bookgen_library_get_folder (BookgenLibrary *self)
{
  return self->folder;
}
