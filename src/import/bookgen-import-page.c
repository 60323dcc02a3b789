/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-page.h"

#include <string.h>

#include "bookgen-import-label.h"
#include "bookgen-import-title.h"

int
bookgen_import_page_heading_level (xmlNode *node)
{
  const char *name = node->type == XML_ELEMENT_NODE ? (const char *) node->name : "";

  if (strcmp (name, "summary") == 0)
    return 7;
  return (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0') ? name[1] - '0' : 0;
}

gboolean
bookgen_import_page_is_list (xmlNode *node)
{
  return bookgen_import_xml_is (node, "ul") || bookgen_import_xml_is (node, "ol") || bookgen_import_xml_is (node, "dl");
}

static gboolean
has_class (xmlNode *node, const char *const *classes)
{
  g_autofree char *said = bookgen_import_xml_dup_attribute (node, "class"), *id = bookgen_import_xml_dup_attribute (node, "id");
  g_auto (GStrv) words = g_strsplit_set (said ? said : "", " \t\n", -1);

  for (guint i = 0; words[i]; i++)
    if (g_strv_contains (classes, words[i]))
      return TRUE;
  return id && g_strv_contains (classes, id);
}

gboolean
bookgen_import_page_is_frame (xmlNode *node)
{
  static const char *const elements[] = { "nav", "footer", "aside", "form", "dialog", NULL };
  static const char *const classes[] = { "site-header", "site-title", "sidebar", "sphinxsidebar", "widget", "widget-area", "comments",
                                         "comment-list", "comments-area", "navigation", "navbar", "menu", "breadcrumb", "breadcrumbs",
                                         "related", "related-posts", "footer", "masthead", "mw-navigation", "mw-panel", "mw-head", "catlinks",
                                         "toc-title", "ez-toc-container", "share", "social", "cookie-banner", "secondary", NULL };
  static const char *const roles[] = { "navigation", "banner", "contentinfo", "complementary", "search", NULL };
  g_autofree char *role = bookgen_import_xml_dup_attribute (node, "role");

  return g_strv_contains (elements, (const char *) node->name) || (role && g_strv_contains (roles, role)) || has_class (node, classes);
}

char *
bookgen_import_page_dup_line (xmlNode *node)
{
  g_autofree char *text = bookgen_import_xml_dup_line (node);

  return bookgen_import_title_collapse (text);
}

gboolean
bookgen_import_page_says_contents (xmlNode *node)
{
  g_autofree char *line = bookgen_import_page_dup_line (node);

  return bookgen_import_label_is_contents (line);
}

gboolean
bookgen_import_page_is_contents (xmlNode *node)
{
  static const char *const names[] = { "toc", "contents", "table-of-contents", "TOC", "Contents", "toctree-wrapper", NULL };

  return bookgen_import_xml_attribute_is (node, "role", "doc-toc") || bookgen_import_xml_attribute_is (node, "type", "toc") ||
         has_class (node, names);
}

/* The sign of a link to the heading itself, and what else is a tool of the page. */
static gboolean
is_tool (xmlNode *node)
{
  static const char *const classes[] = { "headerlink", "anchor", "anchor-link", "header-anchor", "permalink", "mw-editsection", "sr-only",
                                         "visually-hidden", "screen-reader-text", "hash-link", NULL };
  static const char *const signs[] = { "", "#", "¶", "§", "🔗", "[edit]", NULL };
  g_autofree char *text = bookgen_import_xml_is (node, "a") ? bookgen_import_page_dup_line (node) : NULL;

  if (bookgen_import_xml_is (node, "span") || !text)
    return has_class (node, classes);
  return g_strv_contains (signs, text);
}

void
bookgen_import_page_remove_tools (xmlNode *node)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL), *next; child; child = next)
    {
      next = bookgen_import_xml_next (child, NULL);
      if (is_tool (child))
        {
          xmlUnlinkNode (child);
          xmlFreeNode (child);
        }
      else
        bookgen_import_page_remove_tools (child);
    }
}

int
bookgen_import_page_count_sections (xmlNode *node)
{
  int count = 0;

  for (; node; node = node->parent)
    count += bookgen_import_xml_is (node, "section");
  return count;
}
