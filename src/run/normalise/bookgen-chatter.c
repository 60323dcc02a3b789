/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-chatter.h"

#include <string.h>

/* Longest paragraph that is looked at, in characters; what is longer is text. */
#define PREAMBLE_MAX_CHARS 300
#define POSTAMBLE_MAX_CHARS 600

#define SURE                                                                                                     \
  "(sure( thing)?|certainly|of course|absolutely|okay|ok|great|understood|got it|alright|no problem|"            \
  "with pleasure)"
#define PIECE "(chapter|draft|lesson|lab|section|article|manuscript|markdown|revision)"
#define WHOLE "(your|requested|complete|full|revised|rewritten|finished|polished|final|finali[sz]ed)"
#define GAP "[\\s,.!:;–—-]*"

static const char *const PREAMBLES[] = {
  "^" SURE GAP "$",
  "^(" SURE GAP ")?(here['’]?s|here (is|are)|below (is|are|you['’]ll find)|the following is|this is|"
  "presenting)\\b.{0,80}\\b" PIECE "\\b",
  "^(" SURE GAP ")?(here['’]?s|here (is|are)|below is|this is)\\b.{0,40}\\b" WHOLE "\\b.{0,40}\\b(text|version|story|"
  "essay|piece|content)\\b",
  "^" SURE GAP "(here['’]?s|here (is|are)|below|i['’](ve|ll)|i (have|will)|let me|let['’]s|as (you )?requested|"
  "the following)\\b",
  "^(i['’]ve|i have|i)\\s+(written|drafted|prepared|created|put together|completed)\\b.*\\b" PIECE "\\b",
  "^as (you )?(requested|asked)\\b.*\\b(" PIECE "|text)\\b",
  "^(natürlich|gerne?|klar|selbstverständlich|sicher)" GAP "($|(hier|unten) (ist|sind|folgt|kommt|finde)|ich habe\\b)",
  "^(hier (ist|folgt|kommt)|im folgenden)\\b.{0,80}\\b(kapitel\\w*|entwurf|abschnitt|lektion)\\b",
  "^(bien s[uû]r|certainement|d['’]accord|avec plaisir|volontiers)" GAP "($|voici\\b)",
  "^voici\\b.{0,80}\\b(chapitre|brouillon|section|leçon|texte (demandé|complet))\\b",
  "^[¡]?(claro( que sí)?|por supuesto|desde luego|con (mucho )?gusto)" GAP "($|aquí|a continuación)",
  "^(aquí (está|tienes?|va)|a continuación)\\b.{0,80}\\b(capítulo|borrador|sección|lección)\\b",
  "^(certo|certamente|naturalmente|volentieri)" GAP "($|ecco\\b|di seguito\\b)",
  "^(ecco|di seguito)\\b.{0,80}\\b(capitolo|bozza|sezione|lezione)\\b",
  "^(claro|com certeza|com prazer)" GAP "($|aqui (está|vai)|segue)",
  "^(aqui está|segue)\\b.{0,80}\\b(capítulo|rascunho|seção|secção|lição)\\b",
  "^(natuurlijk|zeker|graag gedaan)" GAP "($|hier (is|volgt))",
  "^(hier (is|volgt)|hieronder)\\b.{0,80}\\b(hoofdstuk|concept|les)\\b",
  "^((oczywiście|jasne)" GAP ")(oto|poniżej)\\b|^oto\\b.{0,80}\\b(rozdział|szkic|lekcja)\\b",
  "^(конечно|разумеется|хорошо)" GAP "($|вот|ниже)",
  "^(вот|ниже)\\b.{0,80}\\b(глав\\w*|раздел|черновик|урок)\\b",
  "^((好的|好|当然|當然|当然可以|没问题)[，,！!。：:\\s]*)?(以下|下面|这|這)(是|为|為).{0,80}(章|节|節|正文|草稿|课)",
  "^((もちろんです|もちろん|はい|承知しました|かしこまりました)[、，。！!\\s]*)?(以下|こちら)(は|が|に).{0,80}(章|本文|原稿)",
  "^((물론입니다|물론이죠|네|알겠습니다)[,.!\\s]*)?(다음은|아래는|여기).{0,80}(장|본문|원고|초안)",
  "^((بالطبع|بالتأكيد|حسنًا)[،,!.\\s]*)?(إليك|فيما يلي|هذا هو).{0,80}(الفصل|المسودة|الدرس)",
  NULL
};

static const char *const POSTAMBLES[] = {
  /* Offers. */
  "^(please )?(let me know|feel free to|don['’]t hesitate to)\\b.*\\b(if|how|whether|to|ask)\\b.*\\b(changes?|"
  "adjust\\w*|expan\\w+|revis\\w+|"
  "edits?|modif\\w+|continue|refine\\w*|" PIECE "|tone|else|further|questions?|assist\\w*|tweaks?|improve\\w*)\\b",
  "^(would you like|do you want|shall i|should i)\\b.*\\b(me to|continue|proceed|next|expand|revise|adjust|write)\\b.*\\?$",
  "^if you(['’]d like| (would like|want|need|wish|prefer))\\b.*\\b(i can|i could|i['’]ll|let me know|just (ask|say|"
  "let)|happy to)\\b",
  "^i hope (this|that|you)\\b.*\\b(helps|helpful|meets|what you|works for you|expectations|requirements|needs)\\b",
  "^(i['’]m|i am|i['’]d be|i would be|happy|glad) ?(happy|glad)? to\\b.*\\b(adjust|revise|expand|continue|help|change|"
  "refine|write more)\\b",
  "^(are you )?ready (for|to)\\b.*\\b(next|continue)\\b.*\\?$",
  "^(lass(en sie)?|sag(en sie)?|gib|geben sie) (es )?(mich|mir)\\b.*\\b(wissen|bescheid)\\b",
  "^(möchtest du|möchten sie|soll ich|wenn (du|sie) (möchte\\w*|willst|wollen|wünsch\\w*))\\b.*\\b(ich|kapitel|"
  "überarbeite\\w*|fort\\w*)\\b",
  "^(n['’]hésitez pas|faites-moi savoir|dites-moi si|souhaitez-vous|voulez-vous que je)\\b",
  "^¿?(si (quieres|deseas|lo deseas|necesitas)|quieres que|deseas que|te gustaría que|házme saber|avísame|déjame saber)\\b.*"
  "\\b(capítulo|continúe|continuar|cambi\\w+|ajust\\w+|ampli\\w+|puedo|siguiente)\\b",
  "^(fammi sapere|vuoi che|se (vuoi|desideri))\\b.*\\b(capitolo|continui|modific\\w+|posso|prossimo)\\b",
  "^(se (quiser|desejar|precisar)|gostaria que|quer que eu|me avise)\\b.*\\b(capítulo|continu\\w+|ajust\\w+|posso|"
  "próximo|alter\\w+)\\b",
  "^(laat (het )?me weten|wil je dat ik|zal ik)\\b.*\\b(hoofdstuk|verder\\w*|aanpas\\w*|wijzig\\w*|volgende)\\b",
  "^(daj mi znać|czy chcesz|jeśli chcesz)\\b.*\\b(rozdział\\w*|kontynu\\w+|zmian\\w*|mogę)\\b",
  "^((дайте|дай) (мне )?знать|если (хотите|хочешь|нужно|вам)|хотите,? чтобы я)\\b.*\\b(глав\\w+|измен\\w+|продолж\\w+|"
  "доработ\\w+|могу)\\b",
  "^(如果(您|你)?(需要|想|希望|有)|需要我|是否需要|请告诉我|希望(这|本)).*(修改|调整|继续|下一章|扩展|帮助|告诉我|章)",
  "^(ご希望|必要であれば|ご要望|もし).*(お知らせ|ください|ましょうか|修正|続き)",
  "^(필요하시면|원하시면|수정이|다음 장).*(말씀|알려|주세요|까요)",
  "^(أخبرني إذا|هل تريد|هل ترغب|إذا كنت ترغب).*",
  /* Counts of words. */
  "^\\W*((approx(imate)?(ly)?|total|final|estimated)\\W*)*word[- ]?count\\b.{0,60}$",
  "^\\W*((approx(imate)?(ly)?|about|total|circa|ca|etwa|rund|environ|unos)\\W*)*\\d[\\d.,  ]{0,9}\\s*(words?|wörter|"
  "mots|palabras|parole|palavras|"
  "woorden|słów|слов\\w*|字|文字|단어)(\\s+(in total|total|insgesamt|au total|en total))?\\W*$",
  "^\\W*(wortanzahl|wortzahl|nombre de mots|número de palabras|conteggio parole|aantal woorden|liczba słów|"
  "количество слов|字数|文字数).{0,40}$",
  "^(this|the) (chapter|draft|lesson|version|text|section) (is|has|comes|runs|"
  "contains)\\b.{0,40}\\b\\d[\\d.,]* words\\b.{0,40}$",
  /* Ends. */
  "^\\W*end of (the |this )?(chapter|lesson|section|lab|part|module|text|excerpt|draft|document)\\b.{0,80}$",
  "^\\W*(ende (des|von) (kapitels?|lektion|abschnitts?)|fin (del?|du|de la) (chapitre|capítulo|leçon|lección)|"
  "fine (del )?capitolo|"
  "fim do capítulo|einde (van )?(het )?hoofdstuk|koniec rozdziału|конец главы)\\b.{0,60}$",
  "^\\W*(本章完|第.{1,8}章\\s*[完终終了]|（完）|\\(完\\))\\W*$",
  "^\\[\\s*end\\b.{0,40}\\]$",
  NULL
};

static const char *const PLACEHOLDERS[] = {
  "\\[\\s*(insert|add|include|place|put|your|placeholder|todo|tbd|to be (added|continued|written|completed)|continued?|"
  "rest of|remainder of|"
  "name of|date|company name|citation needed|source needed|example here|hier|einfügen|insérer|insertar|inserisci|"
  "inserir|вставьте|插入|此处|ここに)"
  "[^\\]\\n]{0,200}\\](?!\\()",
  "[(\\[]\\s*(…|\\.\\.\\.)?\\s*(the )?(rest|remainder) of (the|this) (chapter|text|section|story|lesson|"
  "code)\\b[^)\\]\\n]{0,200}[)\\]]",
  "[(\\[]\\s*(continues?|continued|to be continued|omitted|shortened|truncated)\\b[^)\\]\\n]{0,100}(for brevity|here|"
  "below|in the same)[^)\\]\\n]{0,100}[)\\]]",
  "lorem ipsum dolor",
  NULL
};

static GPtrArray *
compile (const char *const *patterns)
{
  GPtrArray *compiled = g_ptr_array_new ();

  for (; *patterns != NULL; patterns++)
    {
      g_autoptr (GError) error = NULL;
      GRegex *regex = g_regex_new (*patterns, G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_DOTALL, 0, &error);

      if (regex == NULL)
        g_error ("Pattern “%s”: %s", *patterns, error->message);
      g_ptr_array_add (compiled, regex);
    }
  return compiled;
}

/* The first match in TEXT of any pattern. */
static char *
dup_match (GPtrArray *patterns, const char *text)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;

      if (g_regex_match (patterns->pdata[i], text, 0, &match))
        return g_match_info_fetch (match, 0);
    }
  return NULL;
}

/* Without quotation marks of Markdown, emphasis and spaces around it. */
static char *
dup_bare (const char *paragraph)
{
  gsize length;

  paragraph += strspn (paragraph, " \t\n>*_");
  length = strlen (paragraph);
  while (length > 0 && strchr (" \t\n*_", paragraph[length - 1]) != NULL)
    length--;
  return g_strndup (paragraph, length);
}

static gboolean
matches (GPtrArray *patterns, const char *paragraph, glong max_chars)
{
  g_autofree char *bare = NULL;
  g_autofree char *match = NULL;

  if (g_utf8_strlen (paragraph, (max_chars + 1) * 4) > max_chars)
    return FALSE;
  bare = dup_bare (paragraph);
  match = dup_match (patterns, bare);
  return match != NULL;
}

static gboolean
ends_like_announcement (const char *paragraph)
{
  g_autofree char *bare = dup_bare (paragraph);
  const char *last = *bare != '\0' ? g_utf8_find_prev_char (bare, bare + strlen (bare)) : bare;

  return *last != '\0' && g_utf8_strchr (":!.：！。", -1, g_utf8_get_char (last)) != NULL;
}

/* The tables are compiled on first use and kept. */
static GPtrArray *
get_compiled (GPtrArray **compiled, const char *const *patterns)
{
  static GMutex mutex;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (*compiled == NULL)
    *compiled = compile (patterns);
  return *compiled;
}

gboolean
bookgen_chatter_is_preamble (const char *paragraph)
{
  static GPtrArray *compiled;

  return ends_like_announcement (paragraph) && matches (get_compiled (&compiled, PREAMBLES), paragraph, PREAMBLE_MAX_CHARS);
}

gboolean
bookgen_chatter_is_postamble (const char *paragraph)
{
  static GPtrArray *compiled;

  return matches (get_compiled (&compiled, POSTAMBLES), paragraph, POSTAMBLE_MAX_CHARS);
}

char *
bookgen_chatter_dup_placeholder (const char *line)
{
  static GPtrArray *compiled;

  if (strpbrk (line, "[(") == NULL && strstr (line, "orem ipsum") == NULL)
    return NULL;
  return dup_match (get_compiled (&compiled, PLACEHOLDERS), line);
}
