import type { WithdrawalWords } from './withdrawal-words.js';

export const nl: WithdrawalWords = {
  takesBack: `
    annuleer #, # annuleren, ik wil # annuleren, ik wil graag # annuleren, ik wil # intrekken, ik trek # in, kunt u
    # annuleren?, kun je # annuleren?, kan je # annuleren?, zou u # willen annuleren?, u kunt # annuleren, je kunt #
    annuleren, u mag # annuleren, je mag # annuleren, ik heb geen # meer nodig, ik heb geen # nodig, geen # meer
    nodig, ik heb # niet meer nodig, ik heb toch geen # nodig, ik heb toch geen # meer nodig, ik hoef geen # meer,
    ik hoef geen # meer te spreken, ik hoef geen # te spreken, ik hoef niet meer met # te praten, ik hoef niet meer
    met # te spreken, ik wil niet meer met # praten, ik wil niet meer met # spreken, ik wil geen # meer, ik wil geen
    # meer spreken, ik wil niet met # praten, ik wil niet met # spreken, # is niet meer nodig, # niet meer nodig, #
    is niet nodig, # hoeft niet meer, vergeet #, vergeet # maar, vergeet die # maar, laat # maar zitten, laat die #
    maar zitten, laat # maar, je hoeft me niet meer door te verbinden met #, u hoeft me niet meer door te verbinden
    met #, je hoeft me niet meer met # te verbinden, u hoeft me niet meer met # te verbinden, u hoeft me niet meer
    met # door te verbinden, je hoeft me niet meer met # door te verbinden, verbind me niet meer door met #, verbind
    me niet door met #, verbind me niet meer met #, stop de overdracht #, stop de overdracht naar #, stop het
    doorverbinden #, stop het doorverbinden met #, stop met doorverbinden #, terug naar de bot, breng me terug naar
    de bot, ik wil terug naar de bot, ik ga terug naar de bot, verder met de bot, ik ga verder met de bot, ik ga
    liever verder met de bot, ik wil verder met de bot, ik wil liever verder met de bot, laten we verdergaan met de
    bot`,
  agents: `
    medewerker, medewerkster, medewerkers, menselijke medewerker, echte medewerker, mens, echt mens, persoon, echte
    persoon, adviseur, agent, klantenservicemedewerker`,
  requests: 'verzoek, verzoek om, verzoek tot, aanvraag, aanvraag om, overdracht, doorverbinding, gesprek, chat',
  dropsIt: `
    laat maar, laat maar zitten, vergeet het, vergeet het maar, annuleren, annuleer, annuleer dat, stop, nee dank je, nee
    dank u, nee bedankt, hoeft niet meer, niet meer nodig, ik heb het niet meer nodig, ik ben van gedachten veranderd, ik
    heb me bedacht`,
  around: `
    meer, toch, het is opgelost, is opgelost, opgelost, probleem opgelost, ik heb het opgelost, ik heb het gevonden, ik
    heb het antwoord gevonden, het werkt nu, het werkt weer`,
  doubts: 'misschien, waarschijnlijk, wellicht',
};
