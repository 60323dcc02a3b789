/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A place that files, and text or HTML from a browser, can be dropped on. While something hovers it says over its child what
 * dropping will do. Properties "content" (GtkWidget) and "hint" (a sentence; set by who knows what a drop would do).
 * Signals: "files" (GListModel of GFile, in the order given); "text" (GBytes, const char *name: "dropped.html" or
 * "dropped.txt"); "unreadable" (const char *sentence). */
#define BOOKGEN_TYPE_DROP_ZONE (bookgen_drop_zone_get_type ())
G_DECLARE_FINAL_TYPE (BookgenDropZone, bookgen_drop_zone, BOOKGEN, DROP_ZONE, GtkWidget)

void bookgen_drop_zone_set_content (BookgenDropZone *self, GtkWidget *content);
void bookgen_drop_zone_set_hint (BookgenDropZone *self, const char *hint);
/* WIDGET, somewhere within a zone, takes files itself where one of its children is; the zone leaves these free. */
void bookgen_drop_zone_leave_free (GtkWidget *widget);

/* Where the last files fell. */
void bookgen_drop_zone_get_point (BookgenDropZone *self, double *x, double *y);

G_END_DECLS
