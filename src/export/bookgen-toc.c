/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-toc.h"

#include "bookgen-escape.h"
#include "bookgen-script.h"
#include "bookgen-wording.h"
#include "bookgen-xhtml.h"

static void
entry_free (gpointer data)
{
  BookgenTocEntry *entry = data;

  g_free (entry->title);
  g_free (entry->page_id);
  g_free (entry);
}

static void
add_entry (GPtrArray *toc, const BookgenManuscript *manuscript, guint section, const char *page_id, guint level)
{
  const BookgenSection *source = g_ptr_array_index (manuscript->sections, section);
  BookgenTocEntry *entry = g_new0 (BookgenTocEntry, 1);

  entry->title = bookgen_xhtml_dup_title (manuscript, source);
  entry->page_id = g_strdup (page_id);
  entry->level = level;
  entry->kind = source->kind;
  entry->section = section;
  g_ptr_array_add (toc, entry);
}

GPtrArray *
bookgen_toc_new (const BookgenManuscript *manuscript, BookgenReferences *references)
{
  GPtrArray *toc = g_ptr_array_new_with_free_func (entry_free);
  guint top_depth = G_MAXUINT; /* of what the entries of level 0 since the last such one stand at */

  for (guint i = 0; i < manuscript->sections->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (manuscript->sections, i);
      const char *page_id = bookgen_references_get_page_id (references, i);

      if (!page_id)
        continue;
      if (section->depth <= top_depth)
        top_depth = section->depth;
      add_entry (toc, manuscript, i, page_id, section->depth > top_depth ? 1 : 0);
    }
  return toc;
}

static const BookgenTocEntry *
entry_at (GPtrArray *toc, guint i)
{
  return i < toc->len ? g_ptr_array_index (toc, i) : NULL;
}

static void
append_nav_item (GString *out, const BookgenTocEntry *entry, const BookgenTocEntry *next)
{
  guint next_level = next ? next->level : 0;

  g_string_append_printf (out, "<li><a href=\"%s.xhtml\">", entry->page_id);
  bookgen_escape (out, entry->title, -1);
  g_string_append (out, "</a>");
  g_string_append (out, next_level > entry->level ? "\n<ol>\n" : "</li>\n");
  if (next_level < entry->level)
    g_string_append (out, "</ol>\n</li>\n");
}

static void
append_landmark (GString *out, const char *type, const char *href, const char *label)
{
  g_string_append_printf (out, "<li><a epub:type=\"%s\" href=\"%s\">%s</a></li>\n", type, href, label);
}

static void
append_landmarks (GString *out, GPtrArray *toc, const char *language)
{
  const char *title = bookgen_wording_get (language, BOOKGEN_WORDING_CONTENTS);
  g_autofree char *first = g_strdup_printf ("%s.xhtml", entry_at (toc, 0)->page_id);

  g_string_append (out, "<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
  append_landmark (out, "titlepage", "title-page.xhtml", bookgen_wording_get (language, BOOKGEN_WORDING_TITLE_PAGE));
  append_landmark (out, "toc", "#toc", title);
  append_landmark (out, "bodymatter", first, bookgen_wording_get (language, BOOKGEN_WORDING_BEGIN));
  g_string_append (out, "</ol>\n</nav>");
}

char *
bookgen_toc_dup_nav (GPtrArray *toc, const BookgenManuscript *manuscript)
{
  const char *title = bookgen_wording_get (manuscript->language, BOOKGEN_WORDING_CONTENTS);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n"
                               "<h1 id=\"toc-title\">%s</h1>\n<ol>\n", title);
  for (guint i = 0; i < toc->len; i++)
    append_nav_item (out, entry_at (toc, i), entry_at (toc, i + 1));
  g_string_append (out, "</ol>\n</nav>\n");
  append_landmarks (out, toc, manuscript->language);
  return bookgen_xhtml_document (manuscript->language, title, out->str);
}

static void
append_ncx_point (GString *out, const BookgenTocEntry *entry, const BookgenTocEntry *next, guint order)
{
  guint next_level = next ? next->level : 0;

  g_string_append_printf (out, "<navPoint id=\"nav-%s\" playOrder=\"%u\"><navLabel><text>", entry->page_id, order);
  bookgen_escape (out, entry->title, -1);
  g_string_append_printf (out, "</text></navLabel><content src=\"text/%s.xhtml\"/>", entry->page_id);
  g_string_append (out, next_level > entry->level ? "\n" : "</navPoint>\n");
  if (next_level < entry->level)
    g_string_append (out, "</navPoint>\n");
}

static guint
depth_of (GPtrArray *toc)
{
  for (guint i = 0; i < toc->len; i++)
    if (entry_at (toc, i)->level > 0)
      return 2;
  return 1;
}

char *
bookgen_toc_dup_ncx (GPtrArray *toc, const BookgenManuscript *manuscript, const char *title,
                          const char *identifier)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");

  g_string_append_printf (out, " xml:lang=\"%s\"%s>\n<head>\n<meta name=\"dtb:uid\" content=\"", manuscript->language,
                          bookgen_script_is_rtl (manuscript->language) ? " dir=\"rtl\"" : "");
  bookgen_escape (out, identifier, -1);
  g_string_append_printf (out, "\"/>\n<meta name=\"dtb:depth\" content=\"%u\"/>\n"
                               "<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n"
                               "<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n<docTitle><text>",
                          depth_of (toc));
  bookgen_escape (out, title, -1);
  g_string_append (out, "</text></docTitle>\n<navMap>\n");
  for (guint i = 0; i < toc->len; i++)
    append_ncx_point (out, entry_at (toc, i), entry_at (toc, i + 1), i + 1);
  g_string_append (out, "</navMap>\n</ncx>\n");
  return g_string_free (out, FALSE);
}
