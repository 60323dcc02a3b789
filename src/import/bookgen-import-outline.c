/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-outline.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-label.h"
#include "bookgen-import-levels.h"
#include "bookgen-import-text.h"
#include "bookgen-import-title.h"

typedef struct {
  BookgenImport *import; /* borrowed */
  BookgenImportLevels levels;
  guint shortened; /* titles */
} Division;

static BookgenImportItem *
item_at (BookgenImport *self, guint index)
{
  return g_ptr_array_index (self->items, index);
}

static void
name_book (BookgenImport *self, BookgenImportItem *item)
{
  g_autofree char *rest = NULL;

  item->role = BOOKGEN_IMPORT_ROLE_BOOK;
  g_free (self->title);
  self->title = bookgen_import_title_cut (item->title, &rest);
  if (*item->brief == '\0')
    return;
  g_autofree char *before = self->notes;
  self->notes = *before ? g_strconcat (before, "\n\n", item->brief, NULL) : g_strdup (item->brief);
}

static gboolean
has_children (BookgenImport *self, guint index)
{
  return index + 1 < self->items->len && item_at (self, index + 1)->depth > item_at (self, index)->depth;
}

static BookgenUnitKind
written_kind (Division *division, BookgenImportItem *item)
{
  if (item->label == BOOKGEN_IMPORT_LABEL_LAB)
    return BOOKGEN_UNIT_LAB;
  return division->levels.course ? BOOKGEN_UNIT_LESSON : BOOKGEN_UNIT_CHAPTER;
}

/* A line of the outline deeper than chapters, with its own text, as a list item. */
static void
append_section (GString *brief, BookgenImportItem *item, guint depth)
{
  g_auto (GStrv) lines = g_strsplit (item->brief, "\n", -1);

  if (brief->len > 0)
    g_string_append_c (brief, '\n');
  g_string_append_printf (brief, "%*s- %s", depth * 2, "", *item->title ? item->title : _ ("Untitled"));
  for (guint i = 0; lines[i]; i++)
    if (*lines[i])
      g_string_append_printf (brief, "\n%*s%s", depth * 2 + 2, "", lines[i]);
    else if (lines[i + 1])
      g_string_append_c (brief, '\n');
}

static char *
make_brief (BookgenImport *self, guint index, guint end)
{
  BookgenImportItem *item = item_at (self, index);
  GString *brief = g_string_new (item->brief);

  if (brief->len > 0 && index + 1 < end)
    g_string_append_c (brief, '\n');
  for (guint i = index + 1; i < end; i++)
    {
      item_at (self, i)->role = BOOKGEN_IMPORT_ROLE_SECTION;
      append_section (brief, item_at (self, i), item_at (self, i)->depth - item->depth - 1);
    }
  return g_string_free (brief, FALSE);
}

static void
set_target (BookgenOutline *outline, BookgenUnit *unit, guint words)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, words);
  bookgen_outline_edit (outline, unit, "target-words", &value);
}

/* What does not fit into a unit's title opens its brief. */
static BookgenUnit *
add_unit (Division *division, BookgenUnit *parent, BookgenImportItem *item, BookgenUnitKind kind, const char *brief)
{
  BookgenOutline *outline = division->import->outline;
  g_autofree char *rest = NULL, *longer = NULL;
  g_autofree char *title = bookgen_import_title_cut (*item->title || item->marked ? item->title : _ ("Untitled"), &rest);
  BookgenUnit *unit = bookgen_outline_add (outline, parent, G_MAXUINT, kind, title);

  item->role = BOOKGEN_IMPORT_ROLE_UNIT;
  item->kind = kind;
  division->shortened += rest != NULL;
  if (rest)
    brief = longer = *brief ? g_strconcat (rest, "\n\n", brief, NULL) : g_strdup (rest);
  if (*brief)
    bookgen_outline_edit_string (outline, unit, "brief", brief);
  if (item->target_words > 0)
    set_target (outline, unit, item->target_words);
  return unit;
}

/* Returns the index after the chapter and all below it. */
static guint
add_chapter (Division *division, guint index, BookgenUnit *parent)
{
  BookgenImport *self = division->import;
  guint end = bookgen_import_items_end (self->items, index);
  g_autofree char *brief = make_brief (self, index, end);
  BookgenUnit *unit = add_unit (division, parent, item_at (self, index), written_kind (division, item_at (self, index)), brief);

  bookgen_import_add_unit_text (self, unit, index, end);
  return end;
}

/* "Part 1" over "Module 1" over "Lesson 1" */
static gboolean
is_inner_group (BookgenImport *self, guint index)
{
  return bookgen_import_label_is_group (item_at (self, index)->label) && has_children (self, index) &&
         bookgen_import_label_is_written (item_at (self, index + 1)->label);
}

static BookgenUnit *
add_head (Division *division, guint index, BookgenUnit *parent)
{
  BookgenImport *self = division->import;
  BookgenImportItem *item = item_at (self, index);
  gboolean module = division->levels.course && !(index + 1 < self->items->len && is_inner_group (self, index + 1));
  BookgenUnit *group = add_unit (division, parent, item, module ? BOOKGEN_UNIT_MODULE : BOOKGEN_UNIT_PART, item->brief);

  bookgen_import_add_unit_text (self, group, index, index + 1);
  return group;
}

static guint
add_group (Division *division, guint index, BookgenUnit *parent)
{
  BookgenImport *self = division->import;
  guint end = bookgen_import_items_end (self->items, index);
  BookgenUnit *group = add_head (division, index, parent);

  for (guint i = index + 1; i < end;)
    i = is_inner_group (self, i) ? add_group (division, i, group) : add_chapter (division, i, group);
  return end;
}

/* A heading over what follows on its own level. */
static gboolean
is_over (Division *division, const BookgenImportItem *item)
{
  return item->covers || (division->levels.beside && bookgen_import_label_is_group (item->label));
}

/* An epilogue belongs to no part. */
static gboolean
ends_cover (Division *division, const BookgenImportItem *item)
{
  return is_over (division, item) || (division->levels.beside && bookgen_import_label_is_matter (item->title));
}

/* A heading takes the items beside it, up to the next heading. */
static guint
add_covered (Division *division, guint index)
{
  BookgenImport *self = division->import;
  BookgenUnit *part = add_head (division, index, NULL);

  for (index++; index < self->items->len && !ends_cover (division, item_at (self, index));)
    index = add_chapter (division, index, part);
  return index;
}

static guint
add_top (Division *division, guint index)
{
  BookgenImport *self = division->import;
  BookgenImportItem *item = item_at (self, index);

  if (is_over (division, item) && index + 1 < self->items->len && !ends_cover (division, item_at (self, index + 1)))
    return add_covered (division, index);
  if (division->levels.grouped && has_children (self, index) && item->label != BOOKGEN_IMPORT_LABEL_CHAPTER)
    return add_group (division, index, NULL);
  return add_chapter (division, index, NULL);
}

static void
set_writer (BookgenOutline *outline, BookgenUnit *unit, BookgenWriter writer)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, BOOKGEN_TYPE_WRITER);
  g_value_set_enum (&value, writer);
  bookgen_outline_edit (outline, unit, "writer", &value);
}

static void
set_flag (BookgenOutline *outline, BookgenUnit *unit, const char *property, gboolean flag)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, flag);
  bookgen_outline_edit (outline, unit, property, &value);
}

/* UNITS: by the ids that the items give them. */
static void
set_depends_on (BookgenOutline *outline, BookgenUnit *unit, GStrv depends_on, GHashTable *units)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GValue) value = G_VALUE_INIT;

  for (guint i = 0; depends_on[i]; i++)
    {
      BookgenUnit *needed = g_hash_table_lookup (units, depends_on[i]);

      if (needed && needed != unit)
        g_strv_builder_add (ids, bookgen_unit_get_id (needed));
    }
  g_value_init (&value, G_TYPE_STRV);
  g_value_take_boxed (&value, g_strv_builder_end (ids));
  bookgen_outline_edit (outline, unit, "depends-on", &value);
}

/* UNITS: one for each item. */
static void
set_all_depends_on (BookgenImport *self, GPtrArray *units)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < units->len; i++)
    if (item_at (self, i)->id)
      g_hash_table_insert (by_id, item_at (self, i)->id, units->pdata[i]);
  for (guint i = 0; i < units->len; i++)
    if (item_at (self, i)->depends_on)
      set_depends_on (self->outline, units->pdata[i], item_at (self, i)->depends_on, by_id);
}

/* Every item is a unit, below the unit it stands below. Those that somebody added by hand have no kind. */
static void
add_marked (Division *division)
{
  BookgenImport *self = division->import;
  g_autoptr (GPtrArray) above = g_ptr_array_new ();
  g_autoptr (GPtrArray) units = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      BookgenImportItem *item = item_at (self, i);
      BookgenUnitKind kind = item->marked ? item->kind : has_children (self, i) ? BOOKGEN_UNIT_PART : BOOKGEN_UNIT_CHAPTER;
      BookgenUnit *parent = item->depth > 0 ? g_ptr_array_index (above, item->depth - 1) : NULL;
      BookgenUnit *unit = add_unit (division, parent, item, kind, item->brief);

      set_writer (self->outline, unit, item->writer);
      set_flag (self->outline, unit, "in-book", !item->left_out);
      set_flag (self->outline, unit, "locked", item->locked);
      g_ptr_array_add (units, unit);
      bookgen_import_add_unit_text (self, unit, i, i + 1);
      g_ptr_array_set_size (above, item->depth);
      g_ptr_array_add (above, unit);
    }
  set_all_depends_on (self, units);
}

static void
warn_of_shortened (BookgenImport *self, guint count)
{
  if (count > 0)
    g_ptr_array_add (self->warnings,
                     g_strdup_printf (ngettext ("%u title was longer than 500 characters: the rest of it is in the brief.",
                                                "%u titles were longer than 500 characters: the rest is in their briefs.", count),
                                      count));
}

static void
add_guessed (Division *division)
{
  BookgenImport *self = division->import;

  division->levels = bookgen_import_levels_guess (self);
  if (division->levels.first > 0)
    name_book (self, item_at (self, 0));
  for (guint i = division->levels.first; i < self->items->len;)
    i = add_top (division, i);
}

void
bookgen_import_divide (BookgenImport *self)
{
  Division division = { .import = self };

  if (bookgen_import_items_are_marked (self->items))
    add_marked (&division);
  else
    add_guessed (&division);
  warn_of_shortened (self, division.shortened);
  bookgen_outline_forget_changes (self->outline);
}
