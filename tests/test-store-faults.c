/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails: a layer below SQLite that lets the nth write or sync fail, and every one after it until it is mended. */
#include "bookgen-snapshot.h"

#include "book-fixture.h"

#include <sqlite3.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* lies behind this struct, in memory that SQLite gave */
} FaultyFile;

static sqlite3_vfs faulty_vfs;
static int countdown;  /* atomic: calls until they fail; 0 when they never do */
static int n_failures; /* atomic */
static int fault;      /* what they fail with */

/* Syncs wait while the gate is shut. */
static GMutex gate_mutex;
static GCond gate_changed;
static gboolean gate_shut;
static guint n_syncs;
static guint n_waiting;

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((FaultyFile *) file)->real;
}

static gboolean
fails (void)
{
  if (g_atomic_int_get (&countdown) == 0)
    return FALSE;
  if (g_atomic_int_get (&countdown) > 1)
    {
      g_atomic_int_add (&countdown, -1);
      return FALSE;
    }
  g_atomic_int_inc (&n_failures);
  return TRUE;
}

static int
faulty_close (sqlite3_file *file)
{
  return real (file)->pMethods->xClose (real (file));
}

static int
faulty_read (sqlite3_file *file, void *bytes, int n_bytes, sqlite3_int64 offset)
{
  return real (file)->pMethods->xRead (real (file), bytes, n_bytes, offset);
}

static int
faulty_write (sqlite3_file *file, const void *bytes, int n_bytes, sqlite3_int64 offset)
{
  return fails () ? fault : real (file)->pMethods->xWrite (real (file), bytes, n_bytes, offset);
}

static int
faulty_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return real (file)->pMethods->xTruncate (real (file), size);
}

static void
pass_gate (void)
{
  g_mutex_lock (&gate_mutex);
  n_syncs++;
  n_waiting++;
  g_cond_broadcast (&gate_changed);
  while (gate_shut)
    g_cond_wait (&gate_changed, &gate_mutex);
  n_waiting--;
  g_mutex_unlock (&gate_mutex);
}

static int
faulty_sync (sqlite3_file *file, int flags)
{
  pass_gate ();
  return fails () ? SQLITE_IOERR_FSYNC : real (file)->pMethods->xSync (real (file), flags);
}

static int
faulty_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real (file)->pMethods->xFileSize (real (file), size);
}

static int
faulty_lock (sqlite3_file *file, int level)
{
  return real (file)->pMethods->xLock (real (file), level);
}

static int
faulty_unlock (sqlite3_file *file, int level)
{
  return real (file)->pMethods->xUnlock (real (file), level);
}

static int
faulty_check_reserved_lock (sqlite3_file *file, int *reserved)
{
  return real (file)->pMethods->xCheckReservedLock (real (file), reserved);
}

static int
faulty_file_control (sqlite3_file *file, int operation, void *argument)
{
  return real (file)->pMethods->xFileControl (real (file), operation, argument);
}

static int
faulty_sector_size (sqlite3_file *file)
{
  return real (file)->pMethods->xSectorSize (real (file));
}

static int
faulty_device_characteristics (sqlite3_file *file)
{
  return real (file)->pMethods->xDeviceCharacteristics (real (file));
}

static int
faulty_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return real (file)->pMethods->xShmMap (real (file), page, size, extend, memory);
}

static int
faulty_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real (file)->pMethods->xShmLock (real (file), offset, n, flags);
}

static void
faulty_shm_barrier (sqlite3_file *file)
{
  real (file)->pMethods->xShmBarrier (real (file));
}

static int
faulty_shm_unmap (sqlite3_file *file, int remove_it)
{
  return real (file)->pMethods->xShmUnmap (real (file), remove_it);
}

static const sqlite3_io_methods faulty_methods = {
  2, faulty_close, faulty_read, faulty_write, faulty_truncate, faulty_sync, faulty_file_size, faulty_lock, faulty_unlock,
  faulty_check_reserved_lock, faulty_file_control, faulty_sector_size, faulty_device_characteristics, faulty_shm_map,
  faulty_shm_lock, faulty_shm_barrier, faulty_shm_unmap, NULL, NULL,
};

static int
faulty_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultyFile *self = (FaultyFile *) file;
  sqlite3_vfs *below = vfs->pAppData;
  int result;

  self->real = (sqlite3_file *) (self + 1);
  result = below->xOpen (below, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods ? &faulty_methods : NULL;
  return result;
}

static void
register_faulty_vfs (void)
{
  sqlite3_vfs *below = sqlite3_vfs_find (NULL);

  faulty_vfs = *below;
  faulty_vfs.zName = "faulty";
  faulty_vfs.szOsFile += sizeof (FaultyFile);
  faulty_vfs.pAppData = below;
  faulty_vfs.xOpen = faulty_open;
  sqlite3_vfs_register (&faulty_vfs, 1);
}

static void
break_after (int n_calls, int code)
{
  fault = code;
  g_atomic_int_set (&n_failures, 0);
  g_atomic_int_set (&countdown, n_calls);
}

static void
mend (void)
{
  g_atomic_int_set (&countdown, 0);
}

static BookgenRevision *
try_add (BookgenBook *book, const char *text, GError **error)
{
  const BookgenRevisionData data = { .unit_id = (char *) "u1", .stage = (char *) "write", .text = (char *) text };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_add_revision_async (book, revision, TRUE, NULL, book_fixture_keep_result, &result);
  return bookgen_book_add_revision_finish (book, book_fixture_wait (&result), error);
}

static void
write_some (BookgenBook *book, GHashTable *acknowledged)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *text = g_strdup_printf ("Text %u %u", g_hash_table_size (acknowledged), i);
      g_autoptr (GError) error = NULL;
      g_autoptr (BookgenRevision) stored = try_add (book, text, &error);

      if (stored)
        g_hash_table_insert (acknowledged, g_strdup (text), g_object_ref (stored));
      else
        g_assert_cmpint (error->domain, ==, BOOKGEN_BOOK_ERROR);
    }
}

static void
assert_all_there (BookFixture *fixture, BookgenBook *book, GHashTable *acknowledged)
{
  g_autoptr (GListModel) list = bookgen_book_dup_revisions (book, "u1");
  GHashTableIter iter;
  gpointer text, stored;

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, g_hash_table_size (acknowledged));
  g_hash_table_iter_init (&iter, acknowledged);
  while (g_hash_table_iter_next (&iter, &text, &stored))
    {
      g_autoptr (BookgenRevision) loaded = book_fixture_load (fixture, book, bookgen_revision_get (stored)->id);
      g_assert_cmpstr (bookgen_revision_get (loaded)->text, ==, text);
    }
}

/* Returns whether anything failed. */
static gboolean
break_once (int n_calls, int code)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (GHashTable) acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  gboolean failed;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  write_some (book, acknowledged);
  g_assert_cmpuint (g_hash_table_size (acknowledged), ==, 4);
  break_after (n_calls, code);
  write_some (book, acknowledged);
  failed = g_atomic_int_get (&n_failures) > 0;
  mend ();
  write_some (book, acknowledged);
  g_assert_cmpuint (g_hash_table_size (acknowledged), >=, 8);
  book_fixture_close (fixture, &book);

  book = book_fixture_open (fixture, FALSE);
  assert_all_there (fixture, book, acknowledged);
  return failed;
}

static void
test_every_call (void)
{
  static const int codes[] = { SQLITE_FULL, SQLITE_IOERR_WRITE };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      int n_calls = 1;

      while (break_once (n_calls, codes[i]))
        n_calls++;
      g_assert_cmpint (n_calls, >, 8);
    }
}

static void
keep_error (GError **kept, const GError *error)
{
  if (!*kept)
    *kept = g_error_copy (error);
}

/* What could not be stored while the disk was full is stored when there is room again. */
static void
test_changes_come_again (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u1", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  BookgenOutline *outline = bookgen_book_get_outline (book);
  BookgenUnit *removed = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");

  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Ropes");
  book_fixture_save_task (fixture, book, record, FALSE);
  bookgen_book_append_partial (book, record, "The ", 4);
  book_fixture_flush (fixture, book);
  g_signal_connect_swapped (book, "write-failed", G_CALLBACK (keep_error), &error);
  break_after (1, SQLITE_FULL);
  bookgen_book_set_title (book, "B");
  bookgen_book_set_setting (book, "run", "{}");
  bookgen_outline_remove (outline, removed);
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Sails");
  bookgen_book_append_partial (book, record, "bowline ", 8);
  while (!error)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "full"));
  mend ();
  bookgen_book_append_partial (book, record, "holds", 5);
  book_fixture_close (fixture, &book);

  book = book_fixture_open (fixture, FALSE);
  outline = bookgen_book_get_outline (book);
  g_assert_cmpstr (bookgen_book_get_title (book), ==, "B");
  g_assert_cmpstr (bookgen_book_get_setting (book, "run"), ==, "{}");
  g_assert_null (bookgen_outline_find (outline, "u1"));
  g_assert_nonnull (bookgen_outline_find (outline, "u3"));
  tasks = bookgen_book_dup_tasks (book);
  g_assert_cmpstr (((BookgenTaskRecord *) tasks->pdata[0])->partial, ==, "The bowline holds");
}

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
has_partial (BookFixture *fixture, const char *partial)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (fixture->path, NULL);
  g_autoptr (GPtrArray) tasks = bookgen_snapshot_dup_tasks (snapshot, NULL);

  return g_strcmp0 (((BookgenTaskRecord *) tasks->pdata[0])->partial, partial) == 0;
}

/* A piece that could not be stored is stored later even where nothing else is written. */
static void
test_pieces_come_again_alone (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u1", 0);
  g_autoptr (GError) error = NULL;
  guint wake_id = g_timeout_add (100, wake, NULL);

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  book_fixture_save_task (fixture, book, record, FALSE);
  g_signal_connect_swapped (book, "write-failed", G_CALLBACK (keep_error), &error);
  break_after (1, SQLITE_FULL);
  bookgen_book_append_partial (book, record, "The bowline", 11);
  while (!error)
    g_main_context_iteration (NULL, TRUE);
  mend ();
  while (!has_partial (fixture, "The bowline"))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake_id);
  book_fixture_close (fixture, &book);
}

/* A text whose last write fails is still kept, on the disk and for the next run, until a write of it succeeds. */
static void
test_finish_on_a_full_disk (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u1", 0);
  const BookgenRevisionData facts = { .unit_id = (char *) "u1", .stage = (char *) "write", .text = (char *) "The bowline" };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&facts);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) tasks = NULL;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  book_fixture_save_task (fixture, book, record, FALSE);
  bookgen_book_append_partial (book, record, "The bowline", 11);
  book_fixture_flush (fixture, book);
  break_after (1, SQLITE_FULL);
  bookgen_book_finish_task_async (book, record, revision, TRUE, book_fixture_keep_result, &result);
  g_assert_null (bookgen_book_finish_task_finish (book, book_fixture_wait (&result), NULL));
  mend ();
  tasks = bookgen_book_dup_tasks (book);
  g_assert_cmpstr (((BookgenTaskRecord *) tasks->pdata[0])->partial, ==, "The bowline");
  bookgen_book_append_partial (book, record, " holds", 6);
  book_fixture_flush (fixture, book);
  g_assert_true (has_partial (fixture, "The bowline holds"));
  book_fixture_close (fixture, &book);
}

/* What could not be stored at the end is told, and not tried for ever. */
static void
test_pieces_lost_at_close (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u1", 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  book_fixture_save_task (fixture, book, record, FALSE);
  break_after (1, SQLITE_FULL);
  bookgen_book_append_partial (book, record, "The bowline", 11);
  bookgen_book_close_async (book, book_fixture_keep_result, &result);
  g_assert_false (bookgen_book_close_finish (book, book_fixture_wait (&result), &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE);
  mend ();
}

static void
add_uncounted (BookgenBook *book, GAsyncReadyCallback callback, gpointer data)
{
  const BookgenRevisionData facts = { .unit_id = (char *) "u1", .stage = (char *) "write", .text = (char *) "x" };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&facts);

  bookgen_book_add_revision_async (book, revision, TRUE, NULL, callback, data);
}

static void
count_stored (GObject *book, GAsyncResult *result, gpointer n_stored)
{
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (BOOKGEN_BOOK (book), result, NULL);

  g_assert_nonnull (stored);
  ++*(guint *) n_stored;
}

static void
shut_gate (gboolean shut)
{
  g_mutex_lock (&gate_mutex);
  gate_shut = shut;
  n_syncs = 0;
  g_cond_broadcast (&gate_changed);
  g_mutex_unlock (&gate_mutex);
}

static void
wait_until_somebody_is_at_the_gate (void)
{
  g_mutex_lock (&gate_mutex);
  while (n_waiting == 0)
    g_cond_wait (&gate_changed, &gate_mutex);
  g_mutex_unlock (&gate_mutex);
}

/* Writes that wait while the disk is busy are on it together: one sync, or two where the log begins anew. */
static void
test_waiting_writes_share_a_transaction (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  guint n_stored = 0;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  book_fixture_flush (fixture, book);
  shut_gate (TRUE);
  add_uncounted (book, count_stored, &n_stored);
  wait_until_somebody_is_at_the_gate ();
  for (guint i = 0; i < 50; i++)
    add_uncounted (book, count_stored, &n_stored);
  shut_gate (FALSE);
  while (n_stored < 51)
    g_main_context_iteration (NULL, TRUE);
  g_mutex_lock (&gate_mutex);
  g_assert_cmpuint (n_syncs, >, 0);
  g_assert_cmpuint (n_syncs, <, 5);
  g_mutex_unlock (&gate_mutex);
  book_fixture_close (fixture, &book);
}

/* A book that cannot be made leaves nothing behind. */
static void
test_create_on_a_full_disk (void)
{
  for (int n_calls = 1; n_calls < 12; n_calls++)
    {
      g_autoptr (BookFixture) fixture = book_fixture_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (BookgenBook) book = NULL;

      break_after (n_calls, SQLITE_FULL);
      book = book_fixture_try_create (fixture, "A", NULL, &error);
      mend ();
      if (book)
        continue;
      g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  register_faulty_vfs ();
  g_test_add_func ("/store-faults/every-call", test_every_call);
  g_test_add_func ("/store-faults/changes-come-again", test_changes_come_again);
  g_test_add_func ("/store-faults/pieces-come-again-alone", test_pieces_come_again_alone);
  g_test_add_func ("/store-faults/finish-on-a-full-disk", test_finish_on_a_full_disk);
  g_test_add_func ("/store-faults/pieces-lost-at-close", test_pieces_lost_at_close);
  g_test_add_func ("/store-faults/waiting-writes-share-a-transaction", test_waiting_writes_share_a_transaction);
  g_test_add_func ("/store-faults/create-on-a-full-disk", test_create_on_a_full_disk);
  return g_test_run ();
}
