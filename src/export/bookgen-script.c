/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-script.h"

#include "bookgen-element.h"

#include <string.h>

typedef struct {
  GUnicodeScript script;
  const char *language; /* the one it fixes */
  const char *others;   /* what is written in it too, separated by spaces */
} Fixed;

static const Fixed fixed[] = {
  { G_UNICODE_SCRIPT_ARMENIAN, "hy", NULL },
  { G_UNICODE_SCRIPT_BENGALI, "bn", "as mni" },
  { G_UNICODE_SCRIPT_CHEROKEE, "chr", NULL },
  { G_UNICODE_SCRIPT_ETHIOPIC, "am", "ti" },
  { G_UNICODE_SCRIPT_GEORGIAN, "ka", "xmf" },
  { G_UNICODE_SCRIPT_GREEK, "el", "grc" },
  { G_UNICODE_SCRIPT_GUJARATI, "gu", NULL },
  { G_UNICODE_SCRIPT_GURMUKHI, "pa", NULL },
  { G_UNICODE_SCRIPT_HANGUL, "ko", NULL },
  { G_UNICODE_SCRIPT_HEBREW, "he", "yi iw ji lad" },
  { G_UNICODE_SCRIPT_HIRAGANA, "ja", NULL },
  { G_UNICODE_SCRIPT_KANNADA, "kn", NULL },
  { G_UNICODE_SCRIPT_KATAKANA, "ja", "ain" },
  { G_UNICODE_SCRIPT_KHMER, "km", NULL },
  { G_UNICODE_SCRIPT_LAO, "lo", NULL },
  { G_UNICODE_SCRIPT_MALAYALAM, "ml", NULL },
  { G_UNICODE_SCRIPT_MYANMAR, "my", "shn" },
  { G_UNICODE_SCRIPT_ORIYA, "or", NULL },
  { G_UNICODE_SCRIPT_SINHALA, "si", NULL },
  { G_UNICODE_SCRIPT_TAMIL, "ta", NULL },
  { G_UNICODE_SCRIPT_TELUGU, "te", NULL },
  { G_UNICODE_SCRIPT_THAANA, "dv", NULL },
  { G_UNICODE_SCRIPT_THAI, "th", NULL },
  { G_UNICODE_SCRIPT_TIBETAN, "bo", "dz" },
};

gboolean
bookgen_script_is_rtl (const char *language)
{
  static const char rtl_languages[] = "ar arc azb ckb dv fa he iw ji ks nqo pnb prs ps sd syr ug ur yi";
  static const char rtl_scripts[] = "adlm arab aran hebr mand nkoo samr syrc thaa";
  g_autofree char *lower = g_ascii_strdown (language, -1);
  g_auto (GStrv) subtags = g_strsplit (lower, "-", -1);

  for (guint i = 1; subtags[0] && subtags[i]; i++)
    if (strlen (subtags[i]) == 4 && g_ascii_isalpha (*subtags[i]))
      return bookgen_element_list_has (rtl_scripts, subtags[i]);
  return subtags[0] && bookgen_element_list_has (rtl_languages, subtags[0]);
}

static gboolean
is_rtl_script (GUnicodeScript script)
{
  switch ((int) script)
    {
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SAMARITAN:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* After the first letter whose direction is strong (Unicode Standard Annex 9, rule P2); NULL where none is. */
static const char *
get_direction (const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalpha (c) || c == 0x200E || c == 0x200F)
        return c == 0x200F || is_rtl_script (g_unichar_get_script (c)) ? "rtl" : "ltr";
    }
  return NULL;
}

static const Fixed *
find_fixed (gunichar c)
{
  GUnicodeScript script = c < 0x370 ? G_UNICODE_SCRIPT_LATIN : g_unichar_get_script (c);

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (fixed[i].script == script)
      return &fixed[i];
  return NULL;
}

static gboolean
is_written_in (const char *language, const Fixed *script)
{
  g_autofree char *primary = g_ascii_strdown (language, (gssize) strcspn (language, "-"));

  return g_str_equal (script->language, primary) || bookgen_element_list_has (script->others, primary);
}

/* The one that the script of most of the letters fixes; NULL where it fixes none, or LANGUAGE is written in it. Kana among Han
 * is Japanese; Han alone says nothing. */
static const char *
get_language (const char *text, const char *language)
{
  guint letters = 0, in_script = 0;
  const Fixed *script = NULL;

  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      const Fixed *of_letter = g_unichar_isalpha (c) ? find_fixed (c) : NULL;
      gboolean han = c >= 0x2E80 && g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;

      letters += g_unichar_isalpha (c) ? 1 : 0;
      script = script ? script : of_letter;
      in_script += han || (of_letter && script && g_str_equal (of_letter->language, script->language)) ? 1 : 0;
    }
  if (!script || in_script * 2 <= letters || is_written_in (language, script))
    return NULL;
  return script->language;
}

/* The longest piece of prose without a character beyond Latin needs no look at its scripts. E2 80 are dashes and quotes. */
static gboolean
is_latin (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at; at++)
    if (*at >= 0xCD && !(*at == 0xE2 && at[1] == 0x80))
      return FALSE;
  return TRUE;
}

GString *
bookgen_script_make_attributes (const char *text, const char *language, gboolean rtl)
{
  GString *out = g_string_new (NULL);
  const char *direction, *other;

  if (!rtl && is_latin (text))
    return out;
  direction = get_direction (text);
  other = get_language (text, language);
  if (direction && g_str_equal (direction, "rtl") != rtl)
    g_string_append_printf (out, " dir=\"%s\"", direction);
  if (other)
    g_string_append_printf (out, " lang=\"%s\" xml:lang=\"%s\"", other, other);
  return out;
}
