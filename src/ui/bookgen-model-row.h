/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row to type a model's name into, or to choose one of those the provider offers. Signal "wanted": the menu was opened,
 * and its names may have to be asked for. */
#define BOOKGEN_TYPE_MODEL_ROW (bookgen_model_row_get_type ())
G_DECLARE_FINAL_TYPE (BookgenModelRow, bookgen_model_row, BOOKGEN, MODEL_ROW, AdwEntryRow)

/* NAMES: of GtkStringObject; rows may share them. */
void bookgen_model_row_set_names (BookgenModelRow *self, GListModel *names);
/* What the menu says while it is empty. */
void bookgen_model_row_set_note (BookgenModelRow *self, const char *note);

G_END_DECLS
