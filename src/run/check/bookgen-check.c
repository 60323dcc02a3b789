/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check.h"

static void
take_noted (GPtrArray *findings, const GPtrArray *noted)
{
  for (guint i = 0; noted != NULL && i < noted->len; i++)
    g_ptr_array_add (findings, bookgen_finding_copy (noted->pdata[i]));
}

GPtrArray *
bookgen_check_text (const BookgenCheckInput *input)
{
  GPtrArray *findings = bookgen_findings_new ();
  take_noted (findings, input->noted);
  bookgen_findings_sort (findings);
  return findings;
}
