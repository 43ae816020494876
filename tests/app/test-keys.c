/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every key, at every place where the keyboard can be: no two of the program's parts take the same one, and the window of
 * shortcuts lists exactly those that there are.
 *
 * Who takes a key is found out by asking all of them: accelerators and shortcuts by their lists, handlers by offering
 * them the key one by one, where GTK would stop at the first. What a handler did is taken back. */

#include "app-test.h"

#include "app/lesson-page.h"
#include "app/page.h"
#include "app/training-page.h"
#include "app/training-views.h"
#include "lesson/state.h"

static const guint named_keys[]
    = { GDK_KEY_Left,   GDK_KEY_Right,     GDK_KEY_Up,    GDK_KEY_Down,   GDK_KEY_Home, GDK_KEY_End,  GDK_KEY_Page_Up,
        GDK_KEY_Page_Down, GDK_KEY_space,  GDK_KEY_Return, GDK_KEY_Escape, GDK_KEY_Delete, GDK_KEY_BackSpace, GDK_KEY_plus,
        GDK_KEY_minus,  GDK_KEY_comma,     GDK_KEY_period, GDK_KEY_question };
static const GdkModifierType states[]
    = { 0, GDK_SHIFT_MASK, GDK_CONTROL_MASK, GDK_ALT_MASK, GDK_CONTROL_MASK | GDK_SHIFT_MASK };

typedef struct
{
  FoveaMainWindow *window;
  GHashTable *found; /* names of keys that anybody takes anywhere, as "<Control>e" → itself */
  const char *place;
} Fixture;

/* --- who takes a key */

/* On a page without a lesson these do nothing. */
static gboolean
is_idle (FoveaPage *page, const char *action)
{
  static const char *const actions[]
      = { "win.undo", "win.redo", "win.edit", "win.copy-numbers", "win.paste-numbers", "win.ask", NULL };

  return !FOVEA_IS_LESSON_PAGE (page) && g_strv_contains (actions, action);
}

static void
add_claim (GPtrArray *claims, const char *who)
{
  if (!g_ptr_array_find_with_equal_func (claims, who, g_str_equal, NULL))
    g_ptr_array_add (claims, g_strdup (who));
}

/* Shortcuts of the program, which all are named actions; those of GTK itself move the focus and press buttons. */
static void
ask_shortcuts (GListModel *shortcuts, guint key, GdkModifierType state, GPtrArray *claims)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
      GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) && GTK_IS_NAMED_ACTION (action)
          && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == gdk_keyval_to_lower (key)
          && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state)
        add_claim (claims, gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)));
    }
}

/* The controllers of a widget; of the window its shortcuts alone, its handlers ask the page. */
static void
ask_widget (GtkWidget *widget, gboolean handlers, guint key, GdkModifierType state, GPtrArray *claims)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean used = FALSE;

      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        ask_shortcuts (G_LIST_MODEL (controller), key, state, claims);
      else if (handlers && GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &used);
      if (used)
        {
          g_autofree char *who = g_strdup_printf ("%s's handler %u", G_OBJECT_TYPE_NAME (widget), i);

          add_claim (claims, who);
        }
    }
}

static void
ask_page (FoveaPage *page, guint key, GdkModifierType state, GPtrArray *claims)
{
  for (guint i = 0; i < fovea_page_count_key_handlers (page); i++)
    if (fovea_page_offer_key (page, i, key, state))
      {
        g_autofree char *who = g_strdup_printf ("%s's handler %u", G_OBJECT_TYPE_NAME (page), i);

        add_claim (claims, who);
      }
}

static void
ask_application (guint key, GdkModifierType state, GPtrArray *claims)
{
  g_autofree char *name = gtk_accelerator_name (key, state);
  g_auto (GStrv) actions
      = gtk_application_get_actions_for_accel (GTK_APPLICATION (app_test_get_application ()), name);

  for (int i = 0; actions[i] != NULL; i++)
    add_claim (claims, actions[i]);
}

/* Where the keyboard is when the page comes up; what a key did may have taken that away. */
static GtkWidget *
get_focus (Fixture *fixture)
{
  FoveaPage *page = fovea_main_window_get_page (fixture->window);
  GtkWidget *focus;

  fovea_page_focus_default (page);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  return g_object_ref (focus != NULL ? focus : GTK_WIDGET (page));
}

static GPtrArray *
list_claims (Fixture *fixture, guint key, GdkModifierType state)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autoptr (GtkWidget) focus = get_focus (fixture);

  ask_application (key, state, claims);
  for (GtkWidget *widget = focus; widget != NULL && widget != window; widget = gtk_widget_get_parent (widget))
    ask_widget (widget, TRUE, key, state, claims);
  ask_widget (window, FALSE, key, state, claims);
  for (guint i = claims->len; i-- > 0;)
    if (is_idle (fovea_main_window_get_page (fixture->window), claims->pdata[i]))
      g_ptr_array_remove_index (claims, i);
  ask_page (fovea_main_window_get_page (fixture->window), key, state, claims);
  return claims;
}

/* --- all keys at a place */

typedef void (*Restore) (gpointer user_data);

static void
try_key (Fixture *fixture, guint key, GdkModifierType state, Restore restore, gpointer user_data)
{
  g_autoptr (GPtrArray) claims = list_claims (fixture, key, state);
  char *name = gtk_accelerator_name (gdk_keyval_to_lower (key), state);

  if (claims->len > 1)
    g_error ("%s: %s is taken by %s and by %s", fixture->place, name, (char *) claims->pdata[0],
             (char *) claims->pdata[1]);
  if (claims->len > 0)
    {
      g_hash_table_add (fixture->found, g_strdup (name));
      restore (user_data);
    }
  g_free (name);
}

/* The lecture goes on wherever one is. */
static void
check_lecture (Fixture *fixture)
{
  g_autoptr (GPtrArray) claims = list_claims (fixture, GDK_KEY_Page_Down, 0);

  if (!g_ptr_array_find_with_equal_func (claims, "win.next-step", g_str_equal, NULL))
    g_error ("%s: Page Down does not go to the next step", fixture->place);
}

static void
try_keys (Fixture *fixture, Restore restore, gpointer user_data)
{
  check_lecture (fixture);
  for (gsize s = 0; s < G_N_ELEMENTS (states); s++)
    {
      gboolean upper = (states[s] & GDK_SHIFT_MASK) != 0;

      for (gsize i = 0; i < G_N_ELEMENTS (named_keys); i++)
        if (!upper || !g_unichar_ispunct (gdk_keyval_to_unicode (named_keys[i]))) /* some keyboards have them there */
          try_key (fixture, named_keys[i], states[s], restore, user_data);
      for (guint key = GDK_KEY_a; key <= GDK_KEY_z; key++)
        try_key (fixture, upper ? gdk_keyval_to_upper (key) : key, states[s], restore, user_data);
      for (guint key = GDK_KEY_0; key <= GDK_KEY_9 && !upper; key++)
        try_key (fixture, key, states[s], restore, user_data);
      for (guint key = GDK_KEY_F1; key <= GDK_KEY_F12; key++)
        try_key (fixture, key, states[s], restore, user_data);
    }
}

/* --- the lessons */

typedef struct
{
  FoveaMainWindow *window;
  FoveaLesson *before;
} Lesson;

static void
restore_lesson (gpointer user_data)
{
  Lesson *lesson = user_data;
  FoveaLessonPage *page = FOVEA_LESSON_PAGE (fovea_main_window_get_page (lesson->window));

  fovea_transport_set_playing (fovea_lesson_page_get_transport (page), FALSE);
  fovea_lesson_assign (fovea_lesson_page_get_lesson (page), lesson->before);
}

static void
try_lesson (Fixture *fixture, const char *page_name, const char *state)
{
  g_auto (GStrv) settings = g_strsplit (state, " ", -1);
  g_autofree char *place = g_strdup_printf ("%s %s", page_name, state);
  Lesson saved = { fixture->window, NULL };
  FoveaLessonPage *page;

  fovea_main_window_show_page (fixture->window, page_name);
  page = FOVEA_LESSON_PAGE (fovea_main_window_get_page (fixture->window));
  g_assert_true (fovea_lesson_set_state (fovea_lesson_page_get_lesson (page),
                                         (const char *const *) (*state != '\0' ? settings : (char *[]){ NULL }), NULL));
  app_test_settle ();
  saved.before = fovea_lesson_copy (fovea_lesson_page_get_lesson (page));
  fixture->place = place;
  try_keys (fixture, restore_lesson, &saved);
  fovea_lesson_reset (fovea_lesson_page_get_lesson (page));
  g_object_unref (saved.before);
}

/* Among them misfits, where there is something to take (C). */
static void
try_lessons (Fixture *fixture)
{
  static const char *const convolutions[]
      = { "view=grid",          "view=matrix",   "view=neuron",     "view=dense",  "view=depth",
          "flip=yes",           "pass=backward", "pass=train filters=2", "pass=transposed", "stride=3",
          "view=matrix stride=3", "picture=raccoon.png" };

  for (gsize i = 0; i < G_N_ELEMENTS (convolutions); i++)
    try_lesson (fixture, "convolution", convolutions[i]);
  try_lesson (fixture, "pooling", "stride=3");
  try_lesson (fixture, "pooling", "pass=backward");
  try_lesson (fixture, "stack", "");
}

/* --- training */

typedef struct
{
  FoveaMainWindow *window;
  FoveaTrainingPage *page;
  GtkStack *views;
  const char *view;
} Training;

static void
restore_training (gpointer user_data)
{
  Training *training = user_data;
  FoveaTrainingSession *session;
  FoveaTrainingReport *report;

  fovea_main_window_show_page (training->window, "training");
  gtk_stack_set_visible_child_name (training->views, training->view);
  session = fovea_training_page_get_session (training->page);
  report = session != NULL ? fovea_training_session_get_report (session) : NULL;
  if (report != NULL && report->state == FOVEA_TRAINING_RUNNING)
    gtk_widget_activate_action (GTK_WIDGET (training->page), "training.run", NULL);
}

static void
try_training (Fixture *fixture)
{
  Training training = { .window = fixture->window };
  guint n;
  const FoveaTrainingViewEntry *entries = fovea_training_views_get (&n);

  fovea_main_window_show_page (fixture->window, "training");
  training.page = FOVEA_TRAINING_PAGE (fovea_main_window_get_page (fixture->window));
  training.views = gtk_stack_switcher_get_stack (app_test_find (training.page, GTK_TYPE_STACK_SWITCHER, NULL));
  app_test_wait_for (fovea_training_page_get_session (training.page) != NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("training, %s", entries[i].name);

      training.view = entries[i].name;
      restore_training (&training);
      app_test_settle ();
      fixture->place = place;
      try_keys (fixture, restore_training, &training);
    }
}

/* --- the list of keys */

/* Adds "a", "<Control>e", and each of "1...7". */
static void
list_keys_cb (GtkWidget *widget, gpointer keys)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!GTK_IS_SHORTCUTS_SHORTCUT (widget))
    return;
  g_object_get (widget, "accelerator", &text, NULL);
  words = g_strsplit (text, " ", -1);
  for (int i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit (words[i], "...", 2);
      guint key, last;
      GdkModifierType state;

      g_assert_true (gtk_accelerator_parse (ends[0], &key, &state));
      last = ends[1] != NULL ? gdk_keyval_from_name (ends[1]) : key;
      for (; key <= last; key++)
        g_hash_table_add (keys, gtk_accelerator_name (key, state));
    }
}

static GHashTable *
list_keys (Fixture *fixture)
{
  GtkWidget *help
      = GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (fixture->window)));
  GHashTable *listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  app_test_walk (help, list_keys_cb, listed);
  return listed;
}

/* Digits and signs begin a number; no list of keys needs to say so. */
static gboolean
is_typed (guint key)
{
  return gdk_keyval_to_unicode (key) != 0 && strchr ("0123456789+-,.", (int) gdk_keyval_to_unicode (key)) != NULL;
}

static void
try_typing_key (Fixture *fixture, FoveaLessonPage *page, guint key, GdkModifierType state)
{
  g_autoptr (GPtrArray) claims = g_ptr_array_new_with_free_func (g_free);

  if (is_typed (key))
    return;
  ask_widget (GTK_WIDGET (fovea_lesson_page_get_view (page)), TRUE, key, state, claims);
  if (claims->len > 0)
    g_hash_table_add (fixture->found, gtk_accelerator_name (key, state));
  fovea_cell_editor_set_active (fovea_lesson_page_get_editor (page), TRUE);
  gtk_toggle_button_set_active (app_test_find (fovea_lesson_page_get_editor (page), GTK_TYPE_TOGGLE_BUTTON, NULL), TRUE);
}

static void
try_typing (Fixture *fixture, FoveaLessonPage *page)
{
  for (gsize i = 0; i < G_N_ELEMENTS (named_keys); i++)
    {
      try_typing_key (fixture, page, named_keys[i], 0);
      if (named_keys[i] <= GDK_KEY_Down && named_keys[i] >= GDK_KEY_Left)
        try_typing_key (fixture, page, named_keys[i], GDK_SHIFT_MASK);
    }
}

/* What only holds while something is open: numbers that one types over, and a question with its hint. */
static void
try_modes (Fixture *fixture)
{
  FoveaLessonPage *page;
  GtkWidget *window = GTK_WIDGET (fixture->window);

  fovea_main_window_show_page (fixture->window, "convolution");
  page = FOVEA_LESSON_PAGE (fovea_main_window_get_page (fixture->window));
  fovea_lesson_reset (fovea_lesson_page_get_lesson (page));
  fovea_cell_editor_set_active (fovea_lesson_page_get_editor (page), TRUE);
  gtk_toggle_button_set_active (app_test_find (fovea_lesson_page_get_editor (page), GTK_TYPE_TOGGLE_BUTTON, NULL), TRUE);
  app_test_settle ();
  try_typing (fixture, page);
  fovea_cell_editor_set_active (fovea_lesson_page_get_editor (page), FALSE);
  gtk_widget_activate_action (window, "win.ask", NULL);
  app_test_settle ();
  if (fovea_page_key_pressed (FOVEA_PAGE (page), GDK_KEY_h, 0))
    g_hash_table_add (fixture->found, g_strdup ("h"));
  gtk_widget_activate_action (window, "win.close-question", NULL);
}

/* --- the tests */

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->window = app_test_open_window (1280, 800);
  fixture->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  app_test_wait_for (fovea_guide_get_course (fovea_main_window_get_guide (fixture->window)) != NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_hash_table_unref (fixture->found);
  app_test_close_window (fixture->window);
}

static void
test_one_meaning (Fixture *fixture, gconstpointer user_data)
{
  try_lessons (fixture);
  g_assert_false (g_hash_table_contains (fixture->found, "x"));
  try_training (fixture);
  g_assert_true (g_hash_table_contains (fixture->found, "s"));
}

/* What is in @some and not in @others, in words. */
static char *
list_missing (GHashTable *some, GHashTable *others)
{
  GString *missing = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, some);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (others, key))
      g_string_append_printf (missing, "%s ", (char *) key);
  return g_string_free (missing, FALSE);
}

/* F10 opens the main menu by GTK's own doing; Backspace is Delete. */
static void
test_list (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GHashTable) listed = list_keys (fixture);
  g_autofree char *unlisted = NULL, *unused = NULL;

  try_lessons (fixture);
  try_modes (fixture);
  try_training (fixture);
  g_hash_table_add (listed, g_strdup ("BackSpace"));
  g_hash_table_add (fixture->found, g_strdup ("F10"));
  unlisted = list_missing (fixture->found, listed);
  unused = list_missing (listed, fixture->found);
  g_assert_cmpstr (unlisted, ==, ""); /* keys that the window of shortcuts should list */
  g_assert_cmpstr (unused, ==, "");   /* and such that it lists, which nobody takes */
}

/* --- mnemonics */

typedef struct
{
  const char *place;
  GHashTable *taken; /* key → GtkLabel */
} Mnemonics;

/* The two labels of an entry row are one. */
static void
take_mnemonic_cb (GtkWidget *widget, gpointer user_data)
{
  Mnemonics *mnemonics = user_data;
  guint key = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : GDK_KEY_VoidSymbol;
  gpointer place = GUINT_TO_POINTER (gdk_keyval_to_lower (key));
  GtkLabel *other = g_hash_table_lookup (mnemonics->taken, place);

  if (gdk_keyval_to_unicode (key) == 0 || !gtk_widget_get_mapped (widget))
    return;
  if (other != NULL && !g_str_equal (gtk_label_get_label (other), gtk_label_get_label (GTK_LABEL (widget))))
    g_error ("%s: Alt+%s is “%s” and “%s”", mnemonics->place, gdk_keyval_name (key), gtk_label_get_label (other),
             gtk_label_get_label (GTK_LABEL (widget)));
  g_hash_table_insert (mnemonics->taken, place, widget);
}

static guint
try_mnemonics (Fixture *fixture, const char *page_name, const char *state)
{
  g_auto (GStrv) settings = g_strsplit (state, " ", -1);
  g_autofree char *place = g_strdup_printf ("%s %s", page_name, state);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  FoveaPage *page;

  fovea_main_window_show_page (fixture->window, page_name);
  page = fovea_main_window_get_page (fixture->window);
  for (int i = 0; FOVEA_IS_LESSON_PAGE (page) && settings[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (settings[i], "=", 2);

      g_assert_true (fovea_lesson_set_key (fovea_lesson_page_get_lesson (FOVEA_LESSON_PAGE (page)), words[0], words[1], NULL));
    }
  if (FOVEA_IS_LESSON_PAGE (page))
    fovea_cell_editor_set_active (fovea_lesson_page_get_editor (FOVEA_LESSON_PAGE (page)), TRUE);
  app_test_settle ();
  app_test_walk (GTK_WIDGET (fixture->window), take_mnemonic_cb, &(Mnemonics){ place, taken });
  if (FOVEA_IS_LESSON_PAGE (page))
    fovea_lesson_reset (fovea_lesson_page_get_lesson (FOVEA_LESSON_PAGE (page)));
  return g_hash_table_size (taken);
}

/* Alt and a letter mean one thing among all that a page shows. */
static void
test_mnemonics (Fixture *fixture, gconstpointer user_data)
{
  static const char *const views[] = { "overview", "curves", "filters", "maps", "why", "answers", "draw", "data", "race", "runs" };

  g_assert_cmpuint (try_mnemonics (fixture, "convolution", "depth=3"), >, 10);
  try_mnemonics (fixture, "convolution", "pass=backward gradient=loss");
  try_mnemonics (fixture, "convolution", "pass=train depth=2 filters=2");
  try_mnemonics (fixture, "convolution", "picture=raccoon.png");
  try_mnemonics (fixture, "pooling", "pass=backward");
  try_mnemonics (fixture, "stack", "input=16");
  try_mnemonics (fixture, "convolution", "letters=summary depth=3");
  try_mnemonics (fixture, "convolution", "letters=pytorch depth=3 filters=2");
  try_mnemonics (fixture, "convolution", "letters=pytorch pass=train depth=2 filters=2");
  try_mnemonics (fixture, "pooling", "letters=pytorch pass=backward");
  try_mnemonics (fixture, "stack", "letters=pytorch");
  try_mnemonics (fixture, "convolution", "letters=lecture");
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      fovea_main_window_show_page (fixture->window, "training");
      gtk_widget_activate_action (GTK_WIDGET (fovea_main_window_get_page (fixture->window)), "training.view", "s", views[i]);
      g_assert_cmpuint (try_mnemonics (fixture, "training", views[i]), >, 10);
    }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/app/keys/one-meaning", Fixture, NULL, set_up, test_one_meaning, tear_down);
  g_test_add ("/app/keys/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/app/keys/mnemonics", Fixture, NULL, set_up, test_mnemonics, tear_down);
  return g_test_run ();
}
