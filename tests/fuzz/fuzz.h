/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A target reads bytes that may come from anywhere. It must not crash, and must not take memory that the bytes do not
 * justify. Every target defines these two; libFuzzer brings its own main(), replay.c one for the tests. */

/* Reads @size bytes. Returns: 0 */
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

/* Files of which all parts are as they should be, made by the program: what mutations start from. */
void fuzz_make_seeds (GPtrArray *seeds /* of GBytes */);

/* The path of a file in memory that holds these bytes, until the next call. */
const char *fuzz_file (gconstpointer data, gsize size);

/* All of the file at @path, which is then removed. */
GBytes *fuzz_take_file (const char *path);

/* A path for a file to be made. */
char *fuzz_new_path (void);
