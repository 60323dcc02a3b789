/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"
#include "bookgen-outline-text.h"

G_BEGIN_DECLS

/* Writes the manuscript to TARGET in the kind that its name tells (bookgen-export.h). NOTES gains sentences about what could
 * not be taken over. Errors: G_IO_ERROR; NOT_FOUND when nothing is written yet, INVALID_ARGUMENT for a name that tells no
 * kind. Messages are sentences for the author. */
gboolean bookgen_edition_write (const BookgenManuscript *manuscript, const char *target, GPtrArray *notes,
                                GCancellable *cancellable, GError **error);

/* The same for the outline alone, which may have no text yet. */
gboolean bookgen_edition_write_outline (BookgenOutline *outline, const char *title, const char *author,
                                        BookgenOutlineTextForm form, const char *target, GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
