/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bookgen-finding.h"

G_BEGIN_DECLS

/* A finding of a book: with the chapter it is in, and whether the author has settled it. Immutable. */
#define BOOKGEN_TYPE_BOOK_FINDING (bookgen_book_finding_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBookFinding, bookgen_book_finding, BOOKGEN, BOOK_FINDING, GObject)

/* FINDING is taken. REVISION_ID: of the text that its place is in. */
BookgenBookFinding *bookgen_book_finding_new (const char *unit_id, gint64 revision_id, BookgenFinding *finding);
/* Borrowed, for its life, as all below. */
const BookgenFinding *bookgen_book_finding_get (BookgenBookFinding *self);
const char *bookgen_book_finding_get_unit_id (BookgenBookFinding *self);
gint64 bookgen_book_finding_get_revision_id (BookgenBookFinding *self);
/* For bookgen_book_settle_finding_async (). */
const char *bookgen_book_finding_get_key (BookgenBookFinding *self);
/* As bookgen_finding_dup_sentence () has it. */
const char *bookgen_book_finding_get_sentence (BookgenBookFinding *self);

G_END_DECLS
