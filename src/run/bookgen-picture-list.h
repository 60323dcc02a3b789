/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The pictures planned for one chapter. Kept as a revision of it whose text is bookgen_picture_list_to_json (). Items are
 * numbered from 1. */
typedef struct {
  char *caption;
  char *alt;    /* what somebody who cannot see it is told */
  char *draw;   /* what is drawn, for a model that draws */
  char *anchor; /* the first words of the paragraph, or the heading, after which it stands; "" for the beginning */
} BookgenPictureItem;

#define BOOKGEN_PICTURE_LIST_MAX 12

/* From our JSON, or from whatever a model calls JSON; NULL where there is no list in it. Array of BookgenPictureItem, the
 * caller's; what has nothing to draw is left out. */
GPtrArray *bookgen_picture_list_from_text (const char *text);
/* Canonical. Ours to free. */
char *bookgen_picture_list_to_json (GPtrArray *list);

G_END_DECLS
