/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-number.h"

#include <string.h>

#include "bookgen-import-label.h"
#include "bookgen-import-number-word.h"
#include "bookgen-import-roman.h"

#define MAX_DIGITS 5
#define YEAR_DIGITS 4
#define MAX_COMPONENTS 8

/* The no-break space stands before a French colon, the wide one between East Asian signs. */
static const char *
skip_spaces (const char *text)
{
  for (;;)
    if (*text == ' ' || *text == '\t')
      text++;
    else if (g_str_has_prefix (text, "\u00a0"))
      text += strlen ("\u00a0");
    else if (g_str_has_prefix (text, "\u202f") || g_str_has_prefix (text, "\u3000"))
      text += strlen ("\u3000");
    else
      return text;
}

/* Past one mark between number and title (": . ) - – — ： 、 ．"), or NULL. */
static const char *
skip_mark (const char *text)
{
  static const char *const marks[] = { ":", ".", ")", "]", "-", "–", "—", "|", "：", "、", "．", "，", "）" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (text, marks[i]))
      return text + strlen (marks[i]);
  return NULL;
}

static gboolean
is_word_char (const char *text)
{
  return *text && g_unichar_isalnum (g_utf8_get_char (text));
}

static gsize
digits_at (const char *text)
{
  gsize length = strspn (text, "0123456789");
  return length <= MAX_DIGITS ? length : 0;
}

/* "3" or "1.2.3", without a final point. */
static gsize
scan_dotted (const char *text, BookgenImportNumber *number)
{
  gsize length = digits_at (text);

  if (length == 0)
    return 0;
  number->components = 1;
  number->value = atoi (text);
  while (text[length] == '.' && digits_at (text + length + 1) > 0 && number->components < MAX_COMPONENTS)
    {
      number->value = atoi (text + length + 1);
      length += 1 + digits_at (text + length + 1);
      number->components++;
    }
  /* "2.0" is above "2.1". */
  if (number->components == 2 && number->value == 0)
    {
      number->components = 1;
      number->value = atoi (text);
    }
  return length;
}

/* What follows the number of a label: nothing, a mark, or, after a plain number, a space. */
static const char *
rest_after_label (const char *after, gboolean plain)
{
  const char *spaces = skip_spaces (after);
  const char *mark = skip_mark (spaces);

  if (*spaces == '\0')
    return spaces;
  if (mark && (*spaces != '-' || !is_word_char (mark)))
    return skip_spaces (mark);
  return plain && spaces > after ? spaces : NULL;
}

static gboolean
scan_label_value (const char *text, BookgenImportNumber *number)
{
  gboolean plain = TRUE;
  gsize length = scan_dotted (text, number);

  number->components = MAX (number->components, 1);
  if (length == 0)
    length = bookgen_import_roman_scan (text, &number->value);
  if (length == 0 || is_word_char (text + length))
    {
      plain = FALSE;
      length = bookgen_import_number_word_scan (text, &number->value);
    }
  if (length == 0 && g_ascii_isalpha (*text))
    {
      length = 1;
      number->value = g_ascii_toupper (*text) - 'A' + 1;
    }
  if (length == 0 || is_word_char (text + length))
    return FALSE;
  number->start = text;
  number->length = length;
  number->rest = rest_after_label (text + length, plain);
  return number->rest != NULL;
}

/* "Les 3 mousquetaires", "Del 1 al 10": these count only with a mark behind the number. */
static gboolean
is_everyday_word (const char *text)
{
  return g_ascii_strncasecmp (text, "les ", 4) == 0 || g_ascii_strncasecmp (text, "del ", 4) == 0;
}

static gboolean
scan_label (const char *text, BookgenImportNumber *number)
{
  const char *after;

  if (!g_unichar_isalpha (g_utf8_get_char (text)))
    return FALSE;
  after = bookgen_import_label_skip (text, &number->label);
  if (after && *after == '.')
    after++;
  if (!after || skip_spaces (after) == after)
    return FALSE;
  number->scheme = BOOKGEN_IMPORT_SCHEME_LABEL;
  return scan_label_value (skip_spaces (after), number) &&
         (!is_everyday_word (text) || rest_after_label (number->start + number->length, FALSE));
}

/* "Erster Teil", "2. Kapitel: …", "Première partie", "1st Part – …", "II. часть" */
static gboolean
scan_ordinal_label (const char *text, BookgenImportNumber *number)
{
  gsize length = bookgen_import_number_word_scan (text, &number->value);
  const char *label, *after;

  if (length == 0)
    length = bookgen_import_number_ordinal_scan (text, &number->value);
  if (length == 0 && (length = bookgen_import_roman_scan (text, &number->value)) > 0)
    length += text[length] == '.';
  label = skip_spaces (text + length);
  if (length == 0 || label == text + length || !(after = bookgen_import_label_skip (label, &number->label)))
    return FALSE;
  number->scheme = BOOKGEN_IMPORT_SCHEME_LABEL;
  number->components = 1;
  number->start = text;
  number->length = length;
  number->rest = rest_after_label (after, FALSE);
  return number->rest != NULL;
}

/* "① Title" */
static gboolean
scan_sign (const char *text, BookgenImportNumber *number)
{
  gsize length = bookgen_import_number_sign_scan (text, &number->value);

  number->scheme = BOOKGEN_IMPORT_SCHEME_ARABIC;
  number->components = 1;
  number->start = text;
  number->length = length;
  number->rest = skip_spaces (skip_mark (text + length) ? skip_mark (text + length) : text + length);
  return length > 0;
}

static guint
east_asian_digit (gunichar c)
{
  static const gunichar digits[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (c == digits[i])
      return i;
  return c >= 0xff10 && c <= 0xff19 ? c - 0xff10 : c >= '0' && c <= '9' ? c - '0' : G_MAXUINT;
}

/* "3", "三", "二十一": past the number, or TEXT where there is none. */
static const char *
scan_east_asian (const char *text, guint *value)
{
  guint sum = 0, digit = 0;

  for (guint i = 0; i < 8 && *text; i++, text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c == 0x5341 || c == 0x767e) /* ten, hundred */
        {
          sum += MAX (digit, 1) * (c == 0x5341 ? 10 : 100);
          digit = 0;
        }
      else if (east_asian_digit (c) != G_MAXUINT)
        digit = digit * 10 + east_asian_digit (c);
      else
        break;
    }
  *value = sum + digit;
  return text;
}

static BookgenImportLabel
east_asian_label (gunichar c)
{
  switch (c)
    {
    case 0x7ae0: /* 章 */
    case 0x56de: /* 回 */
    case 0x8bdd: /* 话 */
    case 0x8a71: /* 話 */
    case 0xc7a5: /* 장 */
      return BOOKGEN_IMPORT_LABEL_CHAPTER;
    case 0x90e8: /* 部 */
    case 0x5377: /* 卷 */
    case 0x7bc7: /* 篇 */
    case 0x7de8: /* 編 */
    case 0x7f16: /* 编 */
    case 0xbd80: /* 부 */
      return BOOKGEN_IMPORT_LABEL_PART;
    case 0x8282: /* 节 */
    case 0x7bc0: /* 節 */
    case 0xc808: /* 절 */
      return BOOKGEN_IMPORT_LABEL_SECTION;
    case 0x8bfe: /* 课 */
    case 0x8ab2: /* 課 */
    case 0xacfc: /* 과 */
      return BOOKGEN_IMPORT_LABEL_LESSON;
    default:
      return BOOKGEN_IMPORT_LABEL_NONE;
    }
}

/* "第3章", "제 2 장", "3장"; and "三、", which has no label. */
static gboolean
scan_east_asian_label (const char *text, BookgenImportNumber *number)
{
  gboolean ordinal = g_str_has_prefix (text, "第") || g_str_has_prefix (text, "제");
  const char *digits = ordinal ? skip_spaces (g_utf8_next_char (text)) : text;
  const char *after = scan_east_asian (digits, &number->value);
  const char *sign = skip_spaces (after);

  if (after == digits)
    return FALSE;
  number->label = east_asian_label (g_utf8_get_char (sign));
  if (!ordinal && g_ascii_isdigit (*text) && g_utf8_get_char (sign) < 0xac00)
    return FALSE;
  if (number->label == BOOKGEN_IMPORT_LABEL_NONE && !g_str_has_prefix (sign, "、"))
    return FALSE;
  number->scheme = BOOKGEN_IMPORT_SCHEME_LABEL;
  number->start = text;
  after = g_utf8_next_char (sign);
  number->length = (number->label ? after : sign) - text;
  number->rest = skip_spaces (skip_mark (skip_spaces (after)) ? skip_mark (skip_spaces (after)) : after);
  number->components = 1;
  return ordinal || number->rest > after || *number->rest == '\0' || !number->label;
}

static gboolean
is_dash (const char *mark)
{
  return *mark == '-' || *mark == '|' || g_str_has_prefix (mark, "–") || g_str_has_prefix (mark, "—");
}

/* Past ". ", ") ", ": ", " - "; NULL where none of them follows. */
static const char *
rest_after_number (const char *after)
{
  const char *spaces = skip_spaces (after);
  const char *mark = skip_mark (spaces);

  if (!mark || is_dash (spaces) != (spaces > after))
    return NULL;
  if (*mark == '\0' || *mark == ' ' || *mark == '\t' || (guchar) *spaces >= 0x80)
    return skip_spaces (mark);
  /* "1.Title" is common; "1.5" and "e.g" are not titles. */
  return (*spaces == '.' || *spaces == ')') && g_ascii_isdigit (after[-1]) && g_unichar_isalpha (g_utf8_get_char (mark)) ? mark : NULL;
}

static gboolean
scan_arabic (const char *text, BookgenImportNumber *number)
{
  gsize length = scan_dotted (text, number);
  const char *after = text + length;

  if (length == 0 || g_ascii_isdigit (*after))
    return FALSE;
  number->start = text;
  number->length = length;
  number->rest = rest_after_number (after);
  number->scheme = memchr (text, '.', length) ? BOOKGEN_IMPORT_SCHEME_DOTTED
                   : length >= YEAR_DIGITS ? BOOKGEN_IMPORT_SCHEME_YEAR
                                           : BOOKGEN_IMPORT_SCHEME_ARABIC;
  if (number->scheme == BOOKGEN_IMPORT_SCHEME_DOTTED && digits_at (text) >= YEAR_DIGITS)
    return FALSE;
  if (number->rest)
    return TRUE;
  if (number->scheme == BOOKGEN_IMPORT_SCHEME_YEAR)
    return FALSE;
  number->rest = skip_spaces (after);
  if (number->scheme == BOOKGEN_IMPORT_SCHEME_ARABIC)
    number->scheme = BOOKGEN_IMPORT_SCHEME_BARE;
  return number->rest > after || (*after == '\0' && number->components > 1);
}

static gboolean
scan_letters (const char *text, BookgenImportNumber *number)
{
  gsize length = bookgen_import_roman_scan (text, &number->value);

  if (!g_ascii_isalpha (*text))
    return FALSE;
  number->scheme = length > 1 ? BOOKGEN_IMPORT_SCHEME_ROMAN : BOOKGEN_IMPORT_SCHEME_LETTER;
  if (length <= 1)
    {
      length = 1;
      number->value = g_ascii_toupper (*text) - 'A' + 1;
    }
  if (is_word_char (text + length))
    return FALSE;
  number->small = g_ascii_islower (*text);
  number->components = 1;
  number->start = text;
  number->length = length;
  number->rest = rest_after_number (text + length);
  /* "A - Keywords" names an appendix. */
  return number->rest && (number->scheme == BOOKGEN_IMPORT_SCHEME_ROMAN || bookgen_import_roman_digit (*text) || text[length] != ' ');
}

/* "(3) Title", "(a) Title" */
static gboolean
scan_bracketed (const char *text, BookgenImportNumber *number)
{
  return *text == '(' && (scan_arabic (text + 1, number) || scan_letters (text + 1, number)) &&
         number->start[number->length] == ')';
}

gboolean
bookgen_import_number_scan (const char *text, BookgenImportNumber *number)
{
  static gboolean (*const scans[]) (const char *, BookgenImportNumber *) = { scan_label, scan_ordinal_label, scan_east_asian_label, scan_sign, scan_bracketed,
                                                                             scan_arabic, scan_letters };

  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    {
      memset (number, 0, sizeof *number);
      if (scans[i](text, number))
        return TRUE;
    }
  memset (number, 0, sizeof *number);
  return FALSE;
}

guint
bookgen_import_number_get_roman (const BookgenImportNumber *number)
{
  if (number->scheme == BOOKGEN_IMPORT_SCHEME_ROMAN)
    return number->value;
  return number->scheme == BOOKGEN_IMPORT_SCHEME_LETTER ? bookgen_import_roman_digit (*number->start) : 0;
}
