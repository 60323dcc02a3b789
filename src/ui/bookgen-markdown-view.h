/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* A text in Markdown, with its headings styled as the desktop is, light or dark. */
#define BOOKGEN_TYPE_MARKDOWN_VIEW (bookgen_markdown_view_get_type ())
G_DECLARE_FINAL_TYPE (BookgenMarkdownView, bookgen_markdown_view, BOOKGEN, MARKDOWN_VIEW, GtkSourceView)

/* All of the text. It is no change of the author's: it cannot be undone, and the view cannot be edited
 * until it is allowed again. TEXT is nullable. */
void bookgen_markdown_view_fill (BookgenMarkdownView *self, const char *text);
/* Selects LENGTH bytes of the text and goes there; nothing happens where it has not so many. */
void bookgen_markdown_view_select (BookgenMarkdownView *self, gsize start, gsize length);

G_END_DECLS
