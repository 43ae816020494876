/* SPDX-License-Identifier: GPL-3.0-or-later */

/* In every view of a convolution, in every pass, and in a pool: each number that one can type over is found where it is
 * drawn, all of them can be reached from grid to grid, and what is typed over is what is drawn. */

#include "lesson/convolution-pass.h"
#include "lesson/pooling.h"
#include "lesson/state.h"
#include "scene/pooling-scene.h"
#include "scene/scene-cells.h"
#include "scene/views.h"

static void
paint (FoveaScene *scene)
{
  double width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  fovea_scene_measure (scene, 1000, 700, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  cr = cairo_create (surface);
  fovea_scene_paint (scene, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* What is drawn in a cell, by the grid itself. */
static float
read_site (FoveaScene *scene, const FoveaSite *site)
{
  const FoveaGrid *grid
      = fovea_sheet_find_grid (FOVEA_SCENE_GET_CLASS (scene)->get_sheet (scene), site->role, site->index);
  g_autofree float *values = g_new0 (float, grid->columns);
  g_autofree guint8 *states = g_new0 (guint8, grid->columns);

  grid->fill (grid->data, grid, site->row, values, states);
  g_assert_cmpint (states[site->column], ==, FOVEA_CELL_VALUE);
  return values[site->column];
}

/* Types over the number at a site; all sites of it show the new one. */
static void
check_site (FoveaScene *scene, const FoveaSite *site, guint *kinds)
{
  FoveaLesson *lesson = fovea_scene_get_lesson (scene);
  g_autoptr (FoveaLesson) before = fovea_lesson_copy (lesson);
  g_autoptr (GArray) sites = g_array_new (FALSE, FALSE, sizeof (FoveaSite));
  FoveaBox box = fovea_scene_get_site_box (scene, site);
  FoveaCell cell, again;
  FoveaSite other;
  gboolean among = FALSE;
  float was;

  g_assert_true (fovea_scene_get_cell (scene, site, &cell));
  *kinds |= 1u << cell.kind;
  g_assert_true (fovea_scene_find_cell (scene, box.x + box.width / 2, box.y + box.height / 2, &again, &other));
  g_assert_true (fovea_cell_equal (&cell, &again) && fovea_site_equal (site, &other));
  was = fovea_lesson_get_cell (lesson, &cell);
  g_assert_cmpfloat (read_site (scene, site), ==, was);
  fovea_scene_list_sites (scene, &cell, sites);
  fovea_lesson_set_cell (lesson, &cell, was + 3);
  paint (scene);
  for (guint i = 0; i < sites->len; i++)
    {
      g_assert_cmpfloat (read_site (scene, &g_array_index (sites, FoveaSite, i)), ==, was + 3);
      among |= fovea_site_equal (&g_array_index (sites, FoveaSite, i), site);
    }
  g_assert_true (among);
  fovea_lesson_assign (lesson, before);
  paint (scene);
}

/* From grid to grid, down and up again. Returns: the kinds of numbers on the way, as bits */
static guint
walk (FoveaScene *scene)
{
  FoveaSite site, last;
  guint kinds = 0;
  int n = 1;

  paint (scene);
  g_assert_true (fovea_scene_first_site (scene, &site));
  do
    {
      check_site (scene, &site, &kinds);
      last = site;
      n++;
    }
  while (fovea_scene_turn_site (scene, 1, &site));
  for (site = last; fovea_scene_turn_site (scene, -1, &site);)
    n--;
  g_assert_cmpint (n, ==, 2);
  return kinds;
}

enum
{
  INPUT = 1 << FOVEA_CELL_OF_INPUT,
  FILTER = 1 << FOVEA_CELL_OF_FILTER,
  BIAS = 1 << FOVEA_CELL_OF_BIAS,
  TARGET = 1 << FOVEA_CELL_OF_TARGET,
  GRADIENT = 1 << FOVEA_CELL_OF_GRADIENT
};

typedef struct
{
  const char *name, *state;
  guint kinds; /* that can be typed over */
} Case;

static const Case cases[] = {
  { "grid", "pad=1 position=3", INPUT | FILTER },
  { "flip", "flip=yes pad=1", INPUT | FILTER },
  { "grid-volumes", "input=5 depth=3 filters=2 pad=1 stride=2", INPUT | FILTER },
  { "grid-depthwise", "depth=2 filters=2 groups=2 position=30", INPUT | FILTER },
  { "matrix", "view=matrix pad=1 position=8", INPUT | FILTER | BIAS },
  { "matrix-groups", "view=matrix depth=4 filters=4 groups=2 position=60", INPUT | FILTER | BIAS },
  { "matrix-folded", "view=matrix input=24 depth=3 filter=5 filters=20 position=700 flip=yes", INPUT | FILTER | BIAS },
  { "neuron", "view=neuron pad=1 position=9", INPUT | FILTER },
  { "neuron-deep", "view=neuron depth=5 filters=3 position=40", INPUT | FILTER },
  { "dense", "view=dense position=2", INPUT | FILTER | BIAS },
  { "dense-covering", "view=dense input=3 filters=4", INPUT | FILTER | BIAS },
  { "depth", "view=depth filter=1 depth=8 filters=3", INPUT | FILTER },
  { "depth-deep", "view=depth depth=40 filters=2 flip=yes", INPUT | FILTER },
  { "backward", "pass=backward pad=1", INPUT | FILTER | GRADIENT },
  { "backward-loss", "pass=backward gradient=loss filters=2 position=30", INPUT | FILTER | TARGET | GRADIENT },
  { "backward-cell", "pass=backward gradient=cell depth=2", INPUT | FILTER | GRADIENT },
  { "train", "pass=train", INPUT | FILTER | TARGET },
  { "transposed", "pass=transposed input=3 stride=2 pad=1", INPUT | FILTER },
};

static void
set (FoveaLesson *lesson, const char *state)
{
  g_auto (GStrv) settings = g_strsplit (state, " ", -1);
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (lesson, (const char *const *) settings, &error);
  g_assert_no_error (error);
}

static void
test_convolution (gconstpointer user_data)
{
  const Case *one = user_data;
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = NULL;

  set (FOVEA_LESSON (lesson), one->state);
  scene = fovea_views_new_scene (lesson);
  g_assert_cmpuint (walk (scene), ==, one->kinds);
}

static void
test_pooling (void)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (FoveaScene) scene = fovea_pooling_scene_new (lesson);

  set (FOVEA_LESSON (lesson), "depth=2 pad=1 input=6");
  g_assert_cmpuint (walk (scene), ==, INPUT);
  set (FOVEA_LESSON (lesson), "depth=2 pass=backward gradient=ramp position=3");
  g_assert_cmpuint (walk (scene), ==, INPUT | GRADIENT);
}

/* A column of X holds copies; all are found, and those of the padding are nobody's. */
static void
test_copies (void)
{
  const FoveaCell centre = { FOVEA_CELL_OF_INPUT, 0, 0, 1, 1 };
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = NULL;
  g_autoptr (GArray) sites = g_array_new (FALSE, FALSE, sizeof (FoveaSite));

  set (FOVEA_LESSON (lesson), "view=matrix input=3 filter=3 pad=1");
  scene = fovea_views_new_scene (lesson);
  paint (scene);
  fovea_scene_list_sites (scene, &centre, sites);
  g_assert_cmpuint (sites->len, ==, 9 + 1); /* each place sees it, and the input itself is drawn */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scene/scene-cells/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_convolution);
    }
  g_test_add_func ("/scene/scene-cells/pooling", test_pooling);
  g_test_add_func ("/scene/scene-cells/copies", test_copies);
  return g_test_run ();
}
