import type { WithdrawalWords } from './withdrawal-words.js';

export const en: WithdrawalWords = {
  takesBack: `
    cancel #, you can cancel #, can you cancel #?, could you cancel #?, can we cancel #?, could we cancel #?, i want
    to cancel #, i d like to cancel #, i would like to cancel #, id like to cancel #, i wish to cancel #, i need to
    cancel #, let s cancel #, go ahead and cancel #, withdraw #, i withdraw #, i d like to withdraw #, i want to
    withdraw #, stop looking for #, stop calling #, stop connecting me to #, stop connecting me with #, stop
    transferring me to #, stop the handoff, stop the handover, stop the transfer to #, stop the request for #,
    cancel the handoff, cancel the handover, cancel my handoff, cancel my handover, i don t need #, i dont need #, i
    do not need #, don t need #, dont need #, i no longer need #, no longer need #, i no longer require #, i don t
    want #, i dont want #, i do not want #, i no longer want #, no need for #, no need of #, no # needed, # is no
    longer needed, # no longer needed, # is not needed, # isn t needed, # not needed, i don t need to talk to #, i
    dont need to talk to #, i do not need to talk to #, i don t need to speak to #, i dont need to speak to #, i don
    t need to speak with #, i no longer need to talk to #, i no longer need to speak to #, no need to talk to #, no
    need to speak to #, i don t want to talk to #, i dont want to talk to #, i do not want to talk to #, i don t
    want to speak to #, i dont want to speak to #, i don t want to speak with #, i no longer want to talk to #, i no
    longer want to speak to #, i no longer wish to talk to #, i no longer wish to speak to #, don t connect me to #,
    dont connect me to #, do not connect me to #, don t connect me with #, don t transfer me to #, dont transfer me
    to #, do not transfer me to #, don t put me through to #, no need to connect me to #, no need to transfer me to
    #, you don t have to connect me to #, you don t need to connect me to #, you don t have to transfer me to #, you
    don t need to transfer me to #, forget #, forget about #, take me out of the queue for #, remove me from the
    queue for #, take me off the queue for #, take me out of the line for #, back to the bot, take me back to the
    bot, bring me back to the bot, put me back to the bot, i want to go back to the bot, i d like to go back to the
    bot, i ll go back to the bot, let s go back to the bot, go back to the bot, i ll go on with the bot, i will go
    on with the bot, i ll continue with the bot, i will continue with the bot, i want to continue with the bot, i d
    rather continue with the bot, i d rather go on with the bot, i d rather talk to the bot, i prefer the bot, i d
    like to continue with the bot, let me continue with the bot, let me go back to the bot, let me talk to the bot
    again, let s continue with the bot, continue with the bot`,
  agents: `
    agent, agents, live agent, human agent, real agent, support agent, human, real human, live human, human being,
    person, real person, live person, representative, rep, human representative, customer service representative,
    operator, human operator, advisor, adviser`,
  requests: 'request, ask, chat, live chat, handoff, handover, transfer, call, request to talk, request to speak, wait',
  dropsIt: `
    never mind, nevermind, nvm, forget it, forget that, forget about it, cancel, cancel it, cancel that, cancel this,
    stop, leave it, drop it, scrap that, no thanks, no thank you, no need, no need any more, not needed any more, i don t
    need it any more, i dont need it anymore, i changed my mind, changed my mind, i ve changed my mind, ive changed my
    mind`,
  around: `
    any more, anymore, any longer, after all, instead, it s solved, it is solved, its solved, solved, i solved it, i ve
    solved it, it s fixed, it is fixed, i fixed it, i found it, i ve found it, i found the answer, i found the answer
    myself, i found out, i figured it out, it works now, it s working now, i d rather not wait, i can t wait, got it, i
    got it`,
  doubts: 'maybe, perhaps, probably, possibly, i guess, i suppose, i m not sure',
};
