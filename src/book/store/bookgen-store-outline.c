/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-outline.h"

#include "bookgen-store-values.h"
#include "bookgen-unit-private.h"

/* A unit as it was when its row was collected: nothing of it is copied, and any thread may let go of it. */
typedef struct
{
  GRefString *id;
  GRefString *title;
  GRefString *brief;
  char *depends_on;  /* ids with a space between; NULL for none */
  BookgenUnitKind kind;
  BookgenWriter writer;
  guint target_words;
  gboolean in_book;
  gboolean locked;
} Row;

typedef struct
{
  GRefString *parent;   /* NULL for the top level */
  GPtrArray *children;  /* of owned ids */
} Order;

struct _BookgenOutlineChanges
{
  GArray *rows;
  GArray *orders;
  GPtrArray *removed; /* of owned ids */
  guint64 next_number;
  guint length_words;
};

static void
release (gpointer string)
{
  g_ref_string_release (string);
}

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_ref_string_release (row->id);
  g_ref_string_release (row->title);
  g_ref_string_release (row->brief);
  g_free (row->depends_on);
}

static void
order_clear (gpointer data)
{
  Order *order = data;

  g_clear_pointer (&order->parent, g_ref_string_release);
  g_ptr_array_unref (order->children);
}

BookgenOutlineChanges *
bookgen_outline_changes_new (BookgenOutline *outline)
{
  BookgenOutlineChanges *self = g_new0 (BookgenOutlineChanges, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  self->orders = g_array_new (FALSE, FALSE, sizeof (Order));
  g_array_set_clear_func (self->orders, order_clear);
  self->removed = g_ptr_array_new_with_free_func (release);
  self->next_number = bookgen_outline_get_next_number (outline);
  self->length_words = bookgen_outline_get_length_words (outline);
  return self;
}

void
bookgen_outline_changes_free (BookgenOutlineChanges *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->orders);
  g_ptr_array_unref (self->removed);
  g_free (self);
}

void
bookgen_outline_changes_add_removed (BookgenOutlineChanges *self, BookgenUnit *unit)
{
  g_ptr_array_add (self->removed, bookgen_unit_ref_id (unit));
}

void
bookgen_outline_changes_add_unit (BookgenOutlineChanges *self, BookgenUnit *unit)
{
  const char *const *depends_on = bookgen_unit_get_depends_on (unit);
  const Row row = {
    .id = bookgen_unit_ref_id (unit),
    .title = bookgen_unit_ref_title (unit),
    .brief = bookgen_unit_ref_brief (unit),
    .depends_on = *depends_on ? g_strjoinv (" ", (char **) depends_on) : NULL,
    .kind = bookgen_unit_get_kind (unit),
    .writer = bookgen_unit_get_writer (unit),
    .target_words = bookgen_unit_get_target_words (unit),
    .in_book = bookgen_unit_get_in_book (unit),
    .locked = bookgen_unit_get_locked (unit),
  };

  g_array_append_val (self->rows, row);
}

void
bookgen_outline_changes_add_order (BookgenOutlineChanges *self, BookgenUnit *parent, GListModel *children)
{
  guint n_children = g_list_model_get_n_items (children);
  const Order order = { parent ? bookgen_unit_ref_id (parent) : NULL, g_ptr_array_new_full (n_children, release) };

  for (guint i = 0; i < n_children; i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);
      g_ptr_array_add (order.children, bookgen_unit_ref_id (child));
    }
  g_array_append_val (self->orders, order);
}

/* One walk for the rows and the order of those below. */
void
bookgen_outline_changes_add_branch (BookgenOutlineChanges *self, BookgenUnit *unit)
{
  GListModel *children = bookgen_unit_has_children (unit) ? bookgen_unit_get_children (unit) : NULL;
  guint n_children = children ? g_list_model_get_n_items (children) : 0;

  bookgen_outline_changes_add_unit (self, unit);
  if (n_children > 0)
    bookgen_outline_changes_add_order (self, unit, children);
  for (guint i = 0; i < n_children; i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);
      bookgen_outline_changes_add_branch (self, child);
    }
}

void
bookgen_outline_changes_add_all (BookgenOutlineChanges *self, BookgenOutline *outline)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outline)); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (outline), i);
      bookgen_outline_changes_add_branch (self, unit);
    }
  bookgen_outline_changes_add_order (self, NULL, G_LIST_MODEL (outline));
}

/* Writing */

/* A new row starts in the bin: what brings it out is its place in an order. */
static gboolean
write_row (BookgenConnection *connection, const Row *row, GError **error)
{
  return bookgen_connection_run (
      connection, error,
      "INSERT INTO unit (id, parent, kind, title, brief, target_words, writer, in_book, locked, depends_on, binned_at_ms)"
      " VALUES (?1, '', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)"
      " ON CONFLICT (id) DO UPDATE SET kind = ?2, title = ?3, brief = ?4, target_words = ?5, writer = ?6, in_book = ?7,"
      " locked = ?8, depends_on = ?9",
      "ssssisiis", row->id, bookgen_unit_kind_to_string (row->kind), row->title, row->brief,
      (gint64) row->target_words, row->writer == BOOKGEN_WRITER_ME ? "me" : "model", (gint64) row->in_book,
      (gint64) row->locked, row->depends_on ? row->depends_on : "");
}

static gboolean
write_order (BookgenConnection *connection, const Order *order, GError **error)
{
  const char *parent = order->parent ? order->parent : "";

  for (guint i = 0; i < order->children->len; i++)
    if (!bookgen_connection_run (connection, error,
                                 "UPDATE unit SET parent = ?1, position = ?2, binned_at_ms = NULL WHERE id = ?3"
                                 " AND (parent <> ?1 OR position <> ?2 OR binned_at_ms IS NOT NULL)",
                                 "sis", parent, (gint64) i, (char *) order->children->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
write_removed (BookgenConnection *connection, const char *id, GError **error)
{
  return bookgen_connection_run (connection, error, "UPDATE unit SET binned_at_ms = ?2 WHERE id = ?1", "si",
                                 id, (gint64) (g_get_real_time () / 1000));
}

static gboolean
write_number (BookgenConnection *connection, const char *name, guint64 number, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  return bookgen_store_values_set (connection, BOOKGEN_VALUES_BOOK, name, number > 0 ? value : NULL, error);
}

gboolean
bookgen_store_outline_write (BookgenConnection *connection, BookgenOutlineChanges *changes, GError **error)
{
  for (guint i = 0; i < changes->rows->len; i++)
    if (!write_row (connection, &g_array_index (changes->rows, Row, i), error))
      return FALSE;
  /* What was removed may have come back since: the orders have the last word. */
  for (guint i = 0; i < changes->removed->len; i++)
    if (!write_removed (connection, changes->removed->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < changes->orders->len; i++)
    if (!write_order (connection, &g_array_index (changes->orders, Order, i), error))
      return FALSE;
  return write_number (connection, BOOKGEN_VALUE_NEXT_UNIT, changes->next_number, error) &&
         write_number (connection, BOOKGEN_VALUE_LENGTH_WORDS, changes->length_words, error) &&
         bookgen_store_values_touch (connection, error);
}

/* Loading */

static void
set_int (BookgenUnit *unit, const char *property, GType type, int number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, type);
  if (type == G_TYPE_UINT)
    g_value_set_uint (&value, number);
  else if (type == G_TYPE_BOOLEAN)
    g_value_set_boolean (&value, number);
  else
    g_value_set_enum (&value, number);
  bookgen_unit_set_value (unit, property, &value);
}

static void
set_brief (BookgenUnit *unit, const char *brief)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_static_string (&value, brief);
  bookgen_unit_set_value (unit, "brief", &value);
}

static void
set_depends_on (BookgenUnit *unit, const char *ids)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (!ids || !*ids)
    return;
  g_value_init (&value, G_TYPE_STRV);
  g_value_take_boxed (&value, g_strsplit (ids, " ", -1));
  bookgen_unit_set_value (unit, "depends-on", &value);
}

enum { COLUMN_ID, COLUMN_PARENT, COLUMN_KIND, COLUMN_TITLE, COLUMN_BRIEF, COLUMN_TARGET_WORDS, COLUMN_WRITER, COLUMN_IN_BOOK,
       COLUMN_LOCKED, COLUMN_DEPENDS_ON };

static void
restore_unit (BookgenOutline *outline, sqlite3_stmt *row)
{
  BookgenUnitKind kind = BOOKGEN_UNIT_CHAPTER;
  BookgenUnit *unit;

  bookgen_unit_kind_from_string (bookgen_connection_get_text (row, COLUMN_KIND), &kind);
  unit = bookgen_outline_restore (outline, bookgen_outline_find (outline, bookgen_connection_get_text (row, COLUMN_PARENT)),
                                  bookgen_connection_get_text (row, COLUMN_ID), kind,
                                  bookgen_connection_get_text (row, COLUMN_TITLE));
  set_brief (unit, bookgen_connection_get_text (row, COLUMN_BRIEF));
  set_int (unit, "target-words", G_TYPE_UINT, sqlite3_column_int (row, COLUMN_TARGET_WORDS));
  set_int (unit, "writer", BOOKGEN_TYPE_WRITER, g_str_equal (bookgen_connection_get_text (row, COLUMN_WRITER), "me"));
  set_int (unit, "in-book", G_TYPE_BOOLEAN, sqlite3_column_int (row, COLUMN_IN_BOOK));
  set_int (unit, "locked", G_TYPE_BOOLEAN, sqlite3_column_int (row, COLUMN_LOCKED));
  set_depends_on (unit, bookgen_connection_get_text (row, COLUMN_DEPENDS_ON));
}

/* Reading order: the deepest of what is known comes next, and of these the first (sqlite.org/lang_with.html, section 3.4).
 * ROOTS selects what it begins with. */
#define TREE_SQL(roots) \
  "WITH RECURSIVE tree (depth, position, id, parent, kind, title, brief, target_words, writer, in_book, locked, depends_on)" \
  " AS (SELECT " roots \
  " UNION ALL SELECT tree.depth + 1, unit.position, unit.id, unit.parent, unit.kind, unit.title, unit.brief," \
  " unit.target_words, unit.writer, unit.in_book, unit.locked, unit.depends_on" \
  " FROM tree JOIN unit ON unit.parent = tree.id WHERE unit.binned_at_ms IS NULL ORDER BY 1 DESC, 2)" \
  " SELECT id, parent, kind, title, brief, target_words, writer, in_book, locked, depends_on FROM tree WHERE id <> ''"

static BookgenOutline *
load_units (BookgenConnection *connection, const char *sql, GError **error)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error, sql, "");

  while (row && bookgen_connection_next (connection, row, &local_error))
    restore_unit (outline, row);
  if (!local_error)
    return g_steal_pointer (&outline);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

BookgenOutline *
bookgen_store_outline_load (BookgenConnection *connection, GError **error)
{
  g_autoptr (BookgenOutline) outline
      = load_units (connection, TREE_SQL ("0, 0, '', NULL, 'book', '', '', 0, 'model', 1, 0, ''"), error);
  gint64 next_number, length_words;

  if (!outline ||
      !bookgen_connection_ask_int (connection, "SELECT value FROM book WHERE name = 'next-unit'", &next_number, error) ||
      !bookgen_connection_ask_int (connection, "SELECT value FROM book WHERE name = 'length-words'", &length_words, error))
    return NULL;
  bookgen_outline_set_next_number (outline, MAX (next_number, 1));
  bookgen_outline_set_length_words (outline, CLAMP (length_words, 0, G_MAXINT32));
  bookgen_outline_forget_changes (outline);
  return g_steal_pointer (&outline);
}

BookgenOutline *
bookgen_store_outline_load_binned (BookgenConnection *connection, GError **error)
{
  return load_units (connection,
                     TREE_SQL ("0, rowid, id, '', kind, title, brief, target_words, writer, in_book, locked, depends_on"
                               " FROM unit WHERE binned_at_ms IS NOT NULL"),
                     error);
}
