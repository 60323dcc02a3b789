/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-outline.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-label.h"
#include "bookgen-import-text.h"
#include "bookgen-import-title.h"

#define MAX_PARTS 12
/* "by Jo Miller", below the title. */
#define MAX_BYLINE_BYTES 80

typedef struct {
  BookgenImport *import; /* borrowed */
  guint top;             /* the depth of parts and lone chapters */
  gboolean grouped;      /* items at that depth with something below them are parts or modules */
  gboolean course;
  guint shortened; /* titles */
} Division;

static BookgenImportItem *
item_at (BookgenImport *self, guint index)
{
  return g_ptr_array_index (self->items, index);
}

static guint
count_at (BookgenImport *self, guint depth)
{
  guint count = 0;

  for (guint i = 0; i < self->items->len; i++)
    count += item_at (self, i)->depth == depth;
  return count;
}

static gboolean
has_label (BookgenImport *self, guint depth, BookgenImportLabel label)
{
  for (guint i = 0; i < self->items->len; i++)
    if (item_at (self, i)->depth == depth && item_at (self, i)->label == label)
      return TRUE;
  return FALSE;
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

/* A single root over several items is the book, unless it says that it is a part or chapter. */
static gboolean
root_is_book (BookgenImport *self)
{
  BookgenImportItem *root = item_at (self, 0);

  if (count_at (self, 0) != 1 || count_at (self, 1) < 2)
    return FALSE;
  return root->label == BOOKGEN_IMPORT_LABEL_NONE || has_label (self, 1, BOOKGEN_IMPORT_LABEL_PART) ||
         has_label (self, 1, BOOKGEN_IMPORT_LABEL_MODULE);
}

/* A heading with nothing below it but a line, before parts or chapters that say so on its own level. */
static gboolean
first_is_title (BookgenImport *self)
{
  const BookgenImportItem *first = item_at (self, 0);
  guint labelled = 0;

  if (first->label || *first->number || strlen (first->brief) > MAX_BYLINE_BYTES || strchr (first->brief, '\n') ||
      bookgen_import_label_is_matter (first->title))
    return FALSE;
  for (guint i = 1; i < self->items->len; i++)
    if (item_at (self, i)->label && item_at (self, i)->depth == 0)
      labelled++;
    else if (i == 1 || (item_at (self, i)->depth == 0 && !bookgen_import_label_is_matter (item_at (self, i)->title)))
      return FALSE;
  return labelled > 1;
}

/* The first of the headings that stand beside what they are over, as in an mdBook summary. */
static gboolean
first_is_book (BookgenImport *self)
{
  return self->items->len > 1 && item_at (self, 0)->covers;
}

static gboolean
is_grouped (BookgenImport *self, guint top)
{
  guint below = top + 1;

  if (count_at (self, below) == 0)
    return FALSE;
  if (has_label (self, top, BOOKGEN_IMPORT_LABEL_PART) || has_label (self, top, BOOKGEN_IMPORT_LABEL_MODULE) ||
      has_label (self, below, BOOKGEN_IMPORT_LABEL_CHAPTER) || has_label (self, below, BOOKGEN_IMPORT_LABEL_LESSON))
    return TRUE;
  if (has_label (self, top, BOOKGEN_IMPORT_LABEL_CHAPTER) || has_label (self, top, BOOKGEN_IMPORT_LABEL_LESSON) ||
      has_label (self, below, BOOKGEN_IMPORT_LABEL_SECTION))
    return FALSE;
  return count_at (self, top) <= MAX_PARTS;
}

static gboolean
is_course (BookgenImport *self, guint top)
{
  return has_label (self, top, BOOKGEN_IMPORT_LABEL_MODULE) || has_label (self, top, BOOKGEN_IMPORT_LABEL_LESSON) ||
         has_label (self, top + 1, BOOKGEN_IMPORT_LABEL_LESSON);
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
  return division->course ? BOOKGEN_UNIT_LESSON : BOOKGEN_UNIT_CHAPTER;
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

static guint
add_group (Division *division, guint index)
{
  BookgenImport *self = division->import;
  BookgenImportItem *item = item_at (self, index);
  guint end = bookgen_import_items_end (self->items, index);
  BookgenUnit *group =
    add_unit (division, NULL, item, division->course ? BOOKGEN_UNIT_MODULE : BOOKGEN_UNIT_PART, item->brief);

  bookgen_import_add_unit_text (self, group, index, index + 1);
  for (guint i = index + 1; i < end;)
    i = add_chapter (division, i, group);
  return end;
}

/* A heading takes the items beside it, up to the next heading. */
static guint
add_covered (Division *division, guint index)
{
  BookgenImport *self = division->import;
  BookgenImportItem *item = item_at (self, index);
  BookgenUnit *part = add_unit (division, NULL, item, BOOKGEN_UNIT_PART, item->brief);

  bookgen_import_add_unit_text (self, part, index, index + 1);
  for (index++; index < self->items->len && !item_at (self, index)->covers;)
    index = add_chapter (division, index, part);
  return index;
}

static guint
add_top (Division *division, guint index)
{
  BookgenImport *self = division->import;
  BookgenImportItem *item = item_at (self, index);

  if (item->covers && index + 1 < self->items->len && !item_at (self, index + 1)->covers)
    return add_covered (division, index);
  if (division->grouped && has_children (self, index) && item->label != BOOKGEN_IMPORT_LABEL_CHAPTER)
    return add_group (division, index);
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

static gboolean
any_covers (BookgenImport *self, guint from)
{
  for (guint i = from; i < self->items->len; i++)
    if (item_at (self, i)->covers)
      return TRUE;
  return FALSE;
}

static void
add_guessed (Division *division)
{
  BookgenImport *self = division->import;
  guint first = 0;

  if (root_is_book (self))
    division->top = first = 1;
  else if (first_is_book (self) || first_is_title (self))
    first = 1;
  if (first > 0)
    name_book (self, item_at (self, 0));
  division->course = is_course (self, division->top);
  division->grouped = !any_covers (self, first) && !first_is_book (self) && is_grouped (self, division->top);
  for (guint i = first; i < self->items->len;)
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
