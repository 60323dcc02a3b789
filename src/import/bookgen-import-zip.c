/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-zip.h"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
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

/* "" for a name that is not text. */
static const char *
name_of (struct archive_entry *entry)
{
  const char *path = archive_entry_pathname_utf8 (entry);

  if (!path)
    path = archive_entry_pathname (entry);
  if (path && g_str_has_prefix (path, "./"))
    path += 2;
  return path && g_utf8_validate (path, -1, NULL) ? path : "";
}

static gboolean
is_named (const char *path, const char *name)
{
  return g_ascii_strcasecmp (path, name) == 0;
}

/* What a Mac packs beside each file ends in its name too. */
static gboolean
ends_in (const char *path, const char *suffix)
{
  return g_str_has_suffix (path, suffix) && !g_str_has_prefix (path, "__MACOSX/");
}

static const char *
go_on_to (Archive *archive, gboolean (*is) (const char *path, const char *name), const char *name)
{
  struct archive_entry *entry;

  for (guint i = 0; i < MAX_ENTRIES; i++)
    {
      int state = archive_read_next_header (archive, &entry);

      if (state != ARCHIVE_OK && state != ARCHIVE_WARN)
        return NULL;
      if (is (name_of (entry), name))
        return name_of (entry);
    }
  return NULL;
}

/* The library knows names only as the locale has them: in "C" those with other letters than English ones are lost. */
static locale_t
get_utf8_locale (void)
{
  static gsize locale;

  if (g_once_init_enter (&locale))
    {
      locale_t made = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);

      g_once_init_leave (&locale, GPOINTER_TO_SIZE (made ? made : LC_GLOBAL_LOCALE));
    }
  return (locale_t) locale;
}

/* Stops at the first entry that IS what NAME says, so that its data can be read. Returns its name, NULL at the end. */
static const char *
go_to (Archive *archive, gboolean (*is) (const char *path, const char *name), const char *name)
{
  locale_t before = uselocale (get_utf8_locale ());
  const char *found = go_on_to (archive, is, name);

  uselocale (before);
  return found;
}

static gboolean
is_any (const char *path, const char *name)
{
  return TRUE;
}

GHashTable *
bookgen_import_zip_dup_entries (GBytes *bytes)
{
  g_autoptr (Archive) archive = bookgen_import_is_zip (bytes) ? open_archive (bytes) : NULL;
  GHashTable *entries = archive ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) : NULL;
  const char *name;

  for (guint i = 0; archive && i < MAX_ENTRIES && (name = go_to (archive, is_any, "")); i++)
    g_hash_table_add (entries, g_ascii_strdown (name, -1));
  return entries;
}

gboolean
bookgen_import_zip_has (GHashTable *entries, const char *entry)
{
  g_autofree char *folded = g_ascii_strdown (entry, -1);

  return entries && g_hash_table_contains (entries, folded);
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

  if (!archive || !go_to (archive, is_named, entry))
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

char *
bookgen_import_zip_find (GBytes *bytes, const char *suffix)
{
  g_autoptr (Archive) archive = bookgen_import_is_zip (bytes) ? open_archive (bytes) : NULL;

  return archive ? g_strdup (go_to (archive, ends_in, suffix)) : NULL;
}

GHashTable *
bookgen_import_zip_dup_texts (GBytes *bytes, const char *suffix, gsize max_bytes)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (Archive) archive = open_archive (bytes);
  g_autofree char *piece = g_malloc (max_bytes);
  const char *name;
  gsize total = 0;

  while (archive && total < BOOKGEN_IMPORT_MAX_BYTES && g_hash_table_size (texts) < MAX_ENTRIES && (name = go_to (archive, ends_in, suffix)))
    {
      g_autofree char *key = g_strdup (name);
      gssize length = archive_read_data (archive, piece, max_bytes);
      g_autoptr (GBytes) data = length > 0 ? g_bytes_new (piece, length) : NULL;
      gsize text_length;
      char *text = data ? bookgen_decode_text (data, &text_length) : NULL;

      total += MAX (length, 0);

      if (text)
        g_hash_table_replace (texts, g_steal_pointer (&key), text);
    }
  return texts;
}
