/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check.h"

/* What a model is told of one text; the gravest come first. */
#define NOTES_MAX 5

static const char *const notes[] = {
  [BOOKGEN_FINDING_REFUSED] = "It was a refusal instead of the text. Write the text; where you cannot treat something as the "
                              "brief has it, treat what you can.",
  [BOOKGEN_FINDING_THINKING] = "It contained your thinking. Give the text alone.",
  [BOOKGEN_FINDING_LOOP] = "It said the same again and again: “%s”. Say everything once.",
  [BOOKGEN_FINDING_TRUNCATED] = "It stopped in the middle. Bring it to its end.",
  [BOOKGEN_FINDING_PLACEHOLDER] = "It left a gap instead of text: “%s”. Write out everything.",
  [BOOKGEN_FINDING_ASSISTANT] = "It spoke of you as a model: “%s”. The book knows of no model.",
  [BOOKGEN_FINDING_FOREIGN_CHAPTER] = "It went on into another chapter: “%s”. End where this chapter ends.",
  [BOOKGEN_FINDING_OVERLAP] = "It said what another chapter says already: “%s”. Leave that to the other chapter.",
  [BOOKGEN_FINDING_PREAMBLE] = "It began with an announcement: “%s”. Begin with the text.",
  [BOOKGEN_FINDING_OPEN_FENCE] = "A block of code was never closed.",
  [BOOKGEN_FINDING_TITLE_TWICE] = "The heading “%s” stood there twice.",
  [BOOKGEN_FINDING_EMPTY_SECTION] = "Nothing stood below the heading “%s”.",
  [BOOKGEN_FINDING_TIC] = "It used the phrase “%s”, which is all over the book.",
  [BOOKGEN_FINDING_REMARK] = "A reader remarked on “%s”.",
  [BOOKGEN_FINDING_CLAIM] = "It claimed “%s”, which the material does not say.",
  [BOOKGEN_FINDING_OTHER] = "“%s” was not as it should be.",
};

char *
bookgen_finding_dup_note (const BookgenFinding *self)
{
  if (self->kind == BOOKGEN_FINDING_SHORT)
    return g_strdup_printf ("It had %u words instead of %u. Write it at full length.", self->count, self->of);
  if (self->kind == BOOKGEN_FINDING_LONG)
    return g_strdup_printf ("It had %u words instead of %u. Keep to the length.", self->count, self->of);
  g_autoptr (GString) note = g_string_new (notes[self->kind]);
  g_string_replace (note, "%s", self->words, 1);
  if (self->kind == BOOKGEN_FINDING_REMARK && self->remark != NULL)
    g_string_append_printf (note, " %s", self->remark);
  return g_string_free (g_steal_pointer (&note), FALSE);
}

gboolean
bookgen_check_lacks_end (const GPtrArray *findings)
{
  gboolean lacks_end = FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      const BookgenFinding *finding = g_ptr_array_index (findings, i);
      if (finding->kind == BOOKGEN_FINDING_TRUNCATED)
        lacks_end = TRUE;
      else if (finding->kind == BOOKGEN_FINDING_LOOP || bookgen_finding_is_repairable (finding))
        return FALSE;
    }
  return lacks_end;
}

static gboolean
is_worth_it (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (bookgen_finding_is_repairable (findings->pdata[i]))
      return TRUE;
  return FALSE;
}

char *
bookgen_check_dup_note (const GPtrArray *findings)
{
  if (!is_worth_it (findings))
    return NULL;
  GString *all = g_string_new (NULL);
  for (guint i = 0, told = 0; i < findings->len && told < NOTES_MAX; i++)
    {
      const BookgenFinding *finding = findings->pdata[i];
      if (finding->kind == BOOKGEN_FINDING_CLAIM || finding->kind == BOOKGEN_FINDING_TIC)
        continue;
      g_autofree char *note = bookgen_finding_dup_note (finding);
      g_string_append_printf (all, "%s%s", told++ > 0 ? "\n" : "", note);
    }
  return g_string_free (all, FALSE);
}
