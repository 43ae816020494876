/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

#include <math.h>

G_BEGIN_DECLS

typedef enum
{
  FOVEA_OPTION_FLAG,   /* gboolean; takes no value */
  FOVEA_OPTION_INT,    /* int in [least, most] */
  FOVEA_OPTION_SEED,   /* guint64 */
  FOVEA_OPTION_REAL,   /* double in [least, most] */
  FOVEA_OPTION_TEXT,   /* const char * */
  FOVEA_OPTION_TEXTS,  /* GPtrArray of const char *; may be given again and again */
  FOVEA_OPTION_CHOICE  /* int: index in choices */
} FoveaOptionKind;

/**
 * FoveaOption:
 * @name: `stride` of `--stride`; of a positional argument, what --help calls it: `NET`
 * @kind: what its value is
 * @offset: of its field in the command's arguments
 * @value: what --help calls its value: `S`
 * @help: a phrase; translated where it is shown
 * @least: smallest value of INT and REAL
 * @most: largest value of INT and REAL; FOVEA_ANY_NUMBER is for a REAL whose limits others know
 * @preset: value of INT, SEED, REAL and CHOICE where it is not given (TEXT: NULL, FLAG: FALSE)
 * @choices: names of a CHOICE, NULL at the end
 */
typedef struct
{
  const char *name;
  FoveaOptionKind kind;
  gsize offset;
  const char *value, *help;
  double least, most, preset;
  const char *const *choices;
  gboolean required, positional;
} FoveaOption;

/**
 * FoveaCommand:
 * @name: `size`
 * @summary: what it does, a sentence; translated where it is shown
 * @options: ends with one without a name; positional arguments in their order
 * @size: of the command's arguments, bytes
 * @run: does it. FALSE with an error: FOVEA_ERROR_MISFIT ends the program with 1, all else with 2
 *
 * One command of fovea-cli.
 */
typedef struct
{
  const char *name, *summary;
  const FoveaOption *options;
  gsize size;
  gboolean (*run) (gconstpointer arguments, GError **error);
} FoveaCommand;

/* The beginning of a row in a table of options, whose values are fields of a struct Arguments. */
#define FOVEA_ARGUMENT(option, KIND, field)                                                                           \
  .name = option, .kind = FOVEA_OPTION_##KIND, .offset = G_STRUCT_OFFSET (Arguments, field)

#define FOVEA_ANY_NUMBER .least = -INFINITY, .most = INFINITY

#define FOVEA_JSON_ARGUMENT                                                                                           \
  {                                                                                                                   \
    FOVEA_ARGUMENT ("json", FLAG, json), .help = N_ ("write JSON, and nothing else, to standard output")              \
  }

gpointer fovea_command_parse (const FoveaCommand *self, int argc, char **argv, GError **error);
void fovea_command_free_arguments (const FoveaCommand *self, gpointer arguments);
char *fovea_command_help (const FoveaCommand *self);
gboolean fovea_command_is_help (int argc, char **argv);

extern const FoveaCommand fovea_command_bench;
extern const FoveaCommand fovea_command_conv;
extern const FoveaCommand fovea_command_data;
extern const FoveaCommand fovea_command_export;
extern const FoveaCommand fovea_command_filters;
extern const FoveaCommand fovea_command_maps;
extern const FoveaCommand fovea_command_net;
extern const FoveaCommand fovea_command_pool;
extern const FoveaCommand fovea_command_render;
extern const FoveaCommand fovea_command_size;
extern const FoveaCommand fovea_command_test;
extern const FoveaCommand fovea_command_train;
extern const FoveaCommand fovea_command_why;

G_END_DECLS
