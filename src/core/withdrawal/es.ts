import type { WithdrawalWords } from './withdrawal-words.js';

export const es: WithdrawalWords = {
  takesBack: `
    cancela #, cancele #, cancelen #, cancelad #, cancelar #, quiero cancelar #, quisiera cancelar #, deseo cancelar
    #, me gustaría cancelar #, necesito cancelar #, puedes cancelar #?, puede cancelar #?, podrías cancelar #?,
    podría cancelar #?, pueden cancelar #?, ya no necesito #, no necesito ya #, no necesito más #, no necesito #, ya
    no necesito más #, ya no me hace falta #, no me hace falta #, ya no hace falta #, no hace falta #, ya no
    requiero #, ya no es necesario #, ya no es necesaria #, ya no necesito hablar #, no necesito hablar #, ya no
    quiero hablar #, no quiero hablar #, ya no quiero #, ya no deseo hablar #, ya no es necesario hablar #, ya no
    hace falta hablar #, ya no hace falta que me pase #, ya no hace falta que me pases #, no hace falta que me pase
    #, no hace falta que me pases #, no me pases #, no me pase #, no me pases ya #, ya no me pases #, ya no me pase
    #, no me transfiera #, no me transfieras #, ya no me transfiera #, ya no me transfieras #, no me comunique #, ya
    no me comunique #, olvida #, olvide #, olvídate #, olvídese #, deja lo #, deje lo #, detenga la transferencia #,
    detén la transferencia #, para la transferencia #, pare la transferencia #, # ya no es necesario, # ya no hace
    falta, de vuelta al bot, llévame de vuelta al bot, lléveme de vuelta al bot, vuelvo al bot, vuelvo con el bot,
    quiero volver al bot, quiero volver con el bot, sigo con el bot, prefiero seguir con el bot, prefiero continuar
    con el bot, quiero seguir con el bot, quiero continuar con el bot, mejor sigo con el bot, sigamos con el bot,
    prefiero el bot`,
  agents: `
    agente, agentes, agente humano, agente en vivo, asesor, asesora, asesor humano, persona, persona real, humano, humana,
    ser humano, operador, operadora, representante, ejecutivo, ejecutiva, teleoperador`,
  requests: `
    solicitud, solicitud de hablar, petición, petición de hablar, transferencia, llamada, conexión, chat, espera`,
  dropsIt: `
    no importa, olvídalo, olvídelo, déjalo, déjelo, cancelar, cancela, cancela eso, cancelalo, para, no gracias, ya no
    hace falta, ya no es necesario, ya no lo necesito, he cambiado de idea, he cambiado de opinión, cambié de idea, cambié
    de opinión`,
  around: `
    al final, finalmente, mejor, en realidad, ya está, ya está resuelto, está resuelto, resuelto, ya lo resolví, ya lo
    encontré, ya encontré la respuesta, ya funciona, problema resuelto`,
  doubts: 'tal vez, quizás, quizá, a lo mejor, supongo, probablemente',
};
