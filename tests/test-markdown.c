/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-chapter-text.h"
#include "bookgen-markdown.h"
#include "handmade-manuscript.h"

#include <string.h>

static void
test_chapter_text (void)
{
  static const struct { const char *text; guint level; const char *prefix; const char *expected; } cases[] = {
    { "a", 1, NULL, "a\n" },
    { "a\n\n\n", 1, NULL, "a\n" },
    { "## A\n\n### B\n", 1, NULL, "## A\n\n### B\n" },
    { "## A\n\n### B\n", 3, NULL, "#### A\n\n##### B\n" },
    { "## A\n\n#### B\n\n#### C\n\n###### D", 2, NULL, "### A\n\n#### B\n\n#### C\n\n##### D\n" },
    { "# A\n", 6, NULL, "###### A\n" },
    { "A\n===\n\nB\nb\n---\n\ntext", 2, NULL, "### A\n\n\n#### B b\n\n\n\ntext\n" },
    { "```\n# no\n```\n", 3, NULL, "```\n# no\n```\n" },
    { "    # no\n", 3, NULL, "    # no\n" },
    { "> # quoted\n", 3, NULL, "> # quoted\n" },
    { "a\r\nb\r\n", 3, NULL, "a\nb\n" },
    { "a[^1] b[^x] c[^no]\n\n[^1]: n\n[^x]: m\n", 2, "u7-", "a[^u7-1] b[^u7-x] c[^no]\n\n[^u7-1]: n\n[^u7-x]: m\n" },
    { "a[^1]\n\n[^1]: n\n\n```\n[^1]\n```\n", 2, "u7-", "a[^u7-1]\n\n[^u7-1]: n\n\n```\n[^1]\n```\n" },
    { "a[^1]\n\n[^1]: n\n", 2, NULL, "a[^1]\n\n[^1]: n\n" },
    { "```c\nint a;\n", 2, NULL, "```c\nint a;\n```\n" },
    { "~~~~\n```\n", 2, NULL, "~~~~\n```\n~~~~~~~~~~\n" },
    { "<!-- a\n", 2, NULL, "<!-- a\n-->\n" },
    { "<script>\nx\n", 2, NULL, "<script>\nx\n</script>\n" },
    { "- item\n\n  more\n", 2, NULL, "- item\n\n  more\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bookgen_chapter_text_dup (cases[i].text, cases[i].level, cases[i].prefix);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static BookgenManuscript *
new_book (void)
{
  BookgenManuscript *manuscript = handmade_manuscript_new ("Bread & *Salt*", "en");

  handmade_manuscript_add_chapter (manuscript, 0, "Before it all", "Short.[^1]\n\n[^1]: One.\n");
  handmade_manuscript_add_part (manuscript, 0, "C#");
  handmade_manuscript_add_chapter (manuscript, 1, "The Harbour: Ships", "## Section\n\nText.[^1]\n\n[^1]: Two.\n");
  handmade_manuscript_add_chapter (manuscript, 1, "Missing", NULL);
  handmade_manuscript_add_chapter (manuscript, 1, "", "Last\n");
  return manuscript;
}

static void
test_book (void)
{
  BookgenManuscript *manuscript = new_book ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = bookgen_markdown_new_book (manuscript, "book.md", notes);
  const BookgenMarkdownFile *file = g_ptr_array_index (files, 0);

  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpstr (file->name, ==, "book.md");
  g_assert_cmpstr (file->text, ==,
                   "# Bread & \\*Salt\\*\n\nA. Uthor & Söhne\n\n"
                   "## Before it all\n\nShort.[^u1-1]\n\n[^u1-1]: One.\n\n"
                   "## C\\#\n\n"
                   "### The Harbour: Ships\n\n#### Section\n\nText.[^u3-1]\n\n[^u3-1]: Two.\n\n"
                   "### Chapter 4\n\nLast\n");
  handmade_manuscript_free (manuscript);
}

static void
test_folder (void)
{
  BookgenManuscript *manuscript = new_book ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = bookgen_markdown_new_folder (manuscript, notes);
  static const BookgenMarkdownFile expected[] = {
    { (char *) "01-before-it-all.md",
      (char *) "<!-- bookgen: chapter u1 -->\n\n# Before it all\n\nShort.[^1]\n\n[^1]: One.\n" },
    { (char *) "02-the-harbour-ships.md",
      (char *) "<!-- bookgen: chapter u3 -->\n\n# The Harbour: Ships\n\n## Section\n\nText.[^1]\n\n[^1]: Two.\n" },
    { (char *) "04-chapter-4.md", (char *) "<!-- bookgen: chapter u5 -->\n\n# Chapter 4\n\nLast\n" },
    { (char *) "index.md",
      (char *) "# Bread & \\*Salt\\*\n\nA. Uthor & Söhne\n\n- [Before it all](01-before-it-all.md)\n- C\\#\n"
               "  - [The Harbour: Ships](02-the-harbour-ships.md)\n  - [Chapter 4](04-chapter-4.md)\n" },
  };

  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < files->len; i++)
    {
      const BookgenMarkdownFile *file = g_ptr_array_index (files, i);

      g_assert_cmpstr (file->name, ==, expected[i].name);
      g_assert_cmpstr (file->text, ==, expected[i].text);
    }
  handmade_manuscript_free (manuscript);
}

/* Names are safe and bounded whatever the title. */
static void
test_file_names (void)
{
  static const char *const titles[] = { "../../etc/passwd", "..", "/", "a\nb", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "\xff\xfe", "!!!" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      BookgenManuscript *manuscript = handmade_manuscript_new ("B", "en");
      g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) files = NULL;
      const BookgenMarkdownFile *file;

      handmade_manuscript_add_chapter (manuscript, 0, titles[i], "x");
      files = bookgen_markdown_new_folder (manuscript, notes);
      file = g_ptr_array_index (files, 0);
      g_assert_null (strpbrk (file->name, "/\n\\"));
      g_assert_cmpuint (strlen (file->name), <=, 70);
      g_assert_true (g_utf8_validate (file->name, -1, NULL));
      g_assert_true (g_str_has_prefix (file->name, "01-") && g_str_has_suffix (file->name, ".md"));
      handmade_manuscript_free (manuscript);
    }
}

static void
test_rehearsal (void)
{
  BookgenManuscript *manuscript = handmade_manuscript_new ("B", "en");
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = NULL;
  const BookgenMarkdownFile *file;

  g_clear_pointer (&manuscript->author, g_free);
  manuscript->rehearsal = TRUE;
  handmade_manuscript_add_chapter (manuscript, 0, "One", "x");
  files = bookgen_markdown_new_book (manuscript, "book.md", notes);
  file = g_ptr_array_index (files, 0);
  g_assert_true (g_str_has_prefix (file->text, "# B\n\n> **This is a rehearsal.** "));
  handmade_manuscript_free (manuscript);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/chapter-text", test_chapter_text);
  g_test_add_func ("/markdown/book", test_book);
  g_test_add_func ("/markdown/folder", test_folder);
  g_test_add_func ("/markdown/file-names", test_file_names);
  g_test_add_func ("/markdown/rehearsal", test_rehearsal);
  return g_test_run ();
}
