/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "engine/net-spec.h"

G_BEGIN_DECLS

/**
 * FoveaNetEditor:
 *
 * The text of a net: named ones to choose from, free to edit, with what is wrong with it said below, and its parameters
 * counted. Signals: `chosen`, with the name: somebody is about to take a named net; `changed`: the text, or what it
 * means for the data, is another.
 */
#define FOVEA_TYPE_NET_EDITOR (fovea_net_editor_get_type ())
G_DECLARE_FINAL_TYPE (FoveaNetEditor, fovea_net_editor, FOVEA, NET_EDITOR, AdwPreferencesGroup)

void fovea_net_editor_set_data (FoveaNetEditor *self, const FoveaShape *input, int classes);
void fovea_net_editor_set_text (FoveaNetEditor *self, const char *text);
void fovea_net_editor_choose_first (FoveaNetEditor *self);
void fovea_net_editor_set_note (FoveaNetEditor *self, const char *note);
FoveaNetSpec *fovea_net_editor_get_spec (FoveaNetEditor *self);
gboolean fovea_net_editor_check (FoveaNetEditor *self, const FoveaNetSpec *spec, GError **error);

G_END_DECLS
