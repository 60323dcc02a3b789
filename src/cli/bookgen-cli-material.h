/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-cli-options.h"
#include "bookgen-cli-writer.h"

G_BEGIN_DECLS

/* Reads what --material names and stores it in the book. What was left out is said on standard error. */
gboolean bookgen_cli_material_add (const BookgenCliOptions *options, BookgenBook *book, GError **error);
/* Says on standard error of which chapters' material a request holds only a part. Where nothing is known of how much the model
 * reads, its endpoint is asked first. */
void bookgen_cli_material_warn (BookgenBook *book, BookgenCliWriter *writer);

G_END_DECLS
