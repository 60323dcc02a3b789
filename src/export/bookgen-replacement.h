/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A new file that takes the place of TARGET only when it is whole: written beside it, synced, renamed. Until then, and when
 * it is freed without that, what is at TARGET stays as it was. */
typedef struct _BookgenReplacement BookgenReplacement;

/* TARGET may be a link: what it leads to is replaced. Errors: G_IO_ERROR. */
BookgenReplacement *bookgen_replacement_new (const char *target, GError **error);
/* Removes what was written, unless it has been put in place. */
void bookgen_replacement_free (BookgenReplacement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenReplacement, bookgen_replacement_free)

/* Borrowed, buffered. */
GOutputStream *bookgen_replacement_get_stream (BookgenReplacement *self);
/* Flushes, syncs and closes: a book of many files waits for its last one. Nothing is in place yet. */
gboolean bookgen_replacement_finish (BookgenReplacement *self, GCancellable *cancellable, GError **error);
/* Puts a finished file in place. */
gboolean bookgen_replacement_place (BookgenReplacement *self, GError **error);

G_END_DECLS
