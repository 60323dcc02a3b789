/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-store-values.h"

/* Changes wait this long for more of their kind. */
#define STORE_AFTER_MS 250

typedef enum {
  PROP_PATH = 1,
  PROP_WRITABLE,
  PROP_OWNER,
  PROP_TITLE,
  PROP_AUTHOR,
  PROP_LANGUAGE,
} BookgenBookProperty;

static GParamSpec *properties[PROP_LANGUAGE + 1];

enum { CHANGED_ELSEWHERE, MEDIA, REVISION, SETTLED, WRITE_FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenBook, bookgen_book, G_TYPE_OBJECT)

static void
bookgen_book_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BookgenBook *self = BOOKGEN_BOOK (object);

  switch ((BookgenBookProperty) property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_WRITABLE:
      g_value_set_boolean (value, bookgen_book_get_writable (self));
      break;
    case PROP_OWNER:
      g_value_set_string (value, self->owner);
      break;
    case PROP_TITLE:
      g_value_set_string (value, bookgen_book_get_title (self));
      break;
    case PROP_AUTHOR:
      g_value_set_string (value, bookgen_book_get_author (self));
      break;
    case PROP_LANGUAGE:
      g_value_set_string (value, bookgen_book_get_language (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bookgen_book_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BookgenBook *self = BOOKGEN_BOOK (object);

  switch ((BookgenBookProperty) property_id)
    {
    case PROP_TITLE:
      bookgen_book_set_title (self, g_value_get_string (value));
      break;
    case PROP_AUTHOR:
      bookgen_book_set_author (self, g_value_get_string (value));
      break;
    case PROP_LANGUAGE:
      bookgen_book_set_language (self, g_value_get_string (value));
      break;
    case PROP_PATH:
    case PROP_WRITABLE:
    case PROP_OWNER:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

void
bookgen_book_clear_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
bookgen_book_dispose (GObject *object)
{
  BookgenBook *self = BOOKGEN_BOOK (object);

  bookgen_book_clear_source (&self->watch);
  if (self->store)
    bookgen_book_store_pending (self);
  bookgen_book_clear_source (&self->store_later);
  bookgen_book_clear_source (&self->pieces_later);
  g_clear_pointer (&self->store, bookgen_store_shut_down);
  G_OBJECT_CLASS (bookgen_book_parent_class)->dispose (object);
}

static void
bookgen_book_finalize (GObject *object)
{
  BookgenBook *self = BOOKGEN_BOOK (object);

  bookgen_pending_free (self->pending);
  bookgen_bin_free (self->bin);
  bookgen_materials_free (self->materials);
  bookgen_tasks_free (self->tasks);
  bookgen_texts_free (self->texts);
  g_object_unref (self->outline);
  g_hash_table_unref (self->settled);
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->values);
  g_main_context_unref (self->context);
  g_clear_error (&self->unsaved);
  g_clear_error (&self->unsaved_pieces);
  g_free (self->owner);
  g_free (self->path);
  G_OBJECT_CLASS (bookgen_book_parent_class)->finalize (object);
}

static void
bookgen_book_class_init (BookgenBookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = readable | G_PARAM_WRITABLE;

  object_class->get_property = bookgen_book_get_property;
  object_class->set_property = bookgen_book_set_property;
  object_class->dispose = bookgen_book_dispose;
  object_class->finalize = bookgen_book_finalize;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, readable);
  properties[PROP_WRITABLE] = g_param_spec_boolean ("writable", NULL, NULL, FALSE, readable);
  properties[PROP_OWNER] = g_param_spec_string ("owner", NULL, NULL, NULL, readable);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", both);
  properties[PROP_AUTHOR] = g_param_spec_string ("author", NULL, NULL, "", both);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, "", both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED_ELSEWHERE] = g_signal_new ("changed-elsewhere", BOOKGEN_TYPE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 0);
  signals[REVISION] = g_signal_new ("revision", BOOKGEN_TYPE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    BOOKGEN_TYPE_REVISION, G_TYPE_BOOLEAN);
  signals[MEDIA] = g_signal_new ("media", BOOKGEN_TYPE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
  signals[SETTLED] = g_signal_new ("settled", BOOKGEN_TYPE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[WRITE_FAILED] = g_signal_new ("write-failed", BOOKGEN_TYPE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
bookgen_book_init (BookgenBook *self)
{
  self->texts = bookgen_texts_new ();
  self->tasks = bookgen_tasks_new ();
  self->materials = bookgen_materials_new ();
}

void
bookgen_book_emit_write_failed (BookgenBook *self, const GError *error)
{
  g_signal_emit (self, signals[WRITE_FAILED], 0, error);
}

void
bookgen_book_emit_revision (BookgenBook *self, BookgenRevision *facts, gboolean current)
{
  bookgen_bin_look_again (self->bin, bookgen_revision_get (facts)->unit_id);
  g_signal_emit (self, signals[REVISION], 0, facts, current);
}

void
bookgen_book_emit_settled (BookgenBook *self, const char *unit_id)
{
  g_signal_emit (self, signals[SETTLED], 0, unit_id);
}

void
bookgen_book_emit_media (BookgenBook *self, const char *unit_id)
{
  g_signal_emit (self, signals[MEDIA], 0, unit_id);
}

void
bookgen_book_emit_changed_elsewhere (BookgenBook *self)
{
  g_signal_emit (self, signals[CHANGED_ELSEWHERE], 0);
}

GSource *
bookgen_book_attach (BookgenBook *self, guint delay_ms, GSourceFunc func)
{
  GSource *source = delay_ms > 0 ? g_timeout_source_new (delay_ms) : g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
  return source;
}

/* Pending changes */

static gboolean
store_in_time (gpointer data)
{
  bookgen_book_store_pending (data);
  return G_SOURCE_REMOVE;
}

void
bookgen_book_store_soon (BookgenBook *self)
{
  if (!self->store_later && self->store)
    self->store_later = bookgen_book_attach (self, self->unsaved ? BOOKGEN_BOOK_STORE_AGAIN_AFTER_MS : STORE_AFTER_MS,
                                             store_in_time);
}

gboolean
bookgen_book_may_store_again (BookgenBook *self)
{
  return bookgen_book_get_writable (self) && !self->closed;
}

static gboolean
write_changes (BookgenConnection *connection, gpointer changes, GError **error)
{
  return bookgen_changes_write (connection, changes, error);
}

static void
changes_stored (gpointer owner, gpointer changes, const GError *error)
{
  BookgenBook *self = owner;

  g_clear_error (&self->unsaved);
  if (!error)
    return;
  self->unsaved = g_error_copy (error);
  if (bookgen_book_may_store_again (self))
    {
      bookgen_pending_put_back (self->pending, changes);
      bookgen_book_store_soon (self);
    }
  bookgen_book_emit_write_failed (self, error);
}

void
bookgen_book_store_pending (BookgenBook *self)
{
  BookgenChanges *changes = bookgen_pending_take (self->pending);

  bookgen_book_clear_source (&self->store_later);
  if (changes)
    bookgen_store_write (self->store, write_changes, changes, (GDestroyNotify) bookgen_changes_free, changes_stored);
  bookgen_book_store_pieces (self);
}

/* What the book says of itself */

static const char *
get_value (BookgenBook *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->values, name);

  return value ? value : "";
}

static void
set_value (BookgenBook *self, const char *name, const char *value, BookgenBookProperty property)
{
  if (!value)
    value = "";
  if (g_str_equal (get_value (self, name), value))
    return;
  g_hash_table_replace (self->values, g_strdup (name), g_strdup (value));
  bookgen_pending_set_value (self->pending, BOOKGEN_VALUES_BOOK, name, value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
bookgen_book_replace_values (BookgenBook *self, GHashTable *values, GHashTable *settings)
{
  static const struct { const char *name; BookgenBookProperty property; } told[] = {
    { BOOKGEN_VALUE_TITLE, PROP_TITLE },
    { BOOKGEN_VALUE_AUTHOR, PROP_AUTHOR },
    { BOOKGEN_VALUE_LANGUAGE, PROP_LANGUAGE },
  };
  g_autoptr (GHashTable) old = self->values;

  self->values = g_hash_table_ref (values);
  g_hash_table_unref (self->settings);
  self->settings = g_hash_table_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (g_strcmp0 (g_hash_table_lookup (old, told[i].name), g_hash_table_lookup (values, told[i].name)) != 0)
      g_object_notify_by_pspec (G_OBJECT (self), properties[told[i].property]);
}

void
bookgen_book_set_owner (BookgenBook *self, const char *owner)
{
  if (g_strcmp0 (self->owner, owner) == 0)
    return;
  g_free (self->owner);
  self->owner = g_strdup (owner);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWNER]);
}

const char *
bookgen_book_get_path (BookgenBook *self)
{
  return self->path;
}

const char *
bookgen_book_get_uuid (BookgenBook *self)
{
  return get_value (self, BOOKGEN_VALUE_UUID);
}

gboolean
bookgen_book_get_writable (BookgenBook *self)
{
  return bookgen_store_is_writable (self->store);
}

const char *
bookgen_book_get_owner (BookgenBook *self)
{
  return self->owner;
}

const char *
bookgen_book_get_title (BookgenBook *self)
{
  return get_value (self, BOOKGEN_VALUE_TITLE);
}

const char *
bookgen_book_get_author (BookgenBook *self)
{
  return get_value (self, BOOKGEN_VALUE_AUTHOR);
}

const char *
bookgen_book_get_language (BookgenBook *self)
{
  return get_value (self, BOOKGEN_VALUE_LANGUAGE);
}

void
bookgen_book_set_title (BookgenBook *self, const char *title)
{
  set_value (self, BOOKGEN_VALUE_TITLE, title, PROP_TITLE);
}

void
bookgen_book_set_author (BookgenBook *self, const char *author)
{
  set_value (self, BOOKGEN_VALUE_AUTHOR, author, PROP_AUTHOR);
}

void
bookgen_book_set_language (BookgenBook *self, const char *language)
{
  set_value (self, BOOKGEN_VALUE_LANGUAGE, language, PROP_LANGUAGE);
}

const char *
bookgen_book_get_setting (BookgenBook *self, const char *name)
{
  return g_hash_table_lookup (self->settings, name);
}

void
bookgen_book_set_setting (BookgenBook *self, const char *name, const char *value)
{
  if (g_strcmp0 (bookgen_book_get_setting (self, name), value) == 0)
    return;
  if (value)
    g_hash_table_replace (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
  bookgen_pending_set_value (self->pending, BOOKGEN_VALUES_SETTINGS, name, value);
}

BookgenOutline *
bookgen_book_get_outline (BookgenBook *self)
{
  return self->outline;
}
