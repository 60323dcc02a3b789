/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* What is read. */
typedef struct {
  GBytes *bytes;    /* borrowed */
  const char *text; /* the bytes decoded: UTF-8, lines end in \n; "" for an archive */
  gsize length;     /* of text */
  char *root;       /* owned; the local name of the root element where text is XML or HTML; NULL else */
  GHashTable *entries; /* borrowed; of an archive, see bookgen_import_zip_dup_entries (); NULL else */
  const char *name; /* the file's, never NULL; a hint only */
  GFile *file;      /* NULL where the bytes are in no file */
} BookgenImportSource;

/* An empty one, for a reader to fill. */
BookgenImport *bookgen_import_new (const char *format);

gboolean bookgen_import_source_has_suffix (const BookgenImportSource *source, const char *suffix);

/* A reader fills items (levels, raw titles, texts), title, author, notes and warnings; the front does the rest.
 * RECOGNISES is quick and may be wrong: where READ leaves no items and no error, the next reader is asked. */
#define BOOKGEN_IMPORT_READER(name)                                                                                     \
  gboolean bookgen_import_##name##_recognises (const BookgenImportSource *source);                                      \
  gboolean bookgen_import_##name##_read (const BookgenImportSource *source, BookgenImport *import, GError **error);

BOOKGEN_IMPORT_READER (docx)
BOOKGEN_IMPORT_READER (odt)
BOOKGEN_IMPORT_READER (epub)
BOOKGEN_IMPORT_READER (marked)
BOOKGEN_IMPORT_READER (ncx)
BOOKGEN_IMPORT_READER (opml)
BOOKGEN_IMPORT_READER (freemind)
BOOKGEN_IMPORT_READER (scrivener)
BOOKGEN_IMPORT_READER (html)
BOOKGEN_IMPORT_READER (json)
BOOKGEN_IMPORT_READER (org)
BOOKGEN_IMPORT_READER (vimoutliner)
BOOKGEN_IMPORT_READER (csv)
BOOKGEN_IMPORT_READER (markdown)
BOOKGEN_IMPORT_READER (list)
BOOKGEN_IMPORT_READER (indented)

/* For documents that hold an outline in plain paragraphs: TEXT as a list, numbered or indented lines. */
gboolean bookgen_import_read_plain (const char *text, const BookgenImportSource *source, BookgenImport *import, GError **error);

G_END_DECLS
