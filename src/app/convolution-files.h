/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/page.h"
#include "lesson/convolution.h"

G_BEGIN_DECLS

/* What the Convolution page takes from files: pictures, which are read beside the main loop, and filters of nets. Adds the
 * actions convolution.photograph, .net (a net's name) and .open-net for the page's menu; once. */
void fovea_convolution_files_attach (FoveaPage *page, FoveaConvolution *lesson);
/* The page's own: reads the picture in @file, in the place of one that is still being read. */
void fovea_convolution_files_open (FoveaPage *page, GFile *file);
GtkFileFilter *fovea_convolution_files_create_filter (FoveaPage *page);
/* What is still being read is no longer wanted. */
void fovea_convolution_files_cancel (FoveaPage *page);

G_END_DECLS
