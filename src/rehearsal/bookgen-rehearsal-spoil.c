/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-spoil.h"

#include <string.h>

#define LOOPS 12
#define LAST_WORDS_BYTES 24

static const char loop[] = "And so the rehearsal came to the same place again, and found it as it had been before. ";

static char *
add_loop (const char *text)
{
  GString *spoilt = g_string_new (text);

  g_string_append (spoilt, "\n\n");
  for (guint i = 0; i < LOOPS; i++)
    g_string_append (spoilt, loop);
  return g_string_free (spoilt, FALSE);
}

static char *
drop_last_words (const char *text)
{
  char *spoilt = g_strchomp (g_strdup (text));
  gsize length = strlen (spoilt);
  char *end = spoilt + length - MIN (length, LAST_WORDS_BYTES);

  while (end > spoilt && *end != ' ')
    end--;
  *end = '\0';
  return spoilt;
}

char *
bookgen_rehearsal_spoil (const char *text, BookgenFaultKind fault)
{
  switch (fault)
    {
    case BOOKGEN_FAULT_LOOP:
      return add_loop (text);
    case BOOKGEN_FAULT_PREAMBLE:
      return g_strconcat ("Here is the chapter that you asked for:\n\n", text, NULL);
    case BOOKGEN_FAULT_REFUSAL_TEXT:
      return g_strdup ("I'm sorry, but I can't help with that request.");
    case BOOKGEN_FAULT_PLACEHOLDER:
      return g_strconcat (text, "\n\n[Insert the rest of the chapter here.]\n", NULL);
    case BOOKGEN_FAULT_THINKING:
      return g_strconcat ("Okay, the user wants me to write a chapter. I should begin with the first section.\n\n", text, NULL);
    case BOOKGEN_FAULT_SELF:
      return g_strconcat (text, "\n\nAs an AI language model, I have not been there myself.\n", NULL);
    case BOOKGEN_FAULT_MID_SENTENCE:
      return drop_last_words (text);
    default:
      return g_strdup (text);
    }
}
