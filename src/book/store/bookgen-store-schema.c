/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-schema.h"

/* Step N takes a book from version N to N + 1. Steps that a published version ran are never changed; what is new comes as
 * a new one. */
static const char *const steps[] = {
  /* What the book says of itself (uuid, title, author, language, …), and settings under names of their owners' choice. */
  "CREATE TABLE book ("
  "  name TEXT PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE setting ("
  "  name TEXT PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  /* The tree. The book itself is the unit with the empty id; the top level lies below it. A removed unit keeps its row and
   * everything below it, with the time it was put in the bin. Positions order siblings and may have gaps. */
  "CREATE TABLE unit ("
  "  id TEXT PRIMARY KEY,"
  "  parent TEXT REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,"
  "  position INTEGER NOT NULL DEFAULT 0,"
  "  kind TEXT NOT NULL CHECK (kind IN ('book', 'part', 'module', 'chapter', 'lesson', 'lab')),"
  "  title TEXT NOT NULL DEFAULT '',"
  "  brief TEXT NOT NULL DEFAULT '',"
  "  target_words INTEGER NOT NULL DEFAULT 0 CHECK (target_words >= 0),"
  "  writer TEXT NOT NULL DEFAULT 'model' CHECK (writer IN ('model', 'me')),"
  "  in_book INTEGER NOT NULL DEFAULT 1 CHECK (in_book IN (0, 1)),"
  "  locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),"
  "  depends_on TEXT NOT NULL DEFAULT ''," /* ids with a space between */
  "  binned_at_ms INTEGER,"
  "  CHECK ((parent IS NULL) = (id = ''))"
  ") STRICT;"
  "CREATE INDEX unit_tree ON unit (parent, position);"
  "INSERT INTO unit (id, kind) VALUES ('', 'book');"
  /* Every text there ever was, and which one of a unit counts. */
  "CREATE TABLE revision ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  unit TEXT NOT NULL REFERENCES unit (id),"
  "  stage TEXT NOT NULL,"
  "  item INTEGER NOT NULL,"
  "  origin TEXT NOT NULL CHECK (origin IN ('model', 'me', 'file')),"
  "  text TEXT NOT NULL,"
  "  raw TEXT,"
  "  model TEXT,"
  "  made_from TEXT,"
  "  findings TEXT,"
  "  removed TEXT,"
  "  words INTEGER NOT NULL,"
  "  made_at_ms INTEGER NOT NULL,"
  "  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),"
  "  UNIQUE (unit, id)"
  ") STRICT;"
  "CREATE TABLE current_revision ("
  "  unit TEXT PRIMARY KEY,"
  "  revision INTEGER NOT NULL,"
  "  FOREIGN KEY (unit, revision) REFERENCES revision (unit, id)"
  ") STRICT, WITHOUT ROWID;"
  /* The work, with what its requests used in sum; the text of unfinished attempts, piece by piece from the byte where each
   * begins; and every request for itself. Unknown money is NULL. */
  "CREATE TABLE task ("
  "  id INTEGER PRIMARY KEY,"
  "  stage TEXT NOT NULL,"
  "  unit TEXT NOT NULL REFERENCES unit (id),"
  "  item INTEGER NOT NULL,"
  "  state TEXT NOT NULL DEFAULT 'running'"
  "    CHECK (state IN ('todo', 'running', 'interrupted', 'done', 'failed', 'skipped')),"
  "  reason TEXT,"
  "  failure TEXT,"
  "  handle TEXT,"
  "  model TEXT,"
  "  attempts INTEGER NOT NULL DEFAULT 0,"
  "  continued INTEGER NOT NULL DEFAULT 0,"
  "  revision INTEGER REFERENCES revision (id),"
  "  rehearsal INTEGER NOT NULL DEFAULT 0 CHECK (rehearsal IN (0, 1)),"
  "  input_tokens INTEGER NOT NULL DEFAULT 0,"
  "  cached_tokens INTEGER NOT NULL DEFAULT 0,"
  "  cache_write_tokens INTEGER NOT NULL DEFAULT 0,"
  "  output_tokens INTEGER NOT NULL DEFAULT 0,"
  "  reasoning_tokens INTEGER NOT NULL DEFAULT 0,"
  "  cost_micros INTEGER DEFAULT 0,"
  "  requests INTEGER NOT NULL DEFAULT 0,"
  "  estimated INTEGER NOT NULL DEFAULT 0 CHECK (estimated IN (0, 1)),"
  "  UNIQUE (stage, unit, item)"
  ") STRICT;"
  "CREATE TABLE piece ("
  "  id INTEGER PRIMARY KEY," /* so that the pieces of one moment lie together, whatever they belong to */
  "  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,"
  "  start INTEGER NOT NULL,"
  "  text BLOB NOT NULL"
  ") STRICT;"
  "CREATE INDEX piece_task ON piece (task);"
  "CREATE TABLE usage ("
  "  id INTEGER PRIMARY KEY,"
  "  task INTEGER NOT NULL REFERENCES task (id),"
  "  model TEXT,"
  "  at_ms INTEGER NOT NULL,"
  "  input_tokens INTEGER NOT NULL,"
  "  cached_tokens INTEGER NOT NULL,"
  "  cache_write_tokens INTEGER NOT NULL,"
  "  output_tokens INTEGER NOT NULL,"
  "  reasoning_tokens INTEGER NOT NULL,"
  "  cost_micros INTEGER,"
  "  requests INTEGER NOT NULL,"
  "  estimated INTEGER NOT NULL CHECK (estimated IN (0, 1))"
  ") STRICT;",
  /* What an author gives a chapter, or ('') the book, to be written from. */
  "CREATE TABLE material ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  unit TEXT NOT NULL REFERENCES unit (id),"
  "  name TEXT NOT NULL,"
  "  media_type TEXT NOT NULL,"
  "  is_note INTEGER NOT NULL CHECK (is_note IN (0, 1)),"
  "  size_bytes INTEGER NOT NULL,"
  "  digest TEXT NOT NULL,"
  "  words INTEGER NOT NULL,"
  "  added_at_ms INTEGER NOT NULL,"
  "  removed_at_ms INTEGER,"
  "  text TEXT NOT NULL" /* last: it may be long, and is rarely read */
  ") STRICT;"
  "CREATE INDEX material_unit ON material (unit);"
  /* What was used stays in the sums when the task that used it is gone with its unit, and says what it was for. Whatever
   * else comes to refer to a unit, a revision or a task has to go with it: ON DELETE CASCADE. */
  "CREATE TABLE usage_2 ("
  "  id INTEGER PRIMARY KEY,"
  "  task INTEGER REFERENCES task (id) ON DELETE SET NULL,"
  "  model TEXT,"
  "  at_ms INTEGER NOT NULL,"
  "  input_tokens INTEGER NOT NULL,"
  "  cached_tokens INTEGER NOT NULL,"
  "  cache_write_tokens INTEGER NOT NULL,"
  "  output_tokens INTEGER NOT NULL,"
  "  reasoning_tokens INTEGER NOT NULL,"
  "  cost_micros INTEGER,"
  "  requests INTEGER NOT NULL,"
  "  estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),"
  "  stage TEXT," /* this and the next two where the task is gone */
  "  unit TEXT,"
  "  item INTEGER"
  ") STRICT;"
  "INSERT INTO usage_2 SELECT *, NULL, NULL, NULL FROM usage;"
  "DROP TABLE usage;"
  "ALTER TABLE usage_2 RENAME TO usage;",
  /* Pictures and speech; of an item the last one counts. */
  "CREATE TABLE media ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  unit TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,"
  "  stage TEXT NOT NULL,"
  "  item INTEGER NOT NULL,"
  "  media_type TEXT NOT NULL,"
  "  caption TEXT NOT NULL,"
  "  alt TEXT NOT NULL,"
  "  anchor TEXT NOT NULL,"
  "  made_from TEXT NOT NULL,"
  "  model TEXT,"
  "  made_at_ms INTEGER NOT NULL,"
  "  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),"
  "  data BLOB NOT NULL" /* last: it is long, and rarely read */
  ") STRICT;"
  "CREATE INDEX media_item ON media (unit, stage, item);",
  /* What the author finds fine although a check does not. */
  "CREATE TABLE settled ("
  "  revision INTEGER NOT NULL REFERENCES revision (id) ON DELETE CASCADE,"
  "  key TEXT NOT NULL,"
  "  PRIMARY KEY (revision, key)"
  ") STRICT, WITHOUT ROWID;",
  /* Whose list names a picture: what it names no more stays, and does not count. */
  "CREATE TABLE media_2 ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  unit TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,"
  "  stage TEXT NOT NULL,"
  "  item INTEGER NOT NULL,"
  "  list TEXT NOT NULL," /* a stage; '' for none */
  "  media_type TEXT NOT NULL,"
  "  caption TEXT NOT NULL,"
  "  alt TEXT NOT NULL,"
  "  anchor TEXT NOT NULL,"
  "  made_from TEXT NOT NULL,"
  "  model TEXT,"
  "  made_at_ms INTEGER NOT NULL,"
  "  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),"
  "  data BLOB NOT NULL" /* last: it is long, and rarely read */
  ") STRICT;"
  "INSERT INTO media_2 SELECT id, unit, stage, item, '', media_type, caption, alt, anchor, made_from, model, made_at_ms,"
  " rehearsal, data FROM media;"
  "DROP TABLE media;"
  "ALTER TABLE media_2 RENAME TO media;"
  "CREATE INDEX media_item ON media (unit, stage, item);",
  /* A request under way is on the list, too, as far as is known what it uses: nobody may come back to say more. */
  "ALTER TABLE usage ADD COLUMN open INTEGER NOT NULL DEFAULT 0 CHECK (open IN (0, 1));"
  "CREATE INDEX usage_open ON usage (task) WHERE open = 1;",
};

int
bookgen_store_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

static gboolean
run_steps (BookgenConnection *connection, const char *const *all, gint64 from, int to, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;", BOOKGEN_APPLICATION_ID,
                                           to);

  for (gint64 i = from; i < to; i++)
    if (!bookgen_connection_run_all (connection, all[i], error))
      return FALSE;
  return bookgen_connection_run_all (connection, mark, error);
}

gboolean
bookgen_store_schema_migrate (BookgenConnection *connection, GError **error)
{
  return bookgen_store_schema_migrate_by (connection, steps, G_N_ELEMENTS (steps), error);
}

gboolean
bookgen_store_schema_migrate_by (BookgenConnection *connection, const char *const *all, int n_all, GError **error)
{
  gint64 version = 0;

  if (!bookgen_connection_ask_int (connection, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version >= n_all)
    return TRUE;
  if (bookgen_connection_run_all (connection, "BEGIN IMMEDIATE", error) &&
      run_steps (connection, all, version, n_all, error) &&
      bookgen_connection_run_all (connection, "COMMIT", error))
    return TRUE;
  bookgen_connection_roll_back (connection);
  return FALSE;
}
