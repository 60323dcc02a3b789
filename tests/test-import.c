/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static BookgenImport *
import_text (const char *text, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return bookgen_import_bytes (bytes, name, error);
}

static void
describe (GListModel *units, guint depth, GString *out)
{
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);

      g_string_append_printf (out, "%*s%s %s", depth * 2, "", bookgen_unit_kind_to_string (bookgen_unit_get_kind (unit)),
                              bookgen_unit_get_title (unit));
      if (*bookgen_unit_get_brief (unit))
        g_string_append_printf (out, " “%s”", bookgen_unit_get_brief (unit));
      if (bookgen_unit_get_target_words (unit) > 0)
        g_string_append_printf (out, " %u", bookgen_unit_get_target_words (unit));
      g_string_append_c (out, '\n');
      describe (bookgen_unit_get_children (unit), depth + 1, out);
    }
}

/* How a tree becomes a book. */
typedef struct {
  const char *name;
  const char *in;
  const char *title;
  const char *out;
} Case;

static const Case cases[] = {
  { "chapters", "# One\n\ntext\n\n# Two\n", "", "chapter One “text”\nchapter Two\n" },
  { "parts", "# A\n\nabout\n\n## One\n\n# B\n\n## Two\n", "", "part A “about”\n  chapter One\npart B\n  chapter Two\n" },
  { "introduction", "# Introduction\n\n# A\n\n## One\n", "", "chapter Introduction\npart A\n  chapter One\n" },
  { "root", "# Sea\n\nabout\n\n## One\n\n## Two\n\n### Sub\n", "Sea", "chapter One\npart Two\n  chapter Sub\n" },
  { "root-part", "# Part 1: Sea\n\n## One\n\n## Two\n", "", "part Sea\n  chapter One\n  chapter Two\n" },
  { "one", "# One\n", "", "chapter One\n" },
  { "sections", "# A\n\n## One\n\ntext\n\n### Sub\n\nmore\n\n#### Deep\n\n# B\n\n## Two\n", "",
    "part A\n  chapter One “text\n\n- Sub\n  more\n  - Deep”\npart B\n  chapter Two\n" },
  { "root-part-chapters", "# Sea\n\n## A\n\n### One\n\ntext\n\n### Two\n", "Sea", "part A\n  chapter One “text”\n  chapter Two\n" },
  { "root-chapter", "# Sea\n\nabout\n\n## One\n\ntext\n", "Sea", "chapter One “text”\n" },
  { "root-list", "- Sea\n  - A\n    - One\n    - Two\n", "Sea", "part A\n  chapter One\n  chapter Two\n" },
  { "root-opml", "<opml><body><outline text='Sea'><outline text='A'><outline text='One'/><outline text='Two'/></outline></outline></body></opml>",
    "Sea", "part A\n  chapter One\n  chapter Two\n" },
  { "said-title", "#+TITLE: Sea\n* A\n** One\n** Two\n", "Sea", "part A\n  chapter One\n  chapter Two\n" },
  { "same-title", "---\ntitle: \"SEA\"\n---\n# Sea\n\n## One\n\n## Two\n", "Sea", "chapter One\nchapter Two\n" },
  { "some-sections", "# Sea\n\n## One\n\n## Two\n\n### Sub\n\n## Three\n", "Sea", "chapter One\nchapter Two “- Sub”\nchapter Three\n" },
  { "matter-and-parts", "# Sea\n\n## Preface\n\n## A\n\n### One\n\n## Epilogue\n", "Sea", "chapter Preface\npart A\n  chapter One\nchapter Epilogue\n" },
  { "parts-of-modules", "# Part 1: A\n\n## Module 1: B\n\n### Lesson 1: One\n\n# Part 2: C\n\n## Module 2: D\n\n### Lesson 2: Two\n", "",
    "part A\n  module B\n    lesson One\npart C\n  module D\n    lesson Two\n" },
  { "said-chapters", "# Chapter 1: One\n\n## Sub\n\n# Chapter 2: Two\n\n## Sub\n", "", "chapter One “- Sub”\nchapter Two “- Sub”\n" },
  { "said-sections", "# One\n\n## Section 1: Sub\n\n# Two\n", "", "chapter One “- Sub”\nchapter Two\n" },
  { "thirteen", "# 1\n## a\n# 2\n# 3\n# 4\n# 5\n# 6\n# 7\n# 8\n# 9\n# 10\n# 11\n# 12\n# 13\n", "",
    "chapter 1 “- a”\nchapter 2\nchapter 3\nchapter 4\nchapter 5\nchapter 6\nchapter 7\nchapter 8\nchapter 9\nchapter 10\nchapter 11\n"
    "chapter 12\nchapter 13\n" },
  { "course", "# Module 1: A\n\n## Lesson 1.1: One\n\n## Lab 1: Do\n\n# Module 2: B\n\n## Lesson 2.1: Two\n", "",
    "module A\n  lesson One\n  lab Do\nmodule B\n  lesson Two\n" },
  { "course-of-one-module", "# Sea\n\n## Module 1: A\n\n### Lesson 1.1: One\n\n### Lesson 1.2: Two\n", "Sea",
    "module A\n  lesson One\n  lesson Two\n" },
  { "course-on-one-level", "# Sea\n\n## Module 1: A\n\n## Lesson 1.1: One\n\n## Lesson 1.2: Two\n\n## Module 2: B\n\n## Lesson 2.1: Three\n\n## Conclusion\n",
    "Sea", "module A\n  lesson One\n  lesson Two\nmodule B\n  lesson Three\nlesson Conclusion\n" },
  { "parts-on-one-level", "# Foreword\n\n# Part I: A\n\n# Chapter 1: One\n\n## Sub\n\n# Part II: B\n\n# Chapter 2: Two\n", "",
    "chapter Foreword\npart A\n  chapter One “- Sub”\npart B\n  chapter Two\n" },
  { "course-json", "{\"modules\":[{\"title\":\"A\",\"lessons\":[\"One\",\"Two\"],\"labs\":[\"Do\"]}]}", "",
    "module A\n  lesson One\n  lesson Two\n  lab Do\n" },
  { "twins", "# One\n\n# One\n", "", "chapter One\nchapter One\n" },
  { "words", "# One (1,200 words)\n\n# Two\n\nTarget: 900 words\n\ntext\n", "", "chapter One 1200\nchapter Two “text” 900\n" },
  { "first-is-title", "# Sea\n\nby Jo\n\n# Chapter 1\n\na\n\n# Chapter 2\n\n# Epilogue\n", "Sea", "chapter Chapter 1 “a”\nchapter Chapter 2\nchapter Epilogue\n" },
  { "first-is-matter", "# Preface\n\n# Chapter 1\n\n# Chapter 2\n", "", "chapter Preface\nchapter Chapter 1\nchapter Chapter 2\n" },
  { "fields", "#+TITLE: Sea\n* Fog\n:PROPERTIES:\n:WORD_COUNT: 900\n:END:\n* Sun\n", "Sea", "chapter Fog 900\nchapter Sun\n" },
  { "attributes", "<map><node TEXT='Sea'><node TEXT='Fog'><attribute NAME='words' VALUE='900'/></node><node TEXT='Sun'/></node></map>", "Sea",
    "chapter Fog 900\nchapter Sun\n" },
  { "offer", "# One\n\n# Two\n\n---\n\nWould you like me to go on?\n", "", "chapter One\nchapter Two\n" },
  { "table", "Kapitel;Titel;Inhalt;Umfang\n1;Nebel;Anfang;1.200\n2;Sonne;Mitte;900\n3;Regen;;\n", "", "chapter Nebel “Anfang” 1200\nchapter Sonne “Mitte” 900\nchapter Regen\n" },
  { "range-json", "{\"chapters\":[{\"title\":\"One\",\"wordRange\":{\"min\":800,\"max\":1200}},{\"title\":\"Two\",\"Estimated Words\":\"900\",\"keywords\":7}]}", "",
    "chapter One 1000\nchapter Two 900\n" },
  { "summary", "# Sea\n\n[Preface](p.md)\n\n# Coast\n\n- [One](1.md)\n  - [Sub](s.md)\n\n# Deep\n\n- [Two](2.md)\n", "Sea",
    "chapter Preface\npart Coast\n  chapter One “- Sub”\npart Deep\n  chapter Two\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = import_text (c->in, NULL, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  describe (G_LIST_MODEL (import->outline), 0, out);
  g_assert_cmpstr (import->title, ==, c->title);
  g_assert_cmpstr (out->str, ==, c->out);
  g_assert_false (bookgen_outline_can_undo (import->outline));
}

static void
test_roles (void)
{
  g_autoptr (BookgenImport) import = import_text ("Before.\n\n# Sea\n\nabout\n\n## A\n\n### One\n\n#### Sub\n\n## B\n", NULL, NULL);
  static const BookgenImportRole roles[] = { BOOKGEN_IMPORT_ROLE_BOOK, BOOKGEN_IMPORT_ROLE_UNIT, BOOKGEN_IMPORT_ROLE_UNIT,
                                             BOOKGEN_IMPORT_ROLE_SECTION, BOOKGEN_IMPORT_ROLE_UNIT };

  g_assert_cmpstr (import->notes, ==, "Before.\n\nabout");
  g_assert_cmpuint (import->items->len, ==, G_N_ELEMENTS (roles));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    g_assert_cmpint (((BookgenImportItem *) g_ptr_array_index (import->items, i))->role, ==, roles[i]);
}

static char *
dup_repeated (const char *piece, guint count)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

static char *
dup_staircase (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    {
      for (guint tab = 0; tab < i; tab++)
        g_string_append_c (text, '\t');
      g_string_append_printf (text, "Level %u\n", i);
    }
  return g_string_free (text, FALSE);
}

static void
check_fails (const char *text, const char *name, BookgenImportError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = import_text (text, name, &error);

  g_assert_null (import);
  g_assert_error (error, BOOKGEN_IMPORT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, name ? name : "the text"));
}

static void
test_bad_texts (void)
{
  g_autofree char *deep = dup_staircase (65), *deepest = dup_staircase (64);
  g_autofree char *many = dup_repeated ("- One\n", BOOKGEN_IMPORT_MAX_ITEMS + 1);
  g_autofree char *prose = dup_repeated ("It was a bright cold day in April, and the clocks were striking thirteen.\n\n", 9);
  g_autoptr (BookgenImport) fits = import_text (deepest, NULL, NULL);

  g_assert_nonnull (fits);
  check_fails ("", NULL, BOOKGEN_IMPORT_ERROR_EMPTY);
  check_fails (" \n\n", "a.md", BOOKGEN_IMPORT_ERROR_EMPTY);
  check_fails (prose, "a.txt", BOOKGEN_IMPORT_ERROR_EMPTY);
  check_fails ("<opml><body/></opml>", "a.opml", BOOKGEN_IMPORT_ERROR_EMPTY);
  check_fails (deep, "a.txt", BOOKGEN_IMPORT_ERROR_TOO_LARGE);
  check_fails (many, "a.txt", BOOKGEN_IMPORT_ERROR_TOO_LARGE);
  check_fails ("%PDF-1.7", "a.pdf", BOOKGEN_IMPORT_ERROR_UNKNOWN);
  check_fails ("\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f", "a.png", BOOKGEN_IMPORT_ERROR_UNKNOWN);
  check_fails ("<opml><body><outline type='rss' text='a' xmlUrl='b'/></body></opml>", "a.opml", BOOKGEN_IMPORT_ERROR_UNKNOWN);
  check_fails ("{\"chapters\": [", "a.json", BOOKGEN_IMPORT_ERROR_UNKNOWN);
}

static void
test_nested_json (void)
{
  g_autofree char *open = dup_repeated ("[", 100000), *close = dup_repeated ("]", 100000);
  g_autofree char *text = g_strconcat (open, close, NULL);

  check_fails (text, "a.json", BOOKGEN_IMPORT_ERROR_TOO_LARGE);
}

/* What would take long has an end: attributes are each compared with all before it. */
static void
test_attributes (void)
{
  g_autofree char *many = dup_repeated ("a='b' ", 60000);
  g_autofree char *text = g_strconcat ("<opml><body><outline ", many, "/></body></opml>", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (import_text (text, "a.opml", &error));
  g_assert_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE);
}

/* What entities would bring in never comes. */
static void
test_entities (void)
{
  g_autoptr (BookgenImport) import = import_text ("<!DOCTYPE opml [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"yyyy\">]>"
                                                  "<opml><body><outline text=\"a&y;\" _note=\"b\">&x;</outline></body></opml>",
                                                  NULL, NULL);
  BookgenImportItem *item = g_ptr_array_index (import->items, 0);

  g_assert_cmpstr (item->title, ==, "a");
  g_assert_cmpstr (item->brief, ==, "b");
}

static void
test_long_title (void)
{
  g_autofree char *words = dup_repeated ("sea ", 2500);
  g_autofree char *text = g_strconcat ("# ", words, "\n\ntext\n", NULL);
  g_autoptr (BookgenImport) import = import_text (text, NULL, NULL);

  g_assert_cmpuint (import->warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (import->warnings, 0), "500"));
  g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (import->outline), 0);
  g_assert_cmpuint (strlen (bookgen_unit_get_title (unit)), <=, 500);
  g_assert_true (g_str_has_suffix (bookgen_unit_get_brief (unit), "sea\n\ntext"));
}

static void
test_single (void)
{
  g_autoptr (BookgenImport) list = import_text ("# Sea\n\nFog\nSun\nRain\n", NULL, NULL);
  g_autoptr (BookgenImport) prose = import_text ("# Sea\n\nIt was dim.\nIt was dark.\nIt was late.\n", NULL, NULL);

  g_assert_cmpuint (list->warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (list->warnings, 0), "3 lines"));
  g_assert_cmpuint (prose->warnings->len, ==, 0);
}

static void
test_damaged_xml (void)
{
  g_autoptr (BookgenImport) import = import_text ("<opml><body><outline text='a'><outline text='b'>", NULL, NULL);

  g_assert_cmpuint (import->items->len, ==, 2);
  g_assert_cmpuint (import->warnings->len, ==, 1);
}

static void
check_file_fails (GFile *file, BookgenImportError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = bookgen_import_file (file, NULL, &error);

  g_assert_null (import);
  g_assert_error (error, BOOKGEN_IMPORT_ERROR, (int) code);
}

/* The empty folders from PATH up to TOP. */
static void
remove_up_to (const char *path, const char *top)
{
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_rmdir (path), ==, 0);
  if (strcmp (path, top) != 0)
    remove_up_to (parent, top);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("import-XXXXXX", NULL);
  g_autofree char *scriv = g_build_filename (folder, "book.scriv", NULL);
  g_autofree char *data = g_build_filename (scriv, "Files", "Data", "A-1", NULL);
  g_autofree char *index = g_build_filename (scriv, "book.scrivx", NULL);
  g_autofree char *synopsis = g_build_filename (data, "synopsis.txt", NULL);
  g_autofree char *missing = g_build_filename (folder, "none.md", NULL);
  g_autofree char *large = g_build_filename (folder, "large.md", NULL);
  g_autoptr (GFile) project = g_file_new_for_path (scriv);
  g_autoptr (GFile) none = g_file_new_for_path (missing);
  g_autoptr (GFile) whole = g_file_new_for_path (folder);
  g_autoptr (GFile) big = g_file_new_for_path (large);

  g_assert_cmpint (g_mkdir_with_parents (data, 0700), ==, 0);
  g_assert_true (g_file_set_contents (index,
                                      "<ScrivenerProject><Binder><BinderItem Type='DraftFolder'><Children><BinderItem UUID='A-1'>"
                                      "<Title>One</Title><TextSettings><Target Type='Words'>900</Target></TextSettings></BinderItem>"
                                      "<BinderItem UUID='../A-1'><Title/></BinderItem></Children></BinderItem></Binder></ScrivenerProject>",
                                      -1, NULL));
  g_assert_true (g_file_set_contents (synopsis, "What happens.", -1, NULL));
  g_autoptr (BookgenImport) import = bookgen_import_file (project, NULL, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  describe (G_LIST_MODEL (import->outline), 0, out);
  g_assert_cmpstr (out->str, ==, "chapter One “What happens.” 900\nchapter Untitled\n");

  check_file_fails (none, BOOKGEN_IMPORT_ERROR_UNREADABLE);
  check_file_fails (whole, BOOKGEN_IMPORT_ERROR_UNREADABLE);
  g_assert_true (g_file_set_contents (large, "#", 1, NULL));
  g_assert_cmpint (truncate (large, BOOKGEN_IMPORT_MAX_BYTES + 1), ==, 0);
  check_file_fails (big, BOOKGEN_IMPORT_ERROR_TOO_LARGE);
  g_remove (large);
  g_remove (synopsis);
  g_remove (index);
  remove_up_to (data, folder);
}

/* Many are not deep. */
static void
test_long_json (void)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "%s{\"title\": \"T%u\", \"children\": [\"a\"]}", i > 0 ? "," : "", i);
  g_string_append_c (text, ']');
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, NULL, NULL);
  g_assert_cmpuint (import->items->len, ==, 10000);
}

/* What somebody says a plain text is, it is read as, whatever it looks like. */
static void
test_read_as (void)
{
  const char *text = "- Bread\n- Butter\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  const char *const *formats = bookgen_import_get_text_formats ();

  g_assert_true (g_strv_contains (formats, "indented"));
  for (guint i = 0; formats[i]; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BookgenImport) import = bookgen_import_bytes_as (bytes, "shop.txt", formats[i], &error);

      g_assert_true ((import != NULL) == (error == NULL));
      if (import)
        g_assert_cmpstr (import->format, ==, formats[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import/divide/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/import/roles", test_roles);
  g_test_add_func ("/import/bad-texts", test_bad_texts);
  g_test_add_func ("/import/nested-json", test_nested_json);
  g_test_add_func ("/import/long-json", test_long_json);
  g_test_add_func ("/import/attributes", test_attributes);
  g_test_add_func ("/import/entities", test_entities);
  g_test_add_func ("/import/long-title", test_long_title);
  g_test_add_func ("/import/single", test_single);
  g_test_add_func ("/import/damaged-xml", test_damaged_xml);
  g_test_add_func ("/import/files", test_files);
  g_test_add_func ("/import/read-as", test_read_as);
  return g_test_run ();
}
