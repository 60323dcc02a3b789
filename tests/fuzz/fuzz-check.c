/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-check.h"
#include "bookgen-claim.h"
#include "bookgen-normalise.h"
#include "bookgen-restore.h"
#include "fuzz.h"

static void
look_at (const GPtrArray *findings, const char *text)
{
  gsize length = strlen (text);
  for (guint i = 0; i < findings->len; i++)
    {
      const BookgenFinding *finding = findings->pdata[i];
      g_autofree char *sentence = bookgen_finding_dup_sentence (finding);
      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_cmpuint (finding->start, <=, length);
      g_assert_cmpuint (finding->length, <=, length - finding->start);
      g_assert_true (g_utf8_validate (text + finding->start, finding->length, NULL));
    }
}

/* What is kept is read again as it was. */
static void
keep (const GPtrArray *findings)
{
  g_autofree char *json = bookgen_findings_to_json (findings);
  g_autoptr (GPtrArray) read = bookgen_findings_from_json (json);
  g_autofree char *again = bookgen_findings_to_json (read);
  g_assert_cmpstr (json, ==, again);
}

/* Any bytes as a reply: the text it becomes is looked through, and every place found lies in it; any bytes as the JSON of findings
 * and of removals. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autofree char *valid = g_utf8_make_valid (bytes, -1);
  g_autoptr (BookgenNormalised) normalised = bookgen_normalise ((const char *) data, size, "Tides", NULL, FALSE);
  g_autoptr (GPtrArray) findings = bookgen_check_text (
      &(BookgenCheckInput){ .text = normalised->text, .noted = normalised->findings, .target_words = size % 500 });
  g_autoptr (BookgenKnown) known = bookgen_known_new (NULL);
  g_autoptr (GPtrArray) claims = bookgen_claims_find (normalised->text, known);
  g_autoptr (GPtrArray) of_json = bookgen_findings_from_json (valid);
  g_autoptr (GPtrArray) removals = bookgen_removals_from_json (valid);
  look_at (findings, normalised->text);
  look_at (claims, normalised->text);
  keep (findings);
  for (guint i = of_json->len; i > 0; i--)
    if (!bookgen_finding_place (of_json->pdata[i - 1], normalised->text))
      g_ptr_array_remove_index (of_json, i - 1);
    else if (*((BookgenFinding *) of_json->pdata[i - 1])->words == '\0')
      g_ptr_array_remove_index (of_json, i - 1);
  look_at (of_json, normalised->text);
  for (guint i = 0; i < normalised->removals->len; i++)
    g_free (bookgen_restore_removal (normalised->text, valid, normalised->removals->pdata[i]));
  for (guint i = 0; i < MIN (removals->len, 8); i++)
    g_free (bookgen_restore_removal (normalised->text, valid, removals->pdata[i]));
  return 0;
}
