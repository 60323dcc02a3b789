/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-job.h"

#include "bookgen-carry.h"
#include "bookgen-chat.h"
#include "bookgen-cost.h"
#include "bookgen-normalise.h"
#include "bookgen-partial.h"

/* A continuation is shown once it is long enough to see what it repeats. It is stored from its first byte. */
#define JOIN_BYTES 600

/* What goes on within a turn goes on with a whole word. */
static void
take_kept (BookgenJob *self, const char *partial)
{
  self->turns = bookgen_partial_split (partial);
  self->kept = bookgen_partial_join_turns (self->turns, NULL);
  char *open = self->turns[g_strv_length (self->turns) - 1];
  if (*open == '\0')
    return;
  self->hides = bookgen_carry_find (open) != NULL;
  bookgen_partial_trim (open);
  if (!self->hides)
    bookgen_partial_trim (self->kept);
}

BookgenJob *
bookgen_job_new (guint task, BookgenTaskRecord *record, gboolean continuing)
{
  BookgenJob *self = g_new0 (BookgenJob, 1);
  self->task = task;
  self->record = record;
  self->continuing = continuing;
  self->started_us = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
  self->reply = bookgen_reply_new ();
  self->text = g_string_new (NULL);
  if (continuing && record->partial != NULL)
    {
      take_kept (self, record->partial);
      g_string_assign (self->text, self->kept);
    }
  return self;
}

void
bookgen_job_free (BookgenJob *self)
{
  g_object_unref (self->cancellable);
  g_object_unref (self->reply);
  g_free (self->kept);
  g_strfreev (self->turns);
  g_free (self->note);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
is_joined (BookgenJob *self)
{
  return self->kept == NULL || self->taken_bytes > 0;
}

/* How much of TEXT can be shown before it is seen whether its last line is the mark of what is carried over. */
static gsize
hold_back (const char *text, gsize length)
{
  gsize line = length;
  while (line > 0 && text[line - 1] != '\n')
    line--;
  return text[line + strspn (text + line, "*_#`> ")] == '[' ? line : length;
}

static void
hide_carried (BookgenJob *self)
{
  const char *mark = bookgen_carry_find (self->text->str);
  if (mark == NULL)
    return;
  self->hides = TRUE;
  g_string_truncate (self->text, mark - self->text->str);
}

void
bookgen_job_pull (BookgenJob *self, gboolean last)
{
  gsize length;
  const char *text = bookgen_reply_get_text (self->reply, &length);
  if (!last)
    length = hold_back (text, length);
  if (self->hides || length <= self->taken_bytes)
    return;
  if (!is_joined (self) && length < JOIN_BYTES && !last)
    return;
  gsize skip = 0;
  if (!is_joined (self))
    {
      const char *between;
      skip = bookgen_normalise_join (self->kept, text, &between);
      g_string_append (self->text, between);
    }
  gsize from = MAX (self->taken_bytes, skip);
  if (length > from)
    g_string_append_len (self->text, text + from, length - from);
  self->taken_bytes = MAX (length, from);
  hide_carried (self);
}

static void
remember (BookgenTaskRecord *record, const char *piece, gsize length)
{
  g_autofree char *old = record->partial;
  record->partial = g_malloc ((old != NULL ? strlen (old) : 0) + length + 1);
  gsize offset = old != NULL ? strlen (old) : 0;
  memcpy (record->partial, old != NULL ? old : "", offset);
  memcpy (record->partial + offset, piece, length);
  record->partial[offset + length] = '\0';
}

static void
store_piece (BookgenJob *self, BookgenBook *book, const char *piece, gsize length)
{
  remember (self->record, piece, length);
  bookgen_book_append_partial (book, self->record, piece, length);
}

static gboolean
goes_on_within_turn (BookgenJob *self)
{
  return self->turns != NULL && *self->turns[g_strv_length (self->turns) - 1] != '\0';
}

void
bookgen_job_store (BookgenJob *self, BookgenBook *book)
{
  gsize length;
  const char *text = bookgen_reply_get_text (self->reply, &length);
  if (length == self->stored_bytes)
    return;
  if (self->stored_bytes == 0 && goes_on_within_turn (self))
    store_piece (self, book, BOOKGEN_PARTIAL_SEAM, strlen (BOOKGEN_PARTIAL_SEAM));
  g_autofree char *piece = g_strndup (text + self->stored_bytes, length - self->stored_bytes);
  g_strdelimit (piece, BOOKGEN_PARTIAL_SEAM BOOKGEN_PARTIAL_TURN BOOKGEN_PARTIAL_END, ' ');
  store_piece (self, book, piece, length - self->stored_bytes);
  self->stored_tokens += bookgen_text_estimate_tokens (piece);
  self->stored_bytes = length;
}

/* A request that was cut leaves no count: ours stands in, and says so. */
BookgenUsage
bookgen_job_count (BookgenJob *self, BookgenPrices *prices, BookgenEndpoint *endpoint)
{
  BookgenTokens used = *bookgen_reply_get_tokens (self->reply);
  gboolean counted = used.output_tokens >= 0;
  if (used.input_tokens < 0)
    used.input_tokens = self->prompt_tokens;
  if (!counted)
    used.output_tokens = self->stored_tokens + bookgen_reply_get_reasoning_length (self->reply) / 4;
  return (BookgenUsage){
    .input_tokens = used.input_tokens,
    .cached_tokens = MAX (used.cached_tokens, 0),
    .cache_write_tokens = MAX (used.cache_write_tokens, 0),
    .output_tokens = used.output_tokens,
    .reasoning_tokens = MAX (used.reasoning_tokens, 0),
    .requests = 1,
    .estimated = !counted,
    .cost_micros = bookgen_cost_micros (prices, endpoint, &used),
  };
}

void
bookgen_job_store_open (BookgenJob *self, BookgenBook *book, BookgenPrices *prices, BookgenEndpoint *endpoint)
{
  BookgenUsage before = self->record->open;
  self->record->open = bookgen_job_count (self, prices, endpoint);
  if (before.requests == 0 || before.output_tokens != self->record->open.output_tokens)
    bookgen_book_append_partial (book, self->record, "", 0);
}

void
bookgen_job_complete (BookgenJob *self, BookgenBook *book, gboolean goes_on)
{
  const char *mark = goes_on ? BOOKGEN_PARTIAL_TURN : BOOKGEN_PARTIAL_END;
  bookgen_job_store (self, book);
  store_piece (self, book, mark, strlen (mark));
}

void
bookgen_job_take_up (BookgenJob *self, BookgenBook *book)
{
  store_piece (self, book, BOOKGEN_PARTIAL_SEAM, strlen (BOOKGEN_PARTIAL_SEAM));
}

guint
bookgen_job_get_words (BookgenJob *self)
{
  const char *text = self->text->str;
  gsize end = self->text->len;
  while (end > self->counted_bytes && !g_ascii_isspace (text[end - 1]))
    end--;
  if (end > self->counted_bytes)
    {
      g_autofree char *piece = g_strndup (text + self->counted_bytes, end - self->counted_bytes);
      self->words += bookgen_revision_count_words (piece);
      self->counted_bytes = end;
    }
  return self->words;
}
