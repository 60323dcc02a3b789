/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-markdown.h"

#include "bookgen-anchors.h"
#include "bookgen-chapter-text.h"
#include "bookgen-heading-levels.h"
#include "bookgen-markdown-pictures.h"
#include "bookgen-media-kind.h"
#include "bookgen-wording.h"
#include "bookgen-xhtml.h"

#include <string.h>

#define NAME_MAX_BYTES 60
#define PICTURES_FOLDER "images"
#define RECORDINGS_FOLDER "audio"

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
file_free (gpointer data)
{
  BookgenMarkdownFile *file = data;

  g_free (file->name);
  g_free (file->text);
  g_clear_object (&file->media);
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

static void
add_media (GPtrArray *files, char *name, BookgenMedia *media)
{
  BookgenMarkdownFile *file = g_new0 (BookgenMarkdownFile, 1);

  file->name = name;
  file->media = g_object_ref (media);
  g_ptr_array_add (files, file);
}

static void
add_pictures (GPtrArray *files, const BookgenSection *section, const char *folder)
{
  for (guint i = 0; section->pictures && i < section->pictures->len; i++)
    {
      const BookgenPicture *picture = g_ptr_array_index (section->pictures, i);

      add_media (files, g_build_filename (folder, picture->name, NULL), picture->media);
    }
}

/* The section's text below a heading of LEVEL, with its pictures. */
static void
append_text (GString *out, const BookgenSection *section, guint level, const char *note_prefix, const char *title,
             const char *pictures, GPtrArray *notes)
{
  g_autofree char *text = bookgen_chapter_text_dup (section->text, level, note_prefix);
  g_autofree char *illustrated = bookgen_markdown_pictures_dup (text, section->pictures, pictures, title, notes);

  g_string_append (out, illustrated);
}

static void
append_section (GString *out, const BookgenManuscript *manuscript, const BookgenSection *section, guint level,
                const char *pictures, GPtrArray *notes)
{
  g_autofree char *title = bookgen_xhtml_dup_title (manuscript, section);
  g_autofree char *prefix = g_strdup_printf ("%s-", section->id);

  append_heading (out, level, title);
  if (!section->text)
    return;
  append_text (out, section, level, prefix, title, pictures, notes);
  g_string_append_c (out, '\n');
}

/* "book.md" -> "book-images". */
static char *
dup_pictures_folder (const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = dot ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);

  return g_strconcat (stem, "-images", NULL);
}

GPtrArray *
bookgen_markdown_new_book (const BookgenManuscript *manuscript, const char *name, GPtrArray *notes)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);
  g_autofree char *pictures = dup_pictures_folder (name);
  GString *out = g_string_new (NULL);
  BookgenHeadingLevels levels = { .n = 0 };

  append_front (out, manuscript);
  for (guint i = 0; i < manuscript->sections->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (manuscript->sections, i);
      guint level;

      if (!is_in_book (section))
        continue;
      level = bookgen_heading_levels_step (&levels, section->depth + 1) + 1;
      append_section (out, manuscript, section, MIN (level, BOOKGEN_HEADING_LEVEL_MAX), pictures, notes);
      add_pictures (files, section, pictures);
    }
  g_string_truncate (out, out->len - 1);
  add_file (files, g_strdup (name), g_string_free (out, FALSE));
  return files;
}

/* "03-the-harbour": of a chapter's files, without their suffixes. */
static char *
dup_stem (const BookgenManuscript *manuscript, const BookgenSection *section, const char *title)
{
  g_autofree char *slug = bookgen_anchors_dup_slug (title);
  int width = manuscript->chapters < 100 ? 2 : manuscript->chapters < 1000 ? 3 : 5;

  if (strlen (slug) > NAME_MAX_BYTES)
    *g_utf8_find_prev_char (slug, slug + NAME_MAX_BYTES + 1) = '\0';
  return g_strdup_printf ("%0*u-%s", width, section->number, *slug ? slug : section->id);
}

static void
append_index_line (GString *index, guint depth, const char *title, const char *name)
{
  g_autofree char *escaped = name ? g_uri_escape_string (name, "/", TRUE) : NULL;

  g_string_append_printf (index, "%*s- %s", (int) (depth - 1) * 2, "", name ? "[" : "");
  append_words (index, title);
  if (name)
    g_string_append_printf (index, "](%s)", escaped);
  g_string_append_c (index, '\n');
}

/* Each in a line of its own below that of its chapter. */
static void
add_recordings (GPtrArray *files, GString *index, guint depth, const BookgenSection *section, const char *stem)
{
  for (guint i = 0; section->recordings && i < section->recordings->len; i++)
    {
      BookgenMedia *media = g_ptr_array_index (section->recordings, i);
      const char *suffix = bookgen_media_kind_get_suffix (bookgen_media_get (media)->media_type);
      g_autofree char *title = g_strdup_printf ("%s-%02u.%s", stem, i + 1, suffix);
      char *name = g_build_filename (RECORDINGS_FOLDER, title, NULL);

      append_index_line (index, depth + 1, title, name);
      add_media (files, name, media);
    }
}

static void
add_chapter (GPtrArray *files, GString *index, guint depth, const BookgenSection *section, const char *title,
             const char *stem, GPtrArray *notes)
{
  char *name = g_strconcat (stem, ".md", NULL);
  GString *text = g_string_new (NULL);

  append_index_line (index, depth, title, name);
  add_pictures (files, section, PICTURES_FOLDER);
  add_recordings (files, index, depth, section, stem);
  g_string_append_printf (text, "<!-- bookgen: chapter %s -->\n\n", section->id);
  append_heading (text, 1, title);
  append_text (text, section, 1, NULL, title, PICTURES_FOLDER, notes);
  add_file (files, name, g_string_free (text, FALSE));
}

GPtrArray *
bookgen_markdown_new_folder (const BookgenManuscript *manuscript, GPtrArray *notes)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);
  GString *index = g_string_new (NULL);
  BookgenHeadingLevels levels = { .n = 0 };

  append_front (index, manuscript);
  for (guint i = 0; i < manuscript->sections->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (manuscript->sections, i);
      g_autofree char *title = bookgen_xhtml_dup_title (manuscript, section);
      g_autofree char *stem = section->text ? dup_stem (manuscript, section, title) : NULL;
      guint depth;

      if (!is_in_book (section))
        continue;
      depth = bookgen_heading_levels_step (&levels, section->depth + 1);
      if (stem)
        add_chapter (files, index, depth, section, title, stem, notes);
      else
        append_index_line (index, depth, title, NULL);
    }
  add_file (files, g_strdup ("index.md"), g_string_free (index, FALSE));
  return files;
}
