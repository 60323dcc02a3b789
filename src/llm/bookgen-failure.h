/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What went wrong with one attempt, in few words of our own. */
typedef enum {
  BOOKGEN_FAILURE_NONE,
  BOOKGEN_FAILURE_CANCELLED,
  BOOKGEN_FAILURE_CONNECT,     /* refused, DNS, reset before any byte */
  BOOKGEN_FAILURE_TLS,         /* certificate */
  BOOKGEN_FAILURE_FIRST_BYTE,  /* no byte in time */
  BOOKGEN_FAILURE_IDLE,        /* went silent in mid-answer */
  BOOKGEN_FAILURE_CUT,         /* ended before the protocol said it was complete */
  BOOKGEN_FAILURE_ONLY_THOUGHT, /* all of the answer's limit went into reasoning */
  BOOKGEN_FAILURE_GARBAGE,     /* not the protocol: HTML, broken JSON, an empty answer */
  BOOKGEN_FAILURE_TOO_LARGE,   /* an answer past our bounds */
  BOOKGEN_FAILURE_REDIRECT,    /* 3xx: never followed */
  BOOKGEN_FAILURE_RATE,        /* 429 that clears by waiting */
  BOOKGEN_FAILURE_CAPACITY,    /* 503, 529, too many concurrent */
  BOOKGEN_FAILURE_SERVER,      /* other 5xx, 408, 409, 425, 498 */
  BOOKGEN_FAILURE_QUOTA,       /* no credit, spend limit, billing: waiting does not help */
  BOOKGEN_FAILURE_KEY,         /* 401, 403 */
  BOOKGEN_FAILURE_MODEL,       /* no such model */
  BOOKGEN_FAILURE_CONTEXT,     /* the prompt is longer than the model reads */
  BOOKGEN_FAILURE_PARAMETER,   /* a field the provider refuses; PARAM names it */
  BOOKGEN_FAILURE_POLICY,      /* the provider refuses the content */
  BOOKGEN_FAILURE_REQUEST,     /* any other 4xx */
  BOOKGEN_FAILURE_BUDGET,      /* the author's own cap: the next request could pass it */
  BOOKGEN_FAILURE_UNFINISHED,  /* a long answer was ended on purpose, but without a word on whether it is complete */
} BookgenFailureKind;

typedef struct {
  BookgenFailureKind kind;
  guint status;          /* HTTP status; 0 for none */
  char *code;            /* the provider's code or type; NULL for none */
  char *param;           /* the field it names; NULL for none */
  char *message;         /* the provider's own words, at most 300 characters, no key in them; NULL for none */
  gint64 retry_after_ms; /* what it asks us to wait; -1 unknown */
  gboolean final;        /* the provider says that another try is of no use */
} BookgenFailure;

BookgenFailure *bookgen_failure_new (BookgenFailureKind kind, guint status, const char *message);
BookgenFailure *bookgen_failure_copy (const BookgenFailure *self);
void bookgen_failure_free (BookgenFailure *self);
/* "quota", "cut", …: the names used in the book and on the terminal. */
const char *bookgen_failure_kind_to_string (BookgenFailureKind kind);
/* For a person: what happened at the provider called NAME, what to do now, and the provider's own words. The caller's. */
char *bookgen_failure_dup_sentence (const BookgenFailure *self, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenFailure, bookgen_failure_free)

G_END_DECLS
