/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-finding.h"

#include <string.h>

/* What is shown and kept of a long passage. */
#define WORDS_MAX_BYTES 400
#define DIGEST_CHARS 16

static const struct {
  const char *name;
  guint weight;        /* of one, beside the others of its text */
  gboolean repairable; /* unless the check knows better */
} kinds[] = {
  [BOOKGEN_FINDING_REFUSED] = { "refused", 1000, TRUE },
  [BOOKGEN_FINDING_THINKING] = { "thinking", 500, TRUE },
  [BOOKGEN_FINDING_LOOP] = { "loop", 200 },
  [BOOKGEN_FINDING_TRUNCATED] = { "truncated", 200, TRUE },
  [BOOKGEN_FINDING_SHORT] = { "short", 100 },
  [BOOKGEN_FINDING_PLACEHOLDER] = { "placeholder", 50, TRUE },
  [BOOKGEN_FINDING_ASSISTANT] = { "assistant", 50 },
  [BOOKGEN_FINDING_FOREIGN_CHAPTER] = { "foreign-chapter", 30 },
  [BOOKGEN_FINDING_OVERLAP] = { "overlap", 20 },
  [BOOKGEN_FINDING_PREAMBLE] = { "preamble", 20 },
  [BOOKGEN_FINDING_LONG] = { "long", 20 },
  [BOOKGEN_FINDING_OPEN_FENCE] = { "open-fence", 10 },
  [BOOKGEN_FINDING_TITLE_TWICE] = { "title-twice", 5 },
  [BOOKGEN_FINDING_EMPTY_SECTION] = { "empty-section", 5 },
  [BOOKGEN_FINDING_TIC] = { "tic", 1 },
  [BOOKGEN_FINDING_REMARK] = { "remark", 1 },
  [BOOKGEN_FINDING_CLAIM] = { "claim", 0 },
  [BOOKGEN_FINDING_OTHER] = { "other", 1 },
};

static gsize
shorten (const char *text, gsize length)
{
  if (length <= WORDS_MAX_BYTES)
    return length;
  length = WORDS_MAX_BYTES;
  while (length > 0 && ((guchar) text[length] & 0xC0) == 0x80)
    length--;
  return length;
}

static guint
count_lines (const char *text, gsize start)
{
  guint line = 1;
  const char *end = text + start;
  for (const char *at = memchr (text, '\n', start); at != NULL; at = memchr (at + 1, '\n', end - at - 1))
    line++;
  return line;
}

BookgenFinding *
bookgen_finding_new (BookgenFindingKind kind, const char *text, gsize start, gsize length)
{
  BookgenFinding *self = g_new0 (BookgenFinding, 1);
  self->kind = kind;
  self->repairable = kinds[kind].repairable;
  if (length > 0)
    {
      self->start = start;
      self->length = length;
      self->line = count_lines (text, start);
    }
  self->words = g_utf8_make_valid (text + start, shorten (text + start, length));
  return self;
}

BookgenFinding *
bookgen_finding_copy (const BookgenFinding *self)
{
  BookgenFinding *copy = g_memdup2 (self, sizeof *self);
  copy->words = g_strdup (self->words);
  copy->remark = g_strdup (self->remark);
  copy->other = g_strdup (self->other);
  return copy;
}

void
bookgen_finding_free (BookgenFinding *self)
{
  g_free (self->words);
  g_free (self->remark);
  g_free (self->other);
  g_free (self);
}

const char *
bookgen_finding_kind_to_string (BookgenFindingKind kind)
{
  return kinds[kind].name;
}

static void
digest_string (GChecksum *checksum, const char *text)
{
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_update (checksum, (const guchar *) "", 1);
}

char *
bookgen_finding_dup_key (const BookgenFinding *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  /* How many chapters share a phrase, or what another chapter is called, changes while the finding stays. */
  gboolean of_book = self->kind == BOOKGEN_FINDING_TIC || self->other != NULL;
  g_autofree char *count = g_strdup_printf ("%u", *self->words == '\0' ? self->count : 0);
  digest_string (checksum, self->words);
  digest_string (checksum, of_book ? NULL : self->remark);
  digest_string (checksum, self->other);
  digest_string (checksum, of_book ? NULL : count);
  return g_strdup_printf ("%s:%.*s", kinds[self->kind].name, DIGEST_CHARS, g_checksum_get_string (checksum));
}

gboolean
bookgen_finding_is_repairable (const BookgenFinding *self)
{
  return self->repairable;
}

static const char *
find_nearest (const char *text, const char *words, gsize start)
{
  const char *before = NULL, *after = NULL;
  for (const char *at = strstr (text, words); at != NULL && after == NULL; at = strstr (at + 1, words))
    if ((gsize) (at - text) < start)
      before = at;
    else
      after = at;
  if (before == NULL || after == NULL)
    return before != NULL ? before : after;
  return start - (before - text) <= (gsize) (after - text) - start ? before : after;
}

gboolean
bookgen_finding_place (BookgenFinding *self, const char *text)
{
  gsize words = strlen (self->words);
  if (words == 0)
    return self->length == 0;
  const char *at = find_nearest (text, self->words, self->start);
  if (at == NULL)
    return FALSE;
  self->start = at - text;
  self->length = MIN (MAX (self->length, words), strlen (at));
  while (self->length > words && ((guchar) at[self->length] & 0xC0) == 0x80)
    self->length--;
  self->line = count_lines (text, self->start);
  return TRUE;
}

GPtrArray *
bookgen_findings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_finding_free);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const BookgenFinding *one = *(BookgenFinding *const *) a, *two = *(BookgenFinding *const *) b;
  if (one->kind != two->kind)
    return one->kind < two->kind ? -1 : 1;
  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  return g_strcmp0 (one->words, two->words);
}

void
bookgen_findings_sort (GPtrArray *findings)
{
  g_ptr_array_sort (findings, compare);
}

guint
bookgen_findings_weigh (const GPtrArray *findings)
{
  guint weight = 0;
  for (guint i = 0; i < findings->len; i++)
    weight += kinds[((const BookgenFinding *) findings->pdata[i])->kind].weight;
  return weight;
}
