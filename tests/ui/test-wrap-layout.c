/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-wrap-layout.h"

#define SPACING 10
#define N_CHILDREN 3

/* Three children, 100, 60 and 50 pixels wide and 20 high; the first may expand. */
static const struct
{
  int width;
  gboolean expands;
  GtkTextDirection direction;
  int height;
  int x[N_CHILDREN], y[N_CHILDREN], first_width;
} cases[] = {
  { 230, FALSE, GTK_TEXT_DIR_LTR, 20, { 0, 110, 180 }, { 0, 0, 0 }, 100 },
  { 229, FALSE, GTK_TEXT_DIR_LTR, 50, { 0, 110, 0 }, { 0, 0, 30 }, 100 },
  { 110, FALSE, GTK_TEXT_DIR_LTR, 80, { 0, 0, 0 }, { 0, 30, 60 }, 100 },
  { 130, FALSE, GTK_TEXT_DIR_LTR, 50, { 0, 0, 70 }, { 0, 30, 30 }, 100 },
  { 300, TRUE, GTK_TEXT_DIR_LTR, 20, { 0, 180, 250 }, { 0, 0, 0 }, 170 },
  { 229, TRUE, GTK_TEXT_DIR_LTR, 50, { 0, 169, 0 }, { 0, 0, 30 }, 159 },
  { 230, FALSE, GTK_TEXT_DIR_RTL, 20, { 130, 60, 0 }, { 0, 0, 0 }, 100 },
};

static GtkWidget *
create_box (GtkWidget **children)
{
  static const int widths[N_CHILDREN] = { 100, 60, 50 };
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));

  gtk_widget_set_layout_manager (box, g_object_new (BOOKGEN_TYPE_WRAP_LAYOUT, "spacing", SPACING, NULL));
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      children[i] = gtk_drawing_area_new ();
      gtk_widget_set_size_request (children[i], widths[i], 20);
      gtk_widget_set_valign (children[i], GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), children[i]);
    }
  return box;
}

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *children[N_CHILDREN];
      GtkWidget *box = create_box (children);
      int height;

      gtk_widget_set_direction (box, cases[i].direction);
      gtk_widget_set_hexpand (children[0], cases[i].expands);
      gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, cases[i].width, &height, NULL, NULL, NULL);
      g_assert_cmpint (height, ==, cases[i].height);
      gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, cases[i].width, height }, -1);
      for (guint j = 0; j < N_CHILDREN; j++)
        {
          graphene_rect_t bounds;

          g_assert_true (gtk_widget_compute_bounds (children[j], box, &bounds));
          g_assert_cmpint ((int) bounds.origin.x, ==, cases[i].x[j]);
          g_assert_cmpint ((int) bounds.origin.y, ==, cases[i].y[j]);
        }
      g_assert_cmpint (gtk_widget_get_width (children[0]), ==, cases[i].first_width);
      g_object_unref (box);
    }
}

/* It can be as narrow as its widest child, and what is hidden takes no room. */
static void
test_width (void)
{
  GtkWidget *children[N_CHILDREN];
  GtkWidget *box = create_box (children);
  int minimum, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 230);
  gtk_widget_set_visible (children[1], FALSE);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 160);
  g_object_unref (box);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wrap-layout/lines", test_lines);
  g_test_add_func ("/wrap-layout/width", test_width);
  return g_test_run ();
}
