/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-bytes.h"
#include "bookgen-import-label.h"
#include "bookgen-import-outline.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-text.h"
#include "bookgen-import-title.h"
#include "bookgen-import-zip.h"

G_DEFINE_QUARK (bookgen-import-error-quark, bookgen_import_error)

#define UNKNOWN N_ ("“%s” is not an outline that can be read. Try Markdown, text, OPML, DOCX or ODT.")
#define TOO_LARGE N_ ("“%s” is too large for an outline: more than 64 MB. Take out pictures, or give only its contents.")

/* Of lines that may have been meant as chapters. */
#define MAX_LIKELY_TITLE_CHARS 60
#define MIN_LIKELY_TITLES 3

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
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_import_text_free);
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
  if (self->document)
    g_string_free (self->document, TRUE);
  g_ptr_array_unref (self->items);
  g_object_unref (self->outline);
  g_ptr_array_unref (self->texts);
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

/* How many lines TEXT has, where each could as well be a title; 0 where one could not. */
static guint
count_possible_titles (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint count = 0;

  for (guint i = 0; lines[i]; i++)
    if (g_utf8_strlen (g_strstrip (lines[i]), -1) > MAX_LIKELY_TITLE_CHARS || g_str_has_suffix (lines[i], "."))
      return 0;
    else
      count += *lines[i] != '\0';
  return count;
}

/* What looks like a list and became a single chapter was hardly meant so. */
static void
warn_of_single (BookgenImport *self)
{
  const BookgenImportItem *item = self->items->len == 1 ? g_ptr_array_index (self->items, 0) : NULL;
  guint lines = item && !item->marked ? count_possible_titles (item->brief) : 0;

  if (lines >= MIN_LIKELY_TITLES)
    g_ptr_array_add (self->warnings,
                     g_strdup_printf (_ ("Only one chapter was found, and the %u lines below it are its brief. If they are chapters, "
                                         "begin each with “- ” or a number and try again."), lines));
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
  warn_of_single (self);
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

const char *const *
bookgen_import_get_text_formats (void)
{
  static const char *const formats[] = { "markdown", "list", "indented", "org", "vimoutliner", "csv", NULL };

  return formats;
}

/* An outline with our own marks in it is recognised, never chosen. */
static gboolean
is_asked (const Reader *reader, const BookgenImportSource *source, const char *format)
{
  if (!format)
    return reader->recognises (source);
  return g_str_equal (reader->format, format) && reader->read != bookgen_import_marked_read;
}

static BookgenImport *
import_source (const BookgenImportSource *source, const char *format, GError **error)
{
  gboolean recognised = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (BookgenImport) import = NULL;

      if (!is_asked (&readers[i], source, format))
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

/* Markdown may begin with a line of HTML. */
static gboolean
is_markdown_below (const char *root, const char *text)
{
  static const char *const pieces[] = { "h1", "h2", "p", "div", "center", "a", "img", "br", "hr", "picture", "details", "table", "span", NULL };
  g_autofree char *folded = root ? g_ascii_strdown (root, -1) : NULL;

  return folded && g_strv_contains (pieces, folded) && (strstr (text, "\n# ") || strstr (text, "\n## ")) && !strstr (text, "</body>");
}

static BookgenImport *
import_bytes (GBytes *bytes, const char *name, GFile *file, const char *format, GError **error)
{
  g_autoptr (GHashTable) entries = NULL;
  BookgenImportSource source = { .bytes = bytes, .name = name, .file = file };
  g_autofree char *text = NULL;
  g_autofree char *root = NULL;

  if (g_bytes_get_size (bytes) > BOOKGEN_IMPORT_MAX_BYTES)
    {
      bookgen_import_fail_too_large (name, TOO_LARGE, error);
      return NULL;
    }
  if (bookgen_import_is_zip (bytes))
    text = g_strdup ("");
  else
    text = bookgen_import_dup_text (bytes, name, UNKNOWN, &source.length, error);
  if (!text)
    return NULL;
  source.text = text;
  source.entries = entries = bookgen_import_zip_dup_entries (bytes);
  root = find_root (text);
  source.root = is_markdown_below (root, text) ? NULL : root;
  return import_source (&source, bookgen_import_is_zip (bytes) ? NULL : format, error);
}

BookgenImport *
bookgen_import_bytes_as (GBytes *bytes, const char *name, const char *format, GError **error)
{
  g_autofree char *shown = name ? g_utf8_make_valid (name, -1) : g_strdup (_ ("the text"));

  return import_bytes (bytes, shown, NULL, format, error);
}

BookgenImport *
bookgen_import_bytes (GBytes *bytes, const char *name, GError **error)
{
  return bookgen_import_bytes_as (bytes, name, NULL, error);
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
import_file (GFile *file, const char *format, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = bookgen_import_dup_name (file);
  g_autoptr (GBytes) bytes = bookgen_import_read_file (file, BOOKGEN_IMPORT_MAX_BYTES, TOO_LARGE, cancellable, error);

  return bytes ? import_bytes (bytes, name, file, format, error) : NULL;
}

BookgenImport *
bookgen_import_file_as (GFile *file, const char *format, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) project = find_project (file, cancellable);

  return import_file (project, format, cancellable, error);
}

BookgenImport *
bookgen_import_file (GFile *file, GCancellable *cancellable, GError **error)
{
  return bookgen_import_file_as (file, NULL, cancellable, error);
}
