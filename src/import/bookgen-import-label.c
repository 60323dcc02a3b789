/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-label.h"

#include <string.h>

/* Longer than any of the words below. */
#define LOOK_BYTES 40

typedef struct {
  const char *word; /* case-folded */
  BookgenImportLabel label;
} LabelWord;

static const LabelWord label_words[] = {
  { "part", BOOKGEN_IMPORT_LABEL_PART },        { "book", BOOKGEN_IMPORT_LABEL_PART },
  { "volume", BOOKGEN_IMPORT_LABEL_PART },      { "act", BOOKGEN_IMPORT_LABEL_PART },
  { "teil", BOOKGEN_IMPORT_LABEL_PART },        { "partie", BOOKGEN_IMPORT_LABEL_PART },
  { "parte", BOOKGEN_IMPORT_LABEL_PART },       { "deel", BOOKGEN_IMPORT_LABEL_PART },
  { "del", BOOKGEN_IMPORT_LABEL_PART },         { "část", BOOKGEN_IMPORT_LABEL_PART },
  { "część", BOOKGEN_IMPORT_LABEL_PART },       { "часть", BOOKGEN_IMPORT_LABEL_PART },
  { "частина", BOOKGEN_IMPORT_LABEL_PART },     { "osa", BOOKGEN_IMPORT_LABEL_PART },
  { "week", BOOKGEN_IMPORT_LABEL_MODULE },      { "session", BOOKGEN_IMPORT_LABEL_LESSON },
  { "module", BOOKGEN_IMPORT_LABEL_MODULE },    { "unit", BOOKGEN_IMPORT_LABEL_MODULE },
  { "modul", BOOKGEN_IMPORT_LABEL_MODULE },     { "módulo", BOOKGEN_IMPORT_LABEL_MODULE },
  { "modulo", BOOKGEN_IMPORT_LABEL_MODULE },    { "moduł", BOOKGEN_IMPORT_LABEL_MODULE },
  { "модуль", BOOKGEN_IMPORT_LABEL_MODULE },    { "unité", BOOKGEN_IMPORT_LABEL_MODULE },
  { "chapter", BOOKGEN_IMPORT_LABEL_CHAPTER },  { "chap.", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "ch.", BOOKGEN_IMPORT_LABEL_CHAPTER },      { "scene", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "kapitel", BOOKGEN_IMPORT_LABEL_CHAPTER },  { "chapitre", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "capítulo", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "capitulo", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "capitolo", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "hoofdstuk", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "kapitola", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "rozdział", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "глава", BOOKGEN_IMPORT_LABEL_CHAPTER },    { "розділ", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "luku", BOOKGEN_IMPORT_LABEL_CHAPTER },     { "fejezet", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "bölüm", BOOKGEN_IMPORT_LABEL_CHAPTER },    { "kapittel", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "lesson", BOOKGEN_IMPORT_LABEL_LESSON },    { "lecture", BOOKGEN_IMPORT_LABEL_LESSON },
  { "lektion", BOOKGEN_IMPORT_LABEL_LESSON },   { "leçon", BOOKGEN_IMPORT_LABEL_LESSON },
  { "lección", BOOKGEN_IMPORT_LABEL_LESSON },   { "lezione", BOOKGEN_IMPORT_LABEL_LESSON },
  { "les", BOOKGEN_IMPORT_LABEL_LESSON },       { "lição", BOOKGEN_IMPORT_LABEL_LESSON },
  { "lekcja", BOOKGEN_IMPORT_LABEL_LESSON },    { "урок", BOOKGEN_IMPORT_LABEL_LESSON },
  { "lab", BOOKGEN_IMPORT_LABEL_LAB },          { "laboratory", BOOKGEN_IMPORT_LABEL_LAB },
  { "section", BOOKGEN_IMPORT_LABEL_SECTION },  { "abschnitt", BOOKGEN_IMPORT_LABEL_SECTION },
  { "sección", BOOKGEN_IMPORT_LABEL_SECTION },  { "sezione", BOOKGEN_IMPORT_LABEL_SECTION },
  { "band", BOOKGEN_IMPORT_LABEL_PART }, { "libro", BOOKGEN_IMPORT_LABEL_PART },
  { "livre", BOOKGEN_IMPORT_LABEL_PART }, { "buch", BOOKGEN_IMPORT_LABEL_PART },
  { "livro", BOOKGEN_IMPORT_LABEL_PART }, { "partea", BOOKGEN_IMPORT_LABEL_PART },
  { "μέρος", BOOKGEN_IMPORT_LABEL_PART }, { "bagian", BOOKGEN_IMPORT_LABEL_PART },
  { "phần", BOOKGEN_IMPORT_LABEL_PART }, { "kısım", BOOKGEN_IMPORT_LABEL_PART },
  { "rész", BOOKGEN_IMPORT_LABEL_PART }, { "том", BOOKGEN_IMPORT_LABEL_PART },
  { "книга", BOOKGEN_IMPORT_LABEL_PART }, { "الباب", BOOKGEN_IMPORT_LABEL_PART },
  { "الجزء", BOOKGEN_IMPORT_LABEL_PART }, { "חלק", BOOKGEN_IMPORT_LABEL_PART },
  { "بخش", BOOKGEN_IMPORT_LABEL_PART }, { "भाग", BOOKGEN_IMPORT_LABEL_PART },
  { "ภาค", BOOKGEN_IMPORT_LABEL_PART }, { "semaine", BOOKGEN_IMPORT_LABEL_MODULE },
  { "woche", BOOKGEN_IMPORT_LABEL_MODULE }, { "semana", BOOKGEN_IMPORT_LABEL_MODULE },
  { "einheit", BOOKGEN_IMPORT_LABEL_MODULE }, { "unidad", BOOKGEN_IMPORT_LABEL_MODULE },
  { "unidade", BOOKGEN_IMPORT_LABEL_MODULE }, { "unità", BOOKGEN_IMPORT_LABEL_MODULE },
  { "kap.", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "chapt.", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "kap", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "chap", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "capítol", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "capitolul", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "poglavlje", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "κεφάλαιο", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "peatükk", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "skyrius", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "bab", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "chương", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "الفصل", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "فصل", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "פרק", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "अध्याय", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "บทที่", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "scène", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "szene", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "escena", BOOKGEN_IMPORT_LABEL_CHAPTER },
  { "сцена", BOOKGEN_IMPORT_LABEL_CHAPTER }, { "vorlesung", BOOKGEN_IMPORT_LABEL_LESSON },
  { "sitzung", BOOKGEN_IMPORT_LABEL_LESSON }, { "séance", BOOKGEN_IMPORT_LABEL_LESSON },
  { "lekce", BOOKGEN_IMPORT_LABEL_LESSON }, { "ders", BOOKGEN_IMPORT_LABEL_LESSON },
  { "الدرس", BOOKGEN_IMPORT_LABEL_LESSON }, { "שיעור", BOOKGEN_IMPORT_LABEL_LESSON },
  { "exercise", BOOKGEN_IMPORT_LABEL_LAB }, { "übung", BOOKGEN_IMPORT_LABEL_LAB },
  { "laboratorio", BOOKGEN_IMPORT_LABEL_LAB }, { "лабораторная", BOOKGEN_IMPORT_LABEL_LAB },
  { "seção", BOOKGEN_IMPORT_LABEL_SECTION },    { "раздел", BOOKGEN_IMPORT_LABEL_SECTION },
};

/* Letters in small, cut at a whole character. */
static char *
dup_folded_start (const char *text)
{
  gsize length = strlen (text);
  const char *end = length > LOOK_BYTES ? g_utf8_find_prev_char (text, text + LOOK_BYTES) : text + length;

  return g_utf8_strdown (text, end - text);
}

/* Folded letters have the same number of bytes in all of ours. */
const char *
bookgen_import_label_skip (const char *text, BookgenImportLabel *label)
{
  g_autofree char *start = dup_folded_start (text);

  for (guint i = 0; i < G_N_ELEMENTS (label_words); i++)
    {
      gsize length;

      if (*start != *label_words[i].word) /* as nearly always: every line is asked */
        continue;
      length = strlen (label_words[i].word);
      if (strncmp (start, label_words[i].word, length) == 0 && strlen (text) >= length && !g_unichar_isalnum (g_utf8_get_char (text + length)))
        {
          *label = label_words[i].label;
          return text + length;
        }
    }
  return NULL;
}

/* Nothing more, a colon or dash before more, or the leaders of a contents page. */
static gboolean
ends_title (const char *after)
{
  after += strspn (after, " ");
  return *after == '\0' || strchr (":-.\t", *after) || g_str_has_prefix (after, "–") || g_str_has_prefix (after, "—") ||
         g_str_has_prefix (after, "…");
}

gboolean
bookgen_import_label_is_matter (const char *text)
{
  static const char *const words[] = { "introduction", "preface", "foreword", "prologue", "epilogue", "conclusion",
                                       "conclusions", "afterword", "acknowledgements", "acknowledgments", "glossary",
                                       "bibliography", "references", "index", "appendix", "dedication", "about the author",
                                       "einleitung", "vorwort", "nachwort", "prolog", "epilog", "anhang", "avant-propos",
                                       "préface", "prologo", "prólogo", "epílogo", "introducción", "introduzione" };
  g_autofree char *folded = dup_folded_start (text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (folded, words[i]) && ends_title (folded + strlen (words[i])))
      return TRUE;
  return FALSE;
}

gboolean
bookgen_import_label_is_contents (const char *text)
{
  static const char *const words[] = { "contents", "table of contents", "toc", "chapters", "chapter list", "chapter outline", "kapitel", "chapitres", "capítulos", "outline", "book outline", "course outline", "summary",
                                       "inhalt", "inhaltsverzeichnis", "gliederung", "table des matières", "sommaire", "plan",
                                       "índice", "indice", "sommario", "sumário", "inhoud", "оглавление", "содержание", "目次",
                                       "目录", "spis treści" };
  g_autofree char *folded = dup_folded_start (text);
  gsize length = strlen (folded);

  if (length > 0 && folded[length - 1] == ':')
    folded[length - 1] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (folded, words[i]) == 0)
      return TRUE;
  return FALSE;
}
