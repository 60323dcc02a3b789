/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-xml.h"

G_BEGIN_DECLS

/* What the paragraph styles of a DOCX say about headings. ECMA-376 part 1: a paragraph is a heading by the outline level of its
 * style (17.3.1.20), which styles inherit by basedOn; 9 is body text. */
#define BOOKGEN_IMPORT_DOCX_BODY_LEVEL 9

/* By id. ROOT is the element "styles", or NULL where the document lost them. */
GHashTable *bookgen_import_docx_styles_new (xmlNode *root);
/* The level in paragraph properties themselves; -1 where they have none. */
int bookgen_import_docx_level_in (xmlNode *properties);
/* The level of the style of this id (NULL: none); -1 where it has none. */
int bookgen_import_docx_styles_get_level (GHashTable *self, const char *id);
gboolean bookgen_import_docx_styles_is_title (GHashTable *self, const char *id);
/* The lines of a contents table. */
gboolean bookgen_import_docx_styles_is_contents (GHashTable *self, const char *id);
/* The "val" of the child NAME of PARENT; NULL where there is none. */
char *bookgen_import_docx_dup_value (xmlNode *parent, const char *name);

G_END_DECLS
