/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-chatter.h"

#include <string.h>

/* Longest paragraph that is looked at, in characters; what is longer is text. */
#define PREAMBLE_MAX_CHARS 300
#define POSTAMBLE_MAX_CHARS 600
#define REFUSAL_MAX_CHARS 2000

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

#define SORRY_EN "(i['’]?m|i am) (really |very |so |truly )?(sorry|afraid)"
#define CANNOT_EN "(can(['’]?t|not)|couldn['’]t|(am )?unable|(am )?not able|won['’]t|will not|must decline|have to decline)"

/* How a model says that it will not. Only the beginning of a text is held against them. */
static const char *const REFUSALS[] = {
  "^(" SORRY_EN "|unfortunately|sorry|i apologi[sz]e)\\b.{0,60}\\b" CANNOT_EN "\\b.{0,100}\\b(help|assist|write|create|provide|"
  "fulfil+|comply|generate|continue|produce|that|this|request|content)\\b",
  "^i " CANNOT_EN "\\b.{0,60}\\b(help (you )?with|assist|write|create|provide|fulfil+|comply|generate|continue|produce|request)"
  "\\b",
  "^as an? (ai|artificial intelligence|(large )?language model)\\b.{0,200}\\b" CANNOT_EN "\\b",
  "^(this|your|the) request\\b.{0,80}\\b(violates|goes against|cannot be)\\b",
  "^((es )?tut mir (sehr |wirklich )?leid|leider|entschuldigung|ich bedaure)\\b.{0,160}\\b(kann|darf|werde)\\b.{0,160}\\b(nicht|"
  "kein\\w*)\\b",
  "^ich (kann|darf|werde)\\b.{0,120}\\b(nicht|kein\\w*)\\b.{0,80}\\b(helfen|schreiben|erstellen|verfassen|nachkommen|"
  "erfüllen)\\b",
  "^(je suis (vraiment )?désolée?|désolée?|malheureusement|je regrette)\\b.{0,120}\\bje ne (peux|suis pas|pourrai|saurais)\\b",
  "^je ne (peux|suis) pas\\b.{0,80}\\b(aider|écrire|répondre|fournir|créer|rédiger|générer|accéder)\\b",
  "^(lo siento|lamento|lamentablemente|disculpa|perdón)\\b.{0,120}\\bno (puedo|podré|me es posible)\\b",
  "^no puedo\\b.{0,60}\\b(ayudar\\w*|escribir|crear|generar|proporcionar|cumplir|continuar)\\b",
  "^(mi dispiace|(sono )?spiacente|purtroppo)\\b.{0,120}\\bnon (posso|sono in grado)\\b",
  "^non posso\\b.{0,60}\\b(aiutar\\w*|scrivere|creare|generare|fornire|soddisfare)\\b",
  "^(sinto muito|desculpe|lamento|infelizmente|peço desculpas?)\\b.{0,120}\\bnão (posso|consigo|poderei)\\b",
  "^não (posso|consigo)\\b.{0,60}\\b(ajudar|escrever|criar|gerar|fornecer|atender)\\b",
  "^(het spijt me|sorry|helaas)\\b.{0,120}\\b(kan|mag|zal)\\b.{0,120}\\b(niet|geen)\\b",
  "^ik kan\\b.{0,80}\\b(niet|geen)\\b.{0,60}\\b(helpen|schrijven|maken|voldoen)\\b",
  "^(przykro mi|przepraszam|niestety)\\b.{0,120}\\bnie (mogę|jestem w stanie)\\b",
  "^nie mogę\\b.{0,60}\\b(pomóc|napisać|stworzyć|spełnić|wygenerować)",
  "^(извините|простите|к сожалению|мне (очень )?жаль)\\b.{0,120}\\b(не могу|не смогу|не в состоянии)\\b",
  "^я не могу\\b.{0,60}\\b(помочь|написать|создать|выполнить|предоставить)",
  "^(申し訳(ありません|ございません)|すみません|恐れ入りますが|残念ながら).{0,120}(できません|できかねます|いたしかねます|書けません)",
  "^その(ご要望|ご依頼|リクエスト)には.{0,40}(できません|できかねます)",
  "^(很?抱歉|对不起|對不起|非常抱歉|不好意思|很遗憾|很遺憾).{0,80}(无法|無法|不能|不可以|没办法|沒辦法)",
  "^我(无法|無法|不能).{0,60}(提供|协助|協助|帮助|幫助|撰写|撰寫|写|寫|创作|完成|满足)",
  "^(죄송합니다|죄송하지만|미안하지만|유감스럽게도).{0,120}(없습니다|어렵습니다|못합니다)",
  "^(عذرًا|عذرا|آسف|أعتذر|للأسف).{0,120}(لا أستطيع|لا يمكنني|لا أقدر)",
  NULL
};

#define MODEL_EN "(ai( (language )?model| assistant| chatbot)?|artificial intelligence|(large )?language model)"

/* How a model speaks of itself. */
static const char *const SELVES[] = {
  "\\bas an? " MODEL_EN "\\b,? (i|my)\\b",
  "\\bi(['’]?m| am) (just |only |merely )?an? " MODEL_EN "\\b",
  "\\b(my (training data|knowledge cut-?off)|as of my last (knowledge )?(update|training))\\b",
  "\\bals (eine? )?(ki(-\\w+)?|künstliche intelligenz|(großes )?sprachmodell)\\b,? (kann|habe|bin|darf|verfüge|besitze) ich\\b",
  "\\bich bin (nur |lediglich )?(eine? )?(ki(-\\w+)?|künstliche intelligenz|(großes )?sprachmodell)\\b",
  "\\ben tant qu['’](ia|intelligence artificielle|assistant (ia|virtuel)|modèle (de langage|linguistique))\\b.{0,60}\\bje\\b",
  "\\bcomo (una? )?(ia|inteligencia artificial|modelo de lenguaje|asistente (virtual|de ia))\\b.{0,40}\\b(no (puedo|tengo)|soy|"
  "mi)\\b",
  "\\b(come|in quanto) (un['’]? ?)?(ia|intelligenza artificiale|modello (linguistico|di linguaggio))\\b.{0,40}\\b(non (posso|ho)|"
  "sono)\\b",
  "\\bcomo (uma? )?(ia|inteligência artificial|modelo de linguagem)\\b.{0,40}\\b(não (posso|tenho)|sou|eu)\\b",
  "\\bals (een )?(ai(-\\w+)?|taalmodel|kunstmatige intelligentie)\\b.{0,20}\\b(kan|heb|ben|mag) ik\\b",
  "\\bjako (model (językowy|ai)|sztuczna inteligencja|asystent ai|ai)\\b.{0,30}\\b(nie (mogę|mam|posiadam)|jestem)\\b",
  "\\b(как|будучи) (языков(ая|ой) модель\\w*|искусственн\\w+ интеллект\\w*|ии)\\b.{0,30}\\b(я|не могу|не имею)\\b",
  "(AI|人工知能|言語モデル)(言語モデル|アシスタント)?(として|ですので|であるため|なので).{0,20}(私|できません|ありません|持って)",
  "作[为為](一个|一個|一名|一款)?(AI|人工智能|人工智慧|大?型?[语語]言模型).{0,10}我",
  "(AI|인공지능|언어 모델)(로서|이기 때문에).{0,20}(저는|없습니다)",
  NULL
};

/* One of these stands in whatever the patterns above know. */
static const char *const SELF_NEEDLES[]
    = { "AI", "KI", "IA", "ИИ", "rtificial", "ünstlich", "nguage model", "prachmodell", "nguistique", "e langage", "e lenguaje",
        "nguistico", "e linguag", "aalmodel", "unstmatige", "językow", "ztuczna", "зыков", "скусственн", "人工", "语言模型",
        "語言模型", "言語モデル", "인공지능", "언어 모델", "y training data", "y knowledge cut", "y last " };

/* A model that thinks aloud before it begins. */
static const char *const THOUGHTS[] = {
  "^((okay|ok|alright|hmm+|so|well|right)[,. ]+)*(the user (wants|asks|asked|is asking|requests|requested|has asked)|"
  "(let me|i['’]ll|i) (think|start by thinking|plan|break (this|it) down|outline)\\b.{0,80}\\b(chapter|lesson|section|request|text|"
  "outline|brief)|(i|we) (need|have|should|must) (to )?(write|produce|create|craft|draft)\\b.{0,120}\\b(chapter|lesson|section|"
  "words|brief))\\b",
  "^(okay|also|gut|nun|hm+)?[,. ]*(der nutzer|der benutzer|die nutzerin) (möchte|will|bittet|fragt)\\b",
  "^(d['’]accord|bon|alors)?[,. ]*l['’]utilisateur (veut|demande|souhaite)\\b",
  "^(bien|vale|bueno)?[,. ]*el usuario (quiere|pide|solicita)\\b",
  "^(好的?|嗯)?[，, ]*用户(想|要|要求|希望|需要)",
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

gboolean
bookgen_chatter_is_refusal (const char *paragraph)
{
  static GPtrArray *compiled;

  return matches (get_compiled (&compiled, REFUSALS), paragraph, REFUSAL_MAX_CHARS);
}

gboolean
bookgen_chatter_is_thought (const char *paragraph)
{
  static GPtrArray *compiled;

  return matches (get_compiled (&compiled, THOUGHTS), paragraph, REFUSAL_MAX_CHARS);
}

char *
bookgen_chatter_dup_self (const char *paragraph)
{
  static GPtrArray *compiled;

  for (guint i = 0; i < G_N_ELEMENTS (SELF_NEEDLES); i++)
    if (strstr (paragraph, SELF_NEEDLES[i]) != NULL)
      return dup_match (get_compiled (&compiled, SELVES), paragraph);
  return NULL;
}
