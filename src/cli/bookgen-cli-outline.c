/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-outline.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "bookgen-cli.h"

#define INPUT_MAX_BYTES (64 * 1024 * 1024)

/* Everything up to one byte more than an outline may have: the importer then says that it is too large. */
static GBytes *
read_input (GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 piece[65536];
  gssize length;

  while ((length = g_input_stream_read (input, piece, sizeof piece, NULL, error)) > 0 && bytes->len <= INPUT_MAX_BYTES)
    g_byte_array_append (bytes, piece, length);
  return length >= 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static BookgenImport *
import_input (GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GBytes) bytes = read_input (&wrong);

  if (bytes != NULL)
    return bookgen_import_bytes (bytes, NULL, error);
  g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_UNREADABLE, _ ("Standard input cannot be read: %s"), wrong->message);
  return NULL;
}

BookgenImport *
bookgen_cli_outline_read (const char *file, GError **error)
{
  g_autoptr (GFile) location = NULL;
  BookgenImport *import;

  if (strcmp (file, "-") == 0)
    import = import_input (error);
  else
    {
      location = g_file_new_for_commandline_arg (file);
      import = bookgen_import_file (location, NULL, error);
    }
  for (guint i = 0; import != NULL && i < import->warnings->len; i++)
    bookgen_cli_say ("%s\n", (const char *)import->warnings->pdata[i]);
  return import;
}

char *
bookgen_cli_outline_dup_title (BookgenImport *import, const char *file)
{
  g_autofree char *name = g_path_get_basename (file);
  g_autofree char *title = NULL;
  char *dot;

  if (*import->title != '\0')
    return g_strdup (import->title);
  title = g_filename_display_name (name);
  dot = strrchr (title, '.');
  if (dot != NULL && dot > title)
    *dot = '\0';
  return strcmp (title, "-") == 0 ? g_strdup (_ ("Untitled")) : g_steal_pointer (&title);
}
