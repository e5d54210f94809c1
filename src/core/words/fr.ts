import type { Words } from './words.js';

export const fr: Words = {
  yes: 'oui, ouais, ouai, ouaip, ouep, oui oui, mais oui, ah oui, si si, bien sûr que oui',
  no: 'non, nan, nope, non non, mais non, ah non, oh non, bien sûr que non',
  agree: `
    bien sûr, bien entendu, d accord, daccord, dac, ok, okay, entendu, certainement, absolument, tout à fait,
    évidemment, exactement, exact, parfait, parfaitement, volontiers, avec plaisir, avec joie, pourquoi pas, allez y,
    vas y, allons y, faites, faites le, fais le, je veux bien, oui je veux bien, ça marche, ça me va, ça me convient,
    sans problème, si vous voulez, si tu veux, je crois que oui, je pense, je pense que oui, affirmatif, correct, c
    est ça, c est bien ça, carrément, bonne idée`,
  decline: `
    non merci, pas maintenant, pas tout de suite, pas pour le moment, pas pour l instant, pas encore, pas vraiment,
    pas du tout, pas la peine, pas besoin, pas nécessaire, pas aujourd hui, ce n est pas nécessaire, ce n est pas la
    peine, ce n est pas utile, inutile, surtout pas, certainement pas, absolument pas, bien sûr que non, plutôt pas,
    jamais, jamais de la vie, plus tard, peut être plus tard, une autre fois, je ne veux pas, je veux pas, je ne
    préfère pas, je préfère pas, je préfère ne pas, je ne souhaite pas, je ne crois pas, je crois pas, je ne pense
    pas, je pense pas, laisse tomber, laissez tomber, hors de question, négatif`,
  accept: `
    mettez moi en relation, mets moi en relation, mettez moi en contact, passez moi, passe moi, connectez moi,
    transférez moi, ce serait bien, ce serait super, ce serait parfait, ce serait gentil, ça serait bien, ça serait
    super, je voudrais bien, j aimerais bien, j aimerais, j en ai besoin, super, génial, je le veux, je le souhaite,
    je souhaite, tout de suite, maintenant, immédiatement, au plus vite, dès que possible, enfin, si possible, si c
    est possible`,
  refuse: `
    je n ai pas besoin, j ai pas besoin, je n en ai pas besoin, j en ai pas besoin, j en veux pas, je n en veux pas,
    je n ai besoin de personne, je me débrouille, je vais me débrouiller, je me débrouillerai, je vais essayer seul,
    je vais attendre, je rappellerai, ça ira, ça va aller, ça va merci, non ça va, c est tout, ce sera tout, c est bon
    merci, continuons, on continue`,
  soft: `
    c est bon, ça va, c est d accord, c est ok, pas de problème, pas de souci, pas de soucis, aucun problème, ce n est
    pas grave, c est pas grave, bon, bien, très bien, alors, quoi, donc, hein, ma foi, vraiment, ça, pour le moment,
    pour l instant`,
  person: `
    une personne, personne réelle, un humain, humain, un être humain, un agent, agent, un conseiller, conseiller, une
    conseillère, un conseiller humain, quelqu un, une vraie personne, une personne réelle, vraie personne, un
    opérateur, opérateur, un représentant, représentant, un collègue, le service client, service client, un
    collaborateur`,
  please: `
    s il vous plaît, s il te plaît, svp, stp, sil vous plait, sil te plait, s il vous plait merci, je vous prie, je
    vous en prie`,
  courtesy: `
    merci, merci beaucoup, merci bien, mille mercis, un grand merci, bonjour, salut, bonsoir, coucou, euh, heu, hum,
    hmm, ben, bah, bon, alors, donc, eh bien, enfin, ah, oh, je pense, je crois, peut être, pardon, excusez moi,
    excuse moi, désolé, madame, monsieur, maintenant, pour moi`,
  choosing: `
    je choisis, je prends, je prendrai, je prendrais, je sélectionne, je préfère, je préférerais, je vais prendre, je
    vote pour, j opte pour, mon choix est, mon choix c est, ma réponse est, choisir, sélectionner, prendre, disons,
    appuyez sur, tapez, plutôt`,
  wishing: `
    c est, ce sera, ce serait, donnez moi, donne moi, je veux, je voudrais, j aimerais, je souhaite, je souhaiterais,
    je désire, j ai besoin de, j ai besoin d, j ai besoin, il me faut, je cherche, je recherche, je suis intéressé
    par, je suis intéressée par, j ai une question sur, j ai une question concernant, une question sur, question sur,
    puis je, est ce que je peux, je peux, peut on, pouvez vous, pourriez vous, peux tu, pourrais tu, montrez moi,
    montre moi, aller à, aller sur, aide pour, aide avec, aidez moi avec, aide moi avec, besoin d aide pour, c est
    pour, c est à propos de, à propos de, au sujet de, concernant, il s agit de, plus sur, informations sur, infos
    sur, parler à, parler avec, parler au, mettez moi en relation avec, voir, avoir, faire, obtenir, consulter, savoir`,
  the: 'le, la, les, l',
  small: 'un, une, des, de, du, d, mon, ma, mes, notre, nos, votre, vos, à, au, aux, pour, avec, et, moi',
  nouns: 'option, choix, numéro, réponse, bouton, lettre, ligne, point, possibilité, sélection',
  weak: `
    que, qu, quoi, qui, quel, quelle, quels, quelles, où, quand, pourquoi, comment, combien, est, sont, suis, était,
    être, a, ai, as, ont, avoir, peut, peux, pouvez, je, j, tu, il, elle, on, nous, vous, ils, elles, me, te, se, lui,
    leur, ce, c, cet, cette, ces, ça, cela, ceci, ici, là, y, en, dans, sur, sous, par, si, ou, mais, car, plus, très,
    trop, tout, tous, toute, autre, autres, même, bien, maintenant, merci, bonjour, oui, veux, voudrais, besoin,
    faire, voir, aller, s, t, m`,
  not: 'ne, pas, non, jamais, rien, aucun, aucune, sans, ni',
  numbers: `
    un/une, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize, quatorze, quinze, seize, dix
    sept, dix huit, dix neuf, vingt`,
  ordinals: `
    premier/première, deuxième/second/seconde, troisième, quatrième, cinquième, sixième, septième, huitième, neuvième,
    dixième`,
  last: 'dernier, dernière, tout dernier, toute dernière',
  shunned: 'un, une, sept, dix',
};
