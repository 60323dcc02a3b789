/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-references.h"

#include "bookgen-commonmark.h"
#include "bookgen-web-address.h"

#include <string.h>

struct _BookgenReferences {
  const BookgenManuscript *manuscript;
  GPtrArray *page_ids;  /* one for each section, NULL where it is not in the book */
  GPtrArray *anchors;   /* the same; made when a link first leads to another page. NULL before */
  GHashTable *by_name;  /* unit id or slug, owned -> section + 1 */
};

static void
add_name (BookgenReferences *self, char *name, guint section)
{
  if (*name == '\0' || g_hash_table_contains (self->by_name, name))
    g_free (name);
  else
    g_hash_table_insert (self->by_name, name, GUINT_TO_POINTER (section + 1));
}

static char *
dup_page_id (const BookgenSection *section, guint counts[2])
{
  guint number = ++counts[section->kind];

  if (section->kind == BOOKGEN_SECTION_PART)
    return g_strdup_printf ("part-%04u", number);
  return section->text ? g_strdup_printf ("ch-%04u", number) : NULL;
}

BookgenReferences *
bookgen_references_new (const BookgenManuscript *manuscript)
{
  BookgenReferences *self = g_new0 (BookgenReferences, 1);
  guint counts[2] = { 0, 0 };

  self->manuscript = manuscript;
  self->page_ids = g_ptr_array_new_with_free_func (g_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < manuscript->sections->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (manuscript->sections, i);
      char *page_id = dup_page_id (section, counts);

      g_ptr_array_add (self->page_ids, page_id);
      if (!page_id)
        continue;
      add_name (self, g_strdup (section->id), i);
      add_name (self, bookgen_anchors_dup_slug (section->title), i);
    }
  return self;
}

static void
free_anchors (gpointer anchors)
{
  g_clear_pointer ((BookgenAnchors **) &anchors, bookgen_anchors_free);
}

void
bookgen_references_free (BookgenReferences *self)
{
  g_clear_pointer (&self->anchors, g_ptr_array_unref);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->page_ids);
  g_free (self);
}

const char *
bookgen_references_get_page_id (BookgenReferences *self, guint section)
{
  return g_ptr_array_index (self->page_ids, section);
}

static BookgenAnchors *
read_anchors (const BookgenSection *section, const char *page_id)
{
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (section->text, -1);

  return bookgen_anchors_new (document, page_id);
}

static void
ensure_anchors (BookgenReferences *self)
{
  if (self->anchors)
    return;
  self->anchors = g_ptr_array_new_with_free_func (free_anchors);
  for (guint i = 0; i < self->page_ids->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (self->manuscript->sections, i);
      const char *page_id = g_ptr_array_index (self->page_ids, i);

      g_ptr_array_add (self->anchors, page_id && section->text ? read_anchors (section, page_id) : NULL);
    }
}

/* "chapters/03-The%20Harbour.md" -> "the-harbour", then the same without a leading number. */
static guint
find_page (BookgenReferences *self, const char *path)
{
  g_autofree char *decoded = g_uri_unescape_string (path, NULL);
  const char *slash = decoded ? strrchr (decoded, '/') : NULL;
  const char *base = slash ? slash + 1 : decoded ? decoded : path;
  const char *dot = strrchr (base, '.');
  g_autofree char *stem = g_strndup (base, dot ? (gsize) (dot - base) : strlen (base));
  g_autofree char *slug = g_utf8_validate (stem, -1, NULL) ? bookgen_anchors_dup_slug (stem) : g_strdup ("");
  const char *bare = slug + strspn (slug, "0123456789");
  gpointer found = g_hash_table_lookup (self->by_name, slug);

  if (!found && bare > slug && *bare == '-')
    found = g_hash_table_lookup (self->by_name, bare + 1);
  return GPOINTER_TO_UINT (found);
}

static char *
dup_place (const char *page_id, const char *id)
{
  return id ? g_strdup_printf ("%s.xhtml#%s", page_id, id) : NULL;
}

/* A place on this page, else the first of that name in the book. */
static char *
resolve_anchor (BookgenReferences *self, const BookgenAnchors *own, const char *slug)
{
  const char *id = bookgen_anchors_find (own, slug);

  if (id)
    return g_strdup_printf ("#%s", id);
  ensure_anchors (self);
  for (guint i = 0; i < self->anchors->len && !id; i++)
    {
      const BookgenAnchors *anchors = g_ptr_array_index (self->anchors, i);

      id = anchors ? bookgen_anchors_find (anchors, slug) : NULL;
      if (id)
        return dup_place (bookgen_anchors_get_page_id (anchors), id);
    }
  return NULL;
}

static char *
resolve_page (BookgenReferences *self, const char *path, const char *slug)
{
  guint found = find_page (self, path);
  const char *page_id = found ? g_ptr_array_index (self->page_ids, found - 1) : NULL;
  const BookgenAnchors *anchors;

  if (!page_id || !slug || !*slug)
    return page_id ? g_strdup_printf ("%s.xhtml", page_id) : NULL;
  ensure_anchors (self);
  anchors = g_ptr_array_index (self->anchors, found - 1);
  return anchors ? dup_place (page_id, bookgen_anchors_find (anchors, slug)) : NULL;
}

char *
bookgen_references_resolve (BookgenReferences *self, const BookgenAnchors *own, const char *destination)
{
  char *address = bookgen_web_address_dup (destination);
  g_auto (GStrv) halves = NULL;
  g_autofree char *slug = NULL;

  if (address || !self || !*destination || bookgen_web_address_has_scheme (destination))
    return address;
  halves = g_strsplit (destination, "#", 2);
  slug = halves[1] ? g_uri_unescape_string (halves[1], NULL) : NULL;
  if (*halves[0])
    return resolve_page (self, halves[0], slug);
  return slug && *slug ? resolve_anchor (self, own, slug) : NULL;
}
