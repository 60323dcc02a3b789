/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* Text of an unfinished attempt, from the byte START of what is kept of it. */
typedef struct
{
  BookgenTaskRecord *task; /* owned; only its key, model and open request count */
  gsize start;
  guint round;             /* how often the kept text had been dropped when this came */
  gboolean again;          /* something from START on may be stored already */
  GBytes *text;            /* owned */
} BookgenPiece;

void bookgen_piece_free (BookgenPiece *self);

/* Stores everything but the partial. What was used since the record was last stored becomes a row in the list of requests;
 * a record that says less than the stored one has begun anew, and nothing that is on the list leaves it. */
gboolean bookgen_store_task_save (BookgenConnection *connection, const BookgenTaskRecord *record, gboolean clear_partial,
                                  GError **error);
/* Adds the piece (maybe of no text) at the end of what is kept; one that comes again takes the place of what is kept from its
 * start on. What it says of the request under way takes the place of what was said before. */
gboolean bookgen_store_task_add_piece (BookgenConnection *connection, const BookgenPiece *piece, GError **error);
/* Every record with its partial: array of BookgenTaskRecord. */
GPtrArray *bookgen_store_task_load (BookgenConnection *connection, GError **error);
/* What all requests on the list used together. */
gboolean bookgen_store_task_load_usage (BookgenConnection *connection, BookgenUsage *usage, GError **error);
/* The list, from SINCE_MS to UNTIL_MS inclusive, oldest first: array of BookgenRequest. */
GPtrArray *bookgen_store_task_load_requests (BookgenConnection *connection, gint64 since_ms, gint64 until_ms, GError **error);
/* Whoever ran them has gone, and will not say what the requests under way used: what is known of them counts. */
gboolean bookgen_store_task_interrupt_running (BookgenConnection *connection, GError **error);
/* What AFTER has used more than BEFORE. */
BookgenUsage bookgen_store_task_get_used (const BookgenUsage *before, const BookgenUsage *after);

G_END_DECLS
