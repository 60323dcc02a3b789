/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-view.h"

#include "bookgen-outline-editing.h"
#include "bookgen-outline-row.h"

#include <glib/gi18n-lib.h>

struct _BookgenOutlineView
{
  GtkWidget parent_instance;
  GtkListView *list;
  GtkWidget *bar;
  GtkSingleSelection *selection; /* nullable; its model is the tree */
  BookgenOutline *outline;       /* nullable */
  BookgenDesk *desk;             /* nullable */
  GHashTable *rows;              /* BookgenUnit -> BookgenOutlineRow, those on screen; borrowed */
  BookgenUnit *focus_soon;       /* owned, nullable: gets the focus when its row is there */
  BookgenUnit *changed;          /* owned, nullable: what the command under way has touched last */
  guint focus_source;
  guint click_source;
  gboolean rename_soon;
  gboolean typing_new; /* the unit being named was just added with Enter */
  gboolean editable;
};

typedef enum { PROP_SELECTED = 1 } BookgenOutlineViewProperty;
static GParamSpec *properties[PROP_SELECTED + 1];
enum { ACTIVATED, REFUSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenOutlineView, bookgen_outline_view, GTK_TYPE_WIDGET)

/* The tree */

/* Chapters give their (empty) model too: one that becomes a part later shows what is put below it. */
static GListModel *
get_children (gpointer item, gpointer user_data)
{
  return g_object_ref (bookgen_unit_get_children (item));
}

static GtkTreeListModel *
get_tree (BookgenOutlineView *self)
{
  return GTK_TREE_LIST_MODEL (gtk_single_selection_get_model (self->selection));
}

BookgenUnit *
bookgen_outline_view_get_selected (BookgenOutlineView *self)
{
  GtkTreeListRow *row;
  g_autoptr (BookgenUnit) unit = NULL;

  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self), NULL);
  row = self->selection ? gtk_single_selection_get_selected_item (self->selection) : NULL;
  unit = row ? gtk_tree_list_row_get_item (row) : NULL;
  return unit;
}

/* From the top down, opening what is closed; NULL when UNIT is not in the tree. New reference. */
static GtkTreeListRow *
find_row (BookgenOutlineView *self, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  g_autoptr (GtkTreeListRow) above = NULL;
  guint position;

  bookgen_outline_get_siblings (self->outline, unit, &position);
  if (position == G_MAXUINT)
    return NULL;
  if (!parent)
    return gtk_tree_list_model_get_child_row (get_tree (self), position);
  above = find_row (self, parent);
  if (!above)
    return NULL;
  gtk_tree_list_row_set_expanded (above, TRUE);
  return gtk_tree_list_row_get_child_row (above, position);
}

void
bookgen_outline_view_select (BookgenOutlineView *self, BookgenUnit *unit)
{
  g_autoptr (GtkTreeListRow) row = NULL;
  guint position;

  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  if (!self->selection)
    return;
  row = unit ? find_row (self, unit) : NULL;
  position = row ? gtk_tree_list_row_get_position (row) : GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (self->selection, position);
  if (row)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* Focus follows what was moved or added, as soon as the list has made its row. */

static gboolean
on_focus_soon (gpointer user_data)
{
  BookgenOutlineView *self = user_data;
  BookgenOutlineRow *row = g_hash_table_lookup (self->rows, self->focus_soon);

  self->focus_source = 0;
  if (row && self->rename_soon)
    bookgen_outline_row_start_rename (row);
  else if (row)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  self->rename_soon = FALSE;
  g_clear_object (&self->focus_soon);
  return G_SOURCE_REMOVE;
}

static void
focus_soon (BookgenOutlineView *self, BookgenUnit *unit, gboolean rename)
{
  g_clear_handle_id (&self->focus_source, g_source_remove);
  if (!unit)
    return;
  g_set_object (&self->focus_soon, unit);
  self->rename_soon = rename;
  /* After the frame in which the new row is allocated. */
  self->focus_source = g_timeout_add (30, on_focus_soon, self);
}

static void
select_and_focus (BookgenOutlineView *self, BookgenUnit *unit, gboolean rename)
{
  bookgen_outline_view_select (self, unit);
  focus_soon (self, unit, rename);
}

/* Commands */

static void
refuse (BookgenOutlineView *self, const char *sentence)
{
  g_signal_emit (self, signals[REFUSED], 0, sentence);
}

static void
add (BookgenOutlineView *self, gboolean group)
{
  BookgenUnit *unit = bookgen_outline_add_behind (self->outline, bookgen_outline_view_get_selected (self), group);

  self->typing_new = TRUE;
  select_and_focus (self, unit, TRUE);
}

static void
on_add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  add (BOOKGEN_OUTLINE_VIEW (widget), FALSE);
}

static void
on_add_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  add (BOOKGEN_OUTLINE_VIEW (widget), TRUE);
}

static void
on_rename (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);

  self->typing_new = FALSE;
  focus_soon (self, bookgen_outline_view_get_selected (self), TRUE);
}

static void
on_delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);
  BookgenUnit *unit = bookgen_outline_view_get_selected (self);
  BookgenUnit *next = unit ? bookgen_outline_get_neighbour (self->outline, unit) : NULL;

  if (!unit)
    return;
  bookgen_outline_remove (self->outline, unit);
  select_and_focus (self, next, FALSE);
}

/* A part has no text of its own: a chapter that has one would hide it by becoming a part. */
static gboolean
would_hide_text (BookgenOutlineView *self, BookgenUnit *unit)
{
  guint position;
  GListModel *siblings = bookgen_outline_get_siblings (self->outline, unit, &position);
  g_autoptr (BookgenUnit) above = NULL;

  if (!self->desk || position == G_MAXUINT || position == 0)
    return FALSE;
  above = g_list_model_get_item (siblings, position - 1);
  return bookgen_unit_is_written (above)
         && bookgen_book_get_current (bookgen_desk_get_book (self->desk), bookgen_unit_get_id (above)) != NULL;
}

static void
on_indent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);
  BookgenUnit *unit = bookgen_outline_view_get_selected (self);

  if (!unit)
    return;
  if (would_hide_text (self, unit))
    refuse (self, _ ("The chapter above has a text and cannot become a part."));
  else if (bookgen_outline_indent (self->outline, unit))
    select_and_focus (self, unit, FALSE);
}

static void
on_outdent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);
  BookgenUnit *unit = bookgen_outline_view_get_selected (self);

  if (unit && bookgen_outline_outdent (self->outline, unit))
    select_and_focus (self, unit, FALSE);
}

static void
shift (BookgenOutlineView *self, int step)
{
  BookgenUnit *unit = bookgen_outline_view_get_selected (self);

  if (unit && bookgen_outline_shift (self->outline, unit, step))
    select_and_focus (self, unit, FALSE);
}

static void
on_up (GtkWidget *widget, const char *action, GVariant *parameter)
{
  shift (BOOKGEN_OUTLINE_VIEW (widget), -1);
}

static void
on_down (GtkWidget *widget, const char *action, GVariant *parameter)
{
  shift (BOOKGEN_OUTLINE_VIEW (widget), 1);
}

static void
on_outline_changed (BookgenOutline *outline, BookgenUnit *unit, BookgenOutlineChange what, BookgenOutlineView *self)
{
  if (what != BOOKGEN_OUTLINE_REMOVED)
    g_set_object (&self->changed, unit);
}

static void
step_through_changes (BookgenOutlineView *self, void (*step) (BookgenOutline *))
{
  if (!self->outline || !self->editable)
    return;
  g_clear_object (&self->changed);
  step (self->outline);
  if (self->changed)
    select_and_focus (self, self->changed, FALSE);
}

void
bookgen_outline_view_undo (BookgenOutlineView *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  step_through_changes (self, bookgen_outline_undo);
}

void
bookgen_outline_view_redo (BookgenOutlineView *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  step_through_changes (self, bookgen_outline_redo);
}

/* Keys. They are taken before the list sees them, which uses Enter and Tab itself; while a title is typed only those that
 * do not belong to a text field. */

static const struct
{
  guint keyval;
  GdkModifierType modifiers;
  const char *action;
  gboolean while_renaming;
} keys[] = {
  { GDK_KEY_Return, 0, "outline.add", FALSE },
  { GDK_KEY_KP_Enter, 0, "outline.add", FALSE },
  { GDK_KEY_F2, 0, "outline.rename", FALSE },
  { GDK_KEY_Delete, 0, "outline.delete", FALSE },
  { GDK_KEY_Tab, 0, "outline.indent", TRUE },
  { GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, "outline.outdent", TRUE },
  { GDK_KEY_Tab, GDK_SHIFT_MASK, "outline.outdent", TRUE },
  { GDK_KEY_Up, GDK_ALT_MASK, "outline.up", TRUE },
  { GDK_KEY_Down, GDK_ALT_MASK, "outline.down", TRUE },
  { GDK_KEY_Right, GDK_ALT_MASK, "outline.indent", TRUE },
  { GDK_KEY_Left, GDK_ALT_MASK, "outline.outdent", TRUE },
};

static gboolean
is_renaming (BookgenOutlineView *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus && GTK_IS_TEXT (focus);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, BookgenOutlineView *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (!self->editable)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == keyval && keys[i].modifiers == modifiers && (keys[i].while_renaming || !is_renaming (self)))
      {
        gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* Rows */

static void
on_renamed (BookgenOutlineRow *row, const char *title, BookgenOutlineView *self)
{
  g_autofree char *stripped = g_strstrip (g_strdup (title));

  bookgen_outline_edit_string (self->outline, bookgen_outline_row_get_unit (row), "title", stripped);
  bookgen_outline_end_edit (self->outline);
}

/* Enter behind a new title goes on with the next one; a new line that stays empty is none. */
static void
on_rename_ended (BookgenOutlineRow *row, gboolean by_enter, BookgenOutlineView *self)
{
  BookgenUnit *unit = bookgen_outline_row_get_unit (row);
  gboolean was_new = self->typing_new;
  gboolean empty = *bookgen_unit_get_title (unit) == '\0';

  self->typing_new = FALSE;
  if (was_new && empty)
    on_delete (GTK_WIDGET (self), NULL, NULL);
  else if (was_new && by_enter && bookgen_unit_is_written (unit))
    add (self, FALSE);
  else if (by_enter)
    focus_soon (self, unit, FALSE);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenOutlineView *self)
{
  GtkWidget *row = bookgen_outline_row_new ();

  g_signal_connect_object (row, "renamed", G_CALLBACK (on_renamed), self, 0);
  g_signal_connect_object (row, "rename-ended", G_CALLBACK (on_rename_ended), self, 0);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenOutlineView *self)
{
  BookgenOutlineRow *row = BOOKGEN_OUTLINE_ROW (gtk_list_item_get_child (item));

  bookgen_outline_row_bind (row, gtk_list_item_get_item (item), self->outline, self->desk);
  g_hash_table_insert (self->rows, bookgen_outline_row_get_unit (row), row);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenOutlineView *self)
{
  BookgenOutlineRow *row = BOOKGEN_OUTLINE_ROW (gtk_list_item_get_child (item));

  if (g_hash_table_lookup (self->rows, bookgen_outline_row_get_unit (row)) == row)
    g_hash_table_remove (self->rows, bookgen_outline_row_get_unit (row));
  bookgen_outline_row_bind (row, NULL, NULL, NULL);
}

static void
on_moved (BookgenOutlineView *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    bookgen_outline_row_refresh (row);
}

static void
on_activate (GtkListView *list, guint position, BookgenOutlineView *self)
{
  if (self->editable)
    on_rename (GTK_WIDGET (self), NULL, NULL);
}

static gboolean
on_clicked (gpointer user_data)
{
  BookgenOutlineView *self = user_data;
  BookgenUnit *unit = bookgen_outline_view_get_selected (self);

  self->click_source = 0;
  if (unit)
    g_signal_emit (self, signals[ACTIVATED], 0, unit);
  return G_SOURCE_REMOVE;
}

/* The list selects behind this, and a second click renames. */
static void
on_click (GtkGestureClick *gesture, int n_press, double x, double y, BookgenOutlineView *self)
{
  g_clear_handle_id (&self->click_source, g_source_remove);
  if (n_press == 1)
    self->click_source = g_idle_add (on_clicked, self);
}

static void
on_selected (BookgenOutlineView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/* Model */

static void
let_go (BookgenOutlineView *self)
{
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_handle_id (&self->click_source, g_source_remove);
  g_clear_object (&self->focus_soon);
  g_clear_object (&self->changed);
  if (self->outline)
    g_signal_handlers_disconnect_by_data (self->outline, self);
  if (self->desk)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->outline);
  g_clear_object (&self->desk);
}

static void
show_tree (BookgenOutlineView *self)
{
  GtkTreeListModel *tree = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->outline)), FALSE, TRUE, get_children,
                                                    NULL, NULL);

  self->selection = gtk_single_selection_new (G_LIST_MODEL (tree));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

void
bookgen_outline_view_set_outline (BookgenOutlineView *self, BookgenOutline *outline, BookgenDesk *desk, gboolean editable)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  let_go (self);
  self->editable = editable;
  gtk_widget_set_visible (self->bar, editable);
  if (!outline)
    return;
  self->outline = g_object_ref (outline);
  self->desk = desk ? g_object_ref (desk) : NULL;
  g_signal_connect (outline, "changed", G_CALLBACK (on_outline_changed), self);
  if (desk)
    g_signal_connect_swapped (desk, "moved", G_CALLBACK (on_moved), self);
  show_tree (self);
  on_selected (self);
}

/* Widget */

static void
bookgen_outline_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((BookgenOutlineViewProperty) id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, bookgen_outline_view_get_selected (BOOKGEN_OUTLINE_VIEW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_outline_view_dispose (GObject *object)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (object);
  GtkWidget *child;

  let_go (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (bookgen_outline_view_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "outline.add", NULL, on_add);
  gtk_widget_class_install_action (widget_class, "outline.add-group", NULL, on_add_group);
  gtk_widget_class_install_action (widget_class, "outline.rename", NULL, on_rename);
  gtk_widget_class_install_action (widget_class, "outline.delete", NULL, on_delete);
  gtk_widget_class_install_action (widget_class, "outline.indent", NULL, on_indent);
  gtk_widget_class_install_action (widget_class, "outline.outdent", NULL, on_outdent);
  gtk_widget_class_install_action (widget_class, "outline.up", NULL, on_up);
  gtk_widget_class_install_action (widget_class, "outline.down", NULL, on_down);
}

static void
bookgen_outline_view_class_init (BookgenOutlineViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bookgen_outline_view_get_property;
  object_class->dispose = bookgen_outline_view_dispose;
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, BOOKGEN_TYPE_UNIT,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[ACTIVATED] = g_signal_new ("activated", BOOKGEN_TYPE_OUTLINE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, BOOKGEN_TYPE_UNIT);
  signals[REFUSED] = g_signal_new ("refused", BOOKGEN_TYPE_OUTLINE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "outlineview");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-outline-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, list);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, bar);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_click);
}

static void
bookgen_outline_view_init (BookgenOutlineView *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
