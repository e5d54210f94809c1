import type { WithdrawalWords } from './withdrawal-words.js';

export const de: WithdrawalWords = {
  takesBack: `
    ich brauche keinen #, ich brauche keine #, ich brauche kein #, brauche keinen #, brauche keine #, ich brauche
    doch keinen #, ich brauche doch keine #, ich benötige keinen #, ich benötige keine #, benötige keinen #, doch
    keinen #, doch keine #, keinen # mehr, keine weiterleitung an # mehr, keine weiterleitung zu # mehr, ich brauche
    # nicht mehr, # brauche ich nicht mehr, # brauche ich nicht, # brauche ich doch nicht, # ist nicht mehr nötig, #
    nicht mehr nötig, # ist nicht nötig, # nicht nötig, # ist nicht mehr notwendig, # nicht mehr notwendig, # wird
    nicht mehr gebraucht, # nicht mehr gebraucht, # wird nicht mehr benötigt, # nicht mehr benötigt, # abbestellen,
    # stornieren, # abbrechen, # canceln, # zurückziehen, storniere #, stornieren sie #, bestelle # ab, bestell #
    ab, bestellen sie # ab, brich # ab, breche # ab, brechen sie # ab, stoppe die weiterleitung an #, stoppe die
    weiterleitung zu #, stoppen sie die weiterleitung an #, stoppen sie die weiterleitung zu #, stoppen sie die
    weiterleitung #, stoppe die weiterleitung #, stopp die weiterleitung #, ich möchte # stornieren, ich möchte #
    abbestellen, ich möchte # abbrechen, ich möchte # zurückziehen, ich will # stornieren, ich will # abbestellen,
    ich will # abbrechen, ich will # zurückziehen, ich ziehe # zurück, ich nehme # zurück, vergiss #, vergessen sie
    #, ich will nicht mehr mit # sprechen, ich will nicht mehr mit # reden, ich möchte nicht mehr mit # sprechen,
    ich möchte nicht mehr mit # reden, ich will nicht mit # sprechen, ich möchte nicht mit # sprechen, ich muss
    nicht mehr mit # sprechen, ich muss nicht mehr mit # reden, ich brauche nicht mehr mit # zu sprechen, verbinden
    sie mich nicht mehr mit #, verbinde mich nicht mehr mit #, verbinden sie mich nicht mit #, verbinde mich nicht
    mit #, sie müssen mich nicht mehr mit # verbinden, du musst mich nicht mehr mit # verbinden, sie brauchen mich
    nicht mehr mit # zu verbinden, du brauchst mich nicht mehr mit # zu verbinden, sie müssen mich nicht mehr
    verbinden, du musst mich nicht mehr verbinden, können sie # abbestellen?, können sie # stornieren?, können sie #
    abbrechen?, kannst du # abbestellen?, kannst du # stornieren?, kannst du # abbrechen?, könnten sie #
    abbestellen?, könnten sie # stornieren?, könnten sie # abbrechen?, könntest du # abbestellen?, könntest du #
    stornieren?, sie können # abbestellen, sie können # stornieren, du kannst # abbestellen, du kannst # stornieren,
    zurück zum bot, bring mich zurück zum bot, bringen sie mich zurück zum bot, ich will zurück zum bot, ich möchte
    zurück zum bot, ich gehe zurück zum bot, lieber zurück zum bot, weiter mit dem bot, lieber weiter mit dem bot,
    ich mache mit dem bot weiter, ich mache lieber mit dem bot weiter, ich möchte mit dem bot weitermachen, ich
    möchte lieber mit dem bot weitermachen, machen wir mit dem bot weiter`,
  agents: `
    mitarbeiter, mitarbeiterin, mitarbeitern, mitarbeiters, menschlichen mitarbeiter, menschlicher mitarbeiter, agent,
    agenten, agentin, mensch, menschen, echten menschen, berater, beraterin, kundenberater, kundenberaterin, person,
    echte person, echten person`,
  requests: `
    anfrage, anfrage an, anfrage nach, anforderung, weiterleitung, weiterleitung an, weiterleitung zu, vermittlung,
    vermittlung an, verbindung, verbindung mit, übergabe, übergabe an, wunsch nach, bitte um, chat, anruf`,
  dropsIt: `
    schon gut, vergiss es, vergessen sie es, egal, abbrechen, stopp, stop, nein danke, lass gut sein, lassen sie gut
    sein, hat sich erledigt, erledigt, hat sich schon erledigt, hat sich geklärt, nicht mehr nötig, brauche ich nicht
    mehr, ich habe es mir anders überlegt, habe es mir anders überlegt, hab es mir anders überlegt, ich hab s mir anders
    überlegt`,
  around: `
    mehr, nicht mehr nötig, es ist gelöst, ist gelöst, gelöst, problem gelöst, das problem ist gelöst, es geht jetzt,
    es funktioniert jetzt, ich habe es gefunden, ich habe die antwort gefunden, ich habe es selbst gefunden, ich habe es
    gelöst, ich hab s gefunden, nun doch`,
  doubts: 'vielleicht, wohl, möglicherweise, eventuell, wahrscheinlich',
};
