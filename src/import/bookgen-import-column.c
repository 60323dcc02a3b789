/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-column.h"

#include <string.h>

#include "bookgen-import-label.h"

/* Longer than this is no heading of a column. */
#define MAX_HEADING_BYTES 60

typedef struct {
  BookgenImportColumn kind;
  const char *words[48]; /* folded, "_" and "-" as spaces; ends with NULL */
} Column;

static const Column columns[] = {
  { BOOKGEN_IMPORT_COLUMN_LEVEL, { "level", "depth", "outline level", "heading level", "ebene", "niveau", "nivel", "livello",
                                   "niveau de titre", "уровень", NULL } },
  { BOOKGEN_IMPORT_COLUMN_NUMBER, { "number", "no", "nr", "#", "n°", "nº", "num", "id", "position", "order", "pos", "nummer",
                                    "numéro", "número", "numero", "№", "номер", "序号", "番号", NULL } },
  { BOOKGEN_IMPORT_COLUMN_KIND, { "type", "kind", "typ", "art", "tipo", "тип", NULL } },
  { BOOKGEN_IMPORT_COLUMN_TITLE, { "title", "name", "heading", "titel", "titre", "título", "titulo", "titolo", "nom", "nombre",
                                   "nome", "naam", "name des kapitels", "überschrift", "bezeichnung", "tytuł", "název", "názov",
                                   "title name", "headline", "item", "titlu", "otsikko", "tittel", "cím", "başlık", "название",
                                   "заголовок", "имя", "назва", "标题", "標題", "タイトル", "제목", "章节名", "名称", NULL } },
  { BOOKGEN_IMPORT_COLUMN_BRIEF, { "brief", "summary", "description", "synopsis", "notes", "note", "content", "contents", "overview",
                                   "abstract", "details", "detail", "comment", "comments", "objectives", "objective", "goal", "goals",
                                   "key points", "points", "topics", "zusammenfassung", "beschreibung", "inhalt", "notizen", "notiz",
                                   "stichworte", "résumé", "resume", "contenu", "resumen", "descripción", "notas", "contenido",
                                   "riassunto", "descrizione", "note", "samenvatting", "beschrijving", "resumo", "descrição",
                                   "описание", "содержание", "概要", "摘要", "内容", NULL } },
  { BOOKGEN_IMPORT_COLUMN_WORDS, { "target", "wörter", "woerter", "wortzahl", "umfang", "mots", "nombre de mots",
                                   "palabras", "palavras", "parole", "woorden", "słowa", "slova", "ord", "слов", "слова",
                                   "字数", "文字数", NULL } },
};

/* "Chapter_Title " -> "chapter title" */
static char *
dup_folded (const char *heading)
{
  g_autofree char *folded = g_utf8_strdown (heading, -1);
  GString *out = g_string_new (NULL);

  for (const char *c = g_strdelimit (folded, "_-.:*\t\n", ' '); *c; c++)
    if (*c != ' ' || (out->len > 0 && out->str[out->len - 1] != ' '))
      g_string_append_c (out, *c);
  return g_strchomp (g_string_free (out, FALSE));
}

/* "words", "target word count", "words (target)" */
static gboolean
is_about_words (const char *folded)
{
  const char *word = strstr (folded, "word");

  return word && (word == folded || word[-1] == ' ' || word[-1] == '(') && !g_str_has_prefix (folded, "key");
}

static BookgenImportColumn
find_word (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_strv_contains (columns[i].words, folded))
      return columns[i].kind;
  return is_about_words (folded) ? BOOKGEN_IMPORT_COLUMN_WORDS : BOOKGEN_IMPORT_COLUMN_OTHER;
}

/* "subsection", "topic", "scene": below chapters, whatever they are called. */
static gboolean
is_below_chapter (const char *folded)
{
  static const char *const words[] = { "subsection", "subchapter", "topic", "subtopic", "unterkapitel", "sous partie", "subsección",
                                       "thema", "sujet", "tema", NULL };

  return g_strv_contains (words, folded);
}

BookgenImportColumn
bookgen_import_column_find (const char *heading, BookgenImportLabel *label)
{
  g_autofree char *folded = strlen (heading) <= MAX_HEADING_BYTES ? dup_folded (heading) : g_strdup ("");
  BookgenImportColumn kind = find_word (folded);
  const char *rest;

  *label = BOOKGEN_IMPORT_LABEL_NONE;
  if (kind != BOOKGEN_IMPORT_COLUMN_OTHER)
    return kind;
  if (is_below_chapter (folded))
    {
      *label = BOOKGEN_IMPORT_LABEL_SECTION;
      return BOOKGEN_IMPORT_COLUMN_GROUP;
    }
  rest = bookgen_import_label_skip (folded, label);
  if (!rest)
    return BOOKGEN_IMPORT_COLUMN_OTHER;
  kind = *rest == ' ' ? find_word (rest + 1) : BOOKGEN_IMPORT_COLUMN_GROUP;
  /* "Part title" is a group's like "Part"; "Chapter title" is what a row is. */
  if (kind == BOOKGEN_IMPORT_COLUMN_TITLE && bookgen_import_column_rank (*label) == 1)
    kind = BOOKGEN_IMPORT_COLUMN_GROUP;
  return kind;
}

guint
bookgen_import_column_rank (BookgenImportLabel label)
{
  if (label == BOOKGEN_IMPORT_LABEL_PART || label == BOOKGEN_IMPORT_LABEL_MODULE)
    return 1;
  return label == BOOKGEN_IMPORT_LABEL_SECTION ? 3 : 2;
}
