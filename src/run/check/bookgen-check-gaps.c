/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check-private.h"

#include <string.h>

/* Gaps beside those in brackets, which the normaliser knows: TODO, TBD, FIXME, XXX, lorem ipsum, {{place}}. */

#define GAPS_MAX 50

typedef enum { ANYWHERE, NOTED, NO_NUMERAL } Where;

static const struct {
  const char *words;
  Where where;
} gaps[] = {
  { "TODO", NOTED }, /* is Spanish for “all” */
  { "TBD", ANYWHERE },
  { "FIXME", ANYWHERE },
  { "XXXX", ANYWHERE },
  { "XXX", NO_NUMERAL }, /* is thirty */
  { "Lorem ipsum", ANYWHERE },
  { "lorem ipsum", ANYWHERE },
  { "{{", ANYWHERE },
};

static gboolean
is_word_part (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

static gboolean
is_alone (const char *text, gsize start, gsize end)
{
  return (start == 0 || !is_word_part (text[start - 1]) || !is_word_part (text[start]))
         && (!is_word_part (text[end - 1]) || !is_word_part (text[end]));
}

/* As a note: in brackets, before a colon, or alone on its line. */
static gboolean
is_note (const char *text, gsize start, gsize end)
{
  gboolean line_start = start == 0 || text[start - 1] == '\n';
  gboolean line_end = text[end] == '\0' || text[end] == '\n';
  return text[end] == ':' || (start > 0 && strchr ("[(", text[start - 1]) != NULL) || (line_start && line_end);
}

/* "Chapter XXX", "Louis XXX": a name before it makes it a number. */
static gboolean
is_numeral (const char *text, gsize start)
{
  while (start > 0 && text[start - 1] == ' ')
    start--;
  while (start > 0 && is_word_part (text[start - 1]))
    start--;
  return g_unichar_isupper (g_utf8_get_char (text + start)) && text[start] != 'X';
}

static gboolean
is_gap (const char *text, gsize start, gsize end, Where where)
{
  if (!is_alone (text, start, end))
    return FALSE;
  if (where == NOTED)
    return is_note (text, start, end);
  return where == ANYWHERE || !is_numeral (text, start);
}

static gboolean
is_known (const GPtrArray *findings, gsize start)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const BookgenFinding *finding = findings->pdata[i];
      if (finding->kind == BOOKGEN_FINDING_PLACEHOLDER && start >= finding->start && start < finding->start + finding->length)
        return TRUE;
    }
  return FALSE;
}

/* To the end of the line, or of the brackets. */
static gsize
measure (const char *at)
{
  gsize length = strcspn (at, at[0] == '{' ? "}\n" : "])\n");
  return length + (at[0] == '{' ? strspn (at + length, "}") : 0);
}

static void
look_for (const BookgenCheckedText *checked, const BookgenBlock *block, guint gap, GPtrArray *findings, guint most)
{
  const char *text = checked->text, *end = text + block->start + block->length;
  gsize length = strlen (gaps[gap].words);
  for (const char *at = text + block->start; findings->len < most; at += length)
    {
      at = g_strstr_len (at, end - at, gaps[gap].words);
      if (at == NULL)
        return;
      gsize start = at - text, words = MIN (measure (at), (gsize) (end - at));
      if (is_gap (text, start, start + length, gaps[gap].where) && !is_known (findings, start))
        g_ptr_array_add (findings, bookgen_finding_new (BOOKGEN_FINDING_PLACEHOLDER, text, start, words));
    }
}

void
bookgen_check_gaps (const BookgenCheckedText *checked, GPtrArray *findings)
{
  guint most = findings->len + GAPS_MAX;
  for (guint i = 0; i < checked->blocks->len; i++)
    {
      const BookgenBlock *block = &g_array_index (checked->blocks, BookgenBlock, i);
      for (guint gap = 0; block->kind != BOOKGEN_BLOCK_CODE && gap < G_N_ELEMENTS (gaps); gap++)
        look_for (checked, block, gap, findings, most);
    }
}
