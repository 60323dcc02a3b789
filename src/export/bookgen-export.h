/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The door of this room: a book file in, a book out. The kind is told by the name: .epub, .md, or a folder of chapters
 * (ends in /); .opml, .outline.md and .outline.json are the outline alone, which needs no text yet. Written beside the target, synced, renamed: a failed or cancelled export leaves the old file untouched.
 * Errors: BOOKGEN_BOOK_ERROR for reading, G_IO_ERROR for writing; the message is a sentence. */
typedef struct {
  char *path;
  guint chapters; /* that belong in the book */
  guint written;  /* of these, in the export */
  gboolean rehearsal;
  GPtrArray *notes; /* sentences: links without a target, pictures that are missing, … */
} BookgenExportReport;

void bookgen_export_report_free (BookgenExportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenExportReport, bookgen_export_report_free)

/* For reproducible builds: the one time that books carry, in seconds since 1970, instead of that of the book's last change.
 * A program that honours SOURCE_DATE_EPOCH calls it once, before the first export. */
void bookgen_export_set_source_date (gint64 seconds);

/* Blocking: for worker threads and the terminal. */
BookgenExportReport *bookgen_export_write (const char *book_path, const char *target, GCancellable *cancellable,
                                           GError **error);
/* The same in a thread. */
void bookgen_export_write_async (const char *book_path, const char *target, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
BookgenExportReport *bookgen_export_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
