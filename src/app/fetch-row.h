/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/offer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaFetchRow:
 *
 * Fetches a data set while everything else goes on: how far it is, and a button that stops it. Hidden while there is
 * nothing to fetch. Signal `fetched`: the data set is there. What went wrong is said in a toast.
 */
#define FOVEA_TYPE_FETCH_ROW (fovea_fetch_row_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFetchRow, fovea_fetch_row, FOVEA, FETCH_ROW, AdwActionRow)

void fovea_fetch_row_ask (FoveaFetchRow *self, const FoveaOffer *offer);
void fovea_fetch_row_start (FoveaFetchRow *self, const FoveaOffer *offer, const char *folder);
void fovea_fetch_row_stop (FoveaFetchRow *self);
const FoveaOffer *fovea_fetch_row_get_offer (FoveaFetchRow *self);

G_END_DECLS
