/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-material.h"
#include "fuzz.h"

/* The first byte chooses the file's name; the rest is the file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { NULL, "a.md", "a.txt", "a.html", "a.docx", "a.odt" };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BookgenMaterial) material = NULL;
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (size == 0)
    return 0;
  bytes = g_bytes_new (data + 1, size - 1);
  material = bookgen_import_material_bytes (bytes, names[*data % G_N_ELEMENTS (names)], "", warnings, &error);
  g_assert_true ((material == NULL) == (error != NULL));
  if (material)
    g_assert_true (*bookgen_material_get (material)->text && g_utf8_validate (bookgen_material_get (material)->text, -1, NULL));
  return 0;
}
