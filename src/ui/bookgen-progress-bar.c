/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-progress-bar.h"

#define BAR_HEIGHT 6
#define BAR_MIN_WIDTH 48

struct _BookgenProgressBar
{
  GtkWidget parent_instance;
  double fraction;
  BookgenShown shown;
};

G_DEFINE_FINAL_TYPE (BookgenProgressBar, bookgen_progress_bar, GTK_TYPE_WIDGET)

static const char *
colour_name_for (BookgenShown shown)
{
  switch (shown)
    {
    case BOOKGEN_SHOWN_DONE:
      return "success_color";
    case BOOKGEN_SHOWN_TO_LOOK_AT:
    case BOOKGEN_SHOWN_INTERRUPTED:
      return "warning_color";
    case BOOKGEN_SHOWN_STOPPED:
      return "error_color";
    case BOOKGEN_SHOWN_TODO:
    case BOOKGEN_SHOWN_WAITING:
    case BOOKGEN_SHOWN_WRITING:
    default:
      return "accent_color";
    case BOOKGEN_SHOWN_SKIPPED:
      return "borders";
    }
}

/* The theme's named colours, so that dark and high-contrast styles hold; the text's colour where a theme has none. */
static void
look_up (GtkWidget *widget, const char *name, GdkRGBA *colour)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, name, colour))
    gtk_style_context_get_color (context, colour);
}

static void
draw_pill (GtkSnapshot *snapshot, const graphene_rect_t *bounds, const GdkRGBA *colour)
{
  GskRoundedRect pill;

  gsk_rounded_rect_init_from_rect (&pill, bounds, bounds->size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, colour, bounds);
  gtk_snapshot_pop (snapshot);
}

static void
bookgen_progress_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BookgenProgressBar *self = BOOKGEN_PROGRESS_BAR (widget);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  float filled = width * (float) self->fraction;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= 0.15f;
  draw_pill (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height), &colour);
  if (self->fraction <= 0)
    return;
  filled = MAX (filled, height);
  look_up (widget, colour_name_for (self->shown), &colour);
  draw_pill (snapshot, &GRAPHENE_RECT_INIT (rtl ? width - filled : 0, 0, filled, height), &colour);
}

static void
bookgen_progress_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? BAR_MIN_WIDTH : BAR_HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

void
bookgen_progress_bar_show (BookgenProgressBar *self, double fraction, BookgenShown shown)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean same;

  g_return_if_fail (BOOKGEN_IS_PROGRESS_BAR (self));
  fraction = CLAMP (fraction, 0, 1);
  same = shown == self->shown && (int) (fraction * width) == (int) (self->fraction * width) && width > 0;
  self->fraction = fraction;
  self->shown = shown;
  if (!same)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
bookgen_progress_bar_class_init (BookgenProgressBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = bookgen_progress_bar_snapshot;
  widget_class->measure = bookgen_progress_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "chapterbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bookgen_progress_bar_init (BookgenProgressBar *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}
