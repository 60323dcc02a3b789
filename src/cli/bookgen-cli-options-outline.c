/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the terminal asks about an outline: an idea to draft it from, its length, its material, the versions of a chapter. */
#include "config.h"

#include "bookgen-cli-options.h"

#include <glib/gi18n.h>

void
bookgen_cli_options_add_idea (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "idea", 0, 0, G_OPTION_ARG_FILENAME, &self->idea, N_ ("What the book is about"), "TEXT" },
    { "chapters", 0, 0, G_OPTION_ARG_INT, &self->chapters, N_ ("How many chapters or lessons (default: as the idea says)"), "N" },
    { "readers", 0, 0, G_OPTION_ARG_FILENAME, &self->readers, N_ ("Who reads it"), "TEXT" },
    { "kind", 0, 0, G_OPTION_ARG_FILENAME, &self->kind, N_ ("nonfiction, fiction or course"), "KIND" },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

void
bookgen_cli_options_add_use (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "use", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->uses,
      N_ ("What the text under a heading is, of every chapter or of the one with this number or title (again for more): brief (as it "
          "is by itself), material, chapter, or proposed (a chapter from 300 words on)"),
      "USE[@CHAPTER]" },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

void
bookgen_cli_options_add_version (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "chapter", 0, 0, G_OPTION_ARG_INT, &self->chapter, N_ ("Only of the chapter with this number"), "N" },
    { "choose", 0, 0, G_OPTION_ARG_INT, &self->version, N_ ("Make the version with this number the chapter's text"), "V" },
    { "put-back", 0, 0, G_OPTION_ARG_INT, &self->put_back,
      N_ ("Put what was taken out of the answer under this number back into the chapter's text, as a new version"), "K" },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

void
bookgen_cli_options_add_material (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "material", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->material,
      N_ ("A text to write from: of the book, or of the chapter with this number or title (again for more)"), "FILE[@CHAPTER]" },
    { "length", 0, 0, G_OPTION_ARG_INT, &self->length, N_ ("Words of the whole book, dealt to chapters without a length of their own"),
      "N" },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}
