import { type Convention, replaceEach } from './convention.js';
import { trait } from './traits.js';

/** HTML's character references, once or more often escaped: `&nbsp;` `&lt;at&gt;` `&#39;` `&amp;eacute;`. */
export const entity: Convention = {
  traits: trait.ampersand,
  take: (text) =>
    replaceEach(text, reference, (found, decimal, hex, name = '') => {
      if (decimal) return fromCode(Number(decimal), found);
      if (hex) return fromCode(Number.parseInt(hex, 16), found);
      return named.get(name) ?? accented(name) ?? found;
    }),
};

const reference = /&(?:amp;)*(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{1,12}));/g;

/** A space for the space that does not break; other control characters and halves of characters stay as they were written. */
function fromCode(code: number, found: string): string {
  if (code === 0xa0) return ' ';
  const isControl = code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09;
  const isNone = isControl || code > 0x10ffff || (code >= 0xd800 && code < 0xe000);
  return isNone ? found : String.fromCodePoint(code);
}

const named = new Map(
  `nbsp  |amp &|lt <|gt >|quot "|apos '|hellip …|mdash —|ndash –|lsquo ‘|rsquo ’|sbquo ‚|ldquo “|rdquo ”|bdquo „
  |laquo «|raquo »|lsaquo ‹|rsaquo ›|iexcl ¡|iquest ¿|euro €|pound £|yen ¥|cent ¢|copy ©|reg ®|trade ™|deg °|middot ·
  |bull •|times ×|divide ÷|sect §|para ¶|ordf ª|ordm º|szlig ß|aelig æ|AElig Æ|oslash ø|Oslash Ø|oelig œ|OElig Œ
  |ensp  |emsp  |thinsp  |zwnj \u200c|zwj \u200d|shy \u00ad|num #|colon :|comma ,|period .|excl !|quest ?|lpar (
  |rpar )|lsqb [|rsqb ]|commat @|sol /|bsol \\|ast *|lowbar _|Tab  |NewLine \n|hearts ♥`
    .split('|')
    .map((row): [string, string] => [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)])
    .map(([name, char]) => [name, char.length > 1 ? char.slice(0, 1) : char]),
);

const accents: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  cedil: '\u0327',
  caron: '\u030c',
};

/** `eacute` is an e with an acute. */
function accented(name: string): string | undefined {
  const accent = accents[name.slice(1)];
  return accent && `${name.charAt(0)}${accent}`.normalize('NFC');
}
