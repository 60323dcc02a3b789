/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes of somebody's file, before anybody knows what they are; and the sentences for those that cannot be read.
 * TOO_LARGE is an untranslated sentence with one “%s” for the file's name. Errors: BOOKGEN_IMPORT_ERROR, or G_IO_ERROR_CANCELLED. */

/* The file's name for a person. Ours to free. */
char *bookgen_import_dup_name (GFile *file);
/* Reads all of a regular file of at most MAX_BYTES. Blocking. */
GBytes *bookgen_import_read_file (GFile *file, gsize max_bytes, const char *too_large, GCancellable *cancellable,
                                  GError **error);
/* The bytes as text (bookgen_decode_text ()); NULL where they are something else, of which the error says what to do with it
 * where it is known, and else UNKNOWN, a sentence like TOO_LARGE. */
char *bookgen_import_dup_text (GBytes *bytes, const char *name, const char *unknown, gsize *length, GError **error);
void bookgen_import_fail_too_large (const char *name, const char *too_large, GError **error);

G_END_DECLS
