/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-outline.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "bookgen-cli.h"
#include "bookgen-import-text.h"

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

BookgenUnit *
bookgen_cli_outline_find_unit (BookgenOutline *outline, const char *name)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (name, 10, 1, G_MAXUINT, &number, NULL))
    number = 0;
  for (guint i = 0; i < units->len; i++)
    if ((number > 0 && bookgen_outline_get_number (outline, units->pdata[i]) == number)
        || strcmp (bookgen_unit_get_title (units->pdata[i]), name) == 0)
      return units->pdata[i]; /* the outline holds it */
  return NULL;
}

static gboolean
find_use (const char *name, gsize length, const BookgenImportText *text, BookgenImportUse *use)
{
  static const char *const names[] = { "brief", "material", "chapter", "proposed" };
  guint i = 0;

  while (i < G_N_ELEMENTS (names) && !(strlen (names[i]) == length && strncmp (names[i], name, length) == 0))
    i++;
  *use = i == G_N_ELEMENTS (names) - 1 ? (text != NULL ? text->proposed : BOOKGEN_IMPORT_USE_BRIEF) : (BookgenImportUse) i;
  return i < G_N_ELEMENTS (names);
}

static gboolean
use_one (BookgenImport *import, const char *what, GError **error)
{
  const char *at = strchr (what, '@');
  gsize length = at != NULL ? (gsize) (at - what) : strlen (what);
  g_autofree char *shown = g_utf8_make_valid (what, -1);
  BookgenUnit *unit = at != NULL ? bookgen_cli_outline_find_unit (import->outline, at + 1) : NULL;
  BookgenImportUse use;

  if (!find_use (what, length, NULL, &use) || (at != NULL && unit == NULL))
    {
      g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                   at != NULL && unit == NULL ? _ ("There is no chapter for “--use %s”: say its number or its title.")
                                              : _ ("--use is brief, material, chapter or proposed, not “%s”."),
                   shown);
      return FALSE;
    }
  for (guint i = 0; i < import->texts->len; i++)
    {
      BookgenImportText *text = g_ptr_array_index (import->texts, i);

      if (unit != NULL && text->unit != unit)
        continue;
      find_use (what, length, text, &use);
      bookgen_import_set_use (import, text, use);
    }
  return TRUE;
}

gboolean
bookgen_cli_outline_use (BookgenImport *import, const char *const *uses, GError **error)
{
  for (guint i = 0; uses != NULL && uses[i] != NULL; i++)
    if (!use_one (import, uses[i], error))
      return FALSE;
  return TRUE;
}
