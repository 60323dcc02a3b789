/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-anchors.h"

#include "bookgen-commonmark.h"

#include <string.h>

struct _BookgenAnchors {
  char *page_id;
  GHashTable *by_node; /* cmark_node -> id, owned */
  GHashTable *by_slug; /* slug, owned -> id */
  GHashTable *slugs;   /* given so far: dup_free () */
  GHashTable *tails;   /* the same for what ids end in */
};

char *
bookgen_anchors_dup_slug (const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autofree char *lower = g_utf8_strdown (valid, -1);
  GString *slug = g_string_new (NULL);

  for (const char *at = lower; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_' || c == '-')
        g_string_append_unichar (slug, c);
      else if (g_unichar_isspace (c))
        g_string_append_c (slug, '-');
    }
  return g_string_free (slug, FALSE);
}

/* What of a slug may stand in an id in every version of XML. */
static char *
dup_ascii (const char *slug)
{
  GString *ascii = g_string_new (NULL);

  for (const char *at = slug; *at && ascii->len < 60; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (ascii, *at);
    else if (*at == '-' && ascii->len > 0 && ascii->str[ascii->len - 1] != '-')
      g_string_append_c (ascii, '-');
  if (ascii->len > 0 && ascii->str[ascii->len - 1] == '-')
    g_string_truncate (ascii, ascii->len - 1);
  return g_string_free (ascii, FALSE);
}

/* The first of NAME, NAME-1, NAME-2 … that has not been given before. TABLE remembers for each name, owned, the number to
 * try next, so that a thousand headings of one name are not a million attempts. */
static char *
dup_free (GHashTable *table, const char *name)
{
  guint next = GPOINTER_TO_UINT (g_hash_table_lookup (table, name));
  char *numbered = g_strdup (name);

  while (*numbered == '\0' || g_hash_table_contains (table, numbered))
    {
      g_free (numbered);
      numbered = g_strdup_printf ("%s%s%u", name, *name ? "-" : "", ++next);
    }
  g_hash_table_insert (table, g_strdup (name), GUINT_TO_POINTER (next));
  if (!g_str_equal (numbered, name))
    g_hash_table_insert (table, g_strdup (numbered), NULL);
  return numbered;
}

static void
add_heading (BookgenAnchors *self, cmark_node *heading)
{
  g_autofree char *title = bookgen_commonmark_dup_plain (heading);
  g_autofree char *plain_slug = bookgen_anchors_dup_slug (title);
  g_autofree char *slug = dup_free (self->slugs, plain_slug);
  g_autofree char *ascii = dup_ascii (slug);
  g_autofree char *tail = dup_free (self->tails, ascii);
  char *id = g_strdup_printf ("%s-h-%s", self->page_id, tail);

  g_hash_table_insert (self->by_node, heading, id);
  g_hash_table_insert (self->by_slug, g_steal_pointer (&slug), id);
}

BookgenAnchors *
bookgen_anchors_new (cmark_node *document, const char *page_id)
{
  BookgenAnchors *self = g_new0 (BookgenAnchors, 1);
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;

  self->page_id = g_strdup (page_id);
  self->by_node = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->by_slug = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->slugs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    if (event == CMARK_EVENT_ENTER && cmark_node_get_type (cmark_iter_get_node (iter)) == CMARK_NODE_HEADING)
      add_heading (self, cmark_iter_get_node (iter));
  cmark_iter_free (iter);
  return self;
}

void
bookgen_anchors_free (BookgenAnchors *self)
{
  g_hash_table_unref (self->tails);
  g_hash_table_unref (self->slugs);
  g_hash_table_unref (self->by_slug);
  g_hash_table_unref (self->by_node);
  g_free (self->page_id);
  g_free (self);
}

const char *
bookgen_anchors_get_page_id (const BookgenAnchors *self)
{
  return self->page_id;
}

const char *
bookgen_anchors_get_id (const BookgenAnchors *self, cmark_node *heading)
{
  return g_hash_table_lookup (self->by_node, heading);
}

const char *
bookgen_anchors_find (const BookgenAnchors *self, const char *slug)
{
  return g_hash_table_lookup (self->by_slug, slug);
}
