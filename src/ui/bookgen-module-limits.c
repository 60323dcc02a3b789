/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-module-limits.h"

struct _BookgenModuleLimits
{
  AdwPreferencesGroup parent_instance;
  GtkSpinButton *modules;
  GtkSpinButton *lessons;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenModuleLimits, bookgen_module_limits, ADW_TYPE_PREFERENCES_GROUP)

gboolean
bookgen_module_limits_apply (BookgenOutline *outline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);

  for (guint i = 0; i < units->len; i++)
    if (bookgen_unit_get_kind (units->pdata[i]) == BOOKGEN_UNIT_MODULE)
      return TRUE;
  return FALSE;
}

void
bookgen_module_limits_show (BookgenModuleLimits *self, const BookgenRunSettings *settings)
{
  /* The first of them tells of a change while the second is still to be set. */
  BookgenRunSettings shown = *settings;

  g_return_if_fail (BOOKGEN_IS_MODULE_LIMITS (self));
  gtk_spin_button_set_value (self->modules, shown.modules_at_once);
  gtk_spin_button_set_value (self->lessons, shown.lessons_at_once);
}

void
bookgen_module_limits_take (BookgenModuleLimits *self, BookgenRunSettings *settings)
{
  g_return_if_fail (BOOKGEN_IS_MODULE_LIMITS (self));
  /* A number that is still being typed counts. */
  gtk_spin_button_update (self->modules);
  gtk_spin_button_update (self->lessons);
  settings->modules_at_once = gtk_spin_button_get_value_as_int (self->modules);
  settings->lessons_at_once = gtk_spin_button_get_value_as_int (self->lessons);
}

static void
on_changed (BookgenModuleLimits *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
bookgen_module_limits_class_init (BookgenModuleLimitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_MODULE_LIMITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-module-limits.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenModuleLimits, modules);
  gtk_widget_class_bind_template_child (widget_class, BookgenModuleLimits, lessons);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
bookgen_module_limits_init (BookgenModuleLimits *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
