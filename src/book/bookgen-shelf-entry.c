/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-shelf-entry-private.h"

#include "bookgen-snapshot.h"

struct _BookgenShelfEntry
{
  GObject parent_instance;

  BookgenShelfFacts *facts;
};

typedef enum {
  PROP_PATH = 1,
  PROP_TITLE,
  PROP_AUTHOR,
  PROP_UNITS,
  PROP_WRITTEN,
  PROP_OPENED_AT,
  PROP_PROBLEM,
} BookgenShelfEntryProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

G_DEFINE_FINAL_TYPE (BookgenShelfEntry, bookgen_shelf_entry, G_TYPE_OBJECT)

static void
bookgen_shelf_entry_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  const BookgenShelfFacts *facts = BOOKGEN_SHELF_ENTRY (object)->facts;

  switch ((BookgenShelfEntryProperty) property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, facts->path);
      break;
    case PROP_TITLE:
      g_value_set_string (value, facts->title);
      break;
    case PROP_AUTHOR:
      g_value_set_string (value, facts->author);
      break;
    case PROP_UNITS:
      g_value_set_uint (value, facts->units);
      break;
    case PROP_WRITTEN:
      g_value_set_uint (value, facts->written);
      break;
    case PROP_OPENED_AT:
      g_value_set_int64 (value, facts->opened_at_ms);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, facts->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bookgen_shelf_entry_finalize (GObject *object)
{
  bookgen_shelf_facts_free (BOOKGEN_SHELF_ENTRY (object)->facts);
  G_OBJECT_CLASS (bookgen_shelf_entry_parent_class)->finalize (object);
}

static void
bookgen_shelf_entry_class_init (BookgenShelfEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bookgen_shelf_entry_get_property;
  object_class->finalize = bookgen_shelf_entry_finalize;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_AUTHOR] = g_param_spec_string ("author", NULL, NULL, "", flags);
  properties[PROP_UNITS] = g_param_spec_uint ("units", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WRITTEN] = g_param_spec_uint ("written", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_OPENED_AT] = g_param_spec_int64 ("opened-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bookgen_shelf_entry_init (BookgenShelfEntry *self)
{
}

static void
read_book (BookgenShelfFacts *self, BookgenSnapshot *snapshot)
{
  guint rehearsed;

  g_free (self->title);
  self->title = g_strdup (bookgen_snapshot_get_title (snapshot));
  self->author = g_strdup (bookgen_snapshot_get_author (snapshot));
  self->uuid = g_strdup (bookgen_snapshot_get_uuid (snapshot));
  self->opened_at_ms = MAX (bookgen_snapshot_get_opened_at_ms (snapshot), 0);
  bookgen_snapshot_count (snapshot, &self->units, &self->written, &rehearsed);
}

BookgenShelfFacts *
bookgen_shelf_facts_load (const char *path, const char *stamp)
{
  BookgenShelfFacts *self = g_new0 (BookgenShelfFacts, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (path, &error);

  self->path = g_strdup (path);
  self->stamp = g_strdup (stamp);
  self->title = g_filename_display_basename (path);
  if (snapshot)
    read_book (self, snapshot);
  else
    self->problem = g_strdup (error->message);
  return self;
}

void
bookgen_shelf_facts_free (BookgenShelfFacts *self)
{
  g_free (self->path);
  g_free (self->stamp);
  g_free (self->uuid);
  g_free (self->title);
  g_free (self->author);
  g_free (self->problem);
  g_free (self);
}

BookgenShelfEntry *
bookgen_shelf_entry_new (BookgenShelfFacts *facts)
{
  BookgenShelfEntry *self = g_object_new (BOOKGEN_TYPE_SHELF_ENTRY, NULL);

  self->facts = facts;
  return self;
}

static void
notify_if (BookgenShelfEntry *self, BookgenShelfEntryProperty property, gboolean differs)
{
  if (differs)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
bookgen_shelf_entry_update (BookgenShelfEntry *self, BookgenShelfFacts *facts)
{
  BookgenShelfFacts *old = self->facts;

  self->facts = facts;
  notify_if (self, PROP_TITLE, g_strcmp0 (old->title, facts->title) != 0);
  notify_if (self, PROP_AUTHOR, g_strcmp0 (old->author, facts->author) != 0);
  notify_if (self, PROP_UNITS, old->units != facts->units);
  notify_if (self, PROP_WRITTEN, old->written != facts->written);
  notify_if (self, PROP_OPENED_AT, old->opened_at_ms != facts->opened_at_ms);
  notify_if (self, PROP_PROBLEM, g_strcmp0 (old->problem, facts->problem) != 0);
  bookgen_shelf_facts_free (old);
}

const BookgenShelfFacts *
bookgen_shelf_entry_get_facts (BookgenShelfEntry *self)
{
  return self->facts;
}
