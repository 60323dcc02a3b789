/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-media.h"

G_BEGIN_DECLS

/* A picture of a chapter, as every exporter reads it. */
typedef struct {
  char *name;          /* "img-0001.png": of its file, by its order in the book */
  BookgenMedia *media; /* its facts */
} BookgenPicture;

/* NUMBER counts the pictures of the book from 1. MEDIA is of a kind that has a suffix. */
BookgenPicture *bookgen_picture_new (BookgenMedia *media, guint number);
void bookgen_picture_free (BookgenPicture *self);

const BookgenMediaData *bookgen_picture_get (const BookgenPicture *self);
/* Neither caption nor description: nothing is said with it. */
gboolean bookgen_picture_is_decorative (const BookgenPicture *self);

G_END_DECLS
