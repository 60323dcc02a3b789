/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-removal.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "bookgen-normalised.h"

#define REMOVALS_MAX 10000

static const struct {
  const char *what;
  const char *label;
} kinds[] = {
  { "think", N_("The model's thinking") },
  { "front-matter", N_("A block of data before the text") },
  { "preamble", N_("An announcement before the text") },
  { "postamble", N_("A remark after the text") },
  { "fence", N_("Marks of code around the text") },
  { "title", N_("The title, which stands above the chapter anyway") },
  { "rule", N_("A horizontal line before or after the text") },
  { "level", N_("The level of a heading") },
  { "citation", N_("A mark of a source that leads nowhere") },
  { "json", N_("Marks of data around the text") },
  { "newlines", N_("Line ends that were written as “\\n”") },
  { "escape", N_("Colour codes of a terminal") },
  { "character", N_("Characters that no text may have") },
  { "bytes", N_("Bytes that are not characters") },
};

GPtrArray *
bookgen_removals_from_json (const char *json)
{
  g_autoptr (BookgenNormalised) record = bookgen_normalised_new ();
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), REMOVALS_MAX); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *what = object ? json_object_get_string_member_with_default (object, "what", NULL) : NULL;
      const char *text = object ? json_object_get_string_member_with_default (object, "text", NULL) : NULL;

      if (what != NULL && text != NULL)
        bookgen_normalised_add_removal (record, what,
                                        CLAMP (json_object_get_int_member_with_default (object, "line", 0), 0, G_MAXINT), text,
                                        -1);
    }
  return g_ptr_array_ref (record->removals);
}

char *
bookgen_removals_to_json_without (GPtrArray *removals, guint first, guint last)
{
  g_autoptr (BookgenNormalised) rest = bookgen_normalised_new ();
  char *json;

  for (guint i = 0; i < removals->len; i++)
    {
      const BookgenRemoval *removal = removals->pdata[i];

      if (i < first || i > last)
        bookgen_normalised_add_removal (rest, removal->what, removal->line, removal->text, -1);
    }
  json = bookgen_normalised_removals_to_json (rest);
  return json != NULL ? json : g_strdup ("[]");
}

static gboolean
is_fence (GPtrArray *removals, guint index)
{
  return index < removals->len && g_str_equal (((BookgenRemoval *) removals->pdata[index])->what, "fence");
}

/* A frame's two ends are taken out one after the other, so of a run of them each odd one begins one. */
guint
bookgen_removals_find_other_end (GPtrArray *removals, guint index)
{
  guint before = 0;

  if (!is_fence (removals, index))
    return index;
  while (before < index && is_fence (removals, index - before - 1))
    before++;
  if (before % 2 == 1)
    return index - 1;
  return is_fence (removals, index + 1) ? index + 1 : index;
}

const char *
bookgen_removal_get_kind_label (const BookgenRemoval *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (self->what, kinds[i].what))
      return _(kinds[i].label);
  return _("Something that does not belong to the text");
}

char *
bookgen_removal_dup_words (const BookgenRemoval *self, guint chars)
{
  GString *words = g_string_new (NULL);
  guint count = 0;

  for (const char *at = self->text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean blank = g_unichar_isspace (c) || !g_unichar_isprint (c);

      if (blank && (words->len == 0 || words->str[words->len - 1] == ' '))
        continue;
      if (count++ == chars)
        {
          g_string_append (g_string_truncate (words, strlen (g_strchomp (words->str))), "…");
          break;
        }
      g_string_append_unichar (words, blank ? ' ' : c);
    }
  return g_strchomp (g_string_free (words, FALSE));
}

gboolean
bookgen_removal_can_go_back (const BookgenRemoval *self)
{
  static const char *const CHARACTERS[] = { "escape", "character", "bytes", NULL };

  return !g_strv_contains (CHARACTERS, self->what);
}
