/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check.h"

#include "bookgen-normalise.h"

/* What a reply comes to: through the normaliser, then checked. */
typedef struct {
  const char *reply;
  guint target_words;
  const char *found; /* kinds, gravest first */
} Case;

#define SEA "The sea lay quiet under a low sun, and nobody on the quay spoke of what had come ashore in the night. "
#define WIND "Later the wind turned to the north and drove the boats home before anyone had counted them. "

static char *
describe (const GPtrArray *findings)
{
  GString *all = g_string_new (NULL);
  for (guint i = 0; i < findings->len; i++)
    {
      const BookgenFinding *finding = findings->pdata[i];
      g_string_append_printf (all, "%s%s%s", i > 0 ? " " : "", bookgen_finding_kind_to_string (finding->kind),
                              finding->repairable ? "!" : "");
    }
  return g_string_free (all, FALSE);
}

static GPtrArray *
check (const char *reply, guint target_words)
{
  g_autoptr (BookgenNormalised) normalised = bookgen_normalise (reply, -1, "Tides", NULL, FALSE);
  BookgenCheckInput input = { .text = normalised->text, .noted = normalised->findings, .title = "Tides",
                              .target_words = target_words };
  GPtrArray *findings = bookgen_check_text (&input);
  for (guint i = 0; i < findings->len; i++)
    {
      const BookgenFinding *finding = findings->pdata[i];
      g_autofree char *sentence = bookgen_finding_dup_sentence (finding);
      g_assert_cmpuint (finding->start + finding->length, <=, strlen (normalised->text));
      g_assert_cmpstr (sentence, !=, "");
      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      if (finding->length > 0 && finding->length < 400)
        g_assert_true (g_str_has_prefix (normalised->text + finding->start, finding->words));
    }
  return findings;
}

static const Case plain[] = {
  { SEA WIND, 0, "" },
  { "## Morning\n\n" SEA "\n\n### Noon\n\n" WIND, 0, "" },
  { "", 0, "" },
  /* Stops. */
  { SEA "And then the", 0, "truncated!" },
  /* Length. */
  { SEA, 100, "short" },
  { SEA WIND SEA, 60, "" },
  { SEA WIND "He wrote it down. The book was old, and the ink ran in the damp of the house as he turned page after page.", 50,
    "" },
  { SEA WIND "One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. And so on until the tide had come in again, past the "
    "stones, the stairs and the old chapel with its broken bell, and beyond it the road, the fields, the mill, the well.", 50,
    "long" },
};

static const Case voices[] = {
  { "I'm sorry, but I can't help with that request.", 0, "refused!" },
  { "I’m sorry, but I cannot write this chapter as described.", 0, "refused!" },
  { "I cannot fulfill this request. It violates the guidelines.", 0, "refused!" },
  { "Unfortunately, I am unable to continue with this content.", 0, "refused!" },
  { "Es tut mir leid, aber ich kann diesen Text nicht schreiben.", 0, "refused!" },
  { "Leider kann ich dieser Bitte nicht nachkommen.", 0, "refused!" },
  { "Je suis désolé, mais je ne peux pas écrire ce chapitre.", 0, "refused!" },
  { "Lo siento, pero no puedo ayudar con esa solicitud.", 0, "refused!" },
  { "Mi dispiace, ma non posso soddisfare questa richiesta.", 0, "refused!" },
  { "Desculpe, mas não posso ajudar com isso.", 0, "refused!" },
  { "Het spijt me, maar ik kan dit hoofdstuk niet schrijven.", 0, "refused!" },
  { "Przykro mi, ale nie mogę napisać tego rozdziału.", 0, "refused!" },
  { "Извините, но я не могу выполнить этот запрос.", 0, "refused!" },
  { "申し訳ありませんが、そのご要望にはお応えできません。", 0, "refused!" },
  { "很抱歉，我无法提供这方面的内容。", 0, "refused!" },
  { "죄송하지만 그 요청은 도와드릴 수 없습니다.", 0, "refused!" },
  /* A speech, and a confession. */
  { "“I'm sorry, but I can't help you,” she said, and shut the door on the rain.", 0, "" },
  { "I'm sorry for what happened that summer. I was twelve, and nobody had told me about the well.", 0, "" },
  /* The model itself. */
  { SEA "\n\nAs an AI language model, I have never seen the sea.\n\n" WIND, 0, "assistant" },
  { SEA "\n\nAs an AI, I have no body.", 0, "assistant!" },
  { SEA "\n\nAls KI-Sprachmodell kann ich das Meer nicht sehen.", 0, "assistant!" },
  { SEA "\n\nEn tant qu'IA, je n'ai jamais vu la mer.", 0, "assistant!" },
  { SEA "\n\nComo modelo de lenguaje, no puedo ver el mar.", 0, "assistant!" },
  { SEA "\n\nIn quanto intelligenza artificiale, non posso vedere il mare.", 0, "assistant!" },
  { SEA "\n\nComo modelo de linguagem, não posso ver o mar.", 0, "assistant!" },
  { SEA "\n\nAls AI-taalmodel kan ik de zee niet zien.", 0, "assistant!" },
  { SEA "\n\nJako model językowy nie mogę zobaczyć morza.", 0, "assistant!" },
  { SEA "\n\nКак языковая модель, я не могу видеть море.", 0, "assistant!" },
  { SEA "\n\nAI言語モデルとして、私は海を見ることができません。", 0, "assistant!" },
  { SEA "\n\n作为一个AI语言模型，我没有见过大海。", 0, "assistant!" },
  { SEA "\n\nShe had trained as an AI researcher, and “as an AI, I” was how her machine began.", 0, "" },
  /* Announcements that the normaliser leaves. */
  { "Here is the chapter about the tides:\n\n" SEA, 0, "preamble" },
  { "Natürlich! Hier ist das Kapitel über die Gezeiten:\n\n" SEA, 0, "preamble" },
  { "Voici le chapitre sur les marées :\n\n" SEA, 0, "preamble" },
  { "Great!\n\n" SEA, 0, "" },
  /* Thinking. */
  { "Okay, the user wants me to write a chapter about tides. I should begin with the moon.\n\n" SEA, 0, "thinking!" },
  { "<think>\nThe chapter should begin with the moon.\n\n" SEA, 0, "thinking!" },
  { SEA "\n\n</think> so it begins.\n\n" WIND, 0, "thinking!" },
};

static const Case gaps[] = {
  { SEA "[Insert a quotation here] " WIND, 0, "placeholder!" },
  { SEA "\n\n(The rest of the chapter continues in the same manner.)", 0, "placeholder!" },
  { SEA "\n\nTODO: describe the moon.", 0, "placeholder!" },
  { SEA "\n\nLos barcos volvieron TODO el tiempo.", 0, "" },
  { SEA "The date is TBD.", 0, "placeholder!" },
  { SEA "It cost XXX dollars.", 0, "placeholder!" },
  { SEA "Super Bowl XXX was played in the desert.", 0, "" },
  { SEA "Lorem ipsum dolor sit amet.", 0, "placeholder!" },
  { SEA "Dear {{name}}, come back.", 0, "placeholder!" },
  { SEA "\n\n```\nTODO: not ours {{x}}\n```\n\n" WIND, 0, "" },
  { SEA "He wrote [sic] and went [to the quay](https://example.org).", 0, "" },
};

#define LONG_PARAGRAPH \
  "Every tide leaves a line on the sand, and every line tells of the height of the water, of the moon that drew it and of the " \
  "wind that held it back or drove it on."

static const Case loops[] = {
  { LONG_PARAGRAPH "\n\n" SEA "\n\n" LONG_PARAGRAPH, 0, "loop!" },
  { SEA WIND SEA "\n\n" SEA, 0, "loop!" },
  { "And the sea and the wind and the sea and the wind and the sea and the wind and the sea and the wind and the sea and the "
    "wind and the sea and the wind and the sea and the wind and the sea and the wind.",
    0, "loop!" },
  { "他走进了房间里面看见了她。他走进了房间里面看见了她。他走进了房间里面看见了她。", 0, "loop!" },
  { "No more. No more. No more. No more. She sang it until the lamps went out.", 0, "" },
  { "| a | b |\n| - | - |\n| 1 | 2 |\n| 1 | 2 |\n\n" SEA, 0, "" },
};

static const Case headings[] = {
  { SEA "\n\n## Moon\n\n" WIND "\n\n## Moon\n\n" SEA, 0, "title-twice" },
  { "## Lab one\n\n### You need\n\n" SEA "\n\n## Lab two\n\n### You need\n\n" WIND, 0, "" },
  { SEA "\n\n## Moon\n\n## Sun\n\n" WIND, 0, "empty-section" },
  { SEA "\n\n## Moon", 0, "truncated! empty-section" },
};

static void
test_cases (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GPtrArray) findings = check (one->reply, one->target_words);
  g_autofree char *found = describe (findings);
  g_test_message ("%s", one->reply);
  g_assert_cmpstr (found, ==, one->found);
}

static void
test_places (void)
{
  g_autoptr (GPtrArray) findings = check (SEA "\n\n" SEA "[Insert a quotation here] " WIND, 0);
  const BookgenFinding *gap = g_ptr_array_index (findings, 0);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpuint (gap->line, ==, 3);
  g_assert_cmpstr (gap->words, ==, "[Insert a quotation here]");
}

static void
test_repair (void)
{
  static const struct {
    const char *reply;
    guint target_words;
    const char *told; /* part of what the model is told; NULL: it is not asked again */
  } cases[] = {
    { SEA WIND, 0, NULL },
    { SEA WIND, 200, NULL },
    { SEA "And then the", 0, "stopped in the middle" },
    { "I'm sorry, but I can't help with that.", 200, "refusal" },
    { SEA "TBD.", 200, "“TBD" },
    { SEA "TBD.", 200, "instead of 200" },
    { SEA "\n\n## Moon\n\n" WIND "\n\n## Moon\n\n" SEA, 0, NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = check (cases[i].reply, cases[i].target_words);
      g_autofree char *note = bookgen_check_dup_note (findings);
      g_test_message ("%s", cases[i].reply);
      g_assert_cmpint (note != NULL, ==, cases[i].told != NULL);
      if (note != NULL)
        g_assert_nonnull (strstr (note, cases[i].told));
    }
}

/* Only a text that lacks nothing but its end is worth going on from. */
static void
test_lacks_end (void)
{
  static const struct {
    const char *reply;
    gboolean lacks_end;
  } cases[] = {
    { SEA WIND, FALSE },
    { SEA "And then the", TRUE },
    { SEA "TBD. And then the", FALSE },
    { "I'm sorry, but I can't help with that", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = check (cases[i].reply, 0);
      g_test_message ("%s", cases[i].reply);
      g_assert_cmpint (bookgen_check_lacks_end (findings), ==, cases[i].lacks_end);
    }
}

/* A text grows a hundredfold, and so does what is looked at; what is kept of it does not. */
static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "## H\n\nTBD as an AI, I {{x}} <think> number %u.\n\n", i % 7);
  BookgenCheckInput input = { .text = text->str };
  g_autoptr (GPtrArray) findings = bookgen_check_text (&input);
  g_autofree char *json = bookgen_findings_to_json (findings);
  g_assert_cmpuint (findings->len, <, 200);
  g_assert_cmpuint (strlen (json), <, 200000);
}

static void
add_cases (const char *name, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/check/%s/%u", name, i);
      g_test_add_data_func (path, &cases[i], test_cases);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("plain", plain, G_N_ELEMENTS (plain));
  add_cases ("voice", voices, G_N_ELEMENTS (voices));
  add_cases ("gaps", gaps, G_N_ELEMENTS (gaps));
  add_cases ("loops", loops, G_N_ELEMENTS (loops));
  add_cases ("headings", headings, G_N_ELEMENTS (headings));
  g_test_add_func ("/check/places", test_places);
  g_test_add_func ("/check/repair", test_repair);
  g_test_add_func ("/check/lacks-end", test_lacks_end);
  g_test_add_func ("/check/bounds", test_bounds);
  return g_test_run ();
}
