/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-plan-private.h"

#include "bookgen-excerpt.h"

/* Tokens that each of the shared parts may take in every request of a run. */
enum {
  PREMISE_TOKENS = 450, /* a plan that is all premise has the room of all of them */
  ALL_TOKENS = 3000,
  READERS_TOKENS = 200,
  VOICE_TOKENS = 250,
  TERMS_TOKENS = 1300,
  AVOID_TOKENS = 300,
  SUMMARY_TOKENS = 200,
  ONLY_HERE_TOKENS = 160,
  LINE_TOKENS = 70,
};

static void
append_text (GString *out, const char *heading, const char *text, guint most_tokens)
{
  if (*text == '\0')
    return;
  g_autofree char *bounded = bookgen_excerpt_head (text, most_tokens);
  g_string_append_printf (out, "\n## %s\n\n%s\n", heading, bounded);
}

static void
append_terms (GString *out, GPtrArray *terms)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0; i < terms->len; i++)
    {
      const BookgenPlanTerm *term = terms->pdata[i];
      g_string_append_printf (lines, "- %s%s%s\n", term->name, *term->text != '\0' ? ": " : "", term->text);
    }
  append_text (out, "Names, terms and facts that all chapters keep to", lines->str, TERMS_TOKENS);
}

static void
append_avoid (GString *out, GStrv avoid)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0; avoid[i] != NULL; i++)
    g_string_append_printf (lines, "- %s\n", avoid[i]);
  append_text (out, "To avoid", lines->str, AVOID_TOKENS);
}

static gboolean
is_all_premise (const BookgenPlan *self)
{
  return *self->readers == '\0' && *self->voice == '\0' && self->terms->len == 0 && self->chapters->len == 0;
}

void
bookgen_plan_append_shared (const BookgenPlan *self, GString *out)
{
  append_text (out, "Premise", self->premise, is_all_premise (self) ? ALL_TOKENS : PREMISE_TOKENS);
  append_text (out, "Readers", self->readers, READERS_TOKENS);
  append_text (out, "Voice", self->voice, VOICE_TOKENS);
  append_text (out, "A passage in exactly this voice", self->sample, BOOKGEN_PLAN_SAMPLE_TOKENS);
  append_terms (out, self->terms);
  append_avoid (out, self->avoid);
}

static void
append_line (GString *out, const char *label, const char *text, guint most_tokens)
{
  if (*text == '\0')
    return;
  g_autofree char *bounded = bookgen_excerpt_head (text, most_tokens);
  g_autofree char *line = bookgen_excerpt_one_line (bounded);
  g_string_append_printf (out, "%s: %s\n", label, line);
}

void
bookgen_plan_append_chapter (const BookgenPlanChapter *chapter, GString *out)
{
  if (chapter == NULL)
    return;
  g_autofree char *only_here = g_strjoinv ("; ", chapter->only_here);
  append_line (out, "In short", chapter->summary, SUMMARY_TOKENS);
  append_line (out, "Only here, and in no other chapter", only_here, ONLY_HERE_TOKENS);
  append_line (out, "It opens with", chapter->opens, LINE_TOKENS);
  append_line (out, "It ends with", chapter->ends, LINE_TOKENS);
  append_line (out, "It hands on", chapter->hands_on, LINE_TOKENS);
}
