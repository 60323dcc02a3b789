/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-normalised.h"

#include <json-glib/json-glib.h>

/* A reply can be full of the same fault; the first ones tell enough. */
#define FINDINGS_MAX 100

static void
removal_free (gpointer data)
{
  BookgenRemoval *self = data;

  g_free (self->what);
  g_free (self->text);
  g_free (self);
}

BookgenNormalised *
bookgen_normalised_new (void)
{
  BookgenNormalised *self = g_new0 (BookgenNormalised, 1);

  self->removals = g_ptr_array_new_with_free_func (removal_free);
  self->findings = bookgen_findings_new ();
  return self;
}

void
bookgen_normalised_free (BookgenNormalised *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->removals);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

void
bookgen_normalised_add_removal (BookgenNormalised *self, const char *what, guint line, const char *text, gssize length)
{
  BookgenRemoval *removal = g_new0 (BookgenRemoval, 1);

  removal->what = g_strdup (what);
  removal->line = line;
  removal->text = g_utf8_make_valid (text, length);
  g_ptr_array_add (self->removals, removal);
}

void
bookgen_normalised_add_finding (BookgenNormalised *self, BookgenFindingKind kind, const char *text, gsize start,
                                gsize length)
{
  if (self->findings->len < FINDINGS_MAX)
    g_ptr_array_add (self->findings, bookgen_finding_new (kind, text, start, length));
}

static void
add_removal (JsonBuilder *builder, const BookgenRemoval *removal)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "what");
  json_builder_add_string_value (builder, removal->what);
  json_builder_set_member_name (builder, "line");
  json_builder_add_int_value (builder, removal->line);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, removal->text);
  json_builder_end_object (builder);
}

char *
bookgen_normalised_removals_to_json (const BookgenNormalised *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;

  if (self->removals->len == 0)
    return NULL;
  for (guint i = 0; i < self->removals->len; i++)
    add_removal (builder, self->removals->pdata[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
