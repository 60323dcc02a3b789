/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-zip.h"

#include <glib/gstdio.h>
#include <string.h>

static guint16
get16 (const guint8 *at)
{
  return (guint16) (at[0] | at[1] << 8);
}

static guint32
get32 (const guint8 *at)
{
  return get16 (at) | (guint32) get16 (at + 2) << 16;
}

static GBytes *
steal_bytes (GOutputStream *out)
{
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
add (BookgenZip *zip, const char *name, const char *text, BookgenZipMethod method)
{
  g_autoptr (GError) error = NULL;

  bookgen_zip_add (zip, name, text, strlen (text), method, NULL, &error);
  g_assert_no_error (error);
}

static GBytes *
make_archive (gint64 changed_at_s)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (BookgenZip) zip = bookgen_zip_new (out, changed_at_s);
  g_autofree char *long_text = g_strnfill (100000, 'x');

  add (zip, "mimetype", "application/epub+zip", BOOKGEN_ZIP_STORE);
  add (zip, "EPUB/long.txt", long_text, BOOKGEN_ZIP_DEFLATE);
  add (zip, "EPUB/short.txt", "ab", BOOKGEN_ZIP_DEFLATE);
  add (zip, "EPUB/empty.txt", "", BOOKGEN_ZIP_DEFLATE);
  add (zip, "EPUB/größe.txt", "name", BOOKGEN_ZIP_DEFLATE);
  g_assert_true (bookgen_zip_finish (zip, NULL, NULL));
  return steal_bytes (out);
}

/* OCF 3.3 section 4.2.6.3: these bytes are at these places. */
static void
test_mimetype (void)
{
  g_autoptr (GBytes) archive = make_archive (1700000000);
  const guint8 *bytes = g_bytes_get_data (archive, NULL);

  g_assert_cmpmem (bytes, 4, "PK\3\4", 4);
  g_assert_cmpuint (get16 (bytes + 4), ==, 10);
  g_assert_cmpuint (get16 (bytes + 6), ==, 0);
  g_assert_cmpuint (get16 (bytes + 8), ==, 0);
  g_assert_cmpuint (get16 (bytes + 28), ==, 0);
  g_assert_cmpmem (bytes + 30, 8, "mimetype", 8);
  g_assert_cmpmem (bytes + 38, 20, "application/epub+zip", 20);
  g_assert_cmpmem (bytes + 58, 4, "PK\3\4", 4);
}

static void
test_headers (void)
{
  g_autoptr (GBytes) archive = make_archive (1700000000);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (archive, &length);
  const guint8 *end = bytes + length - 22;
  const guint8 *entry;
  const struct { guint16 version, flags, method; } expected[] = {
    { 10, 0, 0 }, { 20, 0, 8 }, { 10, 0, 0 }, { 10, 0, 0 }, { 10, 0x800, 0 },
  };

  g_assert_cmpmem (end, 4, "PK\5\6", 4);
  g_assert_cmpuint (get16 (end + 10), ==, G_N_ELEMENTS (expected));
  entry = bytes + get32 (end + 16);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const guint8 *local = bytes + get32 (entry + 42);

      g_assert_cmpmem (entry, 4, "PK\1\2", 4);
      g_assert_cmpuint (get16 (entry + 6), ==, expected[i].version);
      g_assert_cmpuint (get16 (entry + 8), ==, expected[i].flags);
      g_assert_cmpuint (get16 (entry + 10), ==, expected[i].method);
      g_assert_cmpuint (get16 (entry + 30) | get16 (entry + 32), ==, 0);
      g_assert_cmpmem (local + 4, 26, entry + 6, 26);
      entry += 46 + get16 (entry + 28);
    }
  g_assert_true (entry == end);
}

static void
test_time (void)
{
  const struct { gint64 at_s; guint16 date, time; } cases[] = {
    { 0, 0x0021, 0 },
    { 1700000000, (2023 - 1980) << 9 | 11 << 5 | 14, 22 << 11 | 13 << 5 | 10 },
    { G_MAXINT64, (2107 - 1980) << 9 | 12 << 5 | 31, 23 << 11 | 59 << 5 | 29 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) archive = make_archive (cases[i].at_s);
      const guint8 *bytes = g_bytes_get_data (archive, NULL);

      g_assert_cmphex (get16 (bytes + 10), ==, cases[i].time);
      g_assert_cmphex (get16 (bytes + 12), ==, cases[i].date);
    }
}

static void
test_same_bytes (void)
{
  g_autoptr (GBytes) one = make_archive (1700000000);
  g_autoptr (GBytes) two = make_archive (1700000000);

  g_assert_true (g_bytes_equal (one, two));
}

/* Another program's reader agrees. */
static void
test_unzip (void)
{
  g_autoptr (GBytes) archive = make_archive (1700000000);
  g_autofree char *folder = g_dir_make_tmp ("bookgen-zip-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.zip", NULL);
  const char *script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None;"
                       "assert z.read('EPUB/long.txt') == b'x' * 100000; assert z.read('EPUB/größe.txt') == b'name';"
                       "assert all(not i.extra and not i.comment for i in z.infolist())";
  const char *argv[] = { "python3", "-c", script, path, NULL };
  int status = -1;
  gsize length;
  const char *bytes = g_bytes_get_data (archive, &length);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_remove (path);
  g_rmdir (folder);
}

static void
test_zip64_count (void)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (BookgenZip) zip = bookgen_zip_new (out, 0);
  g_autoptr (GBytes) archive = NULL;
  const guint8 *bytes;
  gsize length;

  for (guint i = 0; i < 65536; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      add (zip, name, "", BOOKGEN_ZIP_STORE);
    }
  g_assert_true (bookgen_zip_finish (zip, NULL, NULL));
  archive = steal_bytes (out);
  bytes = g_bytes_get_data (archive, &length);
  g_assert_cmpuint (get16 (bytes + length - 22 + 10), ==, 0xFFFF);
  g_assert_cmpmem (bytes + length - 42, 4, "PK\6\7", 4);
  g_assert_cmpmem (bytes + length - 98, 4, "PK\6\6", 4);
  g_assert_cmpuint (get32 (bytes + length - 98 + 32), ==, 65536);
}

static void
test_cancelled (void)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (BookgenZip) zip = bookgen_zip_new (out, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (bookgen_zip_add (zip, "a", "b", 1, BOOKGEN_ZIP_STORE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zip/mimetype", test_mimetype);
  g_test_add_func ("/zip/headers", test_headers);
  g_test_add_func ("/zip/time", test_time);
  g_test_add_func ("/zip/same-bytes", test_same_bytes);
  g_test_add_func ("/zip/unzip", test_unzip);
  g_test_add_func ("/zip/zip64-count", test_zip64_count);
  g_test_add_func ("/zip/cancelled", test_cancelled);
  return g_test_run ();
}
