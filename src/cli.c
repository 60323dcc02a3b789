/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"
#include "bookgen-export.h"
#include "bookgen-standard-files.h"

#include <glib/gi18n.h>
#include <locale.h>

/* https://reproducible-builds.org/specs/source-date-epoch/ */
static void
honour_source_date (const char *epoch)
{
  gint64 seconds;
  if (epoch != NULL && g_ascii_string_to_signed (epoch, 10, 0, G_MAXUINT32, &seconds, NULL))
    bookgen_export_set_source_date (seconds);
}

int
main (int argc, char **argv)
{
  bookgen_standard_files_open ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("bookgen-cli");
  honour_source_date (g_getenv ("SOURCE_DATE_EPOCH"));
  return bookgen_cli_run (argc, argv);
}
