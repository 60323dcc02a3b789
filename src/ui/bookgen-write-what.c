/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-what.h"

#include "bookgen-feasible.h"
#include "bookgen-material-part.h"

#include <glib/gi18n-lib.h>

typedef enum { SELECTION_MISSING, SELECTION_STOPPED, SELECTION_ALL } Selection;

struct _BookgenWriteWhat
{
  AdwPreferencesGroup parent_instance;
  AdwComboRow *chapters_row;
  AdwComboRow *content_row;
  AdwActionRow *pictures_row;
  GtkSwitch *pictures;
  GtkSwitch *pictures_first;
  AdwActionRow *narration_row;
  GtkSwitch *narration;
  GtkWidget *plan_row;
  GtkSwitch *plan;
  BookgenDesk *desk;         /* owned; NULL before it is shown */
  BookgenPipeline *pipeline; /* nullable */
  GArray *selections;        /* Selection, as in the row */
  gboolean plans;            /* the book is written from a plan, and has none yet */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenWriteWhat, bookgen_write_what, ADW_TYPE_PREFERENCES_GROUP)

/* Which chapters */

static void
add_selection (BookgenWriteWhat *self, GtkStringList *names, Selection selection, char *name)
{
  gtk_string_list_take (names, name);
  g_array_append_val (self->selections, selection);
}

static void
show_selections (BookgenWriteWhat *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  BookgenDeskCount count;

  bookgen_desk_count (self->desk, &count);
  if (count.missing == count.units)
    add_selection (self, names, SELECTION_MISSING, g_strdup_printf (_ ("All %u"), count.units));
  else
    add_selection (self, names, SELECTION_MISSING, g_strdup_printf (_ ("Only what is missing (%u)"), count.missing));
  if (count.stopped > 0 && count.stopped < count.missing)
    add_selection (self, names, SELECTION_STOPPED, g_strdup_printf (_ ("Only what stopped (%u)"), count.stopped));
  if (count.missing < count.units)
    add_selection (self, names, SELECTION_ALL, g_strdup_printf (_ ("All %u; what is written stays"), count.units));
  adw_combo_row_set_model (self->chapters_row, G_LIST_MODEL (names));
}

static GStrv
dup_units (BookgenWriteWhat *self)
{
  switch (g_array_index (self->selections, Selection, adw_combo_row_get_selected (self->chapters_row)))
    {
    case SELECTION_STOPPED:
      return bookgen_desk_dup_stopped (self->desk);
    case SELECTION_ALL:
      return NULL;
    case SELECTION_MISSING:
    default:
      return bookgen_desk_dup_missing (self->desk);
    }
}

/* What each gets */

static gboolean
offers (BookgenWriteWhat *self, BookgenOn on)
{
  return self->pipeline && bookgen_pipeline_offers (self->pipeline, on);
}

/* With the reason where who writes cannot do it. The rehearsal does everything. */
static void
show_switch (BookgenWriteWhat *self, BookgenOn on, AdwActionRow *row, GtkSwitch *widget, const char *what,
             BookgenEndpoint *endpoint)
{
  g_autoptr (BookgenRunSettings) trial = bookgen_run_settings_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *subtitle = NULL;

  if (!offers (self, on))
    return;
  trial->pictures = on == BOOKGEN_ON_PICTURES;
  trial->narration = on == BOOKGEN_ON_NARRATION;
  gtk_widget_set_sensitive (GTK_WIDGET (row), !endpoint || bookgen_feasible (self->pipeline, trial, endpoint, &error));
  if (error)
    gtk_switch_set_active (widget, FALSE);
  subtitle = g_markup_escape_text (error ? error->message : what, -1);
  adw_action_row_set_subtitle (row, subtitle);
}

/* Where not all of it goes into a request, that is said before. */
static void
show_material (BookgenWriteWhat *self, BookgenEndpoint *endpoint)
{
  gint64 context = endpoint ? bookgen_client_get_context_tokens (bookgen_desk_get_client (self->desk), endpoint) : 0;
  gint64 most = bookgen_material_part_get_limit (endpoint, context);
  g_autofree char *warnings = bookgen_material_part_dup_warnings (bookgen_desk_get_book (self->desk), most);
  g_autofree char *escaped = warnings ? g_markup_escape_text (warnings, -1) : NULL;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
}

void
bookgen_write_what_show_endpoint (BookgenWriteWhat *self, BookgenEndpoint *endpoint)
{
  g_return_if_fail (BOOKGEN_IS_WRITE_WHAT (self));
  show_switch (self, BOOKGEN_ON_PICTURES, self->pictures_row, self->pictures, _ ("Planned for each chapter, then drawn"),
               endpoint);
  show_switch (self, BOOKGEN_ON_NARRATION, self->narration_row, self->narration, _ ("Each chapter read aloud, in order"),
               endpoint);
  gtk_widget_set_visible (self->plan_row, self->plans && endpoint);
  if (self->desk)
    show_material (self, endpoint);
}

void
bookgen_write_what_show (BookgenWriteWhat *self, BookgenDesk *desk, const BookgenRunSettings *settings,
                         BookgenPipeline *pipeline)
{
  g_return_if_fail (BOOKGEN_IS_WRITE_WHAT (self));
  self->pipeline = pipeline ? bookgen_pipeline_ref (pipeline) : NULL;
  self->plans = settings->context && !bookgen_desk_get_plan (desk);
  gtk_switch_set_active (self->pictures, settings->pictures);
  gtk_switch_set_active (self->narration, settings->narration);
  adw_combo_row_set_selected (self->content_row, settings->content);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures_row), offers (self, BOOKGEN_ON_PICTURES));
  gtk_widget_set_visible (GTK_WIDGET (self->narration_row), offers (self, BOOKGEN_ON_NARRATION));
  gtk_widget_set_visible (GTK_WIDGET (self->content_row), offers (self, BOOKGEN_ON_LABS));
  self->desk = g_object_ref (desk);
  show_selections (self);
}

gboolean
bookgen_write_what_wants_labs (BookgenWriteWhat *self)
{
  g_return_val_if_fail (BOOKGEN_IS_WRITE_WHAT (self), FALSE);
  return offers (self, BOOKGEN_ON_LABS) && adw_combo_row_get_selected (self->content_row) != BOOKGEN_CONTENT_THEORY;
}

void
bookgen_write_what_take (BookgenWriteWhat *self, BookgenRunSettings *settings)
{
  g_return_if_fail (BOOKGEN_IS_WRITE_WHAT (self));
  settings->content = adw_combo_row_get_selected (self->content_row);
  settings->pictures = gtk_switch_get_active (self->pictures);
  settings->stop_after_lists = gtk_switch_get_active (self->pictures_first);
  settings->narration = gtk_switch_get_active (self->narration);
  settings->stop_after_plan = gtk_widget_get_visible (self->plan_row) && gtk_switch_get_active (self->plan);
  settings->plan_only = FALSE;
  g_strfreev (settings->units);
  settings->units = dup_units (self);
}

/* Widget */

static void
on_changed (BookgenWriteWhat *self)
{
  if (self->desk)
    g_signal_emit (self, changed_signal, 0);
}

static void
bookgen_write_what_dispose (GObject *object)
{
  BookgenWriteWhat *self = BOOKGEN_WRITE_WHAT (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
  g_clear_pointer (&self->selections, g_array_unref);
  G_OBJECT_CLASS (bookgen_write_what_parent_class)->dispose (object);
}

static void
bookgen_write_what_class_init (BookgenWriteWhatClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_write_what_dispose;
  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_WRITE_WHAT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-write-what.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, chapters_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, content_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, pictures_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, pictures);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, pictures_first);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, narration_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, narration);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, plan_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWhat, plan);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
bookgen_write_what_init (BookgenWriteWhat *self)
{
  self->selections = g_array_new (FALSE, FALSE, sizeof (Selection));
  gtk_widget_init_template (GTK_WIDGET (self));
}
