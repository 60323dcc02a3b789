/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-answer.h"

#include "bookgen-rehearsal-outline.h"
#include "bookgen-rehearsal-text.h"

#include <string.h>

#define DEFAULT_WORDS 2000
/* A beginning that was tidied up by its keeper is recognised by its end, if that is long enough to stand only once. */
#define RECOGNISED_BYTES 48
#define PLAN_CHAPTERS_MAX 2000

static char *
answer_chapter (const BookgenRehearsalRequest *request)
{
  g_autofree char *title = NULL;
  guint number = bookgen_rehearsal_request_find_chapter (request, &title);
  guint words = bookgen_rehearsal_request_find_target (request);

  return bookgen_rehearsal_text_make (number, title != NULL ? title : "", words > 0 ? words : DEFAULT_WORDS);
}

static void
append_planned_chapter (GString *plan, guint number, const char *title)
{
  g_string_append_printf (plan, "\n### %u. %s\n\n", number, title);
  g_string_append_printf (plan, "- Summary: what a reader of “%s” should know at its end.\n", title);
  g_string_append_printf (plan, "- Only here: %s.\n", title);
  g_string_append (plan, "- Opens with: a scene.\n- Ends with: a question.\n");
  g_string_append (plan, "- Hands on: what was promised here.\n");
}

static void
append_planned_chapters (GString *plan, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("^[ \\t]*([0-9]{1,6})[.)][ \\t]+(\\S.*?)[ \\t]*$",
                                          G_REGEX_MULTILINE | G_REGEX_NEWLINE_ANYCRLF, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, text, 0, &match);
  for (guint i = 1; g_match_info_matches (match) && i <= PLAN_CHAPTERS_MAX; i++)
    {
      g_autofree char *title = g_match_info_fetch (match, 2);

      append_planned_chapter (plan, i, title);
      g_match_info_next (match, NULL);
    }
}

/* The titles are the numbered lines of the outline, which the shared part holds. */
static char *
answer_plan (const BookgenRehearsalRequest *request)
{
  GString *plan = g_string_new ("*Rehearsal plan: a placeholder that no model wrote.*\n\n"
                                "## Premise\n\nA book made to try the way from outline to book.\n\n"
                                "## Readers\n\nWhoever rehearses.\n\n## Voice\n\nPlain, in the past tense.\n\n"
                                "## Chapters\n");

  for (guint i = 0; i < request->turns->len; i++)
    append_planned_chapters (plan, ((BookgenRehearsalTurn *) request->turns->pdata[i])->text);
  return g_string_free (plan, FALSE);
}

static char *
answer_whole (const BookgenRehearsalRequest *request)
{
  g_autofree char *title = NULL;
  gboolean lessons = FALSE;
  guint outlined = bookgen_rehearsal_request_find_outline (request, &lessons);

  if (outlined > 0)
    return bookgen_rehearsal_outline_make (outlined, lessons);
  if (bookgen_rehearsal_request_find_chapter (request, &title) > 0)
    return answer_chapter (request);
  if (bookgen_rehearsal_request_asks_plan (request))
    return answer_plan (request);
  return g_strdup ("This is the rehearsal server: no model wrote this answer.");
}

static char *
join_assistant_turns (const BookgenRehearsalRequest *request)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < request->turns->len; i++)
    {
      const BookgenRehearsalTurn *turn = request->turns->pdata[i];

      if (turn->role == BOOKGEN_REHEARSAL_ASSISTANT)
        g_string_append (said, turn->text);
    }
  return g_string_free (said, FALSE);
}

/* Where in WHOLE to go on after SAID: its start when SAID is not from it. */
static const char *
find_continuation (const char *whole, const char *said)
{
  gsize length = strlen (said);
  const char *tail = said + length - MIN (length, RECOGNISED_BYTES);
  const char *found;

  if (g_str_has_prefix (whole, said))
    return whole + length;
  if (length < RECOGNISED_BYTES)
    return whole;
  while ((*tail & 0xC0) == 0x80)
    tail++;
  found = strstr (whole, tail);
  return found != NULL ? found + strlen (tail) : whole;
}

char *
bookgen_rehearsal_answer (const BookgenRehearsalRequest *request)
{
  g_autofree char *whole = answer_whole (request);
  g_autofree char *said = join_assistant_turns (request);
  const char *rest = find_continuation (whole, said);

  return g_strdup (*rest != '\0' ? rest : "\n");
}
