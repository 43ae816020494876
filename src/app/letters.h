/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lesson/lesson.h"

G_BEGIN_DECLS

/**
 * FoveaTitledRow:
 * @quantity: the property of the lesson that it shows, or `window` for the `filter` of a pool
 * @row: an AdwPreferencesRow
 *
 * A row of a panel whose title is the name of a quantity.
 */
typedef struct
{
  const char *quantity;
  gpointer row;
} FoveaTitledRow;

/* The settings decide what the numbers of @lesson are called. */
void fovea_letters_follow_settings (FoveaLesson *lesson);
/* Gives @rows, of which the last is {NULL}, their titles, and new ones whenever @lesson calls its numbers otherwise. */
void fovea_letters_title_rows (FoveaLesson *lesson, const FoveaTitledRow *rows);
FoveaLetters fovea_letters_get_chosen (void);
/* app.letters (what they are called), app.next-letters. */
void fovea_letters_add_actions (GtkApplication *application);

G_END_DECLS
