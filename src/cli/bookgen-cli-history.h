/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bookgen-snapshot.h"

G_BEGIN_DECLS

/* The runs of a book, a line for each. */
void bookgen_cli_history_print (BookgenSnapshot *snapshot);
/* As the value of a member: an array of runs, each with the tasks that it asked a model for and what these used. */
gboolean bookgen_cli_history_add_json (BookgenSnapshot *snapshot, JsonBuilder *builder, GError **error);

G_END_DECLS
