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

static guint
find_position (BookgenOutline *self, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  GListModel *siblings = parent != NULL ? bookgen_unit_get_children (parent) : G_LIST_MODEL (self);
  for (guint i = 0; i < g_list_model_get_n_items (siblings); i++)
    {
      g_autoptr (BookgenUnit) sibling = g_list_model_get_item (siblings, i);
      if (sibling == unit)
        return i;
    }
  return G_MAXUINT - 1;
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
bookgen_outline_add_labs (BookgenOutline *self, const char *language)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (self, TRUE);
  const char *word = find_word (language);
  guint added = 0;
  for (guint i = 0; i < units->len; i++)
    if (bookgen_unit_get_kind (units->pdata[i]) == BOOKGEN_UNIT_LAB)
      return 0;
  bookgen_outline_begin (self);
  for (guint i = 0; i < units->len; i++)
    if (bookgen_unit_get_kind (units->pdata[i]) == BOOKGEN_UNIT_LESSON)
      {
        add_lab (self, units->pdata[i], word);
        added++;
      }
  bookgen_outline_end (self);
  return added;
}
