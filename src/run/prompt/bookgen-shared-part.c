/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-shared-part.h"

#include "bookgen-chat.h"
#include "bookgen-excerpt.h"
#include "bookgen-style.h"

enum {
  OUTLINE_TOKENS = 2200,        /* beside a plan */
  ALONE_TOKENS = 5200,          /* without one */
  PARTS_TOKENS = 500,           /* where parts stand for their chapters */
  TITLE_TOKENS = 60,
  MAX_NAMED = 150,              /* chapters; more are not tried */
};

/* How much is said of each chapter; what says more is tried first. */
typedef enum { WITH_SUMMARIES, WITH_TOPICS, TITLES, PARTS, N_DETAILS } Detail;

static void
append_topics (GString *out, const BookgenPlanChapter *chapter)
{
  g_autofree char *topics = chapter != NULL ? g_strjoinv ("; ", chapter->only_here) : g_strdup ("");
  if (*topics != '\0')
    g_string_append_printf (out, " Only here: %s.", topics);
}

static void
append_chapter (GString *out, BookgenOutline *outline, BookgenUnit *unit, const BookgenPlan *plan, Detail detail)
{
  const BookgenPlanChapter *chapter = plan != NULL ? bookgen_plan_get_chapter (plan, bookgen_unit_get_id (unit)) : NULL;
  g_autofree char *line = bookgen_excerpt_one_line (bookgen_unit_get_title (unit));
  g_autofree char *title = bookgen_excerpt_head (line, TITLE_TOKENS);
  g_string_append_printf (out, "%u. %s.", bookgen_outline_get_number (outline, unit), title);
  if (detail == WITH_SUMMARIES && chapter != NULL)
    g_string_append_printf (out, " %s", chapter->summary);
  else if (detail == WITH_SUMMARIES && *bookgen_unit_get_brief (unit) != '\0')
    g_string_append_printf (out, "\n%s", bookgen_unit_get_brief (unit));
  if (detail <= WITH_TOPICS)
    append_topics (out, chapter);
  g_string_append_c (out, '\n');
}

/* A part, module or group, with the numbers of its chapters where these are not listed. */
static void
append_group (GString *out, BookgenUnit *unit, guint first, guint last, Detail detail)
{
  g_autofree char *line = bookgen_excerpt_one_line (bookgen_unit_get_title (unit));
  g_autofree char *title = bookgen_excerpt_head (line, TITLE_TOKENS);
  if (detail < PARTS)
    g_string_append_printf (out, "\n### %s\n\n", title);
  else if (last >= first)
    g_string_append_printf (out, "- %s: chapters %u to %u\n", title, first, last);
}

/* The number of the last chapter among and below UNITS from INDEX on that belongs to the unit at INDEX. */
static guint
count_below (GPtrArray *units, guint index)
{
  BookgenUnit *group = units->pdata[index];
  guint chapters = 0;
  for (guint i = index + 1; i < units->len; i++)
    {
      BookgenUnit *above = bookgen_unit_get_parent (units->pdata[i]);
      while (above != NULL && above != group)
        above = bookgen_unit_get_parent (above);
      if (above == NULL)
        break;
      chapters += bookgen_unit_is_written (units->pdata[i]);
    }
  return chapters;
}

static char *
list_outline (BookgenOutline *outline, const BookgenPlan *plan, Detail detail)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  GString *out = g_string_new (NULL);
  guint number = 0;
  for (guint i = 0; i < units->len; i++)
    {
      BookgenUnit *unit = units->pdata[i];
      gboolean written = bookgen_unit_is_written (unit);
      number += written;
      if (!written)
        append_group (out, unit, number + 1, number + (detail == PARTS ? count_below (units, i) : 0), detail);
      else if (detail < PARTS)
        append_chapter (out, outline, unit, plan, detail);
    }
  return g_string_free (out, FALSE);
}

gboolean
bookgen_shared_part_names_all (BookgenOutline *outline)
{
  if (bookgen_outline_count (outline, TRUE) > MAX_NAMED)
    return FALSE;
  g_autofree char *titles = list_outline (outline, NULL, TITLES);
  return bookgen_text_estimate_tokens (titles) <= OUTLINE_TOKENS;
}

static void
append_outline (GString *out, BookgenOutline *outline, const BookgenPlan *plan)
{
  gint64 tokens = plan != NULL ? OUTLINE_TOKENS : ALONE_TOKENS;
  guint chapters = bookgen_outline_count (outline, TRUE);
  g_string_append_printf (out, "\n## Outline: %u chapters\n\n", chapters);
  for (Detail detail = bookgen_shared_part_names_all (outline) ? WITH_SUMMARIES : PARTS; detail < N_DETAILS; detail++)
    {
      g_autofree char *list = list_outline (outline, plan, detail);
      gboolean fits = bookgen_text_estimate_tokens (list) <= tokens;
      if (!fits && detail < PARTS)
        continue;
      g_autofree char *bounded = bookgen_excerpt_head (list, detail < PARTS ? tokens : PARTS_TOKENS);
      g_string_append (out, bounded);
      g_string_append_c (out, '\n');
      return;
    }
}

static void
append_wish (GString *out, const char *label, const char *text, guint most_tokens)
{
  g_autofree char *bounded = bookgen_excerpt_head (text, most_tokens);
  g_autofree char *line = bookgen_excerpt_one_line (bounded);
  if (*line != '\0')
    g_string_append_printf (out, "%s: %s\n", label, line);
}

/* What the author says of the style holds, whatever a plan says. A passage that was chosen before there was one is in it. */
static void
append_style (GString *out, BookgenBook *book, gboolean planned)
{
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (book, "style"));
  g_autoptr (GString) wishes = g_string_new (NULL);
  append_wish (wishes, "Voice", style->voice, BOOKGEN_STYLE_VOICE_TOKENS);
  append_wish (wishes, "Readers", style->readers, BOOKGEN_STYLE_TOKENS);
  append_wish (wishes, "Person", style->person, BOOKGEN_STYLE_TOKENS);
  append_wish (wishes, "Tense", style->tense, BOOKGEN_STYLE_TOKENS);
  if (!planned)
    append_wish (wishes, "A passage in exactly this voice", style->sample, BOOKGEN_STYLE_SAMPLE_TOKENS);
  if (wishes->len > 0)
    g_string_append_printf (out, "\n## The author's wishes, which hold before all else\n\n%s", wishes->str);
}

static void
append_book (GString *out, BookgenBook *book)
{
  g_autofree char *line = bookgen_excerpt_one_line (bookgen_book_get_title (book));
  g_autofree char *title = bookgen_excerpt_head (line, TITLE_TOKENS);
  g_autofree char *author = bookgen_excerpt_head (bookgen_book_get_author (book), TITLE_TOKENS);
  g_string_append_printf (out, "# %s\n\n", title);
  if (*author != '\0')
    g_string_append_printf (out, "By %s. ", author);
  const char *language = bookgen_book_get_language (book);
  g_string_append_printf (out, "Language: %s\n", *language != '\0' ? language : "that of the outline");
}

GRefString *
bookgen_shared_part_make (BookgenBook *book, const BookgenPlan *plan)
{
  g_autoptr (GString) out = g_string_new ("You write a book together with others. This is what all of you know of it.\n\n");
  append_book (out, book);
  append_style (out, book, plan != NULL);
  if (plan != NULL)
    bookgen_plan_append_shared (plan, out);
  append_outline (out, bookgen_book_get_outline (book), plan);
  return g_ref_string_new_len (out->str, out->len);
}
