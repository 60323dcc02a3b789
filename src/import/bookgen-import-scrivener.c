/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-decode.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-xml.h"
#include "bookgen-import-zip.h"

#define MAX_SYNOPSIS_BYTES (256 * 1024)

typedef struct {
  BookgenImport *import; /* borrowed */
  GFile *folder;         /* borrowed, nullable: the project's */
  GHashTable *packed;    /* borrowed, nullable: texts in the archive the project is in, by name */
  const char *prefix;    /* borrowed: of those names */
} Walk;

gboolean
bookgen_import_scrivener_recognises (const BookgenImportSource *source)
{
  g_autofree char *packed = source->root ? NULL : bookgen_import_zip_find (source->bytes, ".scrivx");

  return packed || g_strcmp0 (source->root, "ScrivenerProject") == 0;
}

static char *
load_text (GFile *file)
{
  g_autoptr (GFileInputStream) in = g_file_read (file, NULL, NULL);
  g_autoptr (GBytes) bytes = in ? g_input_stream_read_bytes (G_INPUT_STREAM (in), MAX_SYNOPSIS_BYTES, NULL, NULL) : NULL;
  gsize length;

  return bytes ? bookgen_decode_text (bytes, &length) : NULL;
}

/* An id becomes part of a path: nothing but letters, digits and "-". */
static gboolean
is_id (const char *id)
{
  return id && *id && id[strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-")] == '\0';
}

/* Scrivener 3 keeps it in Files/Data/UUID/, Scrivener 2 in Files/Docs/ID_synopsis.txt. */
static char *
dup_synopsis (Walk *walk, xmlNode *node)
{
  g_autofree char *uuid = bookgen_import_xml_dup_attribute (node, "UUID");
  g_autofree char *id = bookgen_import_xml_dup_attribute (node, "ID");
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  if (is_id (uuid))
    path = g_strdup_printf ("Files/Data/%s/synopsis.txt", uuid);
  else if (is_id (id))
    path = g_strdup_printf ("Files/Docs/%s_synopsis.txt", id);
  else
    return NULL;
  if (walk->packed)
    {
      g_autofree char *name = g_strconcat (walk->prefix, path, NULL);
      return g_strdup (g_hash_table_lookup (walk->packed, name));
    }
  file = walk->folder ? g_file_resolve_relative_path (walk->folder, path) : NULL;
  return file ? load_text (file) : NULL;
}

static guint
target_of (xmlNode *node)
{
  xmlNode *target = bookgen_import_xml_child (bookgen_import_xml_child (node, "TextSettings"), "Target");
  g_autofree char *text = bookgen_import_xml_dup_text (target);

  if (!bookgen_import_xml_attribute_is (target, "Type", "Words"))
    return 0;
  return MIN (g_ascii_strtoull (text, NULL, 10), 1000000);
}

static void
add_children (Walk *walk, xmlNode *parent, int level)
{
  xmlNode *children = bookgen_import_xml_child (parent, "Children");

  for (xmlNode *node = bookgen_import_xml_child (children, "BinderItem"); node; node = bookgen_import_xml_next (node, "BinderItem"))
    {
      g_autofree char *title = bookgen_import_xml_dup_text (bookgen_import_xml_child (node, "Title"));
      g_autofree char *synopsis = dup_synopsis (walk, node);
      BookgenImportItem *item = bookgen_import_items_add (walk->import->items, level, title);

      if (synopsis)
        bookgen_import_item_add_text (item, g_strstrip (synopsis), -1);
      item->target_words = target_of (node);
      add_children (walk, node, level + 1);
    }
}

static xmlNode *
find_draft (xmlNode *binder)
{
  xmlNode *node = bookgen_import_xml_child (binder, "BinderItem");

  /* By its type: its name is translated. Research and the bin lie beside it and are not the book. */
  while (node && !bookgen_import_xml_attribute_is (node, "Type", "DraftFolder"))
    node = bookgen_import_xml_next (node, "BinderItem");
  return node;
}

static void
read_project (Walk *walk, xmlDoc *document)
{
  BookgenImport *import = walk->import;
  xmlNode *root = xmlDocGetRootElement (document), *project = bookgen_import_xml_find (root, "ProjectTitle");
  g_autofree char *author = bookgen_import_xml_dup_attribute (root, "Author");

  if (author)
    {
      g_free (import->author);
      import->author = g_steal_pointer (&author);
    }
  if (project)
    {
      g_free (import->title);
      import->title = bookgen_import_xml_dup_text (project);
    }
  add_children (walk, find_draft (bookgen_import_xml_child (root, "Binder")), 0);
}

/* A project's folder, packed to be sent. ENTRY is its binder. */
static gboolean
read_packed (const BookgenImportSource *source, BookgenImport *import, char *entry, GError **error)
{
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (source->bytes, entry, FALSE, &length, error);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, import, error) : NULL;
  g_autoptr (GHashTable) packed = document ? bookgen_import_zip_dup_texts (source->bytes, "synopsis.txt", MAX_SYNOPSIS_BYTES) : NULL;
  Walk walk = { .import = import, .packed = packed, .prefix = entry };

  if (!document)
    return FALSE;
  entry[strrchr (entry, '/') ? strrchr (entry, '/') + 1 - entry : 0] = '\0';
  read_project (&walk, document);
  return TRUE;
}

gboolean
bookgen_import_scrivener_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autofree char *entry = source->root ? NULL : bookgen_import_zip_find (source->bytes, ".scrivx");
  g_autoptr (GFile) folder = source->file ? g_file_get_parent (source->file) : NULL;
  Walk walk = { .import = import, .folder = folder };

  if (entry)
    return read_packed (source, import, entry, error);
  g_autoptr (xmlDoc) document = bookgen_import_xml_read (source->text, source->length, import, error);
  if (!document)
    return FALSE;
  read_project (&walk, document);
  return TRUE;
}
