/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-cover.h"

#define COVER_WIDTH 132
#define COVER_HEIGHT 192
#define PADDING 14
#define RADIUS 6

struct _BookgenCover
{
  GtkWidget parent_instance;
  char *title;
  char *author;
  double fraction;
};

typedef enum { PROP_TITLE = 1, PROP_AUTHOR, PROP_FRACTION } BookgenCoverProperty;
static GParamSpec *properties[PROP_FRACTION + 1];

G_DEFINE_FINAL_TYPE (BookgenCover, bookgen_cover, GTK_TYPE_WIDGET)

void
bookgen_cover_pick_colour (const char *title, GdkRGBA *colour)
{
  /* Cloth and leather rather than a rainbow: every one is darker than a luminance of 0.18. */
  static const guint32 cloths[] = { 0x1a5fb4, 0x26607a, 0x2a6b4f, 0x63452c, 0x8a3b2e, 0x813d9c,
                                    0x5e3b76, 0x3d5a3a, 0x7a2f4b, 0x35506b, 0x6b4e16, 0x46494d };
  guint32 cloth = cloths[g_str_hash (title ? title : "") % G_N_ELEMENTS (cloths)];

  colour->red = ((cloth >> 16) & 0xff) / 255.0f;
  colour->green = ((cloth >> 8) & 0xff) / 255.0f;
  colour->blue = (cloth & 0xff) / 255.0f;
  colour->alpha = 1;
}

static PangoLayout *
lay_out (BookgenCover *self, const char *text, const char *font, int lines)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * PADDING) * PANGO_SCALE);
  pango_layout_set_height (layout, -lines);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static void
draw_text (GtkSnapshot *snapshot, PangoLayout *layout, int y, const GdkRGBA *colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (PADDING, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_cloth (BookgenCover *self, GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  GdkRGBA cloth;
  const GskColorStop shade[] = { { 0, { 1, 1, 1, 0.14f } }, { 1, { 0, 0, 0, 0.10f } } };
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float spine_x = rtl ? bounds->size.width - 7 : 6;

  bookgen_cover_pick_colour (self->title, &cloth);
  gtk_snapshot_append_color (snapshot, &cloth, bounds);
  gtk_snapshot_append_linear_gradient (snapshot, bounds, &GRAPHENE_POINT_INIT (0, 0),
                                       &GRAPHENE_POINT_INIT (0, bounds->size.height), shade, G_N_ELEMENTS (shade));
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, 0.22f },
                             &GRAPHENE_RECT_INIT (spine_x, 0, 1, bounds->size.height));
}

static void
draw_fraction (BookgenCover *self, GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float width = bounds->size.width * (float) CLAMP (self->fraction, 0, 1);
  float y = bounds->size.height - 5;

  if (self->fraction < 0)
    return;
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, 0.30f }, &GRAPHENE_RECT_INIT (0, y, bounds->size.width, 5));
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 1, 1, 1, 0.90f },
                             &GRAPHENE_RECT_INIT (rtl ? bounds->size.width - width : 0, y, width, 5));
}

static void
bookgen_cover_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BookgenCover *self = BOOKGEN_COVER (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GskRoundedRect outline;
  g_autoptr (PangoLayout) title = lay_out (self, self->title, "Serif Bold 13", 6);
  g_autoptr (PangoLayout) author = lay_out (self, self->author, "Sans 9", 2);
  int author_height;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  draw_cloth (self, snapshot, &bounds);
  draw_text (snapshot, title, PADDING + 4, &(GdkRGBA){ 1, 1, 1, 1 });
  pango_layout_get_pixel_size (author, NULL, &author_height);
  draw_text (snapshot, author, bounds.size.height - PADDING - 4 - author_height, &(GdkRGBA){ 1, 1, 1, 0.85f });
  draw_fraction (self, snapshot, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
bookgen_cover_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? COVER_WIDTH : COVER_HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
set_string (BookgenCover *self, char **field, const char *value, BookgenCoverProperty property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value ? value : "");
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
bookgen_cover_set_title (BookgenCover *self, const char *title)
{
  g_return_if_fail (BOOKGEN_IS_COVER (self));
  set_string (self, &self->title, title, PROP_TITLE);
}

void
bookgen_cover_set_author (BookgenCover *self, const char *author)
{
  g_return_if_fail (BOOKGEN_IS_COVER (self));
  set_string (self, &self->author, author, PROP_AUTHOR);
}

void
bookgen_cover_set_fraction (BookgenCover *self, double fraction)
{
  g_return_if_fail (BOOKGEN_IS_COVER (self));
  if (self->fraction == fraction)
    return;
  self->fraction = fraction;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
bookgen_cover_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BookgenCover *self = BOOKGEN_COVER (object);

  switch ((BookgenCoverProperty) id)
    {
    case PROP_TITLE:
      bookgen_cover_set_title (self, g_value_get_string (value));
      break;
    case PROP_AUTHOR:
      bookgen_cover_set_author (self, g_value_get_string (value));
      break;
    case PROP_FRACTION:
      bookgen_cover_set_fraction (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_cover_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BookgenCover *self = BOOKGEN_COVER (object);

  switch ((BookgenCoverProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_AUTHOR:
      g_value_set_string (value, self->author);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_cover_finalize (GObject *object)
{
  BookgenCover *self = BOOKGEN_COVER (object);

  g_free (self->title);
  g_free (self->author);
  G_OBJECT_CLASS (bookgen_cover_parent_class)->finalize (object);
}

static void
bookgen_cover_class_init (BookgenCoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = bookgen_cover_set_property;
  object_class->get_property = bookgen_cover_get_property;
  object_class->finalize = bookgen_cover_finalize;
  widget_class->snapshot = bookgen_cover_snapshot;
  widget_class->measure = bookgen_cover_measure;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_AUTHOR] = g_param_spec_string ("author", NULL, NULL, "", flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "cover");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bookgen_cover_init (BookgenCover *self)
{
  self->title = g_strdup ("");
  self->author = g_strdup ("");
  self->fraction = -1;
}

