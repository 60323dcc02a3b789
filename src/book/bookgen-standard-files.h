/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* To be called first of all. A file that is opened while standard input, output or error is closed gets its number, and what is
 * then printed goes into that file: it may be a book. */
void bookgen_standard_files_open (void);

G_END_DECLS
