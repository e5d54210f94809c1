/** Ways users write the same thing: typing mistakes, other capitals and punctuation, another sentence beside it. */

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;

const NEAR: Readonly<Record<string, string>> = {
  a: 'sqz',
  b: 'vgn',
  c: 'xvd',
  d: 'sfe',
  e: 'wrd',
  f: 'dgr',
  g: 'fht',
  h: 'gjy',
  i: 'uok',
  j: 'hku',
  k: 'jli',
  l: 'kop',
  m: 'nj',
  n: 'bmh',
  o: 'ipl',
  p: 'ol',
  q: 'wa',
  r: 'etf',
  s: 'adw',
  t: 'ryg',
  u: 'yij',
  v: 'cbf',
  w: 'qes',
  x: 'zcs',
  y: 'tuh',
  z: 'xa',
};

/** One mistake in a word of four letters or more: two letters swapped, one dropped, doubled or hit beside. */
function mistyped(word: string, random: () => number): string {
  if (word.length < 4 || !/^\p{Script=Latin}+$/u.test(word)) return word;
  const at = 1 + Math.floor(random() * (word.length - 2));
  const letter = word[at] as string;
  switch (Math.floor(random() * 4)) {
    case 0:
      return word.slice(0, at) + word[at + 1] + letter + word.slice(at + 2);
    case 1:
      return word.slice(0, at) + word.slice(at + 1);
    case 2:
      return word.slice(0, at) + letter + word.slice(at);
    default:
      return word.slice(0, at) + pick([...(NEAR[letter.toLowerCase()] ?? letter)], random) + word.slice(at + 1);
  }
}

export function withTypos(text: string, share: number, random: () => number): string {
  return text
    .split(' ')
    .map((word) => (random() < share ? mistyped(word, random) : word))
    .join(' ');
}

/** The same words in other letter case, with less or more punctuation, or with umlauts written out. */
export function restyled(text: string, random: () => number): string {
  const bare = text.replace(/[.!?。！？]+$/u, '');
  switch (Math.floor(random() * 7)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.toLowerCase();
    case 2:
      return text.toLowerCase().replace(/[.,!?'’]/gu, '');
    case 3:
      return `${bare}!!`;
    case 4:
      return `${bare}...`;
    case 5:
      return bare.replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter);
    default:
      return bare;
  }
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const ANY = ['. ', '. ', ', ', ', ', ' ', '! ', '\n', '? ', ' - ', '; '];

const LINKS: Readonly<Record<string, readonly string[]>> = {
  any: ANY,
  ideographs: ['。', '，', '、', ' ', '！'],
  en: [...ANY, ' and ', ' and then ', ' but ', ' so ', ', and ', ' because '],
  de: [...ANY, ' und ', ' und dann ', ' aber ', ', also '],
  es: [...ANY, ' y ', ' y luego ', ' pero ', ' así que '],
  fr: [...ANY, ' et ', ' et puis ', ' mais ', ' donc '],
  it: [...ANY, ' e ', ' e poi ', ' ma ', ' quindi '],
  pt: [...ANY, ' e ', ' e depois ', ' mas ', ' então '],
  nl: [...ANY, ' en ', ' en dan ', ' maar ', ' dus '],
};

/** Two utterances in one message, with a full stop, a comma, a conjunction, a line break or a space between them. */
export function together(first: string, second: string, language: string, random: () => number): string {
  const links = CJK.test(first) ? LINKS.ideographs : (LINKS[language] ?? LINKS.any);
  return first.replace(/[.!?。！？,]+$/u, '') + pick(links as readonly string[], random) + second;
}
