/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-epub.h"

#include "bookgen-toc.h"
#include "bookgen-escape.h"
#include "bookgen-export-resources.h"
#include "bookgen-media-kind.h"
#include "bookgen-package.h"
#include "bookgen-well-formed.h"
#include "bookgen-wording.h"
#include "bookgen-xhtml.h"
#include "bookgen-zip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STYLE_RESOURCE "/org/example/BookGen/export/export.css"

static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n<rootfiles>\n"
    "<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
    "</rootfiles>\n</container>\n";

typedef struct {
  const BookgenManuscript *manuscript;
  BookgenReferences *references;
  BookgenPackage *package;
  GPtrArray *toc; /* BookgenTocEntry */
  BookgenZip *zip;
  GPtrArray *notes;
  char *title;
} Writer;

static void
writer_clear (Writer *self)
{
  g_free (self->title);
  bookgen_zip_free (self->zip);
  g_ptr_array_unref (self->toc);
  bookgen_package_free (self->package);
  bookgen_references_free (self->references);
}

static char *
dup_title (const BookgenManuscript *manuscript)
{
  g_autofree char *title = g_strstrip (g_utf8_make_valid (manuscript->title ? manuscript->title : "", -1));

  return g_strdup (*title ? title : bookgen_wording_get (manuscript->language, BOOKGEN_WORDING_UNTITLED));
}

static void
list_page (Writer *self, const char *page_id)
{
  g_autofree char *href = g_strdup_printf ("text/%s.xhtml", page_id);

  bookgen_package_add (self->package, page_id, href, "application/xhtml+xml", NULL);
  bookgen_package_read_next (self->package, page_id);
}

/* What visits each picture that an EPUB takes, in the order of the book. */
typedef gboolean (*PictureFunc) (Writer *self, const BookgenPicture *picture, GCancellable *cancellable, GError **error);

static gboolean
for_each_picture (Writer *self, PictureFunc function, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->manuscript->sections->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (self->manuscript->sections, i);

      for (guint j = 0; section->pictures && j < section->pictures->len; j++)
        {
          const BookgenPicture *picture = g_ptr_array_index (section->pictures, j);

          if (bookgen_media_kind_is_core (bookgen_picture_get (picture)->media_type)
              && !function (self, picture, cancellable, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
list_picture (Writer *self, const BookgenPicture *picture, GCancellable *cancellable, GError **error)
{
  bookgen_package_add_picture (self->package, picture);
  return TRUE;
}

/* Everything that is in the book, in the order of the archive. */
static void
list_files (Writer *self)
{
  bookgen_package_add (self->package, "nav", "text/nav.xhtml", "application/xhtml+xml", "nav");
  bookgen_package_add (self->package, "ncx", "toc.ncx", "application/x-dtbncx+xml", NULL);
  bookgen_package_add (self->package, "css", "css/book.css", "text/css", NULL);
  if (self->manuscript->rehearsal)
    list_page (self, "rehearsal");
  list_page (self, "title-page");
  bookgen_package_read_next (self->package, "nav");
  for (guint i = 0; i < self->toc->len; i++)
    list_page (self, ((const BookgenTocEntry *) g_ptr_array_index (self->toc, i))->page_id);
  for_each_picture (self, list_picture, NULL, NULL);
}

static void
writer_init (Writer *self, const BookgenManuscript *manuscript, GOutputStream *out, GPtrArray *notes)
{
  self->manuscript = manuscript;
  self->notes = notes;
  self->title = dup_title (manuscript);
  self->references = bookgen_references_new (manuscript);
  self->package = bookgen_package_new (manuscript, self->title);
  self->toc = bookgen_toc_new (manuscript, self->references);
  self->zip = bookgen_zip_new (out, manuscript->changed_at_ms / 1000);
  list_files (self);
}

/* Text of ours. It is looked at like the author's: no ill-formed file goes into a book. */
static gboolean
add_xml (Writer *self, const char *name, const char *document, GCancellable *cancellable, GError **error)
{
  gsize length = strlen (document);

  if (!bookgen_well_formed_check (document, length, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  return bookgen_zip_add (self->zip, name, document, length, BOOKGEN_ZIP_DEFLATE, cancellable, error);
}

static gboolean
add_page (Writer *self, const char *page_id, const char *title, const GString *body, GCancellable *cancellable,
          GError **error)
{
  g_autofree char *name = g_strdup_printf ("EPUB/text/%s.xhtml", page_id);
  g_autofree char *document = bookgen_xhtml_document (self->manuscript->language, title, body->str);

  return add_xml (self, name, document, cancellable, error);
}

static gboolean
add_rehearsal_page (Writer *self, GCancellable *cancellable, GError **error)
{
  const char *title = bookgen_wording_get (self->manuscript->language, BOOKGEN_WORDING_REHEARSAL_TITLE);
  g_autoptr (GString) body = g_string_new ("<section class=\"rehearsal\">\n<h1>");

  g_string_append_printf (body, "%s</h1>\n<p>%s</p>\n</section>", title,
                          bookgen_wording_get (self->manuscript->language, BOOKGEN_WORDING_REHEARSAL));
  return add_page (self, "rehearsal", title, body, cancellable, error);
}

static gboolean
add_title_page (Writer *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) body = g_string_new ("<section class=\"title-page\" epub:type=\"titlepage\">\n<h1>");
  const char *author = self->manuscript->author;

  bookgen_escape (body, self->title, -1);
  g_string_append (body, "</h1>\n");
  if (author && *author)
    {
      g_string_append (body, "<p>");
      bookgen_escape (body, author, -1);
      g_string_append (body, "</p>\n");
    }
  g_string_append (body, "</section>");
  return add_page (self, "title-page", self->title, body, cancellable, error);
}

static gboolean
add_part (Writer *self, const BookgenTocEntry *entry, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);

  g_string_append_printf (body, "<section class=\"part\" epub:type=\"part\" role=\"doc-part\" "
                                "aria-labelledby=\"%s-title\" id=\"%s\">\n<h1 id=\"%s-title\">",
                          entry->page_id, entry->page_id, entry->page_id);
  bookgen_escape (body, entry->title, -1);
  g_string_append (body, "</h1>\n</section>");
  return add_page (self, entry->page_id, entry->title, body, cancellable, error);
}

static gboolean
add_chapter (Writer *self, const BookgenTocEntry *entry, GCancellable *cancellable, GError **error)
{
  const BookgenSection *section = g_ptr_array_index (self->manuscript->sections, entry->section);
  g_autofree char *name = g_strdup_printf ("EPUB/text/%s.xhtml", entry->page_id);
  g_autofree char *document = bookgen_xhtml_chapter (self->manuscript, section, entry->page_id, self->references,
                                                     self->notes, error);

  return document
         && bookgen_zip_add (self->zip, name, document, strlen (document), BOOKGEN_ZIP_DEFLATE, cancellable, error);
}

static gboolean
add_package (Writer *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *document = bookgen_package_dup_document (self->package, self->manuscript->changed_at_ms / 1000);

  return add_xml (self, "EPUB/package.opf", document, cancellable, error);
}

static gboolean
add_contents (Writer *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *nav = bookgen_toc_dup_nav (self->toc, self->manuscript);
  g_autofree char *ncx = bookgen_toc_dup_ncx (self->toc, self->manuscript, self->title,
                                                   bookgen_package_get_identifier (self->package));

  return add_xml (self, "EPUB/text/nav.xhtml", nav, cancellable, error)
         && add_xml (self, "EPUB/toc.ncx", ncx, cancellable, error);
}

static gboolean
add_style (Writer *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) style = g_resource_lookup_data (bookgen_export_get_resource (), STYLE_RESOURCE,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return style
         && bookgen_zip_add (self->zip, "EPUB/css/book.css", g_bytes_get_data (style, NULL), g_bytes_get_size (style),
                             BOOKGEN_ZIP_DEFLATE, cancellable, error);
}

/* The order that OCF 3.3 asks for at the beginning (section 4.2.6.3), then that of the manifest. */
static gboolean
add_front (Writer *self, GCancellable *cancellable, GError **error)
{
  return bookgen_zip_add (self->zip, "mimetype", "application/epub+zip", 20, BOOKGEN_ZIP_STORE, cancellable, error)
         && add_xml (self, "META-INF/container.xml", container, cancellable, error)
         && add_package (self, cancellable, error) && add_contents (self, cancellable, error)
         && add_style (self, cancellable, error)
         && (!self->manuscript->rehearsal || add_rehearsal_page (self, cancellable, error))
         && add_title_page (self, cancellable, error);
}

static gboolean
add_sections (Writer *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->toc->len; i++)
    {
      const BookgenTocEntry *entry = g_ptr_array_index (self->toc, i);
      gboolean added = entry->kind == BOOKGEN_SECTION_PART ? add_part (self, entry, cancellable, error)
                                                           : add_chapter (self, entry, cancellable, error);
      if (!added)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_picture (Writer *self, const BookgenPicture *picture, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_strconcat ("EPUB/images/", picture->name, NULL);
  g_autoptr (GBytes) bytes = bookgen_manuscript_dup_bytes (self->manuscript, picture->media, error);

  return bytes
         && bookgen_zip_add (self->zip, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), BOOKGEN_ZIP_STORE,
                             cancellable, error);
}

gboolean
bookgen_epub_write (const BookgenManuscript *manuscript, GOutputStream *out, GPtrArray *notes, GCancellable *cancellable,
                    GError **error)
{
  Writer self = { NULL };
  gboolean written;

  writer_init (&self, manuscript, out, notes);
  written = add_front (&self, cancellable, error) && add_sections (&self, cancellable, error)
            && for_each_picture (&self, add_picture, cancellable, error) && bookgen_zip_finish (self.zip, cancellable, error);
  writer_clear (&self);
  return written;
}
