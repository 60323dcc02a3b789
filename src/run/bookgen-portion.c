/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-portion.h"

#include <string.h>

/* A text within a tenth of its target is long enough. */
#define ENOUGH(target) ((target) - (target) / 10)
/* A chapter that is but a little longer than a reply is asked for at once. */
#define AT_ONCE(capacity) ((capacity) + (capacity) / 10)
#define LEAST_WORDS 150
#define LEAST_CAPACITY 300
#define MOST_CAPACITY 8000
/* A reply below this share of what was asked for shows what the model delivers; one near it that it could more. */
#define SHORT_SHARE 0.75
#define FULL_SHARE 0.95

/* The next turn of a text of which DONE words are there after N turns. */
static BookgenPortion
cut_portion (guint target, guint capacity, guint done, guint n)
{
  gboolean long_text = target > AT_ONCE (capacity);
  if (n > 0 && (!long_text || n >= BOOKGEN_PORTION_MAX_TURNS || done >= ENOUGH (target)))
    return (BookgenPortion){ 0 };
  if (!long_text)
    return (BookgenPortion){ .words = target, .last = TRUE, .to = 1 };
  guint left = MAX (target - done, LEAST_WORDS);
  guint turns = left <= AT_ONCE (capacity) ? 1 : (left + capacity - 1) / capacity;
  guint words = (left + turns - 1) / turns;
  return (BookgenPortion){ .words = words, .last = turns == 1, .from = (double) done / target,
                           .to = turns == 1 ? 1 : (double) (done + words) / target };
}

BookgenPortion
bookgen_portion_next (guint target, guint capacity, const guint *written, guint n)
{
  guint done = 0;
  capacity = MAX (capacity, LEAST_CAPACITY);
  for (guint i = 0; i < n; i++)
    {
      BookgenPortion portion = cut_portion (target, capacity, done, i);
      if (written[i] < LEAST_WORDS)
        return (BookgenPortion){ 0 };
      if (written[i] < portion.words * SHORT_SHARE)
        capacity = MAX (MIN (capacity, written[i]), LEAST_CAPACITY);
      done += written[i];
    }
  return cut_portion (target, capacity, done, n);
}

guint
bookgen_portion_learn (guint capacity, guint asked, guint written)
{
  if (written >= LEAST_CAPACITY && written < asked * SHORT_SHARE)
    return MIN (capacity, written);
  if (written >= asked * FULL_SHARE && written >= capacity * FULL_SHARE)
    return MIN (MAX (capacity, written) + capacity / 4, MOST_CAPACITY);
  return capacity;
}

/* What a brief lists: its lines, or the sentences of a single one. */
static GStrv
split_brief (const char *brief)
{
  g_autofree char *text = g_strstrip (g_strdup (brief));
  if (strchr (text, '\n') != NULL)
    return g_strsplit (text, "\n", -1);
  return g_strsplit (text, ". ", -1);
}

char *
bookgen_portion_dup_share (const BookgenPortion *self, const char *brief)
{
  g_auto (GStrv) all = split_brief (brief);
  guint n = g_strv_length (all);
  guint from = self->from * n, to = self->to >= 1 ? n : (guint) (self->to * n);
  g_autoptr (GString) share = g_string_new (NULL);
  if (n < 2 || (from == 0 && to >= n))
    return g_strdup ("");
  for (guint i = from; i < MAX (to, from + 1) && i < n; i++)
    if (*g_strstrip (all[i]) != '\0')
      g_string_append_printf (share, "%s%s", share->len > 0 ? "\n" : "", all[i]);
  return g_strdup (share->str);
}
