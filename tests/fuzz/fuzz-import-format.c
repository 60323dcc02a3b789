/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-reader.h"
#include "fuzz.h"

typedef gboolean (*Read) (const BookgenImportSource *source, BookgenImport *import, GError **error);

/* By the first byte, from 'a'. */
static const Read readers[] = {
  bookgen_import_markdown_read, bookgen_import_list_read,      bookgen_import_indented_read, bookgen_import_opml_read,
  bookgen_import_freemind_read, bookgen_import_scrivener_read, bookgen_import_ncx_read,      bookgen_import_html_read,
  bookgen_import_json_read,     bookgen_import_org_read,       bookgen_import_vimoutliner_read, bookgen_import_csv_read,
  bookgen_import_marked_read,
};

/* The reader that "--reader=d" asks for, whatever the first byte says; -1 for none. */
static int only = -1;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  for (int i = 1; i < *argc; i++)
    if (g_str_has_prefix ((*argv)[i], "--reader="))
      only = (*argv)[i][strlen ("--reader=")] - 'a';
  return 0;
}

/* One reader alone, whether it would have been chosen or not: the first byte says which, the rest is the text. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_utf8_make_valid ((const char *) data + 1, size - 1) : NULL;
  g_autoptr (BookgenImport) import = bookgen_import_new ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  BookgenImportSource source = { .text = text, .name = "a" };
  gboolean read;

  if (size == 0)
    return 0;
  source.length = strlen (text);
  bytes = g_bytes_new_static (text, source.length);
  source.bytes = bytes;
  read = readers[(uint8_t) (only >= 0 ? only : *data - 'a') % G_N_ELEMENTS (readers)] (&source, import, &error);
  g_assert_true (read == (error == NULL));
  for (guint i = 0; i < import->items->len; i++)
    g_assert_true (g_utf8_validate (((BookgenImportItem *) g_ptr_array_index (import->items, i))->title, -1, NULL));
  return 0;
}
