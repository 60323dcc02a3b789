/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-view-private.h"

#include "bookgen-bin-window.h"
#include "bookgen-outline-editing.h"

#include <glib/gi18n-lib.h>

/* What the keys and the menu of the outline do, each to all lines that are selected. */

void
bookgen_outline_view_add (BookgenOutlineView *self, gboolean group)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();

  g_ptr_array_add (units, bookgen_outline_add_behind (self->outline, self->cursor, group));
  self->typing_new = TRUE;
  bookgen_outline_view_select_and_focus (self, units, TRUE);
}

static void
on_add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_outline_view_add (BOOKGEN_OUTLINE_VIEW (widget), FALSE);
}

static void
on_add_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_outline_view_add (BOOKGEN_OUTLINE_VIEW (widget), TRUE);
}

static void
on_rename (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);

  self->typing_new = FALSE;
  bookgen_outline_view_focus_soon (self, self->cursor, TRUE);
}

void
bookgen_outline_view_remove_chosen (BookgenOutlineView *self)
{
  g_autoptr (GPtrArray) units = bookgen_outline_view_dup_chosen (self);
  g_autoptr (GPtrArray) next = g_ptr_array_new ();

  if (units->len == 0)
    return;
  if (bookgen_outline_get_neighbour (self->outline, units))
    g_ptr_array_add (next, bookgen_outline_get_neighbour (self->outline, units));
  bookgen_outline_remove_all (self->outline, units);
  bookgen_outline_view_select_and_focus (self, next, FALSE);
  if (next->len == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_outline_view_remove_chosen (BOOKGEN_OUTLINE_VIEW (widget));
}

static gboolean
would_hide_text (BookgenOutlineView *self, BookgenUnit *unit)
{
  guint position;
  GListModel *siblings = bookgen_outline_get_siblings (self->outline, unit, &position);
  g_autoptr (BookgenUnit) above = NULL;

  if (position == G_MAXUINT || position == 0)
    return FALSE;
  above = g_list_model_get_item (siblings, position - 1);
  return bookgen_outline_view_has_text (self, above);
}

static void
on_indent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);
  g_autoptr (GPtrArray) units = bookgen_outline_view_dup_chosen (self);

  if (units->len > 0 && would_hide_text (self, units->pdata[0]))
    bookgen_outline_view_refuse (self, _ ("The chapter above has a text and cannot become a part."));
  else if (bookgen_outline_indent (self->outline, units))
    bookgen_outline_view_select_and_focus (self, units, FALSE);
}

static void
on_outdent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);
  g_autoptr (GPtrArray) units = bookgen_outline_view_dup_chosen (self);

  if (bookgen_outline_outdent (self->outline, units))
    bookgen_outline_view_select_and_focus (self, units, FALSE);
}

static void
shift (BookgenOutlineView *self, int step)
{
  g_autoptr (GPtrArray) units = bookgen_outline_view_dup_chosen (self);

  if (bookgen_outline_shift (self->outline, units, step))
    bookgen_outline_view_select_and_focus (self, units, FALSE);
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

/* What is open or folded already leads further in or out. */

static void
go_to (BookgenOutlineView *self, BookgenUnit *unit)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();

  if (!unit)
    return;
  g_ptr_array_add (units, unit);
  bookgen_outline_view_select_and_focus (self, units, FALSE);
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);
  g_autoptr (BookgenUnit) first = NULL;

  if (!self->cursor || bookgen_outline_view_set_open (self, self->cursor, TRUE))
    return;
  first = g_list_model_get_item (bookgen_unit_get_children (self->cursor), 0);
  if (first && bookgen_outline_model_find (self->model, first) != GTK_INVALID_LIST_POSITION)
    go_to (self, first);
}

static void
on_fold (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);

  if (self->cursor && !bookgen_outline_view_set_open (self, self->cursor, FALSE))
    go_to (self, bookgen_unit_get_parent (self->cursor));
}

static void
on_cut (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);

  bookgen_outline_clipboard_copy (self->clipboard, self, TRUE);
  bookgen_outline_view_remove_chosen (self);
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);

  bookgen_outline_clipboard_copy (self->clipboard, self, FALSE);
}

static void
on_paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);

  bookgen_outline_clipboard_paste (self->clipboard, self);
}

static void
on_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bookgen_outline_view_search (BOOKGEN_OUTLINE_VIEW (widget));
}

static void
on_restored (BookgenBinWindow *window, BookgenUnit *unit, BookgenOutlineView *self)
{
  bookgen_outline_view_select (self, unit);
  bookgen_outline_view_focus_soon (self, unit, FALSE);
}

static void
on_bin (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);
  BookgenBinWindow *window;

  if (!self->desk)
    return;
  window = bookgen_bin_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), bookgen_desk_get_book (self->desk));
  g_signal_connect_object (window, "restored", G_CALLBACK (on_restored), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

/* Keys. While a title is typed only those that do not belong to a text field; of an outline that is only shown those that
 * change nothing. */

typedef enum { WHILE_RENAMING = 1 << 0, READ_ONLY = 1 << 1 } KeyFlags;

static const struct
{
  guint keyval;
  GdkModifierType modifiers;
  const char *action;
  KeyFlags flags;
} keys[] = {
  { GDK_KEY_Return, 0, "outline.add", 0 },
  { GDK_KEY_KP_Enter, 0, "outline.add", 0 },
  { GDK_KEY_F2, 0, "outline.rename", 0 },
  { GDK_KEY_Delete, 0, "outline.delete", 0 },
  { GDK_KEY_KP_Delete, 0, "outline.delete", 0 },
  { GDK_KEY_x, GDK_CONTROL_MASK, "outline.cut", 0 },
  { GDK_KEY_c, GDK_CONTROL_MASK, "outline.copy", READ_ONLY },
  { GDK_KEY_v, GDK_CONTROL_MASK, "outline.paste", 0 },
  { GDK_KEY_f, GDK_CONTROL_MASK, "outline.search", READ_ONLY },
  { GDK_KEY_Right, 0, "outline.open", READ_ONLY },
  { GDK_KEY_Left, 0, "outline.fold", READ_ONLY },
  { GDK_KEY_Tab, 0, "outline.indent", WHILE_RENAMING },
  { GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, "outline.outdent", WHILE_RENAMING },
  { GDK_KEY_Tab, GDK_SHIFT_MASK, "outline.outdent", WHILE_RENAMING },
  { GDK_KEY_Up, GDK_ALT_MASK, "outline.up", WHILE_RENAMING },
  { GDK_KEY_Down, GDK_ALT_MASK, "outline.down", WHILE_RENAMING },
  { GDK_KEY_Right, GDK_ALT_MASK, "outline.indent", WHILE_RENAMING },
  { GDK_KEY_Left, GDK_ALT_MASK, "outline.outdent", WHILE_RENAMING },
};

/* Where the focus is on a button below the tree, Enter and Tab are its own. */
static gboolean
is_taken (BookgenOutlineView *self, guint key)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean typing = focus && GTK_IS_TEXT (focus);
  gboolean in_list = focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));

  if (!self->editable && !(keys[key].flags & READ_ONLY))
    return FALSE;
  if (typing)
    return in_list && keys[key].flags & WHILE_RENAMING;
  return in_list || keys[key].modifiers & GDK_CONTROL_MASK;
}

/* Further in is where the lines go. */
static guint
mirror (BookgenOutlineView *self, guint keyval)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) != GTK_TEXT_DIR_RTL)
    return keyval;
  return keyval == GDK_KEY_Left ? GDK_KEY_Right : keyval == GDK_KEY_Right ? GDK_KEY_Left : keyval;
}

gboolean
bookgen_outline_view_take_key (BookgenOutlineView *self, guint keyval, GdkModifierType modifiers)
{
  guint lower = mirror (self, gdk_keyval_to_lower (keyval));

  if (self->model)
    bookgen_outline_model_update (self->model);
  for (guint i = 0; self->outline && i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == lower && keys[i].modifiers == modifiers && is_taken (self, i))
      {
        gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* A menu has no item that does nothing: these want a line. */
void
bookgen_outline_view_enable_commands (BookgenOutlineView *self)
{
  const char *const commands[] = { "outline.rename", "outline.delete", "outline.indent", "outline.outdent", "outline.up",
                                   "outline.down",   "outline.cut",    "outline.copy" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), commands[i], self->cursor != NULL);
}

void
bookgen_outline_view_install_commands (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GtkWidgetActionActivateFunc activate; } commands[] = {
    { "outline.add", on_add }, { "outline.add-group", on_add_group }, { "outline.rename", on_rename },
    { "outline.delete", on_delete }, { "outline.indent", on_indent }, { "outline.outdent", on_outdent },
    { "outline.open", on_open }, { "outline.fold", on_fold }, { "outline.up", on_up }, { "outline.down", on_down }, { "outline.cut", on_cut },
    { "outline.bin", on_bin }, { "outline.copy", on_copy }, { "outline.paste", on_paste }, { "outline.search", on_search },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_class_install_action (widget_class, commands[i].name, NULL, commands[i].activate);
}
