/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-normalise.h"

#include <string.h>

#include "bookgen-characters.h"
#include "bookgen-chatter.h"
#include "bookgen-ending.h"
#include "bookgen-frame.h"
#include "bookgen-heading.h"
#include "bookgen-title.h"
#include "bookgen-unwrap.h"

/* The order of the steps matters: bytes, wrappers around the whole, citation marks, what stands around the text, and only
 * then the text's own lines. The raw reply is kept beside the result, so that nothing is lost by a wrong guess. */

/* Wrappers in wrappers are opened this often. */
#define UNWRAP_MAX 8
#define LEVEL_TOP 2
#define LEVEL_MAX 6
/* A title in one word of an alphabet ("Introduction") names many sections; one of so many Han characters is a title. */
#define WIDE_TITLE_MIN_CHARS 4
#define TAIL_MAX_BYTES 80

typedef struct
{
  BookgenNormalised *record;
  GHashTable *others; /* folded titles of the other chapters; NULL for none */
  GString *text;
  guint levels[LEVEL_MAX + 1]; /* the reply's levels of the headings that are open */
  guint depth;
  BookgenFence code;
  gsize code_start;    /* where the open code block began */
  gboolean after_gone; /* something was taken out right before */
} Writing;

static void
write_line (Writing *self, const char *line, gsize length)
{
  g_string_append_len (self->text, line, length);
  g_string_append_c (self->text, '\n');
}

/* The smallest level becomes the top one, and no level is jumped over (G10). */
static guint
place_level (Writing *self, guint level)
{
  while (self->depth > 0 && self->levels[self->depth - 1] >= level)
    self->depth--;
  self->levels[self->depth++] = level;
  return MIN (self->depth - 1 + LEVEL_TOP, LEVEL_MAX);
}

static gboolean
is_telling (const char *folded, gboolean labelled)
{
  return labelled || strchr (folded, ' ') != NULL
         || (g_utf8_get_char (folded) >= 0x2E80 && g_utf8_strlen (folded, -1) >= WIDE_TITLE_MIN_CHARS);
}

/* A heading that names another chapter: the model may have gone on into it (G11). */
static void
look_for_foreign_chapter (Writing *self, gsize start, gsize length)
{
  gboolean labelled;
  g_autofree char *folded = NULL;
  const char *heading = self->text->str + start;

  if (self->others == NULL || length > G_MAXINT16)
    return;
  folded = bookgen_title_fold (heading, length, &labelled);
  if (g_hash_table_contains (self->others, folded) && is_telling (folded, labelled))
    bookgen_normalised_add_finding (self->record, BOOKGEN_FINDING_FOREIGN_CHAPTER, self->text->str, start, length);
}

static void
write_heading (Writing *self, const BookgenLine *line, guint level, const char *heading, gsize length)
{
  guint placed = place_level (self, level);
  g_autoptr (GString) marked = g_string_new (NULL);

  if (placed != level)
    bookgen_normalised_add_removal (self->record, "level", line->raw_line, line->start, line->length);
  for (guint i = 0; i < placed; i++)
    g_string_append_c (marked, '#');
  if (length > 0)
    g_string_append_c (marked, ' ');
  g_string_append_len (marked, heading, length);
  write_line (self, marked->str, marked->len);
  look_for_foreign_chapter (self, self->text->len - 1 - length, length);
}

static void
write_prose (Writing *self, const BookgenLine *line)
{
  g_autofree char *words = g_strndup (line->start, line->length);
  g_autofree char *placeholder = bookgen_chatter_dup_placeholder (words);
  gsize start = self->text->len;

  write_line (self, line->start, line->length);
  if (placeholder != NULL)
    bookgen_normalised_add_finding (self->record, BOOKGEN_FINDING_PLACEHOLDER, self->text->str,
                                    start + (strstr (words, placeholder) - words), strlen (placeholder));
}

/* No second blank line where something between two was taken out, none at the start. */
static void
write_blank (Writing *self, const BookgenLine *line)
{
  gsize length = self->text->len;
  gboolean after_blank = length == 0 || (length >= 2 && strncmp (self->text->str + length - 2, "\n\n", 2) == 0);

  if (length > 0 && !(self->after_gone && after_blank))
    write_line (self, line->start, line->length);
}

/* What was taken out between two lines parted them. */
static void
write_gap (Writing *self)
{
  gsize length = self->text->len;

  if (self->after_gone && length > 1 && strncmp (self->text->str + length - 2, "\n\n", 2) != 0)
    write_line (self, "", 0);
  self->after_gone = FALSE;
}

static gboolean
write_code (Writing *self, const BookgenLine *line)
{
  gboolean was_open = self->code.count > 0;

  if (!bookgen_line_track_code (line, &self->code))
    return FALSE;
  if (!was_open)
    self->code_start = self->text->len;
  write_line (self, line->start, line->length);
  return TRUE;
}

/* Returns how many lines were used up. */
static guint
write_at (Writing *self, GArray *lines, guint index)
{
  const BookgenLine *line = &g_array_index (lines, BookgenLine, index);
  const char *heading;
  gsize length;
  guint level;

  if (line->gone)
    {
      self->after_gone = TRUE;
      return 1;
    }
  if (self->code.count == 0 && bookgen_line_is_blank (line))
    {
      write_blank (self, line);
      return 1;
    }
  write_gap (self);
  if (write_code (self, line))
    return 1;
  level = bookgen_heading_get_level (lines, index, &heading, &length);
  if (level == 0)
    write_prose (self, line);
  else
    write_heading (self, line, level, heading, length);
  return level > 0 && bookgen_line_get_heading (line, NULL, NULL) == 0 ? 2 : 1;
}

static void
trim_end (GString *text)
{
  gsize length = text->len;

  while (length > 0 && g_ascii_isspace (text->str[length - 1]))
    length--;
  g_string_truncate (text, length);
  if (length > 0)
    g_string_append_c (text, '\n');
}

static void
close_code (Writing *self)
{
  gsize line = strcspn (self->text->str + self->code_start, "\n");

  bookgen_normalised_add_finding (self->record, BOOKGEN_FINDING_OPEN_FENCE, self->text->str, self->code_start, line);
  for (guint i = 0; i < self->code.count; i++)
    g_string_append_c (self->text, self->code.mark);
  g_string_append_c (self->text, '\n');
}

static void
add_truncated (Writing *self)
{
  const char *text = self->text->str;
  gsize length = self->text->len > 0 ? self->text->len - 1 : 0;
  const char *tail = text + (length > TAIL_MAX_BYTES ? length - TAIL_MAX_BYTES : 0);

  while (tail > text && (*tail & 0xC0) == 0x80)
    tail++;
  bookgen_normalised_add_finding (self->record, BOOKGEN_FINDING_TRUNCATED, text, tail - text, text + length - tail);
}

static char *
write_text (GArray *lines, GHashTable *others, gboolean cut, BookgenNormalised *record)
{
  Writing self = { .record = record, .others = others, .text = g_string_new (NULL) };

  for (guint i = 0; i < lines->len;)
    i += write_at (&self, lines, i);
  trim_end (self.text);
  if (self.text->len > 0 && (cut || self.code.count > 0 || bookgen_ending_looks_cut (self.text->str)))
    add_truncated (&self);
  if (self.code.count > 0)
    close_code (&self);
  return g_string_free (self.text, FALSE);
}

static GHashTable *
fold_titles (const char *const *titles, const char *own)
{
  g_autofree char *folded_own = own != NULL ? bookgen_title_fold (own, -1, NULL) : NULL;
  GHashTable *folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; *titles != NULL; titles++)
    g_hash_table_add (folded, bookgen_title_fold_known (*titles));
  if (folded_own != NULL)
    g_hash_table_remove (folded, folded_own);
  g_hash_table_remove (folded, "");
  return folded;
}

/* Rules G1, G2 and G4. */
static char *
clean (const char *raw, gssize length, BookgenNormalised *record)
{
  char *text = bookgen_characters_clean (raw, length, record);

  for (guint i = 0; i < UNWRAP_MAX; i++)
    {
      g_autofree char *inside = bookgen_unwrap (text, record);

      if (inside == NULL)
        break;
      g_free (text);
      text = bookgen_characters_clean (inside, -1, record);
    }
  for (guint i = 0, before = record->removals->len; i < UNWRAP_MAX; i++, before = record->removals->len)
    {
      char *without = bookgen_characters_drop_citations (text, record);

      g_free (text);
      text = without;
      if (record->removals->len == before)
        break;
    }
  return text;
}

static char *
normalise_once (const char *raw, gssize length, const char *title, GHashTable *others, gboolean cut,
                BookgenNormalised *record)
{
  g_autofree char *text = clean (raw, length, record);
  g_autoptr (GArray) lines = bookgen_line_split (text);
  gboolean open = bookgen_frame_drop (lines, title, record);

  return write_text (lines, others, cut || open, record);
}

BookgenNormalised *
bookgen_normalise (const char *raw, gssize length, const char *title, const char *const *other_titles, gboolean cut)
{
  g_autoptr (GHashTable) others = other_titles != NULL ? fold_titles (other_titles, title) : NULL;
  BookgenNormalised *self = bookgen_normalised_new ();

  self->text = normalise_once (raw, length, title, others, cut, self);
  /* Thinking or an announcement may have stood before a wrapper. */
  for (guint i = 0; i < UNWRAP_MAX; i++)
    {
      g_autofree char *inside = bookgen_unwrap (self->text, self);

      if (inside == NULL)
        break;
      g_free (self->text);
      g_ptr_array_set_size (self->findings, 0);
      self->text = normalise_once (inside, -1, title, others, cut, self);
    }
  return self;
}
