/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import.h"
#include "fuzz.h"

/* The whole front. The first byte chooses the file's name, which is only a hint; the rest is the file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { NULL,    "a.md",   "a.txt",  "a.csv",    "a.tsv", "a.org", "a.otl",
                                       "a.opml", "a.mm", "a.json", "a.scrivx", "a.html", "a.docx" };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BookgenImport) import = NULL;
  g_autoptr (GError) error = NULL;

  if (size == 0)
    return 0;
  bytes = g_bytes_new (data + 1, size - 1);
  import = bookgen_import_bytes (bytes, names[*data % G_N_ELEMENTS (names)], &error);
  g_assert_true ((import == NULL) == (error != NULL));
  for (guint i = 0; import && i < import->items->len; i++)
    {
      BookgenImportItem *item = g_ptr_array_index (import->items, i);

      g_assert_true (g_utf8_validate (item->title, -1, NULL) && g_utf8_validate (item->brief, -1, NULL));
      g_assert_cmpuint (item->depth, <=, i == 0 ? 0 : ((BookgenImportItem *) g_ptr_array_index (import->items, i - 1))->depth + 1);
    }
  return 0;
}
