/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"
#include "bookgen-media.h"

G_BEGIN_DECLS

/* Stores a new one and gives its id; 0 with error. */
gint64 bookgen_store_media_add (BookgenConnection *connection, BookgenMedia *media, GError **error);
/* The one that counts of each item of a unit, by stage, then in the order of its list, else by item, without bytes: array of
 * BookgenMedia. */
GPtrArray *bookgen_store_media_load (BookgenConnection *connection, const char *unit_id, GError **error);
/* The bytes of one; NULL with error. */
GBytes *bookgen_store_media_load_bytes (BookgenConnection *connection, gint64 id, GError **error);
/* Without bytes, under the id it was stored with. */
BookgenMedia *bookgen_store_media_dup_facts (BookgenMedia *media, gint64 id);

G_END_DECLS
