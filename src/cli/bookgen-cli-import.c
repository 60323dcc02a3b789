/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-new-book.h"
#include "bookgen-cli-object.h"
#include "bookgen-cli-outline.h"

static void
print_tree (GListModel *units, guint depth)
{
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);

      bookgen_cli_print ("%*s%s (%s)\n", (int)depth * 2, "", bookgen_unit_get_title (unit),
                         bookgen_unit_kind_to_string (bookgen_unit_get_kind (unit)));
      print_tree (bookgen_unit_get_children (unit), depth + 1);
    }
}

static const char *
name_role (const BookgenImportItem *item)
{
  switch (item->role)
    {
    case BOOKGEN_IMPORT_ROLE_BOOK:
      return "book";
    case BOOKGEN_IMPORT_ROLE_SECTION:
      return "section";
    case BOOKGEN_IMPORT_ROLE_UNIT:
    default:
      return bookgen_unit_kind_to_string (item->kind);
    }
}

/* An item that is left open for those below it. */
static void
begin_item (JsonBuilder *builder, const BookgenImportItem *item)
{
  json_builder_begin_object (builder);
  bookgen_cli_object_add_string (builder, "title", item->title);
  bookgen_cli_object_add_string (builder, "kind", name_role (item));
  bookgen_cli_object_add_string (builder, "brief", item->brief);
  if (item->target_words > 0)
    {
      bookgen_cli_object_add_int (builder, "target_words", item->target_words);
    }
  json_builder_set_member_name (builder, "children");
  json_builder_begin_array (builder);
}

static void
end_items (JsonBuilder *builder, guint count)
{
  for (; count > 0; count--)
    {
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
}

/* The whole tree as the file has it, also what became the book's title or a line of a brief. */
static void
add_children (JsonBuilder *builder, GPtrArray *items)
{
  guint open = 0;

  json_builder_set_member_name (builder, "children");
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    {
      const BookgenImportItem *item = g_ptr_array_index (items, i);

      end_items (builder, open - item->depth);
      begin_item (builder, item);
      open = item->depth + 1;
    }
  end_items (builder, open);
  json_builder_end_array (builder);
}

static void
print_json (BookgenImport *import, const char *title)
{
  g_autoptr (JsonBuilder) builder = bookgen_cli_object_new ();

  bookgen_cli_object_add_string (builder, "title", title);
  bookgen_cli_object_add_string (builder, "author", import->author);
  bookgen_cli_object_add_string (builder, "format", import->format);
  add_children (builder, import->items);
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->warnings->len; i++)
    json_builder_add_string_value (builder, import->warnings->pdata[i]);
  json_builder_end_array (builder);
  bookgen_cli_object_print (builder);
}

static BookgenCliStatus
store (const char *path, const char *title, BookgenImport *import, GError **error)
{
  g_autoptr (BookgenBook) book = bookgen_cli_new_book (path, title, import, NULL, NULL, error);

  return book != NULL && bookgen_await_book_close (book, error) ? BOOKGEN_CLI_DONE : BOOKGEN_CLI_NOT_WRITTEN;
}

static BookgenCliStatus
import_outline (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenImport) import = bookgen_cli_outline_read (options->file, error);
  g_autofree char *title = NULL;

  if (import == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  if (!bookgen_cli_outline_use (import, (const char *const *) options->uses, error))
    return BOOKGEN_CLI_USAGE;
  title = bookgen_cli_outline_dup_title (import, options->file);
  if (options->json)
    print_json (import, title);
  else
    {
      bookgen_cli_print ("%s\n", title);
      print_tree (G_LIST_MODEL (import->outline), 1);
    }
  return options->book != NULL ? store (options->book, title, import, error) : BOOKGEN_CLI_DONE;
}

BookgenCliStatus
bookgen_cli_import (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options
      = bookgen_cli_options_parse (argc, argv, BOOKGEN_CLI_TAKES_BOOK | BOOKGEN_CLI_TAKES_JSON | BOOKGEN_CLI_TAKES_USE, "OUTLINE", &error);
  BookgenCliStatus status = options != NULL ? import_outline (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
