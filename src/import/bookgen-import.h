/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-item.h"
#include "bookgen-outline.h"

G_BEGIN_DECLS

/* The front of all importers: bytes of somebody's outline in, an outline out. Pure and bounded; found by content, the name
 * is only a hint. Safe in any thread. */
typedef enum {
  BOOKGEN_IMPORT_ERROR_UNREADABLE, /* not there, a directory, not allowed */
  BOOKGEN_IMPORT_ERROR_TOO_LARGE,  /* past 64 MB, 200,000 items or depth 64 */
  BOOKGEN_IMPORT_ERROR_UNKNOWN,    /* no format we know */
  BOOKGEN_IMPORT_ERROR_EMPTY,      /* read, but no chapter in it */
} BookgenImportError;
#define BOOKGEN_IMPORT_ERROR (bookgen_import_error_quark ())
GQuark bookgen_import_error_quark (void);

#define BOOKGEN_IMPORT_MAX_BYTES (64 * 1024 * 1024)

typedef struct {
  char *format;            /* "markdown", "list", "numbered", "indented", … */
  char *title;             /* the book's, where the file has one; "" else */
  char *author;            /* likewise */
  char *notes;             /* text before the first item and below the book's title, Markdown; may be empty */
  GPtrArray *items;        /* of BookgenImportItem: the whole tree as the file has it, in reading order */
  BookgenOutline *outline; /* parts and chapters (modules and lessons); what is deeper stands in the briefs */
  GPtrArray *texts;        /* of BookgenImportText (bookgen-import-text.h): of every unit that has one */
  GPtrArray *warnings;     /* sentences: what was not understood */

  /* For the readers only. */
  gboolean titled;   /* the title is the document's in so many words ("#+TITLE"): no heading takes its place */
  GString *preamble; /* becomes notes */
  GString *document; /* where the whole text is wanted and no outline: readers of documents write it here, as Markdown */
  guint pictures;    /* that were left out of it */
} BookgenImport;

void bookgen_import_free (BookgenImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenImport, bookgen_import_free)

/* NAME is the file's name or NULL. */
BookgenImport *bookgen_import_bytes (GBytes *bytes, const char *name, GError **error);
/* What a plain text may have been meant as, whatever it looks like: "markdown", "list", …; NULL-terminated, static. */
const char *const *bookgen_import_get_text_formats (void);
/* The same, read as FORMAT, one of these (NULL: found by content). An archive is read as what it is. */
BookgenImport *bookgen_import_bytes_as (GBytes *bytes, const char *name, const char *format, GError **error);
/* Reads FILE (at most 64 MB; of a folder, the Scrivener project in it) and imports it. Blocking: for worker threads and the
 * terminal. */
BookgenImport *bookgen_import_file (GFile *file, GCancellable *cancellable, GError **error);
BookgenImport *bookgen_import_file_as (GFile *file, const char *format, GCancellable *cancellable, GError **error);

G_END_DECLS
