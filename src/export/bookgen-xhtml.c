/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-xhtml.h"

#include "bookgen-commonmark.h"
#include "bookgen-escape.h"
#include "bookgen-math.h"
#include "bookgen-renderer.h"
#include "bookgen-script.h"
#include "bookgen-well-formed.h"
#include "bookgen-wording.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

char *
bookgen_xhtml_dup_title (const BookgenManuscript *manuscript, const BookgenSection *section)
{
  gboolean part = section->kind == BOOKGEN_SECTION_PART;
  const char *word = bookgen_wording_get (manuscript->language, part ? BOOKGEN_WORDING_PART : BOOKGEN_WORDING_CHAPTER);

  if (section->title && *section->title)
    return g_utf8_make_valid (section->title, -1);
  return section->number ? g_strdup_printf ("%s %u", word, section->number) : g_strdup (word);
}

char *
bookgen_xhtml_document (const char *language, const char *title, const char *body)
{
  GString *out = g_string_sized_new (strlen (body) + 1024);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
  g_string_append_printf (out, " lang=\"%s\" xml:lang=\"%s\"", language, language);
  g_string_append (out, bookgen_script_is_rtl (language) ? " dir=\"rtl\">\n" : ">\n");
  g_string_append (out, "<head>\n<meta charset=\"UTF-8\"/>\n<title>");
  bookgen_escape (out, title, -1);
  g_string_append (out, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"../css/book.css\"/>\n</head>\n<body>\n");
  g_string_append (out, body);
  g_string_append (out, "\n</body>\n</html>\n");
  return g_string_free (out, FALSE);
}

static void
open_section (BookgenPage *page, const char *page_id)
{
  g_autofree char *attributes = g_strdup_printf (" epub:type=\"chapter\" role=\"doc-chapter\""
                                                 " aria-labelledby=\"%s-title\" id=\"%s\"", page_id, page_id);
  g_autofree char *title_attributes = g_strdup_printf (" id=\"%s-title\"", page_id);

  bookgen_markup_open (page->markup, "section", attributes);
  bookgen_markup_newline (page->markup);
  bookgen_markup_open (page->markup, "h1", title_attributes);
  bookgen_markup_text (page->markup, page->title, -1);
  bookgen_markup_close (page->markup);
  bookgen_markup_newline (page->markup);
}

/* The chapter once, as it should be or with its raw HTML shown as text. */
static char *
render (const BookgenManuscript *manuscript, const BookgenSection *section, const char *text, const char *title,
        const char *page_id, BookgenReferences *references, gboolean raw_is_literal, GPtrArray *notes)
{
  g_autofree char *marked = bookgen_math_mark (text, strlen (text));
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (marked, -1);
  g_autoptr (BookgenAnchors) anchors = bookgen_anchors_new (document, page_id);
  g_autoptr (BookgenFigures) figures = bookgen_figures_new (section->pictures, document, title, notes);
  g_autoptr (BookgenMarkup) markup = bookgen_markup_new ();
  g_autofree char *body = NULL;
  BookgenPage page = { .markup = markup, .references = references, .anchors = anchors, .notes = notes, .title = title,
                       .language = manuscript->language, .raw_is_literal = raw_is_literal };

  open_section (&page, page_id);
  bookgen_renderer_write (&page, document, figures);
  body = bookgen_markup_finish (markup);
  return bookgen_xhtml_document (manuscript->language, title, body);
}

/* A note that nothing refers to is not in the parsed tree any more: found by its label in the text. */
static void
note_lost_footnotes (const char *text, const char *title, GPtrArray *notes)
{
  g_autoptr (GRegex) definition = g_regex_new ("^ {0,3}\\[\\^([^\\]\\s]+)\\]:", G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!strstr (text, "[^"))
    return;
  for (g_regex_match (definition, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *label = g_match_info_fetch (match, 1);
      g_autofree char *reference = g_strdup_printf ("[^%s]", label);
      const char *first = strstr (text, reference);

      if (first && !strstr (first + 1, reference))
        g_ptr_array_add (notes, g_strdup_printf (_("“%s”: nothing refers to the note “%s”; it is not in the book."), title,
                                                 label));
    }
}

char *
bookgen_xhtml_chapter (const BookgenManuscript *manuscript, const BookgenSection *section, const char *page_id,
                       BookgenReferences *references, GPtrArray *notes, GError **error)
{
  g_autofree char *title = bookgen_xhtml_dup_title (manuscript, section);
  g_autofree char *valid = g_utf8_make_valid (section->text, -1);
  g_autoptr (GError) reason = NULL;

  for (gboolean raw_is_literal = FALSE; ; raw_is_literal = TRUE)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *document = render (manuscript, section, valid, title, page_id, references,
                                           raw_is_literal, found);

      g_clear_error (&reason);
      if (bookgen_well_formed_check (document, strlen (document), &reason))
        {
          note_lost_footnotes (valid, title, found);
          g_ptr_array_extend_and_steal (notes, g_steal_pointer (&found));
          return g_steal_pointer (&document);
        }
      if (raw_is_literal)
        break;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” could not be made into a page of the book (%s)."), title,
               reason->message);
  return NULL;
}
