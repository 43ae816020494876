/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The strip knows where the guide stands and which lesson is its page's; everything it shows follows from these two. A
 * step that somebody has changed is no longer what its words say: then the page speaks for itself, and a button brings
 * the step back. */

#include "config.h"

#include "app/strip.h"

#include "app/letters.h"
#include "app/question-view.h"
#include "app/settings.h"
#include "app/step-list.h"

#include <glib/gi18n-lib.h>

struct _FoveaStrip
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *title, *text, *to_try, *confronts;
  GtkWidget *previous_button, *next_button, *start_button, *continue_button, *restore_button;
  GtkMenuButton *steps_button;
  FoveaStepList *steps;
  FoveaQuestionView *question;

  FoveaGuide *guide;
  FoveaLesson *lesson;               /* of the page */
  char *own_title, *own_text;        /* what the page says of itself */
};

G_DEFINE_FINAL_TYPE (FoveaStrip, fovea_strip, GTK_TYPE_WIDGET)

/* Whether the guide's step was opened, and on this page. */
static gboolean
is_on_step (FoveaStrip *self)
{
  return self->guide != NULL && fovea_guide_get_step (self->guide) != NULL && !fovea_guide_is_waiting (self->guide)
         && fovea_guide_get_lesson (self->guide) == self->lesson;
}

/* Words of a step, with the names that are chosen in the place of letters in braces. */
static void
set_words (GtkLabel *label, const char *text)
{
  g_autofree char *words = fovea_letters_write (fovea_letters_get_chosen (), text);

  gtk_label_set_text (label, words);
}

static void
set_optional (GtkLabel *label, const char *text)
{
  set_words (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_words (FoveaStrip *self)
{
  const FoveaStep *step = is_on_step (self) && !fovea_guide_is_edited (self->guide)
                              ? fovea_guide_get_step (self->guide)
                              : NULL;
  g_autofree char *confronts = NULL;

  if (step != NULL && step->confronts != NULL)
    confronts = g_strdup_printf (_ ("Often thought: “%s” Not so."), step->confronts);
  set_words (self->title, step != NULL ? step->title : self->own_title);
  set_words (self->text, step != NULL ? step->text : self->own_text);
  set_optional (self->to_try, step != NULL ? step->to_try : NULL);
  set_optional (self->confronts, confronts);
}

static void
show_buttons (FoveaStrip *self)
{
  FoveaCourse *course = self->guide != NULL ? fovea_guide_get_course (self->guide) : NULL;
  int index = course != NULL ? fovea_guide_get_index (self->guide) : -1;
  gboolean walking = index >= 0 && !fovea_guide_is_waiting (self->guide);
  g_autofree char *progress = NULL;

  gtk_widget_set_visible (self->previous_button, walking);
  gtk_widget_set_visible (self->next_button, walking);
  gtk_widget_set_visible (self->start_button, !walking);
  gtk_widget_set_visible (self->continue_button, !walking && index > 0);
  gtk_widget_set_visible (self->restore_button, is_on_step (self) && fovea_guide_is_edited (self->guide));
  gtk_widget_set_visible (GTK_WIDGET (self->steps_button), course != NULL);
  if (course == NULL)
    return;
  progress = index >= 0 ? g_strdup_printf (_ ("%d of %d"), index + 1, course->n_steps) : g_strdup (_ ("Steps"));
  gtk_menu_button_set_label (self->steps_button, progress);
}

/* Only the page that is shown asks. */
static void
show_question (FoveaStrip *self)
{
  gboolean open = self->guide != NULL && fovea_guide_get_question (self->guide) != NULL;

  gtk_stack_set_visible_child_name (self->stack, open ? "question" : "step");
}

static void
update (FoveaStrip *self)
{
  show_words (self);
  show_buttons (self);
  show_question (self);
}

/* --- GObject */

static void
fovea_strip_dispose (GObject *object)
{
  FoveaStrip *self = FOVEA_STRIP (object);
  GtkWidget *child;

  g_clear_object (&self->guide);
  g_clear_object (&self->lesson);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_STRIP);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fovea_strip_parent_class)->dispose (object);
}

static void
fovea_strip_finalize (GObject *object)
{
  FoveaStrip *self = FOVEA_STRIP (object);

  g_free (self->own_title);
  g_free (self->own_text);

  G_OBJECT_CLASS (fovea_strip_parent_class)->finalize (object);
}

static void
fovea_strip_class_init (FoveaStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_strip_dispose;
  G_OBJECT_CLASS (class)->finalize = fovea_strip_finalize;

  g_type_ensure (FOVEA_TYPE_QUESTION_VIEW);
  g_type_ensure (FOVEA_TYPE_STEP_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "strip");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/strip.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, text);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, to_try);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, confronts);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, previous_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, next_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, start_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, continue_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, restore_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, steps_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, steps);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, question);
}

static void
fovea_strip_init (FoveaStrip *self)
{
  self->own_title = g_strdup ("");
  self->own_text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/* Once, while the page is made. @lesson: (nullable): NULL for pages without one */
void
fovea_strip_set_guide (FoveaStrip *self, FoveaGuide *guide, FoveaLesson *lesson)
{
  g_return_if_fail (FOVEA_IS_STRIP (self) && FOVEA_IS_GUIDE (guide) && self->guide == NULL);

  self->guide = g_object_ref (guide);
  g_set_object (&self->lesson, lesson);
  fovea_question_view_set_guide (self->question, guide);
  fovea_step_list_set_guide (self->steps, guide);
  g_signal_connect_object (guide, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fovea_settings_get (), "changed::letters", G_CALLBACK (show_words), self, G_CONNECT_SWAPPED);
  update (self);
}

/* What the page says of itself; both translated. */
void
fovea_strip_show (FoveaStrip *self, const char *title, const char *text)
{
  g_return_if_fail (FOVEA_IS_STRIP (self));

  g_free (self->own_title);
  g_free (self->own_text);
  self->own_title = g_strdup (title);
  self->own_text = g_strdup (text);
  show_words (self);
}

/* What is shown under the title. */
const char *
fovea_strip_get_text (FoveaStrip *self)
{
  g_return_val_if_fail (FOVEA_IS_STRIP (self), NULL);
  return gtk_label_get_text (self->text);
}

/* A key that the focused widget had no use for. Returns whether it was for the open question. */
gboolean
fovea_strip_key_pressed (FoveaStrip *self, guint key, GdkModifierType state)
{
  return fovea_question_view_key_pressed (self->question, key, state);
}
