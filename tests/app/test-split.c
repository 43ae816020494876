/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/split.h"

typedef struct
{
  GtkWidget *content, *side;
  FoveaSplit *split;
} Fixture;

static void
resize (Fixture *fixture, int width)
{
  gtk_widget_set_size_request (GTK_WIDGET (fixture->split), width, 100);
  gtk_widget_allocate (GTK_WIDGET (fixture->split), width, 100, -1, NULL);
}

/* A content of at least 100 points beside a side bar of 60, which folds below 200. */
static void
set_up (Fixture *fixture, gconstpointer position)
{
  fixture->content = g_object_ref_sink (gtk_entry_new ());
  fixture->side = g_object_ref_sink (gtk_button_new ());
  gtk_widget_set_size_request (fixture->content, 100, 20);
  gtk_widget_set_size_request (fixture->side, 60, 20);
  fixture->split = g_object_new (FOVEA_TYPE_SPLIT, "content", fixture->content, "side", fixture->side, "fold-width", 200,
                                 "side-position", GPOINTER_TO_INT (position), NULL);
  g_object_ref_sink (fixture->split);
}

static void
tear_down (Fixture *fixture, gconstpointer position)
{
  g_assert_finalize_object (fixture->split);
  g_assert_finalize_object (fixture->content);
  g_assert_finalize_object (fixture->side);
}

static graphene_rect_t
get_bounds (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (fixture->split), &bounds));
  return bounds;
}

static void
test_wide (Fixture *fixture, gconstpointer position)
{
  gboolean at_end = GPOINTER_TO_INT (position) == GTK_PACK_END;

  resize (fixture, 300);
  g_assert_false (fovea_split_get_folded (fixture->split));
  g_assert_true (gtk_widget_get_child_visible (fixture->side));
  g_assert_cmpfloat (get_bounds (fixture, fixture->side).origin.x, ==, at_end ? 240 : 0);
  g_assert_cmpfloat (get_bounds (fixture, fixture->content).origin.x, ==, at_end ? 0 : 60);
  g_assert_cmpfloat (get_bounds (fixture, fixture->content).size.width, ==, 240);
  fovea_split_set_show_side (fixture->split, FALSE);
  resize (fixture, 300);
  g_assert_cmpfloat (get_bounds (fixture, fixture->content).size.width, ==, 300);
}

/* Folded, the side bar lies over the content, which keeps all the room. */
static void
test_narrow (Fixture *fixture, gconstpointer position)
{
  resize (fixture, 199);
  g_assert_true (fovea_split_get_folded (fixture->split));
  g_assert_false (gtk_widget_get_child_visible (fixture->side));
  fovea_split_set_show_side (fixture->split, TRUE);
  resize (fixture, 199);
  g_assert_true (gtk_widget_get_child_visible (fixture->side));
  g_assert_cmpfloat (get_bounds (fixture, fixture->content).size.width, ==, 199);
  g_assert_cmpfloat (get_bounds (fixture, fixture->side).size.width, ==, 60);
}

/* Put away by itself, but called for, it may stand beside the content for as long as that has room. */
static void
test_beside (Fixture *fixture, gconstpointer position)
{
  gboolean at_end = GPOINTER_TO_INT (position) == GTK_PACK_END;

  g_object_set (fixture->split, "beside-width", 180, NULL);
  resize (fixture, 199);
  g_assert_true (fovea_split_get_folded (fixture->split));
  g_assert_false (gtk_widget_get_child_visible (fixture->side));
  g_assert_cmpfloat (get_bounds (fixture, fixture->content).size.width, ==, 199);
  fovea_split_set_show_side (fixture->split, TRUE);
  resize (fixture, 199);
  g_assert_cmpfloat (get_bounds (fixture, fixture->content).size.width, ==, 139);
  g_assert_cmpfloat (get_bounds (fixture, fixture->side).origin.x, ==, at_end ? 139 : 0);
  g_assert_false (fovea_split_get_over (fixture->split));
  g_assert_false (gtk_widget_has_css_class (fixture->side, "over"));
  resize (fixture, 179);
  g_assert_cmpfloat (get_bounds (fixture, fixture->content).size.width, ==, 179);
  g_assert_true (fovea_split_get_over (fixture->split));
  g_assert_true (gtk_widget_has_css_class (fixture->side, "over"));
}

/* What one chose while there was room comes back with the room; what one did while there was none does not. */
static void
test_remembers (Fixture *fixture, gconstpointer position)
{
  resize (fixture, 300);
  resize (fixture, 150);
  g_assert_false (fovea_split_get_show_side (fixture->split));
  resize (fixture, 300);
  g_assert_true (fovea_split_get_show_side (fixture->split));

  fovea_split_set_show_side (fixture->split, FALSE);
  resize (fixture, 150);
  fovea_split_set_show_side (fixture->split, TRUE);
  resize (fixture, 300);
  g_assert_false (fovea_split_get_show_side (fixture->split));
}

/* Put away, the side bar still counts as what there must be room for: no width folds and unfolds in turn. */
static void
test_steady (Fixture *fixture, gconstpointer position)
{
  gtk_widget_set_size_request (fixture->content, 170, 20);
  for (int width = 190; width < 260; width += 4)
    {
      gboolean folded;

      resize (fixture, width);
      folded = fovea_split_get_folded (fixture->split);
      g_assert_cmpint (folded, ==, width < 230);
      resize (fixture, width);
      g_assert_cmpint (fovea_split_get_folded (fixture->split), ==, folded);
    }
}

/* It never asks for more than the wider of the two, whatever is shown. */
static void
test_minimum (Fixture *fixture, gconstpointer position)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->split), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
}

#define ADD(NAME, FUNCTION, POSITION)                                                                                  \
  g_test_add ("/app/split/" NAME, Fixture, GINT_TO_POINTER (POSITION), set_up, FUNCTION, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  ADD ("wide-start", test_wide, GTK_PACK_START);
  ADD ("wide-end", test_wide, GTK_PACK_END);
  ADD ("narrow", test_narrow, GTK_PACK_START);
  ADD ("beside", test_beside, GTK_PACK_START);
  ADD ("beside-at-the-end", test_beside, GTK_PACK_END);
  ADD ("remembers", test_remembers, GTK_PACK_START);
  ADD ("steady", test_steady, GTK_PACK_START);
  ADD ("minimum", test_minimum, GTK_PACK_START);
  return g_test_run ();
}
