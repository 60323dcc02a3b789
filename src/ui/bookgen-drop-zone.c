/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-drop-zone.h"

#include "bookgen-bounded-read.h"
#include "bookgen-import.h"

#include <glib/gi18n-lib.h>

struct _BookgenDropZone
{
  GtkWidget parent_instance;
  GtkOverlay *overlay;
  GtkWidget *curtain;
  GtkLabel *hint;
  double x, y; /* of the last drop of files */
};

typedef enum { PROP_CONTENT = 1, PROP_HINT } BookgenDropZoneProperty;
static GParamSpec *properties[PROP_HINT + 1];
enum { FILES, TEXT, UNREADABLE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenDropZone, bookgen_drop_zone, GTK_TYPE_WIDGET)

/* What takes files itself */

static GQuark
free_quark (void)
{
  return g_quark_from_static_string ("bookgen-drop-zone-free");
}

void
bookgen_drop_zone_leave_free (GtkWidget *widget)
{
  g_object_set_qdata (G_OBJECT (widget), free_quark (), GINT_TO_POINTER (TRUE));
}

void
bookgen_drop_zone_get_point (BookgenDropZone *self, double *x, double *y)
{
  *x = self->x;
  *y = self->y;
}

static gboolean
is_free (BookgenDropZone *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT), *widget = picked;

  while (widget && !g_object_get_qdata (G_OBJECT (widget), free_quark ()))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL && widget != picked; /* where nothing is in it, it takes none */
}

/* The first one that is seen, for the curtain to leave it out. Borrowed, nullable. */
static GtkWidget *
find_free (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || g_object_get_qdata (G_OBJECT (widget), free_quark ()))
    return gtk_widget_get_mapped (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_free (child);
      if (found)
        return found;
    }
  return NULL;
}

/* Files */

static void
say_unreadable (BookgenDropZone *self)
{
  g_signal_emit (self, signals[UNREADABLE], 0,
                 _ ("What was dropped could not be read. Open the file with “Open outline…” instead."));
}

static GListModel *
list_files (const GValue *value)
{
  GListStore *store = g_list_store_new (G_TYPE_FILE);
  GSList *files = g_value_get_boxed (value) ? gdk_file_list_get_files (g_value_get_boxed (value)) : NULL;

  for (GSList *l = files; l; l = l->next)
    g_list_store_append (store, l->data);
  g_slist_free (files);
  return G_LIST_MODEL (store);
}

static void
on_files_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenDropZone) self = user_data;
  GdkDrop *drop = GDK_DROP (source);
  const GValue *value = gdk_drop_read_value_finish (drop, result, NULL);
  g_autoptr (GListModel) files = value ? list_files (value) : NULL;
  gboolean any = files && g_list_model_get_n_items (files) > 0;

  gdk_drop_finish (drop, any ? GDK_ACTION_COPY : 0);
  if (any)
    g_signal_emit (self, signals[FILES], 0, files);
  else
    say_unreadable (self);
}

static gboolean
on_drop_files (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, BookgenDropZone *self)
{
  gtk_widget_set_visible (self->curtain, FALSE);
  if (is_free (self, x, y))
    return FALSE;
  self->x = x;
  self->y = y;
  gdk_drop_read_value_async (drop, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_files_read, g_object_ref (self));
  return TRUE;
}

/* Text */

typedef struct
{
  BookgenDropZone *zone; /* owned */
  GdkDrop *drop;         /* owned */
  gboolean is_html;
} TextDrop;

static void
end_text_drop (TextDrop *text_drop, GBytes *bytes)
{
  gdk_drop_finish (text_drop->drop, bytes ? GDK_ACTION_COPY : 0);
  if (bytes && g_bytes_get_size (bytes) > 0)
    g_signal_emit (text_drop->zone, signals[TEXT], 0, bytes, text_drop->is_html ? "dropped.html" : "dropped.txt");
  else
    say_unreadable (text_drop->zone);
  g_object_unref (text_drop->zone);
  g_object_unref (text_drop->drop);
  g_free (text_drop);
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) bytes = bookgen_bounded_read_finish (result, NULL);

  end_text_drop (user_data, bytes);
}

static void
on_text_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TextDrop *text_drop = user_data;
  const char *mime_type = NULL;
  g_autoptr (GInputStream) stream = gdk_drop_read_finish (GDK_DROP (source), result, &mime_type, NULL);

  if (!stream)
    {
      end_text_drop (text_drop, NULL);
      return;
    }
  text_drop->is_html = g_str_has_prefix (mime_type, "text/html");
  bookgen_bounded_read_async (stream, BOOKGEN_IMPORT_MAX_BYTES, NULL, on_text_read, text_drop);
}

static gboolean
on_drop_text (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, BookgenDropZone *self)
{
  const char *mime_types[] = { "text/html", "text/plain;charset=utf-8", "text/plain", NULL };
  TextDrop *text_drop = g_new0 (TextDrop, 1);

  gtk_widget_set_visible (self->curtain, FALSE);
  text_drop->zone = g_object_ref (self);
  text_drop->drop = g_object_ref (drop);
  gdk_drop_read_async (drop, mime_types, G_PRIORITY_DEFAULT, NULL, on_text_opened, text_drop);
  return TRUE;
}

/* Hovering */

static GdkDragAction
on_enter (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, BookgenDropZone *self)
{
  gtk_widget_set_visible (self->curtain, TRUE);
  return is_free (self, x, y) ? 0 : GDK_ACTION_COPY;
}

/* Beside what takes files itself, or below it where there is no room beside it. */
static gboolean
on_place_curtain (GtkOverlay *overlay, GtkWidget *curtain, GdkRectangle *place, BookgenDropZone *self)
{
  GtkWidget *content = gtk_overlay_get_child (overlay);
  GtkWidget *left_free = content ? find_free (content) : NULL;
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));
  int height = gtk_widget_get_height (GTK_WIDGET (overlay));
  graphene_rect_t bounds;

  *place = (GdkRectangle){ 0, 0, width, height };
  if (!left_free || !gtk_widget_compute_bounds (left_free, GTK_WIDGET (overlay), &bounds))
    return TRUE;
  if (bounds.size.width > width * 0.6)
    *place = (GdkRectangle){ 0, height * 3 / 4, width, height / 4 };
  else if (bounds.origin.x < width / 2.0)
    *place = (GdkRectangle){ bounds.origin.x + bounds.size.width, 0, width - bounds.origin.x - bounds.size.width, height };
  else
    *place = (GdkRectangle){ 0, 0, bounds.origin.x, height };
  return TRUE;
}

static void
on_leave (GtkDropTargetAsync *target, GdkDrop *drop, BookgenDropZone *self)
{
  gtk_widget_set_visible (self->curtain, FALSE);
}

/* A chapter dragged within this program is no outline from outside. */
static gboolean
on_accept (GtkDropTargetAsync *target, GdkDrop *drop, BookgenDropZone *self)
{
  GdkContentFormats *formats = gtk_drop_target_async_get_formats (target);

  return gdk_drop_get_drag (drop) == NULL && gdk_content_formats_match (formats, gdk_drop_get_formats (drop));
}

/* Who takes a drop within the zone tells nobody, and GTK 4.8 says to none that it has left. */
static gboolean
on_any_event (GtkEventControllerLegacy *controller, GdkEvent *event, BookgenDropZone *self)
{
  if (gdk_event_get_event_type (event) == GDK_DROP_START)
    gtk_widget_set_visible (self->curtain, FALSE);
  return GDK_EVENT_PROPAGATE;
}

static void
add_target (BookgenDropZone *self, GdkContentFormats *formats, GtkPropagationPhase phase, GCallback on_drop)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (formats, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), phase);
  g_signal_connect (target, "accept", G_CALLBACK (on_accept), self);
  g_signal_connect (target, "drag-enter", G_CALLBACK (on_enter), self);
  g_signal_connect (target, "drag-motion", G_CALLBACK (on_enter), self);
  g_signal_connect (target, "drag-leave", G_CALLBACK (on_leave), self);
  g_signal_connect (target, "drop", on_drop, self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Files are taken before a text field below the pointer would insert their names; text is taken where no field wants it. */
static void
add_targets (BookgenDropZone *self)
{
  const char *texts[] = { "text/html", "text/plain;charset=utf-8", "text/plain" };
  GdkContentFormats *files = gdk_content_formats_new_for_gtype (GDK_TYPE_FILE_LIST);

  add_target (self, gdk_content_formats_union_deserialize_mime_types (files), GTK_PHASE_CAPTURE,
              G_CALLBACK (on_drop_files));
  add_target (self, gdk_content_formats_new (texts, G_N_ELEMENTS (texts)), GTK_PHASE_BUBBLE, G_CALLBACK (on_drop_text));
}

/* Widget */

void
bookgen_drop_zone_set_content (BookgenDropZone *self, GtkWidget *content)
{
  g_return_if_fail (BOOKGEN_IS_DROP_ZONE (self));
  if (gtk_overlay_get_child (self->overlay) == content)
    return;
  gtk_overlay_set_child (self->overlay, content);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

void
bookgen_drop_zone_set_hint (BookgenDropZone *self, const char *hint)
{
  g_return_if_fail (BOOKGEN_IS_DROP_ZONE (self));
  if (g_strcmp0 (gtk_label_get_label (self->hint), hint) == 0)
    return;
  gtk_label_set_label (self->hint, hint);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HINT]);
}

static void
bookgen_drop_zone_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BookgenDropZone *self = BOOKGEN_DROP_ZONE (object);

  switch ((BookgenDropZoneProperty) id)
    {
    case PROP_CONTENT:
      bookgen_drop_zone_set_content (self, g_value_get_object (value));
      break;
    case PROP_HINT:
      bookgen_drop_zone_set_hint (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_drop_zone_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BookgenDropZone *self = BOOKGEN_DROP_ZONE (object);

  switch ((BookgenDropZoneProperty) id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, gtk_overlay_get_child (self->overlay));
      break;
    case PROP_HINT:
      g_value_set_string (value, gtk_label_get_label (self->hint));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_drop_zone_dispose (GObject *object)
{
  GtkWidget *overlay = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_drop_zone_parent_class)->dispose (object);
}

static void
bookgen_drop_zone_class_init (BookgenDropZoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = bookgen_drop_zone_set_property;
  object_class->get_property = bookgen_drop_zone_get_property;
  object_class->dispose = bookgen_drop_zone_dispose;
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[FILES] = g_signal_new ("files", BOOKGEN_TYPE_DROP_ZONE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_LIST_MODEL);
  signals[TEXT] = g_signal_new ("text", BOOKGEN_TYPE_DROP_ZONE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_BYTES, G_TYPE_STRING);
  signals[UNREADABLE] = g_signal_new ("unreadable", BOOKGEN_TYPE_DROP_ZONE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dropzone");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-drop-zone.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenDropZone, overlay);
  gtk_widget_class_bind_template_child (widget_class, BookgenDropZone, curtain);
  gtk_widget_class_bind_template_child (widget_class, BookgenDropZone, hint);
}

static void
bookgen_drop_zone_init (BookgenDropZone *self)
{
  GtkEventController *watch = gtk_event_controller_legacy_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->overlay, "get-child-position", G_CALLBACK (on_place_curtain), self);
  add_targets (self);
  gtk_event_controller_set_propagation_phase (watch, GTK_PHASE_CAPTURE);
  g_signal_connect (watch, "event", G_CALLBACK (on_any_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), watch);
}
