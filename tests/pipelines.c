/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipelines.h"

#define PLAN "{\"id\":\"plan\",\"title\":\"Plan\",\"does\":\"write\",\"makes\":\"context\",\"for_each\":\"book\",\"prompt\":\"plan\"}"
#define DRAFT                                                                                                                \
  "{\"id\":\"draft\",\"title\":\"Text\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"unit\","                        \
  "\"units\":[\"chapter\",\"lesson\",\"lab\"],\"prompt\":\"draft\"%s}"
#define JOIN                                                                                                                 \
  "{\"id\":\"join\",\"title\":\"Joining\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"unit\","                      \
  "\"units\":[\"chapter\",\"lesson\",\"lab\"],\"needs\":[\"draft\"],\"prompt\":\"draft\",\"in_order\":true,"                 \
  "\"on_failure\":\"pause\"%s}"

G_GNUC_PRINTF (1, 2) static BookgenPipeline *
parse (const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  va_list args;
  va_start (args, format);
  g_autofree char *stages = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *json = g_strdup_printf ("{\"id\":\"test\",\"title\":\"Test\",\"stages\":[%s]}", stages);
  BookgenPipeline *pipeline = bookgen_pipeline_parse (json, -1, "test.json", &error);
  g_assert_no_error (error);
  return pipeline;
}

BookgenPipeline *
pipeline_with_joining (void)
{
  return parse (PLAN "," DRAFT "," JOIN, ",\"needs\":[\"plan\"]", "");
}

#define SEE                                                                                                                  \
  "{\"id\":\"see\",\"does\":\"write\",\"makes\":\"list\",\"for_each\":\"unit\",\"units\":[\"chapter\",\"lesson\",\"lab\"],"      \
  "\"needs\":[\"%s\"],\"prompt\":\"draft\"}"
#define DRAW                                                                                                                 \
  "{\"id\":\"draw\",\"does\":\"draw\",\"makes\":\"picture\",\"for_each\":\"item of see\",\"units\":[\"chapter\",\"lesson\",\"lab\"]," \
  "\"needs\":[\"see\"],\"limit\":3}"
#define SPEAK                                                                                                                \
  "{\"id\":\"speak\",\"does\":\"speak\",\"makes\":\"audio\",\"for_each\":\"unit\",\"units\":[\"chapter\",\"lesson\",\"lab\"],"     \
  "\"needs\":[\"join\"],\"in_order\":true}"

BookgenPipeline *
pipeline_with_pictures (gboolean joined)
{
  if (!joined)
    return parse (DRAFT "," SEE "," DRAW, "", "draft");
  return parse (PLAN "," DRAFT "," JOIN "," SEE "," DRAW "," SPEAK, ",\"needs\":[\"plan\"]", "", "join");
}

BookgenPipeline *
pipeline_of_seed (guint seed)
{
  switch (seed % 4)
    {
    case 0:
      return parse (PLAN "," DRAFT, ",\"needs\":[\"plan\"]");
    case 1:
      return parse (DRAFT, "");
    case 2:
      return parse (DRAFT "," JOIN, "", "");
    default:
      return parse (PLAN "," DRAFT "," JOIN, ",\"needs\":[\"plan\"],\"limit\":4", "");
    }
}

static BookgenUnit *
add_chapter (BookgenOutline *outline, BookgenUnit *parent, guint number, guint words)
{
  g_autofree char *title = g_strdup_printf ("Chapter %u", number);
  g_auto (GValue) target = G_VALUE_INIT;
  BookgenUnit *unit = bookgen_outline_add (outline, parent, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, title);
  g_value_init (&target, G_TYPE_UINT);
  g_value_set_uint (&target, words);
  bookgen_outline_edit (outline, unit, "target-words", &target);
  return unit;
}

static void
depend_on (BookgenOutline *outline, BookgenUnit *unit, const char *id)
{
  g_auto (GValue) ids = G_VALUE_INIT;
  const char *const list[] = { id, NULL };
  g_value_init (&ids, G_TYPE_STRV);
  g_value_set_boxed (&ids, list);
  bookgen_outline_edit (outline, unit, "depends-on", &ids);
}

BookgenOutline *
outline_of_chapters (guint n, guint words)
{
  BookgenOutline *outline = bookgen_outline_new ();
  for (guint i = 1; i <= n; i++)
    add_chapter (outline, NULL, i, words);
  return outline;
}

BookgenOutline *
outline_of_modules (guint n_modules, guint lessons, guint words)
{
  BookgenOutline *outline = bookgen_outline_new ();
  for (guint i = 0; i < n_modules * lessons; i++)
    {
      BookgenUnit *module
          = i % lessons == 0 ? bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_MODULE, "Module") : NULL;
      g_autoptr (BookgenUnit) last = g_list_model_get_item (G_LIST_MODEL (outline), i / lessons);
      add_chapter (outline, module != NULL ? module : last, i + 1, words);
    }
  return outline;
}

BookgenOutline *
outline_of_seed (guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (BookgenUnit) first = NULL;
  BookgenOutline *outline = bookgen_outline_new ();
  BookgenUnit *part = NULL;
  guint n = g_rand_int_range (rand, 3, 41);
  for (guint i = 1; i <= n; i++)
    {
      if (seed % 2 == 0 && i % 5 == 1)
        part = bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_PART, "Part");
      BookgenUnit *unit = add_chapter (outline, part, i, g_rand_int_range (rand, 200, 4001));
      if (first == NULL)
        first = g_object_ref (unit);
      else if (g_rand_int_range (rand, 0, 6) == 0)
        depend_on (outline, unit, bookgen_unit_get_id (first));
    }
  return outline;
}
