/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-placing.h"

#include "bookgen-commonmark.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An anchor of this length may end within a word: models cut, and not every script has spaces. */
#define CUT_MIN_BYTES 16
#define NAME_MAX_CHARS 60

typedef struct {
  cmark_node *block; /* at the top, has the paragraph or is it */
  char *words;
} Place;

struct _BookgenPlacing {
  GArray *places;   /* Place */
  cmark_node *last; /* block before the notes; NULL in an empty text */
};

static void
place_clear (gpointer data)
{
  g_free (((Place *) data)->words);
}

/* Letters and digits without case, words with one space between them. */
static char *
dup_words (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_autofree char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *at = normal; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      gap = gap || g_unichar_isspace (c);
      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
        continue;
      if (gap && out->len > 0)
        g_string_append_c (out, ' ');
      gap = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_place (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
}

static void
add_places (BookgenPlacing *self, cmark_node *block)
{
  cmark_iter *iter = cmark_iter_new (block);

  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      Place place = { .block = block };

      if (cmark_iter_get_event_type (iter) != CMARK_EVENT_ENTER || !is_place (node))
        continue;
      g_autofree char *plain = bookgen_commonmark_dup_plain (node);
      place.words = dup_words (plain);
      g_array_append_val (self->places, place);
    }
  cmark_iter_free (iter);
}

BookgenPlacing *
bookgen_placing_new (cmark_node *document)
{
  BookgenPlacing *self = g_new0 (BookgenPlacing, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, place_clear);
  for (cmark_node *block = cmark_node_first_child (document); block; block = cmark_node_next (block))
    if (cmark_node_get_type (block) != CMARK_NODE_FOOTNOTE_DEFINITION)
      {
        add_places (self, block);
        self->last = block;
      }
  return self;
}

void
bookgen_placing_free (BookgenPlacing *self)
{
  g_array_unref (self->places);
  g_free (self);
}

/* What a reader sees of the anchor, which may be a piece of Markdown. */
static char *
dup_anchor_words (const char *anchor)
{
  g_autoptr (GRegex) note = g_regex_new ("\\[\\^[^\\]\\s]*\\]?", G_REGEX_RAW, 0, NULL);
  g_autofree char *valid = g_utf8_make_valid (anchor, -1);
  g_autofree char *bare = g_regex_replace_literal (note, valid, -1, 0, "", 0, NULL);
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (bare ? bare : valid, -1);
  g_autofree char *plain = bookgen_commonmark_dup_plain (document);

  return dup_words (plain);
}

static gboolean
begins_with (const char *words, const char *anchor)
{
  gsize length = strlen (anchor);

  return strncmp (words, anchor, length) == 0
         && (words[length] == '\0' || words[length] == ' ' || length >= CUT_MIN_BYTES);
}

gboolean
bookgen_placing_find (const BookgenPlacing *self, const char *anchor, cmark_node **block)
{
  g_autofree char *words = dup_anchor_words (anchor);

  *block = NULL;
  if (*words == '\0')
    return anchor[strspn (anchor, " \t\r\n")] == '\0';
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (!begins_with (place->words, words))
        continue;
      *block = place->block;
      return TRUE;
    }
  return FALSE;
}

/* What an author knows it by. */
static char *
dup_name (const BookgenPicture *picture)
{
  const BookgenMediaData *data = bookgen_picture_get (picture);
  const char *name = *data->caption ? data->caption : *data->alt ? data->alt : picture->name;
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  if (g_utf8_strlen (valid, -1) <= NAME_MAX_CHARS)
    return g_steal_pointer (&valid);
  *g_utf8_offset_to_pointer (valid, NAME_MAX_CHARS) = '\0';
  return g_strconcat (valid, "…", NULL);
}

cmark_node *
bookgen_placing_find_picture (const BookgenPlacing *self, const BookgenPicture *picture, const char *title, GPtrArray *notes)
{
  cmark_node *block;
  g_autofree char *name = NULL;

  if (bookgen_placing_find (self, bookgen_picture_get (picture)->anchor, &block))
    return block;
  name = dup_name (picture);
  g_ptr_array_add (notes, g_strdup_printf (_("“%s”: no paragraph begins with the words after which the picture “%s” was to "
                                             "stand; it stands at the end of the chapter."), title, name));
  return self->last;
}
