/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-outline.h"

/* Up to so many chapters stand without parts. */
#define WITHOUT_PARTS 9
#define IN_A_GROUP 5
#define WORDS 2000

static void
append_unit (GString *json, guint number, const char *kind)
{
  static const char *const subjects[] = { "Beginnings", "Tools", "Habits", "Mistakes", "Company", "Weather",
                                          "Money", "Time", "Distance", "Night", "Return", "What remains" };
  guint round = number / G_N_ELEMENTS (subjects);
  g_autofree char *suffix = round > 0 ? g_strdup_printf (", again %u", round) : g_strdup ("");

  g_string_append_printf (json,
                          "{\"title\": \"%s%s\", \"kind\": \"%s\", \"brief\": \"Placeholder %u: no model wrote this brief.\", "
                          "\"words\": %u}",
                          subjects[number % G_N_ELEMENTS (subjects)], suffix, kind, number + 1, WORDS);
}

static void
append_units (GString *json, guint from, guint to, const char *kind)
{
  for (guint i = from; i < to; i++)
    {
      if (i > from)
        g_string_append (json, ", ");
      append_unit (json, i, kind);
    }
}

static void
append_groups (GString *json, guint n, const char *group, const char *kind)
{
  for (guint i = 0; i < n; i += IN_A_GROUP)
    {
      g_string_append_printf (json, "%s{\"title\": \"Rehearsal %s %u\", \"kind\": \"%s\", \"children\": [", i > 0 ? ", " : "",
                              group, i / IN_A_GROUP + 1, group);
      append_units (json, i, MIN (i + IN_A_GROUP, n), kind);
      g_string_append (json, "]}");
    }
}

char *
bookgen_rehearsal_outline_make (guint n, gboolean lessons)
{
  GString *json = g_string_new ("{\"title\": \"A rehearsed outline\", \"children\": [");

  if (lessons)
    append_groups (json, n, "module", "lesson");
  else if (n > WITHOUT_PARTS)
    append_groups (json, n, "part", "chapter");
  else
    append_units (json, 0, n, "chapter");
  g_string_append (json, "]}\n");
  return g_string_free (json, FALSE);
}
