/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of text, taken apart. */
typedef struct {
  const char *start; /* borrowed, not ended: the line itself */
  char *text;        /* owned; without indentation and trailing space, "" for an empty line */
  guint indent;      /* in columns, a tab to the next fourth */
  guint tabs;        /* how many tabs it begins with */
} BookgenImportLine;

/* Whether LINE is drawn with signs: "=====", "* * *" is not. */
gboolean bookgen_import_line_is_rule (const char *line);
/* TEXT as an array of BookgenImportLine, at most LIMIT; the lines' text goes with it. A line that is drawn is an empty one. */
GArray *bookgen_import_lines_split (const char *text, guint limit);
/* The line at INDEX, and the next one after it that is not empty; NULL past the end. Borrowed. */
BookgenImportLine *bookgen_import_lines_at (GArray *lines, guint index);
BookgenImportLine *bookgen_import_lines_next (GArray *lines, guint index);
/* Whether the line at INDEX is empty, or past the end. */
gboolean bookgen_import_lines_are_blank (GArray *lines, guint index);

G_END_DECLS
