/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-well-formed.h"
#include "bookgen-xhtml.h"

#include <string.h>

typedef struct {
  BookgenManuscript manuscript;
  GPtrArray *notes;
} Book;

static BookgenSection *
add_chapter (Book *book, const char *id, const char *title, const char *text)
{
  BookgenSection *section = g_new0 (BookgenSection, 1);

  section->kind = BOOKGEN_SECTION_CHAPTER;
  section->id = (char *) id;
  section->title = (char *) title;
  section->text = (char *) text;
  section->number = book->manuscript.sections->len + 1;
  g_ptr_array_add (book->manuscript.sections, section);
  return section;
}

static void
book_init (Book *book, const char *language)
{
  *book = (Book) { .manuscript = { .title = (char *) "Book", .language = (char *) language } };
  book->manuscript.sections = g_ptr_array_new_with_free_func (g_free);
  book->notes = g_ptr_array_new_with_free_func (g_free);
}

static void
book_clear (Book *book)
{
  g_ptr_array_unref (book->manuscript.sections);
  g_ptr_array_unref (book->notes);
}

/* The first chapter's page. */
static char *
render_first (Book *book)
{
  g_autoptr (BookgenReferences) references = bookgen_references_new (&book->manuscript);
  g_autoptr (GError) error = NULL;
  char *page = bookgen_xhtml_chapter (&book->manuscript, g_ptr_array_index (book->manuscript.sections, 0), "ch-0001",
                                      references, book->notes, &error);

  g_assert_no_error (error);
  g_assert_true (bookgen_well_formed_check (page, strlen (page), &error));
  return page;
}

static char *
render_in (const char *language, const char *markdown)
{
  Book book;
  char *page;

  book_init (&book, language);
  add_chapter (&book, "u1", "One", markdown);
  page = render_first (&book);
  book_clear (&book);
  return page;
}

typedef struct {
  const char *markdown;
  const char *expected; /* stands in the page */
  const char *absent;   /* does not; NULL for nothing */
} Case;

static void
check_cases (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *page = render_in ("en", cases[i].markdown);

      if (!strstr (page, cases[i].expected) || (cases[i].absent && strstr (page, cases[i].absent)))
        {
          g_test_message ("%s\n-> %s", cases[i].markdown, strstr (page, "<body>"));
          g_test_fail ();
        }
    }
}

static void
test_markdown (void)
{
  static const Case cases[] = {
    { "A *b* **c** ~~d~~ `e`", "<p>A <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>" },
    { "a\nb  \nc", "<p>a\nb<br/>c</p>" },
    { "- a\n- b\n", "<ul>\n<li>a\n</li>\n<li>b\n</li>\n</ul>" },
    { "- a\n\n- b\n", "<ul>\n<li><p>a</p>\n</li>" },
    { "3. a\n4. b\n", "<ol start=\"3\">" },
    { "> q\n", "<blockquote><p>q</p>\n</blockquote>" },
    { "---\n", "<hr/>" },
    { "- [x] done\n- [ ] open\n", "<li class=\"task\">☑ done\n</li>", "<input" },
    { "```c++ x\na < b\n```\n", "<pre tabindex=\"0\"><code class=\"language-c++\">a &lt; b\n</code></pre>" },
    { "```\"><b>\nx\n```\n", "<pre tabindex=\"0\"><code>x" },
    { "    indented\n", "<pre tabindex=\"0\"><code>indented\n</code></pre>" },
    { "|a|b|\n|-|:-:|\n|1|2|\n",
      "<table><thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-center\">b</th></tr>\n</thead>\n"
      "<tbody><tr><td>1</td><td class=\"align-center\">2</td></tr>\n</tbody></table>" },
    { "|a|\n|-|\n", "<table><thead><tr><th scope=\"col\">a</th></tr>\n</thead>\n</table>", "<tbody>" },
    { "\"&amp;\" &copy; &nbsp;", "<p>&quot;&amp;&quot; © &#160;</p>" },
    { "a\001b\177c&#1;d&#xFFFE;e\xEF\xBF\xBF", "<p>abcd\xEF\xBF\xBD" "e\xEF\xBF\xBD</p>" },
    { "bad \xff\xfe bytes \xed\xa0\x80", "bad \xEF\xBF\xBD\xEF\xBF\xBD bytes" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_headings (void)
{
  static const Case cases[] = {
    { "## A\n\n### B\n", "<h2 id=\"ch-0001-h-a\">A</h2>\n<h3 id=\"ch-0001-h-b\">B</h3>" },
    { "# A\n\n#### B\n\n#### C\n", "<h2 id=\"ch-0001-h-a\">A</h2>\n<h3 id=\"ch-0001-h-b\">B</h3>\n<h3 id=\"ch-0001-h-c\">" },
    { "#### A\n\n## B\n", "<h2 id=\"ch-0001-h-a\">A</h2>\n<h2 id=\"ch-0001-h-b\">B</h2>" },
    { "## A\n\n## A\n", "<h2 id=\"ch-0001-h-a-1\">A</h2>" },
    { "## A\n\n## A 1\n\n## A\n", "<h2 id=\"ch-0001-h-a-2\">A</h2>" },
    { "## Ünïcode 漢字\n", "<h2 id=\"ch-0001-h-ncode\">Ünïcode 漢字</h2>" },
    { "## 漢字\n", "<h2 id=\"ch-0001-h-1\">漢字</h2>" },
    { "<h1>Raw</h1>\n\n<h5>Deep</h5>\n", "<h2>Raw</h2>", "<h1>Raw" },
    { "<h1>Raw</h1>\n\n<h5>Deep</h5>\n", "<h3>Deep</h3>" },
    { "text only", "<h1 id=\"ch-0001-title\">One</h1>" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_raw_html (void)
{
  static const Case cases[] = {
    { "a <b>bold</b> b", "<p>a <b>bold</b> b</p>" },
    { "a <b>open *b*", "<p>a <b>open <em>b</em></b></p>" },
    { "a <b><i>crossed</b></i> z", "<p>a <b><i>crossed</i></b> z</p>" },
    { "*a </em> b*", "<p><em>a  b</em></p>" },
    { "*a </p></section></body> b* c", "<em>a  b</em> c</p>" },
    { "vector<int> and List<T>, Map<Object>", "vector&lt;int&gt; and List&lt;T&gt;, Map&lt;Object&gt;" },
    { "x <script>alert(1)</script> y", "x alert(1) y", "<script" },
    { "<div onclick=\"x()\" style=\"y\">z</div>", "<div>z</div>" },
    { "<a href=\"javascript:x()\">z</a>", "<p>z</p>", "javascript:x()\">" },
    { "<a href='https://x.org/?a=1&amp;b=2'>z</a>", "<a href=\"https://x.org/?a=1&amp;b=2\">z</a>" },
    { "<a href=https://x.org>a <a href=https://y.org>b</a></a>", "<a href=\"https://x.org\">a b</a>", "y.org" },
    { "a <div>b</div> c", "<p>a </p><div>b</div><p> c</p>" },
    { "*a <div>b</div> c*", "<p><em>a </em></p><div>b</div><p><em> c</em></p>" },
    { "## a <div>b</div>", ">a b</h2>", "<div>" },
    { "<div>\n\n*a*\n\n</div>\n\nb", "<div>\n<p><em>a</em></p>\n</div><p>b</p>" },
    { "<div>\n\n- a\n\nb", "</ul>\n<p>b</p>\n</div>" },
    { "- a <div>\n- b\n", "<li>a <div>\n</div></li>\n<li>b" },
    { "<center>a</center>", "<div class=\"align-center\">a</div>" },
    { "<p align=right>a</p>", "<p class=\"align-right\">a</p>" },
    { "<font color=red>a</font> <tt>b</tt> <strike>c</strike>", "<span>a</span> <code>b</code> <s>c</s>" },
    { "<li>a</li>", "<p>a\n</p>", "<li>" },
    { "<ul>a<li>b<li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>" },
    { "<table><tr><td>a<td>b<tr><th>c</table>",
      "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>" },
    { "<table>\n\ntext\n\n</table>", "<table><tbody><tr><td><p>text</p>\n</td></tr></tbody></table>" },
    { "<dl><dd>x</dl>", "<dl><dt></dt><dd>x</dd></dl>" },
    { "<dl><dt>x</dl>", "<dl><dt>x</dt><dd></dd></dl>" },
    { "<ruby>漢<rt>kan</ruby>", "<ruby>漢<rt>kan</rt></ruby>" },
    { "<details>x</details>", "<details><summary>…</summary>x</details>" },
    { "<details><summary>s</summary>x</details>", "<details><summary>s</summary>x</details>" },
    { "<br><hr><wbr>", "<br/>", NULL },
    { "<!-- gone -->here", "here", "gone" },
    { "<!-- never ends\n\nhere", "&lt;!-- never ends", NULL },
    { "<img src=\"x.png\" alt=\"A &quot;cat&quot;\">", "<span class=\"missing-picture\">[A &quot;cat&quot;]</span>", "<img" },
    { "![A *cat*](x.png)", "<span class=\"missing-picture\">[A cat]</span>", "<img" },
    { "![](x.png)", "[Picture]", "<img" },
    { "&lt;b&gt;", "&lt;b&gt;", "<b>" },
    { "<div>&eacute;&unknown;&#233;</div>", "é&amp;unknown;é" },
    { "<td colspan=\"x\">a", "<p>a\n</p>" },
    { "<bdo>a</bdo>", "<bdo dir=\"ltr\">a</bdo>" },
    { "<span lang=\"de\" lang=\"fr\">a</span>", "<span lang=\"de\" xml:lang=\"de\">a</span>" },
    { "<b\nx", "&lt;b\nx" },
    { "<div", "&lt;div" },
    { "<pre>a\n  b</pre>", "<pre>a\n  b</pre>" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_links (void)
{
  static const Case cases[] = {
    { "[a](https://x.org/a b)", "[a]" },
    { "[a](<https://x.org/a b|c[d]é>)", "<a href=\"https://x.org/a%20b%7Cc%5Bd%5D%C3%A9\">a</a>" },
    { "[a](www.x.org)", "<a href=\"https://www.x.org\">a</a>" },
    { "see www.x.org now", "<a href=\"https://www.x.org\">www.x.org</a>" },
    { "me@x.org", "<a href=\"mailto:me@x.org\">me@x.org</a>" },
    { "[a](file:///etc/passwd)", "<p>a</p>", "href=\"file" },
    { "[a](data:text/html,x)", "<p>a</p>", "href=\"data" },
    { "[a](https://)", "<p>a</p>" },
    { "[a](https://bücher.example/ü)", "<a href=\"https://xn--bcher-kva.example/%C3%BC\">a</a>" },
    { "[a](#nowhere)", "<p>a</p>" },
    { "## The Sea\n\n[a](#the-sea)", "<a href=\"#ch-0001-h-the-sea\">a</a>" },
    { "[a](x \"t&quot;\")", "<p>a</p>" },
    { "[a](https://x.org \"A &quot;t&quot;\")", "<a href=\"https://x.org\" title=\"A &quot;t&quot;\">a</a>" },
    { "[a](https://x.org/50%)", "href=\"https://x.org/50%25\"" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_links_between_chapters (void)
{
  static const Case cases[] = {
    { "[x](the-harbour.md)", "<a href=\"ch-0002.xhtml\">x</a>" },
    { "[x](chapters/02-The%20Harbour.md#pilots)", "<a href=\"ch-0002.xhtml#ch-0002-h-pilots\">x</a>" },
    { "[x](u2)", "<a href=\"ch-0002.xhtml\">x</a>" },
    { "[x](#pilots)", "<a href=\"ch-0002.xhtml#ch-0002-h-pilots\">x</a>" },
    { "[x](the-harbour.md#gone)", "<p>x</p>" },
    { "[x](missing.md)", "<p>x</p>" },
    { "<a href=\"#pilots\">x</a>", "<a href=\"ch-0002.xhtml#ch-0002-h-pilots\">x</a>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Book book;
      g_autofree char *page = NULL;

      book_init (&book, "en");
      add_chapter (&book, "u1", "One", cases[i].markdown);
      add_chapter (&book, "u2", "The Harbour", "## Pilots\n");
      add_chapter (&book, "u3", "Missing", NULL);
      page = render_first (&book);
      g_assert_nonnull (strstr (page, cases[i].expected));
      g_assert_cmpuint (book.notes->len, ==, g_str_has_prefix (cases[i].expected, "<p>") ? 1 : 0);
      book_clear (&book);
    }
}

static void
test_notes (void)
{
  static const Case cases[] = {
    { "a[^x] b[^x]\n\n[^x]: The *note*.\n",
      "<p>a<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" href=\"#ch-0001-fn-1\" id=\"ch-0001-fnref-1\">1</a>"
      " b<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" href=\"#ch-0001-fn-1\" id=\"ch-0001-fnref-1-2\">1</a>" },
    { "a[^x]\n\n[^x]: The *note*.\n",
      "<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"ch-0001-fn-1\"><p><a class=\"backlink\" "
      "role=\"doc-backlink\" href=\"#ch-0001-fnref-1\" title=\"Back to the text\">1</a> The <em>note</em>.</p>" },
    { "a[^1]\n\n[^1]: - list\n", "<p><a class=\"backlink\"" },
    { "a[^none]", "<p>a[^none]</p>" },
    { "![a[^1]](x.png)\n\n[^1]: n\n", "ch-0001-fn-1", "#ch-0001-fnref-1" },
    { "[a[^1]](https://x.org)\n\n[^1]: n\n", "ch-0001-fn-1", NULL },
  };
  Book book;
  g_autofree char *page = NULL;

  check_cases (cases, G_N_ELEMENTS (cases));
  book_init (&book, "en");
  add_chapter (&book, "u1", "One", "a\n\n[^lost]: nobody asks\n");
  page = render_first (&book);
  g_assert_cmpuint (book.notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (book.notes, 0), "“lost”"));
  book_clear (&book);
}

static void
test_math (void)
{
  static const Case cases[] = {
    { "$a_1 * b_1 * c$", "<code class=\"math\">a_1 * b_1 * c</code>" },
    { "$$\n- a\n= \\frac{1}{2}\n$$", "<code class=\"math display\">\n- a\n= \\frac{1}{2}\n</code>" },
    { "\\(x\\_y\\) and \\[z\\]", "<code class=\"math\">x\\_y</code> and <code class=\"math display\">z</code>" },
    { "```math\na & b\n```", "<p><code class=\"math display\">a &amp; b</code></p>" },
    { "It costs $5 and $6.", "It costs $5 and $6." },
    { "It costs $5.", "It costs $5.", "<code" },
    { "$HOME and $PATH, $HOME/$USER", "$HOME and $PATH, $HOME/$USER" },
    { "`$a$`", "<code>$a$</code>" },
    { "```\n$a$ \\(b\\)\n```", "$a$ \\(b\\)\n</code>" },
    { "    $a$\n", "<code>$a$\n</code>" },
    { "<div>$a$</div>", "$a$</div>" },
    { "\\$a$ b$", "$a$ b$", "<code" },
    { "|a|\n|-|\n|$|x|$|\n", "<td><code class=\"math\">|x|</code></td>" },
    { "$a`b$", "$a`b$" },
    { "\\[ never", "[ never" },
    { "\xEF\xB7\x90 mine", "\xEF\xBF\xBD mine" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_scripts (void)
{
  static const struct { const char *language, *markdown, *expected; } cases[] = {
    { "en", "שלום עולם", "<p dir=\"rtl\" lang=\"he\" xml:lang=\"he\">שלום" },
    { "en", "مرحبا", "<p dir=\"rtl\">مرحبا" },
    { "en", "日本語です", "<p lang=\"ja\" xml:lang=\"ja\">" },
    { "en", "한국어", "<p lang=\"ko\" xml:lang=\"ko\">" },
    { "en", "漢字", "<p>漢字" },
    { "en", "The word שלום means peace.", "<p>The word" },
    { "he", "Latin words", "<p dir=\"ltr\">Latin" },
    { "he", "שלום", "<p>שלום" },
    { "he", "שלום", "lang=\"he\" xml:lang=\"he\" dir=\"rtl\">" },
    { "yi", "שלום", "<p>שלום" },
    { "ja", "ひらがな", "<p>ひらがな" },
    { "en", "> שלום", "<blockquote><p dir=\"rtl\"" },
    { "en", "- שלום", "<li dir=\"rtl\"" },
    { "en", "## שלום", "<h2 dir=\"rtl\"" },
    { "en", "|שלום|\n|-|\n", "<th dir=\"rtl\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *page = render_in (cases[i].language, cases[i].markdown);

      if (!strstr (page, cases[i].expected))
        g_test_fail_printf ("%s\n-> %s", cases[i].markdown, page);
    }
}

static char *
repeat (const char *piece, guint times)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

/* Deeper than libxml2 would follow. */
static void
test_depth (void)
{
  static const char *const pieces[] = { "> ", "<div>", "<b>", "*a **b ", "- ", "<ul><li>", "<table><tr><td>", "[", "![",
                                        "<ruby><rt>", "<p>", "$", "`", "<dl><dt>", "&amp;", "<!--", "\\[", "[^1]" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *text = repeat (pieces[i], 1000);
      g_autofree char *whole = g_strconcat (text, "end\n\n", text, NULL);
      g_autofree char *page = render_in ("en", whole);

      g_assert_nonnull (strstr (page, "end"));
    }
}

/* Whatever is put together from pieces that each open, cross or misplace something, the page is well-formed. */
static void
test_any_mixture (void)
{
  static const char *const pieces[] = {
    "<b>", "</b>", "<i>", "</i>", "<div>", "</div>", "<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<table>", "</table>",
    "<tr>", "<td>", "<th>", "<thead>", "<tbody>", "</tr>", "</td>", "<dl>", "<dt>", "<dd>", "</dl>", "<ruby>", "<rt>",
    "</ruby>", "<a href=\"https://x.org\">", "</a>", "<h2>", "</h2>", "<pre>", "</pre>", "<details>", "<summary>",
    "</details>", "<figure>", "<figcaption>", "</figure>", "<br>", "<hr>", "<blockquote>", "</blockquote>", "<!--", "-->",
    "<script>", "</script>", "<?x", "?>", "<![CDATA[", "]]>", "<!DOCTYPE x>", "*", "**", "_", "~~", "`", "```", "\n", "\n\n",
    "# ", "## ", "- ", "1. ", "> ", "    ", "|", "|-|\n", "[", "](", ")", "![", "[^1]", "[^1]: ", "$", "$$", "\\(", "\\)",
    "&", "&lt;", "&#0;", "&eacute;", "\"", "'", "<", ">", "=", "text", "\xff", "\x01", "\xed\xa0\x80", "\xEF\xB7\x90",
    "<x:y>", "</x>", "<a b=\"c", "<a b=c d='e'>", "www.x.org", "- [ ] ", "<T>", "שלום",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *page = NULL;

      for (gint n = g_rand_int_range (rand, 1, 30); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      page = render_in ("en", text->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xhtml/markdown", test_markdown);
  g_test_add_func ("/xhtml/headings", test_headings);
  g_test_add_func ("/xhtml/raw-html", test_raw_html);
  g_test_add_func ("/xhtml/links", test_links);
  g_test_add_func ("/xhtml/links-between-chapters", test_links_between_chapters);
  g_test_add_func ("/xhtml/notes", test_notes);
  g_test_add_func ("/xhtml/math", test_math);
  g_test_add_func ("/xhtml/scripts", test_scripts);
  g_test_add_func ("/xhtml/depth", test_depth);
  g_test_add_func ("/xhtml/any-mixture", test_any_mixture);
  return g_test_run ();
}
