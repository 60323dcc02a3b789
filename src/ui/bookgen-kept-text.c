/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-kept-text.h"

#include "bookgen-partial.h"
#include "bookgen-pipeline.h"

static gboolean
is_rehearsal (BookgenDesk *desk)
{
  g_autoptr (BookgenRunSettings) settings
      = bookgen_pipeline_recall_settings (bookgen_book_get_setting (bookgen_desk_get_book (desk), "run"));

  return settings->rehearsal;
}

/* The first of them that makes a text and did not end; NULL for none. */
static const BookgenTaskRecord *
find_unfinished (BookgenDesk *desk, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const BookgenTaskRecord *record = records->pdata[i];
      gboolean ended = record->state == BOOKGEN_TASK_DONE || record->state == BOOKGEN_TASK_SKIPPED;

      if (!ended && (record->partial || record->reason) && bookgen_desk_is_text (desk, record->stage))
        return record;
    }
  return NULL;
}

char *
bookgen_kept_text_dup (BookgenDesk *desk, const char *unit_id, char **reason)
{
  g_autoptr (GPtrArray) records = bookgen_book_dup_unit_tasks (bookgen_desk_get_book (desk), unit_id);
  const BookgenTaskRecord *record = find_unfinished (desk, records);
  g_autofree char *text = NULL;

  *reason = NULL;
  if (!record || is_rehearsal (desk))
    return NULL;
  *reason = g_strdup (record->reason);
  text = record->partial ? bookgen_partial_join (record->partial, NULL) : NULL;
  return text && *g_strstrip (text) != '\0' ? g_steal_pointer (&text) : NULL;
}
