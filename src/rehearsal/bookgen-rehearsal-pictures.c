/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-pictures.h"

#include "bookgen-rehearsal-text.h"

#include <string.h>

#define WORDS_PER_PICTURE 600
#define MOST_PICTURES 12
#define ANCHOR_WORDS 8
/* Between these lines a request has the chapter's text. */
#define TEXT_BEGINS "\nIts text:\n"
#define TEXT_ENDS "\n\nChoose at most "

/* The caller's; "" where the request holds none. */
static char *
dup_text (const BookgenRehearsalRequest *request)
{
  for (guint i = 0; i < request->turns->len; i++)
    {
      const BookgenRehearsalTurn *turn = request->turns->pdata[i];
      const char *begin = turn->role == BOOKGEN_REHEARSAL_USER ? strstr (turn->text, TEXT_BEGINS) : NULL;
      const char *text = begin != NULL ? begin + strlen (TEXT_BEGINS) : NULL;
      const char *end = text != NULL ? g_strrstr (text, TEXT_ENDS) : NULL;

      if (end != NULL)
        return g_strndup (text, end - text);
    }
  return g_strdup ("");
}

/* The first words of a paragraph; NULL for what is none, and where it has fewer. */
static char *
dup_anchor (const char *block)
{
  g_auto (GStrv) words = NULL;

  if (!g_unichar_isalpha (g_utf8_get_char (block)))
    return NULL;
  words = g_strsplit_set (block, " \n", ANCHOR_WORDS + 1);
  if (g_strv_length (words) <= ANCHOR_WORDS)
    return NULL;
  g_clear_pointer (&words[ANCHOR_WORDS], g_free);
  return g_strjoinv (" ", words);
}

static GPtrArray *
find_anchors (const char *text)
{
  GPtrArray *anchors = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) blocks = g_strsplit (text, "\n\n", -1);

  for (guint i = 0; blocks[i] != NULL; i++)
    {
      char *anchor = dup_anchor (g_strstrip (blocks[i]));

      if (anchor != NULL)
        g_ptr_array_add (anchors, anchor);
    }
  return anchors;
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_picture (JsonBuilder *builder, guint chapter, const char *title, guint number, const char *anchor)
{
  g_autofree char *caption = g_strdup_printf ("Rehearsal picture %u of chapter %u", number, chapter);
  g_autofree char *draw = g_strdup_printf ("Chapter %u: %s\nA plain drawing, the %u. of this chapter.", chapter, title, number);

  json_builder_begin_object (builder);
  add_member (builder, "caption", caption);
  add_member (builder, "alt", "A placeholder that no model drew.");
  add_member (builder, "draw", draw);
  add_member (builder, "anchor", anchor);
  json_builder_end_object (builder);
}

/* Spread over the text. */
static void
add_pictures (JsonBuilder *builder, guint chapter, const char *title, const char *text)
{
  g_autoptr (GPtrArray) anchors = find_anchors (text);
  guint n = CLAMP (bookgen_rehearsal_text_count_words (text) / WORDS_PER_PICTURE, 1, MOST_PICTURES);

  for (guint i = 0; i < n; i++)
    add_picture (builder, chapter, title, i + 1,
                 anchors->len > 0 ? anchors->pdata[(2 * i + 1) * anchors->len / (2 * n)] : "");
}

char *
bookgen_rehearsal_pictures_make (const BookgenRehearsalRequest *request)
{
  g_autofree char *title = NULL;
  g_autofree char *text = dup_text (request);
  guint chapter = bookgen_rehearsal_request_find_chapter (request, &title);
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;

  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  add_pictures (builder, chapter, title != NULL ? title : "", text);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
