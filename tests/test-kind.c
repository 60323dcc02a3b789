/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-kind.h"

#include <glib/gstdio.h>
#include <string.h>

#include "scratch-book.h"

#define NOVELLA(title) \
  "{\"id\": \"novella\", \"title\": \"" title "\",\n \"stages\": [\n  {\"id\": \"draft\", \"does\": \"write\", \"makes\": \"text\", " \
  "\"for_each\": \"unit\",\n   \"units\": [\"chapter\"], \"prompt\": \"draft\"}]}"

static void
write_own (const char *folder_name, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "bookgen", folder_name, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_no_error (error);
}

/* TITLE NULL: there must be none of this name. PROBLEM NULL: it can be used. */
static void
assert_kind (GPtrArray *kinds, const char *name, const char *title, gboolean own, const char *problem)
{
  guint place;
  gboolean found = bookgen_kinds_find (kinds, name, &place);
  g_assert_cmpint (found, ==, title != NULL);
  if (!found)
    return;
  const BookgenKind *kind = kinds->pdata[place];
  g_assert_cmpstr (kind->title, ==, title);
  g_assert_cmpint (kind->own, ==, own);
  g_assert_cmpint (kind->problem == NULL, ==, problem == NULL);
  g_assert_cmpint (kind->pipeline != NULL, ==, problem == NULL);
  g_assert_true (problem == NULL || strstr (kind->problem, problem) != NULL);
}

static void
test_built_in (void)
{
  g_autoptr (GPtrArray) kinds = bookgen_kinds_list ();
  g_assert_cmpuint (kinds->len, ==, 3);
  assert_kind (kinds, "nonfiction", "Non-fiction", FALSE, NULL);
  assert_kind (kinds, "fiction", "Fiction", FALSE, NULL);
  assert_kind (kinds, "course", "Course", FALSE, NULL);
  assert_kind (kinds, "novella", NULL, FALSE, NULL);
}

/* What is wrong is named by file and line, and hides nothing. */
static void
test_own (void)
{
  write_own ("pipelines", "novella.json", NOVELLA ("Novella"));
  write_own ("pipelines", "novella-two.json", NOVELLA ("Novella"));
  write_own ("pipelines", "My Book.json", NOVELLA ("Almanac"));
  write_own ("pipelines", "broken.json", "{\"id\": \"broken\",\n \"stages\" []}");
  write_own ("pipelines", "odd.json",
             "{\"id\": \"odd\", \"stages\": [\n  {\"id\": \"draft\", \"does\": \"dance\", \"makes\": \"text\",\n"
             " \"for_each\": \"unit\", \"units\": [\"chapter\"], \"prompt\": \"draft\"}]}");
  write_own ("pipelines", "unsaid.json",
             "{\"id\": \"unsaid\", \"title\": \"Unsaid\", \"stages\": [{\"id\": \"d\", \"does\": \"write\", \"makes\": \"text\","
             " \"for_each\": \"unit\", \"units\": [\"chapter\"], \"prompt\": \"no-such-prompt\"}]}");
  write_own ("pipelines", "fiction.json", NOVELLA ("My kind of novel"));
  write_own ("pipelines", "notes.txt", "nothing");
  write_own ("pipelines", ".hidden.json", "nothing");
  g_autoptr (GPtrArray) kinds = bookgen_kinds_list ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "bookgen", "pipelines", "My Book.json", NULL);
  g_assert_cmpuint (kinds->len, ==, 9);
  assert_kind (kinds, "nonfiction", "Non-fiction", FALSE, NULL);
  assert_kind (kinds, "fiction", "My kind of novel", TRUE, NULL);
  assert_kind (kinds, "course", "Course", FALSE, NULL);
  assert_kind (kinds, "novella", "Novella (novella)", TRUE, NULL);
  assert_kind (kinds, "novella-two", "Novella (novella-two)", TRUE, NULL);
  assert_kind (kinds, path, "Almanac", TRUE, NULL);
  assert_kind (kinds, "broken", "broken", TRUE, "broken.json: <data>:2:");
  assert_kind (kinds, "odd", "odd", TRUE, "odd.json, line 2, stage “draft”: ");
  assert_kind (kinds, "unsaid", "Unsaid", TRUE, "no-such-prompt");
  g_assert_cmpstr (((BookgenKind *) kinds->pdata[3])->title, ==, "Almanac");
}

/* The kind is kept with the settings of the run, which keep what they are told else. */
static void
test_choose (void)
{
  ScratchBook scratch = { 0 };
  scratch_book_set_up (&scratch, NULL);
  bookgen_book_set_setting (scratch.book, "run", "{\"at_once\": 7, \"pictures\": false}");
  bookgen_kind_choose (scratch.book, "course");
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_from_json (bookgen_book_get_setting (scratch.book, "run"));
  g_assert_cmpstr (settings->pipeline, ==, "course");
  g_assert_true (settings->pictures);
  g_assert_cmpuint (settings->at_once, ==, 7);
  scratch_book_tear_down (&scratch);
}

/* Files of one's own come last: they stay. */
int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("bookgen-kind-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind/built-in", test_built_in);
  g_test_add_func ("/kind/choose", test_choose);
  g_test_add_func ("/kind/own", test_own);
  return g_test_run ();
}
