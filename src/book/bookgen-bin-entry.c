/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-bin-entry-private.h"

struct _BookgenBinEntry
{
  GObject parent_instance;

  BookgenUnit *unit;
  char *parent_id;
  guint position;
  gint64 removed_at_ms;
  guint words;
  guint n_texts;
};

G_DEFINE_FINAL_TYPE (BookgenBinEntry, bookgen_bin_entry, G_TYPE_OBJECT)

static void
bookgen_bin_entry_finalize (GObject *object)
{
  BookgenBinEntry *self = BOOKGEN_BIN_ENTRY (object);

  g_object_unref (self->unit);
  g_free (self->parent_id);
  G_OBJECT_CLASS (bookgen_bin_entry_parent_class)->finalize (object);
}

static void
bookgen_bin_entry_class_init (BookgenBinEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_bin_entry_finalize;
}

static void
bookgen_bin_entry_init (BookgenBinEntry *self)
{
}

BookgenBinEntry *
bookgen_bin_entry_new (BookgenUnit *unit, const char *parent_id, guint position, gint64 removed_at_ms, guint words,
                       guint n_texts)
{
  BookgenBinEntry *self = g_object_new (BOOKGEN_TYPE_BIN_ENTRY, NULL);

  self->unit = g_object_ref (unit);
  self->parent_id = g_strdup (parent_id);
  self->position = position;
  self->removed_at_ms = removed_at_ms;
  self->words = words;
  self->n_texts = n_texts;
  return self;
}

BookgenUnit *
bookgen_bin_entry_get_unit (BookgenBinEntry *self)
{
  return self->unit;
}

guint
bookgen_bin_entry_get_words (BookgenBinEntry *self)
{
  return self->words;
}

guint
bookgen_bin_entry_get_n_texts (BookgenBinEntry *self)
{
  return self->n_texts;
}

gint64
bookgen_bin_entry_get_removed_at_ms (BookgenBinEntry *self)
{
  return self->removed_at_ms;
}

const char *
bookgen_bin_entry_get_parent_id (BookgenBinEntry *self)
{
  return self->parent_id;
}

guint
bookgen_bin_entry_get_position (BookgenBinEntry *self)
{
  return self->position;
}
