/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  BOOKGEN_ZIP_STORE,   /* as it is: the mimetype entry, and media that is compressed already */
  BOOKGEN_ZIP_DEFLATE, /* stored all the same where deflating does not make it smaller */
} BookgenZipMethod;

/* Writes a ZIP archive front to back as EPUB OCF 3.3 section 4.2 wants it: no extra fields, no data descriptors, no folder
 * entries, no comments. The same entries give the same bytes anywhere: the one time stamp is the caller's, in UTC.
 * ZIP64 records appear only past 65,535 entries or 4 GiB. */
typedef struct _BookgenZip BookgenZip;

/* CHANGED_AT_S: seconds since 1970; a year that DOS cannot say becomes 1980 or 2107. Keeps a reference to OUT. */
BookgenZip *bookgen_zip_new (GOutputStream *out, gint64 changed_at_s);
void bookgen_zip_free (BookgenZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenZip, bookgen_zip_free)

/* NAME is UTF-8, relative, with '/'. LENGTH bytes, less than 4 GiB. Errors: G_IO_ERROR. */
gboolean bookgen_zip_add (BookgenZip *self, const char *name, const void *data, gsize length, BookgenZipMethod method,
                          GCancellable *cancellable, GError **error);
/* Writes the directory. Neither flushes nor closes the stream. */
gboolean bookgen_zip_finish (BookgenZip *self, GCancellable *cancellable, GError **error);

G_END_DECLS
