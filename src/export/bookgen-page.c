/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-page.h"

#include "bookgen-escape.h"
#include "bookgen-wording.h"

#include <glib/gi18n-lib.h>

guint
bookgen_page_heading_level (BookgenPage *self, guint level)
{
  return MIN (bookgen_heading_levels_step (&self->levels, level) + 1, BOOKGEN_HEADING_LEVEL_MAX);
}

void
bookgen_page_add_note (BookgenPage *self, const char *format, ...)
{
  g_autofree char *note = NULL;
  va_list arguments;

  va_start (arguments, format);
  note = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (!g_ptr_array_find_with_equal_func (self->notes, note, g_str_equal, NULL))
    g_ptr_array_add (self->notes, g_steal_pointer (&note));
}

char *
bookgen_page_dup_link_attributes (BookgenPage *self, const char *destination, const char *title)
{
  g_autofree char *href = bookgen_references_resolve (self->references, self->anchors, destination);
  g_autoptr (GString) attributes = g_string_new (" href=\"");

  if (!href)
    {
      bookgen_page_add_note (self, _("“%s”: the link to “%s” leads nowhere in this book and was left as plain text."),
                             self->title, destination);
      return NULL;
    }
  bookgen_escape (attributes, href, -1);
  if (title && *title)
    {
      g_string_append (attributes, "\" title=\"");
      bookgen_escape (attributes, title, -1);
    }
  g_string_append_c (attributes, '"');
  return g_string_free (g_steal_pointer (&attributes), FALSE);
}

void
bookgen_page_add_missing_picture (BookgenPage *self, const char *description, const char *source)
{
  g_autofree char *shown = NULL;

  if (!description || !*description)
    description = bookgen_wording_get (self->language, BOOKGEN_WORDING_PICTURE);
  shown = g_strdup_printf ("[%s]", description);
  bookgen_markup_open (self->markup, "span", " class=\"missing-picture\"");
  bookgen_markup_text (self->markup, shown, -1);
  bookgen_markup_close (self->markup);
  bookgen_page_add_note (self, _("“%s”: the picture “%s” is not in the book; its description stands in its place."),
                         self->title, source ? source : "");
}
