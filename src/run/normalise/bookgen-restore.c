/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-restore.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "bookgen-line.h"
#include "bookgen-normalised.h"

/* So many lines of the reply before and after it are looked for in the text, to see where it stood. */
#define NEIGHBOURS 20
#define REMOVALS_MAX 10000
/* Of a line that something was taken out of, what stood before it. */
#define CONTEXT_BYTES 40

GPtrArray *
bookgen_removals_from_json (const char *json)
{
  g_autoptr (BookgenNormalised) record = bookgen_normalised_new ();
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), REMOVALS_MAX); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *what = object ? json_object_get_string_member_with_default (object, "what", NULL) : NULL;
      const char *text = object ? json_object_get_string_member_with_default (object, "text", NULL) : NULL;

      if (what != NULL && text != NULL)
        bookgen_normalised_add_removal (record, what,
                                        CLAMP (json_object_get_int_member_with_default (object, "line", 0), 0, G_MAXINT), text,
                                        -1);
    }
  return g_ptr_array_ref (record->removals);
}

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

/* Before which line of the text the removal stood. */
static guint
find_place (GArray *lines, GArray *raw_lines, const BookgenRemoval *removal)
{
  int from = MAX ((int) removal->line, 1) - 1, to = from + count_lines (removal->text);
  double near = (double) from / MAX (raw_lines->len, 1);

  for (int i = to; i < MIN (to + NEIGHBOURS, (int) raw_lines->len); i++)
    {
      int line = find_line (lines, &g_array_index (raw_lines, BookgenLine, i), near);

      if (line >= 0)
        return line;
    }
  for (int i = MIN (from, (int) raw_lines->len) - 1; i >= 0 && i >= from - NEIGHBOURS; i--)
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

/* A heading gets its level again. */
static char *
replace_heading (const char *text, const char *raw, const BookgenRemoval *removal)
{
  g_autoptr (GArray) lines = bookgen_line_split (text), raw_lines = bookgen_line_split (raw);
  BookgenLine old = { .start = removal->text, .length = strcspn (removal->text, "\n") };
  int at = find_line (lines, &old, (double) removal->line / MAX (raw_lines->len, 1));
  const BookgenLine *line = at >= 0 ? &g_array_index (lines, BookgenLine, at) : NULL;

  if (line == NULL)
    return NULL;
  return g_strdup_printf ("%.*s%s%s", (int) (line->start - text), text, removal->text, line->start + line->length);
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

char *
bookgen_restore_removal (const char *text, const char *raw, const BookgenRemoval *removal)
{
  static const char *const LINES[]
      = { "think", "front-matter", "preamble", "fence", "title", "rule", "postamble", NULL };

  if (g_strv_contains (LINES, removal->what))
    return insert_lines (text, raw, removal);
  if (g_str_equal (removal->what, "level"))
    return replace_heading (text, raw, removal);
  if (g_str_equal (removal->what, "citation"))
    return insert_words (text, raw, removal);
  if (g_str_equal (removal->what, "json") || g_str_equal (removal->what, "newlines"))
    return g_utf8_make_valid (raw, -1);
  return NULL;
}

static char *
removals_without (GPtrArray *removals, guint index)
{
  g_autoptr (BookgenNormalised) rest = bookgen_normalised_new ();

  for (guint i = 0; i < removals->len; i++)
    {
      const BookgenRemoval *removal = removals->pdata[i];

      if (i != index)
        bookgen_normalised_add_removal (rest, removal->what, removal->line, removal->text, -1);
    }
  return bookgen_normalised_removals_to_json (rest);
}

BookgenRevision *
bookgen_restore_revision (BookgenRevision *revision, guint index)
{
  const BookgenRevisionData *old = bookgen_revision_get (revision);
  g_autoptr (GPtrArray) removals = bookgen_removals_from_json (old->removed);
  g_autofree char *text = NULL, *removed = NULL;
  BookgenRevisionData data = *old;

  if (index >= removals->len || old->raw == NULL || old->text == NULL)
    return NULL;
  text = bookgen_restore_removal (old->text, old->raw, removals->pdata[index]);
  if (text == NULL)
    return NULL;
  removed = removals_without (removals, index);
  data.id = 0;
  data.origin = BOOKGEN_ORIGIN_ME;
  data.text = text;
  data.removed = removed;
  data.findings = NULL;
  data.words = bookgen_revision_count_words (text);
  data.made_at_ms = g_get_real_time () / 1000;
  return bookgen_revision_new (&data);
}
