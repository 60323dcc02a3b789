/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "bookgen-import.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

/* Reads TEXT (UTF-8) as XML: no network, no document type, no entities but those of XML and HTML. What is not well formed
 * is read as far as it goes, with a warning. Returns NULL, with ERROR, where nothing can be read or there are more than 4
 * million elements. Nodes are at most 256 deep, so they may be walked by recursion. */
xmlDoc *bookgen_import_xml_read (const char *text, gsize length, BookgenImport *import, GError **error);
/* The same for HTML, which is never ill-formed. */
xmlDoc *bookgen_import_xml_read_html (const char *text, gsize length, GError **error);

/* Whether NODE is an element of this name, in any namespace. NODE may be NULL. */
gboolean bookgen_import_xml_is (xmlNode *node, const char *name);
/* The first child, or the next sibling, of this name (NULL: any element); NULL where there is none. NODE may be NULL. */
xmlNode *bookgen_import_xml_child (xmlNode *node, const char *name);
xmlNode *bookgen_import_xml_next (xmlNode *node, const char *name);
/* The first element of this name in or below NODE. */
xmlNode *bookgen_import_xml_find (xmlNode *node, const char *name);
/* Attribute in any namespace; NULL where there is none. */
char *bookgen_import_xml_dup_attribute (xmlNode *node, const char *name);
gboolean bookgen_import_xml_attribute_is (xmlNode *node, const char *name, const char *value);
/* All text in NODE; "" for NULL. */
char *bookgen_import_xml_dup_text (xmlNode *node);
/* The text in NODE as paragraphs, lists with markers; what a browser does not show is left out. */
char *bookgen_import_xml_dup_paragraphs (xmlNode *node);
/* The same on one line, for titles. */
char *bookgen_import_xml_dup_line (xmlNode *node);
/* Whether a browser would not show it: scripts, "hidden", "display: none". */
gboolean bookgen_import_xml_is_invisible (xmlNode *node);
/* TEXT without the HTML in it, which some programs put where plain text belongs. Other names in <…> stay. */
char *bookgen_import_xml_strip (const char *text, gboolean one_line);

G_END_DECLS
