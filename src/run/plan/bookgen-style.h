/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So much of what it says goes with every request: of the voice, and of each of the others. */
#define BOOKGEN_STYLE_VOICE_TOKENS 250
#define BOOKGEN_STYLE_TOKENS 100
#define BOOKGEN_STYLE_SAMPLE_TOKENS 400 /* as long as there is no plan, which has it then */

/* How the book is written, as far as its author says so: JSON under the book's setting "style". "" leaves it to the plan. */
typedef struct {
  char *voice;
  char *readers;
  char *person;           /* "first", "we", … in the author's words, as the next */
  char *tense;
  char *sample;           /* a passage in the voice, kept for a plan that is still to be made */
  gboolean vary_openings; /* TRUE where nothing is said */
} BookgenStyle;

/* Defaults for what JSON (nullable) does not say or says wrongly. */
BookgenStyle *bookgen_style_from_json (const char *json);
char *bookgen_style_to_json (const BookgenStyle *self);
void bookgen_style_free (BookgenStyle *self);
/* Of what requests say of it, whether there is a plan or not: another one where the author has changed that. Ours to free. */
char *bookgen_style_digest (const BookgenStyle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenStyle, bookgen_style_free)

/* The deal: which of COUNT kinds (of openings, of structures: DECK says which) the chapter at PLACE, from 0, gets. Repeatable:
 * it depends on the arguments alone. Neighbours differ where there are at least two kinds, and each kind comes once before
 * one comes again. */
guint bookgen_style_deal (const char *seed, const char *deck, guint count, guint place);

G_END_DECLS
