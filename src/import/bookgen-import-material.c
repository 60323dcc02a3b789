/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-material.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-bytes.h"
#include "bookgen-import-html-text.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-title.h"
#include "bookgen-import-zip.h"
#include "bookgen-revision.h"

#define UNKNOWN N_ ("“%s” holds no text that can be read. Give Markdown, text, HTML, DOCX or ODT.")
#define TOO_LARGE N_ ("“%s” is larger than 25 MB. Divide it, or take out pictures, and drop that.")
#define NOTE_NAME_CHARS 40

/* What was read of a file. */
typedef struct {
  const char *media_type;
  char *text; /* owned */
  guint pictures;
} Extract;

/* Archives */

typedef struct {
  const char *media_type;
  gboolean (*recognises) (const BookgenImportSource *source);
  gboolean (*read) (const BookgenImportSource *source, BookgenImport *import, GError **error);
} Document;

static const Document documents[] = {
  { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", bookgen_import_docx_recognises,
    bookgen_import_docx_read },
  { "application/vnd.oasis.opendocument.text", bookgen_import_odt_recognises, bookgen_import_odt_read },
};

static gboolean
extract_document (const Document *document, const BookgenImportSource *source, Extract *extract, GPtrArray *warnings,
                  GError **error)
{
  g_autoptr (BookgenImport) import = bookgen_import_new ("");

  import->document = g_string_new (NULL);
  if (!document->read (source, import, error))
    return FALSE;
  extract->media_type = document->media_type;
  extract->text = g_strdup (import->document->str);
  extract->pictures = import->pictures;
  for (guint i = 0; warnings && i < import->warnings->len; i++)
    g_ptr_array_add (warnings, g_strdup (import->warnings->pdata[i]));
  return TRUE;
}

static gboolean
extract_archive (const BookgenImportSource *source, Extract *extract, GPtrArray *warnings, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    if (documents[i].recognises (source))
      return extract_document (&documents[i], source, extract, warnings, error);
  g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN,
               _ ("“%s” is an archive without a document that can be read. Unpack it, and drop the text in it."), source->name);
  return FALSE;
}

/* Texts */

static gboolean
is_page (const char *text, const BookgenImportSource *source)
{
  const char *start = text + strspn (text, " \t\n");

  return g_ascii_strncasecmp (start, "<!doctype html", 14) == 0 || g_ascii_strncasecmp (start, "<html", 5) == 0 ||
         (*start == '<' && (bookgen_import_source_has_suffix (source, ".html") || bookgen_import_source_has_suffix (source, ".htm") ||
                            bookgen_import_source_has_suffix (source, ".xhtml")));
}

static gboolean
extract_page (const char *text, gsize length, Extract *extract, GError **error)
{
  g_autoptr (xmlDoc) document = bookgen_import_xml_read_html (text, length, error);

  if (!document)
    return FALSE;
  extract->media_type = "text/html";
  extract->text = bookgen_import_html_dup_markdown (xmlDocGetRootElement (document), &extract->pictures);
  return TRUE;
}

static gboolean
extract_text (const BookgenImportSource *source, Extract *extract, GError **error)
{
  gsize length;
  g_autofree char *text = bookgen_import_dup_text (source->bytes, source->name, UNKNOWN, &length, error);

  if (!text)
    return FALSE;
  if (is_page (text, source))
    return extract_page (text, length, extract, error);
  extract->media_type = bookgen_import_source_has_suffix (source, ".md") || bookgen_import_source_has_suffix (source, ".markdown")
                            ? "text/markdown"
                            : "text/plain";
  extract->text = g_steal_pointer (&text);
  return TRUE;
}

/* What became of it */

static void
warn (GPtrArray *warnings, char *sentence)
{
  if (warnings)
    g_ptr_array_add (warnings, sentence);
  else
    g_free (sentence);
}

static void
warn_of_pictures (GPtrArray *warnings, guint count)
{
  if (count > 0)
    warn (warnings, g_strdup_printf (ngettext ("%u picture was left out: only text is read.",
                                               "%u pictures were left out: only text is read.", count),
                                     count));
}

static void
warn_of_cut (GPtrArray *warnings, const char *text, BookgenMaterial *material)
{
  guint words = bookgen_material_get (material)->words;

  if (strlen (text) > BOOKGEN_MATERIAL_MAX_TEXT_BYTES)
    warn (warnings, g_strdup_printf (_ ("The text is longer than a book can keep of one file: the first %u of %u pages are kept."),
                                     bookgen_material_count_pages (words),
                                     bookgen_material_count_pages (bookgen_revision_count_words (text))));
}

static BookgenMaterial *
make_material (const Extract *extract, const BookgenImportSource *source, const char *unit_id, GPtrArray *warnings)
{
  const BookgenMaterialData data = {
    .unit_id = (char *) unit_id,
    .name = (char *) source->name,
    .media_type = (char *) extract->media_type,
    .size_bytes = g_bytes_get_size (source->bytes),
    .text = g_strstrip (extract->text),
    .added_at_ms = g_get_real_time () / 1000,
  };
  BookgenMaterial *material = bookgen_material_new (&data);

  warn_of_pictures (warnings, extract->pictures);
  warn_of_cut (warnings, extract->text, material);
  return material;
}

static BookgenMaterial *
fail_empty (const char *name, GError **error)
{
  g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_EMPTY, _ ("There is no text in “%s”. Give one with words in it."),
               name);
  return NULL;
}

BookgenMaterial *
bookgen_import_material_bytes (GBytes *bytes, const char *name, const char *unit_id, GPtrArray *warnings, GError **error)
{
  g_autofree char *shown = name ? g_utf8_make_valid (name, -1) : g_strdup (_ ("the text"));
  g_autoptr (GHashTable) entries = NULL;
  BookgenImportSource source = { .bytes = bytes, .text = "", .name = shown };
  Extract extract = { 0 };
  BookgenMaterial *material = NULL;
  gboolean ok;

  if (g_bytes_get_size (bytes) > BOOKGEN_IMPORT_MATERIAL_MAX_BYTES)
    {
      bookgen_import_fail_too_large (shown, TOO_LARGE, error);
      return NULL;
    }
  source.entries = entries = bookgen_import_zip_dup_entries (bytes);
  ok = bookgen_import_is_zip (bytes) ? extract_archive (&source, &extract, warnings, error)
                                     : extract_text (&source, &extract, error);
  if (ok)
    material = *g_strstrip (extract.text) ? make_material (&extract, &source, unit_id, warnings) : fail_empty (shown, error);
  g_free (extract.text);
  return material;
}

BookgenMaterial *
bookgen_import_material_file (GFile *file, const char *unit_id, GPtrArray *warnings, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = bookgen_import_dup_name (file);
  g_autoptr (GBytes) bytes = bookgen_import_read_file (file, BOOKGEN_IMPORT_MATERIAL_MAX_BYTES, TOO_LARGE, cancellable, error);

  return bytes ? bookgen_import_material_bytes (bytes, name, unit_id, warnings, error) : NULL;
}

/* Notes */

/* The first line, cut at the last word that fits. */
static char *
dup_note_name (const char *text)
{
  g_autofree char *first = g_strndup (text, strcspn (text, "\n"));
  g_autofree char *line = bookgen_import_title_collapse (first + strspn (first, "#-*> \t"));
  g_autofree char *cut = NULL;
  char *space;

  if (g_utf8_strlen (line, -1) <= NOTE_NAME_CHARS)
    return *line ? g_steal_pointer (&line) : g_strdup (_ ("Note"));
  cut = g_utf8_substring (line, 0, NOTE_NAME_CHARS);
  space = strrchr (cut, ' ');
  if (space)
    *space = '\0';
  return g_strconcat (cut, "…", NULL);
}

BookgenMaterial *
bookgen_import_material_note (const char *text, const char *unit_id, GError **error)
{
  g_autofree char *clean = g_strstrip (g_utf8_make_valid (text, -1));
  g_autofree char *name = dup_note_name (clean);
  const BookgenMaterialData data = {
    .unit_id = (char *) unit_id,
    .name = name,
    .media_type = (char *) "text/markdown",
    .is_note = TRUE,
    .size_bytes = strlen (clean),
    .text = clean,
    .added_at_ms = g_get_real_time () / 1000,
  };

  return *clean ? bookgen_material_new (&data) : fail_empty (_ ("the note"), error);
}
