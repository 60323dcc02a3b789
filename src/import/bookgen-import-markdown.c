/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <cmark-gfm.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-front-matter.h"
#include "bookgen-import-number.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-wrap.h"

/* cmark makes a node of each line and each of these signs: so many take a gigabyte, and no book has them. */
#define MARKUP_SIGNS "\n*_[]`<&!\\"
#define MAX_SIGNS 4000000
/* Levels below any heading's. */
#define LIST_LEVEL 10

typedef struct {
  BookgenImport *import; /* borrowed */
  GPtrArray *lines;      /* of const char *: where each line starts, and the end; borrowed from the text */
  guint headings;
  gboolean bold_headings; /* paragraphs that are all bold stand for headings */
  int level;              /* of the last heading */
} Walk;

/* Where a heading of the ATX or setext kind, or a bold line, could be: cheap, cmark says the truth. */
gboolean
bookgen_import_markdown_recognises (const BookgenImportSource *source)
{
  const char *text = source->text;

  if (source->root)
    return FALSE;
  for (const char *line = text; line; line = strchr (line, '\n') ? strchr (line, '\n') + 1 : NULL)
    {
      const char *start = line + strspn (line, " ");

      if (start - line < 4 && (g_str_has_prefix (start, "#") || g_str_has_prefix (start, "===") ||
                               g_str_has_prefix (start, "---") || g_str_has_prefix (start, "**") ||
                               g_str_has_prefix (start, "__")))
        return TRUE;
      if (strncmp (start, "- [", 3) == 0 || strncmp (start, "* [", 3) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
append_inline (GString *out, cmark_node *node)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      g_string_append (out, cmark_node_get_literal (node));
      return;
    case CMARK_NODE_CODE:
      g_string_append_printf (out, "`%s`", cmark_node_get_literal (node));
      return;
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_SOFTBREAK:
      g_string_append_c (out, '\n');
      return;
    default:
      return;
    }
}

/* The text of a heading or paragraph without its markup; line ends stay. */
static char *
dup_inline_text (cmark_node *node)
{
  GString *out = g_string_new (NULL);
  cmark_iter *iter = cmark_iter_new (node);

  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    append_inline (out, cmark_iter_get_node (iter));
  cmark_iter_free (iter);
  return g_string_free (out, FALSE);
}

/* Without the attributes that some dialects put behind a heading: {#id .class} */
static char *
dup_heading_text (cmark_node *node)
{
  char *text = dup_inline_text (node);
  gsize length = strlen (g_strchomp (text));
  char *brace = strrchr (text, '{');

  if (brace && length > 0 && text[length - 1] == '}' && (brace[1] == '#' || brace[1] == '.'))
    *brace = '\0';
  return text;
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
      g_autofree char *text = dup_inline_text (child);

      bookgen_import_take_wrapped_title (item, text);
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

static cmark_node *
only_child (cmark_node *node, cmark_node_type type)
{
  cmark_node *child = node ? cmark_node_first_child (node) : NULL;

  return child && !cmark_node_next (child) && cmark_node_get_type (child) == type ? child : NULL;
}

static gboolean
is_bold_line (cmark_node *node)
{
  return cmark_node_get_type (node) == CMARK_NODE_PARAGRAPH && only_child (node, CMARK_NODE_STRONG);
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
  g_autofree char *title = dup_inline_text (first);
  return bookgen_import_number_scan (title, &number) &&
         (number.label == BOOKGEN_IMPORT_LABEL_CHAPTER || number.label == BOOKGEN_IMPORT_LABEL_LESSON);
}

static void
add_heading (Walk *walk, cmark_node *node, int level)
{
  g_autofree char *title = dup_heading_text (node);

  bookgen_import_items_add (walk->import->items, level, title);
  walk->level = level;
}

static void
add_block (Walk *walk, cmark_node *node)
{
  if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
    add_heading (walk, node, cmark_node_get_heading_level (node));
  else if (walk->bold_headings && is_bold_line (node))
    add_heading (walk, node, 7);
  else if (is_list (node) && list_is_outline (walk, node))
    add_list (walk, node, LIST_LEVEL);
  else if (cmark_node_get_type (node) != CMARK_NODE_THEMATIC_BREAK)
    add_text (walk, node);
}

/* A paragraph of links alone: one a line. */
static gboolean
is_links (cmark_node *node)
{
  if (cmark_node_get_type (node) != CMARK_NODE_PARAGRAPH)
    return FALSE;
  for (cmark_node *child = cmark_node_first_child (node); child; child = cmark_node_next (child))
    if (cmark_node_get_type (child) != CMARK_NODE_LINK && cmark_node_get_type (child) != CMARK_NODE_SOFTBREAK)
      return FALSE;
  return TRUE;
}

static gboolean
is_list_of_links (cmark_node *node)
{
  cmark_node *first = is_list (node) ? cmark_node_first_child (cmark_node_first_child (node)) : NULL;

  return first && is_links (first);
}

/* An mdBook summary: headings, links and lists of links, nothing else. https://rust-lang.github.io/mdBook/format/summary.html */
static gboolean
is_summary (cmark_node *document)
{
  gboolean any = FALSE;

  for (cmark_node *node = cmark_node_first_child (document); node; node = cmark_node_next (node))
    {
      cmark_node_type type = cmark_node_get_type (node);

      if (is_list_of_links (node))
        any = TRUE;
      else if (type != CMARK_NODE_HEADING && type != CMARK_NODE_THEMATIC_BREAK && type != CMARK_NODE_HTML_BLOCK &&
               !is_links (node))
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
        g_autofree char *title = dup_inline_text (child);
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
    else if (is_bold_line (node))
      bold++;
  walk->bold_headings = walk->headings <= 1 && bold >= 2;
  if (walk->bold_headings)
    walk->headings += bold;
}

static gboolean
is_parsable (const char *text, const BookgenImportSource *source, GError **error)
{
  guint signs = 0;

  for (text = strpbrk (text, MARKUP_SIGNS); text && signs <= MAX_SIGNS; text = strpbrk (text + 1, MARKUP_SIGNS))
    signs++;
  if (signs > MAX_SIGNS)
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE,
                 _ ("“%s” is too large for an outline. Give only the headings and what each chapter is about."), source->name);
  return signs <= MAX_SIGNS;
}

gboolean
bookgen_import_markdown_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  const char *text = bookgen_import_front_matter_take (import, source->text);
  gsize length = source->length - (text - source->text);
  cmark_node *document;
  g_autoptr (GPtrArray) lines = find_lines (text, length);
  Walk walk = { .import = import, .lines = lines };
  gboolean summary;

  if (!is_parsable (text, source, error))
    return FALSE;
  document = cmark_parse_document (text, length, CMARK_OPT_DEFAULT);
  summary = is_summary (document);
  survey (&walk, document);
  for (cmark_node *node = cmark_node_first_child (document); node; node = cmark_node_next (node))
    if (summary)
      add_summary_block (&walk, node);
    else if (walk.headings > 0)
      add_block (&walk, node);
  cmark_node_free (document);
  return TRUE;
}
