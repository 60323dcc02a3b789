/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-markdown.h"

#include "bookgen-anchors.h"
#include "bookgen-chapter-text.h"
#include "bookgen-heading-levels.h"
#include "bookgen-wording.h"
#include "bookgen-xhtml.h"

#include <string.h>

#define NAME_MAX_BYTES 60

/* A title is words, not markup. */
static void
append_words (GString *out, const char *words)
{
  for (const char *at = words; *at; at++)
    {
      gboolean in_word = at > words && g_ascii_isalnum (at[-1]) && g_ascii_isalnum (at[1]);
      gboolean entity = *at == '&' && (g_ascii_isalpha (at[1]) || at[1] == '#');
      gboolean last_mark = *at == '#' && at[strspn (at, "# ")] == '\0';

      if (strchr ("\\`*[]<", *at) || (*at == '_' && !in_word) || entity || last_mark)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *at == '\n' || *at == '\r' ? ' ' : *at);
    }
}

static void
append_heading (GString *out, guint level, const char *title)
{
  for (guint i = 0; i < level; i++)
    g_string_append_c (out, '#');
  g_string_append_c (out, ' ');
  append_words (out, title);
  g_string_append (out, "\n\n");
}

/* Title, author, and that it is a rehearsal where it is one. */
static void
append_front (GString *out, const BookgenManuscript *manuscript)
{
  const char *language = manuscript->language;
  gboolean titled = manuscript->title && *manuscript->title;

  append_heading (out, 1, titled ? manuscript->title : bookgen_wording_get (language, BOOKGEN_WORDING_UNTITLED));
  if (manuscript->author && *manuscript->author)
    {
      append_words (out, manuscript->author);
      g_string_append (out, "\n\n");
    }
  if (manuscript->rehearsal)
    g_string_append_printf (out, "> **%s.** %s\n\n", bookgen_wording_get (language, BOOKGEN_WORDING_REHEARSAL_TITLE),
                            bookgen_wording_get (language, BOOKGEN_WORDING_REHEARSAL));
}

static gboolean
is_in_book (const BookgenSection *section)
{
  return section->kind == BOOKGEN_SECTION_PART || section->text;
}

static void
append_section (GString *out, const BookgenManuscript *manuscript, const BookgenSection *section, guint level)
{
  g_autofree char *title = bookgen_xhtml_dup_title (manuscript, section);
  g_autofree char *prefix = g_strdup_printf ("%s-", section->id);
  g_autofree char *text = section->text ? bookgen_chapter_text_dup (section->text, level, prefix) : NULL;

  append_heading (out, level, title);
  if (text)
    g_string_append_printf (out, "%s\n", text);
}

char *
bookgen_markdown_dup_book (const BookgenManuscript *manuscript)
{
  GString *out = g_string_new (NULL);
  BookgenHeadingLevels levels = { .n = 0 };

  append_front (out, manuscript);
  for (guint i = 0; i < manuscript->sections->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (manuscript->sections, i);

      if (!is_in_book (section))
        continue;
      append_section (out, manuscript, section,
                      MIN (bookgen_heading_levels_step (&levels, section->depth + 1) + 1, BOOKGEN_HEADING_LEVEL_MAX));
    }
  g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static void
file_free (gpointer data)
{
  BookgenMarkdownFile *file = data;

  g_free (file->name);
  g_free (file->text);
  g_free (file);
}

static void
add_file (GPtrArray *files, char *name, char *text)
{
  BookgenMarkdownFile *file = g_new0 (BookgenMarkdownFile, 1);

  file->name = name;
  file->text = text;
  g_ptr_array_add (files, file);
}

static char *
dup_file_name (const BookgenManuscript *manuscript, const BookgenSection *section, const char *title)
{
  g_autofree char *slug = bookgen_anchors_dup_slug (title);
  int width = manuscript->chapters < 100 ? 2 : manuscript->chapters < 1000 ? 3 : 5;

  if (strlen (slug) > NAME_MAX_BYTES)
    *g_utf8_find_prev_char (slug, slug + NAME_MAX_BYTES + 1) = '\0';
  return g_strdup_printf ("%0*u-%s.md", width, section->number, *slug ? slug : section->id);
}

static void
add_chapter (GPtrArray *files, const BookgenSection *section, const char *title, char *name)
{
  GString *text = g_string_new (NULL);
  g_autofree char *own = bookgen_chapter_text_dup (section->text, 1, NULL);

  g_string_append_printf (text, "<!-- bookgen: chapter %s -->\n\n", section->id);
  append_heading (text, 1, title);
  g_string_append (text, own);
  add_file (files, name, g_string_free (text, FALSE));
}

static void
append_index_line (GString *index, guint depth, const char *title, const char *name)
{
  g_autofree char *escaped = name ? g_uri_escape_string (name, NULL, TRUE) : NULL;

  g_string_append_printf (index, "%*s- %s", (int) (depth - 1) * 2, "", name ? "[" : "");
  append_words (index, title);
  if (name)
    g_string_append_printf (index, "](%s)", escaped);
  g_string_append_c (index, '\n');
}

GPtrArray *
bookgen_markdown_new_folder (const BookgenManuscript *manuscript)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);
  GString *index = g_string_new (NULL);
  BookgenHeadingLevels levels = { .n = 0 };

  append_front (index, manuscript);
  for (guint i = 0; i < manuscript->sections->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (manuscript->sections, i);
      g_autofree char *title = bookgen_xhtml_dup_title (manuscript, section);
      char *name = section->text ? dup_file_name (manuscript, section, title) : NULL;

      if (!is_in_book (section))
        continue;
      append_index_line (index, bookgen_heading_levels_step (&levels, section->depth + 1), title, name);
      if (name)
        add_chapter (files, section, title, name);
    }
  add_file (files, g_strdup ("index.md"), g_string_free (index, FALSE));
  return files;
}
