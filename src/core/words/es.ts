import type { Words } from './words.js';

export const es: Words = {
  yes: 'sí, sip, sipi, sii, sí sí, claro que sí, que sí, por supuesto que sí',
  no: 'no, nop, nope, noo, no no, que no, claro que no',
  agree: `
    obvio, sisi,    claro, por supuesto, vale, de acuerdo, dale, ok, okey, okay, bueno, desde luego, cómo no, como no, adelante,
    perfecto, correcto, exacto, exactamente, cierto, efectivamente, con gusto, con mucho gusto, encantado, encantada,
    seguro, por qué no, hágalo, hazlo, sí quiero, sí por favor, creo que sí, supongo, supongo que sí, afirmativo,
    órale, venga`,
  decline: `
    ni hablar, nanai,    no gracias, ahora no, ahorita no, por ahora no, por el momento no, de momento no, todavía no, aún no, hoy no, no
    ahora, no es necesario, no hace falta, no hay necesidad, mejor no, para nada, de ninguna manera, en absoluto, de
    ningún modo, nunca, jamás, más tarde, después, luego, quizás más tarde, tal vez más tarde, en otro momento, otro
    día, otra vez será, no quiero, no lo quiero, no me interesa, no deseo, prefiero que no, prefiero no, preferiría
    no, creo que no, por supuesto que no, desde luego que no, seguro que no, olvídalo, déjalo, déjelo, negativo`,
  accept: `
    quiero, lo quiero, sí quiero, me gustaría, me encantaría, conéctame, conécteme, comuníqueme, comunícame, pásame,
    páseme, transfiérame, transfiéreme, póngame, estaría bien, sería genial, sería bueno, sería perfecto, sería ideal,
    me parece bien, buena idea, genial, lo necesito, necesito, ya mismo, ahora mismo, ahora, cuanto antes, lo antes
    posible, por fin, si es posible, si se puede, si puede, si puedes`,
  refuse: `
    no necesito, no lo necesito, no la necesito, no necesito nada, no necesito a nadie, no necesito ayuda, estoy bien,
    estoy bien así, así está bien, está bien así, estamos bien, eso es todo, es todo, nada más, yo me encargo, lo hago
    yo, ya lo hago yo, ya puedo solo, puedo solo, puedo sola, no me pases, no me transfieras, seguimos, sigamos, ya
    está, ya está gracias, yo llamo`,
  soft: `
    está bien, esta bien, bien, no hay problema, sin problema, no pasa nada, no importa, pues, entonces, ya, la
    verdad, hombre, mujer, eso, muy, así`,
  person: `
    una persona, persona, un humano, humano, humana, un agente, agente, una agente, alguien, una persona real, persona
    real, un asesor, asesor, una asesora, un operador, operador, una operadora, un representante, representante, un
    ejecutivo, ejecutivo, un ser humano, atención al cliente, soporte`,
  please: 'por favor, porfa, porfavor, porfis, x favor, xfa, pf, si es tan amable, te lo agradezco, se lo agradezco',
  courtesy: `
    gracias, muchas gracias, mil gracias, muchísimas gracias, hola, buenas, buenos días, buen día, buenas tardes,
    buenas noches, eh, ehm, mmm, hmm, pues, bueno, entonces, a ver, creo, creo que, supongo, tal vez, quizás, ah, oh,
    oye, mira, perdón, disculpe, disculpa, ahora`,
  choosing: `
    elijo, escojo, selecciono, prefiero, tomo, me quedo con, voy con, mi elección es, mi respuesta es, elegir,
    escoger, seleccionar, marco, pulso, presiono, opto por, me decido por`,
  wishing: `
    es, sería, dame, deme, ponme, póngame, quiero, quisiera, me gustaría, necesito, deseo, busco, estoy buscando, me
    interesa, me interesan, tengo una pregunta sobre, tengo una duda sobre, tengo una consulta sobre, una pregunta
    sobre, pregunta sobre, puedo, podría, puede, puedes, podrías, muéstrame, muéstreme, enséñame, llévame a, lléveme
    a, ir a, ayuda con, ayúdame con, ayúdeme con, necesito ayuda con, es sobre, se trata de, sobre, acerca de,
    respecto a, más sobre, información sobre, información de, hablar con, hablar a, comunicarme con, conéctame con,
    ver, hacer, tener, saber, consultar`,
  the: 'el, la, los, las, lo',
  small: 'un, una, unos, unas, de, del, a, al, con, para, y, mi, mis, su, sus, tu, nuestro, me',
  nouns: 'opción, opciones, número, núm, nro, botón, respuesta, letra, punto, alternativa, línea, elección, selección',
  weak: `
    qué, que, quién, cuál, cuáles, cómo, como, cuándo, cuando, dónde, donde, cuánto, cuánta, cuántos, por, es, son,
    soy, está, están, estoy, era, fue, ser, estar, hay, ha, he, han, tiene, tengo, puede, puedo, puedes, yo, tú, él,
    ella, usted, nosotros, ellos, se, te, le, les, nos, esto, esta, este, eso, esa, ese, aquí, ahí, allí, si, o, pero,
    porque, más, muy, mucho, todo, todos, otro, otra, en, desde, hasta, sobre, ya, ahora, hoy, bien, hola, gracias,
    quiero, necesito, hacer, ver, ir, sí, vale`,
  not: 'no, ni, nunca, jamás, nada, ninguno, ninguna, ningún, sin, tampoco',
  numbers: `
    uno/una/un, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce, trece, catorce, quince,
    dieciséis, diecisiete, dieciocho, diecinueve, veinte`,
  ordinals: `
    primero/primera/primer, segundo/segunda, tercero/tercera/tercer, cuarto/cuarta, quinto/quinta, sexto/sexta,
    séptimo/séptima, octavo/octava, noveno/novena, décimo/décima`,
  last: 'último, última, final, ultima',
  shunned: 'un, una, once',
};
