/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From top to bottom: the two charts; the filters and, at their right, the selected one beside its map; one image
 * through the layers; validation images and, where there is the width, the surest mistakes beside them. Every part has a
 * least height; what the room has beyond the sum of these goes to the charts until their curves can be read, and is then
 * shared out, mostly to the charts and the maps. */

#include "config.h"

#include "scene/training-layout.h"

#include <math.h>

/* All in points, at scale 1. */
static const double LEAST_WIDTH = 500;
static const double MARGIN = 20, MARGIN_TIGHT = 12, GAP = 12, TITLE = 22, BELOW = 5;
static const double CHART_LEAST = 84, CHART_READABLE = 140, CHART_MOST = 260;
static const double FILTER_LEAST = 40, FILTERS_MOST = 110;
static const double MAPS_LEAST = 92, MAPS_MOST = 300;
static const double MISTAKES_FROM = 600; /* width from which mistakes stand beside */

/* @session: (nullable) */
static FoveaTrainingReport *
get_report (FoveaTrainingSession *session)
{
  return session ? fovea_training_session_get_report (session) : NULL;
}

int
fovea_training_layout_count_filters (FoveaTrainingSession *session)
{
  FoveaTrainingReport *report = get_report (session);

  return report && report->filters ? report->filters->n : 0;
}

/* The image on its way through the net; of a report that has maps. */
FoveaMapColumns
fovea_training_layout_get_columns (FoveaTrainingSession *session, int selected)
{
  FoveaTrainingReport *report = get_report (session);

  return (FoveaMapColumns){
    .net = fovea_still_get_net (report->net),
    .maps = report->maps,
    .scores = report->scores,
    .label = fovea_training_session_get_validation (session)->labels[report->image],
    .conv = fovea_net_spec_first_conv (fovea_training_session_get_spec (session)),
    .selected = selected,
  };
}

FoveaPredictionWall
fovea_training_layout_get_wall (FoveaTrainingSession *session, const GArray *predictions, int selected)
{
  return (FoveaPredictionWall){
    .examples = fovea_training_session_get_validation (session),
    .class_names = fovea_training_session_get_class_names (session),
    .predictions = predictions,
    .selected = selected,
  };
}

static double
margin_of (double width, double scale)
{
  return ceil (scale * (width < 700 * scale ? MARGIN_TIGHT : MARGIN));
}

static double
least_height (FoveaTrainingSession *session, double width, double scale)
{
  double height = 2 * margin_of (width, scale) + CHART_LEAST * scale + 2 * GAP * scale;

  if (fovea_training_layout_count_filters (session) > 0)
    height += (GAP + TITLE + BELOW + FILTER_LEAST) * scale;
  return ceil (height + (2 * (TITLE + BELOW) + MAPS_LEAST) * scale + fovea_prediction_wall_row_height (scale));
}

/* Cuts @height off the top of @rest. */
static FoveaBox
cut (FoveaBox *rest, double height)
{
  FoveaBox box = { rest->x, rest->y, rest->width, height };

  rest->y += height;
  rest->height -= height;
  return box;
}

/* A line for a title off the top of @rest, and the space below it. */
static FoveaBox
cut_title (FoveaBox *rest, double scale)
{
  FoveaBox line = cut (rest, TITLE * scale);

  cut (rest, BELOW * scale);
  return line;
}

static void
lay_out_filters (FoveaTrainingLayout *layout, FoveaTrainingSession *session, double scale, FoveaBox *rest, double extra)
{
  int n = fovea_training_layout_count_filters (session);
  FoveaBox row;
  double side;

  layout->filters_title = cut_title (rest, scale);
  row = cut (rest, floor (fmin (FILTER_LEAST * scale + extra, FILTERS_MOST * scale)));
  side = row.height;
  layout->map = (FoveaBox){ row.x + row.width - side, row.y, side, side };
  layout->arrow = (FoveaBox){ layout->map.x - 24 * scale, row.y, 24 * scale, side };
  layout->filter = (FoveaBox){ layout->arrow.x - side, row.y, side, side };
  layout->picked_title = (FoveaBox){ layout->filter.x - 90 * scale, layout->filters_title.y,
                                     row.x + row.width - layout->filter.x + 90 * scale, TITLE * scale };
  layout->filters_title.width = layout->picked_title.x - row.x - GAP * scale;
  row.width = layout->filter.x - GAP * 2 * scale - row.x;
  layout->filters = fovea_tiles_fit (&row, n, 16 * scale, row.height, 5 * scale);
  fovea_tiles_round (&layout->filters, get_report (session)->filters->w);
  cut (rest, GAP * scale);
}

static void
lay_out_predictions (FoveaTrainingLayout *layout, FoveaTrainingSession *session, double scale, FoveaBox rest)
{
  FoveaTrainingReport *report = get_report (session);
  FoveaPredictionWall wall = fovea_training_layout_get_wall (session, report->predictions, -1);
  gboolean beside = rest.width >= MISTAKES_FROM * scale;

  layout->predictions_title = cut_title (&rest, scale);
  layout->mistakes_title = layout->predictions_title;
  layout->mistakes = (FoveaTiles){ .box = { rest.x + rest.width, rest.y, 0, 0 }, .pitch = 1, .columns = 1 };
  if (beside)
    {
      FoveaBox right = rest;

      rest.width = floor (rest.width * 0.6);
      right.x += rest.width + 2 * GAP * scale;
      right.width -= rest.width + 2 * GAP * scale;
      layout->predictions_title.width = rest.width;
      layout->mistakes_title.x = right.x;
      layout->mistakes_title.width = right.width;
      wall.predictions = report->mistakes;
      layout->mistakes = fovea_prediction_wall_lay_out (&wall, scale, &right);
    }
  wall.predictions = report->predictions;
  layout->predictions = fovea_prediction_wall_lay_out (&wall, scale, &rest);
}

/* The least that it needs; @session: (nullable) */
void
fovea_training_layout_measure (FoveaTrainingSession *session, double scale, double *width, double *height)
{
  *width = LEAST_WIDTH * scale;
  *height = least_height (session, *width, scale);
}

/* Where everything goes in a room of @width × @height; before there is a report, the charts alone. */
void
fovea_training_layout_place (FoveaTrainingLayout *self, FoveaTrainingSession *session, double scale, double width,
                             double height)
{
  double margin = margin_of (width, scale);
  double room = fmax (0, height - least_height (session, width, scale));
  double chart = CHART_LEAST * scale + fmin (room, (CHART_READABLE - CHART_LEAST) * scale);
  double extra = fmax (0, room - (CHART_READABLE - CHART_LEAST) * scale);
  FoveaBox rest = { margin, margin, width - 2 * margin, height - 2 * margin }, row;
  FoveaTrainingReport *report = get_report (session);
  FoveaMapColumns columns;
  double maps = floor (fmin (MAPS_LEAST * scale + extra * 0.4, MAPS_MOST * scale));

  row = cut (&rest, floor (fmin (chart + extra * 0.4, CHART_MOST * scale)));
  cut (&rest, GAP * scale);
  row.width = floor ((row.width - 2 * GAP * scale) / 2);
  self->charts[0] = row;
  row.x += row.width + 2 * GAP * scale;
  self->charts[1] = row;
  if (!report || report->n_maps == 0)
    return;
  if (report->filters)
    lay_out_filters (self, session, scale, &rest, extra * 0.2);
  self->maps_title = cut_title (&rest, scale);
  row = cut (&rest, maps);
  columns = fovea_training_layout_get_columns (session, -1);
  fovea_map_columns_lay_out (&columns, scale, &row, &self->maps);
  cut (&rest, GAP * scale);
  lay_out_predictions (self, session, scale, rest);
}
