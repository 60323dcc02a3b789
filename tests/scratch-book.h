/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"

G_BEGIN_DECLS

/* A book in a temporary folder of its own, for tests that need a real one. Each call runs the main loop until what it asked
 * for has happened, and fails the test when that takes a minute. */
typedef struct {
  char *folder;
  char *path;
  BookgenBook *book; /* NULL while it is closed */
  GMainLoop *loop;
  GObject *result;
  guint alarm_id;
} ScratchBook;

/* "A book" with OUTLINE. */
void scratch_book_set_up (ScratchBook *self, BookgenOutline *outline);
void scratch_book_tear_down (ScratchBook *self);
void scratch_book_close (ScratchBook *self);
void scratch_book_open (ScratchBook *self);
/* Closes it, takes the file away and makes a new one. */
void scratch_book_begin_anew (ScratchBook *self, BookgenOutline *outline);
/* The current text of a unit, ours to free; NULL when it has none. */
char *scratch_book_dup_text (ScratchBook *self, const char *unit_id);
/* Stores TEXT as the author's, and makes it current. */
void scratch_book_write (ScratchBook *self, const char *unit_id, const char *text);

G_END_DECLS
