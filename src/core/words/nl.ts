import type { Words } from './words.js';

export const nl: Words = {
  yes: 'ja, jaa, jah, jawel, jazeker, ja hoor, ja ja, jep, yep, zeker weten, oh ja, ja toch',
  no: 'nee, neen, neej, nee hoor, nee nee, nope, oh nee',
  agree: `
    zeker, graag, ja graag, heel graag, natuurlijk, uiteraard, tuurlijk, prima, oké, oke, ok, okay, is goed, goed, dat
    is goed, akkoord, doe maar, doe dat maar, doe dat, ga je gang, ga uw gang, ga maar, klopt, dat klopt, inderdaad,
    precies, juist, correct, waarom niet, absoluut, beslist, met plezier, ik denk het wel, ik denk van wel, vooruit,
    toe maar, lijkt me goed, dat lijkt me goed, mag, mag wel, dat mag, sure`,
  decline: `
    nee bedankt, nee dank je, nee dank u, nee dankjewel, nee dank je wel, nee dank u wel, nu niet, niet nu, nog niet,
    vandaag niet, op dit moment niet, liever niet, beter van niet, niet nodig, dat is niet nodig, is niet nodig, hoeft
    niet, dat hoeft niet, het hoeft niet, hoeft niet hoor, niet echt, helemaal niet, absoluut niet, zeker niet,
    natuurlijk niet, tuurlijk niet, beslist niet, geenszins, nooit, later, misschien later, een andere keer, ik wil
    niet, ik wil het niet, wil ik niet, dat wil ik niet, geen interesse, geen behoefte, laat maar, laat maar zitten,
    vergeet het, ik denk het niet, ik denk van niet, klopt niet`,
  accept: `
    verbind me door, verbind mij door, verbind mij, verbind me, doorverbinden, zet me door, dat wil ik, wil ik, dat
    wil ik graag, wil ik graag, dat zou fijn zijn, dat zou mooi zijn, dat zou goed zijn, zou fijn zijn, fijn, top,
    perfect, mooi, goed idee, dat zou ik graag willen, zou ik graag willen, lijkt me fijn, meteen, nu, direct, zo snel
    mogelijk, eindelijk, als het kan, als dat kan, indien mogelijk`,
  refuse: `
    heb ik niet nodig, dat heb ik niet nodig, ik heb niemand nodig, ik heb het niet nodig, ik red me wel, red me wel,
    ik kom er wel uit, kom er wel uit, ik doe het zelf, ik doe het zelf wel, ik bel later, ik bel zelf wel, gaat wel,
    het gaat wel, gaat zo wel, het is al goed, al goed, dat was alles, dat is alles, niet doorverbinden, ga maar
    verder, verder`,
  soft: `
    geen probleem, geen punt, maakt niet uit, dat is prima, het is goed, best, hoor, toch, wel, maar, dan, eens, even,
    dat, het, voorlopig, op dit moment, vandaag`,
  person: `
    een mens, mens, een persoon, persoon, iemand, een medewerker, medewerker, een medewerkster, een echt persoon, een
    echte persoon, een echt mens, echt mens, een echte medewerker, een agent, agent, een collega, de klantenservice,
    klantenservice, een adviseur, adviseur`,
  please: 'alsjeblieft, alstublieft, aub, a u b, asjeblieft, graag',
  courtesy: `
    bedankt, dank je, dank u, dankjewel, dankuwel, dank je wel, dank u wel, hartelijk dank, thanks, hallo, hoi, hey,
    dag, goedemorgen, goedemiddag, goedenavond, goedendag, eh, ehm, euh, uh, hmm, nou, dan, eens, even, maar, denk ik,
    ik denk, misschien, sorry, pardon, nu, hoor`,
  choosing: `
    ik kies, ik neem, ik kies voor, kies, neem, doe, doe maar, ik ga voor, ik selecteer, selecteer, mijn keuze is,
    mijn antwoord is, liever, ik heb liever, druk op, typ`,
  wishing: `
    geef mij, geef me, het is, dat is, dat wordt, het wordt, ik wil, ik wil graag, ik wou, ik wou graag, ik zou graag,
    ik zou graag willen, ik zou willen, ik wens, ik heb, ik heb graag, ik zoek, ik moet, ik ben op zoek naar, ik ben
    geïnteresseerd in, ik heb een vraag over, een vraag over, vraag over, vragen over, kan ik, kan ik misschien, mag
    ik, zou ik, kun je, kunt u, kan je, kan u, zou u, laat me, laat mij, laat zien, laat me zien, toon me, toon, breng
    me naar, ga naar, naar, hulp met, hulp bij, help me met, help mij met, het gaat over, het gaat om, gaat over,
    over, betreft, meer over, informatie over, info over, praten met, spreken met, verbind me met, verbind mij met,
    zien, spreken, praten, hebben, doen, willen, nodig, krijgen, weten`,
  the: 'de, het',
  small: 'een, van, voor, met, naar, en, mijn, m n, ons, onze, uw, jouw, te, aan, mij, me',
  nouns: 'optie, keuze, nummer, nr, antwoord, knop, letter, mogelijkheid, regel, punt',
  weak: `
    wat, wie, waar, wanneer, waarom, hoe, hoeveel, welke, welk, is, zijn, ben, was, waren, heb, heeft, hebben, had,
    kan, kunnen, kon, zal, zou, moet, mag, wil, wilt, ik, jij, je, u, hij, zij, ze, wij, we, jullie, hem, haar, hen,
    dit, deze, die, dat, er, hier, daar, als, of, maar, omdat, ook, nog, al, meer, veel, heel, alle, alles, ander,
    andere, anders, op, in, uit, bij, om, door, tot, over, nu, vandaag, goed, hallo, dank, bedankt, ja, doen, gaan,
    zien`,
  not: 'niet, geen, nee, nooit, niets, niks, niemand, zonder, noch',
  numbers: `
    één/een, twee, drie, vier, vijf, zes, zeven, acht, negen, tien, elf, twaalf, dertien, veertien, vijftien, zestien,
    zeventien, achttien, negentien, twintig`,
  ordinals: 'eerste, tweede, derde, vierde, vijfde, zesde, zevende, achtste, negende, tiende',
  last: 'laatste, allerlaatste',
  shunned: 'een, elf',
};
