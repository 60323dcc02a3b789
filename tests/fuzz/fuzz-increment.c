/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-increment.h"
#include "fuzz.h"

#include <string.h>

/* Lines are pieces; one that begins with "=" is known to be everything so far. What comes out is UTF-8, comes from the pieces
 * (so no longer than they are), holds the first one, and nothing stays behind. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (BookgenIncrement) increment = bookgen_increment_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *text = g_utf8_make_valid (size > 0 ? (const char *) data : "", size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 1000);
  gsize pushed = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean whole = lines[i][0] == '=';
      const char *piece = lines[i] + whole;
      gsize length = strlen (piece), before = out->len;

      (whole ? bookgen_increment_push_whole : bookgen_increment_push) (increment, piece, length, out);
      g_assert (pushed > 0 || g_str_equal (out->str, piece));
      pushed += length;
      g_assert (out->len >= before && out->len + bookgen_increment_get_held (increment) <= pushed);
    }
  bookgen_increment_end (increment, out);
  g_assert (g_utf8_validate (out->str, out->len, NULL) && bookgen_increment_get_held (increment) == 0);
  return 0;
}
