/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-depends.h"

gboolean
bookgen_depends_has (BookgenUnit *unit, BookgenUnit *on)
{
  return g_strv_contains (bookgen_unit_get_depends_on (unit), bookgen_unit_get_id (on));
}

/* Those that wait for UNIT, one step after the other until there are no more. */
static GHashTable *
find_waiting (GPtrArray *units, BookgenUnit *unit)
{
  GHashTable *waiting = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean grew = TRUE;

  g_hash_table_add (waiting, (gpointer) bookgen_unit_get_id (unit));
  while (grew)
    {
      grew = FALSE;
      for (guint i = 0; i < units->len; i++)
        for (const char *const *id = bookgen_unit_get_depends_on (units->pdata[i]); *id; id++)
          if (g_hash_table_contains (waiting, *id))
            grew = g_hash_table_add (waiting, (gpointer) bookgen_unit_get_id (units->pdata[i])) || grew;
    }
  return waiting;
}

GPtrArray *
bookgen_depends_dup_choices (BookgenOutline *outline, BookgenUnit *unit)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GHashTable) waiting = find_waiting (units, unit);
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean before = TRUE;

  for (guint i = 0; i < units->len; i++)
    {
      gboolean is_there = bookgen_depends_has (unit, units->pdata[i]); /* also when it was moved behind, to be taken off */

      before = before && units->pdata[i] != unit;
      if (is_there || (before && !g_hash_table_contains (waiting, bookgen_unit_get_id (units->pdata[i]))))
        g_ptr_array_add (choices, g_object_ref (units->pdata[i]));
    }
  return choices;
}

void
bookgen_depends_set (BookgenOutline *outline, BookgenUnit *unit, BookgenUnit *on, gboolean depends)
{
  const char *const *before = bookgen_unit_get_depends_on (unit);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GValue) value = G_VALUE_INIT;

  if (bookgen_depends_has (unit, on) == depends)
    return;
  for (guint i = 0; before[i]; i++)
    if (!g_str_equal (before[i], bookgen_unit_get_id (on)))
      g_strv_builder_add (builder, before[i]);
  if (depends)
    g_strv_builder_add (builder, bookgen_unit_get_id (on));
  g_value_init (&value, G_TYPE_STRV);
  g_value_take_boxed (&value, g_strv_builder_end (builder));
  bookgen_outline_edit (outline, unit, "depends-on", &value);
}

char *
bookgen_depends_dup_numbers (BookgenOutline *outline, BookgenUnit *unit)
{
  GString *numbers = g_string_new (NULL);

  for (const char *const *id = bookgen_unit_get_depends_on (unit); *id; id++)
    {
      BookgenUnit *on = bookgen_outline_find (outline, *id);
      if (on && bookgen_unit_is_written (on))
        g_string_append_printf (numbers, "%s%u", numbers->len > 0 ? ", " : "", bookgen_outline_get_number (outline, on));
    }
  return g_string_free (numbers, FALSE);
}
