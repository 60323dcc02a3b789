/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-number-word.h"

#include <string.h>

/* More than any of the words has. */
#define LOOK_CHARS 16
#define MAX_DIGITS 3
#define MAX_ENDING_CHARS 2

/* Folded, by their value: the words for it, and stems of which "…" stands for an ending of up to two letters. */
static const char *const words[][24] = {
  { "one", "first", "eins", "erst…", "un", "une", "premier…", "première", "uno", "una", "prim…", "primer…", "primeir…", "um",
    "eerste", "één", "först…", "перв…", "перш…", "pierwsz…", "první", "الأول…", "اول", "πρώτο" },
  { "two", "second…", "zwei", "zweit…", "deux", "deuxième", "dos", "segund…", "due", "dois", "tweede", "twee", "andra", "втор…",
    "друг…", "drug…", "druhá", "الثاني…", "دوم" },
  { "three", "third", "drei", "dritt…", "trois", "troisième", "tres", "tercer…", "tre", "terz…", "terceir…", "três", "derde", "drie",
    "tredje", "трет…", "trzeci…", "třetí", "الثالث…", "سوم" },
  { "four", "fourth", "vier", "viert…", "quatre", "quatrième", "cuatro", "cuart…", "quattro", "quart…", "quatro", "vierde", "fjärde",
    "четвёрт…", "четверт…", "czwart…", "الرابع…" },
  { "five", "fifth", "fünf", "fünft…", "cinq", "cinquième", "cinco", "quint…", "cinque", "vijf", "vijfde", "femte", "пят…", "piąt…",
    "الخامس…" },
  { "six", "sixth", "sechs", "sechst…", "sixième", "seis", "sext…", "sei", "sest…", "zes", "zesde", "sjätte", "шест…", "szóst…",
    "السادس…" },
  { "seven", "seventh", "sieben", "siebt…", "siebent…", "sept", "septième", "siete", "séptim…", "sette", "settim…", "sete", "sétim…",
    "zeven", "zevende", "седьм…", "siódm…", "السابع…" },
  { "eight", "eighth", "acht", "acht…", "huit", "huitième", "ocho", "octav…", "otto", "ottav…", "oito", "oitav…", "achtste",
    "восьм…", "ósm…", "الثامن…" },
  { "nine", "ninth", "neun", "neunt…", "neuf", "neuvième", "nueve", "noven…", "nove", "non…", "negen", "negende", "девят…",
    "dziewiąt…", "التاسع…" },
  { "ten", "tenth", "zehn", "zehnt…", "dix", "dixième", "diez", "décim…", "dieci", "decim…", "dez", "tien", "tiende", "десят…",
    "dziesiąt…", "العاشر…" },
  { "eleven", "eleventh", "elf", "elft…", "onze", "onzième", "once", "undici" },
  { "twelve", "twelfth", "zwölf", "zwölft…", "douze", "douzième", "doce", "dodici", "doze" },
  { "thirteen", "thirteenth", "dreizehn", "dreizehnt…", "treize", "trece", "tredici", "treze" },
  { "fourteen", "fourteenth", "vierzehn", "vierzehnt…", "quatorze", "catorce", "quattordici" },
  { "fifteen", "fifteenth", "fünfzehn", "fünfzehnt…", "quinze", "quince", "quindici" },
  { "sixteen", "sixteenth", "sechzehn", "sechzehnt…", "seize", "sedici" },
  { "seventeen", "seventeenth", "siebzehn", "siebzehnt…" },
  { "eighteen", "eighteenth", "achtzehn", "achtzehnt…" },
  { "nineteen", "nineteenth", "neunzehn", "neunzehnt…" },
  { "twenty", "twentieth", "zwanzig", "zwanzigst…", "vingt", "veinte", "venti", "vinte" },
};
static const char *const tens[] = { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };

static gboolean
is_letter (const char *text)
{
  return *text && g_unichar_isalnum (g_utf8_get_char (text));
}

/* The letters TEXT begins with, in small; "" where they are too many for a number. */
static char *
dup_folded_word (const char *text, gsize *length)
{
  const char *end = text;
  guint chars = 0;

  while (*end && g_unichar_isalpha (g_utf8_get_char (end)) && chars++ <= LOOK_CHARS)
    end = g_utf8_next_char (end);
  *length = end - text;
  return chars <= LOOK_CHARS ? g_utf8_strdown (text, end - text) : g_strdup ("");
}

static GHashTable *
make_values (void)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint j = 0; j < G_N_ELEMENTS (words[i]) && words[i][j]; j++)
      if (!g_hash_table_contains (values, words[i][j]))
        g_hash_table_insert (values, (gpointer) words[i][j], GUINT_TO_POINTER (i + 1));
  return values;
}

/* Of the word itself, or of a stem that it has no more than an ending beside. */
static guint
value_of_word (const char *folded)
{
  static GHashTable *values;
  g_autoptr (GString) stem = g_string_new (folded);
  guint value;

  if (g_once_init_enter (&values))
    g_once_init_leave (&values, make_values ());
  value = GPOINTER_TO_UINT (g_hash_table_lookup (values, folded));
  for (guint i = 0; value == 0 && i <= MAX_ENDING_CHARS && stem->len > 0; i++)
    {
      gsize length = stem->len;

      value = GPOINTER_TO_UINT (g_hash_table_lookup (values, g_string_append (stem, "…")->str));
      g_string_truncate (stem, g_utf8_prev_char (stem->str + length) - stem->str);
    }
  return value;
}

/* "thirty", "twenty-one", "forty second" */
static gsize
scan_tens (const char *text, const char *folded, gsize length, guint *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (tens); i++)
    if (strcmp (folded, tens[i]) == 0)
      {
        gsize unit_length = 0;
        g_autofree char *unit = strchr ("- ", text[length]) && text[length] ? dup_folded_word (text + length + 1, &unit_length) : NULL;
        guint units = unit ? value_of_word (unit) : 0;

        *value = (i + 2) * 10 + (units < 10 ? units : 0);
        return units > 0 && units < 10 ? length + 1 + unit_length : length;
      }
  return 0;
}

gsize
bookgen_import_number_word_scan (const char *text, guint *value)
{
  gsize length, with_unit;
  g_autofree char *folded = dup_folded_word (text, &length);

  if (*folded == '\0')
    return 0;
  with_unit = scan_tens (text, folded, length, value);
  if (with_unit > 0)
    return with_unit;
  *value = value_of_word (folded);
  return *value > 0 && !is_letter (text + length) ? length : 0;
}

gsize
bookgen_import_number_ordinal_scan (const char *text, guint *value)
{
  static const char *const endings[] = { ".", "st", "nd", "rd", "th", "ère", "ere", "re", "er", "ème", "eme", "e", "ª", "º", "°", "a",
                                         "o", "-я", "-й", "-ая", "-ый", "я", "й", "η", "ο" };
  gsize digits = strspn (text, "0123456789");

  if (digits == 0 || digits > MAX_DIGITS)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_prefix (text + digits, endings[i]) && !is_letter (text + digits + strlen (endings[i])))
      {
        *value = g_ascii_strtoull (text, NULL, 10);
        return digits + strlen (endings[i]);
      }
  return 0;
}

gsize
bookgen_import_number_sign_scan (const char *text, guint *value)
{
  gunichar c = g_utf8_get_char (text);

  if (c >= 0x2460 && c <= 0x2473) /* ① to ⑳ */
    *value = c - 0x2460 + 1;
  else if (c >= 0x2776 && c <= 0x277f) /* ❶ to ❿ */
    *value = c - 0x2776 + 1;
  else if (c >= 0x2160 && c <= 0x216b) /* Ⅰ to Ⅻ */
    *value = c - 0x2160 + 1;
  else if (g_ascii_isdigit (*text) && (g_str_has_prefix (text + 1, "\u20e3") || g_str_has_prefix (text + 1, "\ufe0f\u20e3")))
    {
      *value = *text - '0';
      return 1 + strlen (text[1] == '\xe2' ? "\u20e3" : "\ufe0f\u20e3");
    }
  else
    return 0;
  return g_utf8_next_char (text) - text;
}
