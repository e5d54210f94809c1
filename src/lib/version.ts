import { readFileSync } from 'node:fs';

/** The version of the package, which is also that of the contract. */
export const version: string = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
