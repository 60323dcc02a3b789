/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-text.h"

#include <string.h>

/* Each chapter draws on a window of the lists, so that chapters differ in their vocabulary as real ones do. */
#define WINDOW_WORDS 40
#define PIECE_CHARS 5
#define TITLE_CHARS 120
#define WORDS_MAX 100000

static const char *const nouns[] = {
  "harbour", "lantern", "orchard", "ledger", "bridge", "archive", "kettle", "compass", "market", "window", "garden", "letter",
  "railway", "workshop", "mountain", "valley", "teacher", "captain", "neighbour", "printer", "engine", "recipe", "shelter",
  "meadow", "library", "theatre", "ribbon", "needle", "blanket", "chimney", "corridor", "cellar", "balcony", "staircase", "gate",
  "fountain", "quarry", "ferry", "island", "river", "café", "façade", "atlas", "diary", "mirror", "candle", "hammer", "anvil",
  "barrel", "basket", "carriage", "cathedral", "village", "council", "doctor", "farmer", "gardener", "hunter", "inventor",
  "judge", "keeper", "lawyer", "merchant", "nurse", "officer", "painter", "rider", "sailor", "tailor", "traveller", "weaver",
  "witness", "almanac", "beacon", "cargo", "drawer", "estuary", "furnace", "glacier", "hedge", "inkwell", "journal", "kiln",
  "loom", "mill", "notebook", "oven", "pavement", "quilt", "roof", "sextant", "telescope", "umbrella", "violin", "wharf", "yard",
};
static const char *const adjectives[] = {
  "quiet", "narrow", "patient", "crooked", "faded", "generous", "hollow", "idle", "jagged", "keen", "lonely", "modest", "naïve",
  "orderly", "pale", "quick", "rough", "silent", "tidy", "uneven", "vivid", "weary", "young", "ancient", "bright", "careful",
  "damp", "early", "famous", "gentle", "heavy", "honest", "icy", "joyful", "kind", "late", "mild", "nervous", "odd", "proud",
  "rare", "sturdy", "tall", "useful", "vast", "warm", "yellow", "brisk", "calm", "distant", "eager", "faithful", "golden",
  "humble", "inland", "lasting", "muddy", "northern", "open", "plain", "restless", "shallow", "thin", "unlikely", "wooden",
};
static const char *const verbs[] = {
  "mended", "carried", "followed", "painted", "measured", "forgot", "answered", "borrowed", "counted", "described", "emptied",
  "found", "guarded", "hid", "improved", "judged", "kept", "lifted", "moved", "noticed", "opened", "praised", "questioned",
  "repaired", "sold", "traced", "used", "visited", "washed", "abandoned", "bought", "closed", "drew", "explained", "filled",
  "gathered", "heard", "invented", "joined", "knew", "lost", "missed", "named", "offered", "passed", "reached", "saved", "told",
  "understood", "valued", "watched", "admired", "built", "copied", "doubted", "entered", "feared", "greeted", "handled",
};
static const char *const adverbs[] = {
  "slowly", "again", "almost", "barely", "calmly", "daily", "eagerly", "finally", "gladly", "hardly", "indeed", "kindly", "later",
  "meanwhile", "nearly", "often", "perhaps", "quietly", "rarely", "seldom", "tonight", "usually", "vainly", "wisely", "yearly",
  "alone", "boldly", "cheaply", "deeply", "evenly", "firmly", "gently", "honestly", "instead", "justly", "loudly", "mostly",
  "neatly", "once", "partly", "readily", "safely", "together", "warmly",
};
/* n noun, a adjective, v verb, d adverb; everything else stands as it is. */
static const char *const sentences[] = {
  "The %a %n %v every %n, while a %n %d %v its %a %n.",
  "%D, a %n %v the %a %n and %v another %n.",
  "No %n %v what this %n %v, though one %a %n %d did.",
  "Each %n has its %n; the %a one %v a %n.",
  "“%D,” the %n said, “we %v your %n.”",
  "Between %n and %n a %a %n %d %v some %n.",
  "Whoever %v the %n—%d or not—%v a %a %n.",
  "Where a %a %n ends, one %n %d %v the next %n.",
  "A %n is *%a* before any %n %v it.",
  "The %n’s %n %v nothing %a, yet %d %v a %n or a %n.",
  "What the %n %v, some %a %n later %v %d.",
  "This %n and a **%a %n** %v that %n.",
};

#define HEADING_TRIES 50

typedef struct {
  GRand *dice;
  GString *out;
  guint number;
  gint64 words_left;
  guint window; /* where this chapter's part of the lists begins */
} Prose;

static guint
roll (Prose *self, guint sides)
{
  return g_rand_int (self->dice) % sides;
}

static const char *
pick (Prose *self, const char *const *list, guint length)
{
  return list[(self->window + roll (self, MIN (WINDOW_WORDS, length))) % length];
}

static const char *
pick_for (Prose *self, char slot)
{
  switch (g_ascii_tolower (slot))
    {
    case 'a':
      return pick (self, adjectives, G_N_ELEMENTS (adjectives));
    case 'v':
      return pick (self, verbs, G_N_ELEMENTS (verbs));
    case 'd':
      return pick (self, adverbs, G_N_ELEMENTS (adverbs));
    default:
      return pick (self, nouns, G_N_ELEMENTS (nouns));
    }
}

/* "a" becomes "an" where it has to. */
static void
append_word (GString *out, const char *word, gboolean capital)
{
  gboolean after_article = out->len > 1 && g_ascii_tolower (out->str[out->len - 2]) == 'a' && out->str[out->len - 1] == ' '
                           && (out->len == 2 || out->str[out->len - 3] == ' ');

  if (after_article && strchr ("aeiou", *word) != NULL && !g_str_has_prefix (word, "use"))
    g_string_insert_c (out, out->len - 1, 'n');
  g_string_append_c (out, capital ? g_ascii_toupper (*word) : *word);
  g_string_append (out, word + 1);
}

guint
bookgen_rehearsal_text_count_words (const char *text)
{
  guint words = 0;
  gboolean inside = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean space = g_ascii_isspace (*at);

      words += !space && !inside;
      inside = !space;
    }
  return words;
}

static void
append_counted (Prose *self, const char *text)
{
  g_string_append (self->out, text);
  self->words_left -= bookgen_rehearsal_text_count_words (text);
}

static void
append_sentence (Prose *self)
{
  g_autoptr (GString) sentence = g_string_new (NULL);

  for (const char *at = sentences[roll (self, G_N_ELEMENTS (sentences))]; *at != '\0'; at++)
    if (*at == '%')
      {
        at++;
        append_word (sentence, pick_for (self, *at), g_ascii_isupper (*at));
      }
    else
      g_string_append_c (sentence, *at);
  append_counted (self, sentence->str);
}

/* A last sentence of exactly as many words as are left: "Kettle, ferry and loom." */
static void
append_last_sentence (Prose *self)
{
  gint64 words = self->words_left;

  for (gint64 i = 0; i < words; i++)
    {
      append_word (self->out, pick_for (self, 'n'), i == 0);
      if (i + 1 < words)
        g_string_append (self->out, i + 3 < words ? ", " : " ");
      if (i + 3 == words)
        {
          g_string_append (self->out, "and ");
          i++;
        }
    }
  g_string_append_c (self->out, '.');
  self->words_left = 0;
}

static void
append_paragraph (Prose *self)
{
  guint count = 4 + roll (self, 4);

  g_string_append (self->out, "\n\n");
  for (guint i = 0; i < count && self->words_left > 16; i++)
    {
      if (i > 0)
        g_string_append_c (self->out, ' ');
      append_sentence (self);
    }
  if (self->words_left <= 16)
    {
      g_string_append_c (self->out, ' ');
      append_last_sentence (self);
    }
}

/* None stands twice. */
static void
append_heading (Prose *self)
{
  gsize start = self->out->len;

  for (guint i = 0; i < HEADING_TRIES; i++)
    {
      g_autofree char *before = g_strndup (self->out->str, start);

      g_string_truncate (self->out, start);
      g_string_append (self->out, "\n\n## ");
      append_word (self->out, pick_for (self, 'a'), TRUE);
      g_string_append_printf (self->out, " %s", pick_for (self, 'n'));
      if (strstr (before, self->out->str + start) == NULL)
        break;
    }
  self->words_left -= 2;
}

/* The leaf lies outside Unicode's first plane, as characters do that JSON may write as two halves. */
static void
append_list (Prose *self)
{
  guint count = 3 + roll (self, 3);

  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < count; i++)
    {
      g_string_append (self->out, i == 0 ? "\n- 🌿 " : "\n- ");
      self->words_left -= i == 0;
      append_sentence (self);
    }
}

static void
append_first_line (Prose *self, const char *title)
{
  g_autofree char *start = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), TITLE_CHARS));
  g_autofree char *line = NULL;

  g_strdelimit (start, "*_`[]<>#&\\\n\r\t", ' ');
  line = g_strdup_printf ("*Rehearsal text for chapter %u, “%s”: a placeholder that no model wrote.*", self->number,
                          g_strstrip (start));
  append_counted (self, line);
}

static void
append_block (Prose *self, guint block)
{
  if (self->words_left > 90 && block % 4 == 2)
    append_heading (self);
  if (self->words_left > 140 && block % 9 == 4)
    append_list (self);
  append_paragraph (self);
}

static GRand *
make_dice (guint number, const char *title, guint words)
{
  g_autofree char *seed = g_strdup_printf ("%u\n%s\n%u", number, title, words);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint32 seeds[8];

  g_checksum_update (checksum, (const guchar *) seed, -1);
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    seeds[i] = digest[4 * i] | digest[4 * i + 1] << 8 | digest[4 * i + 2] << 16 | (guint32) digest[4 * i + 3] << 24;
  return g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
}

char *
bookgen_rehearsal_text_make (guint number, const char *title, guint words)
{
  Prose self = { .dice = make_dice (number, title, words), .out = g_string_new (NULL), .number = number };

  self.words_left = MIN (words, WORDS_MAX);
  self.window = roll (&self, 1 << 16);
  append_first_line (&self, title);
  for (guint block = 0; self.words_left > 3; block++)
    append_block (&self, block);
  g_rand_free (self.dice);
  return g_string_free (self.out, FALSE);
}

gsize
bookgen_rehearsal_text_piece (const char *at)
{
  const char *end = at;

  while (g_ascii_isspace (*end))
    end++;
  for (guint i = 0; i < PIECE_CHARS && *end != '\0' && !g_ascii_isspace (*end); i++)
    end = g_utf8_next_char (end);
  return end - at;
}

/* Where the word after WORDS words begins. */
static gsize
skip_words (const char *text, guint words)
{
  const char *at = text;

  for (guint i = 0; i < words && *at != '\0'; i++)
    {
      while (g_ascii_isspace (*at))
        at++;
      while (*at != '\0' && !g_ascii_isspace (*at))
        at++;
    }
  return at - text;
}

/* The last place before LENGTH bytes where MARK begins, and KEPT bytes of it; 0 for none. */
static gsize
find_last_end (const char *text, gsize length, const char *mark, gsize kept)
{
  const char *found = g_strrstr_len (text, length, mark);

  return found != NULL ? (gsize) (found - text) + kept : 0;
}

gsize
bookgen_rehearsal_text_stop (const char *text, guint words)
{
  gsize most = skip_words (text, words);
  gsize paragraph, sentence;

  if (text[most] == '\0')
    return most;
  paragraph = find_last_end (text, most, "\n\n", 0);
  if (paragraph > most / 2)
    {
      gsize above = find_last_end (text, paragraph, "\n\n", 0);
      return text[above + 2] == '#' && above > most / 2 ? above : paragraph;
    }
  sentence = find_last_end (text, most, ". ", 1);
  return sentence > 0 ? sentence : most;
}

gint64
bookgen_rehearsal_text_count_tokens (const char *text)
{
  return (g_utf8_strlen (text, -1) + 3) / 4;
}
