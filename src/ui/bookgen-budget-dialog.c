/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-budget-dialog.h"

#include "bookgen-money-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Nothing typed is no limit; what is no amount cannot be answered with. */
static void
on_amount (GtkEditable *amount, AdwMessageDialog *dialog)
{
  gint64 micros;

  adw_message_dialog_set_response_enabled (dialog, "raise",
                                           bookgen_money_from_text (gtk_editable_get_text (amount), &micros));
}

static void
on_response (AdwMessageDialog *dialog, const char *response, BookgenRun *run)
{
  GtkEditable *amount = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  gint64 micros;

  if (!g_str_equal (response, "raise") || !bookgen_money_from_text (gtk_editable_get_text (amount), &micros))
    return;
  bookgen_run_set_budget (run, micros);
  bookgen_run_start (run);
}

static GtkWidget *
create_amount (BookgenRun *run)
{
  GtkWidget *amount = gtk_entry_new ();
  g_autofree char *text = g_strdup_printf ("%.2f", bookgen_run_get_settings (run)->budget_micros * 2 / 1e6);

  gtk_editable_set_text (GTK_EDITABLE (amount), text);
  gtk_entry_set_placeholder_text (GTK_ENTRY (amount), _ ("No limit"));
  gtk_entry_set_activates_default (GTK_ENTRY (amount), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (amount), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New limit"), -1);
  return amount;
}

void
bookgen_budget_dialog_present (GtkWindow *parent, BookgenRun *run)
{
  /* Translators: the placeholder is a currency, as USD */
  g_autofree char *body = g_strdup_printf (_ ("What the whole book may cost in %s, with what it has cost already. "
                                              "Writing goes on where it stopped."),
                                           bookgen_money_get_currency ());
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Raise the Limit?"), body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  GtkWidget *amount = create_amount (run);

  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "raise", _ ("_Raise and Go On"), NULL);
  adw_message_dialog_set_response_appearance (message, "raise", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "raise");
  adw_message_dialog_set_close_response (message, "cancel");
  adw_message_dialog_set_extra_child (message, amount);
  g_signal_connect_object (amount, "changed", G_CALLBACK (on_amount), message, 0);
  g_signal_connect_object (message, "response", G_CALLBACK (on_response), run, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
