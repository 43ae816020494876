/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaSpinRow:
 *
 * A row with a number that one can spin and type; a mnemonic in its title puts the keyboard there.
 *
 * Properties (double unless said): `value`, `lower`, `upper`, `step`, `digits` (uint), `text` (stands in the number's
 * place while it cannot be changed; NULL shows the number).
 */
#define FOVEA_TYPE_SPIN_ROW (fovea_spin_row_get_type ())
G_DECLARE_FINAL_TYPE (FoveaSpinRow, fovea_spin_row, FOVEA, SPIN_ROW, AdwActionRow)

/* Lets one type a decimal comma as well as a point. */
void fovea_spin_take_comma (GtkSpinButton *spin);

G_END_DECLS
