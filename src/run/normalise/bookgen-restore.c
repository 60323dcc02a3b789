/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-restore.h"

#include <string.h>

#include "bookgen-characters.h"
#include "bookgen-line.h"
#include "bookgen-normalised.h"

/* So many lines of the reply before and after it are looked for in the text, to see where it stood. */
#define NEIGHBOURS 20
/* Of a line that something was taken out of, what stood before it. */
#define CONTEXT_BYTES 40

/* A line without the marks of a heading and blanks at its ends: what normalising leaves as it is. */
static void
trim_line (const BookgenLine *line, const char **start, gsize *length)
{
  *start = line->start;
  *length = line->length;
  while (*length > 0 && (g_ascii_isspace (**start) || **start == '#'))
    (*start)++, (*length)--;
  while (*length > 0 && g_ascii_isspace ((*start)[*length - 1]))
    (*length)--;
}

/* The line of TEXT that says the same as LINE and stands nearest to the part NEAR (0 to 1) of it; -1 for none. */
static int
find_line (GArray *lines, const BookgenLine *line, double near)
{
  const char *start, *other;
  gsize length, other_length;
  int found = -1;

  trim_line (line, &start, &length);
  for (guint i = 0; length > 0 && i < lines->len; i++)
    {
      double away = ABS ((double) i / lines->len - near), found_away = ABS ((double) found / lines->len - near);

      trim_line (&g_array_index (lines, BookgenLine, i), &other, &other_length);
      if (other_length == length && memcmp (other, start, length) == 0 && (found < 0 || away < found_away))
        found = i;
    }
  return found;
}

static guint
count_lines (const char *text)
{
  guint lines = 1;

  for (; (text = strchr (text, '\n')) != NULL; text++)
    lines++;
  return lines;
}

/* The line of the text with what stood behind the removal in its last line, raw line LAST; -1 for none. */
static int
find_rest (GArray *lines, GArray *raw_lines, guint last, const char *removed, double near)
{
  const BookgenLine *line = last < raw_lines->len ? &g_array_index (raw_lines, BookgenLine, last) : NULL;
  const char *start = strrchr (removed, '\n') != NULL ? strrchr (removed, '\n') + 1 : removed;
  const char *at = line != NULL ? g_strstr_len (line->start, line->length, start) : NULL;
  BookgenLine rest = { 0 };

  if (at == NULL)
    return -1;
  rest.start = at + strlen (start);
  rest.length = line->start + line->length - rest.start;
  return find_line (lines, &rest, near);
}

/* Before which line of the text the removal stood. Whole lines are taken out at the two ends only, so where nothing of what
 * followed is in the text, one of the second half goes to the end. */
static guint
find_place (GArray *lines, GArray *raw_lines, const BookgenRemoval *removal)
{
  int from = MAX ((int) removal->line, 1) - 1, to = from + count_lines (removal->text);
  double near = (double) from / MAX (raw_lines->len, 1);
  int rest = find_rest (lines, raw_lines, to - 1, removal->text, near);

  if (rest >= 0)
    return rest;
  for (int i = to; i < MIN (to + NEIGHBOURS, (int) raw_lines->len); i++)
    {
      int line = find_line (lines, &g_array_index (raw_lines, BookgenLine, i), near);

      if (line >= 0)
        return line;
    }
  for (int i = MIN (from, (int) raw_lines->len) - 1; near < 0.5 && i >= 0 && i >= from - NEIGHBOURS; i--)
    {
      int line = find_line (lines, &g_array_index (raw_lines, BookgenLine, i), near);

      if (line >= 0)
        return line + 1;
    }
  return near < 0.5 ? 0 : lines->len;
}

static char *
insert_lines (const char *text, const char *raw, const BookgenRemoval *removal)
{
  g_autoptr (GArray) lines = bookgen_line_split (text), raw_lines = bookgen_line_split (raw);
  guint line = find_place (lines, raw_lines, removal);
  gsize at = line < lines->len ? (gsize) (g_array_index (lines, BookgenLine, line).start - text) : strlen (text);
  g_autofree char *before = g_strchomp (g_strndup (text, at));
  g_autofree char *words = g_strchomp (g_strdup (removal->text));
  const char *after = text + at + strspn (text + at, "\n");

  return g_strconcat (before, *before != '\0' ? "\n\n" : "", words, "\n", *after != '\0' ? "\n" : "", after, NULL);
}

/* The heading as it was written; one that was underlined with marks in front, as all in a text. */
static char *
dup_heading (GArray *raw_lines, const BookgenRemoval *removal)
{
  const BookgenLine *below = removal->line < raw_lines->len ? &g_array_index (raw_lines, BookgenLine, removal->line) : NULL;
  const BookgenLine own = { .start = removal->text, .length = strlen (removal->text) };
  char mark = below != NULL ? bookgen_line_get_underline (below) : '\0';

  if (bookgen_line_get_heading (&own, NULL, NULL) > 0 || mark == '\0')
    return g_strdup (removal->text);
  return g_strconcat (mark == '=' ? "# " : "## ", removal->text, NULL);
}

/* A heading gets its level again. */
static char *
replace_heading (const char *text, const char *raw, const BookgenRemoval *removal)
{
  g_autoptr (GArray) lines = bookgen_line_split (text), raw_lines = bookgen_line_split (raw);
  BookgenLine old = { .start = removal->text, .length = strcspn (removal->text, "\n") };
  int at = find_line (lines, &old, (double) removal->line / MAX (raw_lines->len, 1));
  const BookgenLine *line = at >= 0 ? &g_array_index (lines, BookgenLine, at) : NULL;
  g_autofree char *heading = dup_heading (raw_lines, removal);

  if (line == NULL)
    return NULL;
  return g_strdup_printf ("%.*s%s%s", (int) (line->start - text), text, heading, line->start + line->length);
}

/* Behind the words where they stand nearest to the part NEAR (0 to 1) of TEXT; NULL where they do not. */
static const char *
find_words (const char *text, const char *words, double near)
{
  double length = strlen (text), least = G_MAXDOUBLE;
  const char *found = NULL;

  for (const char *at = *words != '\0' ? strstr (text, words) : NULL; at != NULL; at = strstr (at + 1, words))
    {
      double away = ABS ((at - text) / length - near);

      if (away < least)
        found = at + strlen (words);
      least = MIN (least, away);
    }
  return found;
}

/* Where in TEXT the words stand that stood before WHERE in the reply. */
static const char *
find_context (const char *text, const char *raw, const char *where)
{
  const char *from = where;
  double near = (double) (where - raw) / strlen (raw);

  while (from > raw && where - from < CONTEXT_BYTES && from[-1] != '\n')
    from--;
  for (; from < where; from++)
    {
      g_autofree char *context = g_strchomp (g_strndup (from, where - from));
      const char *at = g_utf8_validate (context, -1, NULL) ? find_words (text, context, near) : NULL;

      if (at != NULL)
        return at;
    }
  return NULL;
}

static char *
insert_words (const char *text, const char *raw, const BookgenRemoval *removal)
{
  const char *line = raw, *where, *at;

  for (guint i = 1; i < removal->line && strchr (line, '\n') != NULL; i++)
    line = strchr (line, '\n') + 1;
  where = strstr (line, removal->text);
  at = where != NULL ? find_context (text, raw, where) : NULL;
  if (at == NULL)
    return NULL;
  return g_strdup_printf ("%.*s%s%s%s", (int) (at - text), text, where > raw && where[-1] == ' ' ? " " : "", removal->text, at);
}

/* The reply as its lines were counted. */
static char *
dup_counted (const char *raw)
{
  g_autoptr (BookgenNormalised) record = bookgen_normalised_new ();

  return bookgen_characters_clean (raw, -1, record);
}

static gboolean
is_whole_reply (const BookgenRemoval *removal)
{
  return g_str_equal (removal->what, "json") || g_str_equal (removal->what, "newlines");
}

char *
bookgen_restore_removal (const char *text, const char *raw, const BookgenRemoval *removal)
{
  static const char *const LINES[]
      = { "think", "front-matter", "preamble", "fence", "title", "rule", "postamble", NULL };
  g_autofree char *counted = NULL;

  if (is_whole_reply (removal))
    return g_utf8_make_valid (raw, -1);
  counted = dup_counted (raw);
  if (g_strv_contains (LINES, removal->what))
    return insert_lines (text, counted, removal);
  if (g_str_equal (removal->what, "level"))
    return replace_heading (text, counted, removal);
  if (g_str_equal (removal->what, "citation"))
    return insert_words (text, counted, removal);
  return NULL;
}

/* From the last to the first, so that each finds what stands behind it. */
static char *
restore_all (const char *text, const char *raw, GPtrArray *removals, guint first, guint last)
{
  g_autofree char *restored = g_strdup (text);

  for (guint i = last + 1; restored != NULL && i > first; i--)
    {
      char *next = bookgen_restore_removal (restored, raw, removals->pdata[i - 1]);

      g_free (restored);
      restored = next;
    }
  return g_steal_pointer (&restored);
}

BookgenRevision *
bookgen_restore_revision (BookgenRevision *revision, BookgenRevision *answer, guint index)
{
  const BookgenRevisionData *old = bookgen_revision_get (revision), *from = bookgen_revision_get (answer);
  g_autoptr (GPtrArray) removals = bookgen_removals_from_json (from->removed);
  g_autofree char *text = NULL, *removed = NULL;
  BookgenRevisionData data = *old;
  guint other, last = removals->len - 1;

  if (index >= removals->len || from->raw == NULL || old->text == NULL)
    return NULL;
  other = bookgen_removals_find_other_end (removals, index);
  text = restore_all (old->text, from->raw, removals, MIN (index, other), MAX (index, other));
  if (text == NULL)
    return NULL;
  /* The whole reply has all that was taken out of it. */
  if (is_whole_reply (removals->pdata[index]))
    removed = bookgen_removals_to_json_without (removals, 0, last);
  else
    removed = bookgen_removals_to_json_without (removals, MIN (index, other), MAX (index, other));
  data.id = 0;
  data.origin = BOOKGEN_ORIGIN_ME;
  data.text = text;
  data.raw = from->raw;
  data.removed = removed;
  data.findings = NULL;
  data.words = bookgen_revision_count_words (text);
  data.made_at_ms = g_get_real_time () / 1000;
  return bookgen_revision_new (&data);
}

void
bookgen_restore_find_place (const char *old, const char *now, gsize *start, gsize *length)
{
  gsize old_length = strlen (old), end = strlen (now), from = 0, same = 0;

  while (old[from] != '\0' && old[from] == now[from])
    from++;
  while (from > 0 && (now[from] & 0xC0) == 0x80)
    from--;
  while (same < MIN (old_length, end) - from && old[old_length - same - 1] == now[end - same - 1])
    same++;
  end -= same;
  while ((now[end] & 0xC0) == 0x80)
    end++;
  while (from < end && g_ascii_isspace (now[from]))
    from++;
  while (end > from && g_ascii_isspace (now[end - 1]))
    end--;
  *start = from;
  *length = end - from;
}
