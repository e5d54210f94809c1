/** How a caller wants faults in optional fields handled: refused, or mended and named. */
export type Handling = 'strict' | 'lenient';

const handling = /(?:^|,)\s*handling\s*=\s*"?(strict|lenient)"?\s*(?:[;,]|$)/i;

/** The handling that a `Prefer` header asks for (RFC 7240 4.4), the first where there are several. */
export function handlingIn(prefer: string | string[] | undefined): Handling | undefined {
  if (prefer === undefined) return undefined;
  const stated = handling.exec(String(prefer))?.[1];
  return stated === undefined ? undefined : (stated.toLowerCase() as Handling);
}
