/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-product.h"
#include "bookgen-attempt.h"
#include "bookgen-portion.h"
#include "bookgen-sources.h"

G_BEGIN_DECLS

/* What an attempt asks, and what it was made from. */
typedef struct {
  BookgenChat *chat;       /* NULL: there is nothing left to ask for */
  char *prompt_hash;
  BookgenPortion portion;  /* of a text: the turn */
  GArray *texts;           /* gint64: revisions it was made from */
  char *told;              /* NULL for nothing, as the next */
  char *material_digest;
} BookgenAsk;

/* What has to be loaded before: ids for bookgen_sources_load_async (). */
GArray *bookgen_ask_list_texts (const BookgenAttemptContext *context, const BookgenJob *job);
BookgenAsk *bookgen_ask_make (const BookgenAttemptContext *context, const BookgenJob *job, BookgenSources *sources);
void bookgen_ask_free (BookgenAsk *self);
/* Whether what has come in, which is whole, goes on in another turn. What a model delivers in one reply is learned by the way. */
gboolean bookgen_ask_goes_on (const BookgenAsk *self, const BookgenAttemptContext *context, const BookgenJob *job);
/* JSON for the revision that PRODUCT becomes. Ours to free. */
char *bookgen_ask_make_made_from (const BookgenAsk *self, const BookgenAttemptContext *context, const BookgenProduct *product,
                                  const char *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenAsk, bookgen_ask_free)

G_END_DECLS
