/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-markdown-text.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import.h"

/* cmark makes a node of each line and each of these signs: so many take a gigabyte, and no book has them. */
#define MARKUP_SIGNS "\n*_[]`<&!\\"
#define MAX_SIGNS 4000000

gboolean
bookgen_import_markdown_is_parsable (const char *text, const char *name, GError **error)
{
  guint signs = 0;

  for (text = strpbrk (text, MARKUP_SIGNS); text && signs <= MAX_SIGNS; text = strpbrk (text + 1, MARKUP_SIGNS))
    signs++;
  if (signs > MAX_SIGNS)
    g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE,
                 _ ("“%s” is too large for an outline. Give only the headings and what each chapter is about."), name);
  return signs <= MAX_SIGNS;
}

char *
bookgen_import_markdown_dup_spaced (const char *text)
{
  static GRegex *tight;
  g_autofree char *spaced = NULL;
  guint count = 0;

  for (const char *line = text; line; line = strchr (line, '\n') ? strchr (line, '\n') + 1 : NULL)
    count += *line == '#' && line[strspn (line, "#")] && !strchr (" \t\n!", line[strspn (line, "#")]);
  if (count < 2)
    return NULL;
  if (g_once_init_enter (&tight))
    g_once_init_leave (&tight, g_regex_new ("^(#{1,6})(?=[^#\\s!])", G_REGEX_OPTIMIZE | G_REGEX_MULTILINE, 0, NULL));
  spaced = g_regex_replace (tight, text, -1, 0, "\\1 ", 0, NULL);
  return g_steal_pointer (&spaced);
}
