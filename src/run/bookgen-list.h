/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a stage that makes a list leaves: one JSON object, {"items": […]}. An item is known by its "number", where it has none
 * by its place from 1; with "own" the author brought what would be made of it. */
typedef struct {
  int number;
  gboolean own;
} BookgenListItem;

#define BOOKGEN_LIST_MAX 100

/* The items that TEXT names, in its order, at most BOOKGEN_LIST_MAX, each number once; none for what is no list. Array of
 * BookgenListItem, the caller's. */
GArray *bookgen_list_read (const char *text);

G_END_DECLS
