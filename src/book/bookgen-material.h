/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Something an author gave a chapter, or the whole book, to be written from: the text of a file, or a note. The book keeps
 * what was read of a file, as Markdown or plain text, and not the file. It is read by nothing but its chapter (that of the
 * book by every one). Immutable. */
#define BOOKGEN_TYPE_MATERIAL (bookgen_material_get_type ())
G_DECLARE_FINAL_TYPE (BookgenMaterial, bookgen_material, BOOKGEN, MATERIAL, GObject)

/* What a book takes at most of one text: a readers' page has about 280 words. */
#define BOOKGEN_MATERIAL_MAX_TEXT_BYTES (8 * 1024 * 1024)
#define BOOKGEN_WORDS_A_PAGE 280

typedef struct {
  gint64 id;        /* the store's; 0 before it is stored */
  char *unit_id;    /* "" for the book */
  char *name;       /* the file's, or what the note is called */
  char *media_type; /* "text/markdown", "application/vnd.oasis.opendocument.text", …: of what was given */
  gboolean is_note; /* typed or pasted, not from a file */
  gsize size_bytes; /* of the file; of a note its text's */
  char *text;       /* UTF-8; NULL where only the facts were loaded */
  char *digest;     /* SHA-256 of the text, hexadecimal: what a chapter was made from */
  guint words;
  gint64 added_at_ms; /* since 1970, UTC */
} BookgenMaterialData;

/* Copies DATA. Digest and words are counted where DATA has a text and no digest, which takes time with its length: for
 * worker threads where that may be more than a few pages. Text beyond BOOKGEN_MATERIAL_MAX_TEXT_BYTES is cut off. */
BookgenMaterial *bookgen_material_new (const BookgenMaterialData *data);
/* Borrowed, for the material's life. */
const BookgenMaterialData *bookgen_material_get (BookgenMaterial *self);
/* At least 1. */
guint bookgen_material_count_pages (guint words);

G_END_DECLS
