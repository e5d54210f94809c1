import type { WithdrawalWords } from './withdrawal-words.js';

export const fr: WithdrawalWords = {
  takesBack: `
    annulez #, annule #, annuler #, annulons #, merci d annuler #, veuillez annuler #, vous pouvez annuler #, tu
    peux annuler #, on peut annuler #, je veux annuler #, je voudrais annuler #, je souhaite annuler #, je
    souhaiterais annuler #, j aimerais annuler #, pouvez vous annuler #?, peux tu annuler #?, pourriez vous annuler
    #?, pourrais tu annuler #?, je n ai plus besoin #, j ai plus besoin #, plus besoin #, je n ai pas besoin #, j ai
    pas besoin #, pas besoin #, je n ai plus besoin de parler #, j ai plus besoin de parler #, plus besoin de parler
    #, je n ai pas besoin de parler #, je ne veux plus parler #, je veux plus parler #, je ne souhaite plus parler
    #, je ne veux pas parler #, je ne souhaite pas parler #, je ne veux plus #, je ne souhaite plus #, laissez
    tomber #, laisse tomber #, oubliez #, oublie #, ne me transférez plus #, ne me transférez pas #, ne me passez
    plus #, ne me passez pas #, ne me passe plus #, ne me mettez plus en relation #, ne me mettez pas en relation #,
    arrêtez le transfert #, arrêtez le transfert vers #, arrête le transfert #, arrête le transfert vers #, arrêtez
    de chercher #, inutile de me passer #, inutile de me transférer #, pas la peine de me passer #, plus la peine de
    me passer #, ce n est plus la peine de me passer #, ce n est pas la peine de me passer #, c est plus la peine de
    me passer #, ce n est plus nécessaire de parler #, ce n est plus nécessaire de me passer #, il n est plus
    nécessaire de parler #, # n est plus nécessaire, # n est plus utile, retour au bot, retour au robot, retournez
    au bot, ramenez moi au bot, ramène moi au bot, ramenez moi au robot, je retourne au bot, je reviens au bot, je
    continue avec le bot, je continue avec le robot, je préfère continuer avec le bot, je préfère continuer avec le
    robot, je veux continuer avec le bot, je voudrais continuer avec le bot, on continue avec le bot, continuons
    avec le bot`,
  agents: `
    agent, agents, agent humain, vrai agent, conseiller, conseillère, conseillers, conseiller client, humain, vrai humain,
    être humain, personne réelle, vraie personne, opérateur, opératrice, téléconseiller, téléconseillère`,
  requests: `
    demande, demande de parler, demande à parler, transfert, transfert vers, mise en relation, connexion, appel, chat,
    attente`,
  dropsIt: `
    laissez tomber, laisse tomber, oubliez, oublie, oubliez ça, oublie ça, annuler, annulez, annulez ça, annule, annule
    ça, stop, non merci, tant pis, ce n est plus la peine, c est plus la peine, plus la peine, ce n est plus nécessaire,
    plus besoin, je n en ai plus besoin, j ai changé d avis`,
  around: `
    finalement, en fait, c est réglé, c est résolu, problème résolu, problème réglé, j ai trouvé, j ai trouvé la réponse,
    j ai trouvé la solution, ça marche maintenant, ça fonctionne maintenant, tout compte fait`,
  doubts: 'peut être, probablement, sans doute',
};
