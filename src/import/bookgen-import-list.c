/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-bullet.h"
#include "bookgen-import-front-matter.h"
#include "bookgen-import-label.h"
#include "bookgen-import-lines.h"
#include "bookgen-import-number.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-title.h"
#include "bookgen-import-wrap.h"

/* Every line of a file this reader takes may be an item and some text besides. */
#define MAX_LINES (4 * BOOKGEN_IMPORT_MAX_ITEMS)
#define MAX_GROUP_CHARS 80
#define GROUP_KEY 1
#define BULLET_KEYS 10

/* What stands at the start of a line: a bullet or a number. Lines with one key are siblings. */
typedef struct {
  guint key;      /* 0: neither */
  guint rank;     /* of a label: parts before chapters before sections */
  guint value;    /* of a number */
  gboolean plain; /* a number by structure: indentation says nothing about it */
  guint components;
  BookgenImportNumber number;
  const char *title; /* borrowed from the line */
} Marker;

typedef struct {
  Marker marker;
  guint indent;
} Open;

typedef struct {
  BookgenImport *import; /* borrowed */
  GArray *lines;         /* of BookgenImportLine */
  GArray *open;          /* of Open: the items the next line may be below */
  guint bullets, numbers;
  gboolean bare;     /* numbers without punctuation count */
  gboolean groups;   /* lines without a marker stand over lists */
  gboolean untitled; /* the last item was "Chapter 3" alone: the next line is its title */
  guint title_indent;
  const char *title_line; /* the last line when it was a title, for titles on two lines; NULL else */
} Reading;

static gboolean
scan_bullet (const char *text, Marker *marker)
{
  guint kind;

  marker->title = bookgen_import_bullet_skip (text, &kind);
  if (!marker->title || *marker->title == '\0')
    return FALSE;
  marker->key = BULLET_KEYS + kind;
  return TRUE;
}

static guint
rank_of (BookgenImportLabel label)
{
  if (label == BOOKGEN_IMPORT_LABEL_PART || label == BOOKGEN_IMPORT_LABEL_MODULE)
    return 1;
  return label == BOOKGEN_IMPORT_LABEL_SECTION ? 3 : 2;
}

static void
set_number (Marker *marker, const BookgenImportNumber *number)
{
  marker->number = *number;
  marker->title = number->rest;
  marker->value = number->value;
  marker->components = number->components;
  marker->key = 100 * number->scheme + number->small;
  if (number->scheme == BOOKGEN_IMPORT_SCHEME_LABEL)
    marker->rank = rank_of (number->label);
  if (number->scheme == BOOKGEN_IMPORT_SCHEME_DOTTED)
    marker->key += number->components * 2;
  marker->key += marker->rank * 2;
  marker->plain = number->scheme == BOOKGEN_IMPORT_SCHEME_LABEL || number->scheme == BOOKGEN_IMPORT_SCHEME_DOTTED;
}

static Open *
find_open (Reading *reading, guint key)
{
  for (guint i = reading->open->len; i > 0; i--)
    if (g_array_index (reading->open, Open, i - 1).marker.key == key)
      return &g_array_index (reading->open, Open, i - 1);
  return NULL;
}

/* "I." goes on after "H." as a letter, after nothing as a Roman number; "C. Smith" goes on after nothing. */
static gboolean
settle_letter (Reading *reading, Marker *marker)
{
  guint roman = bookgen_import_number_get_roman (&marker->number);
  Open *letters = find_open (reading, 100 * BOOKGEN_IMPORT_SCHEME_LETTER + marker->number.small);
  Open *romans = find_open (reading, 100 * BOOKGEN_IMPORT_SCHEME_ROMAN + marker->number.small);

  if (letters && marker->number.scheme == BOOKGEN_IMPORT_SCHEME_LETTER && letters->marker.value + 1 == marker->value)
    return TRUE;
  if (roman == 0)
    return marker->value == 1;
  marker->key = 100 * BOOKGEN_IMPORT_SCHEME_ROMAN + marker->number.small;
  marker->value = roman;
  return roman == 1 || (romans && roman <= romans->marker.value + 2) || marker->number.scheme == BOOKGEN_IMPORT_SCHEME_ROMAN;
}

/* "1000." goes on after "999." */
static gboolean
settle_year (Reading *reading, Marker *marker)
{
  Open *before = find_open (reading, 100 * BOOKGEN_IMPORT_SCHEME_ARABIC);

  marker->key = 100 * BOOKGEN_IMPORT_SCHEME_ARABIC;
  return before && before->marker.value + 1 == marker->value;
}

static gboolean
scan_marker (Reading *reading, const char *text, Marker *marker)
{
  BookgenImportNumber number;

  memset (marker, 0, sizeof *marker);
  if (scan_bullet (text, marker))
    return TRUE;
  if (!bookgen_import_number_scan (text, &number))
    return FALSE;
  set_number (marker, &number);
  if (number.scheme == BOOKGEN_IMPORT_SCHEME_BARE)
    return reading->bare;
  if (number.scheme == BOOKGEN_IMPORT_SCHEME_YEAR)
    return settle_year (reading, marker);
  if (number.scheme == BOOKGEN_IMPORT_SCHEME_ROMAN || number.scheme == BOOKGEN_IMPORT_SCHEME_LETTER)
    return settle_letter (reading, marker);
  return TRUE;
}

static gboolean
are_siblings (const Open *open, const Marker *marker, guint indent)
{
  guint apart = MAX (open->indent, indent) - MIN (open->indent, indent);

  if (open->marker.key != marker->key)
    return FALSE;
  /* Numbers set flush right begin at different columns. */
  return marker->plain || apart <= 1 || (marker->value > 0 && marker->value == open->marker.value + 1 && apart <= 3);
}

/* Whether the item stays open when MARKER comes below INDENT: it is above in the numbers or in the indentation. */
static gboolean
is_above (const Open *open, const Marker *marker, guint indent)
{
  if (open->marker.key == GROUP_KEY)
    return TRUE;
  if (marker->rank > 0)
    return open->marker.rank > 0 && open->marker.rank < marker->rank;
  if (open->marker.rank > 0)
    return TRUE;
  if (marker->components > 1 && open->marker.components > 0)
    return open->marker.components < marker->components;
  return open->indent <= indent;
}

/* Closes what the line is not below. */
static void
close_items (Reading *reading, const Marker *marker, guint indent)
{
  GArray *open = reading->open;

  for (guint i = open->len; i > 0; i--)
    if (are_siblings (&g_array_index (open, Open, i - 1), marker, indent))
      {
        g_array_set_size (open, i - 1);
        return;
      }
  while (open->len > 0 && !is_above (&g_array_index (open, Open, open->len - 1), marker, indent))
    g_array_set_size (open, open->len - 1);
}

static void
add_marked (Reading *reading, const BookgenImportLine *line, const Marker *marker)
{
  Open open = { .marker = *marker, .indent = line->indent };
  BookgenImportItem *item;

  close_items (reading, marker, line->indent);
  item = bookgen_import_items_add (reading->import->items, reading->open->len, marker->title);
  /* Deeper than may be is refused by the front. */
  if (reading->open->len < BOOKGEN_IMPORT_MAX_DEPTH)
    g_array_append_val (reading->open, open);
  if (marker->number.start)
    {
      g_free (item->number);
      item->number = g_strndup (marker->number.start, marker->number.length);
      item->label = marker->number.label;
    }
  reading->untitled = *marker->title == '\0';
  reading->title_line = line->text;
  reading->title_indent = line->indent;
  if (reading->untitled)
    {
      g_free (item->title);
      item->title = g_strdup (line->text);
    }
}

static void
add_group (Reading *reading, const BookgenImportLine *line)
{
  Open open = { .marker.key = GROUP_KEY };
  const char *title = line->text + strspn (line->text, "# ");
  gsize length = strlen (title);
  g_autofree char *text = g_strndup (title, length > 0 && title[length - 1] == ':' ? length - 1 : length);

  g_array_set_size (reading->open, 0);
  bookgen_import_items_add (reading->import->items, 0, text);
  g_array_append_val (reading->open, open);
  reading->title_line = NULL;
}

/* A short line without a marker, after an empty one, over lines with markers that begin anew or follow at once. */
static gboolean
is_group (Reading *reading, guint index)
{
  BookgenImportLine *line = bookgen_import_lines_at (reading->lines, index), *next = bookgen_import_lines_next (reading->lines, index);
  gsize length = strlen (line->text);
  Marker marker;

  if ((index > 0 && !bookgen_import_lines_are_blank (reading->lines, index - 1)) || !next || g_utf8_strlen (line->text, -1) > MAX_GROUP_CHARS)
    return FALSE;
  if (strchr (".!?,;", line->text[length - 1]) || !scan_marker (reading, next->text, &marker) || line->indent > next->indent)
    return FALSE;
  return !bookgen_import_lines_are_blank (reading->lines, index + 1) || line->text[length - 1] == ':' || marker.value == 1;
}

/* A line before the first item: the book's title, then notes. */
static void
add_preamble (Reading *reading, const BookgenImportLine *line)
{
  BookgenImport *import = reading->import;

  if (*import->title == '\0' && import->preamble->len == 0 && g_utf8_strlen (line->text, -1) <= BOOKGEN_IMPORT_FULL_LINE * 3)
    {
      g_free (import->title);
      import->title = g_strdup (line->text + strspn (line->text, "# "));
      import->titled = !g_str_has_suffix (line->text, ":");
      return;
    }
  g_string_append_printf (import->preamble, "%s\n", line->text);
}

static void
add_matter (Reading *reading, const BookgenImportLine *line)
{
  g_array_set_size (reading->open, 0);
  bookgen_import_items_add (reading->import->items, 0, line->text);
  reading->title_line = line->text;
}

static void
set_title (Reading *reading, BookgenImportItem *item, const BookgenImportLine *line, gboolean append)
{
  char *title = append ? g_strconcat (item->title, " ", line->text, NULL) : g_strdup (line->text);

  g_free (item->title);
  item->title = title;
  reading->title_line = line->text;
  reading->untitled = FALSE;
}

/* Also where it is indented as far as the title, and goes on in small letters or to its page. */
static gboolean
title_goes_on (Reading *reading, const BookgenImportLine *line)
{
  gboolean hangs = line->indent > reading->title_indent + 1;

  if (bookgen_import_title_has_page (reading->title_line) || strchr (".!?:;", reading->title_line[strlen (reading->title_line) - 1]))
    return FALSE;
  return (hangs && (g_unichar_islower (g_utf8_get_char (line->text)) || bookgen_import_title_has_page (line->text))) ||
         bookgen_import_line_goes_on (reading->title_line, line->text);
}

static void
add_unmarked (Reading *reading, guint index)
{
  BookgenImportLine *line = bookgen_import_lines_at (reading->lines, index);
  BookgenImportItem *item = bookgen_import_items_last (reading->import->items);

  if (line->indent == 0 && bookgen_import_label_is_matter (line->text))
    add_matter (reading, line);
  else if (reading->groups && is_group (reading, index))
    add_group (reading, line);
  else if (!item)
    add_preamble (reading, line);
  else if (reading->untitled)
    set_title (reading, item, line, FALSE);
  else if (reading->title_line && strlen (item->title) < 1000 && title_goes_on (reading, line))
    set_title (reading, item, line, TRUE);
  else if (bookgen_import_title_has_page (line->text))
    add_matter (reading, line);
  else
    {
      if (item->text && item->text->len > 0 && bookgen_import_lines_are_blank (reading->lines, index - 1))
        bookgen_import_item_add_text (item, line->text, -1);
      else
        bookgen_import_item_add_line (item, line->text, -1);
      reading->title_line = NULL;
    }
}

static void
read_lines (Reading *reading)
{
  for (guint i = 0; i < reading->lines->len; i++)
    {
      BookgenImportLine *line = bookgen_import_lines_at (reading->lines, i);
      Marker marker;

      if (*line->text == '\0')
        reading->title_line = NULL;
      else if (scan_marker (reading, line->text, &marker))
        add_marked (reading, line, &marker);
      else
        add_unmarked (reading, i);
    }
}

/* Numbers without punctuation count when they run 1, 2, 3. */
static gboolean
has_bare_numbers (Reading *reading)
{
  guint expected = 1;

  for (guint i = 0; i < reading->lines->len && expected <= 3; i++)
    {
      BookgenImportNumber number;

      if (bookgen_import_number_scan (bookgen_import_lines_at (reading->lines, i)->text, &number) &&
          number.scheme == BOOKGEN_IMPORT_SCHEME_BARE && number.value == expected)
        expected++;
    }
  return expected > 3;
}

/* Counts markers and lines that would be groups: one before the first list is the book's title. */
static guint
survey (Reading *reading)
{
  guint filled = 0, groups = 0;
  Marker marker;

  reading->bare = has_bare_numbers (reading);
  for (guint i = 0; i < reading->lines->len; i++)
    {
      BookgenImportLine *line = bookgen_import_lines_at (reading->lines, i);

      if (*line->text == '\0')
        continue;
      filled++;
      if (!scan_marker (reading, line->text, &marker) && marker.number.scheme != BOOKGEN_IMPORT_SCHEME_YEAR)
        groups += is_group (reading, i);
      else if (marker.number.start)
        reading->numbers++;
      else
        reading->bullets++;
    }
  reading->groups = groups > 1;
  return filled;
}

gboolean
bookgen_import_list_recognises (const BookgenImportSource *source)
{
  return !source->root && *source->text;
}

/* Bullets and numbers in one: files mix them. */
gboolean
bookgen_import_list_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (GArray) lines = bookgen_import_lines_split (bookgen_import_front_matter_take (import, source->text), MAX_LINES);
  g_autoptr (GArray) open = g_array_new (FALSE, TRUE, sizeof (Open));
  Reading reading = { .import = import, .lines = lines, .open = open };
  guint filled = survey (&reading);

  if (reading.bullets + reading.numbers == 0 || (reading.bullets + reading.numbers) * 8 < filled)
    return TRUE;
  if (reading.numbers > reading.bullets)
    {
      g_free (import->format);
      import->format = g_strdup ("numbered");
    }
  read_lines (&reading);
  return TRUE;
}
