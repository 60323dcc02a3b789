/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-owner.h"

#include "bookgen-store-values.h"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#define TERMINAL_PROGRAM "bookgen-cli"

gboolean
bookgen_store_owner_sign (BookgenConnection *connection, GError **error)
{
  const char *program = g_get_prgname () ? g_get_prgname () : "bookgen";
  g_autofree char *signature = g_strdup_printf ("%s %d", program, (int) getpid ());

  return bookgen_store_values_set (connection, BOOKGEN_VALUES_BOOK, BOOKGEN_VALUE_OWNER, signature, error);
}

gboolean
bookgen_store_owner_unsign (BookgenConnection *connection, GError **error)
{
  return bookgen_store_values_set (connection, BOOKGEN_VALUES_BOOK, BOOKGEN_VALUE_OWNER, NULL, error);
}

char *
bookgen_store_owner_dup_name (BookgenBookFile *file, const char *signature)
{
  const char *process = signature ? strrchr (signature, ' ') : NULL;

  if (!bookgen_book_file_is_owned (file))
    return NULL;
  if (!process)
    return g_strdup (_("another program"));
  if (g_str_has_prefix (signature, TERMINAL_PROGRAM " "))
    return g_strdup_printf (_("the terminal, process %s"), process + 1);
  return g_strdup_printf (_("the window, process %s"), process + 1);
}
