/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-wording.h"

typedef struct {
  const char *language; /* primary subtag */
  const char *words[BOOKGEN_N_WORDINGS];
} Wording;

/* The first is the one for all others. In the order of BookgenWording. */
static const Wording wordings[] = {
  { "en", { "Untitled", "Chapter", "Part", "Contents", "Title page", "Start of the book", "Picture", "Back to the text",
            "This book is text that can be read aloud and shown in any size, font and colour. It has a table of contents and "
            "headings to move by.",
            "Its pictures are described in words.", "Not all of its pictures are described in words.",
            "This is a rehearsal",
            "The text of this book is placeholder text. No language model wrote it, and it is not meant to be read or "
            "published." } },
  { "de", { "Ohne Titel", "Kapitel", "Teil", "Inhalt", "Titelseite", "Anfang des Buchs", "Bild", "Zurück zum Text",
            "Dieses Buch besteht aus Text, der vorgelesen und in jeder Größe, Schrift und Farbe gezeigt werden kann. Es hat "
            "ein Inhaltsverzeichnis und Überschriften zur Orientierung.",
            "Seine Bilder sind in Worten beschrieben.", "Nicht alle seine Bilder sind in Worten beschrieben.",
            "Dies ist eine Probe",
            "Der Text dieses Buchs ist Platzhaltertext. Kein Sprachmodell hat ihn geschrieben, und er ist nicht zum Lesen "
            "oder Veröffentlichen bestimmt." } },
  { "fr", { "Sans titre", "Chapitre", "Partie", "Table des matières", "Page de titre", "Début du livre", "Image",
            "Retour au texte",
            "Ce livre est composé de texte qui peut être lu à voix haute et affiché dans toute taille, police et couleur. Il "
            "comporte une table des matières et des titres pour s’orienter.",
            "Ses images sont décrites par des mots.", "Ses images ne sont pas toutes décrites par des mots.",
            "Ceci est une répétition",
            "Le texte de ce livre est un texte de remplissage. Aucun modèle de langage ne l’a écrit et il n’est destiné ni à "
            "être lu ni à être publié." } },
  { "es", { "Sin título", "Capítulo", "Parte", "Índice", "Portada", "Comienzo del libro", "Imagen", "Volver al texto",
            "Este libro se compone de texto que puede leerse en voz alta y mostrarse en cualquier tamaño, tipo de letra y "
            "color. Tiene un índice y títulos para orientarse.",
            "Sus imágenes están descritas con palabras.", "No todas sus imágenes están descritas con palabras.",
            "Esto es un ensayo",
            "El texto de este libro es un texto de relleno. Ningún modelo de lenguaje lo ha escrito y no está destinado a "
            "leerse ni a publicarse." } },
  { "it", { "Senza titolo", "Capitolo", "Parte", "Indice", "Frontespizio", "Inizio del libro", "Immagine",
            "Torna al testo",
            "Questo libro è composto di testo che può essere letto ad alta voce e mostrato in qualsiasi dimensione, carattere "
            "e colore. Ha un indice e titoli per orientarsi.",
            "Le sue immagini sono descritte a parole.", "Non tutte le sue immagini sono descritte a parole.",
            "Questa è una prova",
            "Il testo di questo libro è un testo segnaposto. Nessun modello linguistico lo ha scritto e non è destinato alla "
            "lettura o alla pubblicazione." } },
  { "pt", { "Sem título", "Capítulo", "Parte", "Índice", "Folha de rosto", "Início do livro", "Imagem",
            "Voltar ao texto",
            "Este livro é composto de texto que pode ser lido em voz alta e mostrado em qualquer tamanho, tipo de letra e cor. "
            "Tem um índice e títulos para orientação.",
            "As suas imagens estão descritas por palavras.",
            "Nem todas as suas imagens estão descritas por palavras.",
            "Isto é um ensaio",
            "O texto deste livro é um texto provisório. Nenhum modelo de linguagem o escreveu e ele não se destina a ser lido "
            "ou publicado." } },
  { "nl", { "Zonder titel", "Hoofdstuk", "Deel", "Inhoud", "Titelpagina", "Begin van het boek", "Afbeelding",
            "Terug naar de tekst",
            "Dit boek bestaat uit tekst die kan worden voorgelezen en in elke grootte, elk lettertype en elke kleur kan worden "
            "getoond. Het heeft een inhoudsopgave en koppen om de weg te vinden.",
            "De afbeeldingen zijn in woorden beschreven.", "Niet alle afbeeldingen zijn in woorden beschreven.",
            "Dit is een repetitie",
            "De tekst van dit boek is plaatshoudertekst. Geen taalmodel heeft hem geschreven, en hij is niet bedoeld om te "
            "lezen of te publiceren." } },
  { "sv", { "Utan titel", "Kapitel", "Del", "Innehåll", "Titelsida", "Bokens början", "Bild", "Tillbaka till texten",
            "Den här boken består av text som kan läsas upp och visas i valfri storlek, valfritt typsnitt och valfri färg. Den "
            "har en innehållsförteckning och rubriker att navigera med.",
            "Bilderna är beskrivna i ord.", "Alla bilder är inte beskrivna i ord.",
            "Detta är en repetition",
            "Texten i den här boken är platshållartext. Ingen språkmodell har skrivit den, och den är inte avsedd att läsas "
            "eller publiceras." } },
  { "ru", { "Без названия", "Глава", "Часть", "Содержание", "Титульный лист", "Начало книги", "Изображение",
            "Назад к тексту",
            "Эта книга состоит из текста, который можно прослушать и показать любым размером, шрифтом и цветом. В ней есть "
            "оглавление и заголовки для навигации.",
            "Изображения описаны словами.", "Не все изображения описаны словами.",
            "Это репетиция",
            "Текст этой книги — заполнитель. Его не писала никакая языковая модель, и он не предназначен для чтения или "
            "публикации." } },
  { "ar", { "بلا عنوان", "الفصل", "الجزء", "المحتويات", "صفحة العنوان", "بداية الكتاب", "صورة", "العودة إلى النص",
            "يتكون هذا الكتاب من نص يمكن قراءته بصوت عالٍ وعرضه بأي حجم وخط ولون. يحتوي على فهرس وعناوين للتنقل.",
            "صوره موصوفة بالكلمات.", "ليست كل صوره موصوفة بالكلمات.",
            "هذه تجربة",
            "نص هذا الكتاب نص مؤقت. لم يكتبه أي نموذج لغوي، وهو غير معد للقراءة أو النشر." } },
  { "he", { "ללא כותרת", "פרק", "חלק", "תוכן העניינים", "דף השער", "תחילת הספר", "תמונה", "חזרה לטקסט",
            "ספר זה מורכב מטקסט שאפשר להקריא ולהציג בכל גודל, גופן וצבע. יש בו תוכן עניינים וכותרות לניווט.",
            "התמונות מתוארות במילים.", "לא כל התמונות מתוארות במילים.",
            "זוהי חזרה",
            "הטקסט בספר זה הוא טקסט זמני. שום מודל שפה לא כתב אותו, והוא אינו מיועד לקריאה או לפרסום." } },
  { "zh", { "无标题", "章", "部分", "目录", "扉页", "正文开始", "图片", "返回正文",
            "本书由文本组成，可以朗读，也可以用任意字号、字体和颜色显示。书中有目录和标题，便于浏览。",
            "图片均配有文字说明。", "并非所有图片都配有文字说明。",
            "这是一次排练",
            "本书的文字是占位文字，不是由语言模型撰写的，不供阅读或出版。" } },
  { "ja", { "無題", "章", "部", "目次", "扉", "本文の始まり", "画像", "本文に戻る",
            "この本は、読み上げることも、好みの大きさ、書体、色で表示することもできる文章でできています。目次と見出しがあります。",
            "画像には言葉による説明があります。", "一部の画像には言葉による説明がありません。",
            "これはリハーサルです",
            "この本の文章は仮の文章です。言語モデルが書いたものではなく、読んだり出版したりするためのものではありません。" } },
};

static gboolean
is_language (const char *tag, const char *primary)
{
  return g_ascii_strncasecmp (tag, primary, 2) == 0 && !g_ascii_isalnum (tag[2]);
}

const char *
bookgen_wording_get (const char *language, BookgenWording what)
{
  for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
    if (language && is_language (language, wordings[i].language))
      return wordings[i].words[what];
  return wordings[0].words[what];
}
