/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-revision.h"

struct _BookgenRevision
{
  GObject parent_instance;

  BookgenRevisionData data;
};

G_DEFINE_FINAL_TYPE (BookgenRevision, bookgen_revision, G_TYPE_OBJECT)

static void
bookgen_revision_finalize (GObject *object)
{
  BookgenRevisionData *data = &BOOKGEN_REVISION (object)->data;

  g_free (data->unit_id);
  g_free (data->stage);
  g_free (data->text);
  g_free (data->raw);
  g_free (data->model);
  g_free (data->made_from);
  g_free (data->findings);
  g_free (data->removed);
  G_OBJECT_CLASS (bookgen_revision_parent_class)->finalize (object);
}

static void
bookgen_revision_class_init (BookgenRevisionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_revision_finalize;
}

static void
bookgen_revision_init (BookgenRevision *self)
{
}

BookgenRevision *
bookgen_revision_new (const BookgenRevisionData *data)
{
  BookgenRevision *self = g_object_new (BOOKGEN_TYPE_REVISION, NULL);

  self->data = *data;
  self->data.unit_id = g_strdup (data->unit_id ? data->unit_id : "");
  self->data.stage = g_strdup (data->stage ? data->stage : "");
  self->data.text = g_strdup (data->text);
  self->data.raw = g_strdup (data->raw);
  self->data.model = g_strdup (data->model);
  self->data.made_from = g_strdup (data->made_from);
  self->data.findings = g_strdup (data->findings);
  self->data.removed = g_strdup (data->removed);
  return self;
}

const BookgenRevisionData *
bookgen_revision_get (BookgenRevision *self)
{
  return &self->data;
}

typedef enum {
  GLYPH_GAP,
  GLYPH_LETTER, /* part of a word */
  GLYPH_WORD,   /* a word for itself: its script sets no spaces */
  GLYPH_MARK,   /* goes with what is before it */
  GLYPH_JOINER, /* part of a word where letters are on both sides */
} Glyph;

static gboolean
stands_alone (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
      return TRUE;
    default:
      return FALSE;
    }
}

static Glyph
classify (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c) ? GLYPH_LETTER : c == '\'' || c == '-' ? GLYPH_JOINER : GLYPH_GAP;
  if (c == 0x2019 || c == 0x2010 || c == 0x2011) /* right single quotation mark, hyphen, non-breaking hyphen */
    return GLYPH_JOINER;
  if (g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT || c == 0x30fc) /* long-vowel mark of kana */
    return GLYPH_MARK;
  if (!g_unichar_isalnum (c))
    return GLYPH_GAP;
  return stands_alone (c) ? GLYPH_WORD : GLYPH_LETTER;
}

guint
bookgen_revision_count_words (const char *text)
{
  g_autofree char *valid = NULL;
  guint words = 0;
  Glyph last = GLYPH_GAP;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  for (; *text; text = g_utf8_next_char (text))
    {
      Glyph glyph = classify (g_utf8_get_char (text));

      if (glyph == GLYPH_MARK)
        continue;
      if (glyph == GLYPH_WORD || (glyph == GLYPH_LETTER && last != GLYPH_LETTER && last != GLYPH_JOINER))
        words++;
      if (glyph == GLYPH_JOINER && last != GLYPH_LETTER)
        glyph = GLYPH_GAP;
      last = glyph;
    }
  return words;
}
