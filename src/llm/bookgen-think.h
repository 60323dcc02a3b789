/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes <think>…</think> (and thinking, thought, reasoning) out of an answer that comes in pieces. A block at the very
 * start is reasoning even when it is never closed; one that opens later and is never closed was no such block, and its text
 * comes back at the end, or once it is longer than any thinking between two sentences (256 KB). Inside backticks and fenced code such tags are an author's. A lone closing tag stays: what stands
 * before it was handed out already, and is cut where the whole text is known. */
typedef struct _BookgenThink BookgenThink;

BookgenThink *bookgen_think_new (void);
void bookgen_think_free (BookgenThink *self);
void bookgen_think_push (BookgenThink *self, const char *piece, gsize length, GString *out);
void bookgen_think_end (BookgenThink *self, GString *out);
/* Characters of reasoning taken out so far. */
gsize bookgen_think_get_removed (BookgenThink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenThink, bookgen_think_free)

G_END_DECLS
