/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-progress-row-private.h"

#include "bookgen-item-name.h"
#include "bookgen-mark.h"
#include "bookgen-money-text.h"
#include "bookgen-wrap-layout.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (BookgenProgressRow, bookgen_progress_row, GTK_TYPE_WIDGET)

static const BookgenProgressFacts *
get_facts (BookgenProgressRow *self)
{
  return bookgen_progress_get_facts (self->progress);
}

/* What it says */

static char *
dup_words (guint words, guint target_words)
{
  if (words == 0)
    return g_strdup ("");
  if (target_words == 0)
    return g_strdup_printf (ngettext ("%'u word", "%'u words", words), words);
  return g_strdup_printf (ngettext ("%'u of %'u word", "%'u of %'u words", target_words), words, target_words);
}

char *
bookgen_progress_row_dup_amount (const BookgenProgressFacts *facts)
{
  gboolean over = facts->shown == BOOKGEN_SHOWN_DONE || facts->shown == BOOKGEN_SHOWN_TO_LOOK_AT;
  g_autofree char *amount = dup_words (facts->words, over ? 0 : facts->target_words);

  g_autofree char *money = bookgen_money_dup_text (facts->usage.cost_micros);

  if (facts->usage.cost_micros == 0)
    return g_steal_pointer (&amount);
  return *amount != '\0' ? g_strdup_printf ("%s · %s", amount, money) : g_steal_pointer (&money);
}

/* What the rehearsal server wrote is not called written. */
static BookgenMark
get_mark (BookgenProgressRow *self)
{
  BookgenMark mark = bookgen_mark_from_shown (get_facts (self)->shown);
  gboolean placeholder = self->run && bookgen_run_get_settings (self->run)->rehearsal;

  return placeholder && mark == BOOKGEN_MARK_WRITTEN ? BOOKGEN_MARK_PLACEHOLDER : mark;
}

static void
show_mark (BookgenProgressRow *self)
{
  BookgenMark mark = get_mark (self);
  const char *style[] = { bookgen_mark_get_style (mark), NULL };
  const char *word_style[] = { "caption", bookgen_mark_get_style (mark), NULL };

  gtk_image_set_from_icon_name (self->mark, *bookgen_mark_get_icon_name (mark) ? bookgen_mark_get_icon_name (mark) : NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark), style);
  gtk_widget_set_css_classes (GTK_WIDGET (self->word), word_style);
  gtk_label_set_label (self->word, bookgen_mark_get_word (mark));
}

/* What a screen reader says of the row. */
static void
describe (BookgenProgressRow *self)
{
  const BookgenProgressFacts *facts = get_facts (self);
  const char *word = bookgen_mark_get_word (get_mark (self));

  g_free (self->description);
  self->description = g_strstrip (
      g_strdup_printf ("%s: %s. %s", gtk_inscription_get_text (self->title), *word ? word : _ ("To do"), facts->reason));
  bookgen_item_name_set (GTK_WIDGET (self), self->description);
}

const char *
bookgen_progress_row_get_description (BookgenProgressRow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_PROGRESS_ROW (self), NULL);
  return self->description;
}

/* Of a chapter whose text is there and whose joining has stopped, the row says so. */
static char *
dup_reason (BookgenProgressRow *self)
{
  const BookgenProgressFacts *facts = get_facts (self);
  const BookgenStage *joining = bookgen_progress_row_find_joining (self);

  if (joining)
    /* Translators: a stage of a chapter, and why it stopped: "Joining stopped. The model refused to write this" */
    return g_strdup_printf (_ ("%s stopped. %s"), joining->title, facts->reason);
  return g_strdup (*facts->reason ? facts->reason : facts->stages);
}

static void
show_reason (BookgenProgressRow *self)
{
  g_autofree char *text = dup_reason (self);

  if (g_strcmp0 (gtk_inscription_get_text (self->reason), text) == 0)
    return;
  gtk_inscription_set_text (self->reason, text);
  describe (self);
}

/* Found when it is asked for: to set it would ask the display where the pointer is, and wait for the answer. */
static gboolean
on_reason_tooltip (GtkWidget *reason, int x, int y, gboolean by_key, GtkTooltip *tooltip)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (reason));

  gtk_tooltip_set_text (tooltip, text);
  return text && *text != '\0';
}

static gboolean
on_button_tooltip (GtkWidget *button, int x, int y, gboolean by_key, GtkTooltip *tooltip, BookgenProgressRow *self)
{
  gtk_tooltip_set_text (tooltip, button == self->stop ? _ ("Stop this chapter; what is there so far is kept")
                                                      : _ ("More for this chapter"));
  return TRUE;
}

static void
show_amount (BookgenProgressRow *self)
{
  g_autofree char *amount = bookgen_progress_row_dup_amount (get_facts (self));

  gtk_inscription_set_text (self->amount, amount);
  gtk_widget_set_visible (GTK_WIDGET (self->amount), *amount != '\0');
}

static void
show_title (BookgenProgressRow *self)
{
  BookgenUnit *unit = bookgen_progress_get_unit (self->progress);
  const char *title = unit ? bookgen_unit_get_title (unit) : _ ("The plan of the book");
  guint number = get_facts (self)->number;
  g_autofree char *number_text = g_strdup_printf ("%u", number);

  gtk_label_set_label (self->number, number > 0 ? number_text : "");
  gtk_inscription_set_text (self->title, *title ? title : _ ("Chapter without a title"));
}

static void
show_shown (BookgenProgressRow *self)
{
  show_mark (self);
  bookgen_progress_row_show_actions (self);
  describe (self);
}

static void
show_bar (BookgenProgressRow *self)
{
  gboolean placeholder = get_mark (self) == BOOKGEN_MARK_PLACEHOLDER;

  bookgen_progress_bar_show (self->bar, get_facts (self)->fraction,
                             placeholder ? BOOKGEN_SHOWN_SKIPPED : get_facts (self)->shown);
}

/* A tick notifies several properties; each moves only what hangs on it. */
static void
on_notify (BookgenProgress *progress, GParamSpec *pspec, BookgenProgressRow *self)
{
  const char *name = pspec->name;

  if (g_str_equal (name, "fraction"))
    show_bar (self);
  else if (g_str_equal (name, "words") || g_str_equal (name, "target-words") || g_str_equal (name, "cost-micros"))
    show_amount (self);
  else if (g_str_equal (name, "reason") || g_str_equal (name, "stages"))
    show_reason (self);
  else if (g_str_equal (name, "number"))
    show_title (self);
  else if (g_str_equal (name, "step"))
    bookgen_progress_row_show_actions (self);
  else if (g_str_equal (name, "shown"))
    {
      show_shown (self);
      show_bar (self);
      show_amount (self);
    }
}

void
bookgen_progress_row_bind (BookgenProgressRow *self, BookgenProgress *progress, BookgenRun *run)
{
  g_return_if_fail (BOOKGEN_IS_PROGRESS_ROW (self));
  if (self->progress)
    g_signal_handlers_disconnect_by_data (self->progress, self);
  g_set_object (&self->progress, progress);
  self->run = run;
  if (!progress)
    return;
  g_signal_connect (progress, "notify", G_CALLBACK (on_notify), self);
  show_title (self);
  show_shown (self);
  show_bar (self);
  show_amount (self);
  show_reason (self);
}

/* Widget */

static void
bookgen_progress_row_dispose (GObject *object)
{
  BookgenProgressRow *self = BOOKGEN_PROGRESS_ROW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  bookgen_progress_row_bind (self, NULL, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_progress_row_parent_class)->dispose (object);
}

static void
bookgen_progress_row_finalize (GObject *object)
{
  g_free (BOOKGEN_PROGRESS_ROW (object)->description);
  G_OBJECT_CLASS (bookgen_progress_row_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, number);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, title);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, mark);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, word);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, bar);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, amount);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, reason);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, lines);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, step);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, stop);
  gtk_widget_class_bind_template_child (widget_class, BookgenProgressRow, more);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_tooltip);
  gtk_widget_class_bind_template_callback (widget_class, on_button_tooltip);
}

static void
bookgen_progress_row_class_init (BookgenProgressRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_progress_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = bookgen_progress_row_finalize;
  g_type_ensure (BOOKGEN_TYPE_PROGRESS_BAR);
  g_type_ensure (BOOKGEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "progressrow");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-progress-row.ui");
  bind_children (widget_class);
  bookgen_progress_row_install_actions (widget_class);
}

/* An inscription does not mirror itself. */
static void
mirror (BookgenProgressRow *self)
{
  float start = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? 1 : 0;

  gtk_inscription_set_xalign (self->title, start);
  gtk_inscription_set_xalign (self->reason, start);
  gtk_inscription_set_xalign (self->amount, 1 - start);
}

static void
bookgen_progress_row_init (BookgenProgressRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mirror (self);
}

GtkWidget *
bookgen_progress_row_new (void)
{
  return g_object_new (BOOKGEN_TYPE_PROGRESS_ROW, NULL);
}
