/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../zip-fixture.h"
#include "bookgen-import-material.h"
#include "fuzz.h"

/* What is in an archive and may be anything; by the first byte, from 'a'. The others are what the reader needs besides. */
static const struct { const char *name, *other, *content; } entries[] = {
  { "word/document.xml", "word/styles.xml", "<s><style styleId='H'><pPr><outlineLvl val='0'/></pPr></style></s>" },
  { "word/styles.xml", "word/document.xml", "<d><body><p><pPr><pStyle val='H'/></pPr><r><t>A</t></r></p></body></d>" },
  { "content.xml", "meta.xml", "<m><title>A</title></m>" },
  { "meta.xml", "content.xml", "<d><body><text><h outline-level='1'>A</h></text></body></d>" },
  { "a.opf", "META-INF/container.xml", "<c><rootfiles><rootfile full-path='a.opf'/></rootfiles></c>" },
  { "nav.xhtml", "a.opf", "<p><manifest><item href='nav.xhtml' properties='nav'/></manifest></p>" },
  { "toc.ncx", "a.opf", "<p><manifest><item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/></manifest><spine toc='n'/></p>" },
};

static GBytes *
pack (guint which, const uint8_t *data, size_t size)
{
  static const char container[] = "<c><rootfiles><rootfile full-path='a.opf'/></rootfiles></c>";
  Zip zip = zip_new ();

  zip_add (&zip, entries[which].name, (const char *) data, size);
  zip_add (&zip, entries[which].other, entries[which].content, strlen (entries[which].content));
  if (which > 4)
    zip_add (&zip, "META-INF/container.xml", container, strlen (container));
  return zip_end (&zip);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = size > 0 ? pack ((uint8_t) (*data - 'a') % G_N_ELEMENTS (entries), data + 1, size - 1) : NULL;
  g_autoptr (GError) error = NULL, unread = NULL;
  g_autoptr (BookgenImport) import = NULL;
  g_autoptr (BookgenMaterial) material = NULL;

  if (!bytes)
    return 0;
  import = bookgen_import_bytes (bytes, "a", &error);
  g_assert_true ((import == NULL) == (error != NULL));
  for (guint i = 0; import && i < import->items->len; i++)
    g_assert_true (g_utf8_validate (((BookgenImportItem *) g_ptr_array_index (import->items, i))->title, -1, NULL));
  material = bookgen_import_material_bytes (bytes, "a", "", NULL, &unread);
  g_assert_true ((material == NULL) == (unread != NULL));
  return 0;
}
