/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-wrap-layout.h"

struct _BookgenWrapLayout
{
  GtkLayoutManager parent_instance;
  int spacing;
};

typedef enum { PROP_SPACING = 1 } BookgenWrapLayoutProperty;

/* Children of one line. */
typedef struct
{
  GtkWidget *first;
  guint n_children, n_expanding;
  int width;  /* what they want together, with the spacing between them */
  int height; /* once it is measured */
} Line;

G_DEFINE_FINAL_TYPE (BookgenWrapLayout, bookgen_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_of (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
next_of (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static gboolean
expands (GtkWidget *child)
{
  return gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
}

static int
wanted_width (GtkWidget *child, int available)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return expands (child) ? minimum : CLAMP (natural, minimum, MAX (available, minimum));
}

/* The line that begins with FIRST. */
static Line
fill_line (BookgenWrapLayout *self, GtkWidget *first, int available)
{
  Line line = { .first = first };

  for (GtkWidget *child = first; child; child = next_of (child))
    {
      int width = wanted_width (child, available) + (line.n_children > 0 ? self->spacing : 0);

      if (line.n_children > 0 && line.width + width > available)
        break;
      line.width += width;
      line.n_children++;
      line.n_expanding += expands (child);
    }
  return line;
}

/* What the child at PLACE among those that expand gets of what is left over. */
static int
share (const Line *line, int available, guint place)
{
  int left = MAX (available - line->width, 0), expanding = (int) line->n_expanding;

  return left / expanding + ((int) place < left % expanding);
}

/* Calls EACH with every child of the line and its width; the child after it is returned. */
static GtkWidget *
go_through (const Line *line, int available, void (*each) (GtkWidget *child, int width, gpointer data), gpointer data)
{
  GtkWidget *child = line->first;
  guint expanding = 0;

  for (guint i = 0; i < line->n_children; i++)
    {
      GtkWidget *next = next_of (child);
      int width = wanted_width (child, available);

      each (child, expands (child) ? width + share (line, available, expanding++) : width, data);
      child = next;
    }
  return child;
}

static void
measure_child (GtkWidget *child, int width, gpointer data)
{
  int *height = data, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  *height = MAX (*height, natural);
}

static int
measure_height (BookgenWrapLayout *self, GtkWidget *widget, int available)
{
  int height = 0;

  for (GtkWidget *child = first_of (widget); child;)
    {
      Line line = fill_line (self, child, available);

      height += height > 0 ? self->spacing : 0;
      child = go_through (&line, available, measure_child, &line.height);
      height += line.height;
    }
  return height;
}

static void
measure_width (BookgenWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  guint n_children = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = first_of (widget); child; child = next_of (child), n_children++)
    {
      int least, wanted;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wanted + (n_children > 0 ? self->spacing : 0);
    }
}

static void
bookgen_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                             int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  BookgenWrapLayout *self = BOOKGEN_WRAP_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = measure_height (self, widget, for_size >= 0 ? for_size : G_MAXINT);
}

typedef struct
{
  int x, y, height, spacing;
  int mirrored_in; /* the width in which lines run from the right; 0 for none */
} Pen;

static void
place_child (GtkWidget *child, int width, gpointer data)
{
  Pen *pen = data;
  int x = pen->mirrored_in > 0 ? pen->mirrored_in - pen->x - width : pen->x;

  gtk_widget_size_allocate (child, &(GtkAllocation){ x, pen->y, width, pen->height }, -1);
  pen->x += width + pen->spacing;
}

static void
bookgen_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  BookgenWrapLayout *self = BOOKGEN_WRAP_LAYOUT (manager);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Pen pen = { .spacing = self->spacing, .mirrored_in = mirrored ? width : 0 };

  for (GtkWidget *child = first_of (widget); child;)
    {
      Line line = fill_line (self, child, width);

      go_through (&line, width, measure_child, &line.height);
      pen.x = 0;
      pen.height = line.height;
      child = go_through (&line, width, place_child, &pen);
      pen.y += line.height + self->spacing;
    }
}

static GtkSizeRequestMode
bookgen_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bookgen_wrap_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BookgenWrapLayout *self = BOOKGEN_WRAP_LAYOUT (object);

  switch ((BookgenWrapLayoutProperty) id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_wrap_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((BookgenWrapLayoutProperty) id)
    {
    case PROP_SPACING:
      g_value_set_int (value, BOOKGEN_WRAP_LAYOUT (object)->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_wrap_layout_class_init (BookgenWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->set_property = bookgen_wrap_layout_set_property;
  object_class->get_property = bookgen_wrap_layout_get_property;
  layout_class->measure = bookgen_wrap_layout_measure;
  layout_class->allocate = bookgen_wrap_layout_allocate;
  layout_class->get_request_mode = bookgen_wrap_layout_get_request_mode;
  g_object_class_install_property (object_class, PROP_SPACING,
                                   g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
bookgen_wrap_layout_init (BookgenWrapLayout *self)
{
}
