/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-version-menu.h"

#include <glib/gi18n-lib.h>

/* A menu longer than a screen is none; older versions are reached by going back step by step. */
#define VERSIONS_SHOWN 25

static char *
dup_origin (const BookgenRevisionData *data)
{
  if (data->rehearsal)
    return g_strdup (_ ("Placeholder"));
  switch (data->origin)
    {
    case BOOKGEN_ORIGIN_ME:
      return g_strdup (_ ("Me"));
    case BOOKGEN_ORIGIN_FILE:
      return g_strdup (_ ("From a file"));
    case BOOKGEN_ORIGIN_MODEL:
    default:
      return g_strdup (data->model && *data->model ? data->model : _ ("Model"));
    }
}

char *
bookgen_version_dup_time (gint64 made_at_ms)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (made_at_ms / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (!made)
    return g_strdup ("");
  if (g_date_time_get_year (made) == g_date_time_get_year (now)
      && g_date_time_get_day_of_year (made) == g_date_time_get_day_of_year (now))
    return g_date_time_format (made, "%H:%M");
  return g_date_time_format (made, "%x %H:%M");
}

char *
bookgen_version_dup_description (BookgenRevision *revision)
{
  const BookgenRevisionData *data = bookgen_revision_get (revision);
  g_autofree char *origin = dup_origin (data);
  g_autofree char *made = bookgen_version_dup_time (data->made_at_ms);
  g_autofree char *words = g_strdup_printf (ngettext ("%'u word", "%'u words", data->words), data->words);

  return g_strdup_printf ("%s, %s · %s", origin, made, words);
}

static GMenuItem *
make_item (BookgenRevision *revision, gboolean is_current, const char *action)
{
  g_autofree char *description = bookgen_version_dup_description (revision);
  g_autofree char *label = is_current ? g_strdup_printf (_ ("%s (shown)"), description) : g_steal_pointer (&description);
  GMenuItem *item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (bookgen_revision_get (revision)->id));
  return item;
}

GMenuModel *
bookgen_version_menu_new (GListModel *revisions, BookgenRevision *current, const char *action)
{
  GMenu *menu = g_menu_new ();
  guint n_revisions = MIN (g_list_model_get_n_items (revisions), VERSIONS_SHOWN);
  gint64 current_id = current ? bookgen_revision_get (current)->id : 0;

  for (guint i = 0; i < n_revisions; i++)
    {
      g_autoptr (BookgenRevision) revision = g_list_model_get_item (revisions, i);
      g_autoptr (GMenuItem) item = make_item (revision, bookgen_revision_get (revision)->id == current_id, action);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}
