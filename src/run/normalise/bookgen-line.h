/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of a Markdown text, seen as CommonMark sees it. It borrows from the text it was cut from. */
typedef struct {
  const char *start;
  gsize length;    /* bytes, without the line end */
  guint raw_line;  /* 1-based in the model's reply */
  gboolean gone;   /* taken out */
} BookgenLine;

typedef struct {
  char mark;       /* '`' or '~' */
  guint count;
  gsize indent;
  const char *info; /* not terminated; trimmed */
  gsize info_length;
} BookgenFence;

/* The lines of TEXT: array of BookgenLine. */
GArray *bookgen_line_split (const char *text);
gboolean bookgen_line_is_blank (const BookgenLine *self);
/* A fence that opens or closes a code block (CommonMark 4.5); FENCE is filled. */
gboolean bookgen_line_is_fence (const BookgenLine *self, BookgenFence *fence);
/* Whether a line with this FENCE ends a block that OPENING began. */
gboolean bookgen_fence_closes (const BookgenFence *fence, const BookgenFence *opening);
/* 1–6 for an ATX heading (CommonMark 4.2), 0 else. TEXT and LENGTH (nullable): what it says, without closing hashes. */
guint bookgen_line_get_heading (const BookgenLine *self, const char **text, gsize *length);
/* '=' or '-' when the line can underline a setext heading, 0 else. */
char bookgen_line_get_underline (const BookgenLine *self);
/* A thematic break (CommonMark 4.1). */
gboolean bookgen_line_is_rule (const BookgenLine *self);
/* A line of a list, quotation or table, or a line of an HTML block: not running prose. */
gboolean bookgen_line_is_structure (const BookgenLine *self);
/* Goes through the lines of a text: CODE is the fence that is open (count 0: none; so at the start). TRUE for the lines of
 * code blocks, their fences included. */
gboolean bookgen_line_track_code (const BookgenLine *self, BookgenFence *code);
/* The next line after INDEX that is neither blank nor gone; lines->len when there is none. */
guint bookgen_line_find_next (GArray *lines, guint index);

G_END_DECLS
