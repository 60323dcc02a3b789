/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-partial.h"

#include <string.h>

#include "bookgen-normalise.h"

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

char *
bookgen_partial_join (const char *partial)
{
  gsize length = strlen (partial) - bookgen_partial_is_complete (partial);
  g_autofree char *written = g_strndup (partial, length);
  g_auto (GStrv) attempts = g_strsplit (written, BOOKGEN_PARTIAL_SEAM, -1);
  GString *text = g_string_new (attempts[0]);
  for (guint i = 1; attempts[0] != NULL && attempts[i] != NULL; i++)
    {
      const char *between;
      bookgen_partial_trim (text->str);
      g_string_set_size (text, strlen (text->str));
      gsize skip = bookgen_normalise_join (text->str, attempts[i], &between);
      g_string_append (text, between);
      g_string_append (text, attempts[i] + skip);
    }
  return g_string_free (text, FALSE);
}
