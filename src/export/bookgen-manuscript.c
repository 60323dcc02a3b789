/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-manuscript.h"

#include "bookgen-section-media.h"

#include <string.h>

static void
section_free (gpointer data)
{
  BookgenSection *section = data;

  g_free (section->id);
  g_free (section->title);
  g_free (section->text);
  g_clear_pointer (&section->pictures, g_ptr_array_unref);
  g_clear_pointer (&section->recordings, g_ptr_array_unref);
  g_free (section);
}

void
bookgen_manuscript_free (BookgenManuscript *self)
{
  g_free (self->title);
  g_free (self->author);
  g_free (self->language);
  g_free (self->uuid);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->snapshot, bookgen_snapshot_free);
  g_free (self);
}

static BookgenSection *
section_at (const BookgenManuscript *self, guint i)
{
  return g_ptr_array_index (self->sections, i);
}

/* BCP 47 from what may be a locale's name; "und" (undetermined) where it is neither. */
static char *
dup_language (const char *language)
{
  g_autofree char *tag = g_strdelimit (g_strdup (language ? language : ""), "_", '-');

  tag[strcspn (tag, ".@")] = '\0';
  if (g_regex_match_simple ("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", tag, 0, 0))
    return g_steal_pointer (&tag);
  return g_strdup ("und");
}

static char *
dup_valid (const char *text)
{
  return g_utf8_make_valid (text ? text : "", -1);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *copy = g_strdup (text ? text : "");

  return *g_strstrip (copy) == '\0';
}

static gboolean
read_text (BookgenSection *section, BookgenSnapshot *snapshot, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_snapshot_dup_current (snapshot, section->id, &local);
  const BookgenRevisionData *data = revision ? bookgen_revision_get (revision) : NULL;

  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!data || is_blank (data->text))
    return TRUE;
  section->text = dup_valid (data->text);
  section->rehearsal = data->rehearsal;
  return TRUE;
}

static BookgenSection *
add_section (BookgenManuscript *self, BookgenOutline *outline, BookgenUnit *unit, guint depth)
{
  BookgenSection *section = g_new0 (BookgenSection, 1);

  section->kind = bookgen_unit_is_written (unit) ? BOOKGEN_SECTION_CHAPTER : BOOKGEN_SECTION_PART;
  section->id = g_strdup (bookgen_unit_get_id (unit));
  section->title = g_strstrip (dup_valid (bookgen_unit_get_title (unit)));
  section->depth = depth;
  section->number = bookgen_outline_get_number (outline, unit);
  g_ptr_array_add (self->sections, section);
  return section;
}

/* The outline's own depth is bounded by who made it. */
static gboolean
add_units (BookgenManuscript *self, BookgenSnapshot *snapshot, GListModel *units, guint depth, GError **error)
{
  BookgenOutline *outline = bookgen_snapshot_get_outline (snapshot);

  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);
      BookgenSection *section;

      if (!bookgen_unit_get_in_book (unit))
        continue;
      section = add_section (self, outline, unit, depth);
      if (section->kind == BOOKGEN_SECTION_CHAPTER && !read_text (section, snapshot, error))
        return FALSE;
      if (!add_units (self, snapshot, bookgen_unit_get_children (unit), depth + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_real_text (const BookgenManuscript *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    if (section_at (self, i)->text && !section_at (self, i)->rehearsal)
      return TRUE;
  return FALSE;
}

/* Placeholders never stand beside real text: where there is any, they count as missing. */
static void
part_rehearsal_from_text (BookgenManuscript *self)
{
  gboolean real = has_real_text (self);

  for (guint i = 0; i < self->sections->len; i++)
    {
      BookgenSection *section = section_at (self, i);

      if (real && section->rehearsal)
        g_clear_pointer (&section->text, g_free);
      section->rehearsal = section->rehearsal && !real;
      self->chapters += section->kind == BOOKGEN_SECTION_CHAPTER ? 1 : 0;
      self->written += section->text ? 1 : 0;
    }
  self->rehearsal = !real && self->written > 0;
}

static gboolean
has_media (const BookgenManuscript *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    if (section_at (self, i)->pictures || section_at (self, i)->recordings)
      return TRUE;
  return FALSE;
}

/* Nobody who writes the book is kept waiting by a snapshot that nothing more is read from. */
static gboolean
read_media (BookgenManuscript *self, GError **error)
{
  guint pictures = 0;

  for (guint i = 0; i < self->sections->len; i++)
    if (section_at (self, i)->text
        && !bookgen_section_read_media (section_at (self, i), self->snapshot, !self->rehearsal, &pictures, error))
      return FALSE;
  if (!has_media (self))
    g_clear_pointer (&self->snapshot, bookgen_snapshot_free);
  return TRUE;
}

/* Parts in which nothing is written would be empty pages. From the end, so that what is below a part comes before it. */
static void
drop_empty_parts (BookgenManuscript *self)
{
  guint written_depth = 0; /* 1 + the smallest depth of what is written behind here, below the part looked at; 0: nothing */

  for (guint i = self->sections->len; i-- > 0; )
    {
      const BookgenSection *section = section_at (self, i);
      gboolean filled = section->text || written_depth > section->depth + 1;

      if (section->kind == BOOKGEN_SECTION_PART && !filled)
        g_ptr_array_remove_index (self->sections, i);
      else if (filled)
        written_depth = section->depth + 1;
    }
}

BookgenManuscript *
bookgen_manuscript_new (BookgenSnapshot *snapshot, GError **error)
{
  g_autoptr (BookgenManuscript) self = g_new0 (BookgenManuscript, 1);
  GListModel *units = G_LIST_MODEL (bookgen_snapshot_get_outline (snapshot));

  self->snapshot = snapshot;
  self->title = g_strstrip (dup_valid (bookgen_snapshot_get_title (snapshot)));
  self->author = g_strstrip (dup_valid (bookgen_snapshot_get_author (snapshot)));
  self->language = dup_language (bookgen_snapshot_get_language (snapshot));
  self->uuid = g_strdup (bookgen_snapshot_get_uuid (snapshot));
  self->changed_at_ms = bookgen_snapshot_get_changed_at_ms (snapshot);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  if (!add_units (self, snapshot, units, 0, error))
    return NULL;
  part_rehearsal_from_text (self);
  if (!read_media (self, error))
    return NULL;
  drop_empty_parts (self);
  return g_steal_pointer (&self);
}

GBytes *
bookgen_manuscript_dup_bytes (const BookgenManuscript *self, BookgenMedia *media, GError **error)
{
  const BookgenMediaData *data = bookgen_media_get (media);

  return data->bytes ? g_bytes_ref (data->bytes) : bookgen_snapshot_dup_media_bytes (self->snapshot, data->id, error);
}
