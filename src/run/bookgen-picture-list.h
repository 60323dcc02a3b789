/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One picture that is planned for a chapter. Its number stays with it through every change of the list, and is never given to
 * another one: what is drawn is kept under it. */
typedef struct {
  int number;    /* from 1 */
  gboolean own;  /* the author brings the picture: it is not drawn */
  char *caption;
  char *alt;     /* what somebody who cannot see it is told */
  char *draw;    /* what is drawn, for a model that draws; "" only of the author's own */
  char *anchor;  /* the first words of the paragraph, or the heading, after which it stands; "" for the beginning */
} BookgenPictureItem;

/* The pictures planned for one chapter, in their order. Kept as a revision of it whose text is
 * bookgen_picture_list_to_json (). */
typedef struct {
  GPtrArray *items; /* BookgenPictureItem */
  int next;         /* the number that a new one gets */
} BookgenPictureList;

/* What a model may plan, and what a list may have with the author's own. */
#define BOOKGEN_PICTURE_LIST_MAX_PLANNED 12
#define BOOKGEN_PICTURE_LIST_MAX 100

BookgenPictureList *bookgen_picture_list_new (void);
/* From our JSON, or from whatever a model calls JSON; NULL where there is no list in it. What has nothing to draw is left out,
 * but for the author's own; what has no number gets that of its place. */
BookgenPictureList *bookgen_picture_list_from_text (const char *text);
void bookgen_picture_list_free (BookgenPictureList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPictureList, bookgen_picture_list_free)
/* Canonical. Ours to free. */
char *bookgen_picture_list_to_json (const BookgenPictureList *self);

/* Makes a model's answer the version after BEFORE (nullable): what is to be drawn as before keeps its number, what is new gets one
 * that was never used, and the author's own pictures stay. */
void bookgen_picture_list_follow (BookgenPictureList *self, const BookgenPictureList *before);
/* Borrowed, as all below; NULL for none. */
BookgenPictureItem *bookgen_picture_list_find (const BookgenPictureList *self, int number);
/* A new one of the author's, at the end; the strings are copied. NULL when the list is full. */
BookgenPictureItem *bookgen_picture_list_add_own (BookgenPictureList *self, const char *caption, const char *alt,
                                                  const char *anchor);
/* The author brings this one: it gets a new number, so that nothing drawn for it before takes its place. */
void bookgen_picture_list_make_own (BookgenPictureList *self, BookgenPictureItem *item);
/* Out of the list: the caller's; NULL for none. */
BookgenPictureItem *bookgen_picture_list_take (BookgenPictureList *self, int number);
void bookgen_picture_item_free (BookgenPictureItem *item);

G_END_DECLS
