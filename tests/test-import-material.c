/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-material.h"

#include "zip-fixture.h"

typedef struct {
  const char *path;
  const char *name;
  const char *bytes;
  gsize length; /* 0: up to the zero byte */
  const char *media_type;
  const char *text;
} Case;

static const Case cases[] = {
  { "text", "a.txt", "Ebb\r\nand flow\r\n", 0, "text/plain", "Ebb\nand flow" },
  { "markdown", "a.MD", "# Ebb\n\n*and* flow\n", 0, "text/markdown", "# Ebb\n\n*and* flow" },
  { "markdown-with-html", "a.md", "<p align=center>Ebb</p>\n", 0, "text/markdown", "<p align=center>Ebb</p>" },
  { "latin-1", "a.txt", "Ebbe f\xfcr Boote", 0, "text/plain", "Ebbe für Boote" },
  { "utf-16", "a.txt", "\xff\xfe" "E\0b\0b\0", 8, "text/plain", "Ebb" },
  { "page", "a.html", "<!DOCTYPE html><title>T</title><h1>The <b>sea</b></h1><p>Ebb  and\nflow.<p>More.", 0, "text/html",
    "# The sea\n\nEbb and flow.\n\nMore." },
  { "page-lists", "x", "<html><ul><li>One<ul><li>Two</ul><li><p>Three</ul><ol><li>A<li>B</ol>", 0, "text/html",
    "- One\n   - Two\n- Three\n\n1. A\n2. B" },
  { "page-quotation", "x", "<html><blockquote><p>Ebb<p>Flow</blockquote><p>End", 0, "text/html", "> Ebb\n\n> Flow\n\nEnd" },
  { "page-code", "x", "<html><pre>a  b\n c</pre>", 0, "text/html", "```\na  b\n c\n```" },
  { "page-table", "x", "<html><table><tr><th>Sea<th>Deep<tr><td>North<td>95</table>", 0, "text/html",
    "| Sea | Deep |\n|---|---|\n| North | 95 |" },
  { "page-links", "x", "<html><p><a href='https://a.b/c'>There</a> and <a href='#x'>here</a>, <a href='https://d.e'>https://d.e</a>",
    0, "text/html", "There <https://a.b/c> and here, https://d.e" },
  { "page-frame", "x", "<html><nav>Home</nav><p>Ebb</p><script>x()</script><p hidden>no</p><footer>c</footer>", 0, "text/html",
    "Ebb" },
  { "page-breaks", "x", "<html><p>One<br>Two</p>", 0, "text/html", "One\nTwo" },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (one->bytes, one->length ? one->length : strlen (one->bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenMaterial) material = bookgen_import_material_bytes (bytes, one->name, "u1", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (bookgen_material_get (material)->text, ==, one->text);
  g_assert_cmpstr (bookgen_material_get (material)->media_type, ==, one->media_type);
  g_assert_cmpstr (bookgen_material_get (material)->name, ==, one->name);
  g_assert_cmpstr (bookgen_material_get (material)->unit_id, ==, "u1");
  g_assert_cmpuint (bookgen_material_get (material)->size_bytes, ==, g_bytes_get_size (bytes));
  g_assert_cmpint (bookgen_material_get (material)->id, ==, 0);
}

static void
check_zip (Zip *zip, const char *expected, guint n_warnings)
{
  g_autoptr (GBytes) bytes = zip_end (zip);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenMaterial) material = bookgen_import_material_bytes (bytes, "a", "", warnings, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (bookgen_material_get (material)->text, ==, expected);
  g_assert_cmpuint (warnings->len, ==, n_warnings);
}

static void
test_docx (void)
{
  static const char styles[] = "<w:styles xmlns:w='w'><w:style w:styleId='H'><w:name w:val='heading 2'/></w:style></w:styles>";
  static const char body[] =
    "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>Tides</w:t></w:r></w:p>"
    "<w:p><w:r><w:t xml:space='preserve'>They </w:t></w:r><w:r><w:t>come.</w:t></w:r><w:r><w:drawing/></w:r></w:p>"
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Ebb</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Low</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Sea</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Deep</w:t></w:r></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p><w:r><w:t>North</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>End.</w:t></w:r></w:p></w:body></w:document>";
  Zip zip = zip_new ();

  zip_add (&zip, "word/document.xml", body, strlen (body));
  zip_add (&zip, "word/styles.xml", styles, strlen (styles));
  check_zip (&zip, "## Tides\n\nThey come.\n\n- Ebb\n  - Low\n\n| Sea | Deep |\n|---|---|\n| North |  |\n\nEnd.", 1);
}

static void
test_odt (void)
{
  static const char content[] =
    "<o:document xmlns:o='o' xmlns:t='t'><o:body><o:text><t:p t:style-name='Title'>The Sea</t:p><t:h t:outline-level='2'>Tides</t:h>"
    "<t:p>They<t:s/>come.<t:note><t:p>no</t:p></t:note></t:p><t:list><t:list-item><t:p>Ebb</t:p></t:list-item>"
    "<t:list-item><t:p>Flow</t:p></t:list-item></t:list><table:table xmlns:table='x'><table:table-row><table:table-cell><t:p>A</t:p>"
    "</table:table-cell><table:table-cell><t:p>B</t:p></table:table-cell></table:table-row></table:table></o:text></o:body></o:document>";
  Zip zip = zip_new ();

  zip_add (&zip, "content.xml", content, strlen (content));
  check_zip (&zip, "# The Sea\n\n## Tides\n\nThey come.\n\n- Ebb\n- Flow\n\n| A | B |\n|---|---|", 0);
}

static void
check_fails (GBytes *bytes, BookgenImportError code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bookgen_import_material_bytes (bytes, "a.bin", "", NULL, &error));
  g_assert_error (error, BOOKGEN_IMPORT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_refused (void)
{
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.7 …", 10);
  g_autoptr (GBytes) blank = g_bytes_new_static (" \n\n ", 4);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (BOOKGEN_IMPORT_MATERIAL_MAX_BYTES + 1), BOOKGEN_IMPORT_MATERIAL_MAX_BYTES + 1);
  g_autoptr (GBytes) archive = NULL;
  Zip zip = zip_new ();

  zip_add (&zip, "a.txt", "text", 4);
  archive = zip_end (&zip);
  check_fails (pdf, BOOKGEN_IMPORT_ERROR_UNKNOWN, "PDF");
  check_fails (blank, BOOKGEN_IMPORT_ERROR_EMPTY, "no text");
  check_fails (large, BOOKGEN_IMPORT_ERROR_TOO_LARGE, "25 MB");
  check_fails (archive, BOOKGEN_IMPORT_ERROR_UNKNOWN, "archive");
}

static void
test_long_text_is_cut (void)
{
  gsize length = BOOKGEN_MATERIAL_MAX_TEXT_BYTES + 60000;
  char *text = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenMaterial) material = NULL;

  for (gsize i = 0; i < length; i++)
    text[i] = i % 6 == 5 ? ' ' : 'a';
  bytes = g_bytes_new_take (text, length);
  material = bookgen_import_material_bytes (bytes, "a.txt", "", warnings, NULL);
  g_assert_cmpuint (strlen (bookgen_material_get (material)->text), ==, BOOKGEN_MATERIAL_MAX_TEXT_BYTES);
  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (warnings->pdata[0], "the first 4994 of 5029 pages"));
}

static void
test_notes (void)
{
  static const struct { const char *text, *name; } notes[] = {
    { " Ask the pilot ", "Ask the pilot" },
    { "## The tide\n\nturns", "The tide" },
    { "A sentence that goes on for longer than a name can be, surely", "A sentence that goes on for longer than…" },
    { "***", "Note" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (BookgenMaterial) note = bookgen_import_material_note (notes[i].text, "u1", NULL);

      g_assert_cmpstr (bookgen_material_get (note)->name, ==, notes[i].name);
      g_assert_true (bookgen_material_get (note)->is_note);
    }
  g_assert_null (bookgen_import_material_note (" \n", "", NULL));
}

static void
test_file (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "no such file.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (bookgen_import_material_file (file, "", NULL, NULL, &error));
  g_assert_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNREADABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-material/%s", cases[i].path);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/import-material/docx", test_docx);
  g_test_add_func ("/import-material/odt", test_odt);
  g_test_add_func ("/import-material/refused", test_refused);
  g_test_add_func ("/import-material/cut", test_long_text_is_cut);
  g_test_add_func ("/import-material/notes", test_notes);
  g_test_add_func ("/import-material/file", test_file);
  return g_test_run ();
}
