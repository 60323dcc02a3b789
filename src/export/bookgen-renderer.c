/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-renderer.h"

#include "bookgen-commonmark.h"
#include "bookgen-footnotes.h"
#include "bookgen-math.h"
#include "bookgen-raw-html.h"
#include "bookgen-script.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

/* Where the walk through one document is. */
typedef struct {
  BookgenPage *page;
  BookgenMarkup *markup;
  gboolean book_is_rtl;
  BookgenFootnotes *notes;
  const guint8 *columns; /* alignments of the table */
  guint column, n_columns;
  gboolean in_table_head, in_table_body;
} Renderer;

/* Never NULL, ours to free. */
static GString *
script_attributes (Renderer *self, cmark_node *node)
{
  g_autofree char *text = bookgen_commonmark_dup_plain (node);

  return bookgen_script_make_attributes (text, self->page->language, self->book_is_rtl);
}

static void
open_block (Renderer *self, cmark_node *node, const char *name)
{
  g_autoptr (GString) attributes = script_attributes (self, node);

  bookgen_markup_open (self->markup, name, attributes->str);
}

static void
close_block (Renderer *self)
{
  bookgen_markup_close (self->markup);
  bookgen_markup_newline (self->markup);
}

static gboolean
is_in_tight_list (cmark_node *paragraph)
{
  cmark_node *item = cmark_node_parent (paragraph);
  cmark_node *list = item ? cmark_node_parent (item) : NULL;

  return list && cmark_node_get_type (list) == CMARK_NODE_LIST && cmark_node_get_list_tight (list);
}

static void
enter_paragraph (Renderer *self, cmark_node *node)
{
  if (is_in_tight_list (node))
    return;
  open_block (self, node, "p");
  bookgen_footnotes_write_way_back (self->notes);
}

static void
exit_paragraph (Renderer *self, cmark_node *node)
{
  if (is_in_tight_list (node))
    bookgen_markup_newline (self->markup);
  else
    close_block (self);
}

static void
enter_heading (Renderer *self, cmark_node *node)
{
  guint level = bookgen_page_heading_level (self->page, (guint) cmark_node_get_heading_level (node));
  const char *id = bookgen_anchors_get_id (self->page->anchors, node);
  char name[] = { 'h', (char) ('0' + level), '\0' };
  g_autoptr (GString) attributes = script_attributes (self, node);

  if (id)
    g_string_append_printf (attributes, " id=\"%s\"", id);
  bookgen_markup_open (self->markup, name, attributes->str);
}

static void
enter_list (Renderer *self, cmark_node *node)
{
  gboolean ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  int start = cmark_node_get_list_start (node);
  g_autofree char *attributes = ordered && start != 1 ? g_strdup_printf (" start=\"%d\"", start) : NULL;

  bookgen_markup_open (self->markup, ordered ? "ol" : "ul", attributes);
  bookgen_markup_newline (self->markup);
}

static void
enter_item (Renderer *self, cmark_node *node)
{
  gboolean task = g_str_equal (cmark_node_get_type_string (node), "tasklist");
  g_autoptr (GString) attributes = script_attributes (self, node);

  if (!is_in_tight_list (cmark_node_first_child (node) ? cmark_node_first_child (node) : node))
    g_string_truncate (attributes, 0); /* its paragraphs say it themselves */
  if (task)
    g_string_append (attributes, " class=\"task\"");
  bookgen_markup_open (self->markup, "li", attributes->str);
  if (task)
    bookgen_markup_text (self->markup, cmark_gfm_extensions_get_tasklist_item_checked (node) ? "☑ " : "☐ ", -1);
}

static void
write_formula (Renderer *self, const char *tex, gboolean display)
{
  bookgen_markup_open (self->markup, "code", display ? " class=\"math display\"" : " class=\"math\"");
  bookgen_markup_text (self->markup, tex, -1);
  bookgen_markup_close (self->markup);
}

/* The first word of a fence's info that may stand in a class; NULL for none. */
static char *
dup_code_language (const char *info)
{
  gsize n = 0;

  while (g_ascii_isalnum (info[n]) || (info[n] != '\0' && strchr ("_+#.-", info[n])))
    n++;
  return n > 0 ? g_strndup (info, n) : NULL;
}

static void
write_code_block (Renderer *self, cmark_node *node)
{
  g_autofree char *language = dup_code_language (cmark_node_get_fence_info (node));
  g_autofree char *attributes = language ? g_strdup_printf (" class=\"language-%s\"", language) : NULL;
  g_autofree char *literal = bookgen_math_dup_unmarked (cmark_node_get_literal (node));
  gboolean math = g_strcmp0 (language, "math") == 0;

  bookgen_markup_open (self->markup, math ? "p" : "pre", math ? NULL : " tabindex=\"0\"");
  if (math)
    write_formula (self, g_strchomp (literal), TRUE);
  else
    {
      bookgen_markup_open (self->markup, "code", attributes);
      bookgen_markup_text (self->markup, literal, -1);
      bookgen_markup_close (self->markup);
    }
  close_block (self);
}

static void
write_code (Renderer *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);
  gboolean display = FALSE;
  g_autofree char *tex = bookgen_math_dup_tex (literal, &display);

  if (tex)
    {
      write_formula (self, tex, display);
      return;
    }
  bookgen_markup_open (self->markup, "code", NULL);
  bookgen_markup_text (self->markup, literal, -1);
  bookgen_markup_close (self->markup);
}

static void
write_text (Renderer *self, const char *literal)
{
  g_autofree char *unmarked = strstr (literal, "\xEF\xB7") ? bookgen_math_dup_unmarked (literal) : NULL;

  bookgen_markup_text (self->markup, unmarked ? unmarked : literal, -1);
}

static void
write_html (Renderer *self, cmark_node *node)
{
  g_autofree char *unmarked = bookgen_math_dup_unmarked (cmark_node_get_literal (node));

  bookgen_raw_html_write (self->page, unmarked);
}

/* A bare www.example.com is an address of our time. */
static char *
dup_destination (cmark_node *link)
{
  cmark_node *text = cmark_node_first_child (link);
  const char *literal = text && cmark_node_get_type (text) == CMARK_NODE_TEXT ? cmark_node_get_literal (text) : "";
  char *destination = bookgen_math_dup_unmarked (cmark_node_get_url (link));

  if (!g_str_has_prefix (literal, "www.") || !g_str_has_prefix (destination, "http://www."))
    return destination;
  g_free (destination);
  return g_strdup (literal);
}

static void
enter_link (Renderer *self, cmark_node *node)
{
  g_autofree char *destination = dup_destination (node);
  g_autofree char *attributes = bookgen_page_dup_link_attributes (self->page, destination, cmark_node_get_title (node));

  if (attributes)
    bookgen_markup_open (self->markup, "a", attributes);
  /* What leads nowhere stays as its words: nothing to close then. */
  cmark_node_set_user_data (node, attributes ? self : NULL);
}

static void
exit_link (Renderer *self, cmark_node *node)
{
  if (cmark_node_get_user_data (node))
    bookgen_markup_close (self->markup);
}

static void
write_image (Renderer *self, cmark_node *node)
{
  g_autofree char *description = bookgen_commonmark_dup_plain (node);

  bookgen_page_add_missing_picture (self->page, description, cmark_node_get_url (node));
}

static void
enter_table (Renderer *self, cmark_node *node)
{
  self->columns = cmark_gfm_extensions_get_table_alignments (node);
  self->n_columns = cmark_gfm_extensions_get_table_columns (node);
  self->in_table_body = FALSE;
  bookgen_markup_open (self->markup, "table", NULL);
}

static void
exit_table (Renderer *self)
{
  if (self->in_table_body)
    bookgen_markup_close (self->markup);
  close_block (self);
}

static void
enter_row (Renderer *self, gboolean head)
{
  self->column = 0;
  self->in_table_head = head;
  if (head)
    bookgen_markup_open (self->markup, "thead", NULL);
  else if (!self->in_table_body)
    bookgen_markup_open (self->markup, "tbody", NULL);
  self->in_table_body = !head;
  bookgen_markup_open (self->markup, "tr", NULL);
}

static void
exit_row (Renderer *self)
{
  close_block (self);
  if (self->in_table_head)
    close_block (self);
}

static const char *
alignment_class (guint8 alignment)
{
  switch (alignment)
    {
    case 'l':
      return " class=\"align-left\"";
    case 'c':
      return " class=\"align-center\"";
    case 'r':
      return " class=\"align-right\"";
    default:
      return "";
    }
}

static void
enter_cell (Renderer *self, cmark_node *node)
{
  g_autoptr (GString) attributes = script_attributes (self, node);

  if (self->in_table_head)
    g_string_append (attributes, " scope=\"col\"");
  if (self->columns && self->column < self->n_columns)
    g_string_append (attributes, alignment_class (self->columns[self->column]));
  self->column++;
  bookgen_markup_open (self->markup, self->in_table_head ? "th" : "td", attributes->str);
}

static void
visit_extension (Renderer *self, cmark_node *node, gboolean enter)
{
  const char *type = cmark_node_get_type_string (node);

  if (g_str_equal (type, "table"))
    enter ? enter_table (self, node) : exit_table (self);
  else if (g_str_equal (type, "table_header") || g_str_equal (type, "table_row"))
    enter ? enter_row (self, g_str_equal (type, "table_header")) : exit_row (self);
  else if (g_str_equal (type, "table_cell"))
    enter ? enter_cell (self, node) : bookgen_markup_close (self->markup);
  else if (g_str_equal (type, "strikethrough"))
    enter ? bookgen_markup_open (self->markup, "del", NULL) : bookgen_markup_close (self->markup);
}

/* Nodes without children. FALSE for all others. */
static gboolean
write_leaf (Renderer *self, cmark_node *node)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      write_text (self, cmark_node_get_literal (node));
      return TRUE;
    case CMARK_NODE_SOFTBREAK:
      bookgen_markup_text (self->markup, "\n", 1);
      return TRUE;
    case CMARK_NODE_LINEBREAK:
      bookgen_markup_empty (self->markup, "br", NULL);
      return TRUE;
    case CMARK_NODE_CODE:
      write_code (self, node);
      return TRUE;
    case CMARK_NODE_CODE_BLOCK:
      write_code_block (self, node);
      return TRUE;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
      write_html (self, node);
      return TRUE;
    case CMARK_NODE_THEMATIC_BREAK:
      bookgen_markup_empty (self->markup, "hr", NULL);
      bookgen_markup_newline (self->markup);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
enter_node (Renderer *self, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (write_leaf (self, node))
    return;
  if (type == CMARK_NODE_PARAGRAPH)
    enter_paragraph (self, node);
  else if (type == CMARK_NODE_HEADING)
    enter_heading (self, node);
  else if (type == CMARK_NODE_LIST)
    enter_list (self, node);
  else if (type == CMARK_NODE_ITEM)
    enter_item (self, node);
  else if (type == CMARK_NODE_BLOCK_QUOTE)
    bookgen_markup_open (self->markup, "blockquote", NULL);
  else if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG)
    bookgen_markup_open (self->markup, type == CMARK_NODE_EMPH ? "em" : "strong", NULL);
  else if (type == CMARK_NODE_LINK)
    enter_link (self, node);
  else if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
    bookgen_footnotes_open (self->notes, node);
  else if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
    bookgen_footnotes_write_reference (self->notes, node);
  else
    visit_extension (self, node, TRUE);
}

static void
exit_node (Renderer *self, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_PARAGRAPH)
    exit_paragraph (self, node);
  else if (type == CMARK_NODE_LINK)
    exit_link (self, node);
  else if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG)
    bookgen_markup_close (self->markup);
  else if (type == CMARK_NODE_HEADING || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM
           || type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_FOOTNOTE_DEFINITION)
    close_block (self);
  else if (type != CMARK_NODE_DOCUMENT && type != CMARK_NODE_FOOTNOTE_REFERENCE)
    visit_extension (self, node, FALSE);
}

void
bookgen_renderer_write (BookgenPage *page, cmark_node *document, BookgenFigures *figures)
{
  g_autoptr (BookgenFootnotes) notes = bookgen_footnotes_new (page);
  Renderer self = { .page = page, .markup = page->markup, .book_is_rtl = bookgen_script_is_rtl (page->language),
                    .notes = notes };
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (event == CMARK_EVENT_ENTER && cmark_node_parent (node) == document)
        bookgen_figures_write_before (figures, page, node);
      if (event == CMARK_EVENT_EXIT)
        exit_node (&self, node);
      else if (cmark_node_get_type (node) != CMARK_NODE_IMAGE)
        enter_node (&self, node);
      else
        {
          write_image (&self, node);
          cmark_iter_reset (iter, node, CMARK_EVENT_EXIT);
        }
    }
  bookgen_figures_write_before (figures, page, NULL);
  cmark_iter_free (iter);
}
