/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-export-dialog.h"

#include "bookgen-export-note.h"
#include "bookgen-export.h"
#include "bookgen-file-dialog.h"
#include "bookgen-to-look-at.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define NAME_MAX_BYTES 100

/* Task data: the window and the desk the steps need. */
typedef struct
{
  GtkWindow *parent; /* owned */
  BookgenDesk *desk; /* owned */
  char *target;      /* owned; NULL before it is chosen */
  BookgenToLookAt *findings; /* owned; NULL once they are counted */
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->desk);
  g_clear_object (&self->findings);
  g_free (self->target);
  g_free (self);
}

static char *
dup_sentence (const BookgenExportReport *report)
{
  g_autofree char *name = g_path_get_basename (report->path);
  g_autofree char *display = g_filename_display_name (name);
  g_autoptr (GString) text = g_string_new (NULL);

  if (report->rehearsal)
    g_string_append_printf (text, _ ("%s is exported; its text is a placeholder and it says so"), display);
  else if (report->written < report->chapters)
    g_string_append_printf (text, ngettext ("%s is exported with %u of %u chapter", "%s is exported with %u of %u chapters",
                                            report->chapters),
                            display, report->written, report->chapters);
  else
    g_string_append_printf (text, _ ("%s is exported"), display);
  if (report->notes && report->notes->len > 0)
    g_string_append_printf (text, ". %s", (char *) g_ptr_array_index (report->notes, 0));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (BookgenExportReport) report = bookgen_export_write_finish (result, &error);

  if (report)
    g_task_return_pointer (task, dup_sentence (report), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  const char *path = bookgen_book_get_path (BOOKGEN_BOOK (source));

  /* A book that is only read has nothing to flush; what is on the disk is exported in either case. */
  bookgen_book_flush_finish (BOOKGEN_BOOK (source), result, NULL);
  bookgen_export_write_async (path, export->target, NULL, on_written, g_steal_pointer (&task));
}

static char *
dup_target (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (!path)
    return NULL;
  if (g_str_has_suffix (path, ".epub") || g_str_has_suffix (path, ".md"))
    return g_steal_pointer (&path);
  return g_strconcat (path, ".epub", NULL);
}

static void
on_target (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFile) file = bookgen_file_dialog_save_finish (result, &error);

  if (!file)
    {
      g_task_return_error (task, error);
      return;
    }
  export->target = dup_target (file);
  if (export->target)
    bookgen_book_flush_async (bookgen_desk_get_book (export->desk), on_flushed, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("BookGen cannot write there. Choose a folder on this computer."));
}

/* "A/B: C" -> "A B C.epub" */
static char *
dup_name (const char *title)
{
  g_autofree char *safe = g_strdup (title && *title ? title : _ ("Book"));
  const char *end;

  g_strdelimit (safe, "/\\:*?\"<>|", ' ');
  g_strstrip (safe);
  if (strlen (safe) > NAME_MAX_BYTES)
    {
      end = g_utf8_find_prev_char (safe, safe + NAME_MAX_BYTES);
      safe[end ? end - safe : 0] = '\0';
    }
  return g_strconcat (safe, ".epub", NULL);
}

static void
ask_where (GTask *task)
{
  static const char *const epub[] = { "epub", NULL }, *const markdown[] = { "md", NULL };
  Export *export = g_task_get_task_data (task);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) of_epub = bookgen_file_filter_new (_ ("EPUB (.epub)"), epub);
  g_autoptr (GtkFileFilter) of_markdown = bookgen_file_filter_new (_ ("Markdown (.md)"), markdown);
  g_autofree char *name = dup_name (bookgen_book_get_title (bookgen_desk_get_book (export->desk)));

  g_list_store_append (filters, of_epub);
  g_list_store_append (filters, of_markdown);
  bookgen_file_dialog_save_async (export->parent, _ ("Export as .epub or .md"), name, G_LIST_MODEL (filters), on_target, task);
}

static void
on_note_response (AdwMessageDialog *dialog, const char *response, GTask *task)
{
  g_autoptr (GTask) owned = task;

  if (g_str_equal (response, "export"))
    ask_where (g_steal_pointer (&owned));
  else
    g_task_return_new_error (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED, "turned back");
}

static void
show_note (GTask *task, const char *heading, const char *text)
{
  Export *export = g_task_get_task_data (task);
  GtkWidget *dialog = adw_message_dialog_new (export->parent, heading, text);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("_Cancel"), "export", _ ("_Export What Is There"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "export", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "export");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect (dialog, "response", G_CALLBACK (on_note_response), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The book has been looked through: once. */
static void
on_looked (BookgenToLookAt *findings, GParamSpec *pspec, GTask *task)
{
  Export *export = g_task_get_task_data (task);
  g_autofree char *heading = NULL;
  g_autofree char *text = NULL;

  if (bookgen_to_look_at_get_busy (findings))
    return;
  g_signal_handlers_disconnect_by_data (findings, task);
  text = bookgen_export_note_dup_text (export->desk, bookgen_to_look_at_get_units (findings),
                                       bookgen_to_look_at_get_claims (findings), &heading);
  g_clear_object (&export->findings);
  if (text)
    show_note (task, heading, text);
  else
    ask_where (task);
}

void
bookgen_export_dialog_async (GtkWindow *parent, BookgenDesk *desk, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->parent = g_object_ref (parent);
  export->desk = g_object_ref (desk);
  export->findings = bookgen_to_look_at_new (bookgen_desk_get_book (desk));
  g_task_set_source_tag (task, bookgen_export_dialog_async);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_signal_connect (export->findings, "notify::busy", G_CALLBACK (on_looked), task);
}

char *
bookgen_export_dialog_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_export_dialog_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
