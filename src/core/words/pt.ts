import type { Words } from './words.js';

export const pt: Words = {
  yes: 'sim, s, ss, simm, sim sim, claro que sim, com certeza sim, isso',
  no: 'não, nao, n, nn, naum, não não, claro que não, que não',
  agree: `
    aham, uhum, uhm hum,    claro, com certeza, certo, pode ser, pode, pode sim, pode fazer, tá bom, tá certo, ta bom, tudo bem, beleza, blz,
    ok, okay, de acordo, por que não, com prazer, com muito prazer, sem dúvida, certamente, exato, exatamente,
    correto, perfeito, isso mesmo, é isso, vamos lá, vamos, manda ver, faça isso, faz isso, acho que sim, creio que
    sim, concordo, combinado, positivo, bora, sim por favor`,
  decline: `
    não obrigado, não obrigada, nao obrigado, nao obrigada, agora não, por agora não, por enquanto não, no momento
    não, ainda não, hoje não, não agora, não precisa, não é preciso, não é necessário, não há necessidade, não quero,
    não desejo, não me interessa, não tenho interesse, prefiro não, prefiro que não, melhor não, acho que não, creio
    que não, de jeito nenhum, de forma alguma, de maneira nenhuma, nunca, jamais, mais tarde, depois, talvez depois,
    talvez mais tarde, outra hora, outro dia, deixa pra lá, deixe pra lá, deixa, esquece, esqueça, negativo, nem
    pensar, dispenso, com certeza não`,
  accept: `
    quero, quero sim, eu quero, eu gostaria, gostaria, gostaria sim, adoraria, aceito, aceito sim, me conecte, me
    conecta, me transfere, me transfira, me passa, me passe, transfere, transfira, seria bom, seria ótimo, seria
    óptimo, seria perfeito, seria legal, ótimo, boa ideia, ótima ideia, preciso, preciso sim, eu preciso, já, agora,
    agora mesmo, imediatamente, o quanto antes, finalmente, se possível, se for possível, se puder`,
  refuse: `
    não preciso, eu não preciso, não preciso de ajuda, não preciso de ninguém, estou bem, tô bem, to bem, estou bem
    assim, tá bom assim, está bom assim, só isso, é só isso, era só isso, mais nada, eu me viro, eu resolvo, faço
    sozinho, faço sozinha, consigo sozinho, consigo sozinha, não me transfira, vamos continuar, continuar, eu ligo, eu
    ligo depois`,
  soft: `
    está bem, está bom, bom, bem, sem problema, sem problemas, não tem problema, não faz mal, não importa, então, né,
    aí, pois, mesmo, eu, por enquanto, no momento, por agora`,
  person: `
    uma pessoa, pessoa, um humano, humano, um ser humano, um atendente, atendente, uma atendente, um agente, agente,
    alguém, uma pessoa real, pessoa real, uma pessoa de verdade, um operador, operador, um representante, um
    funcionário, um colega, atendimento humano, suporte, atendimento`,
  please: 'por favor, porfavor, pfv, pf, por gentileza, por obséquio, se faz favor, faz favor, faça favor',
  courtesy: `
    obrigado, obrigada, muito obrigado, muito obrigada, obg, obrigadão, valeu, vlw, agradeço, agradecido, agradecida,
    olá, oi, bom dia, boa tarde, boa noite, hum, hmm, ah, oh, é, então, bem, bom, acho, acho que, creio que, talvez,
    desculpe, desculpa, com licença, pois, agora`,
  choosing: `
    escolho, eu escolho, prefiro, eu prefiro, seleciono, fico com, vou de, vou com, vou querer, minha escolha é, a
    minha escolha é, minha resposta é, escolher, selecionar, opto por, aperto, digito, pego`,
  wishing: `
    me dá, me dê, é, seria, quero, eu quero, queria, eu queria, gostaria, gostaria de, eu gostaria de, eu gostaria,
    preciso, preciso de, eu preciso, eu preciso de, desejo, procuro, estou procurando, me interessa, tenho interesse
    em, tenho uma pergunta sobre, tenho uma dúvida sobre, uma dúvida sobre, dúvida sobre, pergunta sobre, posso,
    poderia, pode, você pode, me mostra, me mostre, mostre me, mostra, me leva para, ir para, ajuda com, me ajuda com,
    me ajude com, é sobre, trata se de, sobre, acerca de, a respeito de, mais sobre, informações sobre, falar com,
    falar sobre, me conecta com, ver, ter, fazer, saber, consultar`,
  the: 'o, a, os, as',
  small: `
    um, uma, uns, umas, de, do, da, das, ao, aos, à, com, para, pra, pro, e, meu, minha, meus, minhas, seu, sua,
    nosso, me`,
  nouns: 'opção, opções, número, num, escolha, resposta, botão, letra, ponto, alternativa, item, seleção',
  weak: `
    que, quê, quem, qual, quais, onde, quando, como, quanto, quanta, quantos, porque, é, são, sou, está, estou, estão,
    era, foi, ser, estar, há, tem, tenho, têm, pode, posso, eu, tu, você, vocês, ele, ela, nós, eles, se, te, lhe,
    nos, isto, isso, este, esta, esse, essa, aquele, aqui, aí, lá, ou, mas, também, mais, muito, tudo, todos, outro,
    outra, em, no, na, nos, nas, já, agora, hoje, bem, bom, oi, olá, obrigado, sim, quero, preciso, fazer, ver, ir`,
  not: 'não, nao, nem, nunca, jamais, nada, nenhum, nenhuma, ninguém, sem',
  numbers: `
    um/uma, dois/duas, três, quatro, cinco, seis, sete, oito, nove, dez, onze, doze, treze, catorze/quatorze, quinze,
    dezesseis, dezessete, dezoito, dezenove, vinte`,
  ordinals: `
    primeiro/primeira/a primeira/o primeiro, segundo/segunda/a segunda/o segundo, terceiro/terceira/a terceira/o
    terceiro, quarto/quarta/a quarta/o quarto, quinto/quinta/a quinta/o quinto, sexto/sexta/a sexta/o sexto,
    sétimo/sétima/a sétima/o sétimo, oitavo/oitava/a oitava/o oitavo, nono/nona/a nona/o nono, décimo/décima/a
    décima/o décimo`,
  last: 'último, última, a última, o último',
  shunned: 'um, uma',
};
