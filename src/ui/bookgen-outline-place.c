/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-place.h"

#include "bookgen-outline-editing.h"
#include "bookgen-outline-row.h"
#include "bookgen-outline-view-private.h"

#include <glib/gi18n-lib.h>

#define LINE_WIDTH 2
#define KNOB_RADIUS 4
/* Of a line's height, above and below: in front of it and behind it. The middle is into it. */
#define EDGE 0.3

BookgenDropSide
bookgen_drop_side_at (double fraction)
{
  if (fraction < EDGE)
    return BOOKGEN_DROP_BEFORE;
  return fraction > 1 - EDGE ? BOOKGEN_DROP_AFTER : BOOKGEN_DROP_INTO;
}

BookgenDropSide
bookgen_drop_find_side (BookgenOutlineView *view, BookgenOutlineRow *row, double y)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (row)), GTK_WIDGET (view->list), &bounds))
    return BOOKGEN_DROP_AFTER;
  return bookgen_drop_side_at ((y - bounds.origin.y) / MAX (bounds.size.height, 1));
}

char *
bookgen_drop_dup_sentence (BookgenUnit *unit, BookgenDropSide side)
{
  const char *title = unit && *bookgen_unit_get_title (unit) ? bookgen_unit_get_title (unit) : "…";

  if (!unit)
    return g_strdup (_ ("To the end"));
  switch (side)
    {
    case BOOKGEN_DROP_BEFORE:
      return g_strdup_printf (_ ("Before “%s”"), title);
    case BOOKGEN_DROP_INTO:
      return g_strdup_printf (_ ("Into “%s”"), title);
    case BOOKGEN_DROP_AFTER:
    default:
      return g_strdup_printf (_ ("After “%s”"), title);
    }
}

void
bookgen_drop_find_place (BookgenOutline *outline, BookgenUnit *unit, BookgenDropSide side, gboolean open,
                         BookgenUnit **parent, guint *position)
{
  gboolean has_lines = unit && g_list_model_get_n_items (bookgen_unit_get_children (unit)) > 0;

  *parent = unit;
  *position = G_MAXUINT;
  if (!unit || side == BOOKGEN_DROP_INTO)
    return;
  if (side == BOOKGEN_DROP_AFTER && open && has_lines)
    {
      *position = 0;
      return;
    }
  *parent = bookgen_unit_get_parent (unit);
  bookgen_outline_get_siblings (outline, unit, position);
  if (side == BOOKGEN_DROP_AFTER)
    *position += 1;
}

/* Drawing */

static void
get_color (BookgenOutlineView *view, gboolean refused, GdkRGBA *color)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (view));

  if (!gtk_style_context_lookup_color (style, refused ? "error_color" : "accent_color", color))
    gtk_style_context_get_color (style, color);
}

/* The line begins where the titles do on that level. */
static void
draw_line (GtkSnapshot *snapshot, const graphene_rect_t *row, float from_x, float y, gboolean from_right,
           const GdkRGBA *color)
{
  float end_x = from_right ? row->origin.x : row->origin.x + row->size.width;
  GskRoundedRect knob;

  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (MIN (from_x, end_x), y - LINE_WIDTH / 2.0f,
                                                                   ABS (end_x - from_x), LINE_WIDTH));
  gsk_rounded_rect_init_from_rect (&knob, &GRAPHENE_RECT_INIT (from_x - KNOB_RADIUS, y - KNOB_RADIUS, 2 * KNOB_RADIUS,
                                                               2 * KNOB_RADIUS), KNOB_RADIUS);
  gtk_snapshot_append_border (snapshot, &knob, (float[4]){ LINE_WIDTH, LINE_WIDTH, LINE_WIDTH, LINE_WIDTH },
                              (GdkRGBA[4]){ *color, *color, *color, *color });
}

static void
draw_frame (GtkSnapshot *snapshot, const graphene_rect_t *row, const GdkRGBA *color)
{
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, row, 6);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]){ LINE_WIDTH, LINE_WIDTH, LINE_WIDTH, LINE_WIDTH },
                              (GdkRGBA[4]){ *color, *color, *color, *color });
}

/* Of the line that is the last, for what goes to the end. */
static BookgenOutlineRow *
find_lowest (BookgenOutlineView *view)
{
  GtkWidget *item = gtk_widget_get_last_child (GTK_WIDGET (view->list));

  while (item && !(gtk_widget_get_mapped (item) && BOOKGEN_IS_OUTLINE_ROW (gtk_widget_get_first_child (item))))
    item = gtk_widget_get_prev_sibling (item);
  return item ? BOOKGEN_OUTLINE_ROW (gtk_widget_get_first_child (item)) : NULL;
}

static float
find_start (BookgenOutlineView *view, BookgenOutlineRow *row, const graphene_rect_t *bounds, gboolean at_end, gboolean right)
{
  graphene_rect_t title;

  if (at_end || !gtk_widget_compute_bounds (bookgen_outline_row_get_title_widget (row), GTK_WIDGET (view), &title))
    return right ? bounds->origin.x + bounds->size.width - 2 * KNOB_RADIUS : bounds->origin.x + 2 * KNOB_RADIUS;
  return right ? title.origin.x + title.size.width : title.origin.x;
}

void
bookgen_drop_draw_place (BookgenOutlineView *view, BookgenUnit *unit, BookgenDropSide side, gboolean refused,
                         GtkSnapshot *snapshot)
{
  BookgenOutlineRow *row = unit ? g_hash_table_lookup (view->rows, unit) : find_lowest (view);
  gboolean right = gtk_widget_get_direction (GTK_WIDGET (view)) == GTK_TEXT_DIR_RTL;
  graphene_rect_t bounds;
  GdkRGBA color;
  float y;

  if (!row || !gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (row)), GTK_WIDGET (view), &bounds))
    return;
  get_color (view, refused, &color);
  y = side == BOOKGEN_DROP_BEFORE ? bounds.origin.y : bounds.origin.y + bounds.size.height;
  if (side == BOOKGEN_DROP_INTO)
    draw_frame (snapshot, &bounds, &color);
  else
    draw_line (snapshot, &bounds, find_start (view, row, &bounds, !unit, right), y, right, &color);
}
