/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-filter.h"

struct _BookgenOutlineFilter
{
  GtkFilter parent_instance;
  BookgenOutline *outline; /* owned */
  char *needle;            /* owned, folded */
  GHashTable *haystacks;   /* BookgenUnit -> char *: title and brief, folded */
  GHashTable *seen;        /* set of BookgenUnit: those found, and all above them */
  BookgenUnit *first;      /* borrowed, nullable */
  guint n_found;
};

G_DEFINE_FINAL_TYPE (BookgenOutlineFilter, bookgen_outline_filter, GTK_TYPE_FILTER)

/* Most outlines are ASCII, and folding the rest costs a hundred times as much. */
static char *
dup_folded (const char *text)
{
  g_autofree char *normal = NULL;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_utf8_casefold (normal ? normal : "", -1);
}

static const char *
get_haystack (BookgenOutlineFilter *self, BookgenUnit *unit)
{
  char *haystack = g_hash_table_lookup (self->haystacks, unit);
  g_autofree char *both = NULL;

  if (haystack)
    return haystack;
  both = g_strconcat (bookgen_unit_get_title (unit), "\n", bookgen_unit_get_brief (unit), NULL);
  haystack = dup_folded (both);
  g_hash_table_insert (self->haystacks, g_object_ref (unit), haystack);
  return haystack;
}

/* What is above one that is seen already is seen too. */
static void
see (BookgenOutlineFilter *self, BookgenUnit *unit)
{
  for (; unit && g_hash_table_add (self->seen, g_object_ref (unit)); unit = bookgen_unit_get_parent (unit))
    ;
}

static void
look (BookgenOutlineFilter *self)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (self->outline, FALSE);

  g_hash_table_remove_all (self->seen);
  self->first = NULL;
  self->n_found = 0;
  for (guint i = 0; i < units->len; i++)
    if (strstr (get_haystack (self, units->pdata[i]), self->needle))
      {
        if (self->n_found++ == 0)
          self->first = units->pdata[i];
        see (self, units->pdata[i]);
      }
}

void
bookgen_outline_filter_set_text (BookgenOutlineFilter *self, const char *text)
{
  g_autofree char *needle = dup_folded (text);

  g_return_if_fail (BOOKGEN_IS_OUTLINE_FILTER (self));
  if (g_strcmp0 (self->needle, needle) == 0)
    return;
  g_free (self->needle);
  self->needle = g_steal_pointer (&needle);
  look (self);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

guint
bookgen_outline_filter_get_n_found (BookgenOutlineFilter *self)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_FILTER (self), 0);
  return self->n_found;
}

BookgenUnit *
bookgen_outline_filter_get_first (BookgenOutlineFilter *self)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_FILTER (self), NULL);
  return self->first;
}

static void
on_changed (BookgenOutline *outline, BookgenUnit *unit, BookgenOutlineChange what, BookgenOutlineFilter *self)
{
  if (what == BOOKGEN_OUTLINE_EDITED)
    g_hash_table_remove (self->haystacks, unit);
  if (what == BOOKGEN_OUTLINE_REMOVED)
    {
      if (self->first == unit)
        self->first = NULL;
      return;
    }
  see (self, unit);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_LESS_STRICT);
}

static gboolean
bookgen_outline_filter_match (GtkFilter *filter, gpointer item)
{
  return g_hash_table_contains (BOOKGEN_OUTLINE_FILTER (filter)->seen, item);
}

static void
bookgen_outline_filter_finalize (GObject *object)
{
  BookgenOutlineFilter *self = BOOKGEN_OUTLINE_FILTER (object);

  g_clear_object (&self->outline);
  g_free (self->needle);
  g_hash_table_unref (self->haystacks);
  g_hash_table_unref (self->seen);
  G_OBJECT_CLASS (bookgen_outline_filter_parent_class)->finalize (object);
}

static void
bookgen_outline_filter_class_init (BookgenOutlineFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_outline_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = bookgen_outline_filter_match;
}

static void
bookgen_outline_filter_init (BookgenOutlineFilter *self)
{
  self->haystacks = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->seen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

BookgenOutlineFilter *
bookgen_outline_filter_new (BookgenOutline *outline)
{
  BookgenOutlineFilter *self = g_object_new (BOOKGEN_TYPE_OUTLINE_FILTER, NULL);

  self->outline = g_object_ref (outline);
  g_signal_connect_object (outline, "changed", G_CALLBACK (on_changed), self, 0);
  return self;
}
