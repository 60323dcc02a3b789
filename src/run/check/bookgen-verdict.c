/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-verdict.h"

#include <glib/gi18n-lib.h>

#include "bookgen-finding.h"

static gboolean
is_open (BookgenBook *book, const char *unit_id, const BookgenFinding *finding)
{
  g_autofree char *key = bookgen_finding_dup_key (finding);
  return finding->kind != BOOKGEN_FINDING_CLAIM && !bookgen_book_is_settled (book, unit_id, key);
}

char *
bookgen_verdict_of (BookgenBook *book, BookgenRevision *revision)
{
  const BookgenRevisionData *data = bookgen_revision_get (revision);
  g_autoptr (GPtrArray) findings = bookgen_findings_from_json (data->findings);
  const BookgenFinding *gravest = NULL;
  guint more = 0;
  bookgen_findings_sort (findings);
  for (guint i = 0; i < findings->len; i++)
    if (!is_open (book, data->unit_id, findings->pdata[i]))
      continue;
    else if (gravest == NULL)
      gravest = findings->pdata[i];
    else
      more++;
  g_autofree char *sentence = gravest != NULL ? bookgen_finding_dup_sentence (gravest) : NULL;
  if (more == 0)
    return g_steal_pointer (&sentence);
  return g_strdup_printf (ngettext ("%s, and %u more", "%s, and %u more", more), sentence, more);
}
