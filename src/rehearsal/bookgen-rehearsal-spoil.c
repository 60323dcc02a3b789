/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-spoil.h"

#include "bookgen-rehearsal-text.h"

#include <string.h>

#define LOOPS 12
#define LAST_WORDS_BYTES 24
#define POLITE_WORDS 900

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

/* As a model that thinks it has written enough. */
static char *
stop_politely (const char *text)
{
  return g_strndup (text, bookgen_rehearsal_text_stop (text, POLITE_WORDS));
}

/* As one that lost count: the JSON ends where its last chapter should be. */
static char *
leave_gap (const char *text)
{
  const char *last = g_strrstr (text, ",\n    {\"number\"");
  g_autofree char *whole = last != NULL ? g_strndup (text, last - text) : NULL;

  return whole != NULL ? g_strconcat (whole, "]}", NULL) : g_strdup (text);
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
    case BOOKGEN_FAULT_POLITE:
      return stop_politely (text);
    case BOOKGEN_FAULT_GAP:
      return leave_gap (text);
    default:
      return g_strdup (text);
    }
}
