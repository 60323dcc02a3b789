/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book-finding.h"
#include "bookgen-book.h"

G_BEGIN_DECLS

/* What is to be looked at in a book, as the window lists it: GListModel of BookgenBookFinding, as bookgen_book_check () gives
 * them, in reading order. It looks through the book in a thread, on a connection of its own, soon after it is made and after
 * texts or settled marks change. An item that stays the same stays the same object.
 *
 * Properties, which notify: "units", how many units are to be looked at; "claims", how many claims are
 * open; "busy", while it is looking. */
#define BOOKGEN_TYPE_TO_LOOK_AT (bookgen_to_look_at_get_type ())
G_DECLARE_FINAL_TYPE (BookgenToLookAt, bookgen_to_look_at, BOOKGEN, TO_LOOK_AT, GObject)

BookgenToLookAt *bookgen_to_look_at_new (BookgenBook *book);
guint bookgen_to_look_at_get_units (BookgenToLookAt *self);
guint bookgen_to_look_at_get_claims (BookgenToLookAt *self);
gboolean bookgen_to_look_at_get_busy (BookgenToLookAt *self);

G_END_DECLS
