/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-title.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-number.h"
#include "bookgen-import-target.h"

/* Longer than this is no title: what follows a pattern could take long. */
#define MAX_PATTERN_TITLE_BYTES 4096
/* A word longer than this is cut. */
#define LONG_WORD_BYTES 100

static GRegex *
compiled (GRegex **where, const char *pattern)
{
  if (g_once_init_enter (where))
    g_once_init_leave (where, g_regex_new (pattern, G_REGEX_OPTIMIZE | G_REGEX_CASELESS | G_REGEX_MULTILINE, 0, NULL));
  return *where;
}

static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff || (c >= 0xe000 && c <= 0xf8ff);
}

char *
bookgen_import_title_collapse (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean space = FALSE;

  for (; *text; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        space = out->len > 0;
      else if (!is_invisible (c))
        {
          if (space)
            g_string_append_c (out, ' ');
          space = FALSE;
          g_string_append_unichar (out, c);
        }
    }
  return g_string_free (out, FALSE);
}

/* A contents page's "Title ........ 12" and "Title\t12". Only a run of leaders or a tab makes a number a page. Returns where
 * they begin; -1 where there are none. */
static int
find_page_number (const char *title)
{
  static GRegex *leaders;
  g_autoptr (GMatchInfo) match = NULL;
  int start;

  if (!strpbrk (title, "\t._") && !strstr (title, "…") && !strstr (title, "·") && !strstr (title, "   "))
    return -1;
  compiled (&leaders, "(?:\\s*(?:\\.{3,}|(?:\\s\\.){3,}|…{2,}|·{3,}|_{3,})[\\s.…·_]*|\\t\\s*| {3,})(?:\\d{1,4}|[ivxl]{1,7})\\s*\\z"
                      "|\\s*(?:\\.{4,}|(?:\\s\\.){3,})\\s*\\z");
  if (g_regex_match (leaders, title, 0, &match) && g_match_info_fetch_pos (match, 0, &start, NULL) && start > 0)
    return start;
  return -1;
}

gboolean
bookgen_import_title_has_page (const char *text)
{
  return strlen (text) <= MAX_PATTERN_TITLE_BYTES && find_page_number (text) > 0;
}

/* What other programs keep of Markdown and wikis in a plain title: links show their text, emphasis is only its text. */
static char *
dup_without_markup (const char *title)
{
  static GRegex *links, *wiki, *bold, *italic;
  g_autofree char *unlinked = NULL, *plain = NULL, *light = NULL, *bare = NULL;

  if (!strpbrk (title, "[*_"))
    return g_strdup (title);
  compiled (&links, "!?\\[([^]\\[]+)\\]\\([^()\\s]*(?:\\([^()\\s]*\\)[^()\\s]*)?(?: +\"[^\"]*\")?\\)");
  compiled (&wiki, "\\[\\[(?:[^]|\\[]*\\|)?([^]|\\[]+)\\]\\]");
  compiled (&bold, "(?<![\\w*])\\*\\*(?=\\S)([^*\\n]+)(?<=\\S)\\*\\*(?![\\w*])|(?<![\\w_])__(?=\\S)([^_\\n]+)(?<=\\S)__(?![\\w_])");
  compiled (&italic, "(?<![\\w*])\\*(?=\\S)([^*\\n]+)(?<=\\S)\\*(?![\\w*])");
  unlinked = g_regex_replace (links, title, -1, 0, "\\1", 0, NULL);
  plain = g_regex_replace (wiki, unlinked ? unlinked : title, -1, 0, "\\1", 0, NULL);
  light = g_regex_replace (italic, plain ? plain : title, -1, 0, "\\1", 0, NULL);
  bare = g_regex_replace (bold, light ? light : title, -1, 0, "\\1\\2", 0, NULL);
  return bare ? g_steal_pointer (&bare) : g_strdup (title);
}

static void
take_number (BookgenImportItem *item, const BookgenImportNumber *number)
{
  g_autofree char *rest = g_strdup (number->rest);

  if (*item->number == '\0')
    {
      g_free (item->number);
      item->number = g_strndup (number->start, number->length);
    }
  if (item->label == BOOKGEN_IMPORT_LABEL_NONE)
    item->label = number->label;
  /* "Chapter 3" alone is all the title there is. */
  if (*rest != '\0')
    {
      g_free (item->title);
      item->title = g_steal_pointer (&rest);
    }
}

/* A title that begins with what may be a number. */
typedef struct {
  guint index;
  BookgenImportNumber number; /* points into the item's title */
} Candidate;

static gboolean
follow_each_other (GArray *group, gboolean roman)
{
  for (guint i = 0; i < group->len; i++)
    {
      BookgenImportNumber *number = &g_array_index (group, Candidate, i).number;

      if ((roman ? bookgen_import_number_get_roman (number) : number->value) != i + 1)
        return FALSE;
    }
  return TRUE;
}

/* A single letter may be an initial, a bare number a part of the title; "IV." is a number by itself. */
static gboolean
is_surely_number (GArray *group)
{
  for (guint i = 0; i < group->len; i++)
    if (g_array_index (group, Candidate, i).number.scheme != BOOKGEN_IMPORT_SCHEME_ROMAN)
      return FALSE;
  return TRUE;
}

/* "1 Fog" above "1.1 Dawn" */
static gboolean
is_confirmed_below (GPtrArray *items, GArray *group)
{
  for (guint i = 0; i < group->len; i++)
    {
      Candidate *candidate = &g_array_index (group, Candidate, i);
      const BookgenImportItem *item = items->pdata[candidate->index];
      const BookgenImportItem *below = candidate->index + 1 < items->len ? items->pdata[candidate->index + 1] : NULL;

      if (below && below->depth > item->depth && candidate->number.scheme == BOOKGEN_IMPORT_SCHEME_BARE &&
          strncmp (below->number, candidate->number.start, candidate->number.length) == 0 && below->number[candidate->number.length] == '.')
        return TRUE;
    }
  return FALSE;
}

/* Siblings are treated alike. */
static void
decide (GPtrArray *items, GArray *group)
{
  if (is_surely_number (group) || is_confirmed_below (items, group) ||
      (group->len >= 3 && (follow_each_other (group, TRUE) || follow_each_other (group, FALSE))))
    for (guint i = 0; i < group->len; i++)
      {
        Candidate *candidate = &g_array_index (group, Candidate, i);
        take_number (g_ptr_array_index (items, candidate->index), &candidate->number);
      }
  g_array_set_size (group, 0);
}

/* Past a little picture: "🎮 Module 2" */
static const char *
skip_picture (const char *title)
{
  const char *end = title;
  GUnicodeType type;

  while (*end && ((type = g_unichar_type (g_utf8_get_char (end))) == G_UNICODE_OTHER_SYMBOL || type == G_UNICODE_MODIFIER_SYMBOL ||
                  type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_FORMAT))
    end = g_utf8_next_char (end);
  return end > title && *end == ' ' ? end + strspn (end, " ") : title;
}

static gboolean
scan (const char *title, BookgenImportNumber *number)
{
  const char *after = skip_picture (title);

  return bookgen_import_number_scan (title, number) || (after > title && bookgen_import_number_scan (after, number));
}

static void
collect (GPtrArray *items, guint index, GArray *group)
{
  BookgenImportItem *item = g_ptr_array_index (items, index);
  Candidate candidate = { .index = index };

  if (item->marked || *item->number != '\0' || !scan (item->title, &candidate.number))
    return;
  if (candidate.number.scheme < BOOKGEN_IMPORT_SCHEME_BARE)
    take_number (item, &candidate.number);
  else if (*candidate.number.rest != '\0' && candidate.number.scheme != BOOKGEN_IMPORT_SCHEME_YEAR)
    g_array_append_val (group, candidate);
}

static void
clean_numbers (GPtrArray *items)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < items->len; i++)
    {
      guint depth = ((BookgenImportItem *) g_ptr_array_index (items, i))->depth;

      for (guint deeper = depth + 1; deeper < groups->len; deeper++)
        decide (items, g_ptr_array_index (groups, deeper));
      while (groups->len <= depth)
        g_ptr_array_add (groups, g_array_new (FALSE, FALSE, sizeof (Candidate)));
      collect (items, i, g_ptr_array_index (groups, depth));
    }
  for (guint depth = 0; depth < groups->len; depth++)
    decide (items, g_ptr_array_index (groups, depth));
}

/* What is said in a field of its own goes before the title, the title before the text. */
static void
take_target (BookgenImportItem *item)
{
  guint in_title = bookgen_import_target_take_from_title (item->title);
  guint in_text = item->text && item->target_words == 0 && in_title == 0 ? bookgen_import_target_take_from_text (item->text) : 0;

  if (item->target_words == 0)
    item->target_words = MAX (in_title, in_text);
}

static void
clean (BookgenImportItem *item)
{
  g_autofree char *collapsed = NULL;
  gboolean readable = strlen (item->title) <= MAX_PATTERN_TITLE_BYTES;

  if (readable && find_page_number (item->title) > 0)
    item->title[find_page_number (item->title)] = '\0';
  collapsed = bookgen_import_title_collapse (item->title);
  g_free (item->title);
  item->title = readable ? dup_without_markup (collapsed) : g_strdup (collapsed);
  take_target (item);
}

void
bookgen_import_titles_clean (GPtrArray *items, gboolean nameless)
{
  for (guint i = 0; i < items->len; i++)
    if (!((BookgenImportItem *) g_ptr_array_index (items, i))->marked)
      clean (g_ptr_array_index (items, i));
  clean_numbers (items);
  for (guint i = 0; i < items->len; i++)
    {
      BookgenImportItem *item = g_ptr_array_index (items, i);

      if (*item->title == '\0' && !nameless && !item->marked)
        {
          g_free (item->title);
          item->title = g_strdup (_ ("Untitled"));
        }
    }
}

char *
bookgen_import_title_cut (const char *title, char **rest)
{
  const char *end, *space;

  *rest = NULL;
  if (strlen (title) <= BOOKGEN_IMPORT_MAX_TITLE_CHARS || g_utf8_strlen (title, -1) <= BOOKGEN_IMPORT_MAX_TITLE_CHARS)
    return g_strdup (title);
  end = g_utf8_offset_to_pointer (title, BOOKGEN_IMPORT_MAX_TITLE_CHARS);
  space = g_strrstr_len (title, end - title, " ");
  if (space && end - space < LONG_WORD_BYTES)
    end = space;
  *rest = g_strstrip (g_strdup (end));
  return g_strndup (title, end - title);
}
