/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"
#include "bookgen-material.h"

G_BEGIN_DECLS

/* What an author gives a chapter to be written from: bytes of a text, Markdown, HTML, DOCX or ODT file in, its text as
 * Markdown out. Found by content; pure, bounded, and as safe as the readers of outlines. Safe in any thread, and for worker
 * threads where it may be long. Errors: BOOKGEN_IMPORT_ERROR. */
#define BOOKGEN_IMPORT_MATERIAL_MAX_BYTES (25 * 1024 * 1024)

/* The material for UNIT_ID ("": the book), named NAME, not yet stored. WARNINGS (nullable) gets sentences (char *) that say
 * what was left out. */
BookgenMaterial *bookgen_import_material_bytes (GBytes *bytes, const char *name, const char *unit_id, GPtrArray *warnings,
                                                GError **error);
/* The same of a file; reads at most 25 MB. Blocking. */
BookgenMaterial *bookgen_import_material_file (GFile *file, const char *unit_id, GPtrArray *warnings,
                                               GCancellable *cancellable, GError **error);
/* A note: TEXT (UTF-8) as it was typed or pasted. Its first words are its name. */
BookgenMaterial *bookgen_import_material_note (const char *text, const char *unit_id, GError **error);

G_END_DECLS
