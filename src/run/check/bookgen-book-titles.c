/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-titles.h"

#include <string.h>

#include "bookgen-blocks.h"
#include "bookgen-title.h"
#include "bookgen-words.h"

#define TITLE_WORDS 2
#define HEADING_WORDS 3
#define WIDE_WORDS 4
#define HEADINGS_MAX 200000

typedef struct {
  BookgenTitleTwice places;
  guint chapters;
} Title;

struct _BookgenBookTitles {
  GHashTable *titles, *headings; /* folded -> Title */
};

BookgenBookTitles *
bookgen_book_titles_new (void)
{
  BookgenBookTitles *self = g_new0 (BookgenBookTitles, 1);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->headings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
bookgen_book_titles_free (BookgenBookTitles *self)
{
  g_hash_table_unref (self->titles);
  g_hash_table_unref (self->headings);
  g_free (self);
}

static gboolean
is_telling (const char *folded, guint least)
{
  g_autoptr (GArray) words = bookgen_words_new (folded);
  if (words->len == 0)
    return FALSE;
  return words->len >= (g_array_index (words, BookgenWord, 0).wide ? WIDE_WORDS : least);
}

static void
count (GHashTable *titles, const char *title, gsize title_length, guint least, guint number, gsize start, gsize length)
{
  g_autofree char *folded = bookgen_title_fold (title, title_length, NULL);
  Title *found = g_hash_table_lookup (titles, folded);
  if (found == NULL && (g_hash_table_size (titles) >= HEADINGS_MAX || !is_telling (folded, least)))
    return;
  if (found == NULL)
    {
      found = g_new0 (Title, 1);
      found->places.first = number;
      g_hash_table_insert (titles, g_steal_pointer (&folded), found);
    }
  else if (found->places.first == number || (found->chapters > 1 && found->places.second == number))
    return;
  found->chapters++;
  if (found->chapters == 2)
    found->places = (BookgenTitleTwice){ .first = found->places.first, .second = number, .start = start, .length = length };
}

void
bookgen_book_titles_add (BookgenBookTitles *self, guint number, BookgenUnit *unit, const char *text)
{
  const char *title = bookgen_unit_get_title (unit);
  g_autoptr (GArray) blocks = bookgen_blocks_split (text);
  count (self->titles, title, strlen (title), TITLE_WORDS, number, 0, 0);
  for (guint i = 0; i < blocks->len; i++)
    {
      const BookgenBlock *block = &g_array_index (blocks, BookgenBlock, i);
      if (block->kind == BOOKGEN_BLOCK_HEADING)
        count (self->headings, text + block->start, block->length, HEADING_WORDS, number, block->start, block->length);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const BookgenTitleTwice *one = a, *two = b;
  if (one->second != two->second)
    return one->second < two->second ? -1 : 1;
  return one->start < two->start ? -1 : one->start > two->start;
}

static void
take (GHashTable *titles, GArray *twice)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, titles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Title *) value)->chapters == 2)
      g_array_append_val (twice, ((Title *) value)->places);
}

GArray *
bookgen_book_titles_find (BookgenBookTitles *self)
{
  GArray *twice = g_array_new (FALSE, FALSE, sizeof (BookgenTitleTwice));
  take (self->titles, twice);
  take (self->headings, twice);
  g_array_sort (twice, compare);
  return twice;
}
