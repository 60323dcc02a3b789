/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-wrap.h"

#include <string.h>

gboolean
bookgen_import_line_goes_on (const char *line, const char *next)
{
  gsize length = strlen (line);

  if (length == 0 || strchr (".!?:;", line[length - 1]))
    return FALSE;
  return g_utf8_strlen (line, -1) >= BOOKGEN_IMPORT_FULL_LINE || g_str_has_suffix (line, ",") ||
         (length > 30 && g_unichar_islower (g_utf8_get_char (next)));
}

void
bookgen_import_take_wrapped_title (BookgenImportItem *item, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) title = g_string_new (lines[0]);
  guint i;

  for (i = 1; lines[0] && lines[i] && bookgen_import_line_goes_on (lines[i - 1], lines[i]); i++)
    g_string_append_printf (title, " %s", lines[i]);
  g_free (item->title);
  item->title = g_strdup (title->str);
  for (; lines[0] && lines[i]; i++)
    bookgen_import_item_add_line (item, lines[i], -1);
}
