/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-edition.h"

#include "bookgen-epub.h"
#include "bookgen-markdown.h"
#include "bookgen-replacement.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef enum { KIND_NONE, KIND_EPUB, KIND_MARKDOWN, KIND_FOLDER } Kind;

static gboolean
ends_in (const char *name, const char *suffix)
{
  gsize length = strlen (name);
  gsize n = strlen (suffix);

  return length > n && g_ascii_strcasecmp (name + length - n, suffix) == 0;
}

static Kind
kind_of (const char *target)
{
  if (g_str_has_suffix (target, "/"))
    return KIND_FOLDER;
  if (ends_in (target, ".epub"))
    return KIND_EPUB;
  return ends_in (target, ".md") || ends_in (target, ".markdown") ? KIND_MARKDOWN : KIND_NONE;
}

static gboolean
write_epub (const BookgenManuscript *manuscript, const char *target, GPtrArray *notes, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (BookgenReplacement) file = bookgen_replacement_new (target, error);

  return file && bookgen_epub_write (manuscript, bookgen_replacement_get_stream (file), notes, cancellable, error)
         && bookgen_replacement_finish (file, cancellable, error) && bookgen_replacement_place (file, error);
}

/* A finished file that is still to be put in place. */
static BookgenReplacement *
write_bytes (const char *target, const void *data, gsize length, GCancellable *cancellable, GError **error)
{
  g_autoptr (BookgenReplacement) file = bookgen_replacement_new (target, error);

  if (!file || g_cancellable_set_error_if_cancelled (cancellable, error)
      || !g_output_stream_write_all (bookgen_replacement_get_stream (file), data, length, NULL, cancellable, error)
      || !bookgen_replacement_finish (file, cancellable, error))
    return NULL;
  return g_steal_pointer (&file);
}

/* Pictures and recordings are read one at a time. */
static BookgenReplacement *
write_file (const BookgenManuscript *manuscript, const BookgenMarkdownFile *file, const char *path,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = file->media ? bookgen_manuscript_dup_bytes (manuscript, file->media, error)
                                         : g_bytes_new_static (file->text, strlen (file->text));

  return bytes ? write_bytes (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cancellable, error) : NULL;
}

static gboolean
place_all (GPtrArray *replacements, GError **error)
{
  for (guint i = 0; i < replacements->len; i++)
    if (!bookgen_replacement_place (g_ptr_array_index (replacements, i), error))
      return FALSE;
  return TRUE;
}

/* MADE gains the path of a folder that was not there. */
static gboolean
make_folder (const char *path, GPtrArray *made, GError **error)
{
  int code;

  if (g_mkdir (path, 0777) == 0)
    {
      g_ptr_array_add (made, g_strdup (path));
      return TRUE;
    }
  code = errno;
  if (code == EEXIST)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

static gboolean
make_folder_of (const BookgenMarkdownFile *file, const char *path, GPtrArray *made, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return !strchr (file->name, '/') || make_folder (folder, made, error);
}

/* All files are whole before the first is put in place. Other files in the folder are not ours and stay. */
static gboolean
fill_folder (const BookgenManuscript *manuscript, GPtrArray *files, const char *folder, GPtrArray *made,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) replacements = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_replacement_free);

  for (guint i = 0; i < files->len; i++)
    {
      const BookgenMarkdownFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (folder, file->name, NULL);
      BookgenReplacement *replacement = NULL;

      if (make_folder_of (file, path, made, error))
        replacement = write_file (manuscript, file, path, cancellable, error);
      if (!replacement)
        return FALSE;
      g_ptr_array_add (replacements, replacement);
    }
  return place_all (replacements, error);
}

/* The last made goes first. */
static void
remove_folders (GPtrArray *made)
{
  for (guint i = made->len; i-- > 0; )
    g_rmdir (g_ptr_array_index (made, i));
}

static gboolean
write_markdown (const BookgenManuscript *manuscript, const char *target, GPtrArray *notes, GCancellable *cancellable,
                GError **error)
{
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *name = g_path_get_basename (target);
  g_autoptr (GPtrArray) files = bookgen_markdown_new_book (manuscript, name, notes);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  if (fill_folder (manuscript, files, folder, made, cancellable, error))
    return TRUE;
  remove_folders (made);
  return FALSE;
}

static gboolean
write_folder (const BookgenManuscript *manuscript, const char *target, GPtrArray *notes, GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GPtrArray) files = bookgen_markdown_new_folder (manuscript, notes);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  if (make_folder (target, made, error) && fill_folder (manuscript, files, target, made, cancellable, error))
    return TRUE;
  remove_folders (made);
  return FALSE;
}

/* Only a folder has room for speech. */
static void
note_recordings (const BookgenManuscript *manuscript, GPtrArray *notes)
{
  guint chapters = 0;

  for (guint i = 0; i < manuscript->sections->len; i++)
    chapters += ((const BookgenSection *) g_ptr_array_index (manuscript->sections, i))->recordings ? 1 : 0;
  if (chapters > 0)
    g_ptr_array_add (notes, g_strdup_printf (ngettext ("The narration of %u chapter is not in this file. Export the book "
                                                       "as a folder of chapters to have it.",
                                                       "The narration of %u chapters is not in this file. Export the book "
                                                       "as a folder of chapters to have it.", chapters), chapters));
}

static gboolean
write_kind (const BookgenManuscript *manuscript, const char *target, Kind kind, GPtrArray *notes, GCancellable *cancellable,
            GError **error)
{
  switch (kind)
    {
    case KIND_EPUB:
      note_recordings (manuscript, notes);
      return write_epub (manuscript, target, notes, cancellable, error);
    case KIND_MARKDOWN:
      note_recordings (manuscript, notes);
      return write_markdown (manuscript, target, notes, cancellable, error);
    case KIND_FOLDER:
      return write_folder (manuscript, target, notes, cancellable, error);
    case KIND_NONE:
    default:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("A book is exported as .epub, as .md, or as a folder of chapters (a name that ends in /)."));
      return FALSE;
    }
}

static gboolean
fail_to_write (const char *target, GError *reason, GError **error)
{
  if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_prefix_error (&reason, _("“%s” was not written: "), target);
  g_propagate_error (error, reason);
  return FALSE;
}

gboolean
bookgen_edition_write_outline (BookgenOutline *outline, const char *title, const char *author, BookgenOutlineTextForm form,
                               const char *target, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = bookgen_outline_text_dup (outline, title, author, form);
  GError *reason = NULL;
  g_autoptr (BookgenReplacement) file = write_bytes (target, text, strlen (text), cancellable, &reason);

  return (file && bookgen_replacement_place (file, &reason)) || fail_to_write (target, reason, error);
}

gboolean
bookgen_edition_write (const BookgenManuscript *manuscript, const char *target, GPtrArray *notes,
                       GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;

  if (manuscript->written == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("Nothing of “%s” is written yet, so there is no book to export. Write a chapter first."),
                   manuscript->title);
      return FALSE;
    }
  return write_kind (manuscript, target, kind_of (target), notes, cancellable, &reason) ||
         fail_to_write (target, reason, error);
}
