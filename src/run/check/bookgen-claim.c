/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-claim.h"

#include <string.h>

#include "bookgen-blocks.h"
#include "bookgen-number.h"
#include "bookgen-words.h"

#define CLAIMS_MAX 200
#define SENTENCE_MAX_BYTES 400
/* A quotation has more words than a name or a word that is held at a distance. */
#define QUOTATION_WORDS 5
#define QUOTATION_WIDE_WORDS 10
#define QUOTATION_MAX_BYTES 2000
/* So much of it in the material, in per cent, and it is from there. */
#define QUOTATION_PERCENT 80
#define SENTENCE_PERCENT 50
#define FIRST_YEAR 1000
#define LAST_YEAR 2100

typedef struct {
  const char *text;
  BookgenKnown *known;
  GPtrArray *claims;
  gsize sentence, sentence_length;
} Reading;

static void
add_claim (Reading *self, gsize start, gsize length)
{
  const char *sentence = self->text + self->sentence;
  gsize shown = MIN (self->sentence_length, SENTENCE_MAX_BYTES);
  while (shown > 0 && shown < self->sentence_length && ((guchar) sentence[shown] & 0xC0) == 0x80)
    shown--;
  if (self->claims->len >= CLAIMS_MAX)
    return;
  BookgenFinding *claim = bookgen_finding_new (BOOKGEN_FINDING_CLAIM, self->text, start, length);
  claim->remark = g_strstrip (g_strndup (sentence, shown));
  g_ptr_array_add (self->claims, claim);
}

/* ---- Links and DOIs ---- */

static gsize
measure_link (const char *at, const char *end)
{
  const char *from = at;
  while (at < end && g_utf8_strchr (" \t\n<>\"”»)]", -1, g_utf8_get_char (at)) == NULL)
    at = g_utf8_next_char (at);
  gsize length = at - from;
  at = from;
  while (length > 0 && strchr (".,;:!?*_", at[length - 1]) != NULL)
    length--;
  return length;
}

static gboolean
is_doi (const char *at, const char *end)
{
  gsize digits = 0;
  if (end - at < 8 || strncmp (at, "10.", 3) != 0)
    return FALSE;
  while (at + 3 + digits < end && g_ascii_isdigit (at[3 + digits]))
    digits++;
  return digits >= 4 && digits <= 9 && at + 4 + digits < end && at[3 + digits] == '/';
}

static gboolean
is_link (const char *at, const char *end)
{
  static const char *const starts[] = { "http://", "https://", "www." };
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if ((gsize) (end - at) > strlen (starts[i]) && g_ascii_strncasecmp (at, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return is_doi (at, end);
}

static gsize
read_link (Reading *self, const char *at, const char *end)
{
  gsize length = is_link (at, end) ? measure_link (at, end) : 0;
  if (length > 0 && !bookgen_known_has_string (self->known, at, length))
    add_claim (self, at - self->text, length);
  return length;
}

/* ---- Numbers ---- */

/* What stands before or after a number that makes it a percentage or an amount. */
static const char *const signs[] = { "US$", "$", "€", "£", "¥", "￥", "₹", "₽", "₩", "USD ", "EUR ", "GBP ", "CHF " };
static const char *const units[] = {
  "%", "％", "٪", "‰", "percent", "per cent", "prozent", "pour cent", "por ciento", "per cento", "por cento", "procent", "процент",
  "パーセント", "퍼센트", "百分点", "個百分點", "€", "$", "£", "¥", "₹", "₽", "₩", "zł", "kč", "usd", "eur", "gbp", "chf", "dollar", "euro",
  "pound", "yen", "yuan", "rupee", "rubel", "franken", "dólar", "złot", "руб", "доллар", "евро", "元", "円", "원", "美元", "欧元", "万",
  "萬", "億", "亿", "만", "억", "thousand", "million", "billion", "trillion", "tausend", "milliarde", "milliard", "millón", "millones",
  "milione", "milioni", "miliard", "milhão", "milhões", "bilhão", "bilhões", "miljoen", "miljard", "milion", "tysi", "тысяч",
  "миллион", "миллиард", "млн", "млрд", "mio.", "mrd.",
};
/* After a year. */
static const char *const year_marks[] = { "年", "년", "г.", "год" };

static gsize
measure_first_of (const char *at, const char *end, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      gsize length = strlen (words[i]);
      if ((gsize) (end - at) >= length && g_ascii_strncasecmp (at, words[i], length) == 0)
        return length;
    }
  return 0;
}

static gsize
measure_blanks (const char *at, const char *end)
{
  const char *from = at;
  while (at < end && (*at == ' ' || strncmp (at, "\u00a0", 2) == 0 || strncmp (at, "\u202f", 3) == 0))
    at = g_utf8_next_char (at);
  return at - from;
}

/* With blanks before it; the whole word where it is one. 0 for none. */
static gsize
measure_unit (const char *at, const char *end)
{
  gsize blanks = measure_blanks (at, end);
  gsize length = measure_first_of (at + blanks, end, units, G_N_ELEMENTS (units));
  if (length == 0)
    return 0;
  at += blanks + length;
  gboolean word = g_ascii_isalpha (at[-1]);
  gsize more = 0;
  while (word && at + more < end && g_ascii_isalpha (at[more]))
    more++;
  return blanks + length + more;
}

/* The bytes of a currency sign right before AT. */
static gsize
measure_sign_before (const Reading *self, const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      gsize length = strlen (signs[i]), room = at - self->text;
      for (gsize blank = 0; blank <= 1; blank++)
        if (room >= length + blank && strncmp (at - length - blank, signs[i], length) == 0 && (blank == 0 || at[-1] == ' '))
          return length + blank;
    }
  return 0;
}

static gboolean
is_year (const BookgenNumber *number, const char *after, const char *end)
{
  gint64 value = g_ascii_strtoll (number->value, NULL, 10);
  if (number->grouped || number->decimal)
    return FALSE;
  if (measure_first_of (after, end, year_marks, G_N_ELEMENTS (year_marks)) > 0)
    return number->digits >= 3 && number->digits <= 4;
  return number->digits == 4 && value >= FIRST_YEAR && value <= LAST_YEAR;
}

/* Part of a name: "B2B", "A380", "x86", "v1.2". */
static gboolean
is_in_word (const Reading *self, const char *at)
{
  return at > self->text && (g_ascii_isalnum (at[-1]) || at[-1] == '_' || at[-1] == '.' || at[-1] == '#');
}

static gsize
read_number (Reading *self, const char *at, const char *end)
{
  BookgenNumber number;
  if (!bookgen_number_read (&number, at, end - at))
    return 0;
  const char *after = at + number.length;
  gsize sign = measure_sign_before (self, at), unit = measure_unit (after, end);
  gboolean counts = sign > 0 || unit > 0 || (number.grouped && number.digits > 3) || is_year (&number, after, end);
  if (counts && (sign > 0 || !is_in_word (self, at)) && !bookgen_known_has_number (self->known, number.value))
    add_claim (self, at - sign - self->text, sign + number.length + unit);
  return number.length + unit;
}

/* ---- Studies ---- */

static const char *const studies[] = {
  "a study", "studies show", "studies have", "studies suggest", "studies found", "study found", "study showed", "study by",
  "research shows", "research has shown", "research suggests", "research found", "researchers", "scientists have", "scientists found",
  "a survey", "surveys show", "statistics show", "data show", "experts say",
  "eine studie", "studien zeigen", "studien haben", "laut einer", "forscher", "einer umfrage", "untersuchungen zeigen",
  "une étude", "des études", "les études", "chercheurs", "un sondage", "selon une",
  "un estudio", "estudios", "investigadores", "una encuesta", "según un",
  "uno studio", "gli studi", "ricercatori", "un sondaggio", "secondo un",
  "um estudo", "estudos", "pesquisadores", "investigadores", "uma pesquisa", "segundo um",
  "een studie", "studies tonen", "onderzoekers", "uit onderzoek", "een enquête", "volgens een",
  "badania pokaz", "badania wykaz", "naukowcy", "według bada", "badaniu", "исследовани", "учёные", "ученые", "опрос показал",
  "研究によ", "研究では", "調査によ", "研究者", "研究表明", "研究显示", "研究顯示", "一项研究", "一項研究", "调查显示", "調查顯示", "研究人员",
  "연구에 따르면", "연구 결과", "조사에 따르면",
};

static gboolean
starts_word (const char *text, const char *at)
{
  return at == text || (guchar) *at >= 0x80 || !g_ascii_isalpha (at[-1]);
}

static gboolean
tells_of_study (const char *sentence, gsize length)
{
  g_autofree char *folded = g_utf8_strdown (sentence, length);
  for (guint i = 0; i < G_N_ELEMENTS (studies); i++)
    {
      const char *at = strstr (folded, studies[i]);
      if (at != NULL && starts_word (folded, at))
        return TRUE;
    }
  return FALSE;
}

static void
read_sentence (Reading *self)
{
  const char *sentence = self->text + self->sentence, *end = sentence + self->sentence_length;
  guint before = self->claims->len;
  for (const char *at = sentence; at < end;)
    {
      gsize length = read_link (self, at, end);
      if (length == 0)
        length = read_number (self, at, end);
      at = length > 0 ? at + length : g_utf8_next_char (at);
    }
  /* What it says is claimed already by its numbers. */
  if (self->claims->len == before && tells_of_study (sentence, self->sentence_length)
      && !bookgen_known_says (self->known, sentence, self->sentence_length, SENTENCE_PERCENT))
    add_claim (self, self->sentence, self->sentence_length - measure_blanks (end - 1, end));
}

/* ---- Quotations ---- */

static const struct {
  const char *opens, *closes;
} quotes[] = { { "“", "”" }, { "„", "“" }, { "„", "”" }, { "«", "»" }, { "»", "«" }, { "「", "」" }, { "『", "』" }, { "\"", "\"" } };

/* From the mark at AT to behind the one that closes it; 0 where there is none. */
static gsize
measure_quotation (const char *at, const char *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      gsize opens = strlen (quotes[i].opens);
      if ((gsize) (end - at) < opens || strncmp (at, quotes[i].opens, opens) != 0)
        continue;
      const char *close = g_strstr_len (at + opens, MIN (end - at - (gssize) opens, QUOTATION_MAX_BYTES), quotes[i].closes);
      if (close != NULL)
        return close + strlen (quotes[i].closes) - at;
    }
  return 0;
}

static gboolean
is_long_enough (const char *at, gsize length)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (BookgenWord));
  bookgen_words_add (words, at, 0, length);
  if (words->len == 0)
    return FALSE;
  return words->len >= (g_array_index (words, BookgenWord, 0).wide ? QUOTATION_WIDE_WORDS : QUOTATION_WORDS);
}

static gsize
read_quotation (Reading *self, const char *at, const char *end)
{
  gsize length = (guchar) *at >= 0x80 || *at == '"' ? measure_quotation (at, end) : 0;
  if (length > 0 && is_long_enough (at, length)
      && !bookgen_known_says (self->known, at, length, QUOTATION_PERCENT))
    add_claim (self, at - self->text, length);
  return length;
}

/* ---- Blocks ---- */

static void
read_block (Reading *self, const BookgenBlock *block)
{
  gsize end = block->start + block->length;
  gsize quoted_until = block->start;
  for (self->sentence = block->start; self->sentence < end; self->sentence += self->sentence_length)
    {
      self->sentence_length = bookgen_blocks_measure_sentence (self->text + self->sentence, end - self->sentence);
      const char *from = self->text + MAX (self->sentence, quoted_until);
      const char *to = self->text + self->sentence + self->sentence_length;
      while (from < to)
        {
          gsize length = read_quotation (self, from, self->text + end);
          from = length > 0 ? from + length : g_utf8_next_char (from);
        }
      quoted_until = from - self->text;
      read_sentence (self);
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const BookgenFinding *one = *(BookgenFinding *const *) a, *two = *(BookgenFinding *const *) b;
  return one->start < two->start ? -1 : one->start > two->start;
}

GPtrArray *
bookgen_claims_find (const char *text, BookgenKnown *known)
{
  g_autoptr (GArray) blocks = bookgen_blocks_split (text);
  Reading self = { .text = text, .known = known, .claims = bookgen_findings_new () };
  for (guint i = 0; i < blocks->len; i++)
    {
      const BookgenBlock *block = &g_array_index (blocks, BookgenBlock, i);
      if (block->kind == BOOKGEN_BLOCK_PROSE || block->kind == BOOKGEN_BLOCK_STRUCTURE)
        read_block (&self, block);
    }
  g_ptr_array_sort (self.claims, compare_places);
  return self.claims;
}
