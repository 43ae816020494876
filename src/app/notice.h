/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaNotice:
 *
 * A sentence above what it is about, with at most two things to do about it, that stays until it no longer holds or
 * somebody closes it. Signal `closed`: somebody did.
 */
#define FOVEA_TYPE_NOTICE (fovea_notice_get_type ())
G_DECLARE_FINAL_TYPE (FoveaNotice, fovea_notice, FOVEA, NOTICE, AdwBin)

/**
 * FoveaNoticeOffer:
 * @label: what the button says, with a mnemonic; NULL for no button
 * @action: detailed, "group.name" or "group.name::target"
 */
typedef struct
{
  const char *label, *action;
} FoveaNoticeOffer;

enum
{
  FOVEA_NOTICE_OFFERS = 2
};

void fovea_notice_show (FoveaNotice *self, const char *sentence, const FoveaNoticeOffer *offers);

G_END_DECLS
