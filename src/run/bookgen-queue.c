/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-queue.h"

/* Simulated: the whole run takes 2–4 % more than the least possible, and the first chapters are still ready first. */
#define LONGEST_SHARE 0.6

typedef struct {
  GPtrArray *tasks;  /* BookgenTask */
  guint first;       /* those before it have been dropped */
  gint64 longest_ms; /* none of the rest is longer */
} Bucket;

struct _BookgenQueue {
  Bucket *buckets; /* by depth; the last one holds what was asked for */
  guint n_buckets;
  Bucket *peeked;  /* where the last peek found something */
  gboolean strict;
};

BookgenQueue *
bookgen_queue_new (guint deepest)
{
  BookgenQueue *self = g_new0 (BookgenQueue, 1);
  self->n_buckets = deepest + 2;
  self->buckets = g_new0 (Bucket, self->n_buckets);
  for (guint i = 0; i < self->n_buckets; i++)
    self->buckets[i].tasks = g_ptr_array_new ();
  return self;
}

void
bookgen_queue_free (BookgenQueue *self)
{
  for (guint i = 0; i < self->n_buckets; i++)
    g_ptr_array_unref (self->buckets[i].tasks);
  g_free (self->buckets);
  g_free (self);
}

void
bookgen_queue_clear (BookgenQueue *self)
{
  self->peeked = NULL;
  self->strict = FALSE;
  for (guint i = 0; i < self->n_buckets; i++)
    {
      g_ptr_array_set_size (self->buckets[i].tasks, 0);
      self->buckets[i].first = 0;
      self->buckets[i].longest_ms = 0;
    }
}

void
bookgen_queue_set_strict (BookgenQueue *self, gboolean strict)
{
  self->strict = strict;
}

void
bookgen_queue_add (BookgenQueue *self, BookgenTask *task)
{
  Bucket *bucket = &self->buckets[task->next_please ? self->n_buckets - 1 : task->stage->depth];
  g_ptr_array_add (bucket->tasks, task);
  bucket->longest_ms = MAX (bucket->longest_ms, task->expected_ms);
}

static guint
find_longest (const Bucket *bucket)
{
  guint longest = bucket->first;
  for (guint i = bucket->first + 1; i < bucket->tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (bucket->tasks, i), *best = g_ptr_array_index (bucket->tasks, longest);
      if (task->expected_ms > best->expected_ms)
        longest = i;
    }
  return longest;
}

static void
bring_longest_first (Bucket *bucket, double share_ms)
{
  if (bucket->longest_ms < share_ms)
    return;
  guint longest = find_longest (bucket);
  BookgenTask *task = g_ptr_array_index (bucket->tasks, longest);
  bucket->longest_ms = task->expected_ms;
  if (task->expected_ms < share_ms)
    return;
  gpointer *first = bucket->tasks->pdata + bucket->first;
  memmove (first + 1, first, (longest - bucket->first) * sizeof (gpointer));
  *first = task;
}

static BookgenTask *
first_of (const Bucket *bucket)
{
  return bucket->first < bucket->tasks->len ? g_ptr_array_index (bucket->tasks, bucket->first) : NULL;
}

/* The bucket whose first is to start; NULL when all are empty. */
static Bucket *
find_bucket (BookgenQueue *self)
{
  Bucket *found = NULL;
  for (guint i = self->n_buckets; i > 0; i--)
    {
      Bucket *bucket = &self->buckets[i - 1];
      if (first_of (bucket) == NULL)
        continue;
      if (i == self->n_buckets || !self->strict)
        return bucket;
      if (found == NULL || first_of (bucket)->order < first_of (found)->order)
        found = bucket;
    }
  return found;
}

BookgenTask *
bookgen_queue_peek (BookgenQueue *self, gint64 remaining_ms, guint slots)
{
  self->peeked = find_bucket (self);
  if (self->peeked == NULL)
    return NULL;
  if (!self->strict)
    bring_longest_first (self->peeked, LONGEST_SHARE * remaining_ms / MAX (slots, 1));
  return first_of (self->peeked);
}

void
bookgen_queue_drop (BookgenQueue *self)
{
  self->peeked->first++;
}

void
bookgen_queue_mark (BookgenQueue *self, BookgenWait why)
{
  for (guint i = 0; i < self->n_buckets; i++)
    for (guint j = self->buckets[i].first; j < self->buckets[i].tasks->len; j++)
      ((BookgenTask *) g_ptr_array_index (self->buckets[i].tasks, j))->wait = why;
}
