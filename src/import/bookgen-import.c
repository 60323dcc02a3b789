/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-decode.h"
#include "bookgen-import-label.h"
#include "bookgen-import-outline.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-title.h"
#include "bookgen-import-zip.h"

G_DEFINE_QUARK (bookgen-import-error-quark, bookgen_import_error)

#define PIECE_BYTES 65536

typedef struct {
  const char *format;
  gboolean (*recognises) (const BookgenImportSource *source);
  gboolean (*read) (const BookgenImportSource *source, BookgenImport *import, GError **error);
} Reader;

#define READER(format, name) { format, bookgen_import_##name##_recognises, bookgen_import_##name##_read }

/* Asked in this order: what is surest first. */
static const Reader readers[] = {
  READER ("docx", docx),
  READER ("odt", odt),
  READER ("epub", epub),
  READER ("markdown", marked),
  READER ("opml", opml),
  READER ("freemind", freemind),
  READER ("scrivener", scrivener),
  READER ("ncx", ncx),
  READER ("html", html),
  READER ("json", json),
  READER ("org", org),
  READER ("vimoutliner", vimoutliner),
  READER ("csv", csv),
  READER ("markdown", markdown),
  READER ("list", list),
  READER ("indented", indented),
};

BookgenImport *
bookgen_import_new (const char *format)
{
  BookgenImport *self = g_new0 (BookgenImport, 1);

  self->format = g_strdup (format);
  self->title = g_strdup ("");
  self->author = g_strdup ("");
  self->notes = g_strdup ("");
  self->preamble = g_string_new (NULL);
  self->items = bookgen_import_items_new ();
  self->outline = bookgen_outline_new ();
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
bookgen_import_free (BookgenImport *self)
{
  g_free (self->format);
  g_free (self->title);
  g_free (self->author);
  g_free (self->notes);
  g_string_free (self->preamble, TRUE);
  g_ptr_array_unref (self->items);
  g_object_unref (self->outline);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

gboolean
bookgen_import_source_has_suffix (const BookgenImportSource *source, const char *suffix)
{
  gsize name_length = strlen (source->name), length = strlen (suffix);

  return name_length >= length && g_ascii_strcasecmp (source->name + name_length - length, suffix) == 0;
}

static gboolean
fail_too_large (GError **error, const char *name)
{
  g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE,
               _ ("“%s” is too large for an outline: more than 64 MB. Take out pictures, or give only its contents."), name);
  return FALSE;
}

static gboolean
fits (BookgenImport *self, guint deepest, const char *name, GError **error)
{
  if (self->items->len > BOOKGEN_IMPORT_MAX_ITEMS)
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE,
                 _ ("“%s” has more than 200,000 lines of outline. Divide it, or give only the chapters."), name);
  else if (deepest >= BOOKGEN_IMPORT_MAX_DEPTH)
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE,
                 _ ("The outline in “%s” is more than 64 levels deep. Make it flatter and try again."), name);
  else
    return TRUE;
  return FALSE;
}

static void
settle_texts (BookgenImport *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      BookgenImportItem *item = g_ptr_array_index (self->items, i);

      item->brief = item->text ? g_strchomp (g_string_free (g_steal_pointer (&item->text), FALSE)) : g_strdup ("");
    }
}

static void
settle_names (BookgenImport *self)
{
  char *title = bookgen_import_title_collapse (self->title);
  char *author = bookgen_import_title_collapse (self->author);

  g_free (self->notes);
  self->notes = g_strstrip (g_strdup (self->preamble->str));
  g_free (self->title);
  g_free (self->author);
  self->title = title;
  self->author = author;
}

/* A document in a binder may have only text, a node of a map only a picture. */
static gboolean
may_be_nameless (BookgenImport *self)
{
  return strcmp (self->format, "scrivener") == 0 || strcmp (self->format, "freemind") == 0;
}

static gboolean
settle (BookgenImport *self, const char *name, GError **error)
{
  if (!fits (self, bookgen_import_items_find_depths (self->items), name, error))
    return FALSE;
  bookgen_import_titles_clean (self->items, may_be_nameless (self));
  settle_texts (self);
  settle_names (self);
  bookgen_import_divide (self);
  if (!bookgen_import_items_are_marked (self->items) && bookgen_import_label_is_contents (self->title))
    *self->title = '\0';
  return TRUE;
}

/* The local name of the first element, past declaration, comments and document type. */
static char *
find_root (const char *text)
{
  for (;;)
    {
      const char *end;

      text += strspn (text, " \t\n");
      if (*text != '<')
        return NULL;
      if (g_str_has_prefix (text, "<!--"))
        end = strstr (text, "-->");
      else if (text[1] == '?' || text[1] == '!')
        end = strpbrk (text, "[>") && *strpbrk (text, "[>") == '[' ? strstr (text, "]>") : strchr (text, '>');
      else
        break;
      if (!end)
        return NULL;
      text = strchr (end, '>') + 1;
    }
  gsize length = strcspn (++text, " \t\n/>");
  g_autofree char *name = g_strndup (text, MIN (length, 64));
  return g_strdup (strchr (name, ':') ? strchr (name, ':') + 1 : name);
}

gboolean
bookgen_import_read_plain (const char *text, const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  BookgenImportSource plain = { .text = text, .length = strlen (text), .name = source->name };
  g_autofree char *format = g_strdup (import->format);

  if (!bookgen_import_list_read (&plain, import, error))
    return FALSE;
  g_free (import->format);
  import->format = g_steal_pointer (&format);
  return import->items->len > 0 || bookgen_import_indented_read (&plain, import, error);
}

static void
fail_empty (GError **error, const BookgenImportSource *source, gboolean recognised)
{
  if (bookgen_import_is_zip (source->bytes) && !recognised)
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN,
                 _ ("“%s” is an archive without a document that can be read. DOCX, ODT and EPUB can."), source->name);
  else
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_EMPTY,
                 _ ("There are no chapters in “%s”. Write each chapter's title on a line of its own and try again."),
                 source->name);
}

static BookgenImport *
import_source (const BookgenImportSource *source, GError **error)
{
  gboolean recognised = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (BookgenImport) import = NULL;

      if (!readers[i].recognises (source))
        continue;
      recognised = TRUE;
      import = bookgen_import_new (readers[i].format);
      if (!readers[i].read (source, import, error))
        return NULL;
      if (import->items->len > 0)
        return settle (import, source->name, error) ? g_steal_pointer (&import) : NULL;
    }
  fail_empty (error, source, recognised);
  return NULL;
}

/* What people drop that is known, but holds no outline we could read. */
static const char *
name_foreign (GBytes *bytes)
{
  static const struct { const char *magic; gsize length; const char *what; } foreign[] = {
    { "%PDF", 4, N_ ("“%s” is a PDF. Save its contents as text, Markdown or DOCX and drop that.") },
    { "\xd0\xcf\x11\xe0", 4, N_ ("“%s” is a document of an old Word. Save it as DOCX or ODT and drop that.") },
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

static void
fail_unknown (GError **error, GBytes *bytes, const char *name)
{
  const char *format = name_foreign (bytes);
  g_autofree char *escaped = NULL;
  g_autofree char *message = NULL;

  if (!format)
    format = _ ("“%s” is not an outline that can be read. Try Markdown, text, OPML, DOCX or ODT.");
  g_auto (GStrv) halves = g_strsplit (format, "%s", 2);
  message = halves[1] ? g_strconcat (halves[0], name, halves[1], NULL) : g_strdup (format);
  g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN, message);
}

static BookgenImport *
import_bytes (GBytes *bytes, const char *name, GFile *file, GError **error)
{
  BookgenImportSource source = { .bytes = bytes, .name = name, .file = file };
  g_autofree char *text = NULL;
  g_autofree char *root = NULL;

  if (g_bytes_get_size (bytes) > BOOKGEN_IMPORT_MAX_BYTES)
    {
      fail_too_large (error, name);
      return NULL;
    }
  if (bookgen_import_is_zip (bytes))
    text = g_strdup ("");
  else if (!name_foreign (bytes))
    text = bookgen_decode_text (bytes, &source.length);
  if (!text)
    {
      fail_unknown (error, bytes, name);
      return NULL;
    }
  source.text = text;
  source.root = root = find_root (text);
  return import_source (&source, error);
}

BookgenImport *
bookgen_import_bytes (GBytes *bytes, const char *name, GError **error)
{
  g_autofree char *shown = name ? g_utf8_make_valid (name, -1) : g_strdup (_ ("the text"));

  return import_bytes (bytes, shown, NULL, error);
}

static gboolean
check_file (GFileInfo *info, const char *name, GError **error)
{
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNREADABLE,
                 _ ("“%s” is a folder. Give one file with the outline in it."), name);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR && g_file_info_get_file_type (info) != G_FILE_TYPE_UNKNOWN)
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNREADABLE,
                 _ ("“%s” is not a file with text in it."), name);
  else if (g_file_info_get_size (info) > BOOKGEN_IMPORT_MAX_BYTES)
    fail_too_large (error, name);
  else
    return TRUE;
  return FALSE;
}

/* Reads to the end or one byte past what may be: a file can grow after its size was asked. */
static GBytes *
read_all (GFile *file, GCancellable *cancellable, GError **error)
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
      if (all->len > BOOKGEN_IMPORT_MAX_BYTES)
        break;
    }
  return length < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static void
tell_unreadable (GError **error, const char *name)
{
  const char *format = _ ("“%s” could not be read. Copy it to this computer and try again.");
  g_auto (GStrv) halves = NULL;

  if ((*error)->domain != G_IO_ERROR || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    format = _ ("There is no file “%s”.");
  else if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    format = _ ("“%s” may not be read. Change its permissions, or copy it to your own folder, and try again.");
  halves = g_strsplit (format, "%s", 2);
  g_clear_error (error);
  g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNREADABLE, "%s%s%s", halves[0], name, halves[1] ? halves[1] : "");
}

static GBytes *
read_file (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
    file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (!info || !check_file (info, name, error))
    return NULL;
  return read_all (file, cancellable, error);
}

/* In a folder the Scrivener project is what can be read; else FILE itself. */
static GFile *
find_project (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileEnumerator) files = NULL;
  GFile *child;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
    files = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  while (files && g_file_enumerator_iterate (files, NULL, &child, cancellable, NULL) && child)
    {
      g_autofree char *name = g_file_get_basename (child);

      if (g_str_has_suffix (name, ".scrivx"))
        return g_object_ref (child);
    }
  return g_object_ref (file);
}

static BookgenImport *
import_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_utf8_make_valid (base ? base : "", -1);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = read_file (file, name, cancellable, &local);

  if (bytes)
    return import_bytes (bytes, name, file, error);
  if (local)
    tell_unreadable (&local, name);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

BookgenImport *
bookgen_import_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) project = find_project (file, cancellable);

  return import_file (project, cancellable, error);
}
