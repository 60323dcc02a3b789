/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-zip.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

/* PKWARE APPNOTE 6.3: the field that says "see the ZIP64 record". */
#define SEE_ZIP64_32 0xFFFFFFFFu
#define SEE_ZIP64_16 0xFFFFu
#define FLAG_UTF8 0x0800u
#define METHOD_DEFLATED 8u

typedef struct {
  char *name;
  guint16 flags;
  guint16 method;
  guint32 crc;
  guint32 packed_bytes;
  guint32 plain_bytes;
  guint64 offset;
} Entry;

struct _BookgenZip {
  GOutputStream *out;
  guint64 written_bytes;
  guint16 dos_time;
  guint16 dos_date;
  GPtrArray *entries;
  GByteArray *packed; /* reused for every entry */
  z_stream deflater;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry);
}

static void
set_dos_time (BookgenZip *self, gint64 changed_at_s)
{
  /* 1980-01-01 00:00:00 to 2107-12-31 23:59:58, all that DOS can say */
  gint64 sayable_s = CLAMP (changed_at_s, G_GINT64_CONSTANT (315532800), G_GINT64_CONSTANT (4354819198));
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (sayable_s);

  self->dos_date = (guint16) ((g_date_time_get_year (when) - 1980) << 9 | g_date_time_get_month (when) << 5
                              | g_date_time_get_day_of_month (when));
  self->dos_time = (guint16) (g_date_time_get_hour (when) << 11 | g_date_time_get_minute (when) << 5
                              | g_date_time_get_second (when) / 2);
}

BookgenZip *
bookgen_zip_new (GOutputStream *out, gint64 changed_at_s)
{
  BookgenZip *self = g_new0 (BookgenZip, 1);

  self->out = g_object_ref (out);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->packed = g_byte_array_new ();
  set_dos_time (self, changed_at_s);
  /* negative window bits: raw deflate, as a ZIP wants it */
  if (deflateInit2 (&self->deflater, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("zlib cannot be initialised");
  return self;
}

void
bookgen_zip_free (BookgenZip *self)
{
  deflateEnd (&self->deflater);
  g_byte_array_unref (self->packed);
  g_ptr_array_unref (self->entries);
  g_object_unref (self->out);
  g_free (self);
}

static void
put16 (GByteArray *record, guint16 value)
{
  guint16 little = GUINT16_TO_LE (value);
  g_byte_array_append (record, (const guint8 *) &little, sizeof little);
}

static void
put32 (GByteArray *record, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);
  g_byte_array_append (record, (const guint8 *) &little, sizeof little);
}

static void
put64 (GByteArray *record, guint64 value)
{
  guint64 little = GUINT64_TO_LE (value);
  g_byte_array_append (record, (const guint8 *) &little, sizeof little);
}

static gboolean
write_bytes (BookgenZip *self, const void *data, gsize length, GCancellable *cancellable, GError **error)
{
  if (!g_output_stream_write_all (self->out, data, length, NULL, cancellable, error))
    return FALSE;
  self->written_bytes += length;
  return TRUE;
}

/* The fields that the local header and the directory share, from "version needed" to the length of the name. */
static void
put_common (BookgenZip *self, GByteArray *record, const Entry *entry, guint16 version_needed)
{
  put16 (record, version_needed);
  put16 (record, entry->flags);
  put16 (record, entry->method);
  put16 (record, self->dos_time);
  put16 (record, self->dos_date);
  put32 (record, entry->crc);
  put32 (record, entry->packed_bytes);
  put32 (record, entry->plain_bytes);
  put16 (record, (guint16) strlen (entry->name));
}

static guint16
version_for (const Entry *entry)
{
  return entry->method == METHOD_DEFLATED ? 20 : 10;
}

/* TRUE where self->packed holds DATA deflated, and smaller. */
static gboolean
deflate_smaller (BookgenZip *self, const void *data, gsize length)
{
  gboolean done;

  deflateReset (&self->deflater);
  g_byte_array_set_size (self->packed, (guint) length);
  self->deflater.next_in = (Bytef *) data;
  self->deflater.avail_in = (uInt) length;
  self->deflater.next_out = self->packed->data;
  self->deflater.avail_out = (uInt) length;
  done = length > 0 && deflate (&self->deflater, Z_FINISH) == Z_STREAM_END;
  g_byte_array_set_size (self->packed, done ? (guint) self->deflater.total_out : 0);
  return done && self->deflater.total_out < length;
}

static gboolean
write_local_header (BookgenZip *self, const Entry *entry, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();

  g_byte_array_append (record, (const guint8 *) "PK\3\4", 4);
  put_common (self, record, entry, version_for (entry));
  put16 (record, 0); /* no extra field */
  g_byte_array_append (record, (const guint8 *) entry->name, (guint) strlen (entry->name));
  return write_bytes (self, record->data, record->len, cancellable, error);
}

gboolean
bookgen_zip_add (BookgenZip *self, const char *name, const void *data, gsize length, BookgenZipMethod method,
                 GCancellable *cancellable, GError **error)
{
  Entry *entry;
  gboolean packed;

  g_return_val_if_fail (strlen (name) < SEE_ZIP64_16, FALSE);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (length >= SEE_ZIP64_32)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("“%s” is too large for a book file."), name);
      return FALSE;
    }
  packed = method == BOOKGEN_ZIP_DEFLATE && deflate_smaller (self, data, length);
  entry = g_new0 (Entry, 1);
  g_ptr_array_add (self->entries, entry);
  entry->name = g_strdup (name);
  entry->flags = g_str_is_ascii (name) ? 0 : FLAG_UTF8;
  entry->method = packed ? METHOD_DEFLATED : 0;
  entry->crc = (guint32) crc32 (crc32 (0, NULL, 0), data, (uInt) length);
  entry->packed_bytes = packed ? self->packed->len : (guint32) length;
  entry->plain_bytes = (guint32) length;
  entry->offset = self->written_bytes;
  return write_local_header (self, entry, cancellable, error)
         && write_bytes (self, packed ? self->packed->data : data, entry->packed_bytes, cancellable, error);
}

static void
put_directory_entry (BookgenZip *self, GByteArray *directory, const Entry *entry)
{
  gboolean far = entry->offset >= SEE_ZIP64_32;
  guint16 version = far ? 45 : version_for (entry);

  g_byte_array_append (directory, (const guint8 *) "PK\1\2", 4);
  put16 (directory, version);
  put_common (self, directory, entry, version);
  put16 (directory, far ? 12 : 0); /* extra field */
  put16 (directory, 0);            /* comment */
  put16 (directory, 0);            /* disk */
  put16 (directory, 0);            /* internal attributes */
  put32 (directory, 0);            /* external attributes */
  put32 (directory, far ? SEE_ZIP64_32 : (guint32) entry->offset);
  g_byte_array_append (directory, (const guint8 *) entry->name, (guint) strlen (entry->name));
  if (!far)
    return;
  put16 (directory, 1); /* ZIP64 extended information: the offset */
  put16 (directory, 8);
  put64 (directory, entry->offset);
}

/* APPNOTE 4.3.14 and 4.3.15: the ZIP64 end record and its locator. */
static void
put_zip64_end (BookgenZip *self, GByteArray *tail, guint64 start, guint64 length)
{
  g_byte_array_append (tail, (const guint8 *) "PK\6\6", 4);
  put64 (tail, 44); /* what follows of this record */
  put16 (tail, 45);
  put16 (tail, 45);
  put32 (tail, 0);
  put32 (tail, 0);
  put64 (tail, self->entries->len);
  put64 (tail, self->entries->len);
  put64 (tail, length);
  put64 (tail, start);
  g_byte_array_append (tail, (const guint8 *) "PK\6\7", 4);
  put32 (tail, 0);
  put64 (tail, start + length);
  put32 (tail, 1);
}

static void
put_end (BookgenZip *self, GByteArray *tail, guint64 start, guint64 length)
{
  guint16 count = (guint16) MIN (self->entries->len, SEE_ZIP64_16);

  if (count == SEE_ZIP64_16 || start >= SEE_ZIP64_32 || length >= SEE_ZIP64_32)
    put_zip64_end (self, tail, start, length);
  g_byte_array_append (tail, (const guint8 *) "PK\5\6", 4);
  put16 (tail, 0);
  put16 (tail, 0);
  put16 (tail, count);
  put16 (tail, count);
  put32 (tail, (guint32) MIN (length, SEE_ZIP64_32));
  put32 (tail, (guint32) MIN (start, SEE_ZIP64_32));
  put16 (tail, 0); /* no comment */
}

gboolean
bookgen_zip_finish (BookgenZip *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  g_autoptr (GByteArray) tail = g_byte_array_new ();
  guint64 start = self->written_bytes;

  for (guint i = 0; i < self->entries->len; i++)
    put_directory_entry (self, directory, g_ptr_array_index (self->entries, i));
  put_end (self, tail, start, directory->len);
  return write_bytes (self, directory->data, directory->len, cancellable, error)
         && write_bytes (self, tail->data, tail->len, cancellable, error);
}
