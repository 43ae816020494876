/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Light on black whatever the style: so the nets that learned from MNIST saw it. Pictures are read on a thread. */

#include "config.h"

#include "app/drawing-pad.h"

#include "app/page.h"
#include "app/picture-reader.h"
#include "dataset/picture.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  LEAST_SIDE = 168,  /* points */
  USUAL_SIDE = 224,
  MOST_SIDE = 480,
  CURSOR_STEPS = 28  /* of an arrow key across the pad */
};

struct _FoveaDrawingPad
{
  GtkWidget parent_instance;

  FoveaDrawing *drawing;
  FoveaPoint cursor;
  gboolean pen_down; /* of the keyboard */
  FoveaPoint drag_start;
  FoveaPictureReader reader;
};

G_DEFINE_FINAL_TYPE (FoveaDrawingPad, fovea_drawing_pad, GTK_TYPE_WIDGET)

/* The square of the pad in the widget. */
static graphene_rect_t
get_square (FoveaDrawingPad *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  int side = MIN (width, height);

  return GRAPHENE_RECT_INIT ((width - side) / 2, (height - side) / 2, side, side);
}

static FoveaPoint
to_pad (FoveaDrawingPad *self, double x, double y)
{
  graphene_rect_t square = get_square (self);

  return (FoveaPoint){ (x - square.origin.x) / square.size.width, (y - square.origin.y) / square.size.height };
}

static void
describe (FoveaDrawingPad *self)
{
  g_autofree char *words
    = g_strdup_printf (_ ("%s at column %d, row %d of %d. Arrow keys move it, Enter puts it down and lifts it, Delete "
                          "clears."),
                       self->pen_down ? _ ("The pen is down") : _ ("The pen is up"),
                       (int) lround (self->cursor.x * CURSOR_STEPS), (int) lround (self->cursor.y * CURSOR_STEPS),
                       CURSOR_STEPS);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Drawing pad"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
lift (FoveaDrawingPad *self)
{
  self->pen_down = FALSE;
  describe (self);
}

/* Painting */

static void
paint_picture (cairo_t *cr, const FoveaTensor *picture)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->w, picture->h);
  int stride = cairo_image_surface_get_stride (surface), side = MIN (picture->w, picture->h);
  guint8 *data = cairo_image_surface_get_data (surface);

  for (int y = 0; y < picture->h; y++)
    for (int x = 0; x < picture->w; x++)
      {
        guint32 *pixel = (guint32 *) (gpointer) (data + y * stride) + x;

        *pixel = 0;
        for (int c = 0; c < 3; c++)
          *pixel = *pixel << 8 | lround (*fovea_tensor_at (picture, 0, MIN (c, picture->c - 1), y, x) * 255);
      }
  cairo_surface_mark_dirty (surface);
  cairo_save (cr);
  cairo_scale (cr, 1.0 / side, 1.0 / side);
  cairo_set_source_surface (cr, surface, -(picture->w - side) / 2, -(picture->h - side) / 2);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
paint_strokes (FoveaDrawingPad *self, cairo_t *cr)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 2 * fovea_drawing_get_pen (self->drawing));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < fovea_drawing_count_strokes (self->drawing); i++)
    {
      guint n;
      const FoveaPoint *points = fovea_drawing_get_stroke (self->drawing, i, &n);

      cairo_move_to (cr, points[0].x, points[0].y);
      for (guint j = 0; j < n; j++)
        cairo_line_to (cr, points[j].x, points[j].y);
      cairo_stroke (cr);
    }
}

/* Where the keyboard's pen is: a cross, and a ring around it while it is down. */
static void
paint_cursor (FoveaDrawingPad *self, cairo_t *cr)
{
  double x = self->cursor.x, y = self->cursor.y;

  cairo_set_source_rgb (cr, 0.6, 0.757, 0.945); /* "here, now" on dark ground */
  cairo_set_line_width (cr, 0.008);
  cairo_move_to (cr, x - 0.04, y);
  cairo_line_to (cr, x + 0.04, y);
  cairo_move_to (cr, x, y - 0.04);
  cairo_line_to (cr, x, y + 0.04);
  cairo_stroke (cr);
  if (!self->pen_down)
    return;
  cairo_arc (cr, x, y, 0.05, 0, 2 * G_PI);
  cairo_stroke (cr);
}

static void
fovea_drawing_pad_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoveaDrawingPad *self = FOVEA_DRAWING_PAD (widget);
  graphene_rect_t square = get_square (self);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &square);

  cairo_translate (cr, square.origin.x, square.origin.y);
  cairo_scale (cr, square.size.width, square.size.height);
  cairo_rectangle (cr, 0, 0, 1, 1);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  if (fovea_drawing_get_picture (self->drawing))
    paint_picture (cr, fovea_drawing_get_picture (self->drawing));
  paint_strokes (self, cr);
  if (gtk_widget_has_focus (widget))
    paint_cursor (self, cr);
  cairo_destroy (cr);
}

static GtkSizeRequestMode
fovea_drawing_pad_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fovea_drawing_pad_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  *minimum = LEAST_SIDE;
  *natural = orientation == GTK_ORIENTATION_VERTICAL && for_size > 0 ? CLAMP (for_size, LEAST_SIDE, MOST_SIDE)
                                                                     : USUAL_SIDE;
}

/* Pen */

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, FoveaDrawingPad *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->pen_down = FALSE;
  self->drag_start = (FoveaPoint){ x, y };
  self->cursor = to_pad (self, x, y);
  fovea_drawing_begin (self->drawing, self->cursor);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, FoveaDrawingPad *self)
{
  self->cursor = to_pad (self, self->drag_start.x + dx, self->drag_start.y + dy);
  fovea_drawing_extend (self->drawing, self->cursor);
}

/* Pictures */

static void
take_picture (gpointer pad, FoveaTensor *picture, const char *name)
{
  FoveaDrawingPad *self = pad;

  lift (self);
  fovea_drawing_set_picture (self->drawing, picture);
}

/* A picture that is somewhere in memory: 1×3×H×W, 0 … 1, in steps that leave no more than FOVEA_PICTURE_SIDE. */
static FoveaTensor *
texture_to_tensor (GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  int step = MAX (1, (MAX (width, height) + FOVEA_PICTURE_SIDE - 1) / FOVEA_PICTURE_SIDE);
  FoveaTensor *tensor = fovea_tensor_new (1, 3, MAX (height / step, 1), MAX (width / step, 1));
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);

  gdk_texture_download (texture, (guchar *) pixels, 4 * (gsize) width);
  for (int y = 0; y < tensor->h; y++)
    for (int x = 0; x < tensor->w; x++)
      for (int c = 0; c < 3; c++)
        *fovea_tensor_at (tensor, 0, c, y, x)
            = (pixels[(gsize) y * step * width + (gsize) x * step] >> (16 - 8 * c) & 255) / 255.0f;
  return tensor;
}

static void
take_texture (FoveaDrawingPad *self, GdkTexture *texture)
{
  g_autoptr (FoveaTensor) picture = texture_to_tensor (texture);

  take_picture (self, picture, NULL);
}

/* Takes what was dropped or copied, a picture or the first of some files. FALSE if there is none. */
static gboolean
take (FoveaDrawingPad *self, const GValue *value)
{
  g_autoptr (GSList) files = NULL;

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      take_texture (self, g_value_get_object (value));
      return TRUE;
    }
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  if (files)
    fovea_drawing_pad_open (self, files->data);
  return files != NULL;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, FoveaDrawingPad *self)
{
  return take (self, value);
}

static void
pasted_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaDrawingPad) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, NULL);

  if (!value || !take (self, value))
    fovea_toast (GTK_WIDGET (self), _ ("There is no picture to paste."));
}

/* Keys */

static void
move_cursor (FoveaDrawingPad *self, int columns, int rows)
{
  self->cursor.x = CLAMP (self->cursor.x + (double) columns / CURSOR_STEPS, 0, 1);
  self->cursor.y = CLAMP (self->cursor.y + (double) rows / CURSOR_STEPS, 0, 1);
  if (self->pen_down)
    fovea_drawing_extend (self->drawing, self->cursor);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
}

static void
put_down_or_lift (FoveaDrawingPad *self)
{
  self->pen_down = !self->pen_down;
  if (self->pen_down)
    fovea_drawing_begin (self->drawing, self->cursor);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
}

/* The pen's keys; the others are the view's around the pad. */
gboolean
fovea_drawing_pad_key_pressed (FoveaDrawingPad *self, guint key, GdkModifierType state)
{
  if (state != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
      move_cursor (self, -1, 0);
      return TRUE;
    case GDK_KEY_Right:
      move_cursor (self, 1, 0);
      return TRUE;
    case GDK_KEY_Up:
      move_cursor (self, 0, -1);
      return TRUE;
    case GDK_KEY_Down:
      move_cursor (self, 0, 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      put_down_or_lift (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FoveaDrawingPad *self)
{
  return fovea_drawing_pad_key_pressed (self, key, state & gtk_accelerator_get_default_mod_mask ());
}

/* Object */

static void
fovea_drawing_pad_dispose (GObject *object)
{
  FoveaDrawingPad *self = FOVEA_DRAWING_PAD (object);

  fovea_picture_reader_cancel (&self->reader);
  g_clear_object (&self->drawing);
  G_OBJECT_CLASS (fovea_drawing_pad_parent_class)->dispose (object);
}

static void
fovea_drawing_pad_class_init (FoveaDrawingPadClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_drawing_pad_dispose;
  widget_class->snapshot = fovea_drawing_pad_snapshot;
  widget_class->measure = fovea_drawing_pad_measure;
  widget_class->get_request_mode = fovea_drawing_pad_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "pad");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (FoveaDrawingPad *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static void
fovea_drawing_pad_init (FoveaDrawingPad *self)
{
  self->drawing = fovea_drawing_new ();
  self->cursor = (FoveaPoint){ 0.5, 0.5 };
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  add_controllers (self);
  self->reader = (FoveaPictureReader){ .widget = GTK_WIDGET (self), .take = take_picture };
  g_signal_connect_object (self->drawing, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  describe (self);
}

FoveaDrawing *
fovea_drawing_pad_get_drawing (FoveaDrawingPad *self)
{
  return self->drawing;
}

/* Takes the last stroke back. */
void
fovea_drawing_pad_undo (FoveaDrawingPad *self)
{
  lift (self);
  fovea_drawing_undo (self->drawing);
}

void
fovea_drawing_pad_clear (FoveaDrawingPad *self)
{
  lift (self);
  fovea_drawing_clear (self->drawing);
}

/* The picture in the clipboard, or that in the file which was copied, if there is one. */
void
fovea_drawing_pad_paste (FoveaDrawingPad *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  gboolean files = gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST);

  gdk_clipboard_read_value_async (clipboard, files ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE, G_PRIORITY_DEFAULT, NULL,
                                  pasted_cb, g_object_ref (self));
}

void
fovea_drawing_pad_open (FoveaDrawingPad *self, GFile *file)
{
  fovea_picture_reader_open (&self->reader, file);
}
