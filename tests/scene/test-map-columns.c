/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/map-columns.h"

#include "tests/training.h"

static const char NET[] = "CONV 3x3x4 pad 1, RELU, POOL 2, CONV 3x3x6, RELU, FC 12, RELU, FC 4";

static FoveaTrainingSession *
make_session (void)
{
  FoveaTrainingOptions options = test_quarters_options ();
  FoveaTrainingSession *session = test_quarters_session (NET, NULL, &options);

  test_wait_for (session, FOVEA_TRAINING_PAUSED, 0);
  return session;
}

static FoveaMapColumns
make_columns (FoveaTrainingSession *session)
{
  FoveaTrainingReport *report = fovea_training_session_get_report (session);

  return (FoveaMapColumns){ .net = fovea_still_get_net (report->net), .maps = report->maps, .scores = report->scores,
                            .conv = 1 };
}

/* Wide enough, every layer has its column but the scores and what its activation repeats; narrower, numbers that wait
 * for their activation go first, the last of them before the first, then the vector. */
static void
test_columns_go_in_order (void)
{
  static const struct
  {
    double width;
    int rows[8], n;
  } cases[] = {
    { 1000, { 0, 1, 2, 3, 4, 5, 7 }, 7 },
    { 560, { 0, 1, 2, 3, 5, 7 }, 6 },
    { 490, { 0, 2, 3, 5, 7 }, 5 },
    { 400, { 0, 2, 3, 5 }, 4 },
  };
  g_autoptr (FoveaTrainingSession) session = make_session ();
  FoveaMapColumns columns = make_columns (session);
  FoveaMapLayout layout;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fovea_map_columns_lay_out (&columns, 1, &(FoveaBox){ 0, 0, cases[i].width, 200 }, &layout);
      g_assert_cmpint (layout.n, ==, cases[i].n);
      g_assert_cmpint (layout.hidden, ==, 7 - cases[i].n);
      for (int j = 0; j < layout.n; j++)
        g_assert_cmpint (layout.rows[j], ==, cases[i].rows[j]);
      g_assert_cmpfloat (layout.scores.x + layout.scores.width, <=, cases[i].width);
    }
}

/* In the room that it asks for nothing is left out, and not everything has one in less. */
static void
test_measure (void)
{
  g_autoptr (FoveaTrainingSession) session = make_session ();
  FoveaMapColumns columns = make_columns (session);
  FoveaMapLayout layout;
  double width, height;

  fovea_map_columns_measure (&columns, 1, &width, &height);
  fovea_map_columns_lay_out (&columns, 1, &(FoveaBox){ 0, 0, width, height }, &layout);
  g_assert_cmpint (layout.hidden, ==, 0);
  for (int i = 0; i < layout.n; i++)
    g_assert_cmpint (layout.tiles[i].shown, ==, layout.rows[i] == 0 || layout.rows[i] == 7 ? 1
                     : layout.rows[i] < 4 ? 4 : 6);
  fovea_map_columns_lay_out (&columns, 1, &(FoveaBox){ 0, 0, width * 0.8, height }, &layout);
  g_assert_cmpint (layout.hidden, >, 0);
}

/* The pointer on a map finds it, and hears how large its numbers are. */
static void
test_pick_and_tooltip (void)
{
  g_autoptr (FoveaTrainingSession) session = make_session ();
  const FoveaTensor *relu = fovea_training_session_get_report (session)->maps[2];
  FoveaMapColumns columns = make_columns (session);
  g_autofree char *tooltip = NULL;
  FoveaMapLayout layout;
  FoveaBox tile;
  int row, map;

  fovea_map_columns_lay_out (&columns, 1, &(FoveaBox){ 5, 7, 1000, 200 }, &layout);
  tile = fovea_tiles_get (&layout.tiles[2], 3);
  g_assert_true (fovea_map_columns_pick (&layout, tile.x + 1, tile.y + 1, &row, &map));
  g_assert_cmpint (row, ==, 2);
  g_assert_cmpint (map, ==, 3);
  g_assert_cmpint (relu->h, ==, 8);
  tooltip = fovea_map_columns_tooltip (&columns, &layout, tile.x + 1, tile.y + 1);
  g_assert_true (g_str_has_prefix (tooltip, "relu, map 4 of 4, 8×8: from "));
  g_assert_false (fovea_map_columns_pick (&layout, 1, 1, &row, &map));
}

/* Slice k comes from filter k alone until the next convolution. */
static void
test_follows_a_convolution (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, NET);

  for (int row = 0; row < spec->n_layers; row++)
    {
      g_assert_true (fovea_net_spec_follows_conv (spec, 4, row) == (row == 4 || row == 5));
      g_assert_false (fovea_net_spec_follows_conv (spec, -1, row));
    }
  for (int row = 0; row < spec->n_layers; row++)
    g_assert_true (fovea_net_spec_follows_conv (spec, 1, row) == (row >= 1 && row <= 3));
}

static void
test_range (void)
{
  g_autoptr (FoveaTensor) tensor = fovea_tensor_new_from (1, 1, 2, 2, (float[]){ 1, -3, 2, 0 });
  float low, high;

  fovea_tensor_range (tensor, &low, &high);
  g_assert_cmpfloat (low, ==, -3);
  g_assert_cmpfloat (high, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/map-columns/columns-go-in-order", test_columns_go_in_order);
  g_test_add_func ("/scene/map-columns/measure", test_measure);
  g_test_add_func ("/scene/map-columns/pick-and-tooltip", test_pick_and_tooltip);
  g_test_add_func ("/scene/map-columns/follows-a-convolution", test_follows_a_convolution);
  g_test_add_func ("/scene/map-columns/range", test_range);
  return g_test_run ();
}
