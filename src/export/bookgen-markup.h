/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes XHTML with a stack of its elements, so that whatever comes in, what comes out is well-formed and every element
 * stands where its content model allows it. Two kinds of elements meet on the stack: ours, made from Markdown, which open
 * and close in pairs; and raw ones, from HTML in somebody's text, which may be unclosed, crossed or misplaced and can
 * never close one of ours.
 *
 * A paragraph and the inline elements in it are written when something stands in them: a block that comes inside a
 * paragraph splits it, and they open again behind the block. Nesting beyond 100 elements is written flat. */
typedef struct _BookgenMarkup BookgenMarkup;

BookgenMarkup *bookgen_markup_new (void);
void bookgen_markup_free (BookgenMarkup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenMarkup, bookgen_markup_free)

/* ATTRIBUTES is NULL or ready to write: ` id="x" class="y"`. NAME is one that bookgen_element_find () knows. */
void bookgen_markup_open (BookgenMarkup *self, const char *name, const char *attributes);
/* Closes the innermost element of ours, and every raw one in it. */
void bookgen_markup_close (BookgenMarkup *self);
/* An element without content: br, hr, wbr. */
void bookgen_markup_empty (BookgenMarkup *self, const char *name, const char *attributes);
/* LENGTH bytes of character data, or -1; escaped here. */
void bookgen_markup_text (BookgenMarkup *self, const char *text, gssize length);
/* Between blocks, to be readable: written where white space means nothing. */
void bookgen_markup_newline (BookgenMarkup *self);

/* A tag in raw HTML. FALSE when the element may not stand here: its content is kept, the element is not. */
gboolean bookgen_markup_open_raw (BookgenMarkup *self, const char *name, const char *attributes);
/* Ignored when no such raw element is open within the innermost element of ours. */
void bookgen_markup_close_raw (BookgenMarkup *self, const char *name);

/* Whether an element of this name is open. */
gboolean bookgen_markup_is_in (BookgenMarkup *self, const char *name);
/* Closes everything; ours to free. */
char *bookgen_markup_finish (BookgenMarkup *self);

G_END_DECLS
