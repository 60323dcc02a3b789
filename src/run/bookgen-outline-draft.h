/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-client.h"
#include "bookgen-usage.h"

G_BEGIN_DECLS

/* An outline drafted by a model from an idea: one request, asked as JSON; where the answer is none, one more with what was
 * wrong. It knows nothing of books: what becomes of the answer is the caller's, and so is the look at it, for which window and
 * terminal have the importer. */
typedef struct {
  char *idea;     /* what the book is about, in the author's words */
  char *kind;     /* "nonfiction", "fiction", "course", …; NULL: as the idea says */
  char *readers;  /* NULL: as the idea says */
  guint chapters; /* or lessons; 0: as the idea says */
} BookgenOutlineIdea;

BookgenOutlineIdea *bookgen_outline_idea_new (const char *idea, const char *kind, const char *readers, guint chapters);
void bookgen_outline_idea_free (BookgenOutlineIdea *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenOutlineIdea, bookgen_outline_idea_free)

/* More than these are not drafted in one request. */
#define BOOKGEN_OUTLINE_DRAFT_MAX_CHAPTERS 200
#define BOOKGEN_OUTLINE_DRAFT_MAX_IDEA_CHARS 20000

/* Whether ANSWER is an outline; the error says what is wrong with it, in English, for the model and, LAST, for a person. Of
 * the last answer what can be used should be. */
typedef gboolean (*BookgenOutlineDraftCheck) (const char *answer, gboolean last, gpointer data, GError **error);

/* CHECK is called with DATA before the callback. KEY may be NULL. The errors of finish are sentences for a person. */
void bookgen_outline_draft_async (const BookgenOutlineIdea *idea, BookgenClient *client, BookgenEndpoint *endpoint,
                                  const char *key, BookgenOutlineDraftCheck check, gpointer check_data,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The answer that passed, ours to free. USAGE (nullable) is what all requests used, also when it fails; its cost is unknown. */
char *bookgen_outline_draft_finish (GAsyncResult *result, BookgenUsage *usage, GError **error);

G_END_DECLS
