/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-target.h"

#include <string.h>

/* A sentence that says no more than a length is shorter than this. */
#define MAX_STATEMENT_BYTES 120
/* Without a word such as "Target:" less than this is no chapter's length: "Three words." */
#define FEWEST_WORDS 50

#define SPACE "[\\s\\x{a0}\\x{2009}\\x{202f}]"
#define NUMBER "(?:\\d{1,3}(?:[.,]\\d)?k\\b|\\d{1,3}(?:[.,'’\\x{a0}\\x{2009}\\x{202f} ]\\d{3})+|\\d{1,7})(?![.,]?\\d)"
#define RANGE SPACE "*(?:-|–|—|to|bis|à|a|до)" SPACE "*"
#define UNIT "(?:words?|mots|w[öo]rter|worte|palabras|palavras|parole|woorden|słów|слов[ао]?)"
#define ABOUT                                                                                                           \
  "(?:about|around|approximately|approx\\.?|roughly|circa|ca\\.?|c\\.|some|etwa|ungefähr|rund|environ|env\\.|un[ao]s"   \
  "|aproximadamente|aprox\\.|alrededor de|cerca de|cerca di|ongeveer|około|около|примерно|[~≈±])"
#define KIND_OF "(?:(?:target|chapter|approximate|approx\\.|estimated|planned) )?"
/* These name words by themselves; the others need the unit: a length may be in metres. */
#define COUNT_LABEL                                                                                                     \
  KIND_OF "(?:words?(?: count| target)?|word-?count|w[öo]rter|wortzahl|mots|nombre de mots|palabras|palavras|parole"    \
          "|woorden|слов)"
#define LENGTH_LABEL                                                                                                    \
  KIND_OF "(?:target|length|size|ziel|umfang|länge|longueur|objectif|cible|extensión|longitud|objetivo|lunghezza|lengte" \
          "|objętość|объём)(?: length| size)?"
#define MARKUP "[*_`(\\[ ]*"
#define STATEMENT                                                                                                       \
  MARKUP "(?:(?:(?<count>" COUNT_LABEL ")|(?<length>" LENGTH_LABEL "))[*_]*" SPACE "?[:=：][*_ ]*)?"                    \
         "(?<about>" ABOUT SPACE "*)?(?<low>" NUMBER ")(?:" RANGE "(?<high>" NUMBER "))?[*_]*" SPACE "*(?<unit>" UNIT ")?"  \
         "[*_ ]*[.!。]?[)\\]*_` ]*[.!。]?[*_` ]*"

typedef struct {
  int start; /* in what was looked through */
  guint words;
  gboolean labelled, about, unit;
  gboolean in_title; /* the unit is written as in a title: "Words" */
  gboolean listed; /* behind a list's marker */
} Statement;

static GRegex *
compiled (GRegex **where, const char *pattern)
{
  if (g_once_init_enter (where))
    g_once_init_leave (where, g_regex_new (pattern, G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL));
  return *where;
}

static gboolean
has_group (GMatchInfo *match, const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text && *text;
}

/* German nouns are always so. */
static gboolean
unit_is_in_title (GMatchInfo *match)
{
  g_autofree char *unit = g_match_info_fetch_named (match, "unit");

  return unit && g_ascii_isupper (*unit) && g_ascii_strncasecmp (unit, "worte", 5) != 0 && !g_str_has_suffix (unit, "rter");
}

static guint
number_in_group (GMatchInfo *match, const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (match, name);
  gsize length = digits ? strlen (digits) : 0;
  guint value = 0;

  /* "1.5k" */
  if (length > 0 && g_ascii_tolower (digits[length - 1]) == 'k')
    return g_ascii_strtod (g_strdelimit (digits, ",", '.'), NULL) * 1000;
  for (const char *digit = digits; digit && *digit; digit++)
    if (g_ascii_isdigit (*digit) && value <= BOOKGEN_IMPORT_MAX_TARGET_WORDS)
      value = value * 10 + (*digit - '0');
  return MIN (value, BOOKGEN_IMPORT_MAX_TARGET_WORDS);
}

/* PATTERN has STATEMENT in a group "whole", and may have "item". */
static gboolean
find (GRegex *pattern, const char *text, gsize length, Statement *found)
{
  g_autoptr (GMatchInfo) match = NULL;
  guint low, high;

  if (!g_regex_match_full (pattern, text, length, 0, 0, &match, NULL) ||
      !g_match_info_fetch_named_pos (match, "whole", &found->start, NULL))
    return FALSE;
  low = number_in_group (match, "low");
  high = number_in_group (match, "high");
  found->words = high > low ? low + (high - low) / 2 : low;
  found->labelled = has_group (match, "count") || (has_group (match, "length") && has_group (match, "unit"));
  found->about = has_group (match, "about");
  found->unit = has_group (match, "unit");
  found->listed = has_group (match, "item");
  found->in_title = unit_is_in_title (match);
  return found->words > 0;
}

guint
bookgen_import_target_read (const char *text)
{
  static GRegex *field;
  Statement found;

  if (!strpbrk (text, "0123456789") || strlen (text) > MAX_STATEMENT_BYTES)
    return 0;
  return find (compiled (&field, "\\A\\s*(?<whole>" STATEMENT ")\\s*\\z"), text, strlen (text), &found) ? found.words : 0;
}

/* In brackets, after a dash or colon, or where it says that it is about. */
guint
bookgen_import_target_take_from_title (char *title)
{
  static GRegex *brackets, *dash;
  gsize length = strlen (title), from = length > MAX_STATEMENT_BYTES ? length - MAX_STATEMENT_BYTES : 0;
  Statement found;

  if (!strpbrk (title, "0123456789"))
    return 0;
  while (from > 0 && ((guchar) title[from] & 0xc0) == 0x80)
    from--;
  char *tail = title + from;
  gboolean any = find (compiled (&brackets, "(?<whole>\\s*[(\\[]" STATEMENT "(?<=[)\\]]))\\s*\\z"), tail, length - from, &found) ||
                 (find (compiled (&dash, "(?<whole>(?:\\s+[–—|-]\\s+|:\\s+|\\s+(?=[~≈]))" STATEMENT ")\\z"), tail, length - from, &found) &&
                  (found.about || !found.in_title));
  if (!any || !(found.unit || found.labelled) || from + found.start == 0)
    return 0;
  tail[found.start] = '\0';
  return found.words;
}

static gboolean
ends_sentence (const char *text, gsize length)
{
  while (length > 0 && strchr (" \t)*_\"]", text[length - 1]))
    length--;
  return length == 0 || strchr (".!?:;\n", text[length - 1]);
}

/* A line in the middle of a sentence that was broken into lines is not alone. */
static gboolean
stands_alone (GString *text, gsize start, gsize end)
{
  const char *next = text->str + end + (text->str[end] == '\n');

  return ends_sentence (text->str, start > 0 ? start - 1 : 0) && !g_unichar_islower (g_utf8_get_char (next));
}

static gboolean
line_is_target (GString *text, gsize start, gsize end, Statement *found)
{
  static GRegex *line;

  compiled (&line, "\\A[ \\t>]*(?<item>[-+*][ \\t]+)?(?<whole>" STATEMENT ")\\s*\\z");
  if (end - start > MAX_STATEMENT_BYTES || !find (line, text->str + start, end - start, found))
    return FALSE;
  if (found->labelled)
    return TRUE;
  /* "- 500 words" may be a point of what the chapter is about. */
  return found->unit && found->words >= FEWEST_WORDS && (found->about || !found->listed) && stands_alone (text, start, end);
}

/* With its line end, and the empty lines after it where there are some before it too. */
static void
cut_line (GString *text, gsize start, gsize end)
{
  gboolean after_empty = start == 0 || (start > 1 && text->str[start - 2] == '\n');

  end += text->str[end] == '\n';
  while (after_empty && text->str[end] == '\n')
    end++;
  g_string_erase (text, start, end - start);
}

/* "vs. 500 words", "approx. 500 words": the full stop before it ended no sentence. */
static gboolean
follows_abbreviation (const char *text, gsize start)
{
  static const char *const abbreviations[] = { "approx", "aprox", "environ", "max", "min", "etc", "bzw", "ungef", "vol", "circ" };
  gsize end = start, begin;

  while (end > 0 && strchr (" \n.", text[end - 1]))
    end--;
  begin = end;
  while (begin > 0 && (g_ascii_isalnum (text[begin - 1]) || (text[begin - 1] & 0x80)))
    begin--;
  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (strlen (abbreviations[i]) == end - begin && g_ascii_strncasecmp (text + begin, abbreviations[i], end - begin) == 0)
      return TRUE;
  return end > begin && end - begin < 3;
}

/* Begins as a sentence does, and is not what an abbreviation left over. */
static gboolean
begins_sentence (const char *text, const Statement *found)
{
  const char *sentence = text + found->start + strspn (text + found->start, "*_`([ ");
  gboolean small = g_unichar_islower (g_utf8_get_char (sentence));

  if (small && !g_str_has_prefix (sentence, "ca"))
    return FALSE;
  return (!small && !g_ascii_isdigit (*sentence)) || !follows_abbreviation (text, found->start);
}

static guint
find_last_sentence (GString *text)
{
  static GRegex *last;
  gsize from = text->len > 2 * MAX_STATEMENT_BYTES ? text->len - 2 * MAX_STATEMENT_BYTES : 0;
  Statement found;

  while (from > 0 && ((guchar) text->str[from] & 0xc0) == 0x80)
    from--;
  compiled (&last, "(?:[.!?…][\"”’»)\\]*_]*\\s+|[。！？]\\s*)(?<whole>" STATEMENT ")\\s*\\z");
  if (!find (last, text->str + from, text->len - from, &found) || !begins_sentence (text->str + from, &found))
    return 0;
  return found.labelled || (found.unit && found.words >= FEWEST_WORDS) ? found.words : 0;
}

guint
bookgen_import_target_take_from_text (GString *text)
{
  gsize end;

  if (!strpbrk (text->str, "0123456789"))
    return 0;
  for (gsize start = 0; start < text->len; start = end + 1)
    {
      Statement found;

      end = start + strcspn (text->str + start, "\n");
      if (!line_is_target (text, start, end, &found))
        continue;
      cut_line (text, start, end);
      return found.words;
    }
  return find_last_sentence (text);
}
