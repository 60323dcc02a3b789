/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-replacement.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_BYTES (64 * 1024)

struct _BookgenReplacement {
  char *target;
  char *temporary; /* NULL once it is in place */
  int fd;
  GOutputStream *stream;
};

static void
set_error (GError **error)
{
  int code = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
}

/* The file that a link leads to; a link that leads nowhere is itself replaced. */
static char *
dup_real (const char *target)
{
  char *real = realpath (target, NULL);
  char *result = g_strdup (real ? real : target);

  free (real);
  return result;
}

/* Who may read it: as before. */
static void
copy_mode (BookgenReplacement *self)
{
  struct stat old;

  if (stat (self->target, &old) == 0)
    (void) !fchmod (self->fd, old.st_mode & 0777);
}

static GOutputStream *
new_stream (int fd)
{
  g_autoptr (GOutputStream) raw = g_unix_output_stream_new (fd, FALSE);

  return g_buffered_output_stream_new_sized (raw, BUFFER_BYTES);
}

BookgenReplacement *
bookgen_replacement_new (const char *target, GError **error)
{
  g_autofree char *real = dup_real (target);
  g_autofree char *temporary = NULL;
  g_autofree char *folder = g_path_get_dirname (real);
  BookgenReplacement *self;
  int fd;

  if (g_file_test (real, G_FILE_TEST_IS_DIR))
    {
      errno = EISDIR;
      set_error (error);
      return NULL;
    }
  /* A short name of its own: the target's may already be as long as a name can be. */
  temporary = g_build_filename (folder, ".bookgen-export-XXXXXX", NULL);
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      set_error (error);
      return NULL;
    }
  self = g_new0 (BookgenReplacement, 1);
  self->target = g_steal_pointer (&real);
  self->temporary = g_steal_pointer (&temporary);
  self->fd = fd;
  copy_mode (self);
  self->stream = new_stream (fd);
  return self;
}

static void
close_file (BookgenReplacement *self)
{
  g_clear_object (&self->stream);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

void
bookgen_replacement_free (BookgenReplacement *self)
{
  /* Nothing more is to be written, and a stream that goes would flush. */
  if (self->temporary)
    g_unlink (self->temporary);
  close_file (self);
  g_free (self->temporary);
  g_free (self->target);
  g_free (self);
}

GOutputStream *
bookgen_replacement_get_stream (BookgenReplacement *self)
{
  return self->stream;
}

gboolean
bookgen_replacement_finish (BookgenReplacement *self, GCancellable *cancellable, GError **error)
{
  if (!g_output_stream_flush (self->stream, cancellable, error))
    return FALSE;
  if (fsync (self->fd) != 0)
    {
      set_error (error);
      return FALSE;
    }
  close_file (self);
  return TRUE;
}

/* The new name is on the disk when the folder is. Where folders cannot be synced, nothing is lost by it. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
}

gboolean
bookgen_replacement_place (BookgenReplacement *self, GError **error)
{
  if (g_rename (self->temporary, self->target) != 0)
    {
      set_error (error);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  sync_folder (self->target);
  return TRUE;
}
