/** Combining Diacritical Marks: what is left of an accent once it is taken off its letter. */
const accents = /[\u0300-\u036f]+/g;

/** Letters that Unicode does not take apart, and what people type instead. */
const ligatures: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/**
 * The same text whatever its case, accents, width and outer space: what names and labels are compared by. Linear in
 * the text; bounding it is the caller's part.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase().trim();
  const bare = text.normalize('NFKD').replace(accents, '').normalize('NFC');
  return bare
    .toLowerCase()
    .replace(/[ßæœøłđ]/g, (letter) => ligatures[letter] ?? letter)
    .trim();
}

/** True when every unit of a text is below U+0080: then it has one form only, whatever the normalisation. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
