/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-stats.h"

struct _BookgenRehearsalStats {
  GMutex lock;
  guint requests;
  GTree *per_chapter; /* chapter -> requests, in order of chapters */
  guint concurrent, peak_concurrent;
  guint answered_429;
  guint connections;
  gint64 prompt_tokens, cached_tokens, output_tokens;
};

static int
compare_chapters (gconstpointer a, gconstpointer b)
{
  return GPOINTER_TO_UINT (a) < GPOINTER_TO_UINT (b) ? -1 : GPOINTER_TO_UINT (a) > GPOINTER_TO_UINT (b);
}

BookgenRehearsalStats *
bookgen_rehearsal_stats_new (void)
{
  BookgenRehearsalStats *self = g_new0 (BookgenRehearsalStats, 1);

  g_mutex_init (&self->lock);
  self->per_chapter = g_tree_new (compare_chapters);
  return self;
}

void
bookgen_rehearsal_stats_free (BookgenRehearsalStats *self)
{
  g_mutex_clear (&self->lock);
  g_tree_unref (self->per_chapter);
  g_free (self);
}

void
bookgen_rehearsal_stats_connected (BookgenRehearsalStats *self)
{
  g_mutex_lock (&self->lock);
  self->connections++;
  g_mutex_unlock (&self->lock);
}

void
bookgen_rehearsal_stats_requested (BookgenRehearsalStats *self, guint chapter)
{
  gpointer key = GUINT_TO_POINTER (chapter);

  g_mutex_lock (&self->lock);
  self->requests++;
  if (chapter > 0)
    g_tree_replace (self->per_chapter, key,
                    GUINT_TO_POINTER (GPOINTER_TO_UINT (g_tree_lookup (self->per_chapter, key)) + 1));
  g_mutex_unlock (&self->lock);
}

void
bookgen_rehearsal_stats_answered_429 (BookgenRehearsalStats *self)
{
  g_mutex_lock (&self->lock);
  self->answered_429++;
  g_mutex_unlock (&self->lock);
}

void
bookgen_rehearsal_stats_began (BookgenRehearsalStats *self, gint64 prompt_tokens, gint64 cached_tokens)
{
  g_mutex_lock (&self->lock);
  self->concurrent++;
  self->peak_concurrent = MAX (self->peak_concurrent, self->concurrent);
  self->prompt_tokens += prompt_tokens;
  self->cached_tokens += cached_tokens;
  g_mutex_unlock (&self->lock);
}

void
bookgen_rehearsal_stats_ended (BookgenRehearsalStats *self, gint64 output_tokens)
{
  g_mutex_lock (&self->lock);
  self->concurrent--;
  self->output_tokens += output_tokens;
  g_mutex_unlock (&self->lock);
}

guint
bookgen_rehearsal_stats_get_concurrent (BookgenRehearsalStats *self)
{
  guint concurrent;

  g_mutex_lock (&self->lock);
  concurrent = self->concurrent;
  g_mutex_unlock (&self->lock);
  return concurrent;
}

static gboolean
append_chapter (gpointer key, gpointer value, gpointer user_data)
{
  GString *json = user_data;

  g_string_append_printf (json, "%s\"%u\":%u", json->str[json->len - 1] == '{' ? "" : ",", GPOINTER_TO_UINT (key),
                          GPOINTER_TO_UINT (value));
  return FALSE;
}

char *
bookgen_rehearsal_stats_to_json (BookgenRehearsalStats *self)
{
  GString *json = g_string_new (NULL);

  g_mutex_lock (&self->lock);
  g_string_append_printf (json, "{\"requests\":%u,\"requests_per_chapter\":{", self->requests);
  g_tree_foreach (self->per_chapter, append_chapter, json);
  g_string_append_printf (json, "},\"concurrent\":%u,\"peak_concurrent\":%u,\"answered_429\":%u,\"connections\":%u",
                          self->concurrent, self->peak_concurrent, self->answered_429, self->connections);
  g_string_append_printf (json,
                          ",\"prompt_tokens\":%" G_GINT64_FORMAT ",\"cached_tokens\":%" G_GINT64_FORMAT
                          ",\"output_tokens\":%" G_GINT64_FORMAT "}",
                          self->prompt_tokens, self->cached_tokens, self->output_tokens);
  g_mutex_unlock (&self->lock);
  return g_string_free (json, FALSE);
}
