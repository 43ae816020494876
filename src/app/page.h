/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/scene-view.h"
#include "app/split.h"

G_BEGIN_DECLS

/**
 * FoveaPage:
 *
 * One page of the window. To add one: derive from FoveaPage (its template sets `child`, and `actions` and `split` if it
 * has them), and give it a row in the table of pages at the top of pages.c. It is made when it is first shown.
 *
 * Properties: `actions` (a widget that stands at the end of the header bar while the page is shown), `split` (the
 * FoveaSplit whose side bar the header's panel button shows and hides).
 */
#define FOVEA_TYPE_PAGE (fovea_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoveaPage, fovea_page, FOVEA, PAGE, AdwBin)

struct _FoveaPageClass
{
  AdwBinClass parent_class;

  /* Opens a file that somebody chose, dropped or named on the command line, and says in a toast if it cannot; without
   * it the page takes no files. */
  void (*open) (FoveaPage *self, GFile *file);
  /* Which files it takes; all of them if left out. */
  GtkFileFilter *(*create_filter) (FoveaPage *self);
  /* Where the keyboard should be when the page comes up; its child if left out. */
  void (*focus_default) (FoveaPage *self);
  /* Where its scene is, which can be exported; none if left out. */
  FoveaSceneView *(*get_view) (FoveaPage *self);
  /* The numbers it can export beside those of a lesson, of FoveaArray; none if left out. */
  GPtrArray *(*list_numbers) (FoveaPage *self);
};

GtkWidget *fovea_page_get_actions (FoveaPage *self);
FoveaSplit *fovea_page_get_split (FoveaPage *self);

/* A key that the focused widget had no use for. Returns whether it was one of @data's. */
typedef gboolean (*FoveaKeyHandler) (gpointer data, guint key, GdkModifierType state);
#define FOVEA_KEY_HANDLER(f) ((FoveaKeyHandler) (GCallback) (f))

/* 1 for @letter alone, −1 with Shift, else 0: keys that go to the next of something, or to the previous. */
int fovea_key_turn (guint key, GdkModifierType state, guint letter);

/* What has keys on the page, for as long as there is the page: a part of it, or the page itself. */
void fovea_page_add_keys (FoveaPage *self, FoveaKeyHandler handler, gpointer data);
gboolean fovea_page_key_pressed (FoveaPage *self, guint key, GdkModifierType state);
/* For tests, which see that no two of them take the same key. */
guint fovea_page_count_key_handlers (FoveaPage *self);
gboolean fovea_page_offer_key (FoveaPage *self, guint handler, guint key, GdkModifierType state);

gboolean fovea_page_can_open (FoveaPage *self);
void fovea_page_open (FoveaPage *self, GFile *file);
GtkFileFilter *fovea_page_create_filter (FoveaPage *self);
void fovea_page_focus_default (FoveaPage *self);
FoveaSceneView *fovea_page_get_view (FoveaPage *self);
gboolean fovea_page_has_numbers (FoveaPage *self);
GPtrArray *fovea_page_list_numbers (FoveaPage *self);

/* Shows @sentence for some seconds above whatever the window shows. @widget is anywhere in the window. */
void fovea_toast (GtkWidget *widget, const char *sentence);
/* The same with a button for one of @widget's actions, "group.name". */
void fovea_toast_with_button (GtkWidget *widget, const char *sentence, const char *button, const char *action);

G_END_DECLS
