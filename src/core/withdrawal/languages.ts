import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { ja } from './ja.js';
import { nl } from './nl.js';
import { pt } from './pt.js';
import type { WithdrawalWords } from './withdrawal-words.js';
import { zh } from './zh.js';

/** The languages in which a request can be taken back. Adding one is a file beside these and an entry here. */
export const languages = { en, de, es, fr, it, pt, nl, zh, ja } satisfies Record<string, WithdrawalWords>;
