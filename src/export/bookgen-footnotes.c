/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-footnotes.h"

#include "bookgen-wording.h"

struct _BookgenFootnotes {
  BookgenPage *page;     /* borrowed */
  BookgenMarkup *markup; /* borrowed; the page's */
  GArray *references;    /* how often each note has been referred to: guint, by number - 1 */
  guint number;          /* of the note that is being written; 0 before the notes */
  gboolean owes_back;    /* its way back is still to be written */
};

BookgenFootnotes *
bookgen_footnotes_new (BookgenPage *page)
{
  BookgenFootnotes *self = g_new0 (BookgenFootnotes, 1);

  self->page = page;
  self->markup = page->markup;
  self->references = g_array_new (FALSE, TRUE, sizeof (guint));
  return self;
}

void
bookgen_footnotes_free (BookgenFootnotes *self)
{
  g_array_unref (self->references);
  g_free (self);
}

static guint
count_reference (BookgenFootnotes *self, guint64 number)
{
  if (number > self->references->len)
    g_array_set_size (self->references, (guint) number);
  return ++g_array_index (self->references, guint, number - 1);
}

/* The parser has numbered the notes in the order of their first references. */
void
bookgen_footnotes_write_reference (BookgenFootnotes *self, cmark_node *reference)
{
  const char *page_id = bookgen_anchors_get_page_id (self->page->anchors);
  const char *number = cmark_node_get_literal (reference);
  guint64 value = g_ascii_strtoull (number, NULL, 10);
  g_autoptr (GString) attributes = g_string_new (" class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\"");
  guint time;

  if (value == 0 || value > G_MAXUINT16 || bookgen_markup_is_in (self->markup, "a"))
    {
      bookgen_markup_text (self->markup, number, -1);
      return;
    }
  time = count_reference (self, value);
  g_string_append_printf (attributes, " href=\"#%s-fn-%s\" id=\"%s-fnref-%s", page_id, number, page_id, number);
  if (time > 1)
    g_string_append_printf (attributes, "-%u", time);
  g_string_append_c (attributes, '"');
  bookgen_markup_open (self->markup, "a", attributes->str);
  bookgen_markup_text (self->markup, number, -1);
  bookgen_markup_close (self->markup);
}

/* The number of the note is its way back to the text (doc-backlink). */
void
bookgen_footnotes_write_way_back (BookgenFootnotes *self)
{
  const char *back;
  g_autofree char *number = NULL;
  g_autofree char *attributes = NULL;

  if (!self->owes_back)
    return;
  self->owes_back = FALSE;
  if (self->number > self->references->len || g_array_index (self->references, guint, self->number - 1) == 0)
    return;
  back = bookgen_wording_get (self->page->language, BOOKGEN_WORDING_BACK);
  number = g_strdup_printf ("%u", self->number);
  attributes = g_strdup_printf (" class=\"backlink\" role=\"doc-backlink\" href=\"#%s-fnref-%u\" title=\"%s\"",
                                bookgen_anchors_get_page_id (self->page->anchors), self->number, back);
  bookgen_markup_open (self->markup, "a", attributes);
  bookgen_markup_text (self->markup, number, -1);
  bookgen_markup_close (self->markup);
  bookgen_markup_text (self->markup, " ", 1);
}

void
bookgen_footnotes_open (BookgenFootnotes *self, cmark_node *note)
{
  cmark_node *first = cmark_node_first_child (note);
  g_autofree char *attributes = NULL;

  self->number++;
  self->owes_back = TRUE;
  attributes = g_strdup_printf (" epub:type=\"footnote\" role=\"doc-footnote\" id=\"%s-fn-%u\"",
                                bookgen_anchors_get_page_id (self->page->anchors), self->number);
  bookgen_markup_open (self->markup, "aside", attributes);
  if (first && cmark_node_get_type (first) == CMARK_NODE_PARAGRAPH)
    return;
  bookgen_markup_open (self->markup, "p", NULL);
  bookgen_footnotes_write_way_back (self);
  bookgen_markup_close (self->markup);
}
