/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-commonmark.h"
#include "bookgen-markdown-pictures.h"
#include "bookgen-math.h"
#include "bookgen-placing.h"
#include "handmade-picture.h"

#include <string.h>

static const char chapter[] =
    "The sea comes in twice a day, and *nobody* asks it to.\n\n"            /* line 1 */
    "## The Moon’s Pull\n\n"                                                 /* 3 */
    "Then it **goes** out[^1] again, [slowly](https://example.org/a).\n\n"   /* 5 */
    "- A first thing\n\n  with a second paragraph of it\n- a last thing\n\n" /* 7 */
    "> Who asked? said the harbour master, who had not.\n\n"                 /* 12 */
    "| Words | in a table |\n|-|-|\n| a | b |\n\n"                           /* 14 */
    "```\nWords in code that nobody reads\n```\n\n"                          /* 18 */
    "The height is $a_1 + b_2$ at noon.\n\n"                                 /* 22 */
    "潮は一日に二度満ちて、また引いていく。\n\n"                             /* 24 */
    "[^1]: Words in a note.\n";

static void
test_find (void)
{
  static const struct { const char *anchor; int line; /* 0: the beginning, -1: not found */ } cases[] = {
    { "", 0 },
    { " \n", 0 },
    { "The sea comes in twice a day, and nobody", 1 },
    { "the SEA  comes\nin — twice a day and *nobody*", 1 },
    { "The sea comes in twice a day and nobo", 1 },
    { "“The sea comes…”", 1 },
    { "The sea comes in twice a day, and *nobody* asks it to.", 1 },
    { "The se", -1 },
    { "sea comes in twice a day", -1 },
    { "The Moon's Pull", 3 },
    { "## The Moon’s Pull", 3 },
    { "Then it goes out again, slowly.", 5 },
    { "Then it **goes** out[^1] again, [slowly](https://example.org/a).", 5 },
    { "A first thing", 7 },
    { "- A first thing", 7 },
    { "with a second paragraph", 7 },
    { "a last thing", 7 },
    { "Who asked? said the harbour", 12 },
    { "> Who asked?", 12 },
    { "Words in a table", -1 },
    { "Words", -1 },
    { "Words in code", -1 },
    { "Words in a note.", -1 },
    { "The height is $a_1 + b_2$ at", 22 },
    { "潮は一日に二度満ちて", 24 },
    { "***", -1 },
    { "\xff", -1 },
    { "No such words", -1 },
  };
  g_autofree char *marked = bookgen_math_mark (chapter, strlen (chapter));
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (marked, -1);
  g_autoptr (BookgenPlacing) placing = bookgen_placing_new (document);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cmark_node *block = NULL;
      gboolean found = bookgen_placing_find (placing, cases[i].anchor, &block);
      int line = !found ? -1 : block ? cmark_node_get_start_line (block) : 0;

      g_assert_cmpint (line, ==, cases[i].line);
    }
}

/* What stands where a picture is to go. */
static char *
dup_illustrated (const char *text, const char *anchor, guint n, GPtrArray *notes)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_picture_free);

  for (guint i = 1; i <= n; i++)
    g_ptr_array_add (pictures, handmade_picture_new (i, "image/png", anchor, NULL, NULL));
  return bookgen_markdown_pictures_dup (text, pictures, "i", "One", notes);
}

#define PICTURE "![](i/img-0001.png)\n"

static void
test_markdown (void)
{
  static const struct { const char *text, *anchor, *expected; } cases[] = {
    { "a\n\nb\n", "", PICTURE "\na\n\nb\n" },
    { "a\n\nb\n", "a", "a\n\n" PICTURE "\nb\n" },
    { "a\n\nb\n", "b", "a\n\nb\n\n" PICTURE },
    { "a\n\n\nb\n", "a", "a\n\n" PICTURE "\n\nb\n" },
    { "a\nmore\n\nb\n", "a", "a\nmore\n\n" PICTURE "\nb\n" },
    { "## A\ntext\n", "A", "## A\n\n" PICTURE "\ntext\n" },
    { "a\n- b\n- c\n\nd\n", "a", "a\n- b\n- c\n\n" PICTURE "\nd\n" },
    { "a\n```\nx\n\ny\n```\n\nd\n", "a", "a\n```\nx\n\ny\n```\n\n" PICTURE "\nd\n" },
    { "- b\n\n  e\n- c\n\nd\n", "b", "- b\n\n  e\n- c\n\n" PICTURE "\nd\n" },
    { "> q\nlazy\n\nd\n", "q", "> q\nlazy\n\n" PICTURE "\nd\n" },
    { "- b\n\n[^1]: n\n\nd[^1]\n", "b", "- b\n\n[^1]: n\n\n" PICTURE "\nd[^1]\n" },
    { "a[^1]\n\n[^1]: n\n\n    b\n", "b", "a[^1]\n\n" PICTURE "\n[^1]: n\n\n    b\n" },
    { "- b\n", "b", "- b\n\n" PICTURE },
    { "```\na\n\n\n\nb\n```\n\nc\n", "c", "```\na\n\n\n\nb\n```\n\nc\n\n" PICTURE },
    { "a\n\nb\n", "gone", "a\n\nb\n\n" PICTURE },
    { "", "gone", PICTURE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *text = dup_illustrated (cases[i].text, cases[i].anchor, 1, notes);

      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_cmpuint (notes->len, ==, g_str_equal (cases[i].anchor, "gone") || strstr (cases[i].text, "    b") ? 1 : 0);
    }
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = dup_illustrated ("a\n\nb\n", "a", 3, notes);

  g_assert_cmpstr (text, ==, "a\n\n![](i/img-0001.png)\n\n![](i/img-0002.png)\n\n![](i/img-0003.png)\n\nb\n");
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_picture_free);
  g_autofree char *text = NULL;

  g_ptr_array_add (pictures, handmade_picture_new (1, "image/jpeg", "", "So \"high\"\nand & so", "[A] *wave*\n\nhere \\"));
  text = bookgen_markdown_pictures_dup ("a\n", pictures, "my book (1)-images", "One", notes);
  g_assert_cmpstr (text, ==, "![\\[A\\] \\*wave\\*  here \\\\](my%20book%20%281%29-images/img-0001.jpg"
                             " \"So \\\"high\\\" and \\& so\")\n\na\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/placing/find", test_find);
  g_test_add_func ("/placing/markdown", test_markdown);
  g_test_add_func ("/placing/order", test_order);
  g_test_add_func ("/placing/words", test_words);
  return g_test_run ();
}
