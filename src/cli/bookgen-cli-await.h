/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-client.h"
#include "bookgen-discovery.h"
#include "bookgen-narration-sample.h"
#include "bookgen-outline-draft.h"

G_BEGIN_DECLS

/* The terminal has one thing to do at a time before and after a run: these wait, with the main loop running, for what the
 * rooms do asynchronously. */
BookgenBook *bookgen_await_book_create (const char *path, const char *title, BookgenOutline *outline, const char *const *settings,
                                        GError **error);
BookgenBook *bookgen_await_book_open (const char *path, GError **error);
gboolean bookgen_await_book_close (BookgenBook *book, GError **error);
/* Until everything that was set in BOOK is on the disk. */
gboolean bookgen_await_book_flush (BookgenBook *book, GError **error);
/* The author's word that a finding is fine. */
gboolean bookgen_await_settle (BookgenBook *book, gint64 revision_id, const char *key, GError **error);
/* The version with this id as the current text of its unit. */
gboolean bookgen_await_set_current (BookgenBook *book, const char *unit_id, gint64 revision_id, GError **error);
/* See bookgen_put_back_async (). */
gboolean bookgen_await_put_back (BookgenBook *book, const char *unit_id, guint index, GError **error);
gboolean bookgen_await_add_material (BookgenBook *book, BookgenMaterial *material, GError **error);
/* NULL without error where there is none. Free with bookgen_keyring_free_key (). */
char *bookgen_await_key (BookgenEndpoint *endpoint, GError **error);
char **bookgen_await_models (BookgenClient *client, BookgenEndpoint *endpoint, const char *key, GError **error);
char *bookgen_await_outline_draft (const BookgenOutlineIdea *idea, BookgenClient *client, BookgenEndpoint *endpoint,
                                   const char *key, BookgenOutlineDraftCheck check, gpointer data, BookgenUsage *usage,
                                   GError **error);
BookgenNarrationSample *bookgen_await_narration_sample (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint,
                                                        const char *key, const BookgenRunSettings *settings, GError **error);
/* The model servers of this machine: BookgenDiscovered. */
GPtrArray *bookgen_await_discovery (BookgenClient *client);

G_END_DECLS
