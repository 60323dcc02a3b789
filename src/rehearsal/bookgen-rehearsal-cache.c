/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-cache.h"

#include "bookgen-rehearsal-text.h"

#include <string.h>

#define TOKENS_MIN 1024
#define STEP_TOKENS 128
#define STEP_CHARS (STEP_TOKENS * 4)
#define LIFE_US ((gint64) 5 * 60 * G_USEC_PER_SEC)
#define ENTRIES_MAX 200000

typedef struct {
  guint64 hash;
  gint64 tokens;
} Beginning;

typedef struct {
  guint64 hash;
  gint64 readable_from_us, readable_until_us;
} Entry;

struct _BookgenRehearsalCache {
  GHashTable *entries; /* Entry, by its hash */
};

BookgenRehearsalCache *
bookgen_rehearsal_cache_new (void)
{
  BookgenRehearsalCache *self = g_new0 (BookgenRehearsalCache, 1);

  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  return self;
}

void
bookgen_rehearsal_cache_free (BookgenRehearsalCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

/* FNV-1a, 64 bits (draft-eastlake-fnv). */
static guint64
hash_bytes (guint64 hash, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static guint64
hash_string (guint64 hash, const char *text)
{
  return hash_bytes (hash, text, text != NULL ? strlen (text) + 1 : 0);
}

/* A cache belongs to one model, and to one key where the sender gives one. */
static guint64
hash_start (const BookgenRehearsalRequest *request)
{
  return hash_string (hash_string (G_GUINT64_CONSTANT (0xcbf29ce484222325), request->model), request->cache_key);
}

static void
add_beginning (GArray *beginnings, guint64 hash, gint64 tokens)
{
  Beginning beginning = { hash, tokens };

  if (tokens >= TOKENS_MIN)
    g_array_append_val (beginnings, beginning);
}

static void
find_marked (const BookgenRehearsalRequest *request, GArray *beginnings)
{
  guint64 hash = hash_start (request);
  gint64 tokens = 0;

  for (guint i = 0; i < request->turns->len; i++)
    {
      const BookgenRehearsalTurn *turn = request->turns->pdata[i];

      hash = hash_string (hash_bytes (hash, "RSUA" + turn->role, 1), turn->text);
      tokens += bookgen_rehearsal_text_count_tokens (turn->text);
      if (turn->cache_mark)
        add_beginning (beginnings, hash, tokens);
    }
}

static void
find_steps (const BookgenRehearsalRequest *request, GArray *beginnings)
{
  guint64 hash = hash_start (request);
  gint64 chars = 0;

  for (guint i = 0; i < request->turns->len; i++)
    {
      const BookgenRehearsalTurn *turn = request->turns->pdata[i];

      hash = hash_bytes (hash, "RSUA" + turn->role, 1);
      for (const char *at = turn->text; *at != '\0'; at = g_utf8_next_char (at))
        {
          hash = hash_bytes (hash, at, g_utf8_next_char (at) - at);
          if (++chars % STEP_CHARS == 0)
            add_beginning (beginnings, hash, chars / 4);
        }
    }
}

static GArray *
find_beginnings (const BookgenRehearsalRequest *request)
{
  GArray *beginnings = g_array_new (FALSE, FALSE, sizeof (Beginning));

  if (request->caching == BOOKGEN_REHEARSAL_CACHE_MARKED)
    find_marked (request, beginnings);
  else if (request->caching == BOOKGEN_REHEARSAL_CACHE_AUTOMATIC)
    find_steps (request, beginnings);
  return beginnings;
}

static void
make_room (BookgenRehearsalCache *self)
{
  if (g_hash_table_size (self->entries) > ENTRIES_MAX)
    g_hash_table_remove_all (self->entries);
}

static void
keep (BookgenRehearsalCache *self, guint64 hash, gint64 now_us, gint64 begins_us)
{
  Entry *entry = g_hash_table_lookup (self->entries, &hash);

  if (entry == NULL || entry->readable_until_us < now_us)
    {
      entry = g_new0 (Entry, 1);
      entry->hash = hash;
      entry->readable_from_us = begins_us;
      g_hash_table_replace (self->entries, &entry->hash, entry);
    }
  entry->readable_from_us = MIN (entry->readable_from_us, begins_us);
  entry->readable_until_us = begins_us + LIFE_US;
}

static gboolean
is_readable (BookgenRehearsalCache *self, guint64 hash, gint64 now_us)
{
  const Entry *entry = g_hash_table_lookup (self->entries, &hash);

  return entry != NULL && entry->readable_from_us <= now_us && now_us <= entry->readable_until_us;
}

BookgenRehearsalCacheUse
bookgen_rehearsal_cache_use (BookgenRehearsalCache *self, const BookgenRehearsalRequest *request, gint64 now_us,
                             gint64 begins_us)
{
  g_autoptr (GArray) beginnings = find_beginnings (request);
  BookgenRehearsalCacheUse use = { 0, 0 };
  gint64 longest = 0;

  make_room (self);
  for (guint i = 0; i < beginnings->len; i++)
    {
      const Beginning *beginning = &g_array_index (beginnings, Beginning, i);

      longest = beginning->tokens;
      if (is_readable (self, beginning->hash, now_us))
        use.read_tokens = beginning->tokens;
      keep (self, beginning->hash, now_us, begins_us);
    }
  use.written_tokens = longest - use.read_tokens;
  return use;
}
