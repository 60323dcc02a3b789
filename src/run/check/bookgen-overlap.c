/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-overlap.h"

#include "bookgen-words.h"

/* A fingerprint is of so many words; of so many in a row one is kept. What is shared by 11 words in a row is always seen. */
#define SHINGLE 8
#define WINDOW 4
/* Two matches belong to one passage when no more words lie between them, in either text. */
#define GAP 16
/* Words a passage must share: shorter ones are turns of phrase. */
#define LEAST_WORDS 20

typedef struct {
  guint64 hash;
  guint32 text, word;   /* which text, which of its words */
  guint32 start, end;   /* bytes */
  guint32 wide;
} Fingerprint;

/* The same fingerprint in two texts. */
typedef struct {
  guint32 texts[2], words[2], starts[2], ends[2];
  guint32 wide;
} Match;

struct _BookgenOverlaps {
  GArray *fingerprints;
  guint texts;
};

BookgenOverlaps *
bookgen_overlaps_new (void)
{
  BookgenOverlaps *self = g_new0 (BookgenOverlaps, 1);
  self->fingerprints = g_array_new (FALSE, FALSE, sizeof (Fingerprint));
  return self;
}

void
bookgen_overlaps_free (BookgenOverlaps *self)
{
  g_array_unref (self->fingerprints);
  g_free (self);
}

static void
keep (BookgenOverlaps *self, const BookgenWord *words, guint index, guint64 hash)
{
  const BookgenWord *last = &words[index + SHINGLE - 1];
  Fingerprint fingerprint = { .hash = hash, .text = self->texts, .word = index, .start = words[index].start,
                              .end = last->start + last->length, .wide = words[index].wide };
  g_array_append_val (self->fingerprints, fingerprint);
}

/* Of the last WINDOW hashes the smallest is kept, of equal ones the last; each only once. */
void
bookgen_overlaps_add (BookgenOverlaps *self, const GArray *array)
{
  const BookgenWord *words = (const BookgenWord *) array->data;
  guint64 hashes[WINDOW] = { 0 };
  guint kept = G_MAXUINT;
  for (guint i = 0; i + SHINGLE <= array->len; i++)
    {
      hashes[i % WINDOW] = bookgen_words_hash (words + i, SHINGLE);
      if (i + 1 < WINDOW)
        continue;
      guint least = i;
      for (guint back = 1; back < WINDOW; back++)
        if (hashes[(i - back) % WINDOW] < hashes[least % WINDOW])
          least = i - back;
      if (least != kept)
        keep (self, words, least, hashes[least % WINDOW]);
      kept = least;
    }
  self->texts++;
}

static int
compare_fingerprints (gconstpointer a, gconstpointer b)
{
  const Fingerprint *one = a, *two = b;
  if (one->hash != two->hash)
    return one->hash < two->hash ? -1 : 1;
  if (one->text != two->text)
    return one->text < two->text ? -1 : 1;
  return one->word < two->word ? -1 : one->word > two->word;
}

/* Only neighbours in the group: a phrase of N chapters gives N matches, not N². */
static GArray *
match (GArray *fingerprints)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));
  for (guint i = 1; i < fingerprints->len; i++)
    {
      const Fingerprint *one = &g_array_index (fingerprints, Fingerprint, i - 1), *two = one + 1;
      if (one->hash != two->hash || one->text == two->text)
        continue;
      Match found = { .texts = { one->text, two->text }, .words = { one->word, two->word },
                      .starts = { one->start, two->start }, .ends = { one->end, two->end }, .wide = one->wide };
      g_array_append_val (matches, found);
    }
  return matches;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *one = a, *two = b;
  for (guint i = 0; i < 2; i++)
    if (one->texts[i] != two->texts[i])
      return one->texts[i] < two->texts[i] ? -1 : 1;
  for (guint i = 0; i < 2; i++)
    if (one->words[i] != two->words[i])
      return one->words[i] < two->words[i] ? -1 : 1;
  return 0;
}

typedef struct {
  Match last;
  BookgenOverlap overlap;
  guint words;
} Passage;

static gboolean
goes_on (const Passage *passage, const Match *next)
{
  const Match *last = &passage->last;
  if (last->texts[0] != next->texts[0] || last->texts[1] != next->texts[1])
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (next->words[i] < last->words[i] || next->words[i] > last->words[i] + SHINGLE + GAP)
      return FALSE;
  return TRUE;
}

static void
begin (Passage *passage, const Match *match)
{
  *passage = (Passage){ .last = *match, .words = SHINGLE,
                        .overlap = { .first = match->texts[0], .second = match->texts[1],
                                     .first_start = match->starts[0], .first_length = match->ends[0] - match->starts[0],
                                     .second_start = match->starts[1], .second_length = match->ends[1] - match->starts[1] } };
}

static void
extend (Passage *passage, const Match *match)
{
  BookgenOverlap *overlap = &passage->overlap;
  passage->words += MIN (match->words[0] - passage->last.words[0], SHINGLE);
  overlap->first_length = match->ends[0] - overlap->first_start;
  overlap->second_length = match->ends[1] - overlap->second_start;
  passage->last = *match;
}

static void
end (Passage *passage, GArray *overlaps)
{
  passage->overlap.words = passage->last.wide ? passage->words / 2 : passage->words;
  if (passage->overlap.words >= LEAST_WORDS)
    g_array_append_val (overlaps, passage->overlap);
}

static int
compare_overlaps (gconstpointer a, gconstpointer b)
{
  const BookgenOverlap *one = a, *two = b;
  if (one->words != two->words)
    return one->words > two->words ? -1 : 1;
  if (one->first != two->first)
    return one->first < two->first ? -1 : 1;
  return one->first_start < two->first_start ? -1 : one->first_start > two->first_start;
}

GArray *
bookgen_overlaps_find (BookgenOverlaps *self, guint most)
{
  GArray *overlaps = g_array_new (FALSE, FALSE, sizeof (BookgenOverlap));
  Passage passage;
  g_array_sort (self->fingerprints, compare_fingerprints);
  g_autoptr (GArray) matches = match (self->fingerprints);
  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < matches->len; i++)
    {
      const Match *next = &g_array_index (matches, Match, i);
      if (i > 0 && goes_on (&passage, next))
        {
          extend (&passage, next);
          continue;
        }
      if (i > 0)
        end (&passage, overlaps);
      begin (&passage, next);
    }
  if (matches->len > 0)
    end (&passage, overlaps);
  g_array_sort (overlaps, compare_overlaps);
  g_array_set_size (overlaps, MIN (overlaps->len, most));
  return overlaps;
}
