/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-library.h"

G_BEGIN_DECLS

#define BOOKGEN_LIBRARY_SUFFIX ".bookgen"

/* For the files that make up the shelf: bookgen-library.c (the list of what is in the folder), -files.c (names of files,
 * adding, throwing away). */
const char *bookgen_library_get_folder (BookgenLibrary *self);
/* Whether a file of this name is shown on the shelf. */
gboolean bookgen_library_is_book_name (const char *name);

G_END_DECLS
