/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cmark-gfm.h>
#include <string.h>

#include "bookgen-import-below-title.h"
#include "bookgen-import-bullet.h"
#include "bookgen-import-front-matter.h"
#include "bookgen-import-inline.h"
#include "bookgen-import-label.h"
#include "bookgen-import-markdown-text.h"
#include "bookgen-import-number.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-table.h"
#include "bookgen-import-wrap.h"
#include "bookgen-import-xml.h"

/* Levels below any heading's. */
#define LIST_LEVEL 10
#define BOLD_LEVEL 7

typedef struct {
  BookgenImport *import; /* borrowed */
  GPtrArray *lines;      /* of const char *: where each line starts, and the end; borrowed from the text */
  guint headings;
  gboolean bold_headings; /* paragraphs that are all bold stand for headings */
  gboolean contents;      /* the last heading said that a list of what follows comes */
  int level;              /* of the last heading */
} Walk;

/* A line of signs below a single line, which makes a heading of it; below several it divides a list. */
static gboolean
is_underline (const char *line, const char *above, const char *twice_above)
{
  gsize before = above ? strcspn (above, "\n") : 0;

  if (before == 0 || (strncmp (line, "===", 3) != 0 && strncmp (line, "---", 3) != 0))
    return FALSE;
  return !twice_above || *twice_above == '\n' || g_str_has_prefix (twice_above, "===") || g_str_has_prefix (twice_above, "---");
}

/* Where a heading of the ATX or setext kind, or a bold line, could be: cheap, cmark says the truth. */
gboolean
bookgen_import_markdown_recognises (const BookgenImportSource *source)
{
  const char *above = NULL, *twice_above = NULL;

  if (source->root)
    return FALSE;
  for (const char *line = source->text; line; line = strchr (line, '\n') ? strchr (line, '\n') + 1 : NULL)
    {
      const char *start = line + strspn (line, " ");

      if (start - line < 4 && (*start == '#' || g_str_has_prefix (start, "**") || g_str_has_prefix (start, "__") ||
                               is_underline (start, above, twice_above)))
        return TRUE;
      if (*start == '|' || strncmp (start, "- [", 3) == 0 || strncmp (start, "* [", 3) == 0)
        return TRUE;
      twice_above = above;
      above = line;
    }
  return FALSE;
}

/* Takes from each line the indentation that a block inside a list item has. */
static void
dedent (char *text, guint columns)
{
  char *out = text;

  while (*text)
    {
      gsize length = strcspn (text, "\n");
      gsize skip = MIN (strspn (text, " "), columns);

      length += text[length] == '\n';
      memmove (out, text + skip, length - skip);
      out += length - skip;
      text += length;
    }
  *out = '\0';
}

/* The lines of a block as the file has them. */
static char *
dup_source (Walk *walk, cmark_node *node)
{
  guint first = MAX (cmark_node_get_start_line (node), 1), last = MAX (cmark_node_get_end_line (node), first);
  const char *start, *end;

  if (last >= walk->lines->len)
    last = walk->lines->len - 1;
  if (first > last)
    return g_strdup ("");
  start = g_ptr_array_index (walk->lines, first - 1);
  end = g_ptr_array_index (walk->lines, last);
  char *source = g_strchomp (g_strndup (start, end - start));
  /* Four columns belong to a block of indented code itself. */
  guint own = cmark_node_get_type (node) == CMARK_NODE_CODE_BLOCK && !strpbrk (source + strspn (source, " "), "`~") ? 4 : 0;
  dedent (source, MAX (cmark_node_get_start_column (node) - 1, (int) own) - own);
  return source;
}

static void
add_text (Walk *walk, cmark_node *node)
{
  g_autofree char *text = dup_source (walk, node);
  BookgenImportItem *item = bookgen_import_items_last (walk->import->items);

  if (item)
    bookgen_import_item_add_text (item, text, -1);
  else
    g_string_append_printf (walk->import->preamble, "%s\n\n", text);
}

static gboolean
is_list (cmark_node *node)
{
  return cmark_node_get_type (node) == CMARK_NODE_LIST;
}

/* The first paragraph of a list item is its title, and what follows below, other than lists, its text. */
static void
add_list_item (Walk *walk, cmark_node *entry, int level)
{
  cmark_node *child = cmark_node_first_child (entry);
  BookgenImportItem *item = bookgen_import_items_add (walk->import->items, level, "");

  if (child && cmark_node_get_type (child) == CMARK_NODE_PARAGRAPH)
    {
      g_autofree char *text = bookgen_import_inline_dup_text (child);

      bookgen_import_take_wrapped_title (item, bookgen_import_bullet_skip_task (text));
      child = cmark_node_next (child);
    }
  for (; child; child = cmark_node_next (child))
    if (!is_list (child))
      add_text (walk, child);
}

/* Goes through nested lists without recursion: their depth is the file's. */
static void
add_list (Walk *walk, cmark_node *list, int level)
{
  cmark_iter *iter = cmark_iter_new (list);
  cmark_event_type event;

  level--;
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (is_list (node))
        level += event == CMARK_EVENT_ENTER ? 1 : -1;
      else if (cmark_node_get_type (node) == CMARK_NODE_ITEM && event == CMARK_EVENT_ENTER)
        add_list_item (walk, node, level);
    }
  cmark_iter_free (iter);
}

/* Lists are the outline itself where there is no more than a title above them, below a part or module, and where their
 * items say that they are chapters; else they are text. */
static gboolean
list_is_outline (Walk *walk, cmark_node *list)
{
  BookgenImportItem *above = bookgen_import_items_last (walk->import->items);
  BookgenImportNumber number;
  cmark_node *first = cmark_node_first_child (cmark_node_first_child (list));

  if (walk->headings <= 1)
    return TRUE;
  if (above && bookgen_import_number_scan (above->title, &number) &&
      (number.label == BOOKGEN_IMPORT_LABEL_PART || number.label == BOOKGEN_IMPORT_LABEL_MODULE))
    return TRUE;
  if (!first || cmark_node_get_type (first) != CMARK_NODE_PARAGRAPH)
    return FALSE;
  g_autofree char *title = bookgen_import_inline_dup_text (first);
  return bookgen_import_number_scan (title, &number) &&
         (number.label == BOOKGEN_IMPORT_LABEL_CHAPTER || number.label == BOOKGEN_IMPORT_LABEL_LESSON);
}

static void
add_heading (Walk *walk, cmark_node *node, int level)
{
  gboolean overlined;
  g_autofree char *title = bookgen_import_inline_dup_heading (node, &overlined);

  walk->level = overlined ? 0 : level;
  bookgen_import_items_add (walk->import->items, walk->level, title);
}

/* The first line is the heading, the others are its text. */
static void
add_bold_heading (Walk *walk, cmark_node *node)
{
  g_autofree char *text = bookgen_import_inline_dup_text (node), *source = dup_source (walk, node);
  const char *rest = strchr (source, '\n');
  BookgenImportItem *item;

  text[strcspn (text, "\n")] = '\0';
  walk->level = BOLD_LEVEL;
  item = bookgen_import_items_add (walk->import->items, walk->level, text);
  if (rest)
    bookgen_import_item_add_text (item, rest + 1, -1);
}

/* A comment does not, nor does a picture. */
static gboolean
says_something (const char *html)
{
  g_autofree char *text = g_str_has_prefix (html, "<!--") ? g_strdup ("") : bookgen_import_xml_strip (html, TRUE);

  return *text != '\0';
}

/* <h1 align="center">Title</h1>, comments, and other HTML. */
static void
add_html (Walk *walk, cmark_node *node)
{
  const char *html = cmark_node_get_literal (node) + strspn (cmark_node_get_literal (node), " \n");

  if (g_ascii_strncasecmp (html, "<h", 2) == 0 && html[2] >= '1' && html[2] <= '6' && !g_ascii_isalnum (html[3]))
    {
      g_autofree char *title = bookgen_import_xml_strip (html, TRUE);

      walk->level = html[2] - '0';
      bookgen_import_items_add (walk->import->items, walk->level, title);
    }
  else if (says_something (html))
    add_text (walk, node);
}

/* A heading "Contents" over the links to what follows; or over all there is. */
static gboolean
is_contents (Walk *walk, cmark_node *heading)
{
  cmark_node *list = cmark_node_next (heading);
  g_autofree char *title = NULL;

  if (!list || !is_list (list) || (walk->headings > 2 && !bookgen_import_inline_is_list_of_links (list)))
    return FALSE;
  title = bookgen_import_inline_dup_text (heading);
  return bookgen_import_label_is_contents (g_strstrip (title));
}

/* Questions and offers that a model puts at the end. */
static gboolean
is_offer (cmark_node *node)
{
  static const char *const offers[] = { "Would you like", "Let me know", "Feel free to", "Shall I", "Do you want", "I hope this",
                                        "Möchtest du", "Möchten Sie", "Soll ich", "Souhaitez-vous", "Voulez-vous", "¿Quieres", "¿Te gustaría" };
  g_autofree char *text = cmark_node_next (node) ? NULL : bookgen_import_inline_dup_text (node);

  for (guint i = 0; text && i < G_N_ELEMENTS (offers); i++)
    if (g_str_has_prefix (text, offers[i]))
      return TRUE;
  return FALSE;
}

/* "| Chapter | Title |", with a line of dashes below it: an outline where there is nothing else. */
static gboolean
add_table (Walk *walk, cmark_node *node)
{
  g_autofree char *source = walk->headings <= 1 ? dup_source (walk, node) : NULL;

  return source && bookgen_import_table_read_markdown (source, walk->import, LIST_LEVEL);
}

static void
add_paragraph (Walk *walk, cmark_node *node)
{
  if (walk->bold_headings && bookgen_import_inline_is_bold_heading (node))
    add_bold_heading (walk, node);
  else if (!is_offer (node) && !add_table (walk, node))
    add_text (walk, node);
}

static void
add_any_heading (Walk *walk, cmark_node *node)
{
  walk->contents = is_contents (walk, node);
  if (!walk->contents)
    add_heading (walk, node, cmark_node_get_heading_level (node));
}

static void
add_block (Walk *walk, cmark_node *node)
{
  if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
    add_any_heading (walk, node);
  else if (cmark_node_get_type (node) == CMARK_NODE_PARAGRAPH)
    add_paragraph (walk, node);
  else if (cmark_node_get_type (node) == CMARK_NODE_HTML_BLOCK)
    add_html (walk, node);
  else if (is_list (node) && walk->contents && walk->headings > 2)
    return;
  else if (is_list (node) && (walk->contents || list_is_outline (walk, node)))
    add_list (walk, node, LIST_LEVEL);
  else if (cmark_node_get_type (node) != CMARK_NODE_THEMATIC_BREAK)
    add_text (walk, node);
}

/* An mdBook summary: headings, links and lists of links, nothing else. https://rust-lang.github.io/mdBook/format/summary.html */
static gboolean
is_summary (cmark_node *document)
{
  gboolean any = FALSE;

  for (cmark_node *node = cmark_node_first_child (document); node; node = cmark_node_next (node))
    {
      cmark_node_type type = cmark_node_get_type (node);

      if (bookgen_import_inline_is_list_of_links (node) && !bookgen_import_inline_links_within (node))
        any = TRUE;
      else if (type != CMARK_NODE_HEADING && type != CMARK_NODE_THEMATIC_BREAK && type != CMARK_NODE_HTML_BLOCK &&
               !bookgen_import_inline_is_links (node))
        return FALSE;
    }
  return any;
}

static void
add_links (Walk *walk, cmark_node *paragraph)
{
  for (cmark_node *child = cmark_node_first_child (paragraph); child; child = cmark_node_next (child))
    if (cmark_node_get_type (child) == CMARK_NODE_LINK)
      {
        g_autofree char *title = bookgen_import_inline_dup_text (child);
        bookgen_import_items_add (walk->import->items, 0, title);
      }
}

/* In a summary headings stand on the level of the chapters that follow them. */
static void
add_summary_block (Walk *walk, cmark_node *node)
{
  if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
    {
      add_heading (walk, node, 0);
      bookgen_import_items_last (walk->import->items)->covers = TRUE;
    }
  else if (is_list (node))
    add_list (walk, node, 0);
  else
    add_links (walk, node);
}

static GPtrArray *
find_lines (const char *text, gsize length)
{
  GPtrArray *lines = g_ptr_array_new ();
  const char *line = text;

  while (line < text + length)
    {
      const char *end = memchr (line, '\n', text + length - line);

      g_ptr_array_add (lines, (gpointer) line);
      line = end ? end + 1 : text + length;
    }
  g_ptr_array_add (lines, (gpointer) (text + length));
  return lines;
}

static void
survey (Walk *walk, cmark_node *document)
{
  guint bold = 0;

  for (cmark_node *node = cmark_node_first_child (document); node; node = cmark_node_next (node))
    if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
      walk->headings++;
    else if (bookgen_import_inline_is_bold_heading (node))
      bold++;
  walk->bold_headings = walk->headings <= 1 && bold >= 2;
  if (walk->bold_headings)
    walk->headings += bold;
}

/* Returns whether there was a heading. */
static gboolean
read_text (BookgenImport *import, const char *text, gsize length)
{
  cmark_node *document = cmark_parse_document (text, length, CMARK_OPT_DEFAULT);
  g_autoptr (GPtrArray) lines = find_lines (text, length);
  Walk walk = { .import = import, .lines = lines };
  gboolean summary = is_summary (document);

  survey (&walk, document);
  for (cmark_node *node = cmark_node_first_child (document); node; node = cmark_node_next (node))
    if (summary)
      add_summary_block (&walk, node);
    else if (walk.headings > 0)
      add_block (&walk, node);
  cmark_node_free (document);
  return walk.headings > 0;
}

gboolean
bookgen_import_markdown_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  const char *text = bookgen_import_front_matter_take (import, source->text);
  g_autofree char *spaced = NULL;

  if (!bookgen_import_markdown_is_parsable (text, source->name, error))
    return FALSE;
  if (!read_text (import, text, source->length - (text - source->text)) && (spaced = bookgen_import_markdown_dup_spaced (text)))
    read_text (import, spaced, strlen (spaced));
  return import->items->len != 1 || bookgen_import_below_title_read (text, source, import, error);
}
