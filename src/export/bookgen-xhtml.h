/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"
#include "bookgen-references.h"

G_BEGIN_DECLS

/* One written chapter as a content document of EPUB 3.3, ours to free: well-formed XML whatever its Markdown holds. Raw
 * HTML that cannot be made so is shown as text. NOTES gains sentences about what could not be taken over. The error
 * (G_IO_ERROR_INVALID_DATA) names the chapter. */
char *bookgen_xhtml_chapter (const BookgenManuscript *manuscript, const BookgenSection *section, const char *page_id,
                             BookgenReferences *references, GPtrArray *notes, GError **error);

/* The title of a part or chapter as the book shows it: where the author gave none, "Chapter 3". Ours to free. */
char *bookgen_xhtml_dup_title (const BookgenManuscript *manuscript, const BookgenSection *section);

/* A whole document around BODY, which is markup. TITLE is plain text. */
char *bookgen_xhtml_document (const char *language, const char *title, const char *body);

G_END_DECLS
