/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-page.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-xml.h"
#include "bookgen-import-zip.h"

/* So many chapters are looked into for headings. */
#define MAX_SPINE 300

typedef struct {
  const BookgenImportSource *source; /* borrowed */
  BookgenImport *import;             /* borrowed */
  char *package_path;                /* owned */
  xmlDoc *package;                   /* owned */
} Epub;

gboolean
bookgen_import_epub_recognises (const BookgenImportSource *source)
{
  return bookgen_import_zip_has (source->entries, "META-INF/container.xml");
}

/* EPUB 2's contents, alone or in a book. */
gboolean
bookgen_import_ncx_recognises (const BookgenImportSource *source)
{
  return source->root && strcmp (source->root, "ncx") == 0;
}

static void
add_points (BookgenImport *import, xmlNode *parent, int level)
{
  for (xmlNode *point = bookgen_import_xml_child (parent, "navPoint"); point; point = bookgen_import_xml_next (point, "navPoint"))
    {
      xmlNode *label = bookgen_import_xml_child (point, "navLabel");
      g_autofree char *title = bookgen_import_xml_dup_text (bookgen_import_xml_child (label, "text"));

      bookgen_import_items_add (import->items, level, title);
      add_points (import, point, level + 1);
    }
}

static void
take_text (char **where, xmlNode *node)
{
  if (!node)
    return;
  g_free (*where);
  *where = bookgen_import_xml_dup_text (node);
}

gboolean
bookgen_import_ncx_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (xmlDoc) document = bookgen_import_xml_read (source->text, source->length, import, error);

  if (!document)
    return FALSE;
  xmlNode *root = xmlDocGetRootElement (document);
  take_text (&import->title, bookgen_import_xml_child (bookgen_import_xml_child (root, "docTitle"), "text"));
  take_text (&import->author, bookgen_import_xml_child (bookgen_import_xml_child (root, "docAuthor"), "text"));
  add_points (import, bookgen_import_xml_child (root, "navMap"), 0);
  return TRUE;
}

/* The label of an entry is the link or the span before its list. */
static char *
dup_label (xmlNode *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (xmlNode *child = entry->children; child && !bookgen_import_xml_is (child, "ol") && !bookgen_import_xml_is (child, "ul");
       child = child->next)
    {
      g_autofree char *piece = bookgen_import_xml_is_invisible (child) ? NULL : bookgen_import_xml_dup_text (child);
      g_string_append (text, piece ? piece : "");
    }
  return g_strdup (text->str);
}

static xmlNode *
list_in (xmlNode *node)
{
  xmlNode *list = bookgen_import_xml_child (node, "ol");

  return list ? list : bookgen_import_xml_child (node, "ul");
}

static void
add_entries (BookgenImport *import, xmlNode *list, int level)
{
  for (xmlNode *entry = bookgen_import_xml_child (list, "li"); entry; entry = bookgen_import_xml_next (entry, "li"))
    {
      g_autofree char *title = dup_label (entry);

      bookgen_import_items_add (import->items, level, title);
      add_entries (import, list_in (entry), level + 1);
    }
}

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) list = g_strsplit_set (words ? words : "", " \t\n", -1);

  return g_strv_contains ((const char *const *) list, word);
}

/* The contents among the navigation lists: epub:type="toc", else the first. */
static xmlNode *
find_contents (xmlNode *node)
{
  g_autofree char *type = bookgen_import_xml_dup_attribute (node, "type");

  if (bookgen_import_xml_is (node, "nav") && has_word (type, "toc"))
    return node;
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    {
      xmlNode *found = find_contents (child);
      if (found)
        return found;
    }
  return NULL;
}

static xmlDoc *
read_entry (Epub *epub, const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (epub->source->bytes, path, FALSE, &length, error);

  return text ? bookgen_import_xml_read (text, length, epub->import, error) : NULL;
}

/* A reference in the package document, as an entry's name: relative, percent-encoded. */
static char *
dup_path (Epub *epub, const char *href)
{
  g_autofree char *folder = g_path_get_dirname (epub->package_path);
  g_autofree char *plain = g_strndup (href, strcspn (href, "#"));
  g_autofree char *decoded = g_uri_unescape_string (plain, NULL);
  g_autofree char *joined = g_build_filename ("/", folder, decoded ? decoded : plain, NULL);
  g_autofree char *canonical = g_canonicalize_filename (joined, "/");

  return g_strdup (canonical + 1);
}

/* The manifest item with this property or id. */
static char *
dup_item_path (Epub *epub, const char *attribute, const char *word)
{
  xmlNode *manifest = bookgen_import_xml_child (xmlDocGetRootElement (epub->package), "manifest");

  for (xmlNode *item = bookgen_import_xml_child (manifest, "item"); item && word; item = bookgen_import_xml_next (item, "item"))
    {
      g_autofree char *value = bookgen_import_xml_dup_attribute (item, attribute);
      g_autofree char *href = bookgen_import_xml_dup_attribute (item, "href");

      if (href && has_word (value, word))
        return dup_path (epub, href);
    }
  return NULL;
}

static gboolean
open_package (Epub *epub, GError **error)
{
  g_autoptr (xmlDoc) container = read_entry (epub, "META-INF/container.xml", error);
  xmlNode *root = container ? bookgen_import_xml_find (xmlDocGetRootElement (container), "rootfile") : NULL;

  if (!container)
    return FALSE;
  epub->package_path = bookgen_import_xml_dup_attribute (root, "full-path");
  if (epub->package_path)
    epub->package = read_entry (epub, epub->package_path, error);
  else
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNREADABLE,
                 _ ("“%s” is a damaged EPUB: its list of contents is missing."), epub->source->name);
  return epub->package != NULL;
}

static void
read_nav (Epub *epub)
{
  g_autofree char *path = dup_item_path (epub, "properties", "nav");
  g_autoptr (xmlDoc) nav = path ? read_entry (epub, path, NULL) : NULL;
  xmlNode *contents = nav ? find_contents (xmlDocGetRootElement (nav)) : NULL;

  if (nav && !contents)
    contents = bookgen_import_xml_find (xmlDocGetRootElement (nav), "nav");
  if (contents)
    add_entries (epub->import, list_in (contents), 0);
}

static void
read_ncx (Epub *epub)
{
  xmlNode *spine = bookgen_import_xml_child (xmlDocGetRootElement (epub->package), "spine");
  g_autofree char *id = bookgen_import_xml_dup_attribute (spine, "toc");
  g_autofree char *named = dup_item_path (epub, "id", id);
  g_autofree char *path = named ? g_steal_pointer (&named) : dup_item_path (epub, "media-type", "application/x-dtbncx+xml");
  g_autoptr (xmlDoc) ncx = path ? read_entry (epub, path, NULL) : NULL;

  if (ncx)
    add_points (epub->import, bookgen_import_xml_find (xmlDocGetRootElement (ncx), "navMap"), 0);
}

static void
add_headings (BookgenImport *import, xmlNode *node)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_page_heading_level (child) > 0)
      {
        g_autofree char *title = bookgen_import_page_dup_line (child);
        bookgen_import_items_add (import->items, bookgen_import_page_heading_level (child), title);
      }
    else
      add_headings (import, child);
}

/* Where a book has no contents its chapters' headings are. */
static void
read_spine (Epub *epub)
{
  xmlNode *spine = bookgen_import_xml_child (xmlDocGetRootElement (epub->package), "spine");
  guint count = 0;
  gsize bytes = 0;

  for (xmlNode *ref = bookgen_import_xml_child (spine, "itemref"); ref && count++ < MAX_SPINE && bytes < BOOKGEN_IMPORT_MAX_BYTES; ref = bookgen_import_xml_next (ref, "itemref"))
    {
      g_autofree char *id = bookgen_import_xml_dup_attribute (ref, "idref");
      g_autofree char *path = dup_item_path (epub, "id", id);
      gsize length = 0;
      g_autofree char *text = path ? bookgen_import_zip_dup_text (epub->source->bytes, path, TRUE, &length, NULL) : NULL;
      g_autoptr (xmlDoc) page = text ? bookgen_import_xml_read (text, length, epub->import, NULL) : NULL;

      bytes += length;
      if (page)
        add_headings (epub->import, xmlDocGetRootElement (page));
    }
}

static void
read_metadata (Epub *epub)
{
  xmlNode *metadata = bookgen_import_xml_child (xmlDocGetRootElement (epub->package), "metadata");

  if (!metadata)
    return;
  take_text (&epub->import->title, bookgen_import_xml_find (metadata, "title"));
  take_text (&epub->import->author, bookgen_import_xml_find (metadata, "creator"));
}

gboolean
bookgen_import_epub_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  Epub epub = { .source = source, .import = import };
  gboolean ok = open_package (&epub, error);

  if (ok)
    {
      read_metadata (&epub);
      read_nav (&epub);
      if (import->items->len == 0)
        read_ncx (&epub);
      if (import->items->len == 0)
        read_spine (&epub);
    }
  g_free (epub.package_path);
  if (epub.package)
    xmlFreeDoc (epub.package);
  return ok;
}
