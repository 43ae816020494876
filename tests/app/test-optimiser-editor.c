/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/optimiser-editor.h"

#include "app-test.h"
#include "engine/optimiser.h"

static void
update_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_SPIN_BUTTON (widget))
    gtk_spin_button_update (GTK_SPIN_BUTTON (widget));
}

/* A run that was begun elsewhere with numbers that nobody would set here keeps them, also when somebody passes by all
 * rows: they hold whatever the engine takes. */
static void
test_keeps_what_the_engine_takes (void)
{
  FoveaOptimiserEditor *editor = g_object_ref_sink (g_object_new (FOVEA_TYPE_OPTIMISER_EDITOR, NULL));
  FoveaTrainingOptions small = fovea_training_options_default (), large = small;

  small.rate = 0.0000123f;
  small.momentum = 0.00123f;
  small.l2 = 1.234e-7f;
  small.warm_up = 0.123f;
  small.batch = 1;
  small.dropout = 0.0123f;
  large.rate = 1e6f;
  large.momentum = 0.99995f;
  large.l2 = 1e6f;
  large.warm_up = 1e6f;
  large.batch = FOVEA_BATCH_LIMIT;
  large.epochs = 100000;
  large.seed = 123456789;
  large.dropout = 0.999f;
  for (int i = 0; i < 2; i++)
    {
      FoveaTrainingOptions *set = i == 0 ? &small : &large, got;
      g_autofree char *one = NULL, *other = NULL;

      fovea_optimiser_editor_set_options (editor, set);
      app_test_walk (GTK_WIDGET (editor), update_cb, NULL);
      got = fovea_optimiser_editor_get_options (editor);
      one = fovea_training_options_to_text (set);
      other = fovea_training_options_to_text (&got);
      g_assert_cmpstr (one, ==, other);
    }
  g_assert_finalize_object (editor);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/optimiser-editor/keeps-what-the-engine-takes", test_keeps_what_the_engine_takes);
  return g_test_run ();
}
