/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-text-insets.h"

#include <adwaita.h>

/* Between them, and between them and the text. */
#define GAP 12
#define LEAST_WIDTH 200
#define MOST_WIDTH 520

/* A widget and where it stands. */
typedef struct {
  GtkWidget *child; /* borrowed from its holder */
  AdwBin *holder;   /* borrowed from the view */
  guint line;       /* behind this one, from 1; 0: before the first */
  int height;
} Inset;

struct _BookgenTextInsets
{
  GObject parent_instance;
  GtkTextView *view;       /* weak */
  GArray *insets;          /* Inset */
  GPtrArray *free_holders; /* AdwBin: what was laid over a text view once cannot be taken away from it */
  guint room_source, move_source;
};

G_DEFINE_FINAL_TYPE (BookgenTextInsets, bookgen_text_insets, G_TYPE_OBJECT)

static GtkTextBuffer *
get_buffer (BookgenTextInsets *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static Inset *
get_inset (BookgenTextInsets *self, guint i)
{
  return &g_array_index (self->insets, Inset, i);
}

/* Room */

static int
get_width (BookgenTextInsets *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->view)) - gtk_text_view_get_left_margin (self->view)
              - gtk_text_view_get_right_margin (self->view);

  return CLAMP (width, LEAST_WIDTH, MOST_WIDTH);
}

static void
measure (BookgenTextInsets *self, Inset *inset)
{
  int width = get_width (self);

  gtk_widget_set_size_request (inset->child, width, -1);
  gtk_widget_measure (inset->child, GTK_ORIENTATION_VERTICAL, width, NULL, &inset->height, NULL, NULL);
  inset->height += GAP;
}

/* What stands behind LINE, or with LINE 0 before the text. */
static int
count_room (BookgenTextInsets *self, guint line)
{
  int room = 0;

  for (guint i = 0; i < self->insets->len; i++)
    if (get_inset (self, i)->line == line)
      room += get_inset (self, i)->height;
  return room;
}

/* One tag for each height: tags are shared by all lines of the buffer that have it. */
static void
apply_room (BookgenTextInsets *self, guint line, int room)
{
  const char *property = line > 0 ? "pixels-below-lines" : "pixels-above-lines";
  g_autofree char *name = g_strdup_printf ("bookgen-%s-%d", property, room);
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (get_buffer (self));
  GtkTextTag *tag = gtk_text_tag_table_lookup (table, name);
  GtkTextIter start, end;

  if (!tag)
    tag = gtk_text_buffer_create_tag (get_buffer (self), name, property, room, NULL);
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &start, line > 0 ? line - 1 : 0);
  end = start;
  if (!gtk_text_iter_forward_line (&end))
    gtk_text_buffer_get_end_iter (get_buffer (self), &end);
  gtk_text_buffer_apply_tag (get_buffer (self), tag, &start, &end);
}

static void
find_tag (GtkTextTag *tag, gpointer user_data)
{
  g_autofree char *name = NULL;

  g_object_get (tag, "name", &name, NULL);
  if (name && g_str_has_prefix (name, "bookgen-pixels-"))
    g_ptr_array_add (user_data, tag);
}

static void
take_room_back (BookgenTextInsets *self)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (get_buffer (self));
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  gtk_text_tag_table_foreach (table, find_tag, tags);
  for (guint i = 0; i < tags->len; i++)
    gtk_text_tag_table_remove (table, tags->pdata[i]);
}

/* The places */

/* The Y of what is I-th, in the buffer's coordinates. */
static int
find_y (BookgenTextInsets *self, guint i)
{
  const Inset *inset = get_inset (self, i);
  GtkTextIter iter;
  int y, height, before = 0;

  for (guint k = 0; k < i; k++)
    if (get_inset (self, k)->line == inset->line)
      before += get_inset (self, k)->height;
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &iter, inset->line > 0 ? inset->line - 1 : 0);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &height);
  return (inset->line > 0 ? y + height - count_room (self, inset->line) + GAP / 2 : y) + before;
}

static gboolean
move_now (gpointer user_data)
{
  BookgenTextInsets *self = user_data;

  self->move_source = 0;
  for (guint i = 0; self->view && i < self->insets->len; i++)
    gtk_text_view_move_overlay (self->view, GTK_WIDGET (get_inset (self, i)->holder),
                                gtk_text_view_get_left_margin (self->view), find_y (self, i));
  return G_SOURCE_REMOVE;
}

/* Lines get their heights while the view is drawn. */
static void
move_soon (BookgenTextInsets *self)
{
  if (self->move_source == 0 && self->insets->len > 0)
    self->move_source = g_idle_add (move_now, self);
}

static gboolean
make_room (gpointer user_data)
{
  BookgenTextInsets *self = user_data;

  self->room_source = 0;
  if (!self->view)
    return G_SOURCE_REMOVE;
  take_room_back (self);
  for (guint i = 0; i < self->insets->len; i++)
    measure (self, get_inset (self, i));
  for (guint i = 0; i < self->insets->len; i++)
    apply_room (self, get_inset (self, i)->line, count_room (self, get_inset (self, i)->line));
  move_soon (self);
  return G_SOURCE_REMOVE;
}

void
bookgen_text_insets_place (BookgenTextInsets *self)
{
  g_return_if_fail (BOOKGEN_IS_TEXT_INSETS (self));
  if (self->room_source == 0)
    self->room_source = g_timeout_add (0, make_room, self);
}

static void
on_resized (BookgenTextInsets *self)
{
  Inset *first = self->insets->len > 0 ? get_inset (self, 0) : NULL;

  if (first && first->height > 0 && gtk_widget_get_width (first->child) != get_width (self))
    bookgen_text_insets_place (self);
  move_soon (self);
}

static void
on_adjustment (BookgenTextInsets *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  if (adjustment)
    g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_resized), self, G_CONNECT_SWAPPED);
}

/* The widgets */

static AdwBin *
take_holder (BookgenTextInsets *self)
{
  AdwBin *holder;

  if (self->free_holders->len > 0)
    return g_ptr_array_steal_index (self->free_holders, self->free_holders->len - 1);
  holder = ADW_BIN (adw_bin_new ());
  gtk_text_view_add_overlay (self->view, GTK_WIDGET (holder), gtk_text_view_get_left_margin (self->view), 0);
  return holder;
}

void
bookgen_text_insets_add (BookgenTextInsets *self, GtkWidget *child)
{
  const Inset inset = { .child = child, .holder = take_holder (self) };

  adw_bin_set_child (inset.holder, child);
  gtk_widget_set_visible (GTK_WIDGET (inset.holder), TRUE);
  g_array_append_val (self->insets, inset);
  bookgen_text_insets_place (self);
}

static guint
find_child (BookgenTextInsets *self, GtkWidget *child)
{
  guint i = 0;

  while (i < self->insets->len && get_inset (self, i)->child != child)
    i++;
  return i;
}

void
bookgen_text_insets_remove (BookgenTextInsets *self, GtkWidget *child)
{
  guint i = find_child (self, child);
  AdwBin *holder;

  g_return_if_fail (i < self->insets->len);
  holder = get_inset (self, i)->holder;
  g_array_remove_index (self->insets, i);
  gtk_widget_set_visible (GTK_WIDGET (holder), FALSE);
  g_ptr_array_add (self->free_holders, holder);
  adw_bin_set_child (holder, NULL);
  bookgen_text_insets_place (self);
}

void
bookgen_text_insets_set_line (BookgenTextInsets *self, GtkWidget *child, guint line)
{
  guint i = find_child (self, child);

  g_return_if_fail (i < self->insets->len);
  get_inset (self, i)->line = MIN (line, (guint) gtk_text_buffer_get_line_count (get_buffer (self)));
}

/* Object */

BookgenTextInsets *
bookgen_text_insets_new (GtkTextView *view)
{
  BookgenTextInsets *self = g_object_new (BOOKGEN_TYPE_TEXT_INSETS, NULL);

  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "notify::vadjustment", G_CALLBACK (on_adjustment), self, G_CONNECT_SWAPPED);
  on_adjustment (self);
  return self;
}

/* The view may be gone with all of them. */
static void
bookgen_text_insets_finalize (GObject *object)
{
  BookgenTextInsets *self = BOOKGEN_TEXT_INSETS (object);

  g_clear_weak_pointer (&self->view);
  g_clear_handle_id (&self->room_source, g_source_remove);
  g_clear_handle_id (&self->move_source, g_source_remove);
  g_array_unref (self->insets);
  g_ptr_array_unref (self->free_holders);
  G_OBJECT_CLASS (bookgen_text_insets_parent_class)->finalize (object);
}

static void
bookgen_text_insets_class_init (BookgenTextInsetsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_text_insets_finalize;
}

static void
bookgen_text_insets_init (BookgenTextInsets *self)
{
  self->insets = g_array_new (FALSE, TRUE, sizeof (Inset));
  self->free_holders = g_ptr_array_new ();
}
