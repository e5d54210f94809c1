/**
 * A text of at most `longest` UTF-16 units: all of it, or its beginning and its end on lines of their own, because
 * people tell what happened first and put what they ask for last. No character is halved.
 */
export function beginningAndEnd(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const half = Math.floor(longest / 2);
  const tail = text.length - (longest - half - 1);
  return `${text.slice(0, isHalved(text, half) ? half - 1 : half)}\n${text.slice(isHalved(text, tail) ? tail + 1 : tail)}`;
}

/** True when the units before and at an index are one character. */
function isHalved(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) as number) > 0xffff;
}
