/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-zip.h"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-decode.h"

#define MAX_ENTRIES 65535
#define MAX_RATIO 200
/* Below this much the ratio says nothing: an empty document's style sheet packs very well. */
#define FREE_BYTES (1024 * 1024)
#define PIECE_BYTES 65536

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

gboolean
bookgen_import_is_zip (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > 4 && memcmp (data, "PK\3\4", 4) == 0;
}

static Archive *
open_archive (GBytes *bytes)
{
  g_autoptr (Archive) archive = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  if (archive_read_support_format_zip_seekable (archive) != ARCHIVE_OK ||
      archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    return NULL;
  return g_steal_pointer (&archive);
}

static gboolean
is_named (struct archive_entry *entry, const char *name)
{
  const char *path = archive_entry_pathname_utf8 (entry);

  if (!path)
    path = archive_entry_pathname (entry);
  if (path && g_str_has_prefix (path, "./"))
    path += 2;
  return path && g_ascii_strcasecmp (path, name) == 0;
}

/* Stops at the entry, so that its data can be read. */
static gboolean
go_to (Archive *archive, const char *name)
{
  struct archive_entry *entry;

  for (guint i = 0; i < MAX_ENTRIES; i++)
    {
      int state = archive_read_next_header (archive, &entry);

      if (state != ARCHIVE_OK && state != ARCHIVE_WARN)
        return FALSE;
      if (is_named (entry, name))
        return TRUE;
    }
  return FALSE;
}

gboolean
bookgen_import_zip_has (GBytes *bytes, const char *entry)
{
  g_autoptr (Archive) archive = bookgen_import_is_zip (bytes) ? open_archive (bytes) : NULL;

  return archive && go_to (archive, entry);
}

static gboolean
fail_too_large (GError **error)
{
  g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE,
                       _ ("The document unpacks to far more than an outline can be, so it was not read."));
  return FALSE;
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNREADABLE,
                       _ ("The document is damaged or protected by a password. Save it again without one and try once more."));
  return FALSE;
}

static gboolean
read_entry (Archive *archive, gsize archive_bytes, GByteArray *out, GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gssize length;

  while ((length = archive_read_data (archive, piece, PIECE_BYTES)) > 0)
    {
      g_byte_array_append (out, piece, length);
      if (out->len > BOOKGEN_IMPORT_MAX_BYTES || (out->len > FREE_BYTES && out->len / MAX_RATIO > archive_bytes))
        return fail_too_large (error);
    }
  return length == 0 || fail_damaged (error);
}

char *
bookgen_import_zip_dup_text (GBytes *bytes, const char *entry, gboolean optional, gsize *length, GError **error)
{
  g_autoptr (Archive) archive = open_archive (bytes);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) taken = NULL;
  char *text;

  if (!archive || !go_to (archive, entry))
    {
      if (!optional)
        fail_damaged (error);
      return NULL;
    }
  if (!read_entry (archive, g_bytes_get_size (bytes), data, error))
    return NULL;
  taken = g_byte_array_free_to_bytes (g_steal_pointer (&data));
  text = bookgen_decode_text (taken, length);
  if (!text)
    fail_damaged (error);
  return text;
}
