/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* What has changed in an outline, collected on the main loop for the store's thread to write. Collecting holds references
 * and copies no text, so that ten thousand units take a few milliseconds. */
typedef struct _BookgenOutlineChanges BookgenOutlineChanges;

BookgenOutlineChanges *bookgen_outline_changes_new (BookgenOutline *outline);
void bookgen_outline_changes_free (BookgenOutlineChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenOutlineChanges, bookgen_outline_changes_free)
/* The unit has left the tree: it and all below it keep their rows. */
void bookgen_outline_changes_add_removed (BookgenOutlineChanges *self, BookgenUnit *unit);
/* The unit's properties as they are now. */
void bookgen_outline_changes_add_unit (BookgenOutlineChanges *self, BookgenUnit *unit);
/* The same for it and all below it, with their order. */
void bookgen_outline_changes_add_branch (BookgenOutlineChanges *self, BookgenUnit *unit);
/* Which units are directly below PARENT (NULL: at the top level) now, and in which order. */
void bookgen_outline_changes_add_order (BookgenOutlineChanges *self, BookgenUnit *parent, GListModel *children);
/* Everything in the outline. */
void bookgen_outline_changes_add_all (BookgenOutlineChanges *self, BookgenOutline *outline);

gboolean bookgen_store_outline_write (BookgenConnection *connection, BookgenOutlineChanges *changes, GError **error);
/* The tree, without what is in the bin; NULL with error. */
BookgenOutline *bookgen_store_outline_load (BookgenConnection *connection, GError **error);
/* What is in the bin: at the top level each unit that was deleted by itself. */
BookgenOutline *bookgen_store_outline_load_binned (BookgenConnection *connection, GError **error);

G_END_DECLS
