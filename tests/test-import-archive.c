/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import.h"

#include "zip-fixture.h"

static void
check (Zip *zip, const char *expected)
{
  g_autoptr (GBytes) bytes = zip_end (zip);
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, "a.zip", &error);

  g_assert_no_error (error);
  g_autofree char *tree = bookgen_import_items_to_text (import->items);
  g_autofree char *all = g_strdup_printf ("%s|%s|%s\n%s", import->format, import->title, import->author, tree);
  g_assert_cmpstr (all, ==, expected);
}

static void
check_fails (GBytes *bytes, BookgenImportError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, "a.zip", &error);

  g_assert_null (import);
  g_assert_error (error, BOOKGEN_IMPORT_ERROR, (int) code);
}

#define W(body) "<w:document xmlns:w='w'><w:body>" body "</w:body></w:document>"
#define P(style, text) "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr>" text "</w:p>"
#define T(text) "<w:r><w:t>" text "</w:t></w:r>"

static const char docx_styles[] =
  "<w:styles xmlns:w='w'>"
  "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>"
  "<w:style w:styleId='Mine'><w:name w:val='Mine'/><w:basedOn w:val='berschrift1'/></w:style>"
  "<w:style w:styleId='Sub'><w:name w:val='heading 2'/></w:style>"
  "<w:style w:styleId='Loop'><w:basedOn w:val='Loop'/></w:style>"
  "<w:style w:styleId='Title'><w:name w:val='Title'/></w:style>"
  "<w:style w:styleId='TOC1'><w:name w:val='toc 1'/></w:style></w:styles>";

static const char docx_body[] =
  W (P ("Title", T ("The Sea"))
     "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
     P ("berschrift1", T ("Contents")) "</w:sdtContent></w:sdt>" P ("TOC1", T ("One 3")) P ("berschrift1", T ("O") T ("ne"))
     P ("Loop", T ("text")) P ("Sub", T ("Sub") "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
                                       "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>")
     P ("Mine", "<w:ins>" T ("Two") "</w:ins>") P ("Mine", "")
     "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>" T ("Direct") "</w:p>");

static void
test_docx (void)
{
  static const char core[] = "<p xmlns:dc='d'><dc:title>Document1</dc:title><dc:creator>Jo</dc:creator></p>";
  Zip zip = zip_new ();

  zip_add (&zip, "word/document.xml", docx_body, strlen (docx_body));
  zip_add (&zip, "word/styles.xml", docx_styles, strlen (docx_styles));
  zip_add (&zip, "docProps/core.xml", core, strlen (core));
  check (&zip, "docx|The Sea|Jo\nOne\n\tSub\nTwo\n\tDirect\n");
}

/* Styles of somebody's own, and a document that lost its styles. */
static void
test_docx_own_styles (void)
{
  static const char styles[] = "<w:styles xmlns:w='w'><w:style w:styleId='A'><w:name w:val='Chapter Title'/></w:style>"
                               "<w:style w:styleId='B'><w:name w:val='Part Heading'/></w:style>"
                               "<w:style w:styleId='C'><w:name w:val='Chapter Text'/></w:style></w:styles>";
  static const char body[] = W (P ("B", T ("Sea")) P ("A", T ("Ebb")) P ("C", T ("text")) P ("A", T ("Flow")));
  static const char lost[] = W (P ("Heading1", T ("Sea")) P ("Heading2", T ("Ebb")) P ("Text", T ("text")));
  Zip zip = zip_new ();

  zip_add (&zip, "word/document.xml", body, strlen (body));
  zip_add (&zip, "word/styles.xml", styles, strlen (styles));
  check (&zip, "docx|Sea|\nSea\n\tEbb\n\tFlow\n");
  zip = zip_new ();
  zip_add (&zip, "word/document.xml", lost, strlen (lost));
  check (&zip, "docx|Sea|\nSea\n\tEbb\n");
}

/* As programs name them that do not keep to Word's own names. */
static void
test_docx_foreign_styles (void)
{
  static const char styles[] = "<w:styles xmlns:w='w'><w:style w:styleId='a'><w:name w:val='Titre 1'/></w:style>"
                               "<w:style w:styleId='b'><w:name w:val='标题 2'/></w:style>"
                               "<w:style w:styleId='c'><w:name w:val='Verzeichnis 1'/></w:style></w:styles>";
  static const char body[] = W (P ("c", T ("Sea 3")) P ("a", T ("Sea")) P ("b", T ("Ebb")) P ("a", T ("Land")));
  Zip zip = zip_new ();

  zip_add (&zip, "word/document.xml", body, strlen (body));
  zip_add (&zip, "word/styles.xml", styles, strlen (styles));
  check (&zip, "docx||\nSea\n\tEbb\nLand\n");
}

/* The parts are where their lists say. */
static void
test_docx_odd_parts (void)
{
  static const char list[] = "<r><Relationship Type='x/officeDocument' Target='/word/main.xml'/></r>";
  static const char own_list[] = "<r><Relationship Type='x/styles' Target='looks.xml'/></r>";
  static const char styles[] = "<w:styles xmlns:w='w'><w:style w:styleId='a'><w:name w:val='heading 1'/></w:style></w:styles>";
  static const char body[] = W (P ("a", T ("Sea")) P ("b", T ("text")));
  Zip zip = zip_new ();

  zip_add (&zip, "_rels/.rels", list, strlen (list));
  zip_add (&zip, "word/main.xml", body, strlen (body));
  zip_add (&zip, "word/_rels/main.xml.rels", own_list, strlen (own_list));
  zip_add (&zip, "word/looks.xml", styles, strlen (styles));
  check (&zip, "docx||\nSea\n");
}

#define B(text) "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>" text "</w:t></w:r></w:p>"
#define C(text) "<w:tc><w:p>" T (text) "</w:p></w:tc>"

static void
test_docx_bold (void)
{
  static const char body[] = W (B ("Sea") "<w:p>" T ("It is wide.") "</w:p>" B ("Land") "<w:p>" T ("dry") "</w:p>");
  Zip zip = zip_new ();

  zip_add (&zip, "word/document.xml", body, strlen (body));
  check (&zip, "docx||\nSea\nLand\n");
}

static void
test_docx_table (void)
{
  static const char body[] = W ("<w:tbl><w:tr>" C ("Kapitel") C ("Titel") "</w:tr><w:tr>" C ("1") C ("Sea") "</w:tr><w:tr>" C ("2") C ("Land")
                                "</w:tr></w:tbl>");
  Zip zip = zip_new ();

  zip_add (&zip, "word/document.xml", body, strlen (body));
  check (&zip, "docx||\nSea\nLand\n");
}

static void
test_docx_without_headings (void)
{
  static const char body[] = W ("<w:p>" T ("1. One") "</w:p><w:p>" T ("2. Two") "</w:p>");
  Zip zip = zip_new ();

  zip_add (&zip, "word/document.xml", body, strlen (body));
  check (&zip, "docx||\nOne\nTwo\n");
}

static void
test_odt (void)
{
  static const char content[] =
    "<o:document xmlns:o='o' xmlns:t='t'><o:body><o:text><t:tracked-changes><t:h t:outline-level='1'>gone</t:h></t:tracked-changes>"
    "<t:p t:style-name='Title'>The Sea</t:p><t:table-of-content><t:p>One 3</t:p></t:table-of-content>"
    "<t:h t:outline-level='1'>One<t:s t:c='2'/>and<t:tab/><t:span>only</t:span><t:note>no</t:note></t:h><t:p>text</t:p>"
    "<t:list><t:list-item><t:h t:outline-level='2'>Sub</t:h></t:list-item></t:list></o:text></o:body></o:document>";
  Zip zip = zip_new ();

  zip_add (&zip, "content.xml", content, strlen (content));
  check (&zip, "odt|The Sea|\nOne and only\n\tSub\n");
}

/* LibreOffice makes styles of its own of those that an author chose. */
static void
test_odt_made_style (void)
{
  static const char content[] =
    "<o:document xmlns:o='o' xmlns:t='t' xmlns:s='s'><o:automatic-styles><s:style s:name='P1' s:parent-style-name='Title'/>"
    "</o:automatic-styles><o:body><o:text><t:p t:style-name='P2'>for Jo</t:p><t:p t:style-name='P1'>The Sea</t:p>"
    "<t:h t:outline-level='1'>One</t:h></o:text></o:body></o:document>";
  Zip zip = zip_new ();

  zip_add (&zip, "content.xml", content, strlen (content));
  check (&zip, "odt|The Sea|\nOne\n");
}

/* A paragraph is a heading by its style's level, also through a style made by the way. */
static void
test_odt_levels (void)
{
  static const char styles[] = "<o:document xmlns:o='o' xmlns:s='s'><o:styles><s:style s:name='Kap' s:default-outline-level='1'/></o:styles></o:document>";
  static const char content[] = "<o:document xmlns:o='o' xmlns:t='t' xmlns:s='s'><o:automatic-styles><s:style s:name='P1' s:parent-style-name='Kap'/>"
                                "</o:automatic-styles><o:body><o:text><t:p t:style-name='Kap'>Sea</t:p><t:p>text</t:p><t:p t:style-name='P1'>Land</t:p>"
                                "</o:text></o:body></o:document>";
  Zip zip = zip_new ();

  zip_add (&zip, "content.xml", content, strlen (content));
  zip_add (&zip, "styles.xml", styles, strlen (styles));
  check (&zip, "odt||\nSea\nLand\n");
}

static void
add_epub (Zip *zip, const char *manifest)
{
  static const char container[] = "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>";
  g_autofree char *package = g_strconcat ("<package><metadata xmlns:dc='d'><dc:title>The Sea</dc:title><dc:creator>Jo</dc:creator>"
                                          "</metadata><manifest>", manifest, "</manifest><spine toc='ncx'/></package>", NULL);

  zip_add (zip, "META-INF/container.xml", container, strlen (container));
  zip_add (zip, "OPS/book.opf", package, strlen (package));
}

static void
test_epub_nav (void)
{
  static const char nav[] = "<html xmlns:e='e'><body><nav e:type='landmarks'><ol><li><a>no</a></li></ol></nav>"
                            "<nav e:type='toc'><ol><li><a><span>On</span>e&nbsp;!</a><ol><li><span>Sub</span></li></ol></li></ol></nav></body></html>";
  Zip zip = zip_new ();

  add_epub (&zip, "<item properties='nav' href='text/my%20nav.xhtml'/>");
  zip_add (&zip, "OPS/text/my nav.xhtml", nav, strlen (nav));
  check (&zip, "epub|The Sea|Jo\nOne !\n\tSub\n");
}

static void
test_epub_ncx (void)
{
  static const char ncx[] = "<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><navPoint><navLabel><text>Sub</text>"
                            "</navLabel></navPoint></navPoint></navMap></ncx>";
  Zip zip = zip_new ();

  add_epub (&zip, "<item id='ncx' href='../toc.ncx'/>");
  zip_add (&zip, "toc.ncx", ncx, strlen (ncx));
  check (&zip, "epub|The Sea|Jo\nOne\n\tSub\n");
}

/* A spine that names contents that are not there, and chapters with headings. */
static void
test_epub_without_contents (void)
{
  static const char page[] = "<html><body><h1>One</h1><div><h2>Sub</h2></div></body></html>";
  Zip zip = zip_new ();

  add_epub (&zip, "<item id='a' href='caf%C3%A9.xhtml'/></manifest><spine toc='ncx'><itemref idref='a'/></spine><manifest>");
  zip_add (&zip, "OPS/caf\u00e9.xhtml", page, strlen (page));
  check (&zip, "epub|The Sea|Jo\nOne\n\tSub\n");
}

static void
test_scrivener (void)
{
  static const char project[] =
    "<ScrivenerProject Author='Jo'><Binder><BinderItem Type='DraftFolder'><Children>"
    "<BinderItem UUID='A-1'><Title>One</Title></BinderItem><BinderItem ID='7'><Title>Two</Title></BinderItem>"
    "</Children></BinderItem></Binder></ScrivenerProject>";
  Zip zip = zip_new ();

  zip_add (&zip, "__MACOSX/sea.scriv/._sea.scrivx", "\0\5\26\7", 4);
  zip_add (&zip, "sea.scriv/Files/Data/A-1/synopsis.txt", "The sea.", 8);
  zip_add (&zip, "sea.scriv/Files/Docs/7_synopsis.txt", "The land.", 9);
  zip_add (&zip, "sea.scriv/sea.scrivx", project, strlen (project));
  g_autoptr (GBytes) bytes = zip_end (&zip);
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, "sea.scriv.zip", NULL);
  g_autofree char *tree = bookgen_import_items_to_text (import->items);

  g_assert_cmpstr (import->format, ==, "scrivener");
  g_assert_cmpstr (import->author, ==, "Jo");
  g_assert_cmpstr (tree, ==, "One\nTwo\n");
  g_assert_cmpstr (((BookgenImportItem *) import->items->pdata[0])->brief, ==, "The sea.");
  g_assert_cmpstr (((BookgenImportItem *) import->items->pdata[1])->brief, ==, "The land.");
}

static void
test_bomb (void)
{
  gsize size = 30 * 1024 * 1024;
  g_autofree char *spaces = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;
  Zip zip = zip_new ();

  memset (spaces, ' ', size);
  zip_add (&zip, "word/document.xml", spaces, size);
  bytes = zip_end (&zip);
  check_fails (bytes, BOOKGEN_IMPORT_ERROR_TOO_LARGE);
}

static void
test_others (void)
{
  g_autoptr (GBytes) other = NULL;
  Zip zip = zip_new ();

  zip_add (&zip, "a.txt", "a", 1);
  other = zip_end (&zip);
  check_fails (other, BOOKGEN_IMPORT_ERROR_UNKNOWN);
}

/* A file cut anywhere is an error or less of the same, never a crash. */
static void
test_cut (void)
{
  Zip zip = zip_new ();
  g_autoptr (GBytes) whole = NULL;

  zip_add (&zip, "word/document.xml", docx_body, strlen (docx_body));
  zip_add (&zip, "word/styles.xml", docx_styles, strlen (docx_styles));
  whole = zip_end (&zip);
  for (gsize size = 0; size < g_bytes_get_size (whole); size += 7)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (BookgenImport) import = bookgen_import_bytes (part, "a.docx", &error);

      g_assert_true ((import == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-archive/docx-own-styles", test_docx_own_styles);
  g_test_add_func ("/import-archive/docx", test_docx);
  g_test_add_func ("/import-archive/docx-foreign-styles", test_docx_foreign_styles);
  g_test_add_func ("/import-archive/docx-odd-parts", test_docx_odd_parts);
  g_test_add_func ("/import-archive/docx-bold", test_docx_bold);
  g_test_add_func ("/import-archive/docx-table", test_docx_table);
  g_test_add_func ("/import-archive/odt-levels", test_odt_levels);
  g_test_add_func ("/import-archive/epub-without-contents", test_epub_without_contents);
  g_test_add_func ("/import-archive/docx-without-headings", test_docx_without_headings);
  g_test_add_func ("/import-archive/odt-made-style", test_odt_made_style);
  g_test_add_func ("/import-archive/odt", test_odt);
  g_test_add_func ("/import-archive/epub-nav", test_epub_nav);
  g_test_add_func ("/import-archive/epub-ncx", test_epub_ncx);
  g_test_add_func ("/import-archive/scrivener", test_scrivener);
  g_test_add_func ("/import-archive/bomb", test_bomb);
  g_test_add_func ("/import-archive/others", test_others);
  g_test_add_func ("/import-archive/cut", test_cut);
  return g_test_run ();
}
