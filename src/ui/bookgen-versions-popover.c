/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-versions-popover.h"

#include "bookgen-removal.h"
#include "bookgen-version-menu.h"

#include <glib/gi18n-lib.h>

#define WIDTH 300
#define MOST_HEIGHT 440
#define VERSIONS_AT_FIRST 6
#define VERSIONS_MORE 50
#define REMOVALS_SHOWN 100
/* Of what was taken out: more than its lines can show, for a very long one is laid out whole. */
#define WORDS_CHARS 200
#define WORDS_LINES 3

struct _BookgenVersionsPopover
{
  GtkPopover parent_instance;
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkBox *versions;
  GtkButton *older;
  GtkWidget *taken_out;
  GtkBox *removals;
  GtkLabel *more;
  GListModel *revisions; /* owned, nullable until it is filled */
  gint64 current_id;     /* 0 for none */
  guint n_shown;         /* of them */
  gboolean may_use;
};

enum { USE, PUT_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenVersionsPopover, bookgen_versions_popover, GTK_TYPE_POPOVER)

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}

/* Of labels that wrap, the height is known for a width only. */
static void
fit (BookgenVersionsPopover *self)
{
  int width, height;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  width = MAX (width, WIDTH);
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->scroller), width, MIN (height, MOST_HEIGHT));
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* Versions */

static void
on_version (GtkWidget *row, BookgenVersionsPopover *self)
{
  gint64 id = *(gint64 *) g_object_get_data (G_OBJECT (row), "version");

  gtk_popover_popdown (GTK_POPOVER (self));
  if (id != self->current_id)
    g_signal_emit (self, signals[USE], 0, id);
}

static GtkWidget *
create_version (BookgenVersionsPopover *self, BookgenRevision *revision)
{
  gint64 id = bookgen_revision_get (revision)->id;
  gboolean shown = id == self->current_id;
  g_autofree char *description = bookgen_version_dup_description (revision);
  g_autofree char *text = shown ? g_strdup_printf (_ ("%s (shown)"), description) : g_strdup (description);
  GtkWidget *row = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_set_opacity (mark, shown ? 1 : 0);
  gtk_box_append (GTK_BOX (box), create_label (text, "numeric"));
  gtk_box_append (GTK_BOX (box), mark);
  gtk_button_set_child (GTK_BUTTON (row), box);
  gtk_widget_add_css_class (row, "flat");
  gtk_widget_add_css_class (row, "version");
  gtk_widget_set_sensitive (row, shown || self->may_use);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "version", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect (row, "clicked", G_CALLBACK (on_version), self);
  return row;
}

static void
show_versions (BookgenVersionsPopover *self, guint n_more)
{
  guint n_versions = g_list_model_get_n_items (self->revisions), end = MIN (self->n_shown + n_more, n_versions);
  g_autofree char *label = NULL;

  for (; self->n_shown < end; self->n_shown++)
    {
      g_autoptr (BookgenRevision) revision = g_list_model_get_item (self->revisions, self->n_shown);
      gtk_box_append (self->versions, create_version (self, revision));
    }
  label = g_strdup_printf (ngettext ("%u Older Version", "%u Older Versions", n_versions - end), n_versions - end);
  gtk_button_set_label (self->older, label);
  gtk_widget_set_visible (GTK_WIDGET (self->older), n_versions > end);
}

static void
on_older (BookgenVersionsPopover *self)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->versions));

  show_versions (self, VERSIONS_MORE);
  fit (self);
  gtk_widget_grab_focus (gtk_widget_get_next_sibling (last));
}

/* What was taken out */

static void
on_put_back (GtkWidget *button, BookgenVersionsPopover *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PUT_BACK], 0, index);
}

static GtkWidget *
create_put_back (BookgenVersionsPopover *self, guint index, const char *words, gboolean may)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Put Back"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, may);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", G_CALLBACK (on_put_back), self);
  return button;
}

static GtkWidget *
create_removal (BookgenVersionsPopover *self, const BookgenRemoval *removal, guint index, gboolean may)
{
  g_autofree char *words = bookgen_removal_dup_words (removal, WORDS_CHARS);
  gboolean can = bookgen_removal_can_go_back (removal);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = create_label (words, NULL);

  gtk_label_set_lines (GTK_LABEL (label), WORDS_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (column), create_label (bookgen_removal_get_kind_label (removal), "caption"));
  gtk_widget_add_css_class (gtk_widget_get_first_child (column), "dim-label");
  gtk_widget_set_visible (label, *words != '\0');
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (row), column);
  if (can)
    gtk_box_append (GTK_BOX (row), create_put_back (self, index, words, may));
  gtk_widget_add_css_class (row, "removal");
  return row;
}

static int
compare_lines (gconstpointer a, gconstpointer b, gpointer removals)
{
  const BookgenRemoval *one = ((GPtrArray *) removals)->pdata[*(const guint *) a];
  const BookgenRemoval *two = ((GPtrArray *) removals)->pdata[*(const guint *) b];

  return (one->line > two->line) - (one->line < two->line);
}

/* Their places in the list as they stood in the answer; of a frame's two ends the first. */
static GArray *
sort_by_line (GPtrArray *removals)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < removals->len; i++)
    if (i == 0 || bookgen_removals_find_other_end (removals, i) != i - 1)
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_lines, removals);
  return order;
}

static void
show_removals (BookgenVersionsPopover *self, GPtrArray *removals, gboolean may)
{
  g_autoptr (GArray) order = sort_by_line (removals);
  guint n_shown = MIN (order->len, REMOVALS_SHOWN), n_more = order->len - n_shown;
  g_autofree char *more = g_strdup_printf (ngettext ("%u more, listed once some of these are put back",
                                                     "%u more, listed once some of these are put back", n_more), n_more);

  clear (self->removals);
  for (guint i = 0; i < n_shown; i++)
    {
      guint index = g_array_index (order, guint, i);
      gtk_box_append (self->removals, create_removal (self, removals->pdata[index], index, may));
    }
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  gtk_widget_set_visible (self->taken_out, removals->len > 0);
}

void
bookgen_versions_popover_fill (BookgenVersionsPopover *self, GListModel *revisions, BookgenRevision *current,
                               GPtrArray *removals, gboolean may_use, gboolean may_put_back)
{
  g_return_if_fail (BOOKGEN_IS_VERSIONS_POPOVER (self));
  g_set_object (&self->revisions, revisions);
  self->current_id = current ? bookgen_revision_get (current)->id : 0;
  self->may_use = may_use;
  self->n_shown = 0;
  clear (self->versions);
  show_versions (self, VERSIONS_AT_FIRST);
  show_removals (self, removals, may_put_back);
  fit (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* Widget */

static void
bookgen_versions_popover_dispose (GObject *object)
{
  g_clear_object (&BOOKGEN_VERSIONS_POPOVER (object)->revisions);
  G_OBJECT_CLASS (bookgen_versions_popover_parent_class)->dispose (object);
}

static void
bookgen_versions_popover_class_init (BookgenVersionsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_versions_popover_dispose;
  signals[USE] = g_signal_new ("use", BOOKGEN_TYPE_VERSIONS_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_INT64);
  signals[PUT_BACK] = g_signal_new ("put-back", BOOKGEN_TYPE_VERSIONS_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-versions-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenVersionsPopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, BookgenVersionsPopover, content);
  gtk_widget_class_bind_template_child (widget_class, BookgenVersionsPopover, versions);
  gtk_widget_class_bind_template_child (widget_class, BookgenVersionsPopover, older);
  gtk_widget_class_bind_template_child (widget_class, BookgenVersionsPopover, taken_out);
  gtk_widget_class_bind_template_child (widget_class, BookgenVersionsPopover, removals);
  gtk_widget_class_bind_template_child (widget_class, BookgenVersionsPopover, more);
  gtk_widget_class_bind_template_callback (widget_class, on_older);
}

static void
bookgen_versions_popover_init (BookgenVersionsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bookgen_versions_popover_new (void)
{
  return g_object_new (BOOKGEN_TYPE_VERSIONS_POPOVER, NULL);
}
