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

static void
finding_free (gpointer data)
{
  BookgenFinding *self = data;

  g_free (self->kind);
  g_free (self->detail);
  g_free (self);
}

BookgenNormalised *
bookgen_normalised_new (void)
{
  BookgenNormalised *self = g_new0 (BookgenNormalised, 1);

  self->removals = g_ptr_array_new_with_free_func (removal_free);
  self->findings = g_ptr_array_new_with_free_func (finding_free);
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
bookgen_normalised_add_finding (BookgenNormalised *self, const char *kind, guint line, const char *detail, gssize length)
{
  BookgenFinding *finding;

  if (self->findings->len >= FINDINGS_MAX)
    return;
  finding = g_new0 (BookgenFinding, 1);
  finding->kind = g_strdup (kind);
  finding->line = line;
  finding->detail = g_utf8_make_valid (detail, length);
  g_ptr_array_add (self->findings, finding);
}

static void
add_entry (JsonBuilder *builder, const char *name, const char *value, guint line, const char *text_name, const char *text)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
  json_builder_set_member_name (builder, "line");
  json_builder_add_int_value (builder, line);
  json_builder_set_member_name (builder, text_name);
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);
}

static char *
finish_array (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

char *
bookgen_normalised_findings_to_json (const BookgenNormalised *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (self->findings->len == 0)
    return NULL;
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->findings->len; i++)
    {
      const BookgenFinding *finding = self->findings->pdata[i];

      add_entry (builder, "kind", finding->kind, finding->line, "detail", finding->detail);
    }
  return finish_array (builder);
}

char *
bookgen_normalised_removals_to_json (const BookgenNormalised *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (self->removals->len == 0)
    return NULL;
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->removals->len; i++)
    {
      const BookgenRemoval *removal = self->removals->pdata[i];

      add_entry (builder, "what", removal->what, removal->line, "text", removal->text);
    }
  return finish_array (builder);
}
