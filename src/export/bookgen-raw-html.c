/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strchrnul */
#include "config.h"

#include "bookgen-raw-html.h"

#include "bookgen-commonmark.h"
#include "bookgen-element.h"
#include "bookgen-escape.h"

#include <string.h>

#define NAME_MAX_BYTES 16
#define TAG_MAX_BYTES 4000 /* keeps the search for its end short where there is none */

typedef struct {
  char name[NAME_MAX_BYTES]; /* lower case */
  gboolean closing;
  const char *attributes;    /* within the tag */
  const char *end;           /* behind the '>' */
} Tag;

/* What is written in another way. */
typedef struct {
  const char *name, *becomes, *class;
} Alias;

static const Alias aliases[] = {
  { "center", "div", "align-center" }, { "font", "span", NULL },   { "strike", "s", NULL },   { "tt", "code", NULL },
  { "big", "span", "large" },          { "acronym", "abbr", NULL }, { "tfoot", "tbody", NULL },
};

/* Names of HTML that a book does not contain: the tag goes, what is in it stays. */
static const char dropped[] =
    "address applet area article aside audio base basefont bgsound blink body button canvas caption col colgroup data "
    "datalist dialog dir embed fieldset footer form frame frameset head header hgroup html iframe input label legend link "
    "main map marquee menu meta meter nav nobr noembed noframes noscript object optgroup option output param picture "
    "progress rb rtc script search section select slot source style svg template textarea time title track video";

/* Names are lower case, or upper case as they once were; List<Object> is neither. */
static gboolean
read_name (const char *at, Tag *tag, const char **end)
{
  gsize n = 0, upper = 0;

  while (g_ascii_isalnum (at[n]) && n < NAME_MAX_BYTES - 1)
    {
      upper += g_ascii_isupper (at[n]) ? 1 : 0;
      tag->name[n] = g_ascii_tolower (at[n]);
      n++;
    }
  tag->name[n] = '\0';
  *end = at + n;
  return n > 0 && g_ascii_isalpha (at[0]) && (upper == 0 || upper + (g_ascii_isdigit (at[n - 1]) ? 1 : 0) == n)
         && (g_ascii_isspace (at[n]) || at[n] == '>' || at[n] == '/');
}

/* The '>' that ends a tag, quoted ones aside; NULL when there is none. */
static const char *
find_tag_end (const char *at)
{
  const char *end = at + strnlen (at, TAG_MAX_BYTES);

  while (at < end && *at != '>')
    {
      gboolean quoted = (*at == '"' || *at == '\'') && at[-1] == '=';
      const char *close = quoted ? memchr (at + 1, *at, (gsize) (end - at - 1)) : NULL;

      at = close ? close + 1 : at + 1;
    }
  return at < end ? at : NULL;
}

static gboolean
read_tag (const char *at, Tag *tag)
{
  const char *end;

  tag->closing = at[1] == '/';
  if (!read_name (at + (tag->closing ? 2 : 1), tag, &tag->attributes))
    return FALSE;
  end = find_tag_end (tag->attributes);
  tag->end = end ? end + 1 : NULL;
  return end != NULL;
}

static char *
dup_value (const char **at, const char *end)
{
  const char *start = *at;
  const char *stop;
  char quote = *start;

  if ((quote == '"' || quote == '\'') && (stop = memchr (start + 1, quote, (gsize) (end - start - 1))))
    {
      *at = stop + 1;
      return g_strndup (start + 1, (gsize) (stop - start - 1));
    }
  while (*at < end && !g_ascii_isspace (**at) && **at != '>')
    (*at)++;
  return g_strndup (start, (gsize) (*at - start));
}

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at;
}

/* The next attribute, its name in lower case and its value decoded ("" for none); FALSE when there is none left. */
static gboolean
next_attribute (const char **at, const char *end, char **name, char **value)
{
  const char *start;
  g_autofree char *raw = NULL;

  while (*at < end && (g_ascii_isspace (**at) || **at == '/' || **at == '=' || **at == '"' || **at == '\''))
    (*at)++;
  start = *at;
  while (*at < end && !g_ascii_isspace (**at) && **at != '=' && **at != '/' && **at != '>')
    (*at)++;
  if (*at == start)
    return FALSE;
  *name = g_ascii_strdown (start, *at - start);
  start = skip_space (*at, end);
  if (start < end && *start == '=')
    {
      *at = skip_space (start + 1, end);
      raw = *at < end ? dup_value (at, end) : NULL;
    }
  *value = bookgen_commonmark_dup_decoded (raw ? raw : "", -1);
  return TRUE;
}

static gboolean
is_integer (const char *value, gint64 min)
{
  gint64 number;

  return g_ascii_string_to_signed (value, 10, min, 1000, &number, NULL);
}

static gboolean
is_fit (const char *name, const char *value)
{
  if (g_str_equal (name, "title"))
    return TRUE;
  if (g_str_equal (name, "dir"))
    return bookgen_element_list_has ("ltr rtl auto", value);
  if (g_str_equal (name, "scope"))
    return bookgen_element_list_has ("row col rowgroup colgroup", value);
  if (g_str_equal (name, "type"))
    return bookgen_element_list_has ("1 a A i I", value);
  if (g_str_equal (name, "colspan") || g_str_equal (name, "rowspan"))
    return is_integer (value, 1);
  if (g_str_equal (name, "start") || g_str_equal (name, "value"))
    return is_integer (value, -1000);
  return FALSE;
}

static gboolean
is_language_tag (const char *value)
{
  return g_regex_match_simple ("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", value, 0, 0);
}

static void
append_attribute (GString *out, const char *name, const char *value)
{
  g_autofree char *written = g_strdup_printf (" %s=\"", name);

  if (strstr (out->str, written))
    return;
  g_string_append (out, written);
  bookgen_escape (out, value, -1);
  g_string_append_c (out, '"');
}

/* Takes over one attribute where a book may have it. */
static void
take_attribute (const BookgenElement *element, GString *out, const char *name, const char *value)
{
  gboolean everywhere = bookgen_element_list_has ("title dir", name);

  if (g_str_equal (name, "lang") && is_language_tag (value))
    {
      append_attribute (out, "lang", value);
      append_attribute (out, "xml:lang", value);
    }
  else if (g_str_equal (name, "align") && bookgen_element_list_has ("left right center justify", value))
    {
      g_autofree char *class = g_strdup_printf ("align-%s", value);
      append_attribute (out, "class", class);
    }
  else if (!everywhere && !bookgen_element_list_has (element->attributes, name))
    return;
  else if (bookgen_element_list_has ("open reversed", name))
    append_attribute (out, name, name);
  else if (is_fit (name, value))
    append_attribute (out, name, value);
}

static GString *
read_attributes (const Tag *tag, const BookgenElement *element, char **href, char **source, char **description)
{
  GString *out = g_string_new (NULL);
  const char *at = tag->attributes;
  char *name, *value;

  while (next_attribute (&at, tag->end - 1, &name, &value))
    {
      g_autofree char *own_name = name;
      g_autofree char *own_value = value;

      if (g_str_equal (name, "href") && !*href)
        *href = g_steal_pointer (&own_value);
      else if (g_str_equal (name, "src") && !*source)
        *source = g_steal_pointer (&own_value);
      else if (g_str_equal (name, "alt") && !*description)
        *description = g_steal_pointer (&own_value);
      else
        take_attribute (element, out, own_name, own_value);
    }
  return out;
}

static gboolean
is_heading (const char *name)
{
  return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0';
}

static void
open_heading (BookgenPage *page, const char *name, const char *attributes)
{
  char written[] = { 'h', (char) ('0' + bookgen_page_heading_level (page, (guint) (name[1] - '0'))), '\0' };

  bookgen_markup_open_raw (page->markup, written, attributes);
}

static void
close_heading (BookgenPage *page)
{
  for (char level = '1'; level <= '6'; level++)
    {
      char name[] = { 'h', level, '\0' };
      bookgen_markup_close_raw (page->markup, name);
    }
}

static void
open_element (BookgenPage *page, const Tag *tag, const BookgenElement *element, const char *class)
{
  g_autofree char *href = NULL;
  g_autofree char *source = NULL;
  g_autofree char *description = NULL;
  g_autofree char *link = NULL;
  g_autoptr (GString) attributes = read_attributes (tag, element, &href, &source, &description);

  if (class)
    append_attribute (attributes, "class", class);
  if (bookgen_element_is (element, "bdo") && !strstr (attributes->str, " dir="))
    append_attribute (attributes, "dir", "ltr");
  if (bookgen_element_is (element, "img"))
    bookgen_page_add_missing_picture (page, description, source);
  else if (is_heading (element->name))
    open_heading (page, element->name, attributes->str);
  else if (!bookgen_element_is (element, "a"))
    bookgen_markup_open_raw (page->markup, element->name, attributes->str);
  else if (href && (link = bookgen_page_dup_link_attributes (page, href, NULL)))
    bookgen_markup_open_raw (page->markup, "a", g_string_prepend (attributes, link)->str);
}

static void
close_element (BookgenPage *page, const BookgenElement *element)
{
  if (is_heading (element->name))
    close_heading (page);
  else
    bookgen_markup_close_raw (page->markup, element->name);
}

static const Alias *
find_alias (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (aliases[i].name, name))
      return &aliases[i];
  return NULL;
}

/* FALSE when the name is nothing that HTML knows. */
static gboolean
write_tag (BookgenPage *page, const Tag *tag)
{
  const Alias *alias = find_alias (tag->name);
  const BookgenElement *element = bookgen_element_find (alias ? alias->becomes : tag->name);

  if (bookgen_element_list_has (dropped, tag->name))
    return TRUE;
  if (!element)
    return FALSE;
  if (tag->closing)
    close_element (page, element);
  else
    open_element (page, tag, element, alias ? alias->class : NULL);
  return TRUE;
}

/* What lies behind a comment, declaration or instruction at AT; NULL when there is none, or it never ends. */
static const char *
skip_unseen (const char *at)
{
  static const struct { const char *start, *end; } kinds[] = {
    { "<!--", "-->" }, { "<?", "?>" }, { "<!D", ">" }, { "<!d", ">" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (at, kinds[i].start))
      {
        const char *end = strstr (at + strlen (kinds[i].start), kinds[i].end);
        return end ? end + strlen (kinds[i].end) : NULL;
      }
  return NULL;
}

static void
write_text (BookgenPage *page, const char *text, const char *end)
{
  g_autofree char *decoded = bookgen_commonmark_dup_decoded (text, end - text);

  bookgen_markup_text (page->markup, decoded, -1);
}

static const char *
write_marked (BookgenPage *page, const char *at)
{
  const char *behind = skip_unseen (at);
  Tag tag;

  if (behind)
    return behind;
  if (read_tag (at, &tag) && write_tag (page, &tag))
    return tag.end;
  bookgen_markup_text (page->markup, "<", 1);
  return at + 1;
}

void
bookgen_raw_html_write (BookgenPage *page, const char *html)
{
  const char *at = html;

  if (page->raw_is_literal)
    {
      bookgen_markup_text (page->markup, html, -1);
      return;
    }
  while (*at)
    {
      const char *mark = strchrnul (at, '<');

      if (mark > at)
        write_text (page, at, mark);
      at = *mark ? write_marked (page, mark) : mark;
    }
}
