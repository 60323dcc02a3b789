/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bookgen-usage.h"

G_BEGIN_DECLS

/* One object for a program, as --json prints them: one a line. */
JsonBuilder *bookgen_cli_object_new (void);
/* VALUE NULL: null. */
void bookgen_cli_object_add_string (JsonBuilder *self, const char *name, const char *value);
void bookgen_cli_object_add_int (JsonBuilder *self, const char *name, gint64 value);
void bookgen_cli_object_add_boolean (JsonBuilder *self, const char *name, gboolean value);
/* AMOUNT in parts of UNIT, with six decimals; null where it is not known (< 0). */
void bookgen_cli_object_add_amount (JsonBuilder *self, const char *name, gint64 amount, double unit);
/* Tokens, and "cost": null where a price is unknown. */
void bookgen_cli_object_add_usage (JsonBuilder *self, const BookgenUsage *usage);
/* Ends it, and prints it on standard output. */
void bookgen_cli_object_print (JsonBuilder *self);
void bookgen_cli_object_print_node (JsonNode *node);

G_END_DECLS
