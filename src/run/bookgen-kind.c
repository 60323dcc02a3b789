/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-kind.h"

#include <glib/gi18n-lib.h>

#include "bookgen-prompt-file.h"

/* More files than anybody writes. */
#define MAX_OWN 100
#define SUFFIX ".json"

static const struct {
  const char *name, *title;
} built_in[] = {
  { "nonfiction", N_("Non-fiction") },
  { "fiction", N_("Fiction") },
  { "course", N_("Course") },
};

static void
kind_free (BookgenKind *self)
{
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
  g_free (self->name);
  g_free (self->title);
  g_free (self->problem);
  g_free (self);
}

/* TITLE NULL: as the file says, or as it is called where it says nothing that can be read. */
static BookgenKind *
make_kind (const char *name, const char *title, gboolean own)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPrompts) prompts = NULL;
  g_autofree char *base = g_path_get_basename (name);
  BookgenKind *self = g_new0 (BookgenKind, 1);
  self->name = g_strdup (name);
  self->own = own;
  self->pipeline = bookgen_pipeline_load (name, &error);
  self->title = g_strdup (title != NULL ? title : self->pipeline != NULL ? self->pipeline->title : base);
  if (self->pipeline != NULL)
    prompts = bookgen_prompts_load (self->pipeline, &error);
  if (prompts != NULL)
    return self;
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
  self->problem = g_strdup (error->message);
  return self;
}

static gboolean
is_own (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (name, SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
add_built_in (GPtrArray *kinds, const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (built_in); i++)
    {
      gboolean own = is_own (folder, built_in[i].name);
      g_ptr_array_add (kinds, make_kind (built_in[i].name, own ? NULL : _(built_in[i].title), own));
    }
}

/* What the settings call a file in FOLDER: an id where its name is one, else its path. Ours to free. */
static char *
dup_name (const char *folder, const char *file)
{
  g_autofree char *id = g_strndup (file, strlen (file) - strlen (SUFFIX));
  return bookgen_pipeline_is_id (id) ? g_steal_pointer (&id) : g_build_filename (folder, file, NULL);
}

static void
add_own (GPtrArray *own, GPtrArray *kinds, const char *folder, const char *file)
{
  guint place;
  if (!g_str_has_suffix (file, SUFFIX) || file[0] == '.' || own->len >= MAX_OWN)
    return;
  g_autofree char *name = dup_name (folder, file);
  if (!bookgen_kinds_find (kinds, name, &place))
    g_ptr_array_add (own, make_kind (name, NULL, TRUE));
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const BookgenKind *const *one = a, *const *other = b;
  gint by_title = g_utf8_collate ((*one)->title, (*other)->title);
  return by_title != 0 ? by_title : g_strcmp0 ((*one)->name, (*other)->name);
}

static void
add_all_own (GPtrArray *kinds, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  for (const char *file; dir != NULL && (file = g_dir_read_name (dir)) != NULL;)
    add_own (own, kinds, folder, file);
  g_ptr_array_sort (own, compare);
  g_ptr_array_extend_and_steal (kinds, g_steal_pointer (&own));
}

static gboolean
is_called_twice (GPtrArray *kinds, guint index)
{
  const BookgenKind *self = kinds->pdata[index];
  for (guint i = 0; i < kinds->len; i++)
    if (i != index && g_str_equal (((BookgenKind *) kinds->pdata[i])->title, self->title))
      return TRUE;
  return FALSE;
}

/* Titles change only after all have been compared. */
static void
tell_apart (GPtrArray *kinds)
{
  g_autofree gboolean *twice = g_new (gboolean, kinds->len);
  for (guint i = 0; i < kinds->len; i++)
    twice[i] = is_called_twice (kinds, i);
  for (guint i = 0; i < kinds->len; i++)
    {
      BookgenKind *self = kinds->pdata[i];
      g_autofree char *title = g_steal_pointer (&self->title);
      g_autofree char *base = g_path_get_basename (self->name);
      self->title = twice[i] && self->own ? g_strdup_printf ("%s (%s)", title, base) : g_steal_pointer (&title);
    }
}

GPtrArray *
bookgen_kinds_list (void)
{
  GPtrArray *kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) kind_free);
  g_autofree char *folder = bookgen_pipeline_dup_own_folder ();
  add_built_in (kinds, folder);
  add_all_own (kinds, folder);
  tell_apart (kinds);
  return kinds;
}

gboolean
bookgen_kinds_find (GPtrArray *kinds, const char *name, guint *place)
{
  for (guint i = 0; i < kinds->len; i++)
    if (g_strcmp0 (((BookgenKind *) kinds->pdata[i])->name, name) == 0)
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

void
bookgen_kind_choose (BookgenBook *book, const char *name)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_from_json (bookgen_book_get_setting (book, "run"));
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (name, NULL);
  g_free (settings->pipeline);
  settings->pipeline = g_strdup (name);
  if (pipeline != NULL)
    bookgen_pipeline_set_defaults (pipeline, settings);
  g_autofree char *json = bookgen_run_settings_to_json (settings);
  bookgen_book_set_setting (book, "run", json);
}
