/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-import-texts.h"

#include "bookgen-import-text.h"
#include "bookgen-item-name.h"

#include <glib/gi18n-lib.h>

struct _BookgenImportTexts
{
  GtkWidget parent_instance;
  GtkDropDown *all;
  GtkListView *list;
  GListStore *units;     /* BookgenUnit of each text */
  GHashTable *texts;     /* BookgenUnit -> BookgenImportText, borrowed */
  BookgenImport *import; /* borrowed, nullable */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (BookgenImportTexts, bookgen_import_texts, GTK_TYPE_WIDGET)

/* The first of all is no use of its own. */
enum { AS_PROPOSED, ALL_BRIEFS, ALL_MATERIAL, ALL_CHAPTERS };

/* One text */

static void
on_use (GtkDropDown *drop_down, GParamSpec *pspec, BookgenImportTexts *self)
{
  BookgenImportText *text = g_object_get_data (G_OBJECT (drop_down), "text");
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (self->showing || !self->import || !text || selected == GTK_INVALID_LIST_POSITION)
    return;
  bookgen_import_set_use (self->import, text, selected);
}

static GtkWidget *
create_drop_down (BookgenImportTexts *self)
{
  const char *const uses[] = { C_ ("use of a text", "Brief"), C_ ("use of a text", "Material"),
                               C_ ("use of a text", "Finished chapter"), NULL };
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (uses);

  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What its text is"), -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_use), self, 0);
  return drop_down;
}

static GtkWidget *
create_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenImportTexts *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_margin_top (row, 3);
  gtk_widget_set_margin_bottom (row, 3);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), create_label (NULL));
  gtk_box_append (GTK_BOX (words), create_label ("caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (words), "dim-label");
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), create_drop_down (self));
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenImportTexts *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *words = gtk_widget_get_first_child (row);
  GtkDropDown *drop_down = GTK_DROP_DOWN (gtk_widget_get_last_child (row));
  BookgenImportText *text = g_hash_table_lookup (self->texts, gtk_list_item_get_item (item));
  g_autofree char *count = g_strdup_printf (ngettext ("%'u word", "%'u words", text->words), text->words);
  const char *title = bookgen_unit_get_title (text->unit);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (words)), *title ? title : _ ("Without a title"));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (words)), count);
  bookgen_item_name_set (row, *title ? title : _ ("Without a title"));
  self->showing = TRUE;
  g_object_set_data (G_OBJECT (drop_down), "text", text);
  gtk_drop_down_set_selected (drop_down, text->use);
  gtk_widget_set_sensitive (GTK_WIDGET (drop_down), bookgen_unit_is_written (text->unit));
  self->showing = FALSE;
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenImportTexts *self)
{
  g_object_set_data (G_OBJECT (gtk_widget_get_last_child (gtk_list_item_get_child (item))), "text", NULL);
}

/* All of them */

static void
show_units (BookgenImportTexts *self)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();

  g_list_store_remove_all (self->units);
  g_hash_table_remove_all (self->texts);
  for (guint i = 0; self->import && i < self->import->texts->len; i++)
    {
      BookgenImportText *text = self->import->texts->pdata[i];

      g_hash_table_insert (self->texts, text->unit, text);
      g_ptr_array_add (units, text->unit);
    }
  g_list_store_splice (self->units, 0, 0, units->pdata, units->len);
}

static void
on_all (BookgenImportTexts *self)
{
  guint selected = gtk_drop_down_get_selected (self->all);

  for (guint i = 0; self->import && !self->showing && i < self->import->texts->len; i++)
    {
      BookgenImportText *text = self->import->texts->pdata[i];
      bookgen_import_set_use (self->import, text, selected == AS_PROPOSED ? text->proposed : selected - ALL_BRIEFS);
    }
  show_units (self);
}

void
bookgen_import_texts_set_import (BookgenImportTexts *self, BookgenImport *import)
{
  g_return_if_fail (BOOKGEN_IS_IMPORT_TEXTS (self));
  self->import = import;
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->all, AS_PROPOSED);
  self->showing = FALSE;
  show_units (self);
}

/* Widget */

static void
bookgen_import_texts_dispose (GObject *object)
{
  BookgenImportTexts *self = BOOKGEN_IMPORT_TEXTS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  self->import = NULL;
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->units);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  G_OBJECT_CLASS (bookgen_import_texts_parent_class)->dispose (object);
}

static void
bookgen_import_texts_class_init (BookgenImportTextsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_import_texts_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-import-texts.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenImportTexts, all);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportTexts, list);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
bookgen_import_texts_init (BookgenImportTexts *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->units = g_list_store_new (BOOKGEN_TYPE_UNIT);
  self->texts = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->units))));
  gtk_list_view_set_model (self->list, selection);
}
