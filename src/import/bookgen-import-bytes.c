/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-bytes.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-decode.h"
#include "bookgen-import.h"

#define PIECE_BYTES 65536

/* FORMAT may be a translation: the one “%s” in it is put in by hand. */
static void
fail (BookgenImportError code, const char *format, const char *name, GError **error)
{
  g_auto (GStrv) halves = g_strsplit (format, "%s", 2);
  g_autofree char *message = halves[1] ? g_strconcat (halves[0], name, halves[1], NULL) : g_strdup (format);

  g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, code, message);
}

void
bookgen_import_fail_too_large (const char *name, const char *too_large, GError **error)
{
  fail (BOOKGEN_IMPORT_ERROR_TOO_LARGE, _ (too_large), name, error);
}

char *
bookgen_import_dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return g_utf8_make_valid (base ? base : "", -1);
}

/* Text */

/* What people drop that is known, but holds no text we could read. */
static const char *
name_foreign (GBytes *bytes)
{
  static const struct { const char *magic; gsize length; const char *what; } foreign[] = {
    { "%PDF", 4, N_ ("“%s” is a PDF. Save its contents as text, Markdown or DOCX and drop that.") },
    { "\xd0\xcf\x11\xe0", 4, N_ ("“%s” is an old Word document. Save it as DOCX or ODT and drop that.") },
    { "{\\rtf", 5, N_ ("“%s” is an RTF document. Save it as DOCX or ODT and drop that.") },
    { "SQLite format 3", 15, N_ ("“%s” is a database, not an outline.") },
  };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (size >= foreign[i].length && memcmp (data, foreign[i].magic, foreign[i].length) == 0)
      return _ (foreign[i].what);
  return NULL;
}

char *
bookgen_import_dup_text (GBytes *bytes, const char *name, const char *unknown, gsize *length, GError **error)
{
  const char *foreign = name_foreign (bytes);
  char *text = foreign ? NULL : bookgen_decode_text (bytes, length);

  if (!text)
    fail (BOOKGEN_IMPORT_ERROR_UNKNOWN, foreign ? foreign : _ (unknown), name, error);
  return text;
}

/* Files */

static gboolean
check_file (GFileInfo *info, const char *name, gsize max_bytes, const char *too_large, GError **error)
{
  GFileType type = g_file_info_get_file_type (info);

  if (type == G_FILE_TYPE_DIRECTORY)
    fail (BOOKGEN_IMPORT_ERROR_UNREADABLE, _ ("“%s” is a folder. Give one file with the outline in it."), name, error);
  else if (type != G_FILE_TYPE_REGULAR && type != G_FILE_TYPE_UNKNOWN)
    fail (BOOKGEN_IMPORT_ERROR_UNREADABLE, _ ("“%s” is not a file with text in it."), name, error);
  else if (g_file_info_get_size (info) > (goffset) max_bytes)
    bookgen_import_fail_too_large (name, too_large, error);
  else
    return TRUE;
  return FALSE;
}

/* Reads to the end or a piece past what may be: a file can grow after its size was asked. */
static GBytes *
read_all (GFile *file, gsize max_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) in = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gssize length;

  if (!in)
    return NULL;
  while ((length = g_input_stream_read (G_INPUT_STREAM (in), piece, PIECE_BYTES, cancellable, error)) > 0)
    {
      g_byte_array_append (all, piece, length);
      if (all->len > max_bytes)
        break;
    }
  return length < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static void
tell_unreadable (GError **error, const char *name)
{
  const char *format = _ ("“%s” could not be read. Copy it to this computer and try again.");

  if (!*error || (*error)->domain != G_IO_ERROR || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    format = _ ("There is no file “%s”.");
  else if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    format = _ ("“%s” may not be read. Change its permissions, or copy it to your own folder, and try again.");
  g_clear_error (error);
  fail (BOOKGEN_IMPORT_ERROR_UNREADABLE, format, name, error);
}

GBytes *
bookgen_import_read_file (GFile *file, gsize max_bytes, const char *too_large, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = bookgen_import_dup_name (file);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &local);
  g_autoptr (GBytes) bytes = NULL;

  if (info && check_file (info, name, max_bytes, too_large, &local))
    bytes = read_all (file, max_bytes, cancellable, &local);
  if (bytes && g_bytes_get_size (bytes) > max_bytes)
    {
      bookgen_import_fail_too_large (name, too_large, error);
      return NULL;
    }
  if (bytes)
    return g_steal_pointer (&bytes);
  tell_unreadable (&local, name);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
