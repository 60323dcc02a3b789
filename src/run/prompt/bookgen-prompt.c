/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-prompt.h"

#include <string.h>

#include "bookgen-carry.h"
#include "bookgen-excerpt.h"
#include "bookgen-planner.h"
#include "bookgen-shared-part.h"
#include "bookgen-style.h"

enum {
  LINE_TOKENS = 60,
  BEFORE_TOKENS = 160,
  OTHERS_TOKENS = 300,
  BUILDS_ON_TOKENS = 120,
  SHARE_TOKENS = 250,
  NOTE_TOKENS = 300,
  /* Of the text so far a model gets back what it wrote in one reply, or this much of its end, and its headings. */
  SO_FAR_TOKENS = 3000,
  HEADINGS_TOKENS = 200,
  LAST_WORDS_CHARS = 120,
};

/* The values of the places. */
typedef struct {
  const BookgenPromptInput *input;
  BookgenOutline *outline;
  BookgenUnit *unit;
  GPtrArray *units;   /* BookgenUnit, the written ones */
  guint place;        /* of unit in it */
  GHashTable *values; /* place -> text */
} Values;

/* Takes VALUE. */
static void
set (Values *self, const char *name, char *value)
{
  g_hash_table_insert (self->values, (gpointer) name, value);
}

static void
set_line (Values *self, const char *name, const char *value)
{
  g_autofree char *line = bookgen_excerpt_one_line (value);
  set (self, name, bookgen_excerpt_head (line, LINE_TOKENS));
}

static const BookgenPlanChapter *
get_chapter (const Values *self, BookgenUnit *unit)
{
  return self->input->plan != NULL ? bookgen_plan_get_chapter (self->input->plan, bookgen_unit_get_id (unit)) : NULL;
}

static void
append_said (GString *out, const char *format, const char *text)
{
  g_autofree char *bounded = bookgen_excerpt_head (text, LINE_TOKENS);
  if (*bounded != '\0')
    g_string_append_printf (out, "%s: %s. ", format, bounded);
}

static BookgenUnit *
get_neighbour (const Values *self, int step)
{
  guint place = self->place + step;
  return place < self->units->len ? self->units->pdata[place] : NULL;
}

static void
set_before (Values *self)
{
  BookgenUnit *before = self->place > 0 ? get_neighbour (self, -1) : NULL;
  const BookgenPlanChapter *chapter = before != NULL ? get_chapter (self, before) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  if (chapter != NULL)
    {
      append_said (text, "It ends with", chapter->ends);
      append_said (text, "It hands on", chapter->hands_on);
    }
  set_line (self, "before_title", before != NULL ? bookgen_unit_get_title (before) : "");
  set (self, "before", bookgen_excerpt_head (text->str, BEFORE_TOKENS));
}

static void
set_after (Values *self)
{
  BookgenUnit *after = get_neighbour (self, +1);
  const BookgenPlanChapter *chapter = after != NULL ? get_chapter (self, after) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  if (chapter != NULL)
    append_said (text, "It opens with", chapter->opens);
  set_line (self, "after_title", after != NULL ? bookgen_unit_get_title (after) : "");
  set (self, "after", bookgen_excerpt_head (text->str, BEFORE_TOKENS));
}

/* Where the shared part cannot name all chapters, at least those that stand beside this one are told of. */
static void
set_others (Values *self)
{
  BookgenUnit *parent = bookgen_unit_get_parent (self->unit);
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; !bookgen_shared_part_names_all (self->outline) && i < self->units->len; i++)
    {
      BookgenUnit *other = self->units->pdata[i];
      gboolean beside = parent != NULL ? bookgen_unit_get_parent (other) == parent : ABS ((int) i - (int) self->place) <= 5;
      const BookgenPlanChapter *chapter = beside && other != self->unit ? get_chapter (self, other) : NULL;
      if (!beside || other == self->unit)
        continue;
      g_autofree char *topics = chapter != NULL ? g_strjoinv ("; ", chapter->only_here) : g_strdup ("");
      g_autofree char *title = bookgen_excerpt_one_line (bookgen_unit_get_title (other));
      g_string_append_printf (list, "- %u. %s%s%s\n", i + 1, title, *topics != '\0' ? ": " : "", topics);
    }
  set (self, "others", bookgen_excerpt_head (list->str, OTHERS_TOKENS));
}

static void
set_builds_on (Values *self)
{
  const char *const *ids = bookgen_unit_get_depends_on (self->unit);
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      BookgenUnit *other = bookgen_outline_find (self->outline, ids[i]);
      if (other == NULL)
        continue;
      g_autofree char *title = bookgen_excerpt_one_line (bookgen_unit_get_title (other));
      g_string_append_printf (list, "%s%u. %s", list->len > 0 ? "; " : "", bookgen_outline_get_number (self->outline, other),
                              title);
    }
  set (self, "builds_on", bookgen_excerpt_head (list->str, BUILDS_ON_TOKENS));
}

/* What the plan says of an opening holds; else it is dealt, unless the author wants none of that. */
static void
set_deal (Values *self)
{
  const BookgenPromptInput *input = self->input;
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (input->book, "style"));
  if (!style->vary_openings)
    return;
  const BookgenPlanChapter *chapter = get_chapter (self, self->unit);
  const char *seed = input->seed != NULL ? input->seed : bookgen_book_get_title (input->book);
  const char *name = input->task->stage->prompt;
  gboolean planned = chapter != NULL && *chapter->opens != '\0';
  set_line (self, "opening", planned ? "" : bookgen_prompts_deal_opening (input->prompts, name, seed, self->place));
  set_line (self, "structure", bookgen_prompts_deal_structure (input->prompts, name, seed, self->place));
}

static void
set_values (Values *self)
{
  const BookgenPromptInput *input = self->input;
  BookgenUnit *parent = bookgen_unit_get_parent (self->unit);
  g_autoptr (GString) plan = g_string_new (NULL);
  bookgen_plan_append_chapter (get_chapter (self, self->unit), plan);
  set_line (self, "title", bookgen_unit_get_title (self->unit));
  set_line (self, "part", parent != NULL ? bookgen_unit_get_title (parent) : "");
  set_line (self, "language", bookgen_book_get_language (input->book));
  set (self, "number", g_strdup_printf ("%u", self->place + 1));
  set (self, "words", g_strdup_printf ("%u", input->task->target_words));
  set (self, "brief", g_strdup (bookgen_unit_get_brief (self->unit)));
  set (self, "plan", g_strchomp (g_strdup (plan->str)));
  set (self, "text", g_strdup (input->text));
  set (self, "told", g_strdup (input->told));
  set (self, "material", g_strdup (input->material));
  set_before (self);
  set_after (self);
  set_others (self);
  set_builds_on (self);
  set_deal (self);
}

static guint
find_place (GPtrArray *units, BookgenUnit *unit)
{
  guint place = 0;
  g_ptr_array_find (units, unit, &place);
  return place;
}

/* The turns. */

static gboolean
goes_on (const BookgenPromptInput *input)
{
  return input->turns != NULL && (input->turns[1] != NULL || *input->turns[0] != '\0');
}

static gboolean
is_first_turn (const BookgenPromptInput *input)
{
  return input->turns == NULL || input->turns[1] == NULL;
}

static void
append_note (GString *text, const char *note)
{
  g_autofree char *bounded = bookgen_excerpt_head (note, NOTE_TOKENS);
  g_string_append_printf (text, "\nIt was written once already, and this was wrong with it. See that it is not so again:\n%s\n",
                          bounded);
}

static void
append_share (GString *text, const BookgenPromptInput *input, BookgenUnit *unit)
{
  g_autofree char *share = bookgen_portion_dup_share (&input->portion, bookgen_unit_get_brief (unit));
  g_autofree char *bounded = bookgen_excerpt_head (share, SHARE_TOKENS);
  if (*bounded != '\0')
    g_string_append_printf (text, "Of what it must cover, this part is for:\n%s\n", bounded);
}

/* What the first turn of several is told. */
static void
append_first_turn (GString *text, const BookgenPromptInput *input, BookgenUnit *unit)
{
  if (input->portion.words == 0 || input->portion.last)
    return;
  g_string_append_printf (text, "\nThe chapter is long and is written in several turns. Write now its first part alone, about %u "
                                "words, to the end of a paragraph, and do not bring the chapter to an end.\n",
                          input->portion.words);
  append_share (text, input, unit);
  g_string_append_printf (text, "Part: %u words\n", input->portion.words);
}

static char *
make_ask (const BookgenPromptInput *input, BookgenOutline *outline, BookgenUnit *unit)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Values values = { .input = input, .outline = outline, .unit = unit, .units = units, .place = find_place (units, unit),
                    .values = table };
  set_values (&values);
  g_autofree char *filled = bookgen_prompts_fill (input->prompts, input->task->stage->prompt, table);
  GString *text = g_string_new (filled);
  if (input->note != NULL)
    append_note (text, input->note);
  if (is_first_turn (input))
    append_first_turn (text, input, unit);
  if (input->carries && is_first_turn (input) && (input->portion.words == 0 || input->portion.last))
    g_string_append_printf (text, "\n%s", bookgen_carry_get_request ());
  g_autofree char *title = bookgen_excerpt_one_line (bookgen_unit_get_title (unit));
  g_string_append_printf (text, "\nChapter %u: %s\n", bookgen_outline_get_number (outline, unit), title);
  if (input->task->stage->makes == BOOKGEN_MAKES_TEXT)
    g_string_append_printf (text, "Target: %u words\n", input->task->target_words);
  return g_string_free (text, FALSE);
}

static void
append_headings (GString *text, const char *so_far)
{
  g_auto (GStrv) lines = g_strsplit (so_far, "\n", -1);
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "## ") || g_str_has_prefix (lines[i], "### "))
      g_string_append_printf (list, "%s\n", lines[i]);
  g_autofree char *bounded = bookgen_excerpt_tail (list->str, HEADINGS_TOKENS);
  if (*bounded != '\0')
    g_string_append_printf (text, "Headings so far:\n%s\n", bounded);
}

static void
append_ending (GString *text, const BookgenPromptInput *input)
{
  if (!input->portion.last)
    {
      g_string_append (text, "Stop at the end of a paragraph; do not bring the chapter to an end.\n");
      return;
    }
  g_string_append (text, "With this part the chapter comes to its end.\n");
  if (input->carries)
    g_string_append_printf (text, "\n%s", bookgen_carry_get_request ());
}

/* The next turn of a long chapter. */
static char *
make_next_ask (const BookgenPromptInput *input, BookgenUnit *unit)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, "Go on with the same chapter: write its next part, about %u words, from where the text above ends. "
                                "Repeat nothing of it, do not sum it up, do not begin anew.\n",
                          input->portion.words);
  append_headings (text, input->so_far);
  append_share (text, input, unit);
  append_ending (text, input);
  g_string_append_printf (text, "Part: %u words\n", input->portion.words);
  return g_string_free (text, FALSE);
}

/* Where the last COUNT characters of TEXT begin, from the start of a word. Borrowed. */
static const char *
find_last_words (const char *text, glong count)
{
  glong length = g_utf8_strlen (text, -1);
  if (length <= count)
    return text;
  const char *tail = g_utf8_offset_to_pointer (text, length - count);
  const char *space = strpbrk (tail, " \n");
  return space != NULL ? space + 1 : tail;
}

char *
bookgen_prompt_make_cut_ask (const char *open)
{
  g_autofree char *last = bookgen_excerpt_one_line (find_last_words (open, LAST_WORDS_CHARS));
  return g_strdup_printf ("Your answer was cut off. Go on from its last words, “%s”, with the very next word. "
                          "Do not repeat anything and do not begin again.",
                          last);
}

/* The rest of a turn that was cut off. */
static char *
make_rest_ask (const BookgenPromptInput *input, const char *open)
{
  g_autofree char *cut = bookgen_prompt_make_cut_ask (open);
  if (is_first_turn (input))
    return g_steal_pointer (&cut);
  GString *text = g_string_new (cut);
  g_string_append (text, "\nIt is a part of a long chapter. ");
  append_ending (text, input);
  g_string_append_printf (text, "Part: %u words\n", input->portion.words);
  return g_string_free (text, FALSE);
}

/* What was said is given back to go on from: whole where it is one reply. The blank at the end of one that was cut off belongs
 * to it: what follows is the next word. */
static char *
dup_so_far (const BookgenPromptInput *input)
{
  if (input->turns[1] == NULL)
    return g_strdup (input->turns[0]);
  g_autofree char *tail = bookgen_excerpt_tail (input->so_far, SO_FAR_TOKENS);
  gsize length = strlen (input->so_far), bare = length;
  while (bare > 0 && g_ascii_isspace (input->so_far[bare - 1]))
    bare--;
  gboolean cut = *input->turns[g_strv_length (input->turns) - 1] != '\0';
  return g_strconcat (tail, cut ? input->so_far + bare : "", NULL);
}

static void
add_so_far (BookgenChat *chat, const BookgenPromptInput *input, BookgenUnit *unit)
{
  const char *open = input->turns[g_strv_length (input->turns) - 1];
  g_autofree char *so_far = dup_so_far (input);
  g_autofree char *ask = *open != '\0' ? make_rest_ask (input, open) : make_next_ask (input, unit);
  bookgen_chat_add (chat, BOOKGEN_ROLE_ASSISTANT, so_far);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
}

BookgenChat *
bookgen_prompt_make_chat (const BookgenPromptInput *input)
{
  BookgenOutline *outline = bookgen_book_get_outline (input->book);
  BookgenUnit *unit = bookgen_outline_find (outline, input->task->unit_id);
  gint64 limit = input->portion.words > 0 ? bookgen_planner_output_limit (input->portion.words) : input->task->output_limit;
  BookgenChat *chat = bookgen_chat_new (input->shared, MIN (limit, input->task->output_limit));
  g_autofree char *ask = unit != NULL ? make_ask (input, outline, unit) : g_strdup ("");
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
  if (unit != NULL && goes_on (input))
    add_so_far (chat, input, unit);
  return chat;
}
