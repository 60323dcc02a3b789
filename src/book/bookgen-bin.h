/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-bin-entry.h"
#include "bookgen-materials.h"
#include "bookgen-outline.h"
#include "bookgen-tasks.h"
#include "bookgen-texts.h"

G_BEGIN_DECLS

/* Which units left the outline, and where they stood; those with text or material in them are the entries that an author
 * sees. It knows what is stored and stores nothing. */
typedef struct _BookgenBin BookgenBin;

/* All are borrowed. Listens to the outline. */
BookgenBin *bookgen_bin_new (BookgenOutline *outline, BookgenTexts *texts, BookgenTasks *tasks, BookgenMaterials *materials);
void bookgen_bin_free (BookgenBin *self);
/* Takes the place of what is in it: BINNED is an array of BookgenBinned, the first deleted first. */
void bookgen_bin_load (BookgenBin *self, GPtrArray *binned);
/* Of BookgenBinEntry, latest first. Borrowed. */
GListModel *bookgen_bin_get_list (BookgenBin *self);
gboolean bookgen_bin_has (BookgenBin *self, BookgenBinEntry *entry);
/* The unit may have come to have text or material, although it is in the bin. */
void bookgen_bin_look_again (BookgenBin *self, const char *unit_id);
/* It is being forgotten, or (put back) could not be. */
void bookgen_bin_take (BookgenBin *self, BookgenBinEntry *entry);
void bookgen_bin_put_back (BookgenBin *self, BookgenBinEntry *entry);

G_END_DECLS
