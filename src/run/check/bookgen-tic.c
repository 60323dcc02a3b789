/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-tic.h"

#include "bookgen-words.h"

#define LEAST_LENGTH 3
#define MOST_LENGTH 5
#define LEAST_CHAPTERS 4
/* A phrase needs a word that is not short and none of the book's so many commonest, which stand so often in a chapter. */
#define COMMON_WORDS 150
#define COMMON_TIMES 2
#define TELLING_CHARS 4
/* Of both tables; a power of two. */
#define SLOTS (1u << 21)
#define WORDS_MAX 100000
#define PHRASES_MAX 200000

typedef struct {
  guint32 last;     /* the last text it was seen in, and one */
  guint32 chapters;
} Slot;

typedef struct {
  guint64 hash;
  BookgenTic tic;
  guint last;       /* text and one */
  guint words;      /* of the phrase */
  guint64 parts[2]; /* hashes of the phrase without its last and without its first word */
} Phrase;

typedef struct {
  guint64 hash;
  guint times;
} Count;

struct _BookgenTics {
  guint texts, least;
  guint read, read_again; /* texts so far */
  Slot *slots;
  GHashTable *counts;     /* of words: hash -> Count */
  GHashTable *common;     /* set of hashes, borrowed from counts; NULL until the second reading */
  GHashTable *outline;    /* set of hashes of its phrases, owned */
  GHashTable *phrases;    /* hash -> Phrase */
};

static void
add_hash (GHashTable *set, guint64 hash)
{
  if (!g_hash_table_contains (set, &hash))
    g_hash_table_add (set, g_memdup2 (&hash, sizeof hash));
}

/* A phrase does not go across a mark. */
static gboolean
is_phrase (const BookgenWord *words, guint n)
{
  for (guint i = 1; i < n; i++)
    if (words[i].breaks)
      return FALSE;
  return TRUE;
}

BookgenTics *
bookgen_tics_new (guint texts, const char *outline)
{
  BookgenTics *self = g_new0 (BookgenTics, 1);
  g_autoptr (GArray) words = bookgen_words_new (outline);
  const BookgenWord *first = (const BookgenWord *) words->data;
  self->texts = texts;
  self->least = MAX ((texts + 2) / 3, LEAST_CHAPTERS);
  self->slots = g_new0 (Slot, SLOTS);
  self->counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->outline = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->phrases = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  for (guint i = 0; i < words->len; i++)
    for (guint n = LEAST_LENGTH; n <= MOST_LENGTH && i + n <= words->len; n++)
      add_hash (self->outline, bookgen_words_hash (first + i, n));
  return self;
}

void
bookgen_tics_free (BookgenTics *self)
{
  g_free (self->slots);
  g_clear_pointer (&self->common, g_hash_table_unref);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->outline);
  g_hash_table_unref (self->phrases);
  g_free (self);
}

static Slot *
find_slot (BookgenTics *self, guint64 hash)
{
  return &self->slots[(hash >> 20) & (SLOTS - 1)];
}

static void
count_word (BookgenTics *self, guint64 hash)
{
  Count *count = g_hash_table_lookup (self->counts, &hash);
  if (count != NULL)
    count->times++;
  else if (g_hash_table_size (self->counts) < WORDS_MAX)
    {
      count = g_new (Count, 1);
      *count = (Count){ .hash = hash, .times = 1 };
      g_hash_table_insert (self->counts, &count->hash, count);
    }
}

static void
count_phrase (BookgenTics *self, guint64 hash)
{
  Slot *slot = find_slot (self, hash);
  if (slot->last == self->read + 1)
    return;
  slot->last = self->read + 1;
  slot->chapters++;
}

void
bookgen_tics_read (BookgenTics *self, const GArray *array)
{
  const BookgenWord *words = (const BookgenWord *) array->data;
  for (guint i = 0; i < array->len; i++)
    {
      count_word (self, words[i].hash);
      /* A longer phrase stands in no more chapters than the shortest. */
      if (i + LEAST_LENGTH <= array->len && is_phrase (words + i, LEAST_LENGTH))
        count_phrase (self, bookgen_words_hash (words + i, LEAST_LENGTH));
    }
  self->read++;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *one = *(Count *const *) a, *two = *(Count *const *) b;
  if (one->times != two->times)
    return one->times > two->times ? -1 : 1;
  return one->hash < two->hash ? -1 : one->hash > two->hash;
}

static void
find_common (BookgenTics *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  self->common = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, value);
  g_ptr_array_sort (all, compare_counts);
  for (guint i = 0; i < MIN (COMMON_WORDS, all->len); i++)
    {
      Count *count = all->pdata[i];
      if (count->times > self->texts * COMMON_TIMES)
        g_hash_table_add (self->common, &count->hash);
    }
}

static gboolean
is_telling (BookgenTics *self, const char *text, const BookgenWord *words, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      glong chars = words[i].wide ? TELLING_CHARS : g_utf8_strlen (text + words[i].start, words[i].length);
      if (chars >= TELLING_CHARS && !g_hash_table_contains (self->common, &words[i].hash))
        return TRUE;
    }
  return FALSE;
}

static void
take_phrase (BookgenTics *self, const char *text, const BookgenWord *words, guint n)
{
  guint64 hash = bookgen_words_hash (words, n);
  Phrase *phrase = g_hash_table_lookup (self->phrases, &hash);
  if (phrase == NULL && (g_hash_table_contains (self->outline, &hash) || !is_telling (self, text, words, n)))
    return;
  if (phrase == NULL && g_hash_table_size (self->phrases) >= PHRASES_MAX)
    return;
  if (phrase == NULL)
    {
      const BookgenWord *last = &words[n - 1];
      phrase = g_new0 (Phrase, 1);
      phrase->hash = hash;
      phrase->words = n;
      phrase->parts[0] = bookgen_words_hash (words, n - 1);
      phrase->parts[1] = bookgen_words_hash (words + 1, n - 1);
      phrase->tic = (BookgenTic){ .text = self->read_again, .start = words->start,
                                  .length = last->start + last->length - words->start };
      g_hash_table_insert (self->phrases, &phrase->hash, phrase);
    }
  if (phrase->last == self->read_again + 1)
    return;
  phrase->last = self->read_again + 1;
  phrase->tic.chapters++;
}

void
bookgen_tics_read_again (BookgenTics *self, const char *text, const GArray *array)
{
  const BookgenWord *words = (const BookgenWord *) array->data;
  if (self->common == NULL)
    find_common (self);
  for (guint i = 0; i + LEAST_LENGTH <= array->len; i++)
    {
      if (find_slot (self, bookgen_words_hash (words + i, LEAST_LENGTH))->chapters < self->least)
        continue;
      for (guint n = LEAST_LENGTH; n <= MOST_LENGTH && i + n <= array->len && is_phrase (words + i, n); n++)
        take_phrase (self, text, words + i, n);
    }
  self->read_again++;
}

static int
compare_phrases (gconstpointer a, gconstpointer b)
{
  const Phrase *one = *(Phrase *const *) a, *two = *(Phrase *const *) b;
  if (one->tic.chapters != two->tic.chapters)
    return one->tic.chapters > two->tic.chapters ? -1 : 1;
  if (one->words != two->words)
    return one->words > two->words ? -1 : 1;
  if (one->tic.text != two->tic.text)
    return one->tic.text < two->tic.text ? -1 : 1;
  return one->tic.start < two->tic.start ? -1 : one->tic.start > two->tic.start;
}

/* A longer phrase in nearly as many chapters says more than its parts. */
static void
hide_parts (BookgenTics *self, const Phrase *phrase, GHashTable *hidden)
{
  for (guint i = 0; i < G_N_ELEMENTS (phrase->parts); i++)
    {
      const Phrase *part = g_hash_table_lookup (self->phrases, &phrase->parts[i]);
      if (part != NULL && phrase->tic.chapters * 10 >= part->tic.chapters * 8)
        g_hash_table_add (hidden, (gpointer) part);
    }
}

/* A phrase longer than the longest that is counted comes as several that overlap: they are one. */
static gboolean
join (GArray *tics, const BookgenTic *tic)
{
  for (guint i = 0; i < tics->len; i++)
    {
      BookgenTic *other = &g_array_index (tics, BookgenTic, i);
      gsize start = MIN (other->start, tic->start), end = MAX (other->start + other->length, tic->start + tic->length);
      if (other->text != tic->text || other->chapters != tic->chapters || end - start >= other->length + tic->length)
        continue;
      other->start = start;
      other->length = end - start;
      return TRUE;
    }
  return FALSE;
}

GArray *
bookgen_tics_find (BookgenTics *self, guint most)
{
  GArray *tics = g_array_new (FALSE, FALSE, sizeof (BookgenTic));
  g_autoptr (GPtrArray) often = g_ptr_array_new ();
  g_autoptr (GHashTable) hidden = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->phrases);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Phrase *) value)->tic.chapters >= self->least)
      g_ptr_array_add (often, value);
  for (guint i = 0; i < often->len; i++)
    hide_parts (self, often->pdata[i], hidden);
  g_ptr_array_sort (often, compare_phrases);
  for (guint i = 0; i < often->len && tics->len < most; i++)
    if (!g_hash_table_contains (hidden, often->pdata[i]) && !join (tics, &((Phrase *) often->pdata[i])->tic))
      g_array_append_val (tics, ((Phrase *) often->pdata[i])->tic);
  return tics;
}
