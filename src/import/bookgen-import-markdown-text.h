/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Markdown before it is parsed. */

/* Whether TEXT, of the file NAME, has no more markup than fits into memory. */
gboolean bookgen_import_markdown_is_parsable (const char *text, const char *name, GError **error);
/* "#Title": so Markdown was written before CommonMark asked for a space. TEXT with it; NULL where no two lines are like that. */
char *bookgen_import_markdown_dup_spaced (const char *text);

G_END_DECLS
