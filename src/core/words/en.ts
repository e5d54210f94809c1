import type { Words } from './words.js';

export const en: Words = {
  yes: 'yes, y, yeah, yea, yep, yup, yess, yeh, yas, yass, yh, aye, yes sir, yes ma am, hell yes, oh yes, yes yes',
  no: 'no, n, nope, nah, nay, noo, no no, hell no, no way, no sir, no ma am',
  agree: `
    sure, sure thing, for sure, ok, okay, okey, okie, k, kk, alright, all right, of course, certainly, definitely,
    absolutely, indeed, correct, right, exactly, agreed, affirmative, by all means, go ahead, go for it, do it, do
    that, please do, yes please, why not, sounds good, sounds great, sounds like a plan, that works, works for me,
    that s right, that is right, i do, i would, i will, it is, it does, i think so, i guess so, i guess, i
    suppose so, with pleasure, gladly, you bet, totally, let s do it, let s do that, let s go, i agree, i m sure, very
    much, very much so, without a doubt, uh huh, mhm, mm hmm, mm hm, okie dokie, okey dokey, oki doki, okidoki, go on then`,
  decline: `
    not now, not right now, not yet, not really, not at all, not today, not at the moment, not this time, not
    necessary, not needed, absolutely not, definitely not, certainly not, of course not, i don t, i do not, i dont,
    don t, dont, do not, i don t think so, i dont think so, i do not think so, i don t want to, i dont want to, i do
    not want to, i don t want that, i dont want that, i would not, i wouldn t, i d rather not, i would rather not,
    rather not, please don t, please dont, please do not, no need, no thank you, no thanks, thanks but no thanks,
    thanks but no, thank you but no, no but thanks, no but thank you, no thx, no ty, nty, never, never mind,
    nevermind, nvm, maybe later, perhaps later, later, some other time, another time, negative, i m not, i am not, it
    isn t, it is not, it s not, forget it, let s not, hard pass, i ll pass, i pass, nuh uh, not interested, i m not interested`,
  accept: `
    connect me, transfer me, put me through, put me on, hook me up, call someone, get someone, get me someone, i want
    to, i want that, i d like to, i would like to, i d like that, i would like that, id like that, i d love to, i d
    love that, i would love that, i would love to, that would be great, that would be good, that would be nice, that
    would be perfect, that would be helpful, that would be lovely, that d be great, that d be good, that d be nice,
    would be great, would be nice, great, good, perfect, excellent, fine, fine by me, great idea, good idea, i need
    that, i need it, i want it, yes i need help, i want to talk, now, right now, right away, asap, immediately, as
    soon as possible, at once, finally, at last, if possible, if you can, if i can, that one`,
  refuse: `
    i m good, im good, i am good, we re good, all good, i m fine, im fine, i am fine, i m ok, im ok, i m okay, im
    okay, i m all set, im all set, all set, i m all right, i m alright, i ll manage, ill manage, i can manage, i ll
    figure it out, i ll do it myself, i ll try myself, i ll wait, i ll call, i ll call later, i m done, im done, i got
    it, got it, i don t need it, i don t need that, i dont need that, i dont need it, i
    do not need that, i don t need one, i dont need one, don t need it, dont need it, don t bother, dont bother, don t
    transfer me, do not transfer me, don t connect me, do not connect me, keep going, let s continue, let s keep
    going, let s go on, i d rather stay here, i d rather continue, i prefer the bot, the bot is fine, you re fine, you
    are fine, stay with you, that won t be necessary, that will not be necessary, that s not necessary, that is not
    necessary, that s all, that s it, that will be all, that is all`,
  soft: `
    that s fine, thats fine, that is fine, it s fine, its fine, that s ok, thats ok, that is ok, it s ok, its ok, it s
    okay, that s okay, that s alright, it s alright, that s all right, it s all right, oh no, no problem, no prob, no probs,
    no worries, not a problem, no doubt, ya, well, then, just, i m sure, really, fair enough, for now, right now, at
    the moment, at this time, today, yet, either, myself, it, that, actually, i think, i suppose, lol, haha`,
  person: `
    a person, person, a human, human, a human being, human being, human agent, a human agent, someone, somebody, a
    real person, real person, an agent, agent, a live agent, live agent, live person, a live person, real human, a
    real human, representative, a representative, rep, a rep, operator, an operator, an advisor, an adviser, a
    colleague, your colleague, the team, your team, support, customer service, customer support, customer care, staff,
    a member of staff, an employee, a specialist, a supervisor, a manager`,
  please: 'please, pls, plz, please please, pretty please, plese, pleas, if you please, be so kind, kindly',
  courtesy: `
    thanks, thank you, thank u, thx, ty, tnx, cheers, many thanks, thanks a lot, thank you very much, thank you so
    much, thanks so much, much appreciated, appreciate it, i appreciate it, hi, hello, hey, hi there, hello there, hey
    there, good morning, good afternoon, good evening, um, umm, uh, uhm, er, hm, hmm, hmmm, mm, oh, ah, well, then, there, sir, madam, ma am, mate, man, dude, bro, guys, dear, now, let s see, let me see, let me think, i
    think, i guess, i suppose, maybe, probably, sorry, excuse me, would be great, would be nice, that would be
    great, for me, if possible, if you can, if you could, if you don t mind, actually`,
  choosing: `
    i choose, i chose, i pick, i picked, i select, i selected, i ll take, ill take, i will take, i ll go with, ill go
    with, i will go with, i ll go for, i ll have, i would take, i d take, i d go with, i d pick, i d choose, i would
    choose, i would go with, i go with, i m going with, i take, i prefer, i d prefer, i would prefer, i like, my
    choice is, my choice, my answer is, my pick is, the answer is, answer is, choose, pick, select, take, go with, go
    for, let s go with, let s take, let s do, let s say, let s pick, press, type, click, click on, definitely, make
    it, i want to choose, i want to pick, i want to select, i d like to choose, i d like to pick, i d like to select,
    say, reply, reply with, answer with, text`,
  wishing: `
    give me, it s, its, it is, that s, that is, that would be, that ll be, it would be, i want, i want to, i wanna, i
    would like, i would like to, i d like, i d like to, id like, id like to, i d love, i d love to, i would love, i
    need, i need to, i have to, i must, i wish to, i m looking for, im looking for, looking for, i m interested in, i
    am interested in, interested in, can i, can i have, can i get, can i please, can i see, could i, could i have,
    could i get, may i, may i have, can you, can you please, could you, could you please, would you, will you, can we,
    want, want to, wanna, need, need to, would like, would like to, let me, let s, let us, lets, show me, show, see,
    take me to, bring me to, go to, get me, get, get to, tell me about, tell me, talk to, talk with, speak to, speak
    with, chat with, connect me to, connect me with, connect me, connect to, transfer me to, put me through to, open,
    check, view, do, help me with, help with, help me, i need help with, i want help with, i have a question about, i
    have a question on, i ve got a question about, question about, a question about, questions about, my question is
    about, it s about, its about, it is about, this is about, it s regarding, regarding, concerning, something about,
    more about, information about, info about, info on, information on, about, details on, proceed with, continue
    with, start with, start`,
  the: 'the',
  small: 'a, an, of, for, to, with, about, and, my, our, your, some, me, on to',
  nouns:
    'one, ones, option, options, choice, item, button, number, nr, num, line, entry, answer, letter, selection, opt, #',
  weak: `
    what, whats, which, who, whom, whose, where, when, why, how, how s, what s, is, are, am, was, were, be, been, do,
    does, did, has, have, had, can, could, will, would, shall, should, may, might, must, i, you, he, she, it, we,
    they, him, her, us, them, this, that, these, those, there, here, if, or, but, so, as, at, by, in, on, out, off,
    up, down, from, into, over, s, t, m, d, ll, re, ve, then, than, too, very, more, much, many, most, all, any,
    other, else, same, now, just, only, also, still, again, get, got, go, make, let, want, need, like, know, see, say,
    tell, think, thing, things, way, please, thanks, thank, hello, hi, hey, ok, okay, yes, good, bad, great, well,
    really, sorry, new one, day, time, lot`,
  not: `
    no, not, never, none, nothing, neither, nor, without, don, dont, doesn, doesnt, didn, didnt, isn, isnt, aren,
    arent, wasn, wasnt, won t, wont, can t, cant, cannot, couldn, couldnt, wouldn, wouldnt, shouldn, shouldnt, haven,
    havent, hasn, hasnt`,
  numbers: `
    one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen,
    seventeen, eighteen, nineteen, twenty`,
  ordinals: `
    first, second, third, fourth, fifth, sixth, seventh, eighth, ninth/nineth, tenth, eleventh, twelfth, thirteenth,
    fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth`,
  last: 'last, final, bottom, very last',
};
