/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../reply-from-bytes.h"
#include "fuzz.h"

/* Built once for each dialect, with DIALECT. However the bytes are cut, the answer is the same, and its text is UTF-8. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (BookgenReply) whole = NULL, bytes = NULL;
  const BookgenFailure *one, *other;
  gsize length, other_length;
  const char *text, *other_text;

  if (size > 1 << 15)
    return 0;
  whole = reply_from_data (DIALECT, (const char *) data, size, size + 1);
  bytes = reply_from_data (DIALECT, (const char *) data, size, 1);
  text = bookgen_reply_get_text (whole, &length);
  other_text = bookgen_reply_get_text (bytes, &other_length);
  g_assert (g_utf8_validate (text, length, NULL));
  g_assert (length == other_length && memcmp (text, other_text, length) == 0);
  g_assert (bookgen_reply_get_complete (whole) == bookgen_reply_get_complete (bytes));
  one = bookgen_reply_get_failure (whole);
  other = bookgen_reply_get_failure (bytes);
  g_assert ((one == NULL) == (other == NULL));
  g_assert (one == NULL || one->message == NULL || g_utf8_validate (one->message, -1, NULL));
  return 0;
}
