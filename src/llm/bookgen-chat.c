/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-chat.h"

static void
turn_free (gpointer data)
{
  BookgenTurn *turn = data;

  g_free (turn->text);
  g_free (turn);
}

/**
 * bookgen_chat_new:
 * @shared: (nullable): the text all requests of a run begin with; a reference is taken
 * @max_output_tokens: the limit of the answer
 *
 * Returns: (transfer full): a chat without turns
 */
BookgenChat *
bookgen_chat_new (GRefString *shared, gint64 max_output_tokens)
{
  BookgenChat *self = g_new0 (BookgenChat, 1);

  self->shared = shared != NULL ? g_ref_string_acquire (shared) : NULL;
  self->turns = g_ptr_array_new_with_free_func (turn_free);
  self->max_output_tokens = max_output_tokens;
  return self;
}

void
bookgen_chat_free (BookgenChat *self)
{
  g_clear_pointer (&self->shared, g_ref_string_release);
  g_ptr_array_unref (self->turns);
  g_free (self);
}

/* TEXT is copied; bytes that are not UTF-8 become U+FFFD, since JSON has no place for them. */
void
bookgen_chat_add (BookgenChat *self, BookgenRole role, const char *text)
{
  BookgenTurn *turn = g_new0 (BookgenTurn, 1);

  turn->role = role;
  turn->text = g_utf8_make_valid (text, -1);
  g_ptr_array_add (self->turns, turn);
}

/* Quarters of a token that one character takes, by script. */
static guint
character_quarters (gunichar c)
{
  if (c < 0x250)
    return 1;
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
      return 4;
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED:
      return 1;
    default:
      return 2;
    }
}

gint64
bookgen_text_estimate_tokens (const char *text)
{
  gint64 quarters = 0;

  if (text == NULL)
    return 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    quarters += character_quarters ((guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p));
  return (quarters + 3) / 4;
}

/* Each turn carries a few tokens of its own for its role and borders. */
gint64
bookgen_chat_estimate_tokens (const BookgenChat *self)
{
  enum { TOKENS_PER_TURN = 4 };
  gint64 tokens = bookgen_text_estimate_tokens (self->shared) + TOKENS_PER_TURN;

  for (guint i = 0; i < self->turns->len; i++)
    {
      const BookgenTurn *turn = g_ptr_array_index (self->turns, i);
      tokens += bookgen_text_estimate_tokens (turn->text) + TOKENS_PER_TURN;
    }
  return tokens;
}
