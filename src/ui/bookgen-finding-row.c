/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-finding-row.h"

#include "bookgen-item-name.h"
#include "bookgen-money-text.h"
#include "bookgen-overlap-view.h"
#include "bookgen-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _BookgenFindingRow
{
  GtkWidget parent_instance;
  GtkBox *words;
  GtkLabel *sentence;
  GtkButton *place;
  GtkToggleButton *compare;
  GtkButton *mend;
  GtkWidget *fine;
  GtkWidget *overlap;          /* nullable: while both passages are shown */
  BookgenDesk *desk;           /* owned */
  BookgenBookFinding *finding; /* nullable */
};

static guint read_signal, mend_signal, fine_signal;

G_DEFINE_FINAL_TYPE (BookgenFindingRow, bookgen_finding_row, GTK_TYPE_WIDGET)

static char *
dup_place (BookgenFindingRow *self)
{
  BookgenUnit *unit
      = bookgen_outline_find (bookgen_desk_get_outline (self->desk), bookgen_book_finding_get_unit_id (self->finding));
  const char *title = unit ? bookgen_unit_get_title (unit) : "";
  guint line = bookgen_book_finding_get (self->finding)->line;

  return line > 0 ? g_strdup_printf (_ ("%s, line %u"), title, line) : g_strdup (title);
}

/* A claim is the author's to check, and two titles are the author's to tell apart: no writing again mends them. */
static gboolean
can_be_mended (BookgenFindingRow *self)
{
  switch (bookgen_book_finding_get (self->finding)->kind)
    {
    case BOOKGEN_FINDING_CLAIM:
    case BOOKGEN_FINDING_TITLE_TWICE:
    case BOOKGEN_FINDING_OTHER:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
show_mend (BookgenFindingRow *self, gint64 price_micros)
{
  const char *unit_id = bookgen_book_finding_get_unit_id (self->finding);
  BookgenRevision *current = bookgen_book_get_current (bookgen_desk_get_book (self->desk), unit_id);
  gboolean by_model = current && bookgen_revision_get (current)->origin == BOOKGEN_ORIGIN_MODEL;
  g_autofree char *money = bookgen_money_dup_about (price_micros);
  g_autofree char *label = price_micros > 0 ? g_strdup_printf (_ ("Mend · about %s"), money) : g_strdup (_ ("Mend"));

  gtk_button_set_label (self->mend, label);
  gtk_widget_set_visible (GTK_WIDGET (self->mend), by_model && can_be_mended (self));
}

static void
show_buttons (BookgenFindingRow *self)
{
  gboolean writable = bookgen_book_get_writable (bookgen_desk_get_book (self->desk));

  gtk_widget_set_sensitive (GTK_WIDGET (self->mend), writable);
  gtk_widget_set_sensitive (self->fine, writable);
  gtk_widget_set_visible (GTK_WIDGET (self->compare), bookgen_book_finding_get (self->finding)->kind == BOOKGEN_FINDING_OVERLAP);
}

static void
on_compare (BookgenFindingRow *self)
{
  if (self->overlap)
    gtk_box_remove (self->words, self->overlap);
  self->overlap = NULL;
  if (!gtk_toggle_button_get_active (self->compare) || !self->finding)
    return;
  self->overlap = bookgen_overlap_view_new (bookgen_desk_get_book (self->desk), self->finding);
  gtk_box_append (self->words, self->overlap);
}

void
bookgen_finding_row_bind (BookgenFindingRow *self, BookgenBookFinding *finding, gint64 price_micros)
{
  g_autofree char *place = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (BOOKGEN_IS_FINDING_ROW (self));
  g_set_object (&self->finding, finding);
  gtk_toggle_button_set_active (self->compare, FALSE);
  if (!finding)
    return;
  place = dup_place (self);
  gtk_label_set_label (self->sentence, bookgen_book_finding_get_sentence (finding));
  gtk_button_set_label (self->place, place);
  name = g_strdup_printf ("%s · %s", bookgen_book_finding_get_sentence (finding), place);
  bookgen_item_name_set (GTK_WIDGET (self), name);
  show_buttons (self);
  show_mend (self, price_micros);
}

BookgenBookFinding *
bookgen_finding_row_get_finding (BookgenFindingRow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_FINDING_ROW (self), NULL);
  return self->finding;
}

static void
on_place (BookgenFindingRow *self)
{
  g_signal_emit (self, read_signal, 0);
}

/* It goes from the list when its chapter has a better text. */
static void
on_mend (BookgenFindingRow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->mend), FALSE);
  g_signal_emit (self, mend_signal, 0);
}

static void
on_fine (BookgenFindingRow *self)
{
  g_signal_emit (self, fine_signal, 0);
}

static void
bookgen_finding_row_dispose (GObject *object)
{
  BookgenFindingRow *self = BOOKGEN_FINDING_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->finding);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bookgen_finding_row_parent_class)->dispose (object);
}

static void
bookgen_finding_row_class_init (BookgenFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_finding_row_dispose;
  read_signal = g_signal_new ("read", BOOKGEN_TYPE_FINDING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  mend_signal = g_signal_new ("mend", BOOKGEN_TYPE_FINDING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  fine_signal = g_signal_new ("fine", BOOKGEN_TYPE_FINDING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (BOOKGEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingRow, words);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingRow, place);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingRow, compare);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingRow, mend);
  gtk_widget_class_bind_template_child (widget_class, BookgenFindingRow, fine);
  gtk_widget_class_bind_template_callback (widget_class, on_place);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
  gtk_widget_class_bind_template_callback (widget_class, on_mend);
  gtk_widget_class_bind_template_callback (widget_class, on_fine);
}

static void
bookgen_finding_row_init (BookgenFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A long title leaves the line's number to be seen. */
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->place)), PANGO_ELLIPSIZE_MIDDLE);
}

GtkWidget *
bookgen_finding_row_new (BookgenDesk *desk)
{
  BookgenFindingRow *self = g_object_new (BOOKGEN_TYPE_FINDING_ROW, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}
