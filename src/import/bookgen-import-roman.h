/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "V" is 5; 0 for what is no Roman digit. */
guint bookgen_import_roman_digit (char c);
/* The length of the Roman number at the start of TEXT, written as it should be, so that "mix" and "dim" are words; *VALUE is its value.
 * 0 where there is none, or one past 399. */
gsize bookgen_import_roman_scan (const char *text, guint *value);

G_END_DECLS
