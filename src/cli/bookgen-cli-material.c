/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-material.h"

#include <glib/gi18n.h>
#include <string.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-outline.h"
#include "bookgen-cli.h"
#include "bookgen-import-material.h"
#include "bookgen-material-part.h"

/* A file may have an @ in its name: then it is there under all of it. Sets the id of the unit, borrowed. */
static char *
dup_path (const char *what, BookgenOutline *outline, const char **unit_id, GError **error)
{
  const char *at = strrchr (what, '@');
  BookgenUnit *unit;

  *unit_id = "";
  if (at == NULL || g_file_test (what, G_FILE_TEST_EXISTS))
    return g_strdup (what);
  unit = bookgen_cli_outline_find_unit (outline, at + 1);
  if (unit == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (at + 1, -1);
      g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                   _ ("There is no chapter “%s” to give material to: say its number or its title."), shown);
      return NULL;
    }
  *unit_id = bookgen_unit_get_id (unit);
  return g_strndup (what, at - what);
}

static gboolean
add (BookgenBook *book, const char *what, GError **error)
{
  const char *unit_id;
  g_autofree char *path = dup_path (what, bookgen_book_get_outline (book), &unit_id, error);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenMaterial) material = NULL;

  if (file == NULL)
    return FALSE;
  material = bookgen_import_material_file (file, unit_id, warnings, NULL, error);
  for (guint i = 0; i < warnings->len; i++)
    bookgen_cli_say ("%s: %s\n", path, (const char *) warnings->pdata[i]);
  return material != NULL && bookgen_await_add_material (book, material, error);
}

gboolean
bookgen_cli_material_add (const BookgenCliOptions *options, BookgenBook *book, GError **error)
{
  for (guint i = 0; options->material != NULL && options->material[i] != NULL; i++)
    if (!add (book, options->material[i], error))
      return FALSE;
  return TRUE;
}

static gint64
find_limit (BookgenCliWriter *writer)
{
  gint64 context = bookgen_client_get_context_tokens (writer->client, writer->endpoint);
  g_auto (GStrv) models = NULL;

  if (context == 0 && !bookgen_endpoint_is_rehearsal (writer->endpoint))
    {
      models = bookgen_await_models (writer->client, writer->endpoint, writer->key, NULL);
      context = bookgen_client_get_context_tokens (writer->client, writer->endpoint);
    }
  return bookgen_material_part_get_limit (writer->endpoint, context);
}

void
bookgen_cli_material_warn (BookgenBook *book, BookgenCliWriter *writer)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (book), TRUE);
  gint64 most;

  if (!bookgen_material_part_has_any (book))
    return;
  most = find_limit (writer);
  for (guint i = 0; i < units->len; i++)
    {
      g_autofree char *warning = bookgen_material_part_dup_warning (book, bookgen_unit_get_id (units->pdata[i]), most);

      if (warning != NULL)
        bookgen_cli_say ("%s: %s\n", bookgen_unit_get_title (units->pdata[i]), warning);
    }
}
