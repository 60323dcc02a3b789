/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-known.h"

#include <string.h>

#include "bookgen-number.h"
#include "bookgen-words.h"

#define PHRASE 3

struct _BookgenKnown {
  BookgenKnown *parent;
  GPtrArray *texts;    /* owned copies */
  GHashTable *numbers; /* set of values */
  GHashTable *phrases; /* set of hashes */
};

BookgenKnown *
bookgen_known_new (BookgenKnown *parent)
{
  BookgenKnown *self = g_new0 (BookgenKnown, 1);
  self->parent = parent;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->phrases = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
bookgen_known_free (BookgenKnown *self)
{
  g_ptr_array_unref (self->texts);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->phrases);
  g_free (self);
}

static void
add_numbers (BookgenKnown *self, const char *text)
{
  BookgenNumber number;
  const char *end = text + strlen (text);
  for (const char *at = text; at < end;)
    if (bookgen_number_read (&number, at, end - at))
      {
        g_hash_table_add (self->numbers, g_strdup (number.value));
        at += number.length;
      }
    else
      at = g_utf8_next_char (at);
}

void
bookgen_known_add (BookgenKnown *self, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_autoptr (GArray) words = bookgen_words_new (text);
  for (guint i = 0; i + PHRASE <= words->len; i++)
    {
      guint64 hash = bookgen_words_hash (&g_array_index (words, BookgenWord, i), PHRASE);
      if (!g_hash_table_contains (self->phrases, &hash))
        g_hash_table_add (self->phrases, g_memdup2 (&hash, sizeof hash));
    }
  add_numbers (self, text);
  g_ptr_array_add (self->texts, g_strdup (text));
}

gboolean
bookgen_known_has_number (BookgenKnown *self, const char *value)
{
  return g_hash_table_contains (self->numbers, value)
         || (self->parent != NULL && bookgen_known_has_number (self->parent, value));
}

static gboolean
stands_in (const char *text, const char *string, gsize length)
{
  for (const char *at = strchr (text, *string); at != NULL; at = strchr (at + 1, *string))
    if (strncmp (at, string, length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
bookgen_known_has_string (BookgenKnown *self, const char *text, gsize length)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (stands_in (self->texts->pdata[i], text, length))
      return TRUE;
  return self->parent != NULL && bookgen_known_has_string (self->parent, text, length);
}

static gboolean
has_phrase (BookgenKnown *self, guint64 hash)
{
  return g_hash_table_contains (self->phrases, &hash) || (self->parent != NULL && has_phrase (self->parent, hash));
}

gboolean
bookgen_known_says (BookgenKnown *self, const char *text, gsize length, guint percent)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (BookgenWord));
  guint phrases = 0, found = 0;
  bookgen_words_add (words, text, 0, length);
  for (guint i = 0; i + PHRASE <= words->len; i++, phrases++)
    found += has_phrase (self, bookgen_words_hash (&g_array_index (words, BookgenWord, i), PHRASE));
  return phrases > 0 && found * 100 >= phrases * percent;
}
