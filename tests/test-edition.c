/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-edition.h"
#include "handmade-manuscript.h"
#include "handmade-picture.h"

#include <glib/gstdio.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct {
  char *folder;
  BookgenManuscript *manuscript;
  GPtrArray *notes;
} Fixture;

static void
fixture_init (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("bookgen-edition-XXXXXX", NULL);
  fixture->notes = g_ptr_array_new_with_free_func (g_free);
  fixture->manuscript = handmade_manuscript_new ("B", "en");
  handmade_manuscript_add_chapter (fixture->manuscript, 0, "One", "First text.");
  handmade_manuscript_add_chapter (fixture->manuscript, 0, "Two", "Second text.");
}

static void
fixture_clear (Fixture *fixture, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", fixture->folder, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  handmade_manuscript_free (fixture->manuscript);
  g_ptr_array_unref (fixture->notes);
  g_free (fixture->folder);
}

static char *
path_in (Fixture *fixture, const char *name)
{
  return g_strconcat (fixture->folder, "/", name, NULL);
}

static gboolean
write_to (Fixture *fixture, const char *target, GCancellable *cancellable, GError **error)
{
  return bookgen_edition_write (fixture->manuscript, target, fixture->notes, cancellable, error);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
put (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static const char *const targets[] = { "a.epub", "a.EPUB", "a.md", "a.markdown", "chapters/" };

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *path = path_in (fixture, targets[i]);
      g_autoptr (GError) error = NULL;

      write_to (fixture, path, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  g_assert_cmpuint (count_files (fixture->folder), ==, G_N_ELEMENTS (targets));
}

static void
test_unknown_kinds (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a.pdf", "a", ".epub", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, "x", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (write_to (fixture, *names[i] ? names[i] : path, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_nothing_written (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "a.epub");
  g_autoptr (GError) error = NULL;

  fixture->manuscript->written = 0;
  g_assert_false (write_to (fixture, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
test_replaces (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "a.md");
  g_autofree char *link = path_in (fixture, "link.md");
  GStatBuf status;

  put (path, "old");
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink ("a.md", link), ==, 0);
  g_assert_true (write_to (fixture, link, NULL, NULL));
  assert_contents (path, "# B\n\nA. Uthor & Söhne\n\n## One\n\nFirst text.\n\n## Two\n\nSecond text.\n");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
}

/* Old files stay as they were, and nothing is left behind. */
static void
assert_untouched (Fixture *fixture, GQuark domain, int code, GCancellable *cancellable)
{
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "a.epub", "a.md", "chapters/" };
      g_autofree char *path = path_in (fixture, names[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (write_to (fixture, path, cancellable, &error));
      g_assert_error (error, domain, code);
    }
}

static void
put_old_files (Fixture *fixture)
{
  static const char *const names[] = { "a.epub", "a.md", "chapters/01-one.md", "chapters/mine.txt" };
  g_autofree char *folder = path_in (fixture, "chapters");

  g_assert_cmpint (g_mkdir (folder, 0777), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_in (fixture, names[i]);
      put (path, "old");
    }
}

static void
check_old_files (Fixture *fixture)
{
  static const char *const names[] = { "a.epub", "a.md", "chapters/01-one.md", "chapters/mine.txt" };
  g_autofree char *folder = path_in (fixture, "chapters");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_in (fixture, names[i]);
      assert_contents (path, "old");
    }
  g_assert_cmpuint (count_files (fixture->folder), ==, 3);
  g_assert_cmpuint (count_files (folder), ==, 2);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  put_old_files (fixture);
  g_cancellable_cancel (cancellable);
  assert_untouched (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, cancellable);
  check_old_files (fixture);
}

/* The disk is full after a few bytes: the kernel refuses to let a file grow. */
static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, tight;

  put_old_files (fixture);
  handmade_manuscript_add_chapter (fixture->manuscript, 0, "Three", "Much more text than that.");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  tight = before;
  tight.rlim_cur = 10;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "a.epub", "a.md", "chapters/" };
      g_autofree char *path = path_in (fixture, names[i]);
      g_autoptr (GError) error = NULL;
      gboolean written = write_to (fixture, path, NULL, &error);

      if (written || !error)
        setrlimit (RLIMIT_FSIZE, &before);
      g_assert_false (written);
      g_assert_nonnull (error);
    }
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  check_old_files (fixture);
}

static void
test_bad_chapter (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "a.epub");
  g_autofree char *huge = g_strnfill (11 * 1000 * 1000, 'x'); /* libxml2 takes no text of more than ten million bytes */
  g_autoptr (GError) error = NULL;

  put (path, "old");
  handmade_manuscript_add_chapter (fixture->manuscript, 0, "The Long One", huge);
  g_assert_false (write_to (fixture, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "The Long One"));
  assert_contents (path, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_no_such_folder (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "none/a.epub", "none/a.md", "none/chapters/" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_in (fixture, names[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (write_to (fixture, path, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
}

/* Root may write everywhere, unless this thread gives that up. */
static void
obey_permissions (void)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

  g_assert_cmpint (syscall (SYS_capget, &header, data), ==, 0);
  data[0].effective &= ~(1u << CAP_DAC_OVERRIDE);
  g_assert_cmpint (syscall (SYS_capset, &header, data), ==, 0);
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  obey_permissions ();
  put_old_files (fixture);
  g_chmod (fixture->folder, 0555);
  {
    g_autofree char *path = path_in (fixture, "a.epub");
    g_autoptr (GError) error = NULL;

    g_assert_false (write_to (fixture, path, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  }
  g_chmod (fixture->folder, 0755);
  check_old_files (fixture);
}

static void
test_target_is_a_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "a.epub");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (path, 0777), ==, 0);
  g_assert_false (write_to (fixture, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
}

static void
add_media (Fixture *fixture)
{
  BookgenSection *section = g_ptr_array_index (fixture->manuscript->sections, 0);

  handmade_section_add_picture (section, handmade_picture_new (1, "image/png", "First", "A cat", "A cat asleep"));
  handmade_section_add_recording (section, handmade_media_new ("narrate", 1, "audio/mpeg", "a"));
  handmade_section_add_recording (section, handmade_media_new ("narrate", 2, "audio/mpeg", "a"));
}

static void
assert_picture (Fixture *fixture, const char *name)
{
  g_autofree char *path = path_in (fixture, name);
  g_autoptr (GBytes) png = handmade_png_new ();
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, length, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
}

static void
assert_text (Fixture *fixture, const char *name, const char *expected)
{
  g_autofree char *path = path_in (fixture, name);

  assert_contents (path, expected);
}

static void
test_media_of_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "chapters/");

  add_media (fixture);
  g_assert_true (write_to (fixture, path, NULL, NULL));
  assert_text (fixture, "chapters/01-one.md", "<!-- bookgen: chapter u1 -->\n\n# One\n\nFirst text.\n\n"
                                              "![A cat asleep](images/img-0001.png \"A cat\")\n");
  assert_text (fixture, "chapters/index.md", "# B\n\nA. Uthor & Söhne\n\n- [One](01-one.md)\n"
                                             "  - [01-one-01.mp3](audio/01-one-01.mp3)\n"
                                             "  - [01-one-02.mp3](audio/01-one-02.mp3)\n- [Two](02-two.md)\n");
  assert_picture (fixture, "chapters/images/img-0001.png");
  assert_picture (fixture, "chapters/audio/01-one-01.mp3");
  assert_picture (fixture, "chapters/audio/01-one-02.mp3");
  g_assert_cmpuint (fixture->notes->len, ==, 0);
}

/* A file has no room for speech, and says so. */
static void
test_media_of_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "a.md");
  g_autofree char *epub = path_in (fixture, "a.epub");

  add_media (fixture);
  g_assert_true (write_to (fixture, path, NULL, NULL));
  assert_text (fixture, "a.md", "# B\n\nA. Uthor & Söhne\n\n## One\n\nFirst text.\n\n"
                                "![A cat asleep](a-images/img-0001.png \"A cat\")\n\n## Two\n\nSecond text.\n");
  assert_picture (fixture, "a-images/img-0001.png");
  g_assert_cmpuint (fixture->notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->notes, 0), "narration"));
  g_assert_true (write_to (fixture, epub, NULL, NULL));
  g_assert_cmpuint (fixture->notes->len, ==, 2);
  g_assert_cmpuint (count_files (fixture->folder), ==, 3);
}

/* Nothing is left of folders made for a book that did not come. */
static void
test_media_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  add_media (fixture);
  put_old_files (fixture);
  g_cancellable_cancel (cancellable);
  assert_untouched (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, cancellable);
  check_old_files (fixture);
}

/* Files wait to be put in place without being open. */
static void
test_many_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_in (fixture, "chapters/");
  g_autoptr (GError) error = NULL;
  struct rlimit before, tight;

  for (guint i = 0; i < 100; i++)
    handmade_manuscript_add_chapter (fixture->manuscript, 0, "More", "Text.");
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  tight = before;
  tight.rlim_cur = 50;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &tight), ==, 0);
  write_to (fixture, path, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/edition/kinds", test_kinds },
    { "/edition/unknown-kinds", test_unknown_kinds },
    { "/edition/nothing-written", test_nothing_written },
    { "/edition/replaces", test_replaces },
    { "/edition/cancelled", test_cancelled },
    { "/edition/no-room", test_no_room },
    { "/edition/bad-chapter", test_bad_chapter },
    { "/edition/no-such-folder", test_no_such_folder },
    { "/edition/read-only-folder", test_read_only_folder },
    { "/edition/target-is-a-folder", test_target_is_a_folder },
    { "/edition/media/folder", test_media_of_folder },
    { "/edition/media/file", test_media_of_file },
    { "/edition/media/cancelled", test_media_cancelled },
    { "/edition/many-files", test_many_files },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_init, tests[i].test, fixture_clear);
  return g_test_run ();
}
