/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-bin-entry.h"
#include "bookgen-material.h"
#include "bookgen-media.h"
#include "bookgen-outline.h"
#include "bookgen-revision.h"
#include "bookgen-task-record.h"

G_BEGIN_DECLS

/* Errors of opening and of writing a book. The message is a sentence for the author. */
typedef enum {
  BOOKGEN_BOOK_ERROR_NOT_FOUND,
  BOOKGEN_BOOK_ERROR_NOT_A_BOOK, /* some other file */
  BOOKGEN_BOOK_ERROR_DAMAGED,
  BOOKGEN_BOOK_ERROR_NEWER,      /* made by a newer BookGen */
  BOOKGEN_BOOK_ERROR_EXISTS,     /* create: something is there already */
  BOOKGEN_BOOK_ERROR_READ_ONLY,  /* another program owns it, or the file or folder may not be written */
  BOOKGEN_BOOK_ERROR_STORAGE,    /* disk full, I/O error; nothing committed is lost */
} BookgenBookError;
#define BOOKGEN_BOOK_ERROR (bookgen_book_error_quark ())
GQuark bookgen_book_error_quark (void);

/* One book and the file it is kept in. The only door to a book: window, terminal and run change it only through here.
 *
 * Everything is asynchronous; writes are queued to the store's thread in call order, those that wait together share a
 * transaction, and each callback comes after its own commit is on the disk. A write that fails changes nothing and reports
 * itself to its callback and to "write-failed" (GError *). What has no callback (outline, title, settings, unfinished text)
 * is tried again two seconds later, until it is stored or the book is closed.
 *
 * Properties: "title", "author", "language" (BCP 47) and "owner" (who writes it, when it is not us; e.g. "the terminal,
 * process 4711"; NULL else), which notify; "path" and "writable", which never change.
 * Signal "changed-elsewhere": read-only books: another program committed and this object has loaded what is new.
 * Signal "settled" (unit id): the author settled a finding of the unit, or took that back.
 * Signal "media" (unit id): a picture or a piece of speech of the unit came in.
 * Signal "revision" (BookgenRevision *without text, gboolean current): a revision came in or became current. */
#define BOOKGEN_TYPE_BOOK (bookgen_book_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBook, bookgen_book, BOOKGEN, BOOK, GObject)

/* Makes a new file at PATH (refuses an existing one), takes its owner's lock and stores TITLE, a copy of OUTLINE with its units'
 * ids (NULL: empty) and SETTINGS (name, value, name, value… NULL; NULL for none): all of it or, if the program ends on the way,
 * no file. */
void bookgen_book_create_async (const char *path, const char *title, BookgenOutline *outline, const char *const *settings,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Takes the owner's lock, looks through a read-only connection, and only then migrates and turns running tasks into
 * interrupted ones. When another program owns the book, or it may not be written, and READ_ONLY_OK, the book opens
 * read-only, and stays so when the owner goes: it has to be opened again for writing. */
void bookgen_book_open_async (const char *path, gboolean read_only_ok, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Finish of both. Returns a new reference. */
BookgenBook *bookgen_book_open_finish (GAsyncResult *result, GError **error);
/* Stores what is pending, makes the file whole (checkpoint), gives up the lock. The object is dead afterwards. Dropping
 * the last reference without it does the same, blocking. */
void bookgen_book_close_async (BookgenBook *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_book_close_finish (BookgenBook *self, GAsyncResult *result, GError **error);

const char *bookgen_book_get_path (BookgenBook *self);
const char *bookgen_book_get_uuid (BookgenBook *self);
gboolean bookgen_book_get_writable (BookgenBook *self);
const char *bookgen_book_get_owner (BookgenBook *self);
const char *bookgen_book_get_title (BookgenBook *self);
const char *bookgen_book_get_author (BookgenBook *self);
const char *bookgen_book_get_language (BookgenBook *self);
void bookgen_book_set_title (BookgenBook *self, const char *title);
void bookgen_book_set_author (BookgenBook *self, const char *author);
void bookgen_book_set_language (BookgenBook *self, const char *language);
/* A value of the book under a name ("run": the settings of its run, "style", …); NULL where none. Borrowed. Writes are
 * stored within half a second. */
const char *bookgen_book_get_setting (BookgenBook *self, const char *name);
void bookgen_book_set_setting (BookgenBook *self, const char *name, const char *value);
/* The book's outline; its changes are stored within half a second. Borrowed. */
BookgenOutline *bookgen_book_get_outline (BookgenBook *self);

/* Texts. The current revision of a unit, without text; NULL where none. Borrowed. UNIT_ID "" with STAGE for the book's own
 * (the plan). */
BookgenRevision *bookgen_book_get_current (BookgenBook *self, const char *unit_id);
BookgenRevision *bookgen_book_get_newest (BookgenBook *self, const char *unit_id, const char *stage);
/* The revision with this id, likewise. */
BookgenRevision *bookgen_book_get_revision (BookgenBook *self, gint64 id);
/* All revisions of a unit, newest first, without text: GListModel of BookgenRevision, new reference. */
GListModel *bookgen_book_dup_revisions (BookgenBook *self, const char *unit_id);
/* The revision with its text and raw reply. */
void bookgen_book_load_revision_async (BookgenBook *self, gint64 id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
BookgenRevision *bookgen_book_load_revision_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* Stores REVISION (its id is 0) as a version of its unit; finish returns it with its id, new reference. */
void bookgen_book_add_revision_async (BookgenBook *self, BookgenRevision *revision, gboolean make_current,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BookgenRevision *bookgen_book_add_revision_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* Makes a stored revision of the unit its current text. That moves only here and where a call says MAKE_CURRENT. */
void bookgen_book_set_current_async (BookgenBook *self, const char *unit_id, gint64 revision_id,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_book_set_current_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* What the author says of a finding of this revision, by its key: SETTLED means that it is fine. It holds for every version of
 * the unit in which the same is found. */
void bookgen_book_settle_finding_async (BookgenBook *self, gint64 revision_id, const char *key, gboolean settled,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_book_settle_finding_finish (BookgenBook *self, GAsyncResult *result, GError **error);
gboolean bookgen_book_is_settled (BookgenBook *self, const char *unit_id, const char *key);
/* While a unit is held (open in the editor) the run offers a new text instead of making it current. Counted. */
void bookgen_book_hold (BookgenBook *self, const char *unit_id);
void bookgen_book_release (BookgenBook *self, const char *unit_id);
/* Whether the run may make its text current: the current one is missing, rehearsal, or the run's own, and the unit is
 * neither locked nor held. */
gboolean bookgen_book_may_replace (BookgenBook *self, const char *unit_id);

/* The bin. What the author deleted that has text or material in it, by a removal from the outline, an undone addition, or
 * long ago: list of BookgenBinEntry, latest first. It follows what happens, and undoing a removal takes it out again. Deleted
 * units without either are only known to undo. Borrowed. */
GListModel *bookgen_book_get_bin (BookgenBook *self);
/* Puts the entry back to where it stood, where that still is, else to the end: one command that can be undone. FALSE, and
 * nothing happens, when it is not in the bin any more or the book is read-only. */
gboolean bookgen_book_restore (BookgenBook *self, BookgenBinEntry *entry);
/* Forgets ENTRY (NULL: everything in the bin) for good, with its texts, versions, records and material. What its requests
 * used stays in the book's sums; undo and redo steps that have to do with it are forgotten; entries below it that were
 * deleted before it stay in the bin; one that is being written stays. Room that this frees is used for what comes, or given
 * back where it is much. */
void bookgen_book_empty_bin_async (BookgenBook *self, BookgenBinEntry *entry, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean bookgen_book_empty_bin_finish (BookgenBook *self, GAsyncResult *result, GError **error);

/* Material. That of a unit ("": of the book itself), in the order in which it came, without texts: GListModel of
 * BookgenMaterial that follows what happens. New reference. */
GListModel *bookgen_book_dup_material (BookgenBook *self, const char *unit_id);
/* Stores MATERIAL, which has its text (its id is 0); finish returns it with its id and without the text, new reference. */
void bookgen_book_add_material_async (BookgenBook *self, BookgenMaterial *material, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
BookgenMaterial *bookgen_book_add_material_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* Takes the material with this id away, or brings back what was taken away since the book was opened: for an Undo. */
void bookgen_book_remove_material_async (BookgenBook *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data);
void bookgen_book_restore_material_async (BookgenBook *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data);
/* Finish of both. */
gboolean bookgen_book_remove_material_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* What is attached to a unit with its texts, which are not kept in memory and may be megabytes: array of BookgenMaterial, the
 * caller's, empty where there is none. What the unit has by being in the book (unit id "") is asked for itself. */
void bookgen_book_load_material_async (BookgenBook *self, const char *unit_id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bookgen_book_load_material_finish (BookgenBook *self, GAsyncResult *result, GError **error);

/* Tasks, for the run. Every record of the book, as stored: array of BookgenTaskRecord, the caller's. */
GPtrArray *bookgen_book_dup_tasks (BookgenBook *self);
/* The same of one unit. */
GPtrArray *bookgen_book_dup_unit_tasks (BookgenBook *self, const char *unit_id);
/* Stores the record's state, reason, counters and usage (not its partial). CLEAR_PARTIAL drops the kept text. */
void bookgen_book_save_task_async (BookgenBook *self, const BookgenTaskRecord *record, gboolean clear_partial,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_book_save_task_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* Appends LENGTH bytes (maybe none) to the kept text of a running task, and stores what the record says of the request under
 * way. No callback. */
void bookgen_book_append_partial (BookgenBook *self, const BookgenTaskRecord *record, const char *piece, gsize length);
/* In one transaction: stores REVISION, the record as done with its usage, drops the partial, and moves the current text
 * where MAKE_CURRENT, but a placeholder never takes the place of a real text. Finish returns the stored revision (new
 * reference). */
void bookgen_book_finish_task_async (BookgenBook *self, const BookgenTaskRecord *record, BookgenRevision *revision,
                                     gboolean make_current, GAsyncReadyCallback callback, gpointer user_data);
BookgenRevision *bookgen_book_finish_task_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* Money and tokens of every request ever made for this book. */
void bookgen_book_get_usage (BookgenBook *self, BookgenUsage *usage);

/* Pictures and speech. Stores MEDIA (with bytes; its id is 0) and, in the same transaction, RECORD and LIST, the version of
 * its list that names it (both nullable). Finish gives it with its id and without bytes, new reference. */
void bookgen_book_add_media_async (BookgenBook *self, BookgenMedia *media, const BookgenTaskRecord *record,
                                   BookgenRevision *list, GAsyncReadyCallback callback, gpointer user_data);
BookgenMedia *bookgen_book_add_media_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* What counts of a unit, by stage, then in the order of its list, else by item, without bytes: array of BookgenMedia, the
 * caller's. */
void bookgen_book_load_media_async (BookgenBook *self, const char *unit_id, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bookgen_book_load_media_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* The bytes of one. */
void bookgen_book_load_media_bytes_async (BookgenBook *self, gint64 id, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
GBytes *bookgen_book_load_media_bytes_finish (BookgenBook *self, GAsyncResult *result, GError **error);

/* Completes when everything before it is on the disk and the file is whole (checkpoint TRUNCATE). */
void bookgen_book_flush_async (BookgenBook *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_book_flush_finish (BookgenBook *self, GAsyncResult *result, GError **error);
/* A whole copy at PATH (VACUUM INTO), in the place of what is there, also of a book that is being written. EXISTS where
 * PATH is a book that this process has open. */
void bookgen_book_save_copy_async (BookgenBook *self, const char *path, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_book_save_copy_finish (BookgenBook *self, GAsyncResult *result, GError **error);

G_END_DECLS
