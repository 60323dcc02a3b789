/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-shelf-page.h"

#include "bookgen-gradual-rows.h"
#include "bookgen-shelf-tile.h"

struct _BookgenShelfPage
{
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkGridView *grid;
  GtkWidget *new_tile;     /* weak: the tile New book */
  GtkSliceListModel *tiles;
  BookgenLibrary *library; /* nullable until set */
};

enum { OPEN, TRASH, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenShelfPage, bookgen_shelf_page, GTK_TYPE_WIDGET)

static void
on_tile_trash (BookgenShelfTile *tile, BookgenShelfEntry *entry, BookgenShelfPage *self)
{
  g_autofree char *path = NULL, *title = NULL;

  g_object_get (entry, "path", &path, "title", &title, NULL);
  g_signal_emit (self, signals[TRASH], 0, path, title);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenShelfPage *self)
{
  GtkWidget *tile = bookgen_shelf_tile_new ();

  g_signal_connect_object (tile, "trash", G_CALLBACK (on_tile_trash), self, 0);
  gtk_list_item_set_child (item, tile);
}

/* The tile New book is the one item of the first model, and no book. */
static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenShelfPage *self)
{
  gpointer object = gtk_list_item_get_item (item);
  BookgenShelfTile *tile = BOOKGEN_SHELF_TILE (gtk_list_item_get_child (item));

  bookgen_shelf_tile_set_entry (tile, BOOKGEN_IS_SHELF_ENTRY (object) ? object : NULL);
  if (!BOOKGEN_IS_SHELF_ENTRY (object))
    g_set_weak_pointer (&self->new_tile, GTK_WIDGET (tile));
}

static void
on_activate (GtkGridView *grid, guint position, BookgenShelfPage *self)
{
  g_autoptr (GObject) object = g_list_model_get_item (G_LIST_MODEL (gtk_grid_view_get_model (grid)), position);
  g_autofree char *path = NULL;

  if (!BOOKGEN_IS_SHELF_ENTRY (object))
    {
      if (self->new_tile)
        gtk_widget_activate_action (self->new_tile, "tile.menu", NULL);
      return;
    }
  g_object_get (object, "path", &path, NULL);
  g_signal_emit (self, signals[OPEN], 0, path);
}

/* The focus is on the item of the grid around a tile, which hears no key of the tile's. */
static gboolean
on_tile_key (GtkWidget *widget, GVariant *action, gpointer user_data)
{
  GtkWidget *item = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *tile = item ? gtk_widget_get_first_child (item) : NULL;

  return BOOKGEN_IS_SHELF_TILE (tile) && gtk_widget_activate_action_variant (tile, g_variant_get_string (action, NULL), NULL);
}

static void
show_emptiness (BookgenShelfPage *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->library)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "books");
}

static GListModel *
with_new_tile (GListModel *library)
{
  g_autoptr (GListStore) new_tile = g_list_store_new (G_TYPE_OBJECT);
  GListStore *models = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GObject) plus = g_object_new (G_TYPE_OBJECT, NULL);

  g_list_store_append (new_tile, plus);
  g_list_store_append (models, new_tile);
  g_list_store_append (models, library);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (models)));
}

/* Before the tiles hear of it. */
static void
on_books_come (GListModel *library, guint position, guint removed, guint added, BookgenShelfPage *self)
{
  if (added > 1)
    bookgen_gradual_rows_begin (self->tiles);
}

void
bookgen_shelf_page_set_library (BookgenShelfPage *self, BookgenLibrary *library)
{
  g_autoptr (GtkNoSelection) selection = NULL;
  g_autoptr (GListModel) tiles = NULL;

  g_return_if_fail (BOOKGEN_IS_SHELF_PAGE (self));
  g_return_if_fail (self->library == NULL);
  self->library = g_object_ref (library);
  g_signal_connect_object (library, "items-changed", G_CALLBACK (on_books_come), self, 0);
  tiles = with_new_tile (G_LIST_MODEL (library));
  self->tiles = bookgen_gradual_rows_new (tiles);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->tiles)));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (library, "items-changed", G_CALLBACK (show_emptiness), self, G_CONNECT_SWAPPED);
  show_emptiness (self);
}

static void
bookgen_shelf_page_dispose (GObject *object)
{
  BookgenShelfPage *self = BOOKGEN_SHELF_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_weak_pointer (&self->new_tile);
  g_clear_object (&self->tiles);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (bookgen_shelf_page_parent_class)->dispose (object);
}

/* To the books, or to the first way to one; not to the menu above them. */
static gboolean
bookgen_shelf_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (BOOKGEN_SHELF_PAGE (widget)->stack), GTK_DIR_TAB_FORWARD);
}

static void
bookgen_shelf_page_class_init (BookgenShelfPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_shelf_page_dispose;
  signals[OPEN] = g_signal_new ("open", BOOKGEN_TYPE_SHELF_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
  signals[TRASH] = g_signal_new ("trash", BOOKGEN_TYPE_SHELF_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_STRING);
  widget_class->grab_focus = bookgen_shelf_page_grab_focus;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_tile_key, "s", "tile.menu");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_tile_key, "s", "tile.menu");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, on_tile_key, "s", "tile.trash");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-shelf-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenShelfPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenShelfPage, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
bookgen_shelf_page_init (BookgenShelfPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
