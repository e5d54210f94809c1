import type { WithdrawalWords } from './withdrawal-words.js';

export const it: WithdrawalWords = {
  takesBack: `
    annulla #, annulli #, annullate #, annullare #, cancella #, cancelli #, vorrei annullare #, voglio annullare #,
    desidero annullare #, puoi annullare #?, può annullare #?, potresti annullare #?, potrebbe annullare #?, potete
    annullare #?, non ho più bisogno #, non ho bisogno #, non mi serve più #, non mi serve #, non serve più #, # non
    serve più, # non mi serve più, # non è più necessario, # non è più necessaria, non ho più bisogno di parlare #,
    non ho bisogno di parlare #, non mi serve più parlare #, non serve più parlare #, non voglio più parlare #, non
    voglio parlare #, non desidero più parlare #, non voglio più #, non è più necessario #, non è più necessario
    parlare #, non è più necessario passarmi #, lascia perdere #, lasci perdere #, lascia stare #, lasci stare #,
    dimentica #, dimentichi #, non passarmi più #, non passarmi #, non mi passi più #, non mi passi #, non mi
    passare più #, non trasferirmi più #, non mi trasferisca più #, interrompi il trasferimento #, interrompa il
    trasferimento #, ferma il trasferimento #, fermi il trasferimento #, blocca il trasferimento #, torno al bot,
    torniamo al bot, riportami al bot, mi riporti al bot, voglio tornare al bot, vorrei tornare al bot, continuo con
    il bot, preferisco continuare con il bot, voglio continuare con il bot, vorrei continuare con il bot,
    continuiamo con il bot, preferisco il bot`,
  agents: `
    operatore, operatrice, operatori, operatore umano, persona, persona reale, persona vera, umano, essere umano, agente,
    agente umano, consulente, addetto, all operatore, all operatrice, all agente, all addetto`,
  requests: `
    richiesta, richiesta di parlare, trasferimento, chiamata, connessione, chat, attesa`,
  dropsIt: `
    non importa, lascia stare, lasci stare, lascia perdere, lasci perdere, annulla, annulla tutto, annulli, stop, no
    grazie, fa niente, non serve più, non mi serve più, non ne ho più bisogno, ho cambiato idea`,
  around: `
    alla fine, in realtà, ho risolto, è risolto, risolto, problema risolto, tutto risolto, ho trovato, ho trovato la
    risposta, adesso funziona, ora funziona`,
  doubts: 'forse, magari, probabilmente',
};
