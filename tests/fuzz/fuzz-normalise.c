/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-normalise.h"
#include "fuzz.h"

/* A reply of any bytes becomes a text that is valid UTF-8, ends in one newline and has no control characters; joining two
 * halves of it skips nothing that is not there. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const others[] = { "The Long Winter", NULL };
  g_autoptr (BookgenNormalised) result = bookgen_normalise ((const char *) data, size, "The Whale Road", others, size % 2 == 0);
  g_autofree char *findings = bookgen_findings_to_json (result->findings);
  g_autofree char *removals = bookgen_normalised_removals_to_json (result);
  gsize length = strlen (result->text);
  const char *between;

  g_assert_true (g_utf8_validate (result->text, length, NULL));
  g_assert_true (length == 0 || (length > 1 && result->text[length - 1] == '\n' && result->text[length - 2] != '\n'));
  for (gsize i = 0; i < length; i++)
    g_assert_true ((guchar) result->text[i] >= 0x20 || result->text[i] == '\n' || result->text[i] == '\t');
  for (const char *at = result->text; *at != '\0' && at < result->text + 64; at = g_utf8_next_char (at))
    {
      g_autofree char *text = g_strndup (result->text, at - result->text);

      g_assert_cmpuint (bookgen_normalise_join (text, at, &between), <=, strlen (at));
    }
  return 0;
}
