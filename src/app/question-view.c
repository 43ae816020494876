/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question in the strip, so that the scene it is about stays in sight. Choices are numbered: their digits answer
 * from anywhere in the window. Everything shown follows from the guide's `changed`. */

#include "config.h"

#include "app/question-view.h"

#include <glib/gi18n-lib.h>

struct _FoveaQuestionView
{
  GtkWidget parent_instance;

  GtkLabel *question, *feedback, *score;
  GtkWidget *choices, *answer_box, *entry, *check_button;
  GtkWidget *hint_button, *reveal_button, *next_button;
  GtkOrientable *feedback_box;

  FoveaGuide *guide;
  gboolean poll; /* it is the room that answers */
};

G_DEFINE_FINAL_TYPE (FoveaQuestionView, fovea_question_view, GTK_TYPE_WIDGET)

static const FoveaQuestion *
get_question (FoveaQuestionView *self)
{
  return self->guide != NULL ? fovea_guide_get_question (self->guide) : NULL;
}

/* Whether a number is to be typed; a room can only raise hands. */
static gboolean
is_typed (FoveaQuestionView *self, const FoveaQuestion *question)
{
  return question->typed && !self->poll;
}

/* A screen reader says it at the widget that has the focus then. */
static void
say (FoveaQuestionView *self, const char *words, const char *style)
{
  static const char *const styles[] = { "right", "wrong", NULL };
  GtkWidget *const listeners[] = { self->entry, self->hint_button, self->next_button };

  for (guint i = 0; styles[i]; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->feedback), styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->feedback), style);
  gtk_label_set_text (self->feedback, words);
  for (guint i = 0; i < G_N_ELEMENTS (listeners); i++)
    {
      const char *tooltip = gtk_widget_get_tooltip_text (listeners[i]);

      gtk_accessible_update_property (GTK_ACCESSIBLE (listeners[i]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      *words || tooltip == NULL ? words : tooltip, -1);
    }
}

/* --- answers */

static void
choice_clicked_cb (FoveaQuestionView *self, GtkButton *button)
{
  fovea_guide_answer (self->guide, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "choice")));
}

static void
check_cb (FoveaQuestionView *self)
{
  double value;

  if (!fovea_question_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &value))
    say (self, _ ("Type a number."), NULL);
  else
    fovea_guide_answer (self->guide, fovea_question_find (get_question (self), value));
}

static void
hint_clicked_cb (FoveaQuestionView *self)
{
  say (self, get_question (self)->hint, NULL);
}

static void
reveal_clicked_cb (FoveaQuestionView *self)
{
  fovea_guide_reveal (self->guide);
}

/* --- what is shown */

static void
remove_choices (FoveaQuestionView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->choices)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->choices), child);
}

static void
add_choice (FoveaQuestionView *self, int index, const char *text)
{
  g_autofree char *words = g_strdup_printf ("%d  %s", index + 1, text);
  g_autofree char *spoken = g_strdup_printf (_ ("Answer %d: %s"), index + 1, text);
  GtkWidget *button = gtk_button_new_with_label (words);
  GtkWidget *child = g_object_new (GTK_TYPE_FLOW_BOX_CHILD, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  g_object_set_data (G_OBJECT (button), "choice", GINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (choice_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->feedback, NULL, -1);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (GTK_FLOW_BOX (self->choices), child);
}

/* The keyboard goes where the answer goes. */
static void
focus_answer (FoveaQuestionView *self, const FoveaQuestion *question)
{
  if (is_typed (self, question))
    gtk_widget_grab_focus (self->entry);
  else
    gtk_widget_child_focus (self->choices, GTK_DIR_TAB_FORWARD);
}

static gboolean
has_focus (FoveaQuestionView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* At its least width, which its least height is made for, a poll's large type would be a tower of words. */
static void
lay_out (FoveaQuestionView *self)
{
  gtk_label_set_width_chars (self->question, self->poll ? 30 : -1);
  gtk_orientable_set_orientation (self->feedback_box, self->poll ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
show_way_to_answer (FoveaQuestionView *self, const FoveaQuestion *question)
{
  gtk_widget_set_visible (self->choices, !is_typed (self, question));
  gtk_widget_set_visible (self->answer_box, is_typed (self, question));
}

/* A new question. */
static void
asked_cb (FoveaQuestionView *self)
{
  const FoveaQuestion *question = get_question (self);

  remove_choices (self);
  gtk_label_set_text (self->question, question->text);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  for (guint i = 0; i < question->choices->len; i++)
    add_choice (self, i, fovea_question_choice (question, i)->text);
  show_way_to_answer (self, question);
  gtk_widget_set_sensitive (self->answer_box, TRUE);
  say (self, "", NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_answer (self, question);
}

/* The choice that was picked, and once it is out, the right one. */
static void
mark_choices (FoveaQuestionView *self, const FoveaQuestion *question, int picked, gboolean out)
{
  GtkWidget *child = gtk_widget_get_first_child (self->choices);

  for (int i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *button = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

      gtk_widget_set_sensitive (button, !out || i == question->right);
      gtk_widget_remove_css_class (button, "wrong");
      gtk_widget_remove_css_class (button, "right");
      if (out && i == question->right)
        gtk_widget_add_css_class (button, "right");
      else if (i == picked)
        gtk_widget_add_css_class (button, "wrong");
    }
}

static void
show_answer (FoveaQuestionView *self, const FoveaQuestion *question)
{
  int choice;
  FoveaAnswer answer = fovea_guide_get_answer (self->guide, &choice);
  g_autofree char *words = NULL;

  if (answer == FOVEA_ANSWER_NONE)
    return;
  if (answer == FOVEA_ANSWER_WRONG && choice < 0)
    words = g_strdup (_ ("Not that one. Try again, or look at the hint."));
  else if (answer == FOVEA_ANSWER_WRONG)
    words = g_strdup_printf (_ ("No. %s"), fovea_question_choice (question, choice)->why);
  else if (answer == FOVEA_ANSWER_RIGHT)
    words = g_strdup_printf (_ ("Right! %s"), question->worked);
  else
    words = g_strdup (question->worked);
  say (self, words, answer == FOVEA_ANSWER_WRONG ? "wrong" : "right");
}

static void
show_score (FoveaQuestionView *self)
{
  const FoveaQuiz *quiz = fovea_guide_get_quiz (self->guide);
  g_autofree char *words = g_strdup_printf (_ ("%d of %d right"), quiz->right, quiz->asked);

  gtk_label_set_text (self->score, quiz->asked > 0 && !self->poll ? words : "");
}

static void
guide_changed_cb (FoveaQuestionView *self)
{
  const FoveaQuestion *question = get_question (self);
  gboolean out;
  int choice;

  if (question == NULL)
    return;
  out = fovea_guide_get_answer (self->guide, &choice) >= FOVEA_ANSWER_RIGHT;
  mark_choices (self, question, choice, out);
  show_answer (self, question);
  show_score (self);
  gtk_widget_set_visible (self->hint_button, !out);
  gtk_widget_set_visible (self->reveal_button, !out);
  gtk_widget_set_visible (self->next_button, out);
  if (out && has_focus (self))
    gtk_widget_grab_focus (self->next_button);
  gtk_widget_set_sensitive (self->answer_box, !out);
}

static void
map_cb (FoveaQuestionView *self)
{
  if (get_question (self) != NULL)
    focus_answer (self, get_question (self));
}

/* --- GObject */

static void
fovea_question_view_dispose (GObject *object)
{
  FoveaQuestionView *self = FOVEA_QUESTION_VIEW (object);
  GtkWidget *child;

  g_clear_object (&self->guide);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_QUESTION_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fovea_question_view_parent_class)->dispose (object);
}

static void
fovea_question_view_class_init (FoveaQuestionViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_question_view_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "question");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/question-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, question);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, feedback);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, feedback_box);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, score);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, choices);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, answer_box);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, entry);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, check_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, hint_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaQuestionView, next_button);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_clicked_cb);
}

static void
fovea_question_view_init (FoveaQuestionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

void
fovea_question_view_set_guide (FoveaQuestionView *self, FoveaGuide *guide)
{
  g_return_if_fail (FOVEA_IS_QUESTION_VIEW (self) && FOVEA_IS_GUIDE (guide) && self->guide == NULL);

  self->guide = g_object_ref (guide);
  g_signal_connect_object (guide, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (guide, "changed", G_CALLBACK (guide_changed_cb), self, G_CONNECT_SWAPPED);
  if (get_question (self) == NULL)
    return;
  asked_cb (self);
  guide_changed_cb (self);
}

/* A poll is answered by a show of hands: it always has choices, and keeps no score. */
void
fovea_question_view_set_poll (FoveaQuestionView *self, gboolean poll)
{
  const FoveaQuestion *question = get_question (self);

  g_return_if_fail (FOVEA_IS_QUESTION_VIEW (self));

  if (poll == self->poll)
    return;
  self->poll = poll;
  lay_out (self);
  if (question == NULL)
    return;
  show_way_to_answer (self, question);
  show_score (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_answer (self, question);
}

/* The choice that a digit stands for, or −1. */
static int
choice_of (FoveaQuestionView *self, const FoveaQuestion *question, guint key)
{
  int index = key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9 ? (int) (key - GDK_KEY_KP_1) : (int) key - GDK_KEY_1;

  return !is_typed (self, question) && index >= 0 && index < (int) question->choices->len ? index : -1;
}

/* A key that the focused widget had no use for, while a question is open. Returns whether it was for the question. */
gboolean
fovea_question_view_key_pressed (FoveaQuestionView *self, guint key, GdkModifierType state)
{
  const FoveaQuestion *question = get_question (self);

  if (question == NULL || state != 0)
    return FALSE;
  if (key == GDK_KEY_Escape)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-question", NULL);
  else if (key == GDK_KEY_h && gtk_widget_get_visible (self->hint_button))
    hint_clicked_cb (self);
  else if (choice_of (self, question, key) >= 0)
    fovea_guide_answer (self->guide, choice_of (self, question, key));
  else
    return FALSE;
  return TRUE;
}
