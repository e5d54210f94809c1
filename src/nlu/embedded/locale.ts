/** The primary tag of a BCP-47 locale in lower case, `de` of `de-AT`; undefined for what is no language tag. */
export function primaryTag(locale: string | undefined): string | undefined {
  if (locale === undefined) return undefined;
  return /^([a-z]{2,3})(?:[-_]|$)/i.exec(locale)?.[1]?.toLowerCase();
}
