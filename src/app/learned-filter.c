/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a net to the Convolution page, and back. */

#include "config.h"

#include "app/learned-filter.h"

#include "app/convolution-page.h"
#include "app/lesson-page.h"
#include "app/main-window.h"
#include "app/way-back.h"
#include "lesson/learned.h"

#include <glib/gi18n-lib.h>

/* Other filters, or a picture, may take the place of those of the net. */
static void
lesson_changed_cb (FoveaMainWindow *window, FoveaConvolution *lesson)
{
  if (fovea_convolution_has_own_filters (lesson) && fovea_convolution_get_picture (lesson) == NULL)
    return;
  g_signal_handlers_disconnect_by_func (lesson, lesson_changed_cb, window);
  fovea_way_back_set (window, NULL);
}

/**
 * fovea_open_learned_filter:
 * @widget: anywhere in the window
 * @row: of the net, a CONV
 * @input: what comes into that row, 1×C×H×W
 *
 * Shows the Convolution page as that layer, before the first position of the filter, from where there is a way back to
 * the net; or says why it cannot.
 */
void
fovea_open_learned_filter (GtkWidget *widget, const FoveaStill *net, int row, int filter, const FoveaTensor *input)
{
  FoveaMainWindow *window = FOVEA_MAIN_WINDOW (gtk_widget_get_root (widget));
  g_autoptr (GError) error = NULL;
  FoveaLesson *lesson;

  fovea_main_window_show_page (window, "convolution");
  lesson = fovea_lesson_page_get_lesson (FOVEA_LESSON_PAGE (fovea_main_window_get_page (window)));
  if (fovea_convolution_take_layer (FOVEA_CONVOLUTION (lesson), fovea_still_get_net (net), row, filter, input, &error))
    {
      g_autofree char *sentence = g_strdup_printf (_ ("Filter %d of layer %d, with the numbers that it gets in the net."),
                                                   filter + 1, row);

      fovea_toast_with_button (GTK_WIDGET (fovea_main_window_get_page (window)), sentence, _ ("_Back to Training"),
                               "win.back");
      g_signal_handlers_disconnect_by_func (lesson, lesson_changed_cb, window);
      g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), window, G_CONNECT_SWAPPED);
      fovea_way_back_set (window, "training");
      return;
    }
  fovea_main_window_show_page (window, "training");
  fovea_toast (GTK_WIDGET (fovea_main_window_get_page (window)), error->message);
}
