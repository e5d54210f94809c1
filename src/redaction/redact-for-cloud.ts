import type { RedactForCloud } from '../lib/settings.js';
import { findCards, findEmails, findIbans, findLinks, findLongNumbers, findPhones } from './recognizers.js';
import { createRedactText, regionOf } from './redact-text.js';
import type { RedactionSettings } from './redaction.js';

/**
 * Redacts what is sent to a cloud for its opinion: what handoffs lose, and also web addresses and every long number, for
 * an opinion needs none of them and an agent may.
 */
export function createRedactForCloud({ region, patterns }: Omit<RedactionSettings, 'of'>): RedactForCloud {
  const recognizers = [findEmails, findIbans, findCards, findPhones, ...patterns, findLinks, findLongNumbers];
  return (text, locale) => createRedactText(recognizers, regionOf(locale) ?? region)(text, {});
}
