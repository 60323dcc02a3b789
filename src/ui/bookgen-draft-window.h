/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-import.h"
#include "bookgen-outline-draft.h"

G_BEGIN_DECLS

/* An outline from an idea: what the book is about, its kind, its readers, how many chapters, and who drafts it. Signal
 * "drafted" (BookgenImport *: the handler's): it is looked at before anything is done with it, as any outline is. */
#define BOOKGEN_TYPE_DRAFT_WINDOW (bookgen_draft_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenDraftWindow, bookgen_draft_window, BOOKGEN, DRAFT_WINDOW, AdwWindow)

BookgenDraftWindow *bookgen_draft_window_new (GtkWindow *parent);
/* What was drafted from; NULL before. Borrowed. */
const BookgenOutlineIdea *bookgen_draft_window_get_idea (BookgenDraftWindow *self);

G_END_DECLS
