/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-planner.h"

#include "pipelines.h"

static GPtrArray *
plan (BookgenPipeline *pipeline, BookgenOutline *outline, BookgenRunSettings *settings, GHashTable *records)
{
  g_autoptr (BookgenRunSettings) fresh = settings == NULL ? bookgen_run_settings_new () : NULL;
  return bookgen_planner_plan (pipeline, outline, settings != NULL ? settings : fresh, records);
}

static BookgenTask *
find (GPtrArray *tasks, const char *stage, const char *unit_id)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenTask *task = g_ptr_array_index (tasks, i);
      if (g_str_equal (task->stage->id, stage) && g_str_equal (task->unit_id, unit_id))
        return task;
    }
  return NULL;
}

static gboolean
needs (GPtrArray *tasks, const BookgenTask *task, const char *stage, const char *unit_id)
{
  const BookgenTask *need = find (tasks, stage, unit_id);
  for (guint i = 0; i < task->needs->len; i++)
    if (g_array_index (task->needs, guint, i) == need->index)
      return TRUE;
  return FALSE;
}

static void
set (BookgenOutline *outline, const char *id, const char *property, int number)
{
  g_auto (GValue) value = G_VALUE_INIT;
  BookgenUnit *unit = bookgen_outline_find (outline, id);
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (unit), property);
  g_value_init (&value, pspec->value_type);
  if (G_VALUE_HOLDS_ENUM (&value))
    g_value_set_enum (&value, number);
  else
    g_value_set_boolean (&value, number);
  bookgen_outline_edit (outline, unit, property, &value);
}

/* Material is in the requests of the stages whose prompts have a place for it, and in no others. */
static void
test_material (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPipeline) pipeline = pipeline_with_joining ();
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  g_autoptr (BookgenPrompts) prompts = bookgen_prompts_load (pipeline, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) without = plan (pipeline, outline, NULL, NULL);
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, NULL, NULL);
  g_autoptr (GHashTable) material = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (material, (gpointer) "u2", GUINT_TO_POINTER (5000));
  bookgen_planner_add_material (tasks, prompts, material);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i), *bare = g_ptr_array_index (without, i);
      gint64 more = g_str_equal (task->unit_id, "u2") ? 5000 : 0;
      g_assert_cmpint (task->material_tokens, ==, more);
      g_assert_cmpint (task->expected_tokens, ==, bare->expected_tokens + more);
    }
}

static void
test_stages_and_needs (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_with_joining ();
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 1000);
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, NULL, NULL);
  g_assert_cmpuint (tasks->len, ==, 1 + 3 + 3);
  g_assert_true (needs (tasks, find (tasks, "draft", "u2"), "plan", ""));
  g_assert_true (needs (tasks, find (tasks, "join", "u2"), "draft", "u2"));
  g_assert_cmpuint (find (tasks, "join", "u2")->previous, ==, find (tasks, "join", "u1")->index);
  g_assert_cmpuint (find (tasks, "join", "u1")->previous, ==, BOOKGEN_NO_TASK);
  g_assert_cmpuint (find (tasks, "draft", "u2")->previous, ==, BOOKGEN_NO_TASK);
  g_assert_cmpuint (find (tasks, "draft", "u1")->target_words, ==, 1000);
  for (guint i = 0; i < tasks->len; i++)
    g_assert_cmpuint (((BookgenTask *) tasks->pdata[i])->index, ==, i);
}

static void
test_one_after_another (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_of_seed (1);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 1000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  settings->mode = BOOKGEN_MODE_SEQUENTIAL;
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, settings, NULL);
  g_assert_cmpuint (find (tasks, "draft", "u3")->previous, ==, find (tasks, "draft", "u2")->index);
}

/* Without the plan, only it, and only some chapters. */
static void
test_settings (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_with_joining ();
  g_autoptr (BookgenOutline) outline = outline_of_chapters (4, 0);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  settings->context = FALSE;
  g_autoptr (GPtrArray) without = plan (pipeline, outline, settings, NULL);
  g_assert_null (find (without, "plan", ""));
  g_assert_cmpuint (find (without, "draft", "u1")->needs->len, ==, 0);
  g_assert_cmpuint (find (without, "draft", "u1")->target_words, ==, settings->default_words);

  settings->context = TRUE;
  settings->plan_only = TRUE;
  g_autoptr (GPtrArray) only = plan (pipeline, outline, settings, NULL);
  g_assert_cmpuint (only->len, ==, 1);

  const char *const units[] = { "u2", "u4", "u9", NULL };
  settings->plan_only = FALSE;
  settings->units = g_strdupv ((GStrv) units);
  g_autoptr (GPtrArray) some = plan (pipeline, outline, settings, NULL);
  g_assert_cmpuint (some->len, ==, 1 + 2 + 2);
  g_assert_cmpuint (find (some, "join", "u4")->previous, ==, find (some, "join", "u2")->index);
}

/* What the author writes, or has locked, is not the model's; parts are not written at all. */
static void
test_whose (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_of_seed (1);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 500);
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "Part");
  set (outline, "u1", "writer", BOOKGEN_WRITER_ME);
  set (outline, "u2", "locked", TRUE);
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, NULL, NULL);
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_nonnull (find (tasks, "draft", "u3"));
}

static void
add_record (GHashTable *records, const char *unit_id, BookgenTaskState state, gboolean rehearsal, const char *partial)
{
  BookgenTaskRecord *record = bookgen_task_record_new ("draft", unit_id, 0);
  record->state = state;
  record->rehearsal = rehearsal;
  record->attempts = 2;
  record->partial = g_strdup (partial);
  g_hash_table_insert (records, bookgen_task_key ("draft", unit_id, 0), record);
}

/* What is done stays done; what was running is to do again, with what it kept; a placeholder counts only for another
 * rehearsal. */
static void
test_records (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_of_seed (1);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (5, 500);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GHashTable) records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  add_record (records, "u1", BOOKGEN_TASK_DONE, FALSE, NULL);
  add_record (records, "u2", BOOKGEN_TASK_INTERRUPTED, FALSE, "Größe");
  add_record (records, "u3", BOOKGEN_TASK_FAILED, FALSE, NULL);
  add_record (records, "u4", BOOKGEN_TASK_DONE, TRUE, NULL);
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, settings, records);
  g_assert_cmpint (find (tasks, "draft", "u1")->state, ==, BOOKGEN_TASK_DONE);
  g_assert_cmpint (find (tasks, "draft", "u2")->state, ==, BOOKGEN_TASK_TODO);
  g_assert_cmpuint (find (tasks, "draft", "u2")->kept_chars, ==, 5);
  g_assert_cmpint (find (tasks, "draft", "u3")->state, ==, BOOKGEN_TASK_FAILED);
  g_assert_cmpint (find (tasks, "draft", "u4")->state, ==, BOOKGEN_TASK_TODO);
  g_assert_cmpuint (find (tasks, "draft", "u4")->attempts, ==, 0);
  g_assert_cmpint (find (tasks, "draft", "u5")->state, ==, BOOKGEN_TASK_TODO);

  settings->rehearsal = TRUE;
  g_autoptr (GPtrArray) again = plan (pipeline, outline, settings, records);
  g_assert_cmpint (find (again, "draft", "u4")->state, ==, BOOKGEN_TASK_DONE);
}

/* A chapter waits only for what stands earlier, so that no circle can wait for ever. */
static void
test_depends_on (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_of_seed (1);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 500);
  const char *const ids[] = { "u1", "u2", "u3", "gone", NULL };
  for (guint i = 0; i < 3; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_value_init (&value, G_TYPE_STRV);
      g_value_set_boxed (&value, ids);
      bookgen_outline_edit (outline, bookgen_outline_find (outline, ids[i]), "depends-on", &value);
    }
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, NULL, NULL);
  g_assert_cmpuint (find (tasks, "draft", "u1")->needs->len, ==, 0);
  g_assert_cmpuint (find (tasks, "draft", "u3")->needs->len, ==, 2);
}

/* A chapter without a target of its own has its share of the book's length. */
static void
test_length (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_of_seed (1);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 500);
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Another");
  bookgen_outline_set_length_words (outline, 4200);
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, NULL, NULL);
  g_assert_cmpuint (find (tasks, "draft", "u1")->target_words, ==, 500);
  g_assert_cmpuint (find (tasks, "draft", "u4")->target_words, ==, 2700);
}

/* A list's items become tasks by their numbers once they are known; what an item needs is its own list. */
static void
test_items (void)
{
  static const int numbers[] = { 1, 7, 3 };
  g_autoptr (BookgenPipeline) pipeline = pipeline_with_pictures (FALSE);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  g_autoptr (GHashTable) records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  g_autoptr (GPtrArray) before = plan (pipeline, outline, NULL, records);
  g_assert_null (find (before, "draw", "u2"));
  BookgenTaskRecord *list = bookgen_task_record_new ("see", "u2", 0);
  list->items = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_vals (list->items, numbers, G_N_ELEMENTS (numbers));
  g_hash_table_insert (records, bookgen_task_key ("see", "u2", 0), list);
  g_autoptr (GPtrArray) after = plan (pipeline, outline, NULL, records);
  g_assert_cmpuint (after->len, ==, before->len + 3);
  for (guint i = before->len; i < after->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (after, i);
      g_assert_cmpint (task->item, ==, numbers[i - before->len]);
      g_assert_cmpuint (task->needs->len, ==, 1);
      g_assert_true (needs (after, task, "see", "u2"));
    }
}

/* What is off for a run, or not for this kind of unit, is passed through to what it needs itself. */
static void
test_through_what_is_off (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("course", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_modules (2, 2, 500);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  set (outline, "u2", "kind", BOOKGEN_UNIT_LAB);
  settings->content = BOOKGEN_CONTENT_BOTH;
  settings->pictures = TRUE;
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, settings, NULL);
  const BookgenTask *of_lab = find (tasks, "visuals", "u2"), *of_lesson = find (tasks, "visuals", "u3");
  g_assert_null (find (tasks, "theory", "u2"));
  g_assert_true (needs (tasks, of_lab, "lab", "u2"));
  g_assert_true (needs (tasks, of_lesson, "theory", "u3"));
  g_assert_cmpuint (find (tasks, "theory", "u3")->module, ==, 0);
  g_assert_cmpuint (find (tasks, "theory", "u6")->module, ==, 1);

  settings->mode = BOOKGEN_MODE_HYBRID;
  g_autoptr (GPtrArray) joined = plan (pipeline, outline, settings, NULL);
  g_assert_true (needs (joined, find (joined, "visuals", "u2"), "join", "u2"));
  g_assert_cmpuint (find (joined, "join", "u3")->previous, ==, find (joined, "join", "u2")->index);
}

/* A lab that is not asked for is not joined or given pictures either, unless it was written before. */
static void
test_nothing_without_text (void)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("course", NULL);
  g_autoptr (BookgenOutline) outline = outline_of_modules (2, 2, 500);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GHashTable) records = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (BookgenTaskRecord) written = bookgen_task_record_new ("lab", "u2", 0);
  set (outline, "u2", "kind", BOOKGEN_UNIT_LAB);
  settings->mode = BOOKGEN_MODE_HYBRID;
  settings->pictures = TRUE;
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, settings, records);
  g_assert_null (find (tasks, "join", "u2"));
  g_assert_null (find (tasks, "visuals", "u2"));
  g_assert_nonnull (find (tasks, "join", "u3"));
  g_assert_nonnull (find (tasks, "visuals", "u3"));
  written->state = BOOKGEN_TASK_DONE;
  g_hash_table_insert (records, (gpointer) "lab/u2/0", written);
  g_autoptr (GPtrArray) later = plan (pipeline, outline, settings, records);
  g_assert_null (find (later, "lab", "u2"));
  g_assert_nonnull (find (later, "visuals", "u2"));
}

/* Pictures are made of the author's own text too, once there is one. */
static void
test_own_text (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_with_pictures (FALSE);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  g_autoptr (GHashTable) records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  set (outline, "u1", "writer", BOOKGEN_WRITER_ME);
  set (outline, "u2", "writer", BOOKGEN_WRITER_ME);
  add_record (records, "u2", BOOKGEN_TASK_DONE, FALSE, NULL);
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, NULL, records);
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_cmpuint (find (tasks, "see", "u2")->needs->len, ==, 0);
}

/* What was being repaired when the program ended has its text. */
static void
test_repair_is_not_bought_again (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_of_seed (1);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (1, 1000);
  g_autoptr (GHashTable) records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  add_record (records, "u1", BOOKGEN_TASK_INTERRUPTED, FALSE, NULL);
  ((BookgenTaskRecord *) g_hash_table_lookup (records, "draft/u1/0"))->revision_id = 7;
  g_autoptr (GPtrArray) tasks = plan (pipeline, outline, NULL, records);
  g_assert_cmpint (find (tasks, "draft", "u1")->state, ==, BOOKGEN_TASK_DONE);
}

static guint
count_of (GPtrArray *tasks, const char *stage, BookgenTaskState state)
{
  guint n = 0;
  for (guint i = 0; i < tasks->len; i++)
    n += g_str_equal (((BookgenTask *) tasks->pdata[i])->stage->id, stage) && ((BookgenTask *) tasks->pdata[i])->state == state;
  return n;
}

static void
add_plan_record (GHashTable *records, int item, guint items)
{
  BookgenTaskRecord *record = bookgen_task_record_new ("plan", "", item);
  record->state = BOOKGEN_TASK_DONE;
  record->items = g_array_new (FALSE, TRUE, sizeof (int));
  g_array_set_size (record->items, items);
  g_hash_table_insert (records, bookgen_task_key ("plan", "", item), record);
}

/* A long book's plan is several tasks: the others need the first, and each chapter all of them. Once the first is made, its
 * record says how many others there are; what others had brought to an earlier one is void. */
static void
test_long_plan (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_with_joining ();
  g_autoptr (BookgenOutline) whole = outline_of_chapters (24, 1000);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (50, 1000);
  g_autoptr (GHashTable) records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  g_autoptr (GPtrArray) one = plan (pipeline, whole, NULL, NULL);
  g_autoptr (GPtrArray) fresh = plan (pipeline, outline, NULL, NULL);
  add_plan_record (records, 1, 0);
  g_autoptr (GPtrArray) anew = plan (pipeline, outline, NULL, records);
  add_plan_record (records, 0, 2);
  g_autoptr (GPtrArray) made = plan (pipeline, outline, NULL, records);
  g_assert_cmpuint (count_of (one, "plan", BOOKGEN_TASK_TODO), ==, 1);
  g_assert_cmpuint (count_of (fresh, "plan", BOOKGEN_TASK_TODO), ==, 3);
  g_assert_cmpuint (count_of (anew, "plan", BOOKGEN_TASK_TODO), ==, 3);
  g_assert_cmpuint (count_of (made, "plan", BOOKGEN_TASK_TODO), ==, 1);
  g_assert_cmpuint (count_of (made, "plan", BOOKGEN_TASK_DONE), ==, 2);
  for (guint i = 1; i < 3; i++)
    {
      const BookgenTask *other = fresh->pdata[i];
      g_assert_cmpuint (other->needs->len, ==, 1);
      g_assert_cmpuint (g_array_index (other->needs, guint, 0), ==, 0);
    }
  g_assert_true (needs (fresh, find (fresh, "draft", "u50"), "plan", ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner/material", test_material);
  g_test_add_func ("/planner/stages-and-needs", test_stages_and_needs);
  g_test_add_func ("/planner/one-after-another", test_one_after_another);
  g_test_add_func ("/planner/settings", test_settings);
  g_test_add_func ("/planner/whose", test_whose);
  g_test_add_func ("/planner/records", test_records);
  g_test_add_func ("/planner/depends-on", test_depends_on);
  g_test_add_func ("/planner/length", test_length);
  g_test_add_func ("/planner/items", test_items);
  g_test_add_func ("/planner/through-what-is-off", test_through_what_is_off);
  g_test_add_func ("/planner/nothing-without-text", test_nothing_without_text);
  g_test_add_func ("/planner/own-text", test_own_text);
  g_test_add_func ("/planner/repair-is-not-bought-again", test_repair_is_not_bought_again);
  g_test_add_func ("/planner/long-plan", test_long_plan);
  return g_test_run ();
}
