/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A picture of a unit, or a piece of it spoken: what a stage made for one item. The last one made for an item is the one
 * that counts, and one of a list only while the newest list of its unit names it: caption, description and anchor are then
 * those of the list. Immutable. */
#define BOOKGEN_TYPE_MEDIA (bookgen_media_get_type ())
G_DECLARE_FINAL_TYPE (BookgenMedia, bookgen_media, BOOKGEN, MEDIA, GObject)

/* What a book takes at most of one. */
#define BOOKGEN_MEDIA_MAX_BYTES (32 * 1024 * 1024)

typedef struct {
  gint64 id;          /* the store's; 0 before it is stored */
  char *unit_id;
  char *stage;
  char *list;         /* the stage whose list names it as one of its items; "" where it is of no list */
  int item;           /* its number in that list, or the piece of what is spoken; from 1 */
  char *media_type;   /* "image/png", "audio/mpeg", …: of BYTES */
  char *caption;      /* "" for none, as the next two */
  char *alt;          /* for those who cannot see it */
  char *anchor;       /* the first words of the paragraph, or the heading, after which it stands; "" for the beginning */
  char *made_from;    /* SHA-256, hexadecimal, of what was asked for; "" for one of the author's own */
  char *model;        /* NULL where none made it */
  gint64 made_at_ms;  /* since 1970, UTC */
  gboolean rehearsal; /* a placeholder */
  gsize size_bytes;
  GBytes *bytes;      /* NULL where only the facts were loaded */
} BookgenMediaData;

/* Copies DATA (NULL strings become "", but for the model) and refers to its bytes, which say the size where they are there. */
BookgenMedia *bookgen_media_new (const BookgenMediaData *data);
/* Borrowed, for the object's life. */
const BookgenMediaData *bookgen_media_get (BookgenMedia *self);

G_END_DECLS
