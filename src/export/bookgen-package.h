/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"

G_BEGIN_DECLS

/* The package document of EPUB 3.3 (section 5): what a book says about itself, every file in it, and their order. Files
 * are added in the order in which the archive has them. */
typedef struct _BookgenPackage BookgenPackage;

/* TITLE is not empty. */
BookgenPackage *bookgen_package_new (const BookgenManuscript *manuscript, const char *title);
void bookgen_package_free (BookgenPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPackage, bookgen_package_free)

/* "urn:uuid:…", of the package and the NCX. */
const char *bookgen_package_get_identifier (BookgenPackage *self);
/* HREF is relative to the package; PROPERTIES are NULL or those of the manifest ("nav"). */
void bookgen_package_add (BookgenPackage *self, const char *id, const char *href, const char *media_type,
                          const char *properties);
/* A picture in "images/". */
void bookgen_package_add_picture (BookgenPackage *self, const BookgenPicture *picture);
/* An added file comes next in the reading order. */
void bookgen_package_read_next (BookgenPackage *self, const char *id);
/* CHANGED_AT_S in seconds since 1970. Ours to free. */
char *bookgen_package_dup_document (BookgenPackage *self, gint64 changed_at_s);

G_END_DECLS
