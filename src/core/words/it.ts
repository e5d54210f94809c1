import type { Words } from './words.js';

export const it: Words = {
  yes: 'sì, si, sii, sì sì, certo che sì, ma sì, oh sì',
  no: 'no, noo, no no, ma no, certo che no, assolutamente no',
  agree: `
    certo, certamente, certo che sì, va bene, d accordo, volentieri, molto volentieri, con piacere, ok, okay, ovvio,
    ovviamente, naturalmente, assolutamente, assolutamente sì, sicuro, sicuramente, esatto, esattamente, giusto,
    corretto, perfetto, perché no, fai pure, faccia pure, prego, procedi, proceda, vai, facciamolo, penso di sì, credo
    di sì, direi di sì, mi va bene, senz altro, affermativo`,
  decline: `
    macché, neanche per sogno,    no grazie, non ora, non adesso, ora no, adesso no, per ora no, per adesso no, al momento no, non al momento, non
    ancora, non oggi, oggi no, non serve, non mi serve, non importa, non è necessario, non c è bisogno, non ce n è
    bisogno, non voglio, non lo voglio, non mi interessa, preferisco di no, preferirei di no, meglio di no, meglio no,
    direi di no, penso di no, credo di no, per niente, niente affatto, affatto, mai, più tardi, magari dopo, magari
    più tardi, forse dopo, un altra volta, dopo, lascia stare, lasci stare, lascia perdere, negativo, ovviamente no,
    certo che no`,
  accept: `
    lo voglio, voglio, mi piacerebbe, mi farebbe piacere, vorrei, mettimi in contatto, mi metta in contatto, passami,
    mi passi, mi colleghi, collegami, trasferiscimi, sarebbe bello, sarebbe perfetto, sarebbe ottimo, sarebbe utile,
    ottima idea, buona idea, ottimo, ne ho bisogno, ho bisogno, subito, adesso, ora, al più presto, il prima
    possibile, finalmente, se possibile, se è possibile`,
  refuse: `
    non ne ho bisogno, non ho bisogno, non ho bisogno di nessuno, sto bene così, sto bene, va bene così, sono a posto,
    a posto così, tutto a posto, faccio da solo, faccio da sola, faccio io, mi arrangio, ci penso io, è tutto, basta
    così, nient altro, continuiamo, non passarmi nessuno, richiamo io`,
  soft: `
    bene, va beh, vabbè, non c è problema, nessun problema, non so, non lo so, non fa niente, non fa nulla, è lo stesso, allora, dai,
    beh, ecco, pure, davvero, per ora, per adesso, al momento`,
  person: `
    una persona, persona, un umano, umano, un essere umano, un operatore, operatore, un operatrice, operatrice, un
    agente, agente, qualcuno, una persona reale, una persona vera, persona vera, un consulente, consulente, un
    addetto, un rappresentante, un collega, assistenza, servizio clienti`,
  please: 'per favore, perfavore, per piacere, per cortesia, cortesemente, gentilmente, ti prego, la prego',
  courtesy: `
    grazie, grazie mille, molte grazie, tante grazie, ti ringrazio, la ringrazio, ciao, salve, buongiorno, buon
    giorno, buonasera, buona sera, ehm, eh, mmm, hmm, beh, allora, dunque, bene, ecco, quindi, penso, credo, direi,
    forse, magari, scusa, scusi, mi scusi, ah, oh, adesso, ora`,
  choosing: `
    scelgo, prendo, seleziono, preferisco, preferirei, opto per, vado con, la mia scelta è, la mia risposta è,
    scegliere, selezionare, facciamo, diciamo, premo, mi prendo`,
  wishing: `
    dammi, mi dia, è, sarebbe, voglio, vorrei, mi piacerebbe, desidero, ho bisogno di, ho bisogno, mi serve, mi
    servono, cerco, sto cercando, mi interessa, mi interessano, sono interessato a, sono interessata a, ho una domanda
    su, ho una domanda sul, ho una domanda sulla, una domanda su, domanda su, posso, potrei, puoi, può, potresti,
    potrebbe, mostrami, mi mostri, fammi vedere, mi faccia vedere, portami a, andare a, vai a, aiuto con, aiutami con,
    mi aiuti con, riguarda, si tratta di, a proposito di, riguardo a, riguardo, su, sul, sulla, informazioni su,
    informazioni sul, informazioni sulla, parlare con, mettimi in contatto con, vedere, avere, fare, sapere`,
  the: 'il, lo, la, i, gli, le, l',
  small: `
    un, uno, una, di, del, dello, della, dei, degli, delle, dell, d, a, al, alla, allo, ai, con, per, e, mio, mia,
    miei, mie, suo, sua, tuo, tua, nostro, mi`,
  nouns: 'opzione, numero, scelta, risposta, pulsante, bottone, lettera, voce, punto, alternativa, selezione',
  weak: `
    che, cosa, chi, quale, quali, dove, quando, perché, come, quanto, quanta, quanti, è, sono, sei, era, essere, ha,
    ho, hai, hanno, avere, può, posso, puoi, io, tu, lui, lei, noi, voi, loro, si, ti, ci, vi, mi, ne, questo, questa,
    questi, quello, quella, qui, qua, lì, là, se, o, ma, anche, più, molto, tutto, tutti, altro, altra, in, nel,
    nella, da, dal, dalla, su, sul, sulla, ora, adesso, oggi, già, bene, ciao, grazie, voglio, vorrei, fare, vedere,
    andare, c`,
  not: 'no, non, né, mai, niente, nulla, nessuno, nessuna, nessun, senza',
  numbers: `
    uno/una/un, due, tre, quattro, cinque, sei, sette, otto, nove, dieci, undici, dodici, tredici, quattordici,
    quindici, sedici, diciassette, diciotto, diciannove, venti`,
  ordinals: `
    primo/prima, secondo/seconda, terzo/terza, quarto/quarta, quinto/quinta, sesto/sesta, settimo/settima,
    ottavo/ottava, nono/nona, decimo/decima`,
  last: 'ultimo, ultima',
  shunned: 'un, una, due, sei, prima',
};
