/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-element.h"

G_BEGIN_DECLS

/* An open element. */
typedef struct {
  const BookgenElement *element;
  char *attributes;    /* what is still to be written of them */
  int loud;            /* index of the topmost frame up to this one that is not silent; -1 for none */
  gboolean ours;       /* from Markdown, not from raw HTML */
  gboolean silent;     /* opens and closes in pairs, writes nothing */
  gboolean written;    /* its start tag stands; FALSE: not yet, or closed by a block that splits it */
  gboolean seen;       /* has had a child (ruby: an rt) */
  const char *owed;    /* what its content model asks for before anything else or its end: dl a dd, ruby the rest of
                        * rp, rt, rp; NULL for nothing */
  gboolean captioned;  /* figure: has its caption */
  gboolean full;       /* figure: the caption stands behind content, so nothing may follow */
} BookgenStackFrame;

/* The elements that are open, and the text they are written to. Indexes count from 0 at the bottom; -1 is none. */
typedef struct {
  GString *out;
  GArray *frames; /* BookgenStackFrame */
} BookgenStack;

void bookgen_stack_init (BookgenStack *self);
void bookgen_stack_clear (BookgenStack *self);

int bookgen_stack_get_top (const BookgenStack *self);
/* NULL for -1. Valid until the next push. */
BookgenStackFrame *bookgen_stack_get (const BookgenStack *self, int index);
/* The topmost frame up to INDEX that is not silent. */
int bookgen_stack_get_loud (const BookgenStack *self, int index);
/* The frame in which the next character would stand, inline elements aside. */
int bookgen_stack_get_container (const BookgenStack *self);
/* Whether no element of ours is at INDEX or above it. */
gboolean bookgen_stack_is_raw_from (const BookgenStack *self, int index);
gboolean bookgen_stack_is_inline (const BookgenStackFrame *frame);
/* Whether ELEMENT is written when something comes into it, not before. */
gboolean bookgen_stack_is_lazy (const BookgenElement *element);

/* Pushes what may stand here. */
void bookgen_stack_push (BookgenStack *self, const BookgenElement *element, const char *attributes,
                                 gboolean ours, gboolean silent);
void bookgen_stack_pop (BookgenStack *self);
/* Pops until LENGTH frames are left. */
void bookgen_stack_pop_to (BookgenStack *self, int length);
/* Closes the tag of a frame that stays, so that a block can come between. */
void bookgen_stack_suspend (BookgenStack *self, int index);
/* Writes the start tags that are still owed, so that content can follow. */
void bookgen_stack_materialise (BookgenStack *self);
/* Tells the container that CHILD (NULL: text or an inline element) comes into it: writes what must stand before it. */
void bookgen_stack_receive (BookgenStack *self, const BookgenElement *child);

G_END_DECLS
