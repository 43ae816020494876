/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file of an offer: where it is, what it is called here, and how to know that it is the right one. */
typedef struct
{
  const char *url, *name, *md5;
  gint64 size; /* bytes */
} FoveaOfferFile;

/**
 * FoveaOffer:
 * @name: as DATA on the command line
 * @title: for people
 * @about: one sentence: what it is, whose, under which licence; not yet translated
 * @files: what to fetch; a file without a name ends them
 * @archive: they are archives to be unpacked
 * @class_names: one a line, for classes.txt, or NULL if the files say so themselves
 *
 * A data set that the program can fetch.
 */
typedef struct
{
  const char *name, *title, *about;
  FoveaOfferFile files[5];
  gboolean archive;
  const char *class_names;
} FoveaOffer;

const FoveaOffer *fovea_offers_get (guint *n);
const FoveaOffer *fovea_offer_find (const char *name);
gint64 fovea_offer_size (const FoveaOffer *self);
char *fovea_offer_path (const FoveaOffer *self);
gboolean fovea_offer_is_here (const FoveaOffer *self);

G_END_DECLS
