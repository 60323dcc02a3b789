/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-client.h"
#include "bookgen-desk.h"
#include "bookgen-library.h"

G_BEGIN_DECLS

/* The program: one process, however often it is started. It holds what outlives a window's page: the shelf, the open books
 * (a run goes on while the shelf is shown) and the one HTTP client. It asks before it quits in the middle of writing. */
#define BOOKGEN_TYPE_APPLICATION (bookgen_application_get_type ())
G_DECLARE_FINAL_TYPE (BookgenApplication, bookgen_application, BOOKGEN, APPLICATION, AdwApplication)

BookgenApplication *bookgen_application_new (void);
BookgenLibrary *bookgen_application_get_library (BookgenApplication *self); /* borrowed */
/* Puts BOOK on a desk of its own. Borrowed. */
BookgenDesk *bookgen_application_add_desk (BookgenApplication *self, BookgenBook *book);
/* The desk of the book at PATH; NULL when it is not open. Borrowed. */
BookgenDesk *bookgen_application_find_desk (BookgenApplication *self, const char *path);
/* Closes the book, unless something is being written: then its desk stays. */
void bookgen_application_leave_desk (BookgenApplication *self, BookgenDesk *desk);

G_END_DECLS
