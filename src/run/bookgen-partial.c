/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-partial.h"

#include <string.h>

#include "bookgen-carry.h"
#include "bookgen-ending.h"
#include "bookgen-normalise.h"
#include "bookgen-revision.h"

/* No word is longer: what has no blank in so many bytes is a script without blanks. */
#define MAX_WORD_BYTES 60

void
bookgen_partial_trim (char *text)
{
  gsize length = strlen (text);
  gsize least = length > MAX_WORD_BYTES ? length - MAX_WORD_BYTES : 0;
  for (gsize end = length; end > least; end--)
    if (g_ascii_isspace (text[end - 1]))
      {
        text[end] = '\0';
        return;
      }
}

gboolean
bookgen_partial_is_complete (const char *partial)
{
  return g_str_has_suffix (partial, BOOKGEN_PARTIAL_END);
}

gboolean
bookgen_partial_is_taken_up (const char *partial)
{
  return strstr (partial, BOOKGEN_PARTIAL_TAKEN_UP) != NULL;
}

static void
append_joined (GString *text, const char *next)
{
  const char *between;
  gsize skip = bookgen_normalise_join (text->str, next, &between);
  g_string_append (text, between);
  g_string_append (text, next + skip);
}

static char *
join_attempts (const char *turn)
{
  g_auto (GStrv) attempts = g_strsplit_set (turn, BOOKGEN_PARTIAL_TAKEN_UP, -1);
  GString *text = g_string_new (attempts[0]);
  for (guint i = 1; attempts[0] != NULL && attempts[i] != NULL; i++)
    {
      if (*attempts[i] == '\0')
        continue;
      bookgen_partial_trim (text->str);
      g_string_set_size (text, strlen (text->str));
      append_joined (text, attempts[i]);
    }
  return g_string_free (text, FALSE);
}

GStrv
bookgen_partial_split (const char *partial)
{
  gsize length = strlen (partial) - bookgen_partial_is_complete (partial);
  g_autofree char *written = g_strndup (partial, length);
  g_auto (GStrv) turns = g_strsplit (written, BOOKGEN_PARTIAL_TURN, -1);
  g_autoptr (GStrvBuilder) joined = g_strv_builder_new ();
  for (guint i = 0; turns[i] != NULL; i++)
    {
      g_autofree char *turn = join_attempts (turns[i]);
      g_strv_builder_add (joined, turn);
    }
  if (turns[0] == NULL)
    g_strv_builder_add (joined, "");
  return g_strv_builder_end (joined);
}

/* TURN without what it carries over, and without blanks at its end where that was. */
static char *
take_said (const char *turn, char **said)
{
  const char *mark = bookgen_carry_find (turn);
  if (mark == NULL)
    return g_strdup (turn);
  if (said != NULL)
    {
      g_free (*said);
      *said = g_strdup (mark);
    }
  return g_strchomp (g_strndup (turn, mark - turn));
}

/* A turn that ended with a sentence ended with a paragraph too, whatever the next one begins with. */
static void
append_turn (GString *text, const char *next)
{
  const char *between;
  g_strchomp (text->str);
  g_string_set_size (text, strlen (text->str));
  gsize skip = bookgen_normalise_join (text->str, next, &between);
  if (skip == 0 && !g_ascii_isspace (*next) && bookgen_ending_is_sentence (text->str, text->len))
    between = "\n\n";
  g_string_append (text, between);
  g_string_append (text, next + skip);
}

char *
bookgen_partial_join_turns (GStrv turns, char **said)
{
  g_autofree char *first = take_said (turns[0], said);
  GString *text = g_string_new (first);
  for (guint i = 1; turns[i] != NULL; i++)
    {
      g_autofree char *next = take_said (turns[i], said);
      if (*next != '\0')
        append_turn (text, next);
    }
  return g_string_free (text, FALSE);
}

char *
bookgen_partial_join (const char *partial, char **said)
{
  g_auto (GStrv) turns = bookgen_partial_split (partial);
  if (said != NULL)
    *said = NULL;
  return bookgen_partial_join_turns (turns, said);
}

guint *
bookgen_partial_count_words (const char *partial, gboolean ended, guint *n)
{
  g_auto (GStrv) turns = bookgen_partial_split (partial);
  guint count = g_strv_length (turns) - (ended && *turns[g_strv_length (turns) - 1] != '\0' ? 0 : 1);
  guint *words = g_new0 (guint, count + 1);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *text = take_said (turns[i], NULL);
      words[i] = bookgen_revision_count_words (text);
    }
  *n = count;
  return words;
}
