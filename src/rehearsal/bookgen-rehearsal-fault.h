/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-wire.h"

G_BEGIN_DECLS

/* What can go wrong with an answer once it is let in; what is answered instead of a text is in the table of the source. */
typedef enum {
  BOOKGEN_FAULT_NONE,
  BOOKGEN_FAULT_STATUS,     /* an error before any text: the table says which */
  BOOKGEN_FAULT_GARBAGE,    /* a web page at 200 */
  BOOKGEN_FAULT_REDIRECT,
  BOOKGEN_FAULT_CUT,        /* ends inside a chunk */
  BOOKGEN_FAULT_SILENT_CUT, /* ends between two chunks, as cleanly as a good answer */
  BOOKGEN_FAULT_RESET,      /* the connection is reset */
  BOOKGEN_FAULT_STALL,      /* goes silent in mid-text */
  BOOKGEN_FAULT_STALL_FIRST,
  BOOKGEN_FAULT_BAD_JSON,   /* one broken frame in mid-text */
  BOOKGEN_FAULT_ERROR_IN_STREAM,
  BOOKGEN_FAULT_REFUSAL,
  BOOKGEN_FAULT_LENGTH,     /* stops at half its length, as at an output limit */
  BOOKGEN_FAULT_POLITE,     /* stops after 900 words, at the end of a paragraph, as if that were all */
  BOOKGEN_FAULT_GAP,        /* a plan without its last chapter */
  BOOKGEN_FAULT_EMPTY,
  BOOKGEN_FAULT_SLOW,       /* a tenth of its speed */
  BOOKGEN_FAULT_NO_DONE,    /* complete, but without the closing [DONE] */
  BOOKGEN_FAULT_NO_FINISH,  /* the whole text and [DONE], but not a word on how it ended */
  BOOKGEN_FAULT_NO_CACHE,   /* writes its prompt cache each time and never reads it */
  BOOKGEN_FAULT_LOOP,       /* this and the next: a text with something wrong in it */
  BOOKGEN_FAULT_PREAMBLE,
  BOOKGEN_FAULT_REFUSAL_TEXT,
  BOOKGEN_FAULT_PLACEHOLDER,
  BOOKGEN_FAULT_THINKING,
  BOOKGEN_FAULT_SELF,       /* the model speaks of itself */
  BOOKGEN_FAULT_MID_SENTENCE, /* all but its last words, and the model says that this is all */
  BOOKGEN_FAULT_ODD,        /* every odd form that the wire allows, in pieces of few bytes */
} BookgenFaultKind;

typedef struct {
  const char *name;
  BookgenFaultKind kind;
  guint times;            /* how often for each chapter, unless KIND@NxTIMES says it; 0: always */
  gboolean all_requests;  /* without @N it strikes every request, not chapters only */
  BookgenRehearsalTrouble trouble;
  guint retry_after_s;    /* 0: no Retry-After */
} BookgenFaultInfo;

/* The faults a server was told to have. */
typedef struct _BookgenRehearsalFaults BookgenRehearsalFaults;

/* FAULTS: "KIND", "KIND@N" or "KIND@NxTIMES", NULL-terminated; NULL for none. The error names what is no fault. */
BookgenRehearsalFaults *bookgen_rehearsal_faults_new (const char *const *faults, GError **error);
void bookgen_rehearsal_faults_free (BookgenRehearsalFaults *self);
/* The fault that strikes this request of CHAPTER (0: of none), used up by the call; NULL for none. */
const BookgenFaultInfo *bookgen_rehearsal_faults_take (BookgenRehearsalFaults *self, guint chapter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalFaults, bookgen_rehearsal_faults_free)

G_END_DECLS
