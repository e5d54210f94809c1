const accents = /[\u0300-\u036f]+/g;

/** Text as a policy compares it: without case, accents or outer space. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(accents, '').normalize('NFC').toLowerCase().trim();
}
