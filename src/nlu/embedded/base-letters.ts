/** Letters that Unicode does not take apart, and what people type instead: ß ø æ ı. */
const notTakenApart = new Map([
  [0xdf, 0x73],
  [0xf8, 0x6f],
  [0xe6, 0x61],
  [0x131, 0x69],
]);

/** Up to U+017F, where Latin Extended-A ends; letters behind it stay as they are. */
const bases = Uint16Array.from({ length: 0x180 }, (_, code) => {
  return notTakenApart.get(code) ?? String.fromCharCode(code).normalize('NFD').charCodeAt(0);
});

/** The letter without its accent, so that a dropped accent costs nothing. */
export function baseOf(code: number): number {
  return code < bases.length ? (bases[code] as number) : code;
}
