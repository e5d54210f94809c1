import type { Words } from './words.js';

export const de: Words = {
  yes: 'ja, jaa, jo, joo, jep, jepp, jup, jap, jawohl, jawoll, ja ja, ja doch, oh ja, aber ja',
  no: 'nein, nee, ne, nö, nöö, nein nein, oh nein, ach nein, auf keinen fall',
  agree: `
    klar, na klar, ja klar, alles klar, natürlich, selbstverständlich, sicher, aber sicher, sicherlich, auf jeden
    fall, jedenfalls, gern, gerne, ja gern, ja gerne, sehr gern, sehr gerne, gern doch, unbedingt, in ordnung,
    einverstanden, stimmt, richtig, genau, korrekt, okay, ok, oki, gut, na gut, warum nicht, mach das, machen sie das,
    mach mal, mach, machen wir, mach ruhig, tu das, tun sie das, los, nur zu, absolut, definitiv, bestimmt, ich denke
    schon, ich glaube schon, das wäre gut`,
  decline: `
    nein danke, nee danke, ne danke, lieber nicht, eher nicht, besser nicht, bitte nicht, nicht jetzt, jetzt nicht, im
    moment nicht, gerade nicht, momentan nicht, noch nicht, heute nicht, nicht nötig, nicht notwendig, nicht wirklich,
    nicht unbedingt, nicht doch, auf gar keinen fall, auf keinen fall, keinesfalls, keineswegs, niemals, nie,
    natürlich nicht, sicher nicht, ganz sicher nicht, bestimmt nicht, überhaupt nicht, gar nicht, später, vielleicht
    später, ein andermal, ein anderes mal, kein bedarf, kein interesse, möchte ich nicht, will ich nicht, ich will
    nicht, ich möchte nicht, das möchte ich nicht, das will ich nicht, vergiss es, vergessen sie es, stimmt nicht,
    schon gut, lass mal, lassen sie mal, passt schon, muss nicht sein`,
  accept: `
    verbinde mich, verbinden sie mich, bitte verbinden, verbinden, leite mich weiter, leiten sie mich weiter, stellen
    sie mich durch, stell mich durch, das wäre toll, das wäre super, das wäre nett, das wäre schön, das wäre prima,
    wäre toll, wäre super, wäre gut, wäre nett, wäre schön, wäre prima, super, prima, perfekt, toll, gute idee, das
    möchte ich, das will ich, möchte ich, will ich, würde ich gern, würde ich gerne, das würde ich gern, das würde ich
    gerne, ich bitte darum, sofort, jetzt, am besten sofort, so schnell wie möglich, endlich, wenn es geht, wenn
    möglich`,
  refuse: `
    brauche ich nicht, das brauche ich nicht, ich brauche das nicht, ich brauche keinen, ich brauche niemanden, brauch
    ich nicht, danke nein, nicht verbinden, kein mensch, kein mitarbeiter, ich komme klar, ich komm klar, komme klar,
    geht schon, das geht schon, es geht schon, mir geht es gut, alles gut, das war alles, das ist alles, ich mache das
    selbst, ich mach das selbst, ich rufe an, ich rufe später an, ich schaffe das, ich schaffe das schon, bin bedient,
    hat sich erledigt, erledigt, weiter mit dem bot, weiter`,
  soft: `
    kein problem, passt, das passt, das ist ok, das ist okay, ist ok, ist okay, ist gut, das ist gut, das ist in
    ordnung, macht nichts, kein thema, doch, schon, mal, halt, eben, also, erstmal, vielen, das, es, so, wirklich,
    aber, momentan, im moment, gerade, heute`,
  person: `
    ein mensch, einem menschen, einen menschen, mensch, menschen, person, eine person, einer person, jemand, jemandem,
    jemanden, mitarbeiter, ein mitarbeiter, einem mitarbeiter, einen mitarbeiter, mitarbeiterin, einer mitarbeiterin,
    echte person, einer echten person, echter mensch, einem echten menschen, berater, einem berater, einen berater,
    kundenservice, kundendienst, dem kundenservice, support`,
  please: 'bitte, bitte schön, bitte sehr, ich bitte sie, bidde',
  courtesy: `
    danke, danke schön, dankeschön, danke sehr, vielen dank, besten dank, dankend, hallo, hi, guten tag, guten morgen,
    guten abend, moin, servus, grüß gott, äh, ähm, hm, also, dann, doch, ach, oh, na, naja, nun, wohl, vielleicht, ich
    glaube, ich denke, glaube ich, denke ich, für mich, wäre nett, wäre schön, wäre super, entschuldigung, sorry,
    jetzt`,
  choosing: `
    ich nehme, ich nehm, nehme ich, nehm ich, ich nehme dann, nehmen wir, nehmen sie, nimm, ich wähle, wähle ich,
    wähle, auswählen, auswahl, ich entscheide mich für, ich bevorzuge, lieber, meine wahl, meine wahl ist, meine
    antwort ist, drücke, tippe, die antwort ist, und zwar`,
  wishing: `
    das ist, es ist, es wäre, das wäre, gib mir, geben sie mir, ich möchte, ich möchte gern, ich möchte gerne, ich
    will, ich würde gern, ich würde gerne, ich hätte gern, ich hätte gerne, ich brauche, ich bräuchte, ich benötige,
    ich suche, ich wünsche, ich interessiere mich für, ich habe eine frage zu, ich habe eine frage zum, ich habe eine
    frage zur, frage zu, frage zum, frage zur, eine frage zu, fragen zu, fragen zur, fragen zum, kann ich, könnte ich,
    kann ich bitte, darf ich, können sie, können sie bitte, kannst du, könnten sie, könntest du, zeig mir, zeige mir,
    zeigen sie mir, bring mich zu, bringen sie mich zu, geh zu, gehe zu, zu, hilfe bei, hilfe mit, hilf mir bei, hilf
    mir mit, es geht um, geht um, betrifft, bezüglich, wegen, mehr über, informationen zu, infos zu, sprechen mit,
    verbinde mich mit, verbinden sie mich mit, weiter mit, möchte, will, brauche, hätte gern, hätte gerne, haben,
    bekommen, sehen, machen, sprechen, wissen, nehmen`,
  the: 'der, die, das, den, dem, des',
  small: `
    ein, eine, einen, einem, einer, eines, mein, meine, meinen, meinem, meiner, unser, unsere, ihr, ihre, mit, zu,
    zum, zur, von, vom, für, über, und, mir, mich`,
  nouns: `
    option, auswahl, nummer, nr, punkt, möglichkeit, antwort, variante, knopf, buchstabe, wahl, eintrag, menüpunkt`,
  weak: `
    was, wer, wen, wem, wo, wann, warum, wieso, wie, wieviel, welche, welcher, welches, ist, sind, bin, war, waren,
    sein, hat, habe, haben, hatte, kann, können, konnte, wird, werden, würde, soll, sollte, muss, darf, ich, du, er,
    sie, es, wir, ihr, man, mir, dir, uns, euch, ihnen, dies, diese, dieser, dieses, hier, da, dort, wenn, ob, oder,
    aber, dass, weil, als, auch, noch, schon, nur, mehr, sehr, viel, alle, alles, andere, anderes, auf, in, im, an,
    am, aus, bei, nach, vor, um, bis, durch, jetzt, heute, bitte, danke, hallo, gut, möchte, will, brauche, machen,
    tun, geht, gibt, los`,
  not: 'nicht, kein, keine, keinen, keinem, keiner, nein, nie, niemals, nichts, ohne, weder',
  numbers: `
    eins/ein/eine, zwei/zwo, drei, vier, fünf/fuenf, sechs, sieben, acht, neun, zehn, elf, zwölf/zwoelf, dreizehn,
    vierzehn, fünfzehn, sechzehn, siebzehn, achtzehn, neunzehn, zwanzig`,
  ordinals: `
    erste/erster/erstes/ersten, zweite/zweiter/zweites/zweiten, dritte/dritter/drittes/dritten,
    vierte/vierter/viertes/vierten, fünfte/fünfter/fünftes/fünften/fuenfte, sechste/sechster/sechstes/sechsten,
    siebte/siebter/siebtes/siebten, achte/achter/achtes/achten, neunte/neunter/neuntes/neunten,
    zehnte/zehnter/zehntes/zehnten`,
  last: 'letzte, letzter, letztes, letzten, allerletzte',
  shunned: 'ein, eine, elf',
};
