/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-job.h"

#include "bookgen-normalise.h"
#include "bookgen-partial.h"

/* A continuation is shown once it is long enough to see what it repeats. It is stored from its first byte. */
#define JOIN_BYTES 600

BookgenJob *
bookgen_job_new (guint task, BookgenTaskRecord *record, gboolean continuing)
{
  BookgenJob *self = g_new0 (BookgenJob, 1);
  self->task = task;
  self->record = record;
  self->continuing = continuing;
  self->cancellable = g_cancellable_new ();
  self->reply = bookgen_reply_new ();
  self->text = g_string_new (NULL);
  if (continuing && record->partial != NULL)
    {
      self->kept = bookgen_partial_join (record->partial);
      bookgen_partial_trim (self->kept);
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
  g_free (self->before);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
is_joined (BookgenJob *self)
{
  return self->kept == NULL || self->taken_bytes > 0;
}

void
bookgen_job_pull (BookgenJob *self, gboolean last)
{
  gsize length;
  const char *text = bookgen_reply_get_text (self->reply, &length);
  if (length == self->taken_bytes || (!is_joined (self) && length < JOIN_BYTES && !last))
    return;
  gsize skip = 0;
  if (!is_joined (self))
    {
      const char *between;
      skip = bookgen_normalise_join (self->kept, text, &between);
      g_string_append (self->text, between);
    }
  gsize from = MAX (self->taken_bytes, skip);
  g_string_append_len (self->text, text + from, length - from);
  self->taken_bytes = length;
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

void
bookgen_job_store (BookgenJob *self, BookgenBook *book)
{
  gsize length;
  const char *text = bookgen_reply_get_text (self->reply, &length);
  if (length == self->stored_bytes)
    return;
  if (self->stored_bytes == 0 && self->continuing)
    store_piece (self, book, BOOKGEN_PARTIAL_SEAM, strlen (BOOKGEN_PARTIAL_SEAM));
  g_autofree char *piece = g_strndup (text + self->stored_bytes, length - self->stored_bytes);
  g_strdelimit (piece, BOOKGEN_PARTIAL_SEAM BOOKGEN_PARTIAL_END, ' ');
  store_piece (self, book, piece, length - self->stored_bytes);
  self->stored_bytes = length;
}

void
bookgen_job_complete (BookgenJob *self, BookgenBook *book)
{
  bookgen_job_store (self, book);
  store_piece (self, book, BOOKGEN_PARTIAL_END, strlen (BOOKGEN_PARTIAL_END));
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
