/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What is wrong with a text, from the gravest to the least. */
typedef enum {
  BOOKGEN_FINDING_REFUSED,         /* the model would not write it */
  BOOKGEN_FINDING_THINKING,        /* the model's thinking stands in the text */
  BOOKGEN_FINDING_LOOP,            /* it says the same again and again */
  BOOKGEN_FINDING_TRUNCATED,       /* it stops in the middle */
  BOOKGEN_FINDING_SHORT,
  BOOKGEN_FINDING_PLACEHOLDER,     /* a gap somebody has to fill */
  BOOKGEN_FINDING_ASSISTANT,       /* “as an AI” */
  BOOKGEN_FINDING_FOREIGN_CHAPTER, /* a heading names another chapter */
  BOOKGEN_FINDING_OVERLAP,         /* another chapter says it in the same words */
  BOOKGEN_FINDING_PREAMBLE,
  BOOKGEN_FINDING_LONG,
  BOOKGEN_FINDING_OPEN_FENCE,      /* a block of code without an end; it was closed */
  BOOKGEN_FINDING_TITLE_TWICE,     /* a title or heading that stands elsewhere too */
  BOOKGEN_FINDING_EMPTY_SECTION,   /* a heading with nothing below it */
  BOOKGEN_FINDING_TIC,             /* a turn of phrase that much of the book shares */
  BOOKGEN_FINDING_REMARK,          /* a second model's */
  BOOKGEN_FINDING_CLAIM,           /* to be checked by the author; counted apart from the others */
  BOOKGEN_FINDING_OTHER,           /* of a newer BookGen */
} BookgenFindingKind;

/* Something in a text that a person should look at, with its place. */
typedef struct {
  BookgenFindingKind kind;
  gboolean repairable; /* worth asking the model once more; else only to look at */
  gsize start, length; /* bytes of the text; both 0: the text as a whole */
  guint line;          /* 1-based, where it starts; 0 for the whole */
  char *words;         /* what it is about, as the text has it; "" for none */
  char *remark;        /* REMARK: what was said. CLAIM: the sentence it stands in. OVERLAP, TITLE_TWICE: the other chapter's
                        * title. NULL for none */
  char *other;         /* OVERLAP, TITLE_TWICE: the other chapter's unit id. NULL for none */
  gsize other_start, other_length; /* OVERLAP: bytes of that chapter's text */
  guint count, of;     /* SHORT, LONG: words and words wanted. LOOP: how often. TIC: chapters, and of how many */
} BookgenFinding;

/* START and LENGTH are a place in TEXT, whose words it gets (long ones shortened); a LENGTH of 0 means the whole. */
BookgenFinding *bookgen_finding_new (BookgenFindingKind kind, const char *text, gsize start, gsize length);
BookgenFinding *bookgen_finding_copy (const BookgenFinding *self);
void bookgen_finding_free (BookgenFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenFinding, bookgen_finding_free)

/* "truncated", "short", …: what the JSON and the terminal call it. */
const char *bookgen_finding_kind_to_string (BookgenFindingKind kind);
/* What names the finding in its unit, whatever happens around it: its kind and a digest of what it is about. The caller's. */
char *bookgen_finding_dup_key (const BookgenFinding *self);
/* A sentence for the author: "Stops in the middle: “… and then the”". The caller's. */
char *bookgen_finding_dup_sentence (const BookgenFinding *self);
/* The same as an instruction to a model that is to write the text again. In English, as prompts are. The caller's. */
char *bookgen_finding_dup_note (const BookgenFinding *self);
gboolean bookgen_finding_is_repairable (const BookgenFinding *self);
/* Moves SELF to where its words stand in TEXT, the nearest to where they were. FALSE when they do not stand there any more. */
gboolean bookgen_finding_place (BookgenFinding *self, const char *text);

/* Lists of findings are arrays that own them, gravest first. */
GPtrArray *bookgen_findings_new (void);
void bookgen_findings_sort (GPtrArray *findings);
/* As kept with a revision; NULL when there is none. The caller's. */
char *bookgen_findings_to_json (const GPtrArray *findings);
/* What can be read of JSON (nullable); never NULL. */
GPtrArray *bookgen_findings_from_json (const char *json);
/* How grave they are together; the text with the smaller number is the better one. Claims count nothing. */
guint bookgen_findings_weigh (const GPtrArray *findings);

G_END_DECLS
