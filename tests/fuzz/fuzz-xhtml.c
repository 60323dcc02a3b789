/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-well-formed.h"
#include "bookgen-xhtml.h"
#include "fuzz.h"

#include <string.h>

/* Any bytes as the text of a chapter make a page that is well-formed. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (GPtrArray) sections = g_ptr_array_new ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  BookgenManuscript manuscript = { .language = (char *) "en", .sections = sections };
  BookgenSection section = { .kind = BOOKGEN_SECTION_CHAPTER, .id = (char *) "u1", .number = 1, .title = text, .text = text };
  g_autoptr (BookgenReferences) references = NULL;
  g_autofree char *page = NULL;

  if (size > 1 << 15)
    return 0;
  g_ptr_array_add (sections, &section);
  references = bookgen_references_new (&manuscript);
  page = bookgen_xhtml_chapter (&manuscript, &section, "ch-0001", references, notes, NULL);
  g_assert (page && bookgen_well_formed_check (page, strlen (page), NULL));
  return 0;
}
