/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-reader.h"
#include "bookgen-import-target.h"

/* Headlines deeper than this are list items, as in Org's own exports (org-export-headline-levels, "#+OPTIONS: H:"). */
#define DEFAULT_LEVELS 3
/* So many kinds of blocks are looked for to the end of the file; real files have five. */
#define MAX_ENDLESS 16

typedef struct {
  BookgenImport *import; /* borrowed */
  GHashTable *states;    /* words such as TODO */
  GHashTable *endless;   /* blocks that are begun and never ended */
  guint levels;
  guint skipped_level; /* below this level nothing is read; 0: all is */
  guint skipped;       /* headlines */
  gboolean in_drawer;
} Walk;

static guint
stars_at (const char *line)
{
  guint stars = strspn (line, "*");

  return line[stars] == ' ' || line[stars] == '\t' ? stars : 0;
}

static gboolean
has_keyword (const char *line)
{
  static const char *const words[] = { "#+title:", "#+author:", "#+options:", "#+startup:", "#+begin_", "#+todo:", "#+date:",
                                       "#+email:", "#+language:", "#+filetags:", "#+property:", "#+seq_todo:" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (line, words[i], strlen (words[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Stars alone may be bullets; two of them at the margin, a keyword or a drawer are Org. */
gboolean
bookgen_import_org_recognises (const BookgenImportSource *source)
{
  gboolean named = bookgen_import_source_has_suffix (source, ".org");

  if (source->root)
    return FALSE;
  for (const char *line = source->text; line; line = strchr (line, '\n') ? strchr (line, '\n') + 1 : NULL)
    if (has_keyword (line) || stars_at (line) > 1 || (named && stars_at (line) > 0) ||
        g_ascii_strncasecmp (line + strspn (line, " "), ":PROPERTIES:\n", 13) == 0)
      return TRUE;
  return named;
}

static gboolean
is_state (Walk *walk, const char *word, gsize length)
{
  g_autofree char *copy = g_strndup (word, length);

  return g_hash_table_contains (walk->states, copy);
}

static const char *
skip_word (const char *text, gsize length)
{
  return text + length + strspn (text + length, " \t");
}

/* ":tag:other:" at the end, and "[2/3]", "[50%]" anywhere. */
static void
cut_tags_and_cookies (char *title, gboolean *excluded)
{
  static GRegex *tags, *cookies;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *plain = NULL;
  int start;

  if (g_once_init_enter (&tags))
    g_once_init_leave (&tags, g_regex_new ("(?:^|\\s+)(:(?:[\\w@#%]+:)+)\\s*\\z", G_REGEX_OPTIMIZE, 0, NULL));
  if (g_once_init_enter (&cookies))
    g_once_init_leave (&cookies, g_regex_new ("\\s*\\[\\d*(?:%|/\\d*)\\]", G_REGEX_OPTIMIZE, 0, NULL));
  if (g_regex_match (tags, title, 0, &match) && g_match_info_fetch_pos (match, 0, &start, NULL))
    {
      *excluded = strstr (title + start, ":noexport:") != NULL;
      title[start] = '\0';
    }
  if (!strchr (title, '['))
    return;
  plain = g_regex_replace_literal (cookies, title, -1, 0, "", 0, NULL);
  if (plain)
    strcpy (title, plain);
}

/* Links show their description; emphasis is only its text; times, targets, notes and macros are none. https://orgmode.org/manual/Emphasis-and-Monospace.html */
static char *
dup_without_markup (const char *title)
{
  static GRegex *links, *emphasis, *marks;
  g_autofree char *linked = NULL, *unmarked = NULL;

  if (g_once_init_enter (&marks))
    g_once_init_leave (&marks, g_regex_new ("\\s*[<\\[]\\d{4}-\\d\\d-\\d\\d[^]>\\n]*[]>]|<{2,3}[^<>\\n]*>{2,3}|\\[fn:[^]\\n]*\\]|\\{\\{\\{[^}\\n]*\\}\\}\\}\\s*",
                                            G_REGEX_OPTIMIZE, 0, NULL));

  if (g_once_init_enter (&links))
    g_once_init_leave (&links, g_regex_new ("\\[\\[(?:[^]\\[]*\\]\\[)?([^]\\[]+)\\]\\]", G_REGEX_OPTIMIZE, 0, NULL));
  if (g_once_init_enter (&emphasis))
    g_once_init_leave (&emphasis, g_regex_new ("(?<![\\w*/_=~+])([*/_=~+])(?=\\S)([^\\n]*?\\S)\\1(?![\\w*/_=~+])",
                                               G_REGEX_OPTIMIZE, 0, NULL));
  unmarked = strpbrk (title, "<[{") ? g_regex_replace_literal (marks, title, -1, 0, "", 0, NULL) : NULL;
  linked = g_regex_replace (links, unmarked ? unmarked : title, -1, 0, "\\1", 0, NULL);
  return g_regex_replace (emphasis, linked ? linked : title, -1, 0, "\\2", 0, NULL);
}

/* The title of a headline; *EXCLUDED where it is marked not to be exported. */
static char *
dup_title (Walk *walk, const char *text, gsize length, gboolean *excluded)
{
  g_autofree char *line = g_strndup (text, length);
  const char *title = line + strspn (line, " \t");
  gsize word = strcspn (title, " \t");
  char *plain;

  *excluded = FALSE;
  if (is_state (walk, title, word))
    title = skip_word (title, word);
  if (g_str_has_prefix (title, "[#") && title[2] && title[3] == ']')
    title = skip_word (title, 4);
  word = strcspn (title, " \t");
  if (word == 7 && g_str_has_prefix (title, "COMMENT"))
    {
      *excluded = TRUE;
      title = skip_word (title, word);
    }
  g_autofree char *rest = g_strdup (title);
  gboolean tagged = FALSE;
  cut_tags_and_cookies (rest, &tagged);
  *excluded |= tagged;
  plain = dup_without_markup (rest);
  return plain ? plain : g_steal_pointer (&rest);
}

static void
add_deep_headline (Walk *walk, guint level, const char *title)
{
  BookgenImportItem *item = bookgen_import_items_last (walk->import->items);
  guint deeper = MIN (level - walk->levels - 1, BOOKGEN_IMPORT_MAX_DEPTH);
  g_autofree char *line = g_strdup_printf ("%*s- %s", (int) deeper * 2, "", title);

  if (item)
    bookgen_import_item_add_line (item, line, -1);
}

static void
add_headline (Walk *walk, const char *line, gsize length, guint level)
{
  gboolean excluded;
  g_autofree char *title = NULL;

  if (walk->skipped_level > 0 && level > walk->skipped_level)
    return;
  title = dup_title (walk, line + level, length - level, &excluded);
  walk->skipped_level = excluded ? level : 0;
  walk->skipped += excluded;
  if (excluded)
    return;
  if (level > walk->levels && walk->import->items->len > 0)
    add_deep_headline (walk, level, title);
  else
    bookgen_import_items_add (walk->import->items, level, title);
}

static void
take_value (char **where, const char *value, gsize length)
{
  g_free (*where);
  *where = g_strstrip (g_strndup (value, length));
}

/* A long title may be given in several lines. */
static void
add_title (BookgenImport *import, const char *value, gsize length)
{
  g_autofree char *before = g_steal_pointer (&import->title), *more = g_strstrip (g_strndup (value, length));

  import->title = *before ? g_strconcat (before, " ", more, NULL) : g_strdup (more);
  import->titled = TRUE;
}

static gboolean
keyword_is (const char *line, const char *keyword)
{
  return g_ascii_strncasecmp (line, keyword, strlen (keyword)) == 0;
}

static void
take_states (Walk *walk, const char *value, gsize length)
{
  g_autofree char *copy = g_strndup (value, length);
  g_auto (GStrv) words = g_strsplit_set (copy, " \t|", -1);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_hash_table_add (walk->states, g_strndup (words[i], strcspn (words[i], "(")));
}

static void
take_levels (Walk *walk, const char *value, gsize length)
{
  g_autofree char *copy = g_strndup (value, length);
  const char *option = strstr (copy, "H:");

  if (option && g_ascii_isdigit (option[2]))
    walk->levels = CLAMP (atoi (option + 2), 1, BOOKGEN_IMPORT_MAX_DEPTH);
}

static void
take_keyword (Walk *walk, const char *line, gsize length)
{
  const char *colon = memchr (line, ':', length);
  gsize rest = colon ? length - (colon + 1 - line) : 0;

  if (!colon)
    return;
  if (keyword_is (line, "#+title:"))
    add_title (walk->import, colon + 1, rest);
  else if (keyword_is (line, "#+author:"))
    take_value (&walk->import->author, colon + 1, rest);
  else if (keyword_is (line, "#+todo:") || keyword_is (line, "#+seq_todo:") || keyword_is (line, "#+typ_todo:"))
    take_states (walk, colon + 1, rest);
  else if (keyword_is (line, "#+options:"))
    take_levels (walk, colon + 1, rest);
}

static void
add_line (Walk *walk, const char *line, gsize length)
{
  BookgenImportItem *item = bookgen_import_items_last (walk->import->items);

  if (walk->skipped_level > 0)
    return;
  if (item)
    {
      if (length > 0 || (item->text && item->text->len > 0 && !g_str_has_suffix (item->text->str, "\n\n")))
        bookgen_import_item_add_line (item, line, length);
      return;
    }
  g_string_append_len (walk->import->preamble, line, length);
  g_string_append_c (walk->import->preamble, '\n');
}

/* Where the block that begins at LINE ends: past its last line; NULL where it never does. */
static const char *
find_block_end (Walk *walk, const char *line)
{
  gsize length = strcspn (line + 8, " \t\n");
  g_autofree char *name = g_ascii_strdown (line + 8, length);

  if (g_hash_table_contains (walk->endless, name) || g_hash_table_size (walk->endless) >= MAX_ENDLESS)
    return NULL;
  for (const char *next = strchr (line, '\n'); next; next = strchr (next + 1, '\n'))
    {
      const char *start = next + 1 + strspn (next + 1, " \t");

      if (keyword_is (start, "#+end_") && g_ascii_strncasecmp (start + 6, name, length) == 0)
        return start + strcspn (start, "\n");
    }
  g_hash_table_add (walk->endless, g_steal_pointer (&name));
  return NULL;
}

static gboolean
is_drawer (const char *text, gsize length)
{
  return length > 2 && text[0] == ':' && text[length - 1] == ':' && !memchr (text, ' ', length);
}

static gboolean
is_planning (const char *text)
{
  return g_str_has_prefix (text, "SCHEDULED:") || g_str_has_prefix (text, "DEADLINE:") || g_str_has_prefix (text, "CLOSED:");
}

/* ":WORD_COUNT: 1200" */
static void
take_property (Walk *walk, const char *line, gsize length)
{
  BookgenImportItem *item = bookgen_import_items_last (walk->import->items);
  g_autofree char *copy = g_strndup (line, length), *folded = g_ascii_strdown (copy, -1);
  const char *end = *copy == ':' ? strchr (copy + 1, ':') : NULL, *word = strstr (folded, "word");

  if (item && end && word && word - folded < end - copy && item->target_words == 0)
    item->target_words = bookgen_import_target_read (end + 1);
}

/* A line that is no headline. Returns where the next one begins. */
static const char *
add_body (Walk *walk, const char *line, gsize length)
{
  gsize indent = strspn (line, " \t");
  const char *text = line + indent;
  gsize trimmed = length > indent ? length - indent : 0;
  const char *end;

  while (trimmed > 0 && g_ascii_isspace (text[trimmed - 1]))
    trimmed--;
  if (walk->in_drawer)
    take_property (walk, text, trimmed);
  if (walk->in_drawer)
    walk->in_drawer = !(trimmed == 5 && g_ascii_strncasecmp (text, ":END:", 5) == 0);
  else if (is_drawer (text, trimmed))
    walk->in_drawer = TRUE;
  else if (keyword_is (text, "#+begin_") && (end = find_block_end (walk, text)))
    {
      if (!keyword_is (text, "#+begin_comment"))
        add_line (walk, line, end - line);
      return end;
    }
  else if (g_str_has_prefix (text, "#+"))
    take_keyword (walk, text, trimmed);
  else if (!is_planning (text) && !(text[0] == '#' && (trimmed == 1 || text[1] == ' ')))
    add_line (walk, line, length);
  return line + length;
}

static void
read_lines (Walk *walk, const char *line)
{
  while (*line)
    {
      gsize length = strcspn (line, "\n");
      guint stars = stars_at (line);

      if (stars > 0)
        {
          walk->in_drawer = FALSE;
          add_headline (walk, line, length, stars);
          line += length;
        }
      else
        line = add_body (walk, line, length);
      line += *line == '\n';
    }
}

static gboolean
read_lists (Walk *walk, const BookgenImportSource *source, GError **error)
{
  g_autoptr (GString) lines = walk->import->preamble;

  walk->import->preamble = g_string_new (NULL);
  return bookgen_import_read_plain (g_strchug (lines->str), source, walk->import, error);
}

/* Where there are no headlines, lists may be the outline; other lines are not. */
static gboolean
finish (Walk *walk, const BookgenImportSource *source, GError **error)
{
  if (walk->skipped > 0)
    g_ptr_array_add (walk->import->warnings,
                     g_strdup_printf (ngettext ("%u heading marked as comment or “noexport” was left out, with all below it.",
                                                "%u headings marked as comment or “noexport” were left out, with all below them.",
                                                walk->skipped), walk->skipped));
  if (walk->import->items->len > 0)
    return TRUE;
  if (strstr (source->text, "\n- ") || strstr (source->text, "\n1. "))
    return read_lists (walk, source, error);
  g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_EMPTY,
               _ ("There are no headings in “%s”. Begin each chapter with “* ” and its title, and try again."), source->name);
  return FALSE;
}

gboolean
bookgen_import_org_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (GHashTable) states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) endless = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = { .import = import, .states = states, .endless = endless, .levels = DEFAULT_LEVELS };

  g_hash_table_add (states, g_strdup ("TODO"));
  g_hash_table_add (states, g_strdup ("DONE"));
  read_lines (&walk, source->text);
  return finish (&walk, source, error);
}
