/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an author gave: the texts in which a claim may stand. */
typedef struct _BookgenKnown BookgenKnown;

/* PARENT (nullable, borrowed): what is known besides, of the whole book. */
BookgenKnown *bookgen_known_new (BookgenKnown *parent);
void bookgen_known_free (BookgenKnown *self);
/* TEXT may be NULL. */
void bookgen_known_add (BookgenKnown *self, const char *text);
/* VALUE: of a BookgenNumber. */
gboolean bookgen_known_has_number (BookgenKnown *self, const char *value);
/* The LENGTH bytes stand there letter for letter. */
gboolean bookgen_known_has_string (BookgenKnown *self, const char *text, gsize length);
/* At least PERCENT of the phrases of the LENGTH bytes of TEXT stand there. */
gboolean bookgen_known_says (BookgenKnown *self, const char *text, gsize length, guint percent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenKnown, bookgen_known_free)

G_END_DECLS
