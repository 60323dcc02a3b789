/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-text.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The stage of a text that somebody wrote himself, as the editor stores it. */
#define STAGE "write"

void
bookgen_import_text_free (BookgenImportText *self)
{
  g_free (self->text);
  g_free (self->brief);
  g_free (self->left);
  g_free (self->digest);
  g_free (self);
}

/* Finding them */

static BookgenImportItem *
item_at (BookgenImport *self, guint index)
{
  return g_ptr_array_index (self->items, index);
}

/* What stood below headings of its own stands below them again: a chapter's own heading is the first level. */
static char *
make_text (BookgenImport *self, guint index, guint end)
{
  guint depth = item_at (self, index)->depth;
  GString *text = g_string_new (item_at (self, index)->brief);

  for (guint i = index + 1; i < end; i++)
    {
      const BookgenImportItem *item = item_at (self, i);

      g_string_append_printf (text, "%s%.*s %s\n", text->len > 0 ? "\n\n" : "", MIN ((int) (item->depth - depth) + 1, 6), "######",
                              *item->title ? item->title : _ ("Untitled"));
      g_string_append_printf (text, "%s%s", *item->brief ? "\n" : "", item->brief);
    }
  return g_strchomp (g_string_free (text, FALSE));
}

static gboolean
has_text (BookgenImport *self, guint index, guint end)
{
  for (; index < end; index++)
    if (*item_at (self, index)->brief)
      return TRUE;
  return FALSE;
}

static char *
make_left (BookgenImport *self, guint index, guint end)
{
  guint depth = item_at (self, index)->depth;
  GString *left = g_string_new (NULL);

  for (guint i = index + 1; i < end; i++)
    g_string_append_printf (left, "%s%*s- %s", left->len > 0 ? "\n" : "", (int) (item_at (self, i)->depth - depth - 1) * 2, "",
                            item_at (self, i)->title);
  return g_string_free (left, FALSE);
}

void
bookgen_import_add_unit_text (BookgenImport *self, BookgenUnit *unit, guint index, guint end)
{
  BookgenImportText *text;

  if (!has_text (self, index, end))
    return;
  text = g_new0 (BookgenImportText, 1);
  text->unit = unit;
  text->text = make_text (self, index, end);
  text->words = bookgen_revision_count_words (text->text);
  text->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->text, -1);
  text->brief = g_strdup (bookgen_unit_get_brief (unit));
  text->left = make_left (self, index, end);
  if (text->words >= BOOKGEN_IMPORT_CHAPTER_WORDS && bookgen_unit_is_written (unit) && !item_at (self, index)->marked)
    text->proposed = BOOKGEN_IMPORT_USE_CHAPTER;
  g_ptr_array_add (self->texts, text);
}

/* Using them */

static void
set_writer (BookgenOutline *outline, BookgenUnit *unit, BookgenWriter writer)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, BOOKGEN_TYPE_WRITER);
  g_value_set_enum (&value, writer);
  bookgen_outline_edit (outline, unit, "writer", &value);
}

void
bookgen_import_set_use (BookgenImport *self, BookgenImportText *text, BookgenImportUse use)
{
  const char *briefs[] = { text->brief, text->left, "" };
  gboolean was_chapter = text->use == BOOKGEN_IMPORT_USE_CHAPTER;

  if (use == BOOKGEN_IMPORT_USE_CHAPTER && !bookgen_unit_is_written (text->unit))
    return;
  text->use = use;
  bookgen_outline_edit_string (self->outline, text->unit, "brief", briefs[use]);
  if (was_chapter || use == BOOKGEN_IMPORT_USE_CHAPTER)
    set_writer (self->outline, text->unit, use == BOOKGEN_IMPORT_USE_CHAPTER ? BOOKGEN_WRITER_ME : BOOKGEN_WRITER_MODEL);
  bookgen_outline_forget_changes (self->outline);
}

/* Storing them */

static void
add_chapter (BookgenBook *book, const BookgenImportText *text)
{
  const BookgenRevisionData data = {
    .unit_id = (char *) bookgen_unit_get_id (text->unit),
    .stage = (char *) STAGE,
    .origin = BOOKGEN_ORIGIN_ME,
    .text = text->text,
    .words = text->words,
    .made_at_ms = g_get_real_time () / 1000,
  };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);

  bookgen_book_add_revision_async (book, revision, TRUE, NULL, NULL, NULL);
}

static void
add_material (BookgenBook *book, const BookgenImportText *text)
{
  const BookgenMaterialData data = {
    .unit_id = (char *) bookgen_unit_get_id (text->unit),
    .name = (char *) bookgen_unit_get_title (text->unit),
    .media_type = (char *) "text/markdown",
    .is_note = TRUE,
    .size_bytes = strlen (text->text),
    .text = text->text,
    .digest = text->digest,
    .words = text->words,
    .added_at_ms = g_get_real_time () / 1000,
  };
  g_autoptr (BookgenMaterial) material = bookgen_material_new (&data);

  bookgen_book_add_material_async (book, material, NULL, NULL, NULL);
}

void
bookgen_import_add_texts (BookgenImport *self, BookgenBook *book)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      const BookgenImportText *text = self->texts->pdata[i];

      if (text->use == BOOKGEN_IMPORT_USE_CHAPTER)
        add_chapter (book, text);
      else if (text->use == BOOKGEN_IMPORT_USE_MATERIAL)
        add_material (book, text);
    }
}

void
bookgen_import_add_to_book (BookgenImport *self, BookgenBook *book, BookgenUnit *parent, guint position)
{
  bookgen_outline_take_tree (bookgen_book_get_outline (book), parent, position, self->outline);
  bookgen_import_add_texts (self, book);
}
