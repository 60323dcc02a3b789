/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book-length.h"
#include "bookgen-outline-clipboard.h"
#include "bookgen-outline-drag.h"
#include "bookgen-outline-drop.h"
#include "bookgen-outline-filter.h"
#include "bookgen-outline-model.h"
#include "bookgen-outline-row.h"
#include "bookgen-outline-view.h"

G_BEGIN_DECLS

/* More are not selected at once by us: each is looked for. */
#define BOOKGEN_OUTLINE_VIEW_MOST_SELECTED 500

/* For the files that make up the view: bookgen-outline-view.c (the widget), -selection.c, -lines.c (those on the screen),
 * -commands.c (what is done to them), -search.c, -drag.c and -clipboard.c. */

struct _BookgenOutlineView
{
  GtkWidget parent_instance;
  GtkListView *list;
  GtkWidget *bar;
  GtkWidget *add_button;
  GtkWidget *empty_hint;
  GtkWidget *status_button;
  GtkLabel *status;
  BookgenBookLength *length;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  BookgenOutlineModel *model;   /* owned, nullable: the lines */
  GtkMultiSelection *selection; /* owned, nullable: of these */
  BookgenOutline *outline;      /* owned, nullable */
  BookgenDesk *desk;            /* owned, nullable */
  BookgenOutlineFilter *filter; /* owned, nullable: what is looked for */
  BookgenOutlineDrag *drag;     /* owned */
  BookgenOutlineDrop *drop;     /* owned */
  BookgenOutlineClipboard *clipboard; /* owned */
  GHashTable *rows;             /* BookgenUnit -> BookgenOutlineRow, those on screen; borrowed */
  BookgenUnit *cursor;          /* owned, nullable: of those selected the one that is shown */
  BookgenUnit *staying;         /* owned, nullable: the line to look at again when others are gone */
  BookgenUnit *back_to;         /* owned, nullable: the line to select when a search is left and all lines are there again */
  BookgenUnit *focus_soon;      /* owned, nullable: gets the focus when its row is there */
  GPtrArray *changed;           /* of owned BookgenUnit: what the undo under way has touched */
  gint64 looked_away_frame; /* the last in which rows got other lines; where they are is not known until it is over */
  guint focus_tick;
  guint focus_frames; /* that are still waited for it */
  guint click_source;
  guint status_source;
  guint refresh_source;
  gboolean looking_away; /* from lines that are just going */
  gboolean rename_soon;
  gboolean selecting;  /* the cursor follows when all is done */
  gboolean typing_new; /* the unit being named was just added with Enter */
  gboolean editable;
};

/* -selection.c */

/* Of several that are selected the one that was chosen last: as long as it is selected that stays the cursor. Borrowed. */
BookgenUnit *bookgen_outline_view_find_cursor (BookgenOutlineView *self);
/* What is selected, in reading order; without what stands below something selected. The caller's. */
GPtrArray *bookgen_outline_view_dup_chosen (BookgenOutlineView *self);
/* Of N_LINES that go from POSITION on, those that are there a second time stay selected. */
void bookgen_outline_view_keep_selected (BookgenOutlineView *self, guint position, guint n_lines);
/* Selects UNITS, opens the groups above them, scrolls to the first. */
void bookgen_outline_view_select_all_of (BookgenOutlineView *self, GPtrArray *units);
/* UNIT (nullable) gets the focus as soon as the list has made its row; RENAME: its title is typed then. */
void bookgen_outline_view_focus_soon (BookgenOutlineView *self, BookgenUnit *unit, gboolean rename);
void bookgen_outline_view_select_and_focus (BookgenOutlineView *self, GPtrArray *units, gboolean rename);
/* Says why something is not done. */
void bookgen_outline_view_refuse (BookgenOutlineView *self, const char *sentence);
/* Below the tree, in place of the totals; NULL for these. */
void bookgen_outline_view_say (BookgenOutlineView *self, const char *sentence);
/* A part has no text of its own: a chapter that has one would hide it by becoming a part. */
gboolean bookgen_outline_view_has_text (BookgenOutlineView *self, BookgenUnit *unit);
/* The line at Y of the list; NULL below the last one. Borrowed. */
BookgenOutlineRow *bookgen_outline_view_find_row_at (BookgenOutlineView *self, double x, double y);

/* Takes the cursor along with what is selected. */
void bookgen_outline_view_follow_selection (BookgenOutlineView *self);

/* -lines.c */
/* Folds or opens UNIT (nullable: does nothing). FALSE where it is so already, or there is nothing below it. */
gboolean bookgen_outline_view_set_open (BookgenOutlineView *self, BookgenUnit *unit, gboolean open);
/* All of its row is seen. */
gboolean bookgen_outline_view_is_on_screen (BookgenOutlineView *self, BookgenUnit *unit);
/* A line that is seen stays where it is. */
void bookgen_outline_view_scroll_to (BookgenOutlineView *self, guint position);
/* To the line that is to stay where it was, if lines have gone. */
void bookgen_outline_view_look_back (BookgenOutlineView *self);
/* Once the list shows the model. */
void bookgen_outline_view_watch_lines (BookgenOutlineView *self);
void bookgen_outline_view_refresh_lines (BookgenOutlineView *self);
void bookgen_outline_view_refresh_lines_soon (BookgenOutlineView *self);
void bookgen_outline_view_bind_lines (GtkWidgetClass *widget_class);

/* -search.c */
void bookgen_outline_view_stop_search (BookgenOutlineView *self);
char *bookgen_outline_view_dup_found (BookgenOutlineView *self);
void bookgen_outline_view_bind_search (GtkWidgetClass *widget_class);

/* -commands.c */
void bookgen_outline_view_enable_commands (BookgenOutlineView *self);
void bookgen_outline_view_install_commands (GtkWidgetClass *widget_class);
void bookgen_outline_view_add (BookgenOutlineView *self, gboolean group);
void bookgen_outline_view_remove_chosen (BookgenOutlineView *self);
gboolean bookgen_outline_view_take_key (BookgenOutlineView *self, guint keyval, GdkModifierType state);

G_END_DECLS
