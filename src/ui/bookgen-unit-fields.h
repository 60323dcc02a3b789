/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* What stands beside the brief of one line of the outline: how long it is to be, who writes it, what kind it is, whether it is
 * in the book, whether it is locked, what it waits for. Each change is a command of the outline. */
#define BOOKGEN_TYPE_UNIT_FIELDS (bookgen_unit_fields_get_type ())
G_DECLARE_FINAL_TYPE (BookgenUnitFields, bookgen_unit_fields, BOOKGEN, UNIT_FIELDS, GtkWidget)

/* Both nullable. */
void bookgen_unit_fields_show (BookgenUnitFields *self, BookgenOutline *outline, BookgenUnit *unit);

G_END_DECLS
