/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-client.h"
#include "bookgen-desks.h"
#include "bookgen-library.h"

G_BEGIN_DECLS

/* The program: one process, however often it is started. It holds what outlives a window's page: the shelf, the open books
 * (a run goes on while the shelf is shown) and the one HTTP client. It asks before it quits in the middle of writing. */
#define BOOKGEN_TYPE_APPLICATION (bookgen_application_get_type ())
G_DECLARE_FINAL_TYPE (BookgenApplication, bookgen_application, BOOKGEN, APPLICATION, AdwApplication)

BookgenApplication *bookgen_application_new (void);
BookgenLibrary *bookgen_application_get_library (BookgenApplication *self); /* borrowed */
BookgenDesks *bookgen_application_get_desks (BookgenApplication *self);       /* borrowed */

G_END_DECLS
