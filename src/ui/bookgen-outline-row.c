/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-row.h"

#include "bookgen-item-name.h"

#include <glib/gi18n-lib.h>

#define SPACING 8
/* What a level lies further in. */
#define INDENT 20
/* Longer titles are cut on screen only: laying out 10,000 characters in each frame is felt. */
#define TITLE_MAX_CHARS 300
#define ENTRY_MAX_CHARS 10000
/* What a title asks for at least, and what it likes. */
#define TITLE_MIN_CHARS 6
#define TITLE_CHARS 22

struct _BookgenOutlineRow
{
  GtkWidget parent_instance;
  GtkImage *arrow;
  GtkInscription *number;
  GtkInscription *title;
  GtkText *entry; /* nullable: made when the title is typed, as two hundred rows have one that is not */
  GtkImage *mark; /* nullable: made when there is one to show */
  BookgenUnit *unit;          /* nullable */
  BookgenOutline *outline;    /* borrowed while bound */
  BookgenOutlineModel *model; /* borrowed while bound */
  BookgenDesk *desk;          /* borrowed while bound, nullable */
  BookgenMark shown_mark;
  guint shown_number;
  guint shown_digits;
  int shown_depth;
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
set_css_class (GtkWidget *widget, const char *name, gboolean wanted)
{
  if (gtk_widget_has_css_class (widget, name) == wanted)
    return;
  if (wanted)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_title (BookgenOutlineRow *self)
{
  const char *title = bookgen_unit_get_title (self->unit);
  g_autofree char *cut = g_utf8_substring (title, 0, MIN (TITLE_MAX_CHARS, g_utf8_strlen (title, -1)));
  const char *shown = *cut ? cut : name_without_title (self->unit);

  gtk_inscription_set_text (self->title, shown);
  set_css_class (GTK_WIDGET (self->title), "dim-label", *cut == '\0');
  set_css_class (GTK_WIDGET (self), "group", !bookgen_unit_is_written (self->unit));
  bookgen_item_name_set (GTK_WIDGET (self), shown);
}

static void
show_depth (BookgenOutlineRow *self)
{
  int depth = 0;

  for (BookgenUnit *above = bookgen_unit_get_parent (self->unit); above; above = bookgen_unit_get_parent (above))
    depth++;
  if (depth == self->shown_depth)
    return;
  self->shown_depth = depth;
  gtk_widget_set_margin_start (GTK_WIDGET (self->arrow), depth * INDENT);
}

/* An empty part has one too, which says that it is a part. */
static void
show_arrow (BookgenOutlineRow *self)
{
  gboolean leaf = bookgen_unit_is_written (self->unit) && !bookgen_unit_has_children (self->unit);
  gboolean open = bookgen_outline_model_is_open (self->model, self->unit);
  const char *icon = open ? "pan-down-symbolic" : "pan-end-symbolic";

  set_css_class (GTK_WIDGET (self->arrow), "leaf", leaf);
  if (leaf || g_strcmp0 (gtk_image_get_icon_name (self->arrow), icon) == 0)
    return;
  gtk_image_set_from_icon_name (self->arrow, icon);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

/* As wide as the last one, so that the titles stand below each other. */
static guint
count_digits (guint number)
{
  guint digits = 2;

  for (guint rest = number / 100; rest > 0; rest /= 10)
    digits++;
  return digits;
}

static void
show_number (BookgenOutlineRow *self)
{
  guint number = bookgen_outline_get_number (self->outline, self->unit);
  guint digits = count_digits (bookgen_outline_count (self->outline, TRUE));
  char text[16];

  if (digits != self->shown_digits)
    gtk_inscription_set_min_chars (self->number, digits);
  self->shown_digits = digits;
  if (number == self->shown_number)
    return;
  self->shown_number = number;
  g_snprintf (text, sizeof text, "%u", number);
  gtk_widget_set_visible (GTK_WIDGET (self->number), number > 0);
  gtk_inscription_set_text (self->number, text);
}

static gboolean
on_mark_tooltip (BookgenOutlineRow *self, int x, int y, gboolean by_key, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, bookgen_mark_get_word (self->shown_mark));
  return TRUE;
}

/* Its tooltip is found when it is asked for: to set one asks the display where the pointer is, and waits for the answer. */
static GtkImage *
get_mark (BookgenOutlineRow *self)
{
  if (self->mark)
    return self->mark;
  self->mark = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->mark), TRUE);
  g_signal_connect_swapped (self->mark, "query-tooltip", G_CALLBACK (on_mark_tooltip), self);
  gtk_widget_insert_before (GTK_WIDGET (self->mark), GTK_WIDGET (self), NULL);
  return self->mark;
}

static void
show_mark (BookgenOutlineRow *self)
{
  BookgenMark mark = self->desk ? bookgen_desk_get_mark (self->desk, self->unit) : BOOKGEN_MARK_NONE;
  const char *style[] = { bookgen_mark_get_style (mark), NULL };

  /* Ten times a second while a book is written. */
  if (mark == self->shown_mark)
    return;
  self->shown_mark = mark;
  gtk_widget_set_visible (GTK_WIDGET (get_mark (self)), mark != BOOKGEN_MARK_NONE);
  if (mark == BOOKGEN_MARK_NONE)
    return;
  gtk_image_set_from_icon_name (self->mark, bookgen_mark_get_icon_name (mark));
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark), style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, bookgen_mark_get_word (mark),
                                  -1);
}

void
bookgen_outline_row_refresh (BookgenOutlineRow *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_ROW (self));
  if (!self->unit)
    return;
  show_depth (self);
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

static void
hide_entry (BookgenOutlineRow *self)
{
  if (self->entry)
    gtk_widget_set_visible (GTK_WIDGET (self->entry), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->title), TRUE);
}

void
bookgen_outline_row_bind (BookgenOutlineRow *self, BookgenUnit *unit, BookgenOutline *outline, BookgenOutlineModel *model,
                          BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_ROW (self));
  if (self->unit)
    g_signal_handlers_disconnect_by_data (self->unit, self);
  g_clear_object (&self->unit);
  self->outline = outline;
  self->model = model;
  self->desk = desk;
  hide_entry (self);
  if (!unit)
    return;
  self->unit = g_object_ref (unit);
  g_signal_connect (self->unit, "notify", G_CALLBACK (on_unit_notify), self);
  show_title (self);
  show_depth (self);
  show_arrow (self);
}

gboolean
bookgen_outline_row_is_on_arrow (BookgenOutlineRow *self, double x)
{
  GtkWidget *arrow = GTK_WIDGET (self->arrow);
  graphene_rect_t bounds;

  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_ROW (self), FALSE);
  return self->unit && !gtk_widget_has_css_class (arrow, "leaf") && gtk_widget_compute_bounds (arrow, GTK_WIDGET (self), &bounds)
         && x >= bounds.origin.x - SPACING / 2 && x < bounds.origin.x + bounds.size.width + SPACING / 2;
}

/* Renaming */

gboolean
bookgen_outline_row_is_renaming (BookgenOutlineRow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_ROW (self), FALSE);
  return self->entry && gtk_widget_get_visible (GTK_WIDGET (self->entry));
}

GtkWidget *
bookgen_outline_row_get_title_widget (BookgenOutlineRow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_ROW (self), NULL);
  return GTK_WIDGET (bookgen_outline_row_is_renaming (self) ? (gpointer) self->entry : self->title);
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
  if (gtk_widget_has_focus (GTK_WIDGET (self->entry)))
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (self)));
  hide_entry (self);
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

static void
add_controller (GtkText *entry, GtkEventController *controller, const char *signal, GCallback callback, gpointer data)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, signal, callback, data);
  gtk_widget_add_controller (GTK_WIDGET (entry), controller);
}

static void
make_entry (BookgenOutlineRow *self)
{
  self->entry = GTK_TEXT (gtk_text_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->entry), GTK_ALIGN_CENTER);
  gtk_text_set_max_length (self->entry, ENTRY_MAX_CHARS);
  gtk_text_set_placeholder_text (self->entry, _ ("Title"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Title"), -1);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_entry_activate), self);
  add_controller (self->entry, gtk_event_controller_focus_new (), "leave", G_CALLBACK (on_entry_leave), self);
  add_controller (self->entry, gtk_event_controller_key_new (), "key-pressed", G_CALLBACK (on_entry_key), self);
  gtk_widget_insert_after (GTK_WIDGET (self->entry), GTK_WIDGET (self), GTK_WIDGET (self->title));
}

void
bookgen_outline_row_start_rename (BookgenOutlineRow *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_ROW (self));
  if (!self->unit)
    return;
  if (!self->entry)
    make_entry (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), bookgen_unit_get_title (self->unit));
  gtk_widget_set_visible (GTK_WIDGET (self->title), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* Widget */

static void
bookgen_outline_row_dispose (GObject *object)
{
  BookgenOutlineRow *self = BOOKGEN_OUTLINE_ROW (object);
  GtkWidget *child;

  if (self->unit)
    g_signal_handlers_disconnect_by_data (self->unit, self);
  g_clear_object (&self->unit);
  self->ending = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
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
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "outlinerow");
}

static GtkInscription *
add_inscription (BookgenOutlineRow *self)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  gtk_widget_set_valign (inscription, GTK_ALIGN_CENTER);
  gtk_widget_insert_before (inscription, GTK_WIDGET (self), NULL);
  return GTK_INSCRIPTION (inscription);
}

/* By hand: the list makes two hundred rows anew where it is scrolled to another place, and a template would be most of what
 * each of them costs. */
static void
bookgen_outline_row_init (BookgenOutlineRow *self)
{
  float start = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? 1 : 0; /* an inscription does not mirror itself */

  self->arrow = GTK_IMAGE (gtk_image_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->arrow), "arrow");
  gtk_widget_insert_before (GTK_WIDGET (self->arrow), GTK_WIDGET (self), NULL);
  self->number = add_inscription (self);
  gtk_inscription_set_xalign (self->number, 1 - start);
  gtk_widget_set_css_classes (GTK_WIDGET (self->number), (const char *[]){ "dim-label", "numeric", NULL });
  self->title = add_inscription (self);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_inscription_set_xalign (self->title, start);
  gtk_inscription_set_min_chars (self->title, TITLE_MIN_CHARS);
  gtk_inscription_set_nat_chars (self->title, TITLE_CHARS);
  gtk_inscription_set_text_overflow (self->title, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), SPACING);
  self->shown_number = G_MAXUINT;
}

GtkWidget *
bookgen_outline_row_new (void)
{
  return g_object_new (BOOKGEN_TYPE_OUTLINE_ROW, NULL);
}
