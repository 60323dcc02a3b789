/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-epub.h"
#include "handmade-manuscript.h"
#include "handmade-picture.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static const char epubcheck_jar[] = "/usr/share/java/epubcheck.jar";

static GBytes *
write_book (const BookgenManuscript *manuscript)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  bookgen_epub_write (manuscript, out, notes, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static char *
run (const char *const *argv)
{
  g_autofree char *out = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &errors, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s failed:\n%s%s", argv[0], out, errors);
  return g_steal_pointer (&out);
}

typedef struct {
  char *folder;
  char *path;
} Shelf;

static void
shelf_init (Shelf *shelf, GBytes *book)
{
  gsize length;
  const char *bytes = g_bytes_get_data (book, &length);

  shelf->folder = g_dir_make_tmp ("bookgen-epub-XXXXXX", NULL);
  shelf->path = g_build_filename (shelf->folder, "book.epub", NULL);
  g_assert_true (g_file_set_contents (shelf->path, bytes, (gssize) length, NULL));
}

static void
shelf_clear (Shelf *shelf)
{
  const char *argv[] = { "rm", "-rf", shelf->folder, NULL };
  g_autofree char *out = run (argv);

  g_free (shelf->path);
  g_free (shelf->folder);
}

static char *
read_entry (GBytes *book, const char *name)
{
  const char *script = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";
  const char *argv[] = { "python3", "-c", script, NULL, name, NULL };
  Shelf shelf;
  char *text;

  shelf_init (&shelf, book);
  argv[3] = shelf.path;
  text = run (argv);
  shelf_clear (&shelf);
  return text;
}

/* A checker counts only when it ran: where the jar is not there, this fails. */
static void
check_with_epubcheck (GBytes *book)
{
  Shelf shelf;
  g_autofree char *report = NULL;
  g_autofree char *out = NULL;
  g_autofree char *xml = NULL;
  const char *argv[] = { "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", epubcheck_jar, "-q", "--failonwarnings", "--json", NULL, NULL, NULL };
  const char *const xmllint[] = {
    "sh", "-c", "mkdir \"$1/x\" && cd \"$1/x\" && python3 -m zipfile -e ../book.epub . && "
                "find . -name '*.xhtml' -o -name '*.opf' -o -name '*.ncx' -o -name '*.xml' | xargs xmllint --noout --nonet",
    "sh", NULL, NULL };
  const char *lint_argv[G_N_ELEMENTS (xmllint)];

  g_assert_true (g_file_test (epubcheck_jar, G_FILE_TEST_EXISTS));
  shelf_init (&shelf, book);
  report = g_build_filename (shelf.folder, "report.json", NULL);
  argv[8] = report;
  argv[9] = shelf.path;
  out = run (argv);
  memcpy (lint_argv, xmllint, sizeof xmllint);
  lint_argv[4] = shelf.folder;
  xml = run (lint_argv);
  shelf_clear (&shelf);
}

static const char everything[] =
    "An opening with a [link](https://example.org/a b?c=d&e=f), a note[^1], *emphasis*, **weight**, ~~gone~~ and `code`.\n\n"
    "## Tables\n\n|a|b|c|\n|:-|:-:|-:|\n|1|2|3|\n\n|only|\n|-|\n\n### Lists\n\n- one\n  - two\n\n5. five\n6. six\n\n"
    "- [ ] open\n- [x] done\n\n> A quote\n>\n> > and one in it\n\n```python\nprint('<&>')\n```\n\n---\n\n"
    "![A cat](cat.png) and $a^2$ and\n\n$$\nb_2\n$$\n\n#### שלום עולם\n\n日本語のテキスト。\n\n"
    "[there](the-second.md) and [here](#tables) and [nowhere](#nowhere)\n\n[^1]: A note with `code`\n\n    and a second part.\n";

static const char raw[] =
    "<div align=\"center\">a<p>b<p>c</div>\n\n<table><tr><td>1<td>2</table>\n\n<ul>x<li>y</ul>\n\n<dl><dt>a</dl>\n\n<dl></dl>\n\n"
    "<ul></ul>\n\n<table></table>\n\n<table><tr></tr></table>\n\n<ruby>漢<rt>kan</rt></ruby> <ruby>字</ruby>\n\n"
    "<ruby><rt>x</rt></ruby>\n\n<table><thead><tr><th colspan=2>h</th></tr></thead><tfoot><tr><td>f</td></tr></tfoot></table>\n\n"
    "<details>x</details>\n\n<details><summary>s</summary>t</details>\n\n<figure>pic<figcaption>c</figcaption>more</figure>\n\n"
    "<figure><figcaption>c</figcaption>pic</figure>\n\n<a href=\"https://example.org\">x <b>y <i>z</b></a>\n\n"
    "*a <div>b</div> c*\n\n<h1>Top</h1>\n\n<h6>Deep</h6>\n\n<bdo>x</bdo> <q>y</q> <kbd>z</kbd> <del>a</del> <ins>b</ins>\n\n"
    "<script>alert(1)</script>\n\n<iframe src=\"x\"></iframe>\n\nList<T> and <center>c</center>\n\n<img src=x>\n\n"
    "<ol start=\"3\" type=\"a\" reversed><li value=2>x</ol>\n\n<pre>a\n<b>b</b>\n</pre>\n\n<span title=\"t\" lang=\"de\">x</span>\n\n"
    "<p>a<br>b<hr>c\n\n<dfn>a <dfn>b</dfn></dfn> <abbr title=x>y</abbr> <small><big>z</big></small> <tt>t</tt>\n\n"
    "<blockquote>q</blockquote>\n\n<li>lost</li> <td>lost</td> <rt>lost</rt>\n\n<p>\n\n<b>open\n\n- list <div>\n- more\n";

static BookgenManuscript *
new_full (const char *language)
{
  BookgenManuscript *manuscript = handmade_manuscript_new ("Bread & “Salt” <1>", language);

  handmade_manuscript_add_chapter (manuscript, 0, "Before it all", "Short.");
  handmade_manuscript_add_part (manuscript, 0, "Part & parcel");
  handmade_manuscript_add_chapter (manuscript, 1, "The First", everything);
  handmade_manuscript_add_chapter (manuscript, 1, "Missing", NULL);
  handmade_manuscript_add_chapter (manuscript, 1, "The Second", everything);
  handmade_manuscript_add_part (manuscript, 0, "");
  handmade_manuscript_add_part (manuscript, 1, "A module");
  handmade_manuscript_add_chapter (manuscript, 2, "", raw);
  return manuscript;
}

static void
check_book (BookgenManuscript *manuscript)
{
  g_autoptr (GBytes) book = write_book (manuscript);

  check_with_epubcheck (book);
  handmade_manuscript_free (manuscript);
}

/* Right to left, a rehearsal, without an author or titles. */
static void
test_checkers_small (void)
{
  BookgenManuscript *manuscript = handmade_manuscript_new ("", "he");

  g_clear_pointer (&manuscript->author, g_free);
  manuscript->rehearsal = TRUE;
  handmade_manuscript_add_chapter (manuscript, 3, "", everything)->rehearsal = TRUE;
  check_book (manuscript);
}

/* At the beginning, somewhere, and of a kind that is left out. */
static void
add_pictures (BookgenSection *section, guint number)
{
  handmade_section_add_picture (section, handmade_picture_new (number, "image/png", "", "A <caption> & \"more\"", "What it shows"));
  handmade_section_add_picture (section, handmade_picture_new (number + 1, "image/png", "text", NULL, NULL));
  handmade_section_add_picture (section, handmade_picture_new (number + 2, "image/webp", "a", "Left out", "Left out"));
}

/* Everything that Markdown and HTML have, and any mixture of it. */
static void
test_checkers_full (void)
{
  static const char *const pieces[] = {
    "<b>", "</b>", "<i>", "<div>", "</div>", "<p>", "</p>", "<ul>", "</ul>", "<li>", "<table>", "</table>", "<tr>", "<td>",
    "<th>", "<thead>", "<tbody>", "<dl>", "<dt>", "<dd>", "</dl>", "<ruby>", "<rt>", "<rp>", "</ruby>", "</a>",
    "<a href=\"https://x.org\">", "<h2>", "</h2>", "<pre>", "</pre>", "<details>", "<summary>", "</details>", "<figure>",
    "<figcaption>", "</figcaption>", "</figure>", "<br>", "<hr>", "<blockquote>", "</blockquote>", "<!--", "-->", "*", "**",
    "~~", "`", "```", "\n", "\n\n", "## ", "- ", "1. ", "> ", "    ", "|", "|-|\n", "[", "](https://x.org)", "![", "[^1]",
    "\n\n[^1]: ", "$", "$$", "&", "\"", "<", ">", "text", "\xff", "<x>", "<q>", "<dfn>", "<bdo>", "<img src=x>", "<ins>",
    "<li value=3>", "<ol reversed>", "</ol>", "<td rowspan=2>", "<span id=a lang=x-y>", "</span>", "<tfoot>", "</tr>",
  };
  BookgenManuscript *manuscript = new_full ("en-GB");
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GString) text = g_string_new ("a");

      for (gint n = 0; n < 40; n++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      add_pictures (handmade_manuscript_add_chapter (manuscript, 0, "Chapter", text->str), 3 * i + 1);
    }
  check_book (manuscript);
}

static void
test_same_bytes (void)
{
  BookgenManuscript *manuscript = new_full ("en-GB");
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) two = NULL;

  add_pictures (g_ptr_array_index (manuscript->sections, 0), 1);
  one = write_book (manuscript);
  g_setenv ("TZ", "Pacific/Auckland", TRUE);
  g_setenv ("LANGUAGE", "de", TRUE);
  setlocale (LC_ALL, "");
  two = write_book (manuscript);
  g_assert_true (g_bytes_equal (one, two));
  handmade_manuscript_free (manuscript);
}

static void
test_package (void)
{
  BookgenManuscript *manuscript = new_full ("he");
  g_autoptr (GBytes) book = write_book (manuscript);
  g_autofree char *package = read_entry (book, "EPUB/package.opf");
  static const char *const expected[] = {
    "<dc:identifier id=\"book-id\">urn:uuid:0f8a6d2e-5f0e-4e2b-9d3c-7a1b2c3d4e5f</dc:identifier>",
    "<dc:title>Bread &amp; “Salt” &lt;1&gt;</dc:title>", "<dc:creator id=\"creator\">A. Uthor &amp; Söhne</dc:creator>",
    "<dc:language>he</dc:language>", "<meta property=\"dcterms:modified\">2023-11-14T22:13:20Z</meta>",
    "page-progression-direction=\"rtl\"", "properties=\"nav\"", "<itemref idref=\"ch-0001\"/>\n<itemref idref=\"part-0001\"/>",
    "<itemref idref=\"ch-0002\"/>\n<itemref idref=\"ch-0004\"/>\n<itemref idref=\"part-0002\"/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_nonnull (strstr (package, expected[i]));
  g_assert_null (strstr (package, "ch-0003"));
  handmade_manuscript_free (manuscript);
}

static void
test_navigation (void)
{
  BookgenManuscript *manuscript = new_full ("de");
  g_autoptr (GBytes) book = write_book (manuscript);
  g_autofree char *nav = read_entry (book, "EPUB/text/nav.xhtml");
  g_autofree char *ncx = read_entry (book, "EPUB/toc.ncx");

  g_assert_nonnull (strstr (nav, "<h1 id=\"toc-title\">Inhalt</h1>\n<ol>\n"
                                 "<li><a href=\"ch-0001.xhtml\">Before it all</a></li>\n"
                                 "<li><a href=\"part-0001.xhtml\">Part &amp; parcel</a>\n<ol>\n"
                                 "<li><a href=\"ch-0002.xhtml\">The First</a></li>\n"
                                 "<li><a href=\"ch-0004.xhtml\">The Second</a></li>\n</ol>\n</li>\n"
                                 "<li><a href=\"part-0002.xhtml\">Teil</a>\n<ol>\n"
                                 "<li><a href=\"part-0003.xhtml\">A module</a></li>\n"
                                 "<li><a href=\"ch-0005.xhtml\">Kapitel 5</a></li>\n</ol>\n</li>\n</ol>\n</nav>"));
  g_assert_nonnull (strstr (ncx, "playOrder=\"7\""));
  g_assert_nonnull (strstr (ncx, "<meta name=\"dtb:uid\" content=\"urn:uuid:0f8a6d2e-5f0e-4e2b-9d3c-7a1b2c3d4e5f\"/>"));
  handmade_manuscript_free (manuscript);
}

static void
test_rehearsal_comes_first (void)
{
  BookgenManuscript *manuscript = handmade_manuscript_new ("B", "en");
  g_autoptr (GBytes) book = NULL;
  g_autofree char *package = NULL;

  manuscript->rehearsal = TRUE;
  handmade_manuscript_add_chapter (manuscript, 0, "One", "x")->rehearsal = TRUE;
  book = write_book (manuscript);
  package = read_entry (book, "EPUB/package.opf");
  g_assert_nonnull (strstr (package, "<spine toc=\"ncx\">\n<itemref idref=\"rehearsal\"/>"));
  handmade_manuscript_free (manuscript);
}

typedef struct {
  const char *caption, *alt; /* of the second picture */
  const char *figure;
  gboolean sufficient;       /* words say all that it shows */
} PictureCase;

static void
check_pictures (const PictureCase *expected)
{
  BookgenManuscript *manuscript = handmade_manuscript_new ("B", "en");
  BookgenSection *section = handmade_manuscript_add_chapter (manuscript, 0, "One", "First.\n\nSecond.\n");
  g_autoptr (GBytes) book = NULL;
  g_autofree char *page = NULL, *package = NULL;

  handmade_section_add_picture (section, handmade_picture_new (1, "image/png", "", "A cat", "A cat & \"its\" <mat>"));
  handmade_section_add_picture (section, handmade_picture_new (2, "image/png", "First", expected->caption, expected->alt));
  handmade_section_add_picture (section, handmade_picture_new (3, "image/webp", "First", "Left out", NULL));
  book = write_book (manuscript);
  page = read_entry (book, "EPUB/text/ch-0001.xhtml");
  package = read_entry (book, "EPUB/package.opf");
  g_assert_nonnull (strstr (page, "</h1>\n<figure><img src=\"../images/img-0001.png\" alt=\"A cat &amp; &quot;its&quot; "
                                  "&lt;mat&gt;\"/><figcaption>A cat</figcaption></figure>\n<p>First.</p>\n"));
  g_assert_nonnull (strstr (page, expected->figure));
  g_assert_null (strstr (page, "Left out"));
  g_assert_nonnull (strstr (package, "<item id=\"img-0001\" href=\"images/img-0001.png\" media-type=\"image/png\"/>\n"
                                     "<item id=\"img-0002\" href=\"images/img-0002.png\" media-type=\"image/png\"/>\n</man"));
  g_assert_nonnull (strstr (package, "accessMode\">visual<"));
  g_assert_nonnull (strstr (package, "accessModeSufficient\">textual,visual<"));
  g_assert_true ((strstr (package, "accessModeSufficient\">textual<") != NULL) == expected->sufficient);
  g_assert_true ((strstr (package, "accessibilityFeature\">alternativeText<") != NULL) == expected->sufficient);
  handmade_manuscript_free (manuscript);
}

static void
test_pictures (void)
{
  static const PictureCase cases[] = {
    { "A dog", "A dog asleep", "<p>First.</p>\n<figure><img src=\"../images/img-0002.png\" alt=\"A dog asleep\"/>"
      "<figcaption>A dog</figcaption></figure>\n<p>Second.</p>", TRUE },
    { NULL, NULL, "<p>First.</p>\n<figure><img src=\"../images/img-0002.png\" alt=\"\" role=\"presentation\"/></figure>\n", TRUE },
    { "A dog", NULL, "<img src=\"../images/img-0002.png\" alt=\"\"/><figcaption>A dog</figcaption></figure>\n", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_pictures (&cases[i]);
}

/* Raw HTML may be open around the paragraph. */
static void
test_enclosed_picture (void)
{
  static const struct { const char *text, *expected; } cases[] = {
    { "<table><tr><td>\n\nFirst\n\n</td></tr></table>\n\nLast\n", "</table><figure><img" },
    { "<ul><li>\n\nFirst\n\n</li></ul>\n\nLast\n", "</ul><figure><img" },
    { "<div>\n\nFirst\n\n</div>\n\nLast\n", "<p>First</p>\n<figure><img" },
    { "- a\n\n  First\n- b\n\nLast\n", "</ul>\n<figure><img" },
    { "First[^1]\n\n[^1]: note\n", "</p>\n<figure><img" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BookgenManuscript *manuscript = handmade_manuscript_new ("B", "en");
      BookgenSection *section = handmade_manuscript_add_chapter (manuscript, 0, "One", cases[i].text);
      g_autoptr (GBytes) book = NULL;
      g_autofree char *page = NULL;

      handmade_section_add_picture (section, handmade_picture_new (1, "image/png", "First", NULL, "A cat"));
      book = write_book (manuscript);
      page = read_entry (book, "EPUB/text/ch-0001.xhtml");
      if (!strstr (page, cases[i].expected))
        g_error ("%s", page);
      handmade_manuscript_free (manuscript);
    }
}

/* As they are, not deflated. */
static void
test_stored_pictures (void)
{
  const char *script = "import sys, zipfile; i = zipfile.ZipFile(sys.argv[1]).getinfo('EPUB/images/img-0001.png'); "
                       "print(i.compress_type, i.file_size)";
  const char *argv[] = { "python3", "-c", script, NULL, NULL };
  BookgenManuscript *manuscript = handmade_manuscript_new ("B", "en");
  g_autoptr (GBytes) png = handmade_png_new ();
  g_autofree char *expected = g_strdup_printf ("0 %" G_GSIZE_FORMAT "\n", g_bytes_get_size (png));
  g_autoptr (GBytes) book = NULL;
  g_autofree char *found = NULL;
  Shelf shelf;

  add_pictures (handmade_manuscript_add_chapter (manuscript, 0, "One", "First."), 1);
  book = write_book (manuscript);
  shelf_init (&shelf, book);
  argv[3] = shelf.path;
  found = run (argv);
  g_assert_cmpstr (found, ==, expected);
  shelf_clear (&shelf);
  handmade_manuscript_free (manuscript);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epub/package", test_package);
  g_test_add_func ("/epub/navigation", test_navigation);
  g_test_add_func ("/epub/rehearsal-comes-first", test_rehearsal_comes_first);
  g_test_add_func ("/epub/pictures", test_pictures);
  g_test_add_func ("/epub/enclosed-picture", test_enclosed_picture);
  g_test_add_func ("/epub/stored-pictures", test_stored_pictures);
  g_test_add_func ("/epub/checkers/full", test_checkers_full);
  g_test_add_func ("/epub/checkers/small", test_checkers_small);
  g_test_add_func ("/epub/same-bytes", test_same_bytes);
  return g_test_run ();
}
