/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-row.h"

#include <glib/gi18n-lib.h>

/* Longer titles are cut on screen only: laying out 10,000 characters in each frame is felt. */
#define TITLE_MAX_CHARS 300

struct _BookgenOutlineRow
{
  GtkWidget parent_instance;
  GtkTreeExpander *expander;
  GtkLabel *number;
  GtkStack *stack;
  GtkInscription *title;
  GtkText *entry;
  GtkImage *mark;
  BookgenUnit *unit;       /* nullable */
  BookgenOutline *outline; /* borrowed while bound */
  BookgenDesk *desk;       /* borrowed while bound, nullable */
  BookgenMark shown_mark;
  gboolean ending;
};

enum { RENAMED, RENAME_ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenOutlineRow, bookgen_outline_row, GTK_TYPE_WIDGET)

BookgenUnit *
bookgen_outline_row_get_unit (BookgenOutlineRow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_ROW (self), NULL);
  return self->unit;
}

static const char *
name_without_title (BookgenUnit *unit)
{
  return bookgen_unit_is_written (unit) ? _ ("Chapter without a title") : _ ("Part without a title");
}

static void
show_title (BookgenOutlineRow *self)
{
  const char *title = bookgen_unit_get_title (self->unit);
  g_autofree char *shown = g_utf8_substring (title, 0, MIN (TITLE_MAX_CHARS, g_utf8_strlen (title, -1)));
  gboolean group = !bookgen_unit_is_written (self->unit);

  gtk_inscription_set_text (self->title, *shown ? shown : name_without_title (self->unit));
  if (*shown)
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  if (group)
    gtk_widget_add_css_class (GTK_WIDGET (self), "group");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "group");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  *shown ? shown : name_without_title (self->unit), -1);
}

/* Every line could have others below it, so the tree gives every line an arrow; one that opens nothing is not shown. */
static void
show_arrow (BookgenOutlineRow *self)
{
  gboolean leaf = bookgen_unit_is_written (self->unit)
                  && g_list_model_get_n_items (bookgen_unit_get_children (self->unit)) == 0;

  if (leaf)
    gtk_widget_add_css_class (GTK_WIDGET (self->expander), "leaf");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->expander), "leaf");
}

static void
show_number (BookgenOutlineRow *self)
{
  guint number = bookgen_outline_get_number (self->outline, self->unit);
  g_autofree char *text = g_strdup_printf ("%u", number);

  if (g_str_equal (gtk_label_get_label (self->number), text))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->number), number > 0);
  gtk_label_set_label (self->number, text);
}

static void
show_mark (BookgenOutlineRow *self)
{
  BookgenMark mark = self->desk ? bookgen_desk_get_mark (self->desk, self->unit) : BOOKGEN_MARK_NONE;
  const char *style[] = { bookgen_mark_get_style (mark), NULL };
  gboolean any = mark != BOOKGEN_MARK_NONE;

  /* Ten times a second while a book is written; setting a tooltip alone asks the display where the pointer is. */
  if (mark == self->shown_mark)
    return;
  self->shown_mark = mark;
  gtk_widget_set_visible (GTK_WIDGET (self->mark), any);
  if (!any)
    return;
  gtk_image_set_from_icon_name (self->mark, bookgen_mark_get_icon_name (mark));
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark), style);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->mark), bookgen_mark_get_word (mark));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, bookgen_mark_get_word (mark),
                                  -1);
}

void
bookgen_outline_row_refresh (BookgenOutlineRow *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_ROW (self));
  if (!self->unit)
    return;
  show_arrow (self);
  show_number (self);
  show_mark (self);
}

static void
on_unit_notify (BookgenUnit *unit, GParamSpec *pspec, BookgenOutlineRow *self)
{
  show_title (self);
  show_arrow (self);
  show_mark (self);
}

void
bookgen_outline_row_bind (BookgenOutlineRow *self, GtkTreeListRow *row, BookgenOutline *outline, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_ROW (self));
  if (self->unit)
    g_signal_handlers_disconnect_by_data (self->unit, self);
  g_clear_object (&self->unit);
  self->outline = outline;
  self->desk = desk;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->title));
  /* The arrow keeps the row it had until it gets another one: with none it would take itself apart and be made anew, which
   * is most of what showing another line costs. */
  if (!row)
    return;
  gtk_tree_expander_set_list_row (self->expander, row);
  self->unit = gtk_tree_list_row_get_item (row);
  g_signal_connect (self->unit, "notify", G_CALLBACK (on_unit_notify), self);
  show_title (self);
  show_arrow (self);
}

/* Renaming */

gboolean
bookgen_outline_row_is_renaming (BookgenOutlineRow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_ROW (self), FALSE);
  return gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->entry);
}

gboolean
bookgen_outline_row_is_expanded (BookgenOutlineRow *self)
{
  GtkTreeListRow *row;

  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_ROW (self), FALSE);
  row = gtk_tree_expander_get_list_row (self->expander);
  return row && gtk_tree_list_row_get_expanded (row);
}

GtkWidget *
bookgen_outline_row_get_title_widget (BookgenOutlineRow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_ROW (self), NULL);
  return GTK_WIDGET (self->stack);
}

/* Leaving the field takes the focus away, which would end it a second time. */
static void
end_rename (BookgenOutlineRow *self, gboolean keep, gboolean by_enter)
{
  if (self->ending || !bookgen_outline_row_is_renaming (self))
    return;
  self->ending = TRUE;
  if (keep)
    g_signal_emit (self, signals[RENAMED], 0, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->title));
  self->ending = FALSE;
  g_signal_emit (self, signals[RENAME_ENDED], 0, by_enter);
}

static void
on_entry_activate (GtkText *entry, BookgenOutlineRow *self)
{
  end_rename (self, TRUE, TRUE);
}

static void
on_entry_leave (GtkEventControllerFocus *focus, BookgenOutlineRow *self)
{
  end_rename (self, TRUE, FALSE);
}

static gboolean
on_entry_key (GtkEventControllerKey *key, guint keyval, guint keycode, GdkModifierType state, BookgenOutlineRow *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_rename (self, FALSE, FALSE);
  return GDK_EVENT_STOP;
}

void
bookgen_outline_row_start_rename (BookgenOutlineRow *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_ROW (self));
  if (!self->unit)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), bookgen_unit_get_title (self->unit));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->entry));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* Widget */

static void
bookgen_outline_row_dispose (GObject *object)
{
  BookgenOutlineRow *self = BOOKGEN_OUTLINE_ROW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (self->unit)
    g_signal_handlers_disconnect_by_data (self->unit, self);
  g_clear_object (&self->unit);
  self->ending = TRUE;
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_outline_row_parent_class)->dispose (object);
}

static void
bookgen_outline_row_class_init (BookgenOutlineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_outline_row_dispose;
  signals[RENAMED] = g_signal_new ("renamed", BOOKGEN_TYPE_OUTLINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
  signals[RENAME_ENDED] = g_signal_new ("rename-ended", BOOKGEN_TYPE_OUTLINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "outlinerow");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-outline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineRow, expander);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineRow, number);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineRow, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineRow, title);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineRow, entry);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineRow, mark);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
}

static void
bookgen_outline_row_init (BookgenOutlineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bookgen_outline_row_new (void)
{
  return g_object_new (BOOKGEN_TYPE_OUTLINE_ROW, NULL);
}
