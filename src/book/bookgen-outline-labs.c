/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline.h"

/* How a lab is titled, in the language of the book. */
static const struct {
  const char *language, *word;
} words[] = {
  { "de", "Übung" },   { "es", "Práctica" },  { "fr", "Exercice" }, { "it", "Esercitazione" }, { "nl", "Oefening" },
  { "pl", "Ćwiczenie" }, { "pt", "Prática" }, { "sv", "Övning" },   { "uk", "Практикум" },     { "ru", "Практикум" },
};

static const char *
find_word (const char *language)
{
  g_autofree char *code = g_ascii_strdown (language != NULL ? language : "", -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (code, words[i].language) && (code[2] == '\0' || code[2] == '-' || code[2] == '_'))
      return words[i].word;
  return "Lab";
}

static GListModel *
get_siblings (BookgenOutline *self, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  return parent != NULL ? bookgen_unit_get_children (parent) : G_LIST_MODEL (self);
}

static guint
find_position (BookgenOutline *self, BookgenUnit *unit)
{
  GListModel *siblings = get_siblings (self, unit);
  for (guint i = 0; i < g_list_model_get_n_items (siblings); i++)
    {
      g_autoptr (BookgenUnit) sibling = g_list_model_get_item (siblings, i);
      if (sibling == unit)
        return i;
    }
  return G_MAXUINT - 1;
}

static gboolean
has_lab (BookgenOutline *self, BookgenUnit *lesson)
{
  g_autoptr (BookgenUnit) next = g_list_model_get_item (get_siblings (self, lesson), find_position (self, lesson) + 1);
  return next != NULL && bookgen_unit_get_kind (next) == BOOKGEN_UNIT_LAB;
}

static gboolean
has_kind (GPtrArray *units, BookgenUnitKind kind)
{
  for (guint i = 0; i < units->len; i++)
    if (bookgen_unit_get_kind (units->pdata[i]) == kind)
      return TRUE;
  return FALSE;
}

/* Lessons that no lab stands behind. An outline that knows no lessons has its chapters for them. */
static GPtrArray *
dup_without_lab (BookgenOutline *self)
{
  g_autoptr (GPtrArray) written = bookgen_outline_dup_units (self, TRUE);
  GPtrArray *units = g_ptr_array_copy (written, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  BookgenUnitKind lesson = has_kind (units, BOOKGEN_UNIT_LESSON) ? BOOKGEN_UNIT_LESSON : BOOKGEN_UNIT_CHAPTER;
  for (guint i = units->len; i > 0; i--)
    if (bookgen_unit_get_kind (units->pdata[i - 1]) != lesson || has_lab (self, units->pdata[i - 1]))
      g_ptr_array_remove_index (units, i - 1);
  return units;
}

static void
add_lab (BookgenOutline *self, BookgenUnit *lesson, const char *word)
{
  g_autofree char *title = g_strdup_printf ("%s: %s", word, bookgen_unit_get_title (lesson));
  BookgenUnit *lab = bookgen_outline_add (self, bookgen_unit_get_parent (lesson), find_position (self, lesson) + 1,
                                          BOOKGEN_UNIT_LAB, title);
  bookgen_outline_edit_string (self, lab, "brief", bookgen_unit_get_brief (lesson));
  bookgen_outline_end_edit (self);
}

guint
bookgen_outline_count_missing_labs (BookgenOutline *self)
{
  g_autoptr (GPtrArray) lessons = dup_without_lab (self);
  return lessons->len;
}

guint
bookgen_outline_add_missing_labs (BookgenOutline *self, const char *language)
{
  g_autoptr (GPtrArray) lessons = dup_without_lab (self);
  const char *word = find_word (language);
  if (lessons->len == 0)
    return 0;
  bookgen_outline_begin (self);
  for (guint i = 0; i < lessons->len; i++)
    add_lab (self, lessons->pdata[i], word);
  bookgen_outline_end (self);
  return lessons->len;
}

guint
bookgen_outline_add_labs (BookgenOutline *self, const char *language)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (self, TRUE);
  return has_kind (units, BOOKGEN_UNIT_LAB) ? 0 : bookgen_outline_add_missing_labs (self, language);
}
