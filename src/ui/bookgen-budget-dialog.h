/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-run.h"

G_BEGIN_DECLS

/* Asks what the book may cost now that its limit is reached, and goes on with the answer. */
void bookgen_budget_dialog_present (GtkWindow *parent, BookgenRun *run);

G_END_DECLS
