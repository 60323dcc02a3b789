/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-file.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWN_ATTEMPTS 10
#define OWN_PAUSE_US 10000

struct _BookgenBookFile
{
  dev_t device;
  ino_t inode;
  guint users;
  GArray *descriptors; /* the first is used; another can only come where the path changed hands while it was opened */
  gboolean may_write;
  gboolean owned;      /* by this process */
  guint sharers;
};

static GMutex files_mutex; /* guards everything below and in every BookgenBookFile */
static GPtrArray *files;   /* of borrowed BookgenBookFile */

static int
get_descriptor (BookgenBookFile *self)
{
  return g_array_index (self->descriptors, int, 0);
}

static BookgenBookFile *
find_file (const struct stat *facts)
{
  for (guint i = 0; files && i < files->len; i++)
    {
      BookgenBookFile *file = files->pdata[i];

      if (file->device == facts->st_dev && file->inode == facts->st_ino)
        return file;
    }
  return NULL;
}

static BookgenBookFile *
add_descriptor (int descriptor, const struct stat *facts, gboolean may_write)
{
  BookgenBookFile *self = find_file (facts);

  if (!self)
    {
      self = g_new0 (BookgenBookFile, 1);
      self->device = facts->st_dev;
      self->inode = facts->st_ino;
      self->descriptors = g_array_new (FALSE, FALSE, sizeof (int));
      self->may_write = may_write;
      if (!files)
        files = g_ptr_array_new ();
      g_ptr_array_add (files, self);
    }
  g_array_append_val (self->descriptors, descriptor);
  self->users++;
  return self;
}

static void
set_open_error (GError **error, const char *path, int code)
{
  g_autofree char *name = g_filename_display_name (path);

  if (code == ENOENT || code == ENOTDIR)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND, _("There is no book at “%s”."), name);
  else if (code == EACCES || code == EPERM)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY,
                 _("You may not open “%s”. Change the file's permissions and try again."), name);
  else
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE, _("“%s” could not be opened: %s."), name,
                 g_strerror (code));
}

static gboolean
check_regular (const struct stat *facts, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (S_ISREG (facts->st_mode))
    return TRUE;
  if (S_ISDIR (facts->st_mode))
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_A_BOOK,
                 _("“%s” is a folder, not a book. Choose a .bookgen file in it."), name);
  else
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_A_BOOK, _("“%s” is not a file, so it is no book."), name);
  return FALSE;
}

static BookgenBookFile *
open_locked (const char *path, GError **error)
{
  struct stat facts;
  BookgenBookFile *file;
  gboolean may_write = TRUE;
  int descriptor;

  if (stat (path, &facts) < 0)
    return set_open_error (error, path, errno), NULL;
  if (!check_regular (&facts, path, error))
    return NULL;
  file = find_file (&facts);
  if (file)
    {
      file->users++;
      return file;
    }
  descriptor = g_open (path, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);
  if (descriptor < 0)
    {
      may_write = FALSE;
      descriptor = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
    }
  if (descriptor < 0 || fstat (descriptor, &facts) < 0)
    return set_open_error (error, path, errno), NULL;
  return add_descriptor (descriptor, &facts, may_write);
}

BookgenBookFile *
bookgen_book_file_open (const char *path, GError **error)
{
  BookgenBookFile *self;

  g_mutex_lock (&files_mutex);
  self = open_locked (path, error);
  g_mutex_unlock (&files_mutex);
  return self;
}

void
bookgen_book_file_set_create_error (GError **error, const char *path, int code)
{
  g_autofree char *name = g_filename_display_name (path);

  if (code == EEXIST)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS,
                 _("There is a file at “%s” already. Choose another name."), name);
  else if (code == EACCES || code == EPERM || code == EROFS)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY,
                 _("The book “%s” cannot be made, because its folder may not be written. Choose another folder."), name);
  else
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE, _("The book “%s” could not be made: %s."), name,
                 g_strerror (code));
}

BookgenBookFile *
bookgen_book_file_create (const char *path, GError **error)
{
  BookgenBookFile *self = NULL;
  struct stat facts;
  int descriptor;

  g_mutex_lock (&files_mutex);
  descriptor = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0 || fstat (descriptor, &facts) < 0)
    bookgen_book_file_set_create_error (error, path, errno);
  else
    self = add_descriptor (descriptor, &facts, TRUE);
  g_mutex_unlock (&files_mutex);
  return self;
}

void
bookgen_book_file_release (BookgenBookFile *self)
{
  g_mutex_lock (&files_mutex);
  if (--self->users == 0)
    {
      g_ptr_array_remove_fast (files, self);
      for (guint i = 0; i < self->descriptors->len; i++)
        close (g_array_index (self->descriptors, int, i));
      g_array_unref (self->descriptors);
      g_free (self);
    }
  g_mutex_unlock (&files_mutex);
}

gboolean
bookgen_book_file_may_write (BookgenBookFile *self)
{
  return self->may_write;
}

static gboolean
try_own (BookgenBookFile *self)
{
  gboolean got;

  g_mutex_lock (&files_mutex);
  got = !self->owned && self->sharers == 0 && flock (get_descriptor (self), LOCK_EX | LOCK_NB) == 0;
  self->owned |= got;
  g_mutex_unlock (&files_mutex);
  return got;
}

gboolean
bookgen_book_file_own (BookgenBookFile *self)
{
  for (guint i = 0; i < OWN_ATTEMPTS; i++)
    {
      if (try_own (self))
        return TRUE;
      if (self->owned)
        return FALSE;
      g_usleep (OWN_PAUSE_US);
    }
  return FALSE;
}

void
bookgen_book_file_disown (BookgenBookFile *self)
{
  g_mutex_lock (&files_mutex);
  flock (get_descriptor (self), LOCK_UN);
  self->owned = FALSE;
  g_mutex_unlock (&files_mutex);
}

gboolean
bookgen_book_file_is_owned (BookgenBookFile *self)
{
  gboolean owned;

  g_mutex_lock (&files_mutex);
  owned = self->owned;
  if (!owned && self->sharers == 0)
    {
      owned = flock (get_descriptor (self), LOCK_SH | LOCK_NB) < 0;
      if (!owned)
        flock (get_descriptor (self), LOCK_UN);
    }
  g_mutex_unlock (&files_mutex);
  return owned;
}

gboolean
bookgen_book_file_share (BookgenBookFile *self)
{
  gboolean shared;

  g_mutex_lock (&files_mutex);
  shared = !self->owned && (self->sharers > 0 || flock (get_descriptor (self), LOCK_SH | LOCK_NB) == 0);
  if (shared)
    self->sharers++;
  g_mutex_unlock (&files_mutex);
  return shared;
}

void
bookgen_book_file_unshare (BookgenBookFile *self)
{
  g_mutex_lock (&files_mutex);
  if (--self->sharers == 0)
    flock (get_descriptor (self), LOCK_UN);
  g_mutex_unlock (&files_mutex);
}

gsize
bookgen_book_file_read_head (BookgenBookFile *self, guint8 *head, gsize head_bytes)
{
  gssize got = pread (get_descriptor (self), head, head_bytes, 0);

  return MAX (got, 0);
}

gboolean
bookgen_book_file_is_open (const char *path)
{
  struct stat facts;
  gboolean is_open;

  g_mutex_lock (&files_mutex);
  is_open = stat (path, &facts) == 0 && find_file (&facts);
  g_mutex_unlock (&files_mutex);
  return is_open;
}
