/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-voice.h"

#include "bookgen-keyring.h"
#include "bookgen-model-row.h"
#include "bookgen-money-text.h"
#include "bookgen-narration-sample.h"
#include "bookgen-narration.h"
#include "bookgen-rehearsal.h"
#include "bookgen-wrap-layout.h"

#include <glib/gi18n-lib.h>

#define LOOK_AFTER_MS 300

struct _BookgenWriteVoice
{
  AdwPreferencesGroup parent_instance;
  BookgenModelRow *voice;
  AdwActionRow *sample_row;
  GtkButton *hear;
  GtkWidget *elsewhere; /* for who cannot hear it here */
  GtkWidget *player;
  GtkMediaControls *controls;
  AdwActionRow *again_row;
  GtkSwitch *again;
  BookgenDesk *desk;            /* owned; NULL before it is shown */
  BookgenRunSettings *settings; /* owned; of the last change */
  BookgenEndpoint *endpoint;    /* owned; NULL: Try without cost */
  BookgenPrices *prices;        /* nullable */
  BookgenRehearsal *rehearsal;  /* that reads a sample without cost; nullable */
  GStrv changed;                /* ids of chapters that were read otherwise */
  char *file;                   /* the sample that is played; nullable */
  GCancellable *cancellable;
  guint look_source;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenWriteVoice, bookgen_write_voice, ADW_TYPE_PREFERENCES_GROUP)

static void
say (BookgenWriteVoice *self, const char *sentence)
{
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  adw_action_row_set_subtitle (self->sample_row, markup);
}

/* Playing */

/* Not every system can play every format. What was paid for is a file all the same. */
static void
on_play_failed (BookgenWriteVoice *self)
{
  gtk_widget_hide (self->player);
  gtk_widget_show (self->elsewhere);
  say (self, _ ("The sample is there, but this window cannot play it: GTK's media support is not installed."));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWriteVoice) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = g_strdup_printf (_ ("No program for it was found. The sample is in %s."), self->file);
  say (self, sentence);
}

static void
on_elsewhere (BookgenWriteVoice *self)
{
  g_autofree char *uri = g_filename_to_uri (self->file, NULL, NULL);

  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME, self->cancellable, on_opened,
                     g_object_ref (self));
}

static void
play (BookgenWriteVoice *self)
{
  g_autoptr (GtkMediaStream) stream = gtk_media_file_new_for_filename (self->file);

  gtk_widget_show (self->player);
  gtk_widget_hide (self->elsewhere);
  gtk_media_controls_set_media_stream (self->controls, stream);
  g_signal_connect_object (stream, "notify::error", G_CALLBACK (on_play_failed), self, G_CONNECT_SWAPPED);
  if (gtk_media_stream_get_error (stream))
    on_play_failed (self);
  else
    gtk_media_stream_play (stream);
}

/* Players want a file: one for each voice, which the next sample of it takes the place of. */
static gboolean
write_file (BookgenWriteVoice *self, const BookgenNarrationSample *sample, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "bookgen", NULL);
  g_autofree char *name = g_strdup_printf ("sample.%s", bookgen_narration_sample_get_suffix (sample->media_type));
  gsize length;
  const char *data = g_bytes_get_data (sample->bytes, &length);

  g_free (self->file);
  self->file = g_build_filename (folder, name, NULL);
  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents (self->file, data, length, error);
}

/* The sample */

static void
on_sample (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWriteVoice) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenNarrationSample) sample = bookgen_narration_sample_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->hear), TRUE);
  g_clear_object (&self->rehearsal);
  if (!sample || !write_file (self, sample, &error))
    {
      say (self, error->message);
      return;
    }
  say (self, sample->text);
  play (self);
}

static void
ask (BookgenWriteVoice *self, BookgenEndpoint *endpoint, const char *key)
{
  bookgen_narration_sample_async (bookgen_desk_get_book (self->desk), bookgen_desk_get_client (self->desk), endpoint, key,
                                  self->settings, self->cancellable, on_sample, g_object_ref (self));
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWriteVoice) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->hear), error != NULL || !self->endpoint);
  if (error)
    say (self, error->message);
  else if (self->endpoint)
    ask (self, self->endpoint, key);
  bookgen_keyring_free_key (key);
}

static void
rehearse (BookgenWriteVoice *self)
{
  const BookgenRehearsalOptions options = BOOKGEN_REHEARSAL_DEFAULTS;
  g_autoptr (BookgenEndpoint) endpoint = NULL;
  g_autoptr (GError) error = NULL;

  self->rehearsal = bookgen_rehearsal_new (&options, &error);
  if (self->rehearsal)
    endpoint = bookgen_endpoint_new (_ ("Try without cost"), bookgen_rehearsal_get_base_url (self->rehearsal),
                                     BOOKGEN_DIALECT_OPENAI, "rehearsal", &error);
  if (!endpoint)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->hear), TRUE);
      say (self, error->message);
      return;
    }
  bookgen_endpoint_mark_rehearsal (endpoint);
  ask (self, endpoint, NULL);
}

static void
on_hear (BookgenWriteVoice *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->hear), FALSE);
  say (self, _ ("Being read…"));
  if (self->endpoint)
    bookgen_keyring_load_async (bookgen_endpoint_get_address (self->endpoint), self->cancellable, on_key, g_object_ref (self));
  else
    rehearse (self);
}

static void
show_price (BookgenWriteVoice *self)
{
  gint64 micros = self->endpoint ? bookgen_narration_sample_guess_micros (self->prices, self->endpoint) : 0;
  g_autofree char *money = bookgen_money_dup_text (MAX (micros, 0));
  g_autofree char *priced = g_strdup_printf (_ ("_Hear a Sample · about %s"), money);

  gtk_button_set_label (self->hear, micros > 0   ? priced
                                    : micros < 0 ? _ ("_Hear a Sample · price not known")
                                                 : _ ("_Hear a Sample"));
}

/* What was read otherwise */

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BookgenRunSettings *settings = data;
  const char *path = g_object_get_data (G_OBJECT (task), "path"), *model = g_object_get_data (G_OBJECT (task), "model");
  GError *error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (path, &error);
  g_autoptr (BookgenPipeline) pipeline = snapshot ? bookgen_pipeline_load (settings->pipeline, &error) : NULL;
  GStrv changed = pipeline ? bookgen_narration_find_changed (snapshot, pipeline, settings, model, &error) : NULL;

  if (changed)
    g_task_return_pointer (task, changed, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BookgenWriteVoice *self = BOOKGEN_WRITE_VOICE (source);
  GStrv changed = g_task_propagate_pointer (G_TASK (result), NULL);
  guint count = changed ? g_strv_length (changed) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u chapter was read in another voice, or from an earlier text",
                                                     "%u chapters were read in another voice, or from an earlier text", count),
                                           count);

  if (!changed)
    return;
  g_strfreev (self->changed);
  self->changed = changed;
  adw_action_row_set_subtitle (self->again_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->again_row), count > 0);
  if (gtk_switch_get_active (self->again))
    g_signal_emit (self, changed_signal, 0);
}

static gboolean
on_look (gpointer user_data)
{
  BookgenWriteVoice *self = user_data;
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_found, NULL);
  const char *model = self->endpoint ? bookgen_endpoint_get_model_for (self->endpoint, BOOKGEN_JOB_SPEECH) : NULL;

  self->look_source = 0;
  g_object_set_data_full (G_OBJECT (task), "path", g_strdup (bookgen_book_get_path (bookgen_desk_get_book (self->desk))), g_free);
  g_object_set_data_full (G_OBJECT (task), "model", g_strdup (model), g_free);
  g_task_set_task_data (task, bookgen_run_settings_copy (self->settings), (GDestroyNotify) bookgen_run_settings_free);
  g_task_run_in_thread (task, find_in_thread);
  return G_SOURCE_REMOVE;
}

/* Whether what a reading is known by is another now. */
static gboolean
is_other_reading (BookgenWriteVoice *self, const BookgenRunSettings *settings, BookgenEndpoint *endpoint)
{
  return self->endpoint != endpoint || !self->settings->narration
         || g_strcmp0 (bookgen_narration_get_voice (self->settings), bookgen_narration_get_voice (settings)) != 0;
}

void
bookgen_write_voice_show_settings (BookgenWriteVoice *self, const BookgenRunSettings *settings, BookgenEndpoint *endpoint)
{
  gboolean look = FALSE;

  g_return_if_fail (BOOKGEN_IS_WRITE_VOICE (self));
  look = settings->narration && is_other_reading (self, settings, endpoint);
  gtk_widget_set_visible (GTK_WIDGET (self), settings->narration);
  bookgen_run_settings_free (self->settings);
  self->settings = bookgen_run_settings_copy (settings);
  g_set_object (&self->endpoint, endpoint);
  show_price (self);
  if (look && self->look_source == 0)
    self->look_source = g_timeout_add (LOOK_AFTER_MS, on_look, self);
}

void
bookgen_write_voice_show (BookgenWriteVoice *self, BookgenDesk *desk, const BookgenRunSettings *settings)
{
  g_autoptr (GtkStringList) voices = gtk_string_list_new (bookgen_media_voices);

  g_return_if_fail (BOOKGEN_IS_WRITE_VOICE (self));
  bookgen_model_row_set_names (self->voice, G_LIST_MODEL (voices));
  gtk_editable_set_text (GTK_EDITABLE (self->voice), bookgen_narration_get_voice (settings));
  say (self, _ ("The first sentences of the first chapter, read in this voice"));
  self->settings->narration = FALSE;
  self->desk = g_object_ref (desk);
}

void
bookgen_write_voice_take (BookgenWriteVoice *self, BookgenRunSettings *settings)
{
  gboolean again = FALSE;

  g_return_if_fail (BOOKGEN_IS_WRITE_VOICE (self));
  g_free (settings->voice);
  settings->voice = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->voice))));
  g_strfreev (settings->narrate_again);
  again = settings->narration && gtk_widget_get_visible (GTK_WIDGET (self->again_row)) && gtk_switch_get_active (self->again);
  settings->narrate_again = again ? g_strdupv (self->changed) : NULL;
}

static void
on_changed (BookgenWriteVoice *self)
{
  if (self->desk)
    g_signal_emit (self, changed_signal, 0);
}

/* Widget */

static void
bookgen_write_voice_dispose (GObject *object)
{
  BookgenWriteVoice *self = BOOKGEN_WRITE_VOICE (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->controls)
    gtk_media_controls_set_media_stream (self->controls, NULL);
  self->controls = NULL;
  g_clear_object (&self->rehearsal);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bookgen_write_voice_parent_class)->dispose (object);
}

static void
bookgen_write_voice_finalize (GObject *object)
{
  BookgenWriteVoice *self = BOOKGEN_WRITE_VOICE (object);

  g_object_unref (self->cancellable);
  bookgen_run_settings_free (self->settings);
  g_clear_pointer (&self->prices, bookgen_prices_free);
  g_strfreev (self->changed);
  g_free (self->file);
  G_OBJECT_CLASS (bookgen_write_voice_parent_class)->finalize (object);
}

static void
bookgen_write_voice_class_init (BookgenWriteVoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_write_voice_dispose;
  G_OBJECT_CLASS (klass)->finalize = bookgen_write_voice_finalize;
  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_WRITE_VOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (BOOKGEN_TYPE_MODEL_ROW);
  g_type_ensure (BOOKGEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-write-voice.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteVoice, voice);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteVoice, sample_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteVoice, hear);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteVoice, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteVoice, player);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteVoice, controls);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteVoice, again_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteVoice, again);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_hear);
  gtk_widget_class_bind_template_callback (widget_class, on_elsewhere);
}

static void
bookgen_write_voice_init (BookgenWriteVoice *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = bookgen_run_settings_new ();
  self->prices = bookgen_prices_load (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
