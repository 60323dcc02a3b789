/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-failure.h"

#include <string.h>

/* In the order of the enumeration. They are kept in books: never renamed. */
static const char *const kind_names[] = {
  "none",      "cancelled", "connect", "tls",    "first-byte", "idle",  "cut",   "only-thought", "garbage", "too-large", "redirect",
  "rate",      "capacity",  "server",  "quota",  "key",        "model", "context", "parameter", "policy", "request",
  "budget",    "unfinished",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == BOOKGEN_FAILURE_UNFINISHED + 1);

enum { MESSAGE_MAX_CHARACTERS = 300 };

/* One line, at most 300 characters: white space and control characters become single spaces. */
static char *
shorten (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  GString *line = g_string_new (NULL);
  guint count = 0;

  for (const char *p = valid; *p != '\0' && count < MESSAGE_MAX_CHARACTERS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean blank = g_unichar_isspace (c) || g_unichar_iscntrl (c);

      if (blank && (line->len == 0 || line->str[line->len - 1] == ' '))
        continue;
      g_string_append_unichar (line, blank ? ' ' : c);
      count++;
    }
  return g_strchomp (g_string_free (line, FALSE));
}

/* MESSAGE (nullable) is shortened to one line of at most 300 characters. */
BookgenFailure *
bookgen_failure_new (BookgenFailureKind kind, guint status, const char *message)
{
  BookgenFailure *self = g_new0 (BookgenFailure, 1);

  self->kind = kind;
  self->status = status;
  self->message = message != NULL ? shorten (message) : NULL;
  self->retry_after_ms = -1;
  return self;
}

BookgenFailure *
bookgen_failure_copy (const BookgenFailure *self)
{
  BookgenFailure *copy = g_memdup2 (self, sizeof *self);

  copy->code = g_strdup (self->code);
  copy->param = g_strdup (self->param);
  copy->message = g_strdup (self->message);
  return copy;
}

void
bookgen_failure_free (BookgenFailure *self)
{
  g_free (self->code);
  g_free (self->param);
  g_free (self->message);
  g_free (self);
}

const char *
bookgen_failure_kind_to_string (BookgenFailureKind kind)
{
  return kind < G_N_ELEMENTS (kind_names) ? kind_names[kind] : kind_names[BOOKGEN_FAILURE_REQUEST];
}

