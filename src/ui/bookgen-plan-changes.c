/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-plan-changes.h"

#include "bookgen-made-from.h"
#include "bookgen-style.h"

#include <glib/gi18n-lib.h>

#define LOOK_AFTER_MS 500
/* Of the main loop's time, at once. */
#define SLICE_US 4000

struct _BookgenPlanChanges
{
  GObject parent_instance;
  BookgenBook *book;
  BookgenPlan *plan;     /* nullable: none, or not loaded yet */
  gint64 plan_id;        /* of its revision; 0 for none */
  GCancellable *loading; /* nullable */
  GPtrArray *units;      /* BookgenUnit; nullable: while they are counted */
  guint next, so_far;    /* of these */
  guint count;
  guint source;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenPlanChanges, bookgen_plan_changes, G_TYPE_OBJECT)

/* One chapter */

static char *
dup_style (BookgenPlanChanges *self)
{
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (self->book, "style"));

  return bookgen_style_digest (style);
}

/* What the author said is fine is fine as long as it stays as it is now. */
static char *
dup_key (BookgenPlanChanges *self, BookgenUnit *unit, const char *part)
{
  g_autofree char *digest = self->plan ? bookgen_plan_digest (self->plan, part) : g_strdup ("");
  g_autofree char *style = dup_style (self);
  g_autofree char *brief = NULL;

  if (g_str_equal (part, "style"))
    return g_strdup_printf ("changed %s %s", part, style);
  if (!g_str_equal (part, "brief"))
    return g_strdup_printf ("changed %s %s", part, digest);
  brief = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bookgen_unit_get_brief (unit), -1);
  return g_strdup_printf ("changed %s %s", part, brief);
}

GStrv
bookgen_plan_changes_dup (BookgenPlanChanges *self, BookgenUnit *unit)
{
  g_autoptr (GStrvBuilder) open = g_strv_builder_new ();
  g_autofree char *style = NULL;
  g_auto (GStrv) all = NULL;
  BookgenRevision *current;

  g_return_val_if_fail (BOOKGEN_IS_PLAN_CHANGES (self), NULL);
  current = bookgen_book_get_current (self->book, bookgen_unit_get_id (unit));
  style = dup_style (self);
  all = bookgen_made_from_find_changes (current ? bookgen_revision_get (current)->made_from : NULL, self->plan,
                                        bookgen_unit_get_brief (unit), style, NULL);
  for (guint i = 0; all[i]; i++)
    {
      g_autofree char *key = dup_key (self, unit, all[i]);
      if (!bookgen_book_is_settled (self->book, bookgen_unit_get_id (unit), key))
        g_strv_builder_add (open, all[i]);
    }
  return g_strv_builder_end (open);
}

char *
bookgen_plan_changes_dup_sentence (BookgenPlanChanges *self, BookgenUnit *unit)
{
  g_auto (GStrv) parts = bookgen_plan_changes_dup (self, unit);
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean brief = g_strv_contains ((const char *const *) parts, "brief");

  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *name = bookgen_plan_dup_part_name (parts[i], bookgen_book_get_outline (self->book));
      /* Translators: between the names of parts of the plan, as in “Voice, Readers” */
      g_string_append_printf (names, "%s%s", i > 0 ? _ (", ") : "", name);
    }
  if (!parts[0])
    return NULL;
  if (brief && !parts[1])
    return g_strdup (_ ("The brief has changed since this was written."));
  if (brief)
    return g_strdup_printf (_ ("The plan and the brief have changed since this was written: %s"), names->str);
  return g_strdup_printf (_ ("The plan has changed since this was written: %s"), names->str);
}

void
bookgen_plan_changes_settle (BookgenPlanChanges *self, BookgenUnit *unit)
{
  g_auto (GStrv) parts = bookgen_plan_changes_dup (self, unit);
  BookgenRevision *current = bookgen_book_get_current (self->book, bookgen_unit_get_id (unit));

  for (guint i = 0; current && parts[i]; i++)
    {
      g_autofree char *key = dup_key (self, unit, parts[i]);
      bookgen_book_settle_finding_async (self->book, bookgen_revision_get (current)->id, key, TRUE, NULL, NULL);
    }
}

/* All of them, a slice at a time: a thousand chapters take a tenth of a second */

static gboolean
has_changes (BookgenPlanChanges *self, BookgenUnit *unit)
{
  g_auto (GStrv) parts = bookgen_plan_changes_dup (self, unit);

  return parts[0] != NULL;
}

static void
take_count (BookgenPlanChanges *self)
{
  gboolean other = self->so_far != self->count;

  self->source = 0;
  self->count = self->so_far;
  g_clear_pointer (&self->units, g_ptr_array_unref);
  if (other)
    g_signal_emit (self, changed_signal, 0);
}

static gboolean
on_slice (gpointer user_data)
{
  BookgenPlanChanges *self = user_data;
  gint64 end_us = g_get_monotonic_time () + SLICE_US;

  while (self->next < self->units->len && g_get_monotonic_time () < end_us)
    self->so_far += has_changes (self, g_ptr_array_index (self->units, self->next++));
  if (self->next < self->units->len)
    return G_SOURCE_CONTINUE;
  take_count (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_look (gpointer user_data)
{
  BookgenPlanChanges *self = user_data;

  self->units = bookgen_outline_dup_units (bookgen_book_get_outline (self->book), TRUE);
  self->next = self->so_far = 0;
  self->source = g_idle_add (on_slice, self);
  return G_SOURCE_REMOVE;
}

static void
stop_looking (BookgenPlanChanges *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->units, g_ptr_array_unref);
}

void
bookgen_plan_changes_look_again (BookgenPlanChanges *self)
{
  g_return_if_fail (BOOKGEN_IS_PLAN_CHANGES (self));
  if (self->source != 0 && !self->units)
    return;
  stop_looking (self);
  self->source = g_timeout_add (LOOK_AFTER_MS, on_look, self);
}

guint
bookgen_plan_changes_get_count (BookgenPlanChanges *self)
{
  g_return_val_if_fail (BOOKGEN_IS_PLAN_CHANGES (self), 0);
  return self->count;
}

/* The plan */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  BookgenPlanChanges *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  g_clear_pointer (&self->plan, bookgen_plan_unref);
  if (revision)
    self->plan = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
  bookgen_plan_changes_look_again (self);
  g_signal_emit (self, changed_signal, 0);
}

void
bookgen_plan_changes_set_plan (BookgenPlanChanges *self, BookgenRevision *plan)
{
  gint64 id = plan ? bookgen_revision_get (plan)->id : 0;

  g_return_if_fail (BOOKGEN_IS_PLAN_CHANGES (self));
  if (id == self->plan_id)
    return;
  self->plan_id = id;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (id == 0)
    {
      g_clear_pointer (&self->plan, bookgen_plan_unref);
      bookgen_plan_changes_look_again (self);
      return;
    }
  self->loading = g_cancellable_new ();
  bookgen_book_load_revision_async (self->book, id, self->loading, on_loaded, self);
}

static void
bookgen_plan_changes_dispose (GObject *object)
{
  BookgenPlanChanges *self = BOOKGEN_PLAN_CHANGES (object);

  stop_looking (self);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->plan, bookgen_plan_unref);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_plan_changes_parent_class)->dispose (object);
}

static void
bookgen_plan_changes_class_init (BookgenPlanChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bookgen_plan_changes_dispose;
  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_PLAN_CHANGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_plan_changes_init (BookgenPlanChanges *self)
{
}

BookgenPlanChanges *
bookgen_plan_changes_new (BookgenBook *book)
{
  BookgenPlanChanges *self = g_object_new (BOOKGEN_TYPE_PLAN_CHANGES, NULL);

  self->book = g_object_ref (book);
  return self;
}
