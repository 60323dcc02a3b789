/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import.h"

#include <string.h>

/* A file, and what is read of it: "format|title|author" and the tree, a tab a level. */
typedef struct {
  const char *name; /* of the test, and after the last "/" of the file */
  const char *in;
  const char *out;
} Case;

static const Case cases[] = {
  { "markdown/headings.md", "# One\n\ntext\n\n### Skipped\n\n# Two\n", "markdown||\nOne\n\tSkipped\nTwo\n" },
  { "markdown/setext.md", "One\n===\n\nSub\n---\n", "markdown|One|\nOne\n\tSub\n" },
  { "markdown/code.md", "# One\n\n```\n# no heading\n```\n\n    # nor this\n", "markdown||\nOne\n" },
  { "markdown/inline.md", "# A *b* [c](d) `e` <i>f</i> &amp; {#id}\n", "markdown||\nA b c `e` f &\n" },
  { "markdown/matter.md", "---\ntitle: \"The Sea\"\nauthor: Jo\n---\n# One\n", "markdown|The Sea|Jo\nOne\n" },
  { "markdown/bold.md", "**One**\n\ntext\n\n**Two**\n\ntext\n", "markdown||\nOne\nTwo\n" },
  { "markdown/list.md", "# Book\n\n- One\n  - Sub\n- Two\n", "markdown|Book|\nBook\n\tOne\n\t\tSub\n\tTwo\n" },
  { "markdown/points.md", "# One\n\n- point\n\n# Two\n\n- point\n", "markdown||\nOne\nTwo\n" },
  { "markdown/parts.md", "# Part 1: A\n\n- One\n\n# Part 2: B\n\n- Two\n", "markdown||\nA\n\tOne\nB\n\tTwo\n" },
  { "markdown/summary.md", "# Summary\n\n[Preface](p.md)\n\n- [One](1.md)\n  - [Sub](s.md)\n\n# Part\n\n- [Two]()\n\n---\n\n[After](a.md)\n",
    "markdown||\nSummary\nPreface\nOne\n\tSub\nPart\nTwo\nAfter\n" },
  { "markdown/toml.md", "+++\ntitle = \"Sea\"\nauthor = 'Jo'\n+++\n# One\n", "markdown|Sea|Jo\nOne\n" },
  { "markdown/folded.md", "---\ntitle: >\n  The\n  Sea\nauthor:\n  - Jo\n  - Bo\n...\n# One\n", "markdown|The Sea|Jo, Bo\nOne\n" },
  { "markdown/percent.md", "% Sea\n% Jo\n\n# One\n", "markdown|Sea|Jo\nOne\n" },
  { "markdown/matter-list.md", "---\ntitle: Sea\n---\n- One\n- Two\n", "list|Sea|\nOne\nTwo\n" },
  { "markdown/toc.md", "# Sea\n\n## Contents\n\n- [Fog](#fog)\n- [Sun](#sun)\n\n## Fog\n\n## Sun\n", "markdown|Sea|\nSea\n\tFog\n\tSun\n" },
  { "markdown/chapters.md", "# Sea\n\n## Chapters\n\n1. Fog\n2. Sun\n", "markdown|Sea|\nSea\n\tFog\n\tSun\n" },
  { "markdown/bold-lines.md", "**Chapter 1: Fog**\nHe walks.\n\n**Chapter 2:** Sun\n", "markdown||\nFog\nSun\n" },
  { "markdown/tasks.md", "# Sea\n\n- [x] Fog\n- [ ] Sun\n", "markdown|Sea|\nSea\n\tFog\n\tSun\n" },
  { "markdown/tight.md", "#Fog\n##Dawn\n#Sun\n", "markdown||\nFog\n\tDawn\nSun\n" },
  { "markdown/html.md", "<h1 align=\"center\">Sea</h1>\n\n<p><img src=\"a\"></p>\n\n## Fog\n\n## Sun\n", "markdown|Sea|\nSea\n\tFog\n\tSun\n" },
  { "markdown/table.md", "# Sea\n\n| # | Chapter | Brief |\n|---|:-------|---|\n| 1 | Fog | dim |\n| 2 | Sun | |\n", "markdown|Sea|\nSea\n\tFog\n\tSun\n" },
  { "markdown/picture.md", "# Fog ![icon](a.png)\n\n# ![Sun](b.png)\n", "markdown||\nFog\nSun\n" },
  { "markdown/overline.rst", "=====\nSea\n=====\n\nFog\n===\n\nDawn\n----\n\nSun\n===\n", "markdown|Sea|\nSea\n\tFog\n\t\tDawn\n\tSun\n" },
  { "list/divided.txt", "- One\n- Two\n=====\n- Three\n", "list||\nOne\nTwo\nThree\n" },
  { "list/below-title.txt", "The Sea\n=======\n\nChapter 1: Fog\nChapter 2: Sun\n", "markdown|The Sea|\nFog\nSun\n" },
  { "list/below-heading.md", "# The Sea\n\nChapter 1: Fog\nChapter 2: Sun\n", "markdown|The Sea|\nFog\nSun\n" },
  { "list/notes-below-heading.md", "# Fog\n\nmeet Bob\nlose the key\nfind it\n", "markdown||\nFog\n" },
  { "list/prose-below-title.txt", "Fog\n===\n\nIt was dim.\nIt was dark.\nIt was late.\n", "markdown||\nFog\n" },
  { "list/bullets.txt", "- One\n  - Sub\n* Two\n", "list||\nOne\n\tSub\nTwo\n" },
  { "list/tabs.txt", "• One\n\t◦ Sub\n\t\t▪ Deep\n• Two\n", "list||\nOne\n\tSub\n\t\tDeep\nTwo\n" },
  { "list/three-spaces.txt", "- One\n   - Sub\n      - Deep\n   - Sub\n", "list|One|\nOne\n\tSub\n\t\tDeep\n\tSub\n" },
  { "list/between.txt", "- One\n    - Sub\n  - Sub\n- Two\n", "list||\nOne\n\tSub\n\tSub\nTwo\n" },
  { "list/tasks.txt", "- [ ] One\n- [x] Two\n", "list||\nOne\nTwo\n" },
  { "list/wrapped.txt", "- A title that goes on for so long that it does not fit\n  on one line\n- Two\n",
    "list||\nA title that goes on for so long that it does not fit on one line\nTwo\n" },
  { "list/title.txt", "The Sea\n\n- One\n- Two\n", "list|The Sea|\nOne\nTwo\n" },
  { "list/groups.txt", "Coast:\n- One\n\nDeep:\n- Two\n", "list||\nCoast\n\tOne\nDeep\n\tTwo\n" },
  { "numbered/dotted.txt", "1. One\n1.1 Sub\n1.1.1 Deep\n1.2 Sub\n2. Two\n", "numbered||\nOne\n\tSub\n\t\tDeep\n\tSub\nTwo\n" },
  { "numbered/schemes.txt", "I. One\nA. Sub\n1. Deep\n2. Deep\nB. Sub\nII. Two\n", "numbered||\nOne\n\tSub\n\t\tDeep\n\t\tDeep\n\tSub\nTwo\n" },
  { "numbered/letter-i.txt", "G. One\nH. Two\n", "indented||\nG. One\nH. Two\n" },
  { "numbered/parts.txt", "Part I: A\nChapter 1: One\nChapter 2: Two\nPart II: B\nChapter 3: Three\nEpilogue\n",
    "numbered||\nA\n\tOne\n\tTwo\nB\n\tThree\nEpilogue\n" },
  { "numbered/restart.txt", "Part I\n1. One\n2. Two\nPart II\n1. Three\n", "numbered||\nPart I\n\tOne\n\tTwo\nPart II\n\tThree\n" },
  { "numbered/right.txt", " 9. Nine\n10. Ten\n", "numbered||\nNine\nTen\n" },
  { "numbered/title-below.txt", "CHAPTER I\n\nThe Sea\n\nCHAPTER II\n\nThe Land\n", "numbered||\nThe Sea\nThe Land\n" },
  { "numbered/year.txt", "1. One\n1984 was long ago\n2. Two\n3 ways to sail\n", "numbered||\nOne\nTwo\n" },
  { "numbered/bare.txt", "1 One\n2 Two\n3 Three\n", "numbered||\nOne\nTwo\nThree\n" },
  { "numbered/contents.txt", "1. One ....... 3\n1.1 Sub\t5\n2. Two ...... 9\n", "numbered||\nOne\n\tSub\nTwo\n" },
  { "numbered/page.txt", "Contents\n\nPreface ..... v\nI. One ..... 1\n   1. Sub ..... 2\nII. Two ..... 5\nIndex ..... 9\n",
    "numbered||\nPreface\nOne\n\tSub\nTwo\nIndex\n" },
  { "numbered/weeks.txt", "Week 1: A\n  Lesson 1: One\nWeek 2: B\n  Lesson 2: Two\n", "numbered||\nA\n\tOne\nB\n\tTwo\n" },
  { "numbered/han.txt", "第一章 海\n第二章 山\n", "numbered||\n海\n山\n" },
  { "numbered/number-words.txt", "Chapter One\nFog\n\nChapter Twenty-One\nSun\n", "numbered||\nFog\nSun\n" },
  { "numbered/ordinals.txt", "Erster Teil: A\n1. Kapitel: Fog\nZweiter Teil: B\n2. Kapitel – Sun\n", "numbered||\nA\n\tFog\nB\n\tSun\n" },
  { "numbered/french.txt", "PREMIÈRE PARTIE\u00a0: A\n\nChapitre premier : Fog\nLes 3 rois\nChapitre II : Sun\n\n2e partie : B\n",
    "numbered||\nA\n\tFog\n\tSun\nB\n" },
  { "numbered/russian.txt", "Часть первая. Лес\nГлава 1. Утро\nЧасть вторая. Поле\nГлава 2. День\n", "numbered||\nЛес\n\tУтро\nПоле\n\tДень\n" },
  { "numbered/arabic.txt", "الفصل الأول: البداية\nالفصل الثاني: الطريق\n", "numbered||\nالبداية\nالطريق\n" },
  { "numbered/wide-spaces.txt", "第一卷 风起\n　第1章　山村\n　第2章　出门\n", "numbered||\n风起\n\t山村\n\t出门\n" },
  { "numbered/zeros.txt", "1.0 A\n1.1 Sub\n2.0 B\n2.1 Sub\n", "numbered||\nA\n\tSub\nB\n\tSub\n" },
  { "numbered/signs.txt", "1\ufe0f\u20e3 Fog\n② Sun\n", "numbered||\nFog\nSun\n" },
  { "list/arrows.txt", "→ One\n   → Sub\n→ Two\n", "list||\nOne\n\tSub\nTwo\n" },
  { "numbered/wrapped-page.txt", "1 Fog ..... 3\n2 A title that goes on\n  On its second line ..... 9\n3 Sun ..... 12\nSources ..... 20\n",
    "numbered||\nFog\nA title that goes on On its second line\nSun\nSources\n" },
  { "numbered/hanging.txt", "1. The keepers of the\n   lighthouse\n2. Sun\n", "numbered||\nThe keepers of the lighthouse\nSun\n" },
  { "indented/paragraphs.txt", "Fog\n\nHe walks along the river until the fog lifts and all boats can be seen.\n\nSun\n\nIt shines.\n",
    "indented||\nFog\nSun\n" },
  { "indented/divided.txt", "One\nTwo\n=====\nThree\n\n-----\n\nFour\n", "indented||\nOne\nTwo\nThree\nFour\n" },
  { "indented/below-title.txt", "The Sea\n=======\nFog\nSun\nRain\n", "markdown|The Sea|\nFog\nSun\nRain\n" },
  { "indented/tabs.txt", "One\n\tSub\n\t\tDeep\nTwo\n", "indented||\nOne\n\tSub\n\t\tDeep\nTwo\n" },
  { "indented/spaces.txt", "One\n   Sub\n      Deep\n   Sub\n", "indented|One|\nOne\n\tSub\n\t\tDeep\n\tSub\n" },
  { "vimoutliner/body.otl", "One\n\t: text\n\t[_] 50% Sub\n\t\t: more\nTwo\n", "vimoutliner||\nOne\n\tSub\nTwo\n" },
  { "opml/text.opml",
    "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>The Sea</title><ownerName>Jo</ownerName></head><body>"
    "<outline text=\"One &amp; only\"><outline text=\"&lt;b&gt;Sub&lt;/b&gt;\"/></outline><outline text=\"\"/>"
    "<outline text=\"No\" isComment=\"true\"><outline text=\"No\"/></outline><outline name=\"Two\"/></body></opml>",
    "opml|The Sea|Jo\nOne & only\n\tSub\nUntitled\nTwo\n" },
  { "opml/case.opml", "<OPML><BODY><OUTLINE TEXT=\"Fog &amp; Sun\"><outline Text=\"Dawn & Dusk\"/></OUTLINE></BODY></OPML>", "opml|Fog & Sun|\nFog & Sun\n\tDawn & Dusk\n" },
  { "opml/markup.opml", "<opml><body><outline text=\"**Part I**\"><outline text=\"[Fog](http://a.org)\"/></outline></body></opml>", "opml||\nPart I\n\tFog\n" },
  { "opml/damaged.opml", "<opml><body><outline text=\"One\"><outline text=\"Sub\"></body>", "opml|One|\nOne\n\tSub\n" },
  { "opml/entity.opml", "<!DOCTYPE opml [<!ENTITY x \"no\">]><opml><body><outline text=\"a&eacute;&x;\"/></body></opml>", "opml||\naé\n" },
  { "org/headlines.org",
    "#+TITLE: The Sea\n#+AUTHOR: Jo\nbefore\n* TODO [#A] One :tag:\n:PROPERTIES:\n:ID: x\n:END:\ntext\n** Sub /with/ [[u][link]] [1/2]\n"
    "* COMMENT No\n** No\n* Two :noexport:\n* DONE Three\n#+begin_example\n* no\n#+end_example\n",
    "org|The Sea|Jo\nOne\n\tSub with link\nThree\n" },
  { "org/deep.org", "* A\n** B\n*** C\n**** D\n", "org|A|\nA\n\tB\n\t\tC\n" },
  { "org/deeper.org", "#+OPTIONS: H:4\n* A\n** B\n*** C\n**** D\n", "org|A|\nA\n\tB\n\t\tC\n\t\t\tD\n" },
  { "org/marks.org", "#+TITLE: The\n#+TITLE: Sea\n* Fog <2024-01-05 Fri>\n:PROPERTIES:\n:WORD_COUNT: 900\n:END:\n#+begin_comment\n* no\n#+end_comment\n* <<a>>Sun[fn:1]\n",
    "org|The Sea|\nFog\nSun\n" },
  { "org/lists.org", "#+TITLE: Sea\n\n- Fog\n  - Dawn\n- Sun\n", "org|Sea|\nFog\n\tDawn\nSun\n" },
  { "odt/flat.fodt",
    "<?xml version=\"1.0\"?><o:document xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:t=\"t\"><o:meta><title>Sea</title></o:meta>"
    "<o:body><o:text><t:h t:outline-level=\"1\">Fog</t:h><t:h t:outline-level=\"2\"><t:number>1</t:number>Dawn</t:h></o:text></o:body></o:document>",
    "odt|Sea|\nFog\n\tDawn\n" },
  { "docx/flat.xml",
    "<?xml version=\"1.0\"?><p:package xmlns:p=\"p\" xmlns:w=\"w\"><p:part p:name=\"/word/document.xml\"><p:xmlData><w:document><w:body><w:p><w:pPr>"
    "<w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Fog</w:t></w:r></w:p></w:body></w:document></p:xmlData></p:part></p:package>",
    "docx||\nFog\n" },
  { "freemind/map.mm",
    "<map version=\"1.0\"><node TEXT=\"Book\"><hook><stylenode TEXT=\"No\"/></hook><node TEXT=\"&lt;html&gt;&lt;b&gt;One&lt;/b&gt;&lt;/html&gt;\"/>"
    "<node><richcontent TYPE=\"NODE\"><html><body><p>Two</p></body></html></richcontent>"
    "<richcontent TYPE=\"NOTE\"><html><body><p>text</p></body></html></richcontent></node><node LOCALIZED_TEXT=\"three\"/></node></map>",
    "freemind|Book|\nBook\n\tOne\n\tTwo\n\tthree\n" },
  { "scrivener/p.scrivx",
    "<ScrivenerProject Author=\"Jo\"><Binder><BinderItem Type=\"DraftFolder\"><Title>Manuscrit</Title><Children>"
    "<BinderItem Type=\"Folder\"><Title>One</Title><Children><BinderItem Type=\"Text\"><Title>Sub</Title></BinderItem></Children></BinderItem>"
    "</Children></BinderItem><BinderItem Type=\"TrashFolder\"><Children><BinderItem><Title>No</Title></BinderItem></Children></BinderItem>"
    "</Binder></ScrivenerProject>",
    "scrivener|One|Jo\nOne\n\tSub\n" },
  { "ncx/toc.ncx",
    "<ncx><docTitle><text>The Sea</text></docTitle><navMap><navPoint><navLabel><text>One</text></navLabel>"
    "<navPoint><navLabel><text>Sub</text></navLabel></navPoint></navPoint></navMap></ncx>",
    "ncx|The Sea|\nOne\n\tSub\n" },
  { "csv/columns.csv", "Part,Chapter,Title,Summary,Words\nA,1,One,\"text, \"\"quoted\"\"\nand more\",900\nA,2,Two,,\nB,3,Three,,\n",
    "csv||\nA\n\tOne\n\tTwo\nB\n\tThree\n" },
  { "csv/semicolons.csv", "sep=;\nnumber;title\n1;One\n1.1;Sub\n2;Two\n", "csv||\nOne\n\tSub\nTwo\n" },
  { "csv/levels.tsv", "Level\tTitle\n1\tOne\n2\tSub\n1\tTwo\n", "csv||\nOne\n\tSub\nTwo\n" },
  { "csv/modules.csv", "module,lesson\nBasics,One\nBasics,Two\nMore,Three\n", "csv||\nBasics\n\tOne\n\tTwo\nMore\n\tThree\n" },
  { "csv/german.csv", "Titel;Kapitel;Beschreibung;Wörter;Teil\nNebel;1;\"Er wacht;\ngeht\";900;Anfang\nSonne;2;;;Anfang\nRegen;3;;;Ende\n",
    "csv||\nAnfang\n\tNebel\n\tSonne\nEnde\n\tRegen\n" },
  { "csv/french.csv", "Partie,Chapitre,Titre,Résumé,Mots\nI,1,Brume,\"a, b\",900\nII,2,Pluie,,\n", "csv||\nPartie I\n\tBrume\nPartie II\n\tPluie\n" },
  { "csv/other-columns.csv", "Name,Status,Part,Word Target,Tags\nFog,Draft,One,1200,\"a, b\"\nRain,Idea,Two,,\n", "csv||\nOne\n\tFog\nTwo\n\tRain\n" },
  { "csv/title-above.csv", "My Plan,,\n,,\nChapter,Title,Words\n1,Fog,900\n2,Sun,800\n", "csv|My Plan|\nFog\nSun\n" },
  { "csv/two-titles.csv", "Chapter Title|Section Title\nFog|Dawn\n|Noon\nSun|Dusk\n", "csv||\nFog\n\tDawn\n\tNoon\nSun\n\tDusk\n" },
  { "csv/kinds.csv", "Type,Title\nPart,A\nChapter,Fog\nPart,B\nChapter,Sun\n", "csv||\nA\n\tFog\nB\n\tSun\n" },
  { "csv/heading-levels.csv", "Level,Heading\nH1,A\nH2,Fog\nH1,B\n", "csv||\nA\n\tFog\nB\n" },
  { "csv/numbers-only.csv", "Part,Chapter,Summary\n1,1,a\n1,2,b\n2,3,c\n", "csv||\nPart 1\n\tChapter 1\n\tChapter 2\nPart 2\n\tChapter 3\n" },
  { "csv/prose.txt", "First, one\nSecond, two\nThird, three\n", "indented||\nFirst, one\nSecond, two\nThird, three\n" },
  { "json/course.json",
    "{\"title\":\"Sea\",\"modules\":[{\"title\":\"Basics\",\"lessons\":[{\"title\":\"One\",\"points\":[\"a\"]},\"Two\"]},{\"name\":\"More\"}]}",
    "json|Sea|\nBasics\n\tOne\n\tTwo\nMore\n" },
  { "json/fence.txt", "Here is the outline:\n```json\n{\"chapters\": [\"One\", \"Two\",],}\n```\nEnjoy!\n", "json||\nOne\nTwo\n" },
  { "json/without-titles.json", "{\"title\": \"Sea\", \"chapters\": [{\"title\": \"\", \"summary\": \"s\"}, {\"title\": null}, {\"title\": \"One\"}]}",
    "json|Sea|\nUntitled\nUntitled\nOne\n" },
  { "json/map.json", "{\"Part A\": [\"One\", \"Two\"], \"Part B\": {\"Three\": \"about it\"}}", "json||\nPart A\n\tOne\n\tTwo\nPart B\n\tThree\n" },
  { "json/among-words.txt", "See [1] and this:\n{\"chapters\": [\"One\", \"Two\"]}\nor [2].\n", "json||\nOne\nTwo\n" },
  { "json/lines.json", "{\"title\": \"One\"}\n{\"title\": \"Two\"}\n", "json||\nOne\nTwo\n" },
  { "json/kinds.json", "{\"children\": [{\"title\": \"Sea\", \"kind\": \"module\", \"children\": [{\"title\": \"One\", \"kind\": \"lesson\"}]}]}",
    "json||\nSea\n\tOne\n" },
  { "json/numbers.json", "{\"1\": \"One\", \"2\": \"Two\"}", "json||\nOne\nTwo\n" },
  { "json/array.json", "[{\"chapter\": 1, \"title\": \"One\"}, {\"chapter\": 2, \"title\": \"Two\"}]", "json||\nOne\nTwo\n" },
  { "json/comments.json", "// mine\n{\n  title: 'Sea', /* it's */\n  'chapters': [\"a // b\", 'it\\'s \"so\"',],\n}", "json|Sea|\na // b\nit's \"so\"\n" },
  { "json/escapes.json", "{\"chapters\": [\"A\\333b\", \"C\\ud83d\", \"\\ud83d\\ude00 D\", \"\\u00e9\\t\\/e\"]}",
    "json||\nA\\333b\nC\\ud83d\n😀 D\né /e\n" },
  { "json/python.json", "{'title': 'Sea', 'draft': True, 'chapters': [{'name': 'One', 'notes': None}]}", "json|Sea|\nOne\n" },
  { "json/levels.json", "{\"level\":1,\"title\":\"A\"}\n{\"level\":2,\"title\":\"Fog\"}\n{\"level\":1,\"title\":\"B\"}\n", "json||\nA\n\tFog\nB\n" },
  { "json/numbered-keys.json", "{\"chapters\":{\"1\":{\"title\":\"Fog\",\"sections\":{\"1.1\":\"a\"}},\"chapter_2\":\"Sun\"}}", "json||\nFog\n\ta\nSun\n" },
  { "json/details.json", "{\"Chapter 1: Fog\": \"about\", \"Chapter 2: Sun\": {\"summary\": \"x\", \"key_points\": [\"y\"]}}", "json||\nFog\nSun\n" },
  { "json/inner.json", "{\"data\":{\"text\":\"Sea\"},\"children\":[{\"data\":{\"text\":\"Fog\"},\"children\":[{\"data\":{\"text\":\"a\"}}]}]}", "json|Sea|\nFog\n\ta\n" },
  { "json/weeks.json", "{\"syllabus\":{\"weeks\":[{\"week\":1,\"topic\":\"Shell\",\"readings\":[\"a\"]},{\"week\":2,\"topic\":\"Files\"}]}}", "json||\nShell\nFiles\n" },
  { "json/own-list.json", "{\"titel\":\"See\",\"autor\":{\"name\":\"Jo\"},\"kapitel\":[{\"titel\":\"Nebel\"},{\"title\":1984}]}", "json|See|Jo\nNebel\n1984\n" },
  { "html/headings.html",
    "<!DOCTYPE html><html><head><title>Sea</title><style>h1{}</style></head><body><nav><ul><li>Site</li></ul></nav><h1>One</h1><p>text</p>"
    "<h2>Sub <em>x</em></h2><h1>Two</h1><h2 style=\"display: none\">No</h2></body></html>",
    "html|Sea|\nOne\n\tSub x\nTwo\n" },
  { "html/lists.html", "<ul><li><p>One</p><ul><li>Sub</li></ul></li><li>Two</li></ul>", "html||\nOne\n\tSub\nTwo\n" },
  { "html/contents.html",
    "<html><body><h1>Sea</h1><div><h2>Contents</h2><ol><li><a href=\"#1\">One</a></li></ol><ol><li><a href=\"#2\">Two</a></li></ol></div>"
    "<h2>One</h2><p>text</p><h2>Two</h2><p>text</p></body></html>",
    "html||\nOne\nTwo\n" },
  { "html/table.html", "<table><tr><td>1</td><td>One</td><td>7</td></tr><tr><td>2</td><td>Two</td><td>9</td></tr><tr><td>3</td><td>Three</td><td>12</td></tr></table>",
    "html||\nOne\nTwo\nThree\n" },
  { "html/blog.html",
    "<html><head><title>Bread - Blog</title></head><body><header class=\"site-header\"><h1>Blog</h1></header><main><h1>Bread</h1>"
    "<h2>Flour<a class=\"anchor\" href=\"#f\">#</a></h2><p>x</p><h2>Water <a href=\"#w\">¶</a></h2></main><div id=\"comments\"><h2>2 thoughts</h2></div></body></html>",
    "html|Bread|\nBread\n\tFlour\n\tWater\n" },
  { "html/toc.html", "<ul class=\"side toc\"><li><a>1 Fog</a><ul><li><a>1.1 Dawn</a></li></ul></li><li><a>2 Sun</a></li></ul>", "html||\nFog\n\tDawn\nSun\n" },
  { "html/terms.html", "<h1>Sea</h1><dl><dt>Fog</dt><dd>dim</dd><dt>Sun</dt><dd>light<ul><li>Dusk</li></ul></dd></dl>", "html|Sea|\nSea\n\tFog\n\tSun\n\t\tDusk\n" },
  { "html/details.html", "<h1>Sea</h1><details><summary>Module 1: A</summary><ul><li>Fog</li></ul></details><details><summary>Module 2: B</summary><ul><li>Sun</li></ul></details>",
    "html|Sea|\nSea\n\tA\n\t\tFog\n\tB\n\t\tSun\n" },
  { "html/columns.html", "<table><tr><th>Chapter</th><th>Title</th><th>Summary</th></tr><tr><td>1</td><td>Fog</td><td>dim</td></tr><tr><td>2</td><td>Sun</td><td></td></tr></table>",
    "html||\nFog\nSun\n" },
  { "html/sections.html", "<article><section><h1>Fog</h1><section><h1>Dawn</h1></section></section><section><h1>Sun</h1></section></article>", "html||\nFog\n\tDawn\nSun\n" },
  { "html/word.html", "<html><body><p class=MsoTitle>Sea</p><h1>Fog</h1><p><![if !supportLists]>1.<![endif]>x</p><h1>Sun</h1></body></html>", "html|Sea|\nFog\nSun\n" },
  { "html/lines.html", "<p>1. One</p><p>1.1 Sub</p><p>2. Two</p>", "html||\nOne\n\tSub\nTwo\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (c->in, strlen (c->in));
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, strrchr (c->name, '/') + 1, &error);
  g_autofree char *tree = NULL, *all = NULL;

  g_assert_no_error (error);
  tree = bookgen_import_items_to_text (import->items);
  all = g_strdup_printf ("%s|%s|%s\n%s", import->format, import->title, import->author, tree);
  g_assert_cmpstr (all, ==, c->out);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-formats/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
