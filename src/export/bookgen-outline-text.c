/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-text.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A heading is at most this deep; what is deeper says so in its mark. */
#define DEEPEST_HEADING 6

/* Of a line's text: one line, no control characters, which neither XML nor a heading can hold. */
static char *
dup_line (const char *text)
{
  GString *line = g_string_sized_new (strlen (text));

  for (; *text; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (line, g_unichar_iscntrl (c) || c == 0xfffe || c == 0xffff ? ' ' : c);
    }
  return g_strstrip (g_string_free (line, FALSE));
}

/* Of a text with lines: control characters other than line ends and tabs are left out. */
static char *
dup_lines (const char *text)
{
  GString *lines = g_string_sized_new (strlen (text));

  for (; *text; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c == '\n' || c == '\t' || !(g_unichar_iscntrl (c) || c == 0xfffe || c == 0xffff))
        g_string_append_unichar (lines, c);
    }
  return g_string_free (lines, FALSE);
}

static const char *
writer_of (BookgenUnit *unit)
{
  return bookgen_unit_get_writer (unit) == BOOKGEN_WRITER_ME ? "me" : "model";
}

/* What is written of how units stand to one another: the ids of those that others depend on, and only of these. */
typedef struct {
  BookgenOutline *outline;
  GHashTable *needed; /* set of borrowed ids */
} Links;

static Links
links_new (BookgenOutline *outline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  Links links = { outline, g_hash_table_new (g_str_hash, g_str_equal) };

  for (guint i = 0; i < units->len; i++)
    for (const char *const *ids = bookgen_unit_get_depends_on (units->pdata[i]); *ids; ids++)
      if (bookgen_outline_find (outline, *ids))
        g_hash_table_add (links.needed, (gpointer) *ids);
  return links;
}

static void
links_clear (Links *links)
{
  g_hash_table_unref (links->needed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Links, links_clear)

static gboolean
is_needed (const Links *links, BookgenUnit *unit)
{
  return g_hash_table_contains (links->needed, bookgen_unit_get_id (unit));
}

/* Those it depends on that are there; NULL for none. */
static char *
dup_needs (const Links *links, BookgenUnit *unit, const char *separator)
{
  g_autoptr (GString) needs = g_string_new (NULL);

  for (const char *const *ids = bookgen_unit_get_depends_on (unit); *ids; ids++)
    if (bookgen_outline_find (links->outline, *ids))
      g_string_append_printf (needs, "%s%s", needs->len > 0 ? separator : "", *ids);
  return needs->len > 0 ? g_strdup (needs->str) : NULL;
}

/* Markdown */

/* https://spec.commonmark.org/0.31.2/#backslash-escapes */
static void
append_heading_text (GString *out, const char *title)
{
  for (; *title; title++)
    {
      if (strchr ("\\`*_[]<>&#~{", *title))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *title);
    }
}

/* A line of a brief that would be a heading is kept from it by a backslash; one that has backslashes already gets one more,
 * so that the reader can take one away from each. */
static void
append_brief_line (GString *out, const char *line)
{
  gsize indent = MIN (strspn (line, " "), 3);

  g_string_append_len (out, line, indent);
  line += indent;
  if (line[strspn (line, "\\")] == '#')
    g_string_append_c (out, '\\');
  g_string_append_printf (out, "%s\n", line);
}

static void
append_mark (GString *out, const Links *links, BookgenUnit *unit, guint depth)
{
  g_autofree char *needs = dup_needs (links, unit, ",");

  g_string_append_printf (out, "<!-- bookgen %s", bookgen_unit_kind_to_string (bookgen_unit_get_kind (unit)));
  if (bookgen_unit_get_target_words (unit) > 0)
    g_string_append_printf (out, " words=%u", bookgen_unit_get_target_words (unit));
  if (bookgen_unit_get_writer (unit) == BOOKGEN_WRITER_ME)
    g_string_append (out, " writer=me");
  if (!bookgen_unit_get_in_book (unit))
    g_string_append (out, " left-out");
  if (bookgen_unit_get_locked (unit))
    g_string_append (out, " locked");
  if (is_needed (links, unit))
    g_string_append_printf (out, " id=%s", bookgen_unit_get_id (unit));
  if (needs)
    g_string_append_printf (out, " needs=%s", needs);
  if (depth >= DEEPEST_HEADING)
    g_string_append_printf (out, " depth=%u", depth);
  g_string_append (out, " -->\n\n");
}

static void
append_markdown_unit (GString *out, const Links *links, BookgenUnit *unit, guint depth)
{
  g_autofree char *title = dup_line (bookgen_unit_get_title (unit));
  g_autofree char *brief = dup_lines (bookgen_unit_get_brief (unit));
  g_auto (GStrv) lines = g_strsplit (brief, "\n", -1);

  g_string_append_printf (out, "%.*s ", MIN ((int) depth + 1, DEEPEST_HEADING), "######");
  append_heading_text (out, title);
  g_string_append_c (out, '\n');
  append_mark (out, links, unit, depth);
  for (guint i = 0; lines[i]; i++)
    append_brief_line (out, lines[i]);
  if (lines[0])
    g_string_append_c (out, '\n');
}

static void
append_markdown (GString *out, const Links *links, GListModel *units, guint depth)
{
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);

      append_markdown_unit (out, links, unit, depth);
      append_markdown (out, links, bookgen_unit_get_children (unit), depth + 1);
    }
}

/* Single quotes of YAML: only the quote itself is special, and doubled. https://yaml.org/spec/1.2.2/#732-single-quoted-style */
static void
append_front_matter (GString *out, const char *key, const char *value)
{
  g_autofree char *line = dup_line (value);
  g_auto (GStrv) pieces = g_strsplit (line, "'", -1);
  g_autofree char *quoted = g_strjoinv ("''", pieces);

  if (*line)
    g_string_append_printf (out, "%s: '%s'\n", key, quoted);
}

static char *
dup_markdown (BookgenOutline *outline, const char *title, const char *author)
{
  g_auto (Links) links = links_new (outline);
  GString *out = g_string_new ("---\n");

  append_front_matter (out, "title", title);
  append_front_matter (out, "author", author);
  g_string_append (out, "generator: BookGen\n---\n\n");
  append_markdown (out, &links, G_LIST_MODEL (outline), 0);
  return g_string_free (out, FALSE);
}

/* OPML 2.0, http://opml.org/spec2.opml */

/* Line ends and tabs as references: a parser makes spaces of those in an attribute (XML 1.0, section 3.3.3). */
static void
append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  for (; *value; value++)
    switch (*value)
      {
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      case '\n':
      case '\t':
        g_string_append_printf (out, "&#%d;", *value);
        break;
      default:
        g_string_append_c (out, *value);
      }
  g_string_append_c (out, '"');
}

static void
append_opml_attributes (GString *out, const Links *links, BookgenUnit *unit)
{
  g_autofree char *needs = dup_needs (links, unit, " ");
  g_autofree char *title = dup_line (bookgen_unit_get_title (unit));
  g_autofree char *brief = dup_lines (bookgen_unit_get_brief (unit));

  append_attribute (out, "text", title);
  if (*brief)
    append_attribute (out, "_note", brief);
  append_attribute (out, "bookgen:kind", bookgen_unit_kind_to_string (bookgen_unit_get_kind (unit)));
  if (bookgen_unit_get_target_words (unit) > 0)
    g_string_append_printf (out, " bookgen:words=\"%u\"", bookgen_unit_get_target_words (unit));
  if (bookgen_unit_get_writer (unit) == BOOKGEN_WRITER_ME)
    append_attribute (out, "bookgen:writer", writer_of (unit));
  if (!bookgen_unit_get_in_book (unit))
    append_attribute (out, "bookgen:in-book", "no");
  if (bookgen_unit_get_locked (unit))
    append_attribute (out, "bookgen:locked", "yes");
  if (is_needed (links, unit))
    append_attribute (out, "bookgen:id", bookgen_unit_get_id (unit));
  if (needs)
    append_attribute (out, "bookgen:depends-on", needs);
}

static void
append_opml (GString *out, const Links *links, GListModel *units, guint depth)
{
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);
      GListModel *children = bookgen_unit_get_children (unit);
      gboolean leaf = g_list_model_get_n_items (children) == 0;

      g_string_append_printf (out, "%*s<outline", (int) depth * 2 + 4, "");
      append_opml_attributes (out, links, unit);
      g_string_append (out, leaf ? "/>\n" : ">\n");
      append_opml (out, links, children, depth + 1);
      if (!leaf)
        g_string_append_printf (out, "%*s</outline>\n", (int) depth * 2 + 4, "");
    }
}

static void
append_opml_head (GString *out, const char *name, const char *value)
{
  g_autofree char *line = dup_line (value);
  g_autofree char *escaped = g_markup_escape_text (line, -1);

  if (*line)
    g_string_append_printf (out, "    <%s>%s</%s>\n", name, escaped, name);
}

static char *
dup_opml (BookgenOutline *outline, const char *title, const char *author)
{
  g_auto (Links) links = links_new (outline);
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<opml version=\"2.0\" xmlns:bookgen=\"urn:bookgen:outline\">\n  <head>\n");

  append_opml_head (out, "title", title);
  append_opml_head (out, "ownerName", author);
  g_string_append (out, "  </head>\n  <body>\n");
  append_opml (out, &links, G_LIST_MODEL (outline), 0);
  g_string_append (out, "  </body>\n</opml>\n");
  return g_string_free (out, FALSE);
}

/* JSON */

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_json_marks (JsonBuilder *builder, const Links *links, BookgenUnit *unit)
{
  json_builder_set_member_name (builder, "in_book");
  json_builder_add_boolean_value (builder, bookgen_unit_get_in_book (unit));
  json_builder_set_member_name (builder, "locked");
  json_builder_add_boolean_value (builder, bookgen_unit_get_locked (unit));
  if (is_needed (links, unit))
    add_string (builder, "id", bookgen_unit_get_id (unit));
  json_builder_set_member_name (builder, "depends_on");
  json_builder_begin_array (builder);
  for (const char *const *ids = bookgen_unit_get_depends_on (unit); *ids; ids++)
    if (bookgen_outline_find (links->outline, *ids))
      json_builder_add_string_value (builder, *ids);
  json_builder_end_array (builder);
}

static void
add_json (JsonBuilder *builder, const Links *links, GListModel *units)
{
  json_builder_set_member_name (builder, "children");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);
      g_autofree char *title = dup_line (bookgen_unit_get_title (unit));
      g_autofree char *brief = dup_lines (bookgen_unit_get_brief (unit));

      json_builder_begin_object (builder);
      add_string (builder, "title", title);
      add_string (builder, "kind", bookgen_unit_kind_to_string (bookgen_unit_get_kind (unit)));
      add_string (builder, "brief", brief);
      json_builder_set_member_name (builder, "target_words");
      json_builder_add_int_value (builder, bookgen_unit_get_target_words (unit));
      add_string (builder, "writer", writer_of (unit));
      add_json_marks (builder, links, unit);
      add_json (builder, links, bookgen_unit_get_children (unit));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
dup_json (BookgenOutline *outline, const char *title, const char *author)
{
  g_auto (Links) links = links_new (outline);
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL, *title_line = dup_line (title), *author_line = dup_line (author);

  add_string (builder, "format", "bookgen-outline");
  add_string (builder, "title", title_line);
  add_string (builder, "author", author_line);
  json_builder_set_member_name (builder, "length_words");
  json_builder_add_int_value (builder, bookgen_outline_get_length_words (outline));
  add_json (builder, &links, G_LIST_MODEL (outline));
  root = json_builder_get_root (json_builder_end_object (builder));
  text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}

gboolean
bookgen_outline_text_form_of (const char *name, BookgenOutlineTextForm *form)
{
  static const struct { const char *suffix; BookgenOutlineTextForm form; } forms[] = {
    { ".outline.md", BOOKGEN_OUTLINE_TEXT_MARKDOWN },
    { ".opml", BOOKGEN_OUTLINE_TEXT_OPML },
    { ".outline.json", BOOKGEN_OUTLINE_TEXT_JSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      gsize length = strlen (name), suffix_length = strlen (forms[i].suffix);

      if (length <= suffix_length || g_ascii_strcasecmp (name + length - suffix_length, forms[i].suffix) != 0)
        continue;
      if (form)
        *form = forms[i].form;
      return TRUE;
    }
  return FALSE;
}

char *
bookgen_outline_text_dup (BookgenOutline *outline, const char *title, const char *author, BookgenOutlineTextForm form)
{
  switch (form)
    {
    case BOOKGEN_OUTLINE_TEXT_OPML:
      return dup_opml (outline, title, author);
    case BOOKGEN_OUTLINE_TEXT_JSON:
      return dup_json (outline, title, author);
    case BOOKGEN_OUTLINE_TEXT_MARKDOWN:
    default:
      return dup_markdown (outline, title, author);
    }
}
