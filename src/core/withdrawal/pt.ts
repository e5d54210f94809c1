import type { WithdrawalWords } from './withdrawal-words.js';

export const pt: WithdrawalWords = {
  takesBack: `
    cancela #, cancele #, cancelem #, cancelar #, quero cancelar #, gostaria de cancelar #, queria cancelar #,
    preciso cancelar #, pode cancelar #?, você pode cancelar #?, podes cancelar #?, podia cancelar #?, poderia
    cancelar #?, não preciso mais #, não preciso #, já não preciso #, já não preciso mais #, não preciso mais falar
    #, não preciso falar #, já não preciso falar #, já não preciso de falar #, não quero mais falar #, não quero
    falar #, já não quero falar #, não quero mais #, já não quero #, não é mais necessário #, já não é necessário #,
    não é mais necessário falar #, já não é necessário falar #, não precisa mais me transferir #, não precisa me
    transferir #, não precisa mais me passar #, não me transfira mais #, não me transfira #, não me passe mais #,
    não me passe #, # não é mais necessário, # já não é necessário, esquece #, esqueça #, deixa # pra lá, deixe #
    pra lá, deixa # para lá, deixe # para lá, pare a transferência #, para a transferência #, cancele a
    transferência #, volto para o robô, volto para o bot, volto ao bot, me leva de volta para o bot, me leva de
    volta para o robô, me leve de volta para o bot, me leve de volta para o robô, quero voltar para o bot, quero
    voltar para o robô, quero voltar ao bot, prefiro continuar com o bot, prefiro continuar com o robô, quero
    continuar com o bot, quero continuar com o robô, continuo com o bot, continuo com o robô, vamos continuar com o
    bot`,
  agents: `
    atendente, atendentes, atendente humano, agente, agentes, agente humano, assistente humano, assistente humana, pessoa,
    pessoa real, humano, humana, ser humano, operador, operadora, consultor, consultora, representante`,
  requests: `
    pedido, pedido para falar, pedido de falar, solicitação, solicitação para falar, transferência, chamada, ligação,
    conexão, chat, espera`,
  dropsIt: `
    deixa pra lá, deixe pra lá, deixa para lá, esquece, esqueça, esquece isso, cancelar, cancela, cancela isso, pare, não
    obrigado, não obrigada, não precisa mais, não preciso mais, já não preciso, já não é preciso, mudei de ideia`,
  around: `
    no fim, afinal, na verdade, no final, já resolvi, já está resolvido, está resolvido, resolvido, problema resolvido, já
    encontrei, já encontrei a resposta, já funciona, agora funciona`,
  doubts: 'talvez, provavelmente',
};
