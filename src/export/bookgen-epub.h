/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"

G_BEGIN_DECLS

/* Writes the manuscript as an EPUB 3.3 to OUT, one page at a time. The same manuscript gives the same bytes on every
 * machine. NOTES gains sentences about what could not be taken over. Neither flushes nor closes the stream. Errors:
 * G_IO_ERROR; INVALID_DATA when a chapter cannot be made into a page. */
gboolean bookgen_epub_write (const BookgenManuscript *manuscript, GOutputStream *out, GPtrArray *notes,
                             GCancellable *cancellable, GError **error);

G_END_DECLS
