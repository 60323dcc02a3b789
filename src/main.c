/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-application.h"
#include "bookgen-standard-files.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (BookgenApplication) application = NULL;

  bookgen_standard_files_open ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("BookGen"));
  application = bookgen_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
