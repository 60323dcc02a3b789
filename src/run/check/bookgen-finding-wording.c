/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-finding.h"

/* Of the words, what a sentence can hold. */
#define SHOWN_CHARS 120

/* On one line, without markup at its ends, the end kept where that is what matters. The caller's. */
static char *
dup_shown (const BookgenFinding *self)
{
  g_autofree char *line = g_strdup (self->words);
  g_strdelimit (line, "\n\r\t", ' ');
  g_strstrip (line);
  glong chars = g_utf8_strlen (line, -1);
  if (chars <= SHOWN_CHARS)
    return g_steal_pointer (&line);
  if (self->kind == BOOKGEN_FINDING_TRUNCATED)
    return g_strconcat ("…", g_utf8_offset_to_pointer (line, chars - SHOWN_CHARS), NULL);
  g_autofree char *head = g_utf8_substring (line, 0, SHOWN_CHARS);
  return g_strconcat (head, "…", NULL);
}

static char *
word_overlap (const BookgenFinding *self, const char *shown)
{
  return g_strdup_printf (_("Stands in “%s” too: “%s”"), self->remark != NULL ? self->remark : "", shown);
}

static char *
word_title_twice (const BookgenFinding *self, const char *shown)
{
  if (self->other == NULL)
    return g_strdup_printf (_("The heading “%s” stands twice in this chapter"), shown);
  if (self->length == 0)
    return g_strdup_printf (_("Another chapter is called “%s” too"), self->remark != NULL ? self->remark : "");
  return g_strdup_printf (_("The heading “%s” stands in “%s” too"), shown, self->remark != NULL ? self->remark : "");
}

static char *
word_remark (const BookgenFinding *self, const char *shown)
{
  const char *remark = self->remark != NULL ? self->remark : "";
  return *shown != '\0' ? g_strdup_printf (_("“%s”: %s"), shown, remark) : g_strdup (remark);
}

static char *
word_counts (const BookgenFinding *self, const char *shown)
{
  switch (self->kind)
    {
    case BOOKGEN_FINDING_SHORT:
      return g_strdup_printf (ngettext ("Too short: %u word of %u", "Too short: %u words of %u", self->count), self->count,
                              self->of);
    case BOOKGEN_FINDING_LONG:
      return g_strdup_printf (ngettext ("Too long: %u word where %u were asked for",
                                        "Too long: %u words where %u were asked for", self->count),
                              self->count, self->of);
    case BOOKGEN_FINDING_LOOP:
      return g_strdup_printf (ngettext ("Says %u time: “%s”", "Says %u times: “%s”", self->count), self->count, shown);
    default:
      return g_strdup_printf (ngettext ("“%s” stands in %u chapter of %u", "“%s” stands in %u chapters of %u", self->count),
                              shown, self->count, self->of);
    }
}

static const char *const sentences[] = {
  [BOOKGEN_FINDING_REFUSED] = N_("The model refused to write it: “%s”"),
  [BOOKGEN_FINDING_THINKING] = N_("The model's thinking stands in the text: “%s”"),
  [BOOKGEN_FINDING_TRUNCATED] = N_("Stops in the middle: “%s”"),
  [BOOKGEN_FINDING_PLACEHOLDER] = N_("A gap to be filled: “%s”"),
  [BOOKGEN_FINDING_ASSISTANT] = N_("The model speaks of itself: “%s”"),
  [BOOKGEN_FINDING_FOREIGN_CHAPTER] = N_("Goes on into another chapter: “%s”"),
  [BOOKGEN_FINDING_PREAMBLE] = N_("Announces the text instead of beginning it: “%s”"),
  [BOOKGEN_FINDING_OPEN_FENCE] = N_("A block of code had no end and was closed: “%s”"),
  [BOOKGEN_FINDING_EMPTY_SECTION] = N_("Nothing stands below the heading “%s”"),
  [BOOKGEN_FINDING_CLAIM] = N_("To be checked: “%s”"),
  [BOOKGEN_FINDING_OTHER] = N_("To look at: “%s”"),
};

/* Where there are no words to show. */
static const char *const bare_sentences[] = {
  [BOOKGEN_FINDING_REFUSED] = N_("The model refused to write it"),
  [BOOKGEN_FINDING_THINKING] = N_("The model's thinking may stand in the text: it has no end"),
  [BOOKGEN_FINDING_TRUNCATED] = N_("Stops in the middle"),
  [BOOKGEN_FINDING_PLACEHOLDER] = N_("A gap to be filled"),
  [BOOKGEN_FINDING_ASSISTANT] = N_("The model speaks of itself"),
  [BOOKGEN_FINDING_FOREIGN_CHAPTER] = N_("Goes on into another chapter"),
  [BOOKGEN_FINDING_PREAMBLE] = N_("Announces the text instead of beginning it"),
  [BOOKGEN_FINDING_OPEN_FENCE] = N_("A block of code had no end and was closed"),
  [BOOKGEN_FINDING_EMPTY_SECTION] = N_("Nothing stands below a heading"),
  [BOOKGEN_FINDING_CLAIM] = N_("To be checked"),
  [BOOKGEN_FINDING_OTHER] = N_("To look at"),
};

static char *
fill (const char *const *with, const char *const *without, BookgenFindingKind kind, const char *shown)
{
  g_autoptr (GString) sentence = g_string_new (_(*shown != '\0' ? with[kind] : without[kind]));
  g_string_replace (sentence, "%s", shown, 1);
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

char *
bookgen_finding_dup_sentence (const BookgenFinding *self)
{
  g_autofree char *shown = dup_shown (self);
  switch (self->kind)
    {
    case BOOKGEN_FINDING_SHORT:
    case BOOKGEN_FINDING_LONG:
    case BOOKGEN_FINDING_LOOP:
    case BOOKGEN_FINDING_TIC:
      return word_counts (self, shown);
    case BOOKGEN_FINDING_OVERLAP:
      return word_overlap (self, shown);
    case BOOKGEN_FINDING_TITLE_TWICE:
      return word_title_twice (self, shown);
    case BOOKGEN_FINDING_REMARK:
      return word_remark (self, shown);
    default:
      return fill (sentences, bare_sentences, self->kind, shown);
    }
}
