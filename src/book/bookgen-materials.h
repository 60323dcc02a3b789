/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-material.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a book remembers of its material: the facts of each, unit by unit. It knows what is stored and stores nothing. */
typedef struct _BookgenMaterials BookgenMaterials;

BookgenMaterials *bookgen_materials_new (void);
void bookgen_materials_free (BookgenMaterials *self);
/* Makes it what ALL (of BookgenMaterial without text) says; lists follow. */
void bookgen_materials_load (BookgenMaterials *self, GPtrArray *all);
void bookgen_materials_add (BookgenMaterials *self, BookgenMaterial *facts);
/* FALSE where there is none that is there, or was taken away. */
gboolean bookgen_materials_remove (BookgenMaterials *self, gint64 id);
gboolean bookgen_materials_restore (BookgenMaterials *self, gint64 id);
gboolean bookgen_materials_has (BookgenMaterials *self, const char *unit_id);
/* Those of a unit in the order of their ids; the list follows. New reference. */
GListModel *bookgen_materials_dup_list (BookgenMaterials *self, const char *unit_id);
/* The unit is gone for good. */
void bookgen_materials_drop (BookgenMaterials *self, const char *unit_id);

G_END_DECLS
