import type { RedactForCloud } from '../lib/settings.js';
import { cloudOnlyRecognizers, recognizers } from './recognizers/index.js';
import { createRedactText } from './redact-text.js';
import type { RedactionSettings } from './redaction.js';

/**
 * Redacts what is sent to a cloud for its opinion: what handoffs lose, and also web addresses and every long number, for
 * an opinion needs none of them and an agent may.
 */
export function createRedactForCloud({ region, patterns }: Omit<RedactionSettings, 'of'>): RedactForCloud {
  const all = [...recognizers, ...patterns, ...cloudOnlyRecognizers];
  return (text, locale) => createRedactText(all, locale, region)(text, {});
}
