/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the program remembers. Run from its build folder it takes the schema that was compiled there, installed it takes
 * the system's. Without a session bus the usual store (dconf) would only complain, so a key file takes its place. */

#define G_SETTINGS_ENABLE_BACKEND
#include "config.h"

#include "app/settings.h"
#include "dataset/data-folder.h"

#include <gio/gsettingsbackend.h>

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *system = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) built = NULL;

  if (fovea_runs_uninstalled ())
    built = g_settings_schema_source_new_from_directory (FOVEA_BUILD_DIR "/data", system, FALSE, NULL);
  if (built == NULL && system == NULL)
    return NULL;
  return g_settings_schema_source_lookup (built != NULL ? built : system, FOVEA_APPLICATION_ID, TRUE);
}

static gboolean
has_session_bus (void)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (socket, G_FILE_TEST_EXISTS);
}

/* NULL: GLib's own choice, which GSETTINGS_BACKEND can override. */
static GSettingsBackend *
choose_backend (void)
{
  g_autofree char *file = g_build_filename (g_get_user_config_dir (), "fovea", "settings.ini", NULL);

  if (g_getenv ("GSETTINGS_BACKEND") != NULL || has_session_bus ())
    return NULL;
  return g_keyfile_settings_backend_new (file, "/io/github/fovea_lab/Fovea/", "fovea");
}

/**
 * fovea_settings_get:
 *
 * The program's settings, which live as long as it does. The schema is part of the program: without it, it was not
 * installed properly and cannot start.
 */
GSettings *
fovea_settings_get (void)
{
  static GSettings *settings;

  if (settings == NULL)
    {
      g_autoptr (GSettingsSchema) schema = find_schema ();
      g_autoptr (GSettingsBackend) backend = choose_backend ();

      if (schema == NULL)
        g_error ("The settings schema %s is not installed.", FOVEA_APPLICATION_ID);
      settings = g_settings_new_full (schema, backend, NULL);
    }
  return settings;
}
