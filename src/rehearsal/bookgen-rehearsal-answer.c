/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-answer.h"

#include "bookgen-rehearsal-outline.h"
#include "bookgen-rehearsal-pictures.h"
#include "bookgen-rehearsal-text.h"

#include <string.h>

#define DEFAULT_WORDS 2000
/* A beginning that was tidied up by its keeper is recognised by its end, if that is long enough to stand only once. */
#define RECOGNISED_BYTES 48
#define PLAN_CHAPTERS_MAX 2000
/* The line after which a request asks for what a chapter hands on. */
#define CARRY_MARK "[[CARRIED OVER]]"

/* What a writer who was asked says it hands on. */
static void
append_carried_over (GString *text, const char *title)
{
  g_string_append_printf (text, "\n\n" CARRY_MARK "\nPoints: what “%s” has made clear\nTerms: rehearsal\n"
                                "Promises: what “%s” left open\n",
                          title, title);
}

static char *
answer_chapter (const BookgenRehearsalRequest *request)
{
  g_autofree char *title = NULL;
  guint number = bookgen_rehearsal_request_find_chapter (request, &title);
  guint words = bookgen_rehearsal_request_find_target (request);
  g_autofree char *text = bookgen_rehearsal_text_make (number, title, words > 0 ? words : DEFAULT_WORDS);
  GString *whole = g_string_new (text);

  if (bookgen_rehearsal_request_asks (request, CARRY_MARK))
    append_carried_over (whole, title);
  return g_string_free (whole, FALSE);
}

/* Titles stand in quotation marks that need no escape. */
static char *
dup_plain (const char *title)
{
  char *plain = g_strdup (title);

  g_strdelimit (plain, "\"\\\t", '\'');
  return plain;
}

static void
append_planned_chapter (GString *plan, const char *number, const char *title)
{
  g_autofree char *plain = dup_plain (title);

  g_string_append_printf (plan, "%s\n    {\"number\": %s, \"title\": \"%s\",\n", plan->str[plan->len - 1] == '[' ? "" : ",",
                          number, plain);
  g_string_append_printf (plan, "     \"summary\": \"What a reader of “%s” should know at its end.\",\n", plain);
  g_string_append_printf (plan, "     \"only_here\": [\"%s\"],\n", plain);
  g_string_append (plan, "     \"opens\": \"a scene\", \"ends\": \"a question\", \"hands_on\": \"what was promised here\"}");
}

/* The titles are the numbered lines of the outline, which the request or the shared part holds. */
static guint
append_planned_chapters (GString *plan, const BookgenRehearsalRequest *request, BookgenRehearsalRole role)
{
  g_autoptr (GRegex) regex = g_regex_new ("^[ \\t]*([0-9]{1,6})[.)][ \\t]+(\\S.*?)[ \\t]*$",
                                          G_REGEX_MULTILINE | G_REGEX_NEWLINE_ANYCRLF, 0, NULL);
  guint count = 0;

  for (guint i = 0; i < request->turns->len; i++)
    {
      const BookgenRehearsalTurn *turn = request->turns->pdata[i];
      g_autoptr (GMatchInfo) match = NULL;

      if (turn->role != role)
        continue;
      for (g_regex_match (regex, turn->text, 0, &match); g_match_info_matches (match) && count < PLAN_CHAPTERS_MAX;
           g_match_info_next (match, NULL), count++)
        {
          g_autofree char *number = g_match_info_fetch (match, 1);
          g_autofree char *title = g_match_info_fetch (match, 2);

          append_planned_chapter (plan, number, title);
        }
    }
  return count;
}

static char *
answer_plan (const BookgenRehearsalRequest *request)
{
  GString *plan = g_string_new ("{\n");

  if (bookgen_rehearsal_request_asks (request, "\"premise\""))
    g_string_append (plan, "  \"premise\": \"Rehearsal plan: a placeholder that no model wrote.\",\n"
                           "  \"readers\": \"Whoever rehearses.\",\n"
                           "  \"voice\": \"Plain, in the past tense.\",\n"
                           "  \"sample\": \"The harbour was quiet, and nobody had asked why.\",\n"
                           "  \"terms\": [{\"name\": \"rehearsal\", \"text\": \"a run that costs nothing\"}],\n"
                           "  \"avoid\": [\"Taking any of this for a text.\"],\n");
  g_string_append (plan, "  \"chapters\": [");
  if (append_planned_chapters (plan, request, BOOKGEN_REHEARSAL_USER) == 0)
    append_planned_chapters (plan, request, BOOKGEN_REHEARSAL_SYSTEM);
  g_string_append (plan, "\n  ]\n}\n");
  return g_string_free (plan, FALSE);
}

/* One remark, on the words that every placeholder begins with. */
static char *
answer_remarks (void)
{
  return g_strdup ("{\"items\": [{\"quote\": \"Rehearsal text for chapter\", \"remark\": \"A placeholder, on which no model "
                   "remarked.\"}]}\n");
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
    return bookgen_rehearsal_request_asks (request, "\"remark\":")   ? answer_remarks ()
           : bookgen_rehearsal_request_asks (request, "{\"items\":") ? bookgen_rehearsal_pictures_make (request) : answer_chapter (request);
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

/* How many words are left of the turn that is asked for, of which SAID is the beginning where it was cut off; 0: no limit. */
static guint
count_words_left (const BookgenRehearsalRequest *request, const char *said)
{
  gboolean begun;
  guint part = bookgen_rehearsal_request_find_part (request, &begun);
  guint words = begun ? bookgen_rehearsal_text_count_words (said) : 0;

  if (part == 0 || bookgen_rehearsal_request_asks (request, CARRY_MARK))
    return 0;
  return part > words ? part - words : 1;
}

char *
bookgen_rehearsal_answer (const BookgenRehearsalRequest *request)
{
  g_autofree char *whole = answer_whole (request);
  g_autofree char *said = join_assistant_turns (request);
  const char *rest = find_continuation (whole, said);
  guint words = count_words_left (request, said);
  gsize length = words > 0 ? bookgen_rehearsal_text_stop (rest, words) : strlen (rest);

  return length > 0 ? g_strndup (rest, length) : g_strdup ("\n");
}
