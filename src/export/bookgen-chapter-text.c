/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-chapter-text.h"

#include "bookgen-commonmark.h"
#include "bookgen-heading-levels.h"

#include <string.h>

static const char *
line_at (GPtrArray *lines, int number)
{
  return number >= 1 && (guint) number <= lines->len ? g_ptr_array_index (lines, number - 1) : "";
}

static void
set_line (GPtrArray *lines, int number, char *line)
{
  g_free (lines->pdata[number - 1]);
  lines->pdata[number - 1] = line;
}

static char *
dup_marks (guint level)
{
  return g_strnfill (level, '#');
}

static gboolean
is_underline (const char *line)
{
  gsize spaces = strspn (line, " ");
  gsize marks = strspn (line + spaces, line[spaces] == '=' ? "=" : "-");

  return spaces < 4 && marks > 0 && line[spaces + marks + strspn (line + spaces + marks, " \t")] == '\0';
}

/* "Title\n=====" becomes one line: the underline can say two levels only. The lines that go become empty ones. */
static void
join_underlined (GPtrArray *lines, int first, guint level)
{
  int last = first + 1;
  g_autofree char *marks = dup_marks (level);
  g_autoptr (GString) joined = g_string_new (marks);

  while ((guint) last < lines->len && !is_underline (line_at (lines, last)))
    last++;
  for (int i = first; i < last; i++)
    {
      g_autofree char *part = g_strstrip (g_strdup (line_at (lines, i)));
      g_string_append_printf (joined, " %s", part);
    }
  set_line (lines, first, g_string_free (g_steal_pointer (&joined), FALSE));
  for (int i = first + 1; i <= last; i++)
    set_line (lines, i, g_strdup (""));
}

static void
set_heading_level (GPtrArray *lines, cmark_node *heading, guint level)
{
  int first = cmark_node_get_start_line (heading);
  const char *line = line_at (lines, first);
  const char *marks = line + strspn (line, " ");
  g_autofree char *new_marks = dup_marks (level);

  if (first < 1 || (guint) first > lines->len)
    return;
  if (*marks == '#')
    set_line (lines, first, g_strconcat (new_marks, marks + strspn (marks, "#"), NULL));
  else if ((guint) first < lines->len)
    join_underlined (lines, first, level);
}

/* Headings in quotes and lists are not the chapter's own. */
static void
shift_headings (GPtrArray *lines, cmark_node *document, guint level)
{
  BookgenHeadingLevels levels = { .n = 0 };

  for (cmark_node *node = cmark_node_first_child (document); node; node = cmark_node_next (node))
    if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
      {
        guint step = bookgen_heading_levels_step (&levels, (guint) cmark_node_get_heading_level (node));
        set_heading_level (lines, node, MIN (level + step, BOOKGEN_HEADING_LEVEL_MAX));
      }
}

/* Set of the labels that the chapter defines. */
static GHashTable *
find_note_labels (const char *text)
{
  g_autoptr (GRegex) definition = g_regex_new ("^ {0,3}\\[\\^([^\\]\\s]+)\\]:", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (g_regex_match (definition, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_hash_table_add (labels, g_match_info_fetch (match, 1));
  return labels;
}

typedef struct {
  GHashTable *labels;
  const char *prefix;
} Notes;

static gboolean
append_note_label (const GMatchInfo *match, GString *out, gpointer data)
{
  const Notes *notes = data;
  g_autofree char *label = g_match_info_fetch (match, 1);

  if (g_hash_table_contains (notes->labels, label))
    g_string_append_printf (out, "[^%s%s]", notes->prefix, label);
  else
    g_string_append_printf (out, "[^%s]", label);
  return FALSE;
}

/* TRUE at the index of every line, from 1, that is within a block of code. */
static gboolean *
find_code_lines (GPtrArray *lines, cmark_node *document)
{
  gboolean *code = g_new0 (gboolean, lines->len + 2);
  cmark_iter *iter = cmark_iter_new (document);

  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (cmark_node_get_type (node) != CMARK_NODE_CODE_BLOCK)
        continue;
      for (int i = MAX (cmark_node_get_start_line (node), 1); i <= cmark_node_get_end_line (node) && i <= (int) lines->len; i++)
        code[i] = TRUE;
    }
  cmark_iter_free (iter);
  return code;
}

static void
prefix_notes (GPtrArray *lines, cmark_node *document, const char *text, const char *prefix)
{
  g_autoptr (GHashTable) labels = find_note_labels (text);
  g_autoptr (GRegex) reference = g_regex_new ("\\[\\^([^\\]\\s]+)\\]", 0, 0, NULL);
  g_autofree gboolean *code = NULL;
  Notes notes = { labels, prefix };

  if (g_hash_table_size (labels) == 0)
    return;
  code = find_code_lines (lines, document);
  for (int i = 1; i <= (int) lines->len; i++)
    if (!code[i] && strstr (line_at (lines, i), "[^"))
      set_line (lines, i, g_regex_replace_eval (reference, line_at (lines, i), -1, 0, 0, append_note_label, &notes, NULL));
}

static GPtrArray *
split_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);

  for (guint i = 0; parts[i]; i++)
    {
      gsize length = strlen (parts[i]);
      g_ptr_array_add (lines, g_strndup (parts[i], length - (length > 0 && parts[i][length - 1] == '\r' ? 1 : 0)));
    }
  return lines;
}

static char *
join_lines (GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", line_at (lines, (int) i + 1));
  while (text->len > 1 && text->str[text->len - 1] == '\n' && text->str[text->len - 2] == '\n')
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

/* Whether a heading that followed TEXT would be one. */
static gboolean
lets_follow (const char *text)
{
  g_autofree char *probe = g_strconcat (text, "\n\n# x\n", NULL);
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (probe, -1);

  for (cmark_node *node = cmark_node_last_child (document); node; node = cmark_node_previous (node))
    if (cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_DEFINITION)
      return cmark_node_get_type (node) == CMARK_NODE_HEADING;
  return FALSE;
}

/* Ends what TEXT leaves open, a fence or a block of HTML (CommonMark 0.29, 4.5 and 4.6). Fences longer than ten and HTML
 * that nothing ends stay open. Takes TEXT. */
static char *
close_text (char *text)
{
  static const char *const ends[] = { "", "```", "~~~", "``````````", "~~~~~~~~~~", "-->", "?>", "]]>", "</script>", "</pre>",
                                      "</style>", ">" };
  g_autofree char *open = text;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *closed = *ends[i] ? g_strconcat (open, ends[i], "\n", NULL) : g_strdup (open);

      if (lets_follow (closed))
        return g_steal_pointer (&closed);
    }
  return g_steal_pointer (&open);
}

char *
bookgen_chapter_text_dup (const char *text, guint level, const char *note_prefix)
{
  g_autoptr (GPtrArray) lines = split_lines (text);
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (text, -1);

  shift_headings (lines, document, level);
  if (note_prefix)
    prefix_notes (lines, document, text, note_prefix);
  return close_text (join_lines (lines));
}
