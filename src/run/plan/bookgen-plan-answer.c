/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-plan-private.h"

#include <string.h>

#include "bookgen-chatter.h"
#include "bookgen-excerpt.h"
#include "bookgen-loose-json.h"

/* So many problems are enough for a model to mend. */
#define MAX_PROBLEMS 40
#define TITLE_CHARS 200
/* So deep an answer may hide what was asked for. */
#define MAX_DEPTH 4
#define LEAST_PROSE_CHARS 200

/* How an answer's chapters are found again. */
typedef struct {
  GPtrArray *units;    /* BookgenUnit, the written ones in order */
  GHashTable *by_title; /* folded title -> unit; a title used twice stands for none */
} Roll;

static char *
fold (const char *title)
{
  g_autofree char *line = bookgen_excerpt_one_line (title);
  return g_utf8_casefold (line, -1);
}

static void
roll_clear (Roll *roll)
{
  g_ptr_array_unref (roll->units);
  g_hash_table_unref (roll->by_title);
}

static void
roll_init (Roll *roll, BookgenOutline *outline)
{
  roll->units = bookgen_outline_dup_units (outline, TRUE);
  roll->by_title = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < roll->units->len; i++)
    {
      char *title = fold (bookgen_unit_get_title (roll->units->pdata[i]));
      gboolean twice = g_hash_table_contains (roll->by_title, title);
      g_hash_table_replace (roll->by_title, title, twice ? NULL : roll->units->pdata[i]);
    }
}

G_GNUC_PRINTF (2, 3) static void
complain (GPtrArray *problems, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  if (problems->len < MAX_PROBLEMS)
    g_ptr_array_add (problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* The number counts, unless the title says clearly that another is meant. */
static BookgenUnit *
find_unit (const Roll *roll, JsonObject *entry)
{
  guint number = bookgen_loose_json_get_count (entry, "number");
  g_autofree char *title
      = bookgen_loose_json_dup_text (entry, json_object_has_member (entry, "title") ? "title" : "name", TITLE_CHARS);
  if (number == 0)
    number = bookgen_loose_json_get_count (entry, "chapter");
  if (number == 0)
    number = bookgen_loose_json_get_count (entry, "name");
  g_autofree char *folded = fold (title);
  BookgenUnit *titled = *folded != '\0' ? g_hash_table_lookup (roll->by_title, folded) : NULL;
  if (titled != NULL)
    return titled;
  return number > 0 && number <= roll->units->len ? roll->units->pdata[number - 1] : NULL;
}

static void
take_chapter (BookgenPlan *plan, const Roll *roll, JsonObject *entry, GPtrArray *problems)
{
  BookgenUnit *unit = find_unit (roll, entry);
  if (unit != NULL)
    {
      bookgen_plan_read_chapter (bookgen_plan_find_or_add (plan, bookgen_unit_get_id (unit)), entry);
      return;
    }
  g_autofree char *title = bookgen_loose_json_dup_text (entry, "title", TITLE_CHARS);
  complain (problems, "There is no chapter %u “%s” in the outline.", bookgen_loose_json_get_count (entry, "number"), title);
}

static gboolean
is_entry (JsonObject *object)
{
  return json_object_has_member (object, "summary") || json_object_has_member (object, "only_here")
         || json_object_has_member (object, "opens");
}

static void find_entries_within (JsonObject *object, guint depth, GPtrArray *entries);

/* CHAPTERS: what holds no entry is one itself. */
static void
find_entries (JsonArray *array, gboolean chapters, guint depth, GPtrArray *entries)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      guint before = entries->len;
      if (object != NULL && !is_entry (object))
        find_entries_within (object, depth + 1, entries);
      if (object != NULL && (is_entry (object) || (chapters && entries->len == before)))
        g_ptr_array_add (entries, json_object_ref (object));
    }
}

/* Entries stand under "chapters", or within parts, modules and lessons. */
static void
find_entries_within (JsonObject *object, guint depth, GPtrArray *entries)
{
  g_autoptr (JsonArray) chapters = bookgen_loose_json_dup_array (object, "chapters");
  g_autoptr (GList) names = json_object_get_members (object);
  if (chapters != NULL)
    find_entries (chapters, TRUE, depth, entries);
  for (GList *name = names; name != NULL && depth < MAX_DEPTH; name = name->next)
    {
      JsonNode *node = json_object_get_member (object, name->data);
      if (JSON_NODE_HOLDS_OBJECT (node) && !g_str_equal (name->data, "chapters"))
        find_entries_within (json_node_get_object (node), depth + 1, entries);
      else if (JSON_NODE_HOLDS_ARRAY (node) && !g_str_equal (name->data, "chapters"))
        find_entries (json_node_get_array (node), FALSE, depth + 1, entries);
    }
}

static void
take_chapters (BookgenPlan *plan, BookgenOutline *outline, JsonNode *answer, GPtrArray *problems)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  Roll roll;
  roll_init (&roll, outline);
  if (JSON_NODE_HOLDS_OBJECT (answer))
    find_entries_within (json_node_get_object (answer), 0, entries);
  else
    find_entries (json_node_get_array (answer), TRUE, 0, entries);
  for (guint i = 0; i < entries->len; i++)
    take_chapter (plan, &roll, entries->pdata[i], problems);
  roll_clear (&roll);
}

static gint
compare_places (gconstpointer a, gconstpointer b, gpointer places)
{
  const BookgenPlanChapter *const *first = a;
  const BookgenPlanChapter *const *second = b;
  gint one = GPOINTER_TO_INT (g_hash_table_lookup (places, (*first)->unit_id));
  return one - GPOINTER_TO_INT (g_hash_table_lookup (places, (*second)->unit_id));
}

/* In the order of the outline; what has left it stands first, as it was. */
static void
sort_chapters (BookgenPlan *plan, BookgenOutline *outline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < units->len; i++)
    g_hash_table_insert (places, (gpointer) bookgen_unit_get_id (units->pdata[i]), GINT_TO_POINTER (i + 1));
  g_ptr_array_sort_with_data (plan->chapters, compare_places, places);
}

/* The object that says what all chapters share: ROOT or one within it, {"plan": {…}}. NULL for none. */
static JsonObject *
find_shared (JsonObject *root, guint depth)
{
  if (json_object_has_member (root, "premise") || json_object_has_member (root, "voice"))
    return root;
  JsonObject *found = NULL;
  g_autoptr (GList) members = json_object_get_values (root);
  for (GList *member = members; member != NULL && found == NULL && depth < MAX_DEPTH; member = member->next)
    if (JSON_NODE_HOLDS_OBJECT (member->data))
      found = find_shared (json_node_get_object (member->data), depth + 1);
  return found;
}

static gboolean
is_refusal (const char *answer)
{
  g_auto (GStrv) paragraphs = g_strsplit (answer, "\n\n", 2);
  return paragraphs[0] != NULL && bookgen_chatter_is_refusal (g_strstrip (paragraphs[0]));
}

/* An answer in prose is a plan too, if nobody gave a better one. A sentence is none. */
static void
take_prose (BookgenPlan *plan, const char *answer, GPtrArray *problems)
{
  complain (problems, "The answer was not the JSON object that was asked for.");
  if (*plan->premise == '\0' && plan->chapters->len == 0 && g_utf8_strlen (answer, -1) >= LEAST_PROSE_CHARS
      && !is_refusal (answer))
    bookgen_plan_set_prose (plan, answer);
}

BookgenPlan *
bookgen_plan_take_answer (BookgenPlan *so_far, const char *answer, BookgenOutline *outline, GPtrArray *problems)
{
  BookgenPlan *plan = so_far != NULL ? bookgen_plan_copy (so_far) : bookgen_plan_new ();
  g_autoptr (JsonNode) node = bookgen_loose_json_read (answer);
  JsonObject *shared
      = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? find_shared (json_node_get_object (node), 0) : NULL;
  if (shared != NULL)
    bookgen_plan_read_shared (plan, shared);
  if (node != NULL)
    take_chapters (plan, outline, node, problems);
  else
    take_prose (plan, answer, problems);
  sort_chapters (plan, outline);
  return plan;
}

BookgenPlan *
bookgen_plan_take_chapters (BookgenPlan *so_far, const char *answer, BookgenOutline *outline, const char *const *unit_ids,
                            GPtrArray *problems)
{
  BookgenPlan *plan = so_far != NULL ? bookgen_plan_copy (so_far) : bookgen_plan_new ();
  g_autoptr (BookgenPlan) said = bookgen_plan_take_answer (NULL, answer, outline, problems);
  for (guint i = 0; unit_ids[i] != NULL; i++)
    {
      const BookgenPlanChapter *chapter = bookgen_plan_get_chapter (said, unit_ids[i]);
      if (chapter != NULL)
        bookgen_plan_copy_chapter (plan, chapter);
    }
  sort_chapters (plan, outline);
  return plan;
}

gboolean
bookgen_plan_is_prose (const BookgenPlan *self, const char *answer)
{
  g_autoptr (JsonNode) node = bookgen_loose_json_read (answer);
  return node == NULL && *self->premise != '\0' && self->chapters->len == 0;
}

gboolean
bookgen_plan_lacks (const BookgenPlan *self, const char *unit_id)
{
  const BookgenPlanChapter *chapter = bookgen_plan_get_chapter (self, unit_id);
  return chapter == NULL || (*chapter->summary == '\0' && chapter->only_here[0] == NULL);
}

/* What two chapters own, nobody does. One of the two is among UNITS. */
static void
find_owned_twice (const BookgenPlan *self, BookgenOutline *outline, GPtrArray *units, GPtrArray *problems)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->chapters->len; i++)
    {
      const BookgenPlanChapter *chapter = self->chapters->pdata[i];
      BookgenUnit *unit = bookgen_outline_find (outline, chapter->unit_id);
      for (guint j = 0; unit != NULL && chapter->only_here[j] != NULL; j++)
        {
          char *topic = fold (chapter->only_here[j]);
          BookgenUnit *owner = g_hash_table_lookup (owners, topic);
          gboolean ours = g_ptr_array_find (units, unit, NULL) || g_ptr_array_find (units, owner, NULL);
          if (owner != NULL && owner != unit && ours)
            complain (problems, "“%s” cannot stand only in chapter %u and only in chapter %u.", chapter->only_here[j],
                      bookgen_outline_get_number (outline, owner), bookgen_outline_get_number (outline, unit));
          g_hash_table_replace (owners, topic, owner != NULL ? owner : unit);
        }
    }
}

void
bookgen_plan_find_missing_parts (const BookgenPlan *self, GPtrArray *problems)
{
  if (*self->premise == '\0')
    complain (problems, "“premise” is missing.");
  if (*self->voice == '\0')
    complain (problems, "“voice” is missing.");
}

GPtrArray *
bookgen_plan_dup_gaps (const BookgenPlan *self, BookgenOutline *outline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  GPtrArray *gaps = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < units->len; i++)
    if (self == NULL || bookgen_plan_lacks (self, bookgen_unit_get_id (units->pdata[i])))
      g_ptr_array_add (gaps, g_object_ref (units->pdata[i]));
  return gaps;
}

guint
bookgen_plan_find_gaps (const BookgenPlan *self, BookgenOutline *outline, GPtrArray *units, GPtrArray *problems)
{
  guint gaps = 0;
  for (guint i = 0; i < units->len; i++)
    {
      BookgenUnit *unit = units->pdata[i];
      if (!bookgen_plan_lacks (self, bookgen_unit_get_id (unit)))
        continue;
      g_autofree char *title = bookgen_excerpt_cut (bookgen_unit_get_title (unit), TITLE_CHARS);
      complain (problems, "Chapter %u, “%s”, has no entry.", bookgen_outline_get_number (outline, unit), title);
      gaps++;
    }
  find_owned_twice (self, outline, units, problems);
  return gaps;
}
