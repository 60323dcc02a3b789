/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TERM_PREFIX "term."

static const struct {
  const char *part;
  const char *name;
} shared_names[] = {
  { "premise", N_("Premise") },   { "readers", N_("Readers") },
  { "voice", N_("Voice") },       { "sample", N_("Passage in the voice of the book") },
  { "terms", N_("Terms") },       { "avoid", N_("What to avoid") },
  { "brief", N_("Brief") },       { "material", N_("Material") },
  { "narration", N_("Narration") }, { "style", N_("Style") },
};

static const struct {
  const char *field;
  const char *name; /* %u: the chapter's number */
} chapter_names[] = {
  { ".summary", N_("What chapter %u says") },  { ".only_here", N_("What stands only in chapter %u") },
  { ".opens", N_("How chapter %u opens") },    { ".ends", N_("How chapter %u ends") },
  { ".hands_on", N_("What chapter %u hands on") },
};

/* FORMAT is one of the above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
name_chapter (const char *format, guint number)
{
  return g_strdup_printf (gettext (format), number);
}
#pragma GCC diagnostic pop

static char *
name_chapter_part (const char *part, BookgenOutline *outline)
{
  const char *dot = strchr (part, '.');
  g_autofree char *id = g_strndup (part, dot - part);
  BookgenUnit *unit = bookgen_outline_find (outline, id);
  for (guint i = 0; unit != NULL && i < G_N_ELEMENTS (chapter_names); i++)
    if (g_str_equal (chapter_names[i].field, dot))
      return name_chapter (chapter_names[i].name, bookgen_outline_get_number (outline, unit));
  return g_strdup (_("A chapter that is gone"));
}

char *
bookgen_plan_dup_part_name (const char *part, BookgenOutline *outline)
{
  for (guint i = 0; i < G_N_ELEMENTS (shared_names); i++)
    if (g_str_equal (shared_names[i].part, part))
      return g_strdup (gettext (shared_names[i].name));
  if (g_str_has_prefix (part, TERM_PREFIX))
    return g_strdup_printf (_("Term “%s”"), part + strlen (TERM_PREFIX));
  return strchr (part, '.') != NULL ? name_chapter_part (part, outline) : g_strdup (part);
}
