/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-cli-joining.h"

#include "bookgen-task-record.h"

static gboolean
is_done (GPtrArray *records, const BookgenStage *stage, BookgenUnit *unit)
{
  for (guint i = 0; i < records->len; i++)
    {
      const BookgenTaskRecord *record = records->pdata[i];

      if (g_str_equal (record->stage, stage->id) && g_str_equal (record->unit_id, bookgen_unit_get_id (unit)))
        return record->state == BOOKGEN_TASK_DONE;
    }
  return FALSE;
}

static gboolean
writes (const BookgenStage *stage, const BookgenRunSettings *settings, BookgenUnit *unit)
{
  return stage->makes == BOOKGEN_MAKES_TEXT && (stage->unit_kinds & (1u << bookgen_unit_get_kind (unit))) != 0
         && bookgen_stage_is_on (stage, settings);
}

/* The one that makes a text of another one's, in order. */
static gboolean
joins (const BookgenStage *stage)
{
  for (guint i = 0; stage->in_order && i < stage->needs->len; i++)
    if (((const BookgenStage *) stage->needs->pdata[i])->makes == BOOKGEN_MAKES_TEXT)
      return TRUE;
  return FALSE;
}

BookgenCliJoining
bookgen_cli_joining_of (const BookgenPipeline *pipeline, const BookgenRunSettings *settings, GPtrArray *records,
                        BookgenUnit *unit)
{
  gboolean drafted = FALSE, open = FALSE, joined = FALSE;

  for (guint i = 0; pipeline != NULL && i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = pipeline->stages->pdata[i];
      gboolean done;

      if (!writes (stage, settings, unit))
        continue;
      done = is_done (records, stage, unit);
      joined |= joins (stage) && done;
      open |= joins (stage) && !done;
      drafted |= !joins (stage) && done;
    }
  if (drafted && open)
    return BOOKGEN_CLI_JOINING_DRAFTED;
  return joined ? BOOKGEN_CLI_JOINING_JOINED : BOOKGEN_CLI_JOINING_NONE;
}
