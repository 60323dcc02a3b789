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
write_text (const char *target, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (BookgenReplacement) file = bookgen_replacement_new (target, error);

  if (!file || g_cancellable_set_error_if_cancelled (cancellable, error)
      || !g_output_stream_write_all (bookgen_replacement_get_stream (file), text, strlen (text), NULL, cancellable, error)
      || !bookgen_replacement_finish (file, cancellable, error))
    return NULL;
  return g_steal_pointer (&file);
}

static gboolean
write_markdown (const BookgenManuscript *manuscript, const char *target, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = bookgen_markdown_dup_book (manuscript);
  g_autoptr (BookgenReplacement) file = write_text (target, text, cancellable, error);

  return file && bookgen_replacement_place (file, error);
}

static gboolean
place_all (GPtrArray *replacements, GError **error)
{
  for (guint i = 0; i < replacements->len; i++)
    if (!bookgen_replacement_place (g_ptr_array_index (replacements, i), error))
      return FALSE;
  return TRUE;
}

/* All files are whole before the first is put in place. Other files in the folder are not ours and stay. */
static gboolean
write_files (GPtrArray *files, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) replacements = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_replacement_free);

  for (guint i = 0; i < files->len; i++)
    {
      const BookgenMarkdownFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (folder, file->name, NULL);
      BookgenReplacement *replacement = write_text (path, file->text, cancellable, error);

      if (!replacement)
        return FALSE;
      g_ptr_array_add (replacements, replacement);
    }
  return place_all (replacements, error);
}

static gboolean
write_folder (const BookgenManuscript *manuscript, const char *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = bookgen_markdown_new_folder (manuscript);
  gboolean fresh = g_mkdir (target, 0777) == 0;

  if (!fresh && errno != EEXIST)
    {
      int code = errno;
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return FALSE;
    }
  if (write_files (files, target, cancellable, error))
    return TRUE;
  if (fresh)
    g_rmdir (target);
  return FALSE;
}

static gboolean
write_kind (const BookgenManuscript *manuscript, const char *target, Kind kind, GPtrArray *notes, GCancellable *cancellable,
            GError **error)
{
  switch (kind)
    {
    case KIND_EPUB:
      return write_epub (manuscript, target, notes, cancellable, error);
    case KIND_MARKDOWN:
      return write_markdown (manuscript, target, cancellable, error);
    case KIND_FOLDER:
      return write_folder (manuscript, target, cancellable, error);
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
  g_autoptr (BookgenReplacement) file = write_text (target, text, cancellable, &reason);

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
