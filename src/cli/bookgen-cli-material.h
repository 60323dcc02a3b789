/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-cli-options.h"

G_BEGIN_DECLS

/* Reads what --material names and stores it in the book. What was left out is said on standard error. */
gboolean bookgen_cli_material_add (const BookgenCliOptions *options, BookgenBook *book, GError **error);
/* Says on standard error of which chapters' material a request to ENDPOINT holds only a part. */
void bookgen_cli_material_warn (BookgenBook *book, BookgenEndpoint *endpoint);

G_END_DECLS
