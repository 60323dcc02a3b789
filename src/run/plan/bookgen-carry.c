/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-carry.h"

#include <string.h>

#include "bookgen-excerpt.h"

/* What is said after the text is short; a mark further up was not meant. */
#define MAX_SAID_BYTES 12000
#define MARK_WORDS "[[carried over]]"
#define LAST_TOKENS 120

typedef enum { POINTS, TERMS, PROMISES, N_SECTIONS } Section;

static const struct {
  const char *label; /* how a line of it begins */
  const char *title;
  gint64 tokens;
} sections[N_SECTIONS] = {
  [POINTS] = { "points", "Points made", 120 },
  [TERMS] = { "terms", "Terms introduced", 60 },
  [PROMISES] = { "promises", "Promises open", 60 },
};

const char *
bookgen_carry_get_request (void)
{
  return "After the end of the text write the line\n" BOOKGEN_CARRY_MARK "\n"
         "and then, for whoever writes on, three short lines that begin with these words:\n"
         "Points: what this text has made clear, separated by semicolons\n"
         "Terms: names and terms it brought in\n"
         "Promises: what it left open for later\n"
         "These lines are not printed. Together they have at most 120 words.\n";
}

/* Whatever markup a writer put around it. */
static gboolean
is_mark (const char *line, gsize length)
{
  g_autofree char *text = g_ascii_strdown (line, length);
  g_strdelimit (text, "*_`#>\\", ' ');
  return g_str_equal (g_strstrip (text), MARK_WORDS);
}

const char *
bookgen_carry_find (const char *reply)
{
  gsize length = strlen (reply);
  const char *least = length > MAX_SAID_BYTES ? reply + length - MAX_SAID_BYTES : reply;
  const char *end = reply + length;
  for (const char *start = end; start >= least; start--)
    {
      if (start > reply && start[-1] != '\n')
        continue;
      if (is_mark (start, end - start))
        return start;
      end = start > reply ? start - 1 : start;
    }
  return NULL;
}

/* The section a line begins, and what it says of it; N_SECTIONS for a line that goes on. */
static Section
find_section (const char *line, const char **rest)
{
  for (Section i = 0; i < N_SECTIONS; i++)
    {
      const char *colon = strchr (line, ':');
      if (colon == NULL || colon - line > 24 || g_ascii_strncasecmp (line, sections[i].label, strlen (sections[i].label)) != 0)
        continue;
      *rest = colon + 1;
      return i;
    }
  return N_SECTIONS;
}

static void
add_said (GString *section, const char *text)
{
  text += strspn (text, " \t*_-•");
  if (*text == '\0' || g_ascii_strcasecmp (text, "none") == 0 || g_ascii_strcasecmp (text, "none.") == 0)
    return;
  if (section->len > 0)
    g_string_append (section, "; ");
  g_string_append (section, text);
}

static void
read_said (const char *said, GString *const *found)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  Section current = N_SECTIONS;
  for (guint i = lines[0] != NULL; lines[0] != NULL && lines[i] != NULL; i++)
    {
      g_strdelimit (lines[i], "*_#`", ' ');
      char *line = g_strstrip (lines[i]);
      const char *rest = line + strspn (line, "- ");
      Section section = find_section (rest, &rest);
      if (section < N_SECTIONS)
        current = section;
      if (current < N_SECTIONS)
        add_said (found[current], rest);
    }
}

static void
append_section (GString *out, const char *title, const char *text, gint64 tokens)
{
  g_autofree char *bounded = bookgen_excerpt_head (text, tokens);
  if (*bounded != '\0')
    g_string_append_printf (out, "%s: %s\n", title, bounded);
}

char *
bookgen_carry_make (const char *text, const char *said, const char *hands_on)
{
  g_autoptr (GString) points = g_string_new (NULL);
  g_autoptr (GString) terms = g_string_new (NULL);
  g_autoptr (GString) promises = g_string_new (NULL);
  GString *const found[N_SECTIONS] = { [POINTS] = points, [TERMS] = terms, [PROMISES] = promises };
  g_autofree char *last = bookgen_excerpt_last_paragraph (text, LAST_TOKENS);
  GString *out = g_string_new (NULL);
  if (said != NULL)
    read_said (said, found);
  if (promises->len == 0 && hands_on != NULL)
    g_string_append (promises, hands_on);
  append_section (out, "It ended with these words", last, LAST_TOKENS);
  for (Section i = 0; i < N_SECTIONS; i++)
    append_section (out, sections[i].title, found[i]->str, sections[i].tokens);
  return g_string_free (out, FALSE);
}
